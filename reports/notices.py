"""Notices as plain Thai text, for mail and for messengers: what must be done by when, what was lost, what is there now.

Some channels take text for markup and some send it through converters of their own. Whatever comes from a site, a list
or a file is therefore cleaned when it is put in: one line, of bounded length, without signs that any of them obeys.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from checks.rubric import Rubric
from checks.verdict import Judgement, Score
from reports.dates import day
from reports.gains import gains
from reports.hostile import NAME_LENGTH, clean, link, shorten
from reports.render import TEMPLATES
from reports.sentences import Sentences
from reports.titles import item_title
from reports.words import words

LISTED: Final = 8
"""Entries of a list in a notice; more are counted, the report has them all."""

GAPS: Final = 5
LONGEST_SUBJECT: Final = 110
LONGEST_ADDRESS: Final = 300
LONGEST_SENTENCE: Final = 240

_OBEYED: Final = str.maketrans({"<": "‹", ">": "›", "[": "(", "]": ")", "`": "'", "*": "∗", "@": "＠", "|": "/"})
"""Signs that messengers take for markup, links or calls to everybody, and what stands for them."""

_WHY: Final = {
    "links": ", ลิงก์ที่ส่งเปลี่ยน",
    "rules": ", เกณฑ์หรือโปรแกรมเปลี่ยน ไม่ใช่เว็บไซต์",
    "person": ", เจ้าหน้าที่ตัดสิน",
}

_IN_ADDRESSES: Final = "/:?&=#%+,;~.-_!$()'"


@dataclass(frozen=True, kw_only=True)
class Due:
    """A deadline. ends: ISO date; closes: ``17.00`` or empty; days: left; new: not told of at this distance yet."""

    title: str
    ends: str
    closes: str
    days: int
    own: bool
    new: bool


@dataclass(frozen=True, kw_only=True)
class Moved:
    """An item that was lost or became met.

    url: the last good address of a lost one, the good one of the other. why: what changed where it was not the site:
    ``links``, ``rules`` or ``person``; empty for the site.
    """

    agency: str
    item: str
    title: str
    url: str
    since: str
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Silent:
    """An agency of which nothing could be read. since: ISO date of the first such night."""

    agency: str
    url: str
    since: str
    nights: int


@dataclass(frozen=True, kw_only=True)
class Gap:
    """An item that is missing, what to do about it, and the points of the OIT score it would bring."""

    item: str
    title: str
    remedy: str
    points: str


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What is told at once to one recipient.

    agency: the agency's name; empty where the secretariat is told about all. report: path or address of the report.
    contact: whom an agency can ask. oit: the predicted score, where the agency was judged. chain: the end of the chain
    of manifests, by which a mail that is kept pins what was known that night; empty where there is none.
    """

    province: str
    today: str
    due: Sequence[Due] = ()
    lost: Sequence[Moved] = ()
    met: Sequence[Moved] = ()
    silent: Sequence[Silent] = ()
    gaps: Sequence[Gap] = ()
    oit: Score | None = None
    agency: str = ""
    report: str = ""
    contact: str = ""
    chain: str = ""


@dataclass(frozen=True)
class Text:
    """A notice as it is sent."""

    subject: str
    body: str


def render_notice(notice: Notice) -> Text:
    """Write a notice in Thai."""
    name = "notice-agency.txt" if notice.agency else "notice-secretariat.txt"
    body = _environment().get_template(name).render(notice=notice, listed=LISTED)
    return Text(_subject(notice), body.strip() + "\n")


def worst_gaps(judgement: Judgement, rubric: Rubric) -> tuple[Gap, ...]:
    """The gaps of an agency whose closing brings most, with what to do about each."""
    thai = words("th")
    said = Sentences(rubric, thai)
    found = []
    for verdict, points in gains(rubric, judgement.items)[:GAPS]:
        missing = next((e for e in verdict.elements if e.finding.status is verdict.status), None)
        element, finding = (missing.element, missing.finding) if missing is not None else ("", verdict)
        found.append(
            Gap(
                item=verdict.item,
                title=item_title(rubric.items[verdict.item], thai),
                remedy=said.remedy(verdict.item, finding.code, finding.facts, element),
                points=f"{points:.2f}",
            )
        )
    return tuple(found)


def _subject(notice: Notice) -> str:
    parts = [f"{_days(due.days)}: {due.title}" for due in notice.due if due.new][:1]
    parts += [f"ไม่ครบแล้ว {len(notice.lost)} ข้อ"] if notice.lost else []
    parts += [f"ครบเพิ่ม {len(notice.met)} ข้อ"] if notice.met else []
    parts += [f"เปิดเว็บไซต์ไม่ได้ {len(notice.silent)} แห่ง"] if notice.silent else []
    return _words(f"OIT {notice.agency or notice.province}: {' · '.join(parts)}", LONGEST_SUBJECT)


def _days(days: int) -> str:
    return "ครบกำหนดวันนี้" if days == 0 else f"อีก {days} วันครบกำหนด"


def _score(score: Score) -> str:
    return f"{score.low:.2f}" if score.low == score.high else f"{score.low:.2f} ถึง {score.high:.2f}"


def _words(value: object, length: int = NAME_LENGTH) -> str:
    return shorten(clean(str(value)).translate(_OBEYED), length)


def _address(url: str) -> str:
    """An address that can be followed, with what could be markup in it encoded; else its words."""
    href = quote(link(url).href, safe=_IN_ADDRESSES)
    return href if href and len(href) <= LONGEST_ADDRESS else _words(link(url).text)


@functools.cache
def _environment() -> Environment:
    environment = Environment(  # noqa: S701 - plain text: what is put in is cleaned by finalize
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: value if isinstance(value, _Safe) else _words(value, LONGEST_SENTENCE),
    )
    thai = words("th")
    environment.filters["address"] = lambda url: _Safe(_address(url))
    environment.filters["ours"] = lambda text: _Safe(clean(text))
    environment.filters["thai_day"] = lambda iso: day(iso, thai)
    environment.filters["why"] = lambda code: _WHY.get(code, "")
    environment.filters["days_left"] = _days
    environment.filters["score"] = _score
    return environment


class _Safe(str):
    """Text that is put in as it is: an address made safe, a path or address of our own."""

    __slots__ = ()
