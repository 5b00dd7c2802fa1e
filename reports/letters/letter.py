"""The letter that tells an agency what it lacks, by when, and which links would be better (หนังสือแจ้ง)."""

from __future__ import annotations

from checks.thai.periods import thai_date
from checks.verdict import ItemVerdict, Status
from reports.agency_page import agency_name
from reports.agency_report import AgencyReport
from reports.gains import gains, only_link
from reports.lacks import missing_names
from reports.letters.facts import addressee, known, said_score, shared
from reports.letters.filling import PACKAGED, Facts, fill
from reports.province_report import ProvinceReport
from reports.sentences import Sentences
from reports.titles import item_title
from reports.words import words

MOST_ADVICE = 3
"""Pieces of advice for one item; the report tells all."""


def letter(report: AgencyReport, province: ProvinceReport, *, contact: str = "", template: bytes = b"") -> bytes:
    """Write the letter as a Word file. contact: e-mail of the secretariat. template: an office's own; empty for ours.

    Raises:
        TemplateFileError: the template cannot be used.
    """
    template = template or (PACKAGED / "letter.docx").read_bytes()
    return fill(template, {**shared(province, contact), **_facts(report)}, province.made_at)


def has_gaps(report: AgencyReport) -> bool:
    """Tell whether there is anything to write about: a gap, or evidence whose link was not submitted."""
    return any(verdict.status is Status.UNMET or _owes(verdict) for verdict in known(report))


def _facts(report: AgencyReport) -> Facts:
    say = words("th")
    verdicts = known(report)
    statuses = [verdict.status for verdict in verdicts]
    name = agency_name(report, say)
    missing = [_gap(report, verdict, points) for verdict, points in gains(report.rubric, verdicts)]
    owed = [verdict.item for verdict in verdicts if _owes(verdict)]
    better = [verdict.item for verdict in verdicts if only_link(verdict)]
    return {
        "agency": name,
        "addressee": addressee(name),
        "website": report.agency_url,
        "checked": thai_date(report.finished_at or report.started_at or report.judged_at),
        "score": said_score(report.judgement.oit),
        "has_score": not report.office,
        "asked": sum(status is not Status.EXEMPT for status in statuses),
        "met": statuses.count(Status.MET),
        "unmet": statuses.count(Status.UNMET),
        "undecided": sum(status in {Status.UNCLEAR, Status.UNREACHABLE, Status.BROKEN} for status in statuses),
        "gaps": missing,
        "has_gaps": bool(missing),
        "better_links": ", ".join(better),
        "owed_links": ", ".join(owed),
    }


def _gap(report: AgencyReport, verdict: ItemVerdict, points: float) -> Facts:
    say = words("th")
    entry, sentences = report.rubric.items[verdict.item], Sentences(report.rubric, say)
    advice = [
        sentences.remedy(verdict.item, e.finding.code, e.finding.facts, e.element)
        for e in verdict.elements
        if e.finding.status is Status.UNMET
    ]
    return {
        "item": verdict.item,
        "title": item_title(entry, say),
        "missing": ", ".join(missing_names(entry, verdict, say)),
        "advice": list(dict.fromkeys(filter(None, advice)))[:MOST_ADVICE],
        "points": f"{points:.2f}",
        "better_url": verdict.better_url,
        "only_link": only_link(verdict),
    }


def _owes(verdict: ItemVerdict) -> bool:
    return verdict.owes_link and verdict.status is Status.MET
