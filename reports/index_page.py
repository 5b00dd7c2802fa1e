"""What the index page shows: one row an agency, in the order of a Thai dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from checks.verdict import Status
from reports.agency_page import agency_name, run_moment
from reports.agency_report import AgencyReport, Responses
from reports.dates import day
from reports.figures import SHOWN_ALWAYS, Range, counts, shown
from reports.hostile import NAME_LENGTH, shorten
from reports.words import Words

_LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")
_TONES = re.compile("[\u0e47-\u0e4e]")


@dataclass(frozen=True)
class Row:
    """One agency in the table; ``href`` is its page beside the index. draft: its year's book is one.

    office: its score is no official one, it contributes to another unit's.
    """

    href: str
    name: str
    fiscal_year: int
    draft: bool
    as_of: str
    run_at: str
    oit: Range
    counts: tuple[int, ...]
    office: bool
    responses: tuple[Responses, ...]


@dataclass(frozen=True)
class IndexPage:
    """The table of all agencies; ``statuses`` and ``tools`` head the columns of counts and of survey answers.

    waiting: names of agencies that were not judged yet.
    """

    statuses: tuple[Status, ...]
    tools: tuple[str, ...]
    rows: tuple[Row, ...]
    waiting: tuple[str, ...]


def index_page(reports: Iterable[tuple[str, AgencyReport]], waiting: Iterable[str], words: Words) -> IndexPage:
    """Gather the table from file names and reports, and from the names of those without one."""
    named = [(href, report, dict(counts(report.judgement))) for href, report in reports]
    statuses = tuple(s for s in Status if s in SHOWN_ALWAYS or any(s in found for *_, found in named))
    rows = [
        Row(
            href=href,
            name=agency_name(report, words),
            fiscal_year=report.judgement.fiscal_year,
            draft=report.rubric.status == "draft",
            as_of=day(report.judgement.as_of, words),
            run_at=run_moment(report, words),
            oit=shown(report.judgement.oit),
            counts=tuple(found.get(s, 0) for s in statuses),
            office=report.office,
            responses=report.responses,
        )
        for href, report, found in named
    ]
    tools = tuple(sorted({one.tool for row in rows for one in row.responses}))
    ordered = tuple(sorted(rows, key=lambda row: (dictionary_key(row.name), row.href)))
    names = sorted((shorten(name, NAME_LENGTH) for name in waiting), key=dictionary_key)
    return IndexPage(statuses, tools, ordered, tuple(names))


def dictionary_key(name: str) -> tuple[str, str]:
    """Sort key as in a Thai dictionary: a vowel written before its consonant counts after it, tone marks last.

    >>> sorted(["ไทรงาม", "เขาชัน", "กงหรา", "ควนขนุน"], key=dictionary_key)
    ['กงหรา', 'เขาชัน', 'ควนขนุน', 'ไทรงาม']
    """
    return _LEADING_VOWEL.sub(r"\2\1", _TONES.sub("", name)), name
