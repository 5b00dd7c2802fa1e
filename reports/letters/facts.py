"""Facts that letters share: who writes to whom, when, and until when something is asked."""

from __future__ import annotations

from typing import Final

from checks.thai.periods import thai_date
from checks.verdict import ItemVerdict, Score
from reports.agency_report import AgencyReport
from reports.letters.filling import Facts
from reports.province_report import Deadline, ProvinceReport

BLANK: Final = "." * 40
"""Where somebody writes by hand."""

_OTHER_WORK: Final = frozenset({"registration", "stakeholders", "iit", "eit"})
"""Deadlines of the calendar that ask for something else than what is published."""

_PROVINCE: Final = "จังหวัด"
_HEADS: Final = (
    ("องค์การบริหารส่วน", "นายกองค์การบริหารส่วน"),
    ("อบต.", "นายกองค์การบริหารส่วนตำบล"),
    ("อบจ.", "นายกองค์การบริหารส่วนจังหวัด"),
    ("เทศบาล", "นายกเทศมนตรี"),
    ("ที่ว่าการอำเภอ", "นายอำเภอ"),
    ("ที่ทำการปกครองอำเภอ", "นายอำเภอ"),
    ("โรงพยาบาล", "ผู้อำนวยการโรงพยาบาล"),
    ("สำนักงานเขตพื้นที่", "ผู้อำนวยการสำนักงานเขตพื้นที่"),
    (_PROVINCE, "ผู้ว่าราชการจังหวัด"),
)
"""How the head of an agency is addressed, by how its name begins; else ``หัวหน้า`` with its name."""


def shared(province: ProvinceReport, contact: str) -> Facts:
    """Facts of every letter. contact: e-mail address of the secretariat."""
    name = province.name or BLANK
    until = asked_until(province)
    return {
        "province": name,
        "hall": f"ศาลากลาง{name}" if name.startswith(_PROVINCE) else name,
        "office": f"สำนักงาน{name}",
        "governor": f"ผู้ว่าราชการ{name}" if name.startswith(_PROVINCE) else BLANK,
        "year": province.fiscal_year,
        "date": thai_date(province.made_at),
        "contact": contact or BLANK,
        "blank": BLANK,
        "deadline_title": until.title if until is not None else "",
        "deadline": thai_date(until.ends) if until is not None else BLANK,
    }


def asked_until(province: ProvinceReport) -> Deadline | None:
    """The next deadline for publishing: the province's own where it has set one, else the national one."""
    asked = (one for one in province.deadlines if one.state != "over" and one.asks and one.key not in _OTHER_WORK)
    coming = sorted(asked, key=lambda one: one.ends)
    own = [one for one in coming if one.whose == "province"]
    return next(iter(own or coming), None)


def addressee(name: str) -> str:
    """How a letter addresses the head of an agency.

    >>> addressee("เทศบาลตำบลริมเขา"), addressee("ที่ว่าการอำเภอท่าไพร"), addressee("สำนักงานคลังจังหวัดสีพนา")
    ('นายกเทศมนตรีตำบลริมเขา', 'นายอำเภอท่าไพร', 'หัวหน้าสำนักงานคลังจังหวัดสีพนา')
    """
    return next((head + name.removeprefix(begin) for begin, head in _HEADS if name.startswith(begin)), f"หัวหน้า{name}")


def said_score(score: Score) -> str:
    """A predicted score; lowest to highest where they differ."""
    return f"{score.low:.2f}" if score.low == score.high else f"{score.low:.2f} ถึง {score.high:.2f}"


def known(report: AgencyReport) -> list[ItemVerdict]:
    """Verdicts of the items that the book knows."""
    return [verdict for verdict in report.judgement.items if verdict.item in report.rubric.items]
