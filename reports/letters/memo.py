"""The memo that reports to the governor how far the province is (บันทึกข้อความ)."""

from __future__ import annotations

from collections import Counter
from typing import Final

from checks.verdict import Status
from reports.agency_page import agency_name
from reports.agency_report import AgencyReport
from reports.figures import counts
from reports.letters.facts import known, said_score, shared
from reports.letters.filling import PACKAGED, Facts, fill
from reports.province_report import ProvinceReport
from reports.titles import item_title
from reports.words import words

WORST: Final = 5
"""Items that are named as those most agencies lack."""


def memo(province: ProvinceReport, *, contact: str = "", template: bytes = b"") -> bytes:
    """Write the memo as a Word file. contact: e-mail of the secretariat. template: an office's own; empty for ours.

    Raises:
        TemplateFileError: the template cannot be used.
    """
    template = template or (PACKAGED / "memo.docx").read_bytes()
    return fill(template, {**shared(province, contact), **_facts(province)}, province.made_at)


def _facts(province: ProvinceReport) -> Facts:
    ordered = sorted(province.agencies, key=lambda one: (one.office, -one.judgement.oit.low, one.judgement.agency))
    units = [one for one in ordered if not one.office]
    scores = [one.judgement.oit for one in units]
    recent = [one for one in province.changes if one.since >= province.last_night and one.cause in {"site", "links"}]
    kinds = Counter(one.kind for one in recent)
    return {
        "agencies": [_row(number, one) for number, one in enumerate(ordered, 1)],
        "checked": len(ordered),
        "units": len(units),
        "complete": sum(_count(one, Status.UNMET) == 0 for one in ordered),
        "mean_low": f"{_mean([score.low for score in scores]):.2f}",
        "mean_high": f"{_mean([score.high for score in scores]):.2f}",
        "waiting": [one.name for one in province.waiting],
        "waiting_count": len(province.waiting),
        "worst": _worst(province),
        "lost": kinds["lost"],
        "became_met": kinds["became-met"],
        "owing": sum((province.owing or {}).values()),
        "owing_agencies": sum(count > 0 for count in (province.owing or {}).values()),
        "has_agencies": bool(ordered),
    }


def _row(number: int, report: AgencyReport) -> Facts:
    return {
        "no": number,
        "name": agency_name(report, words("th")),
        "score": "หน่วยงานร่วม" if report.office else said_score(report.judgement.oit),
        "met": _count(report, Status.MET),
        "unmet": _count(report, Status.UNMET),
        "undecided": _count(report, Status.UNCLEAR)
        + _count(report, Status.UNREACHABLE)
        + _count(report, Status.BROKEN),
    }


def _worst(province: ProvinceReport) -> list[Facts]:
    """Items that most agencies lack, the most frequent first."""
    lacking = Counter(v.item for one in province.agencies for v in known(one) if v.status is Status.UNMET)
    items = province.rubric.items if province.rubric is not None else {}
    return [
        {"item": item, "title": item_title(items[item], words("th")), "count": count}
        for item, count in lacking.most_common(WORST)
        if item in items
    ]


def _count(report: AgencyReport, status: Status) -> int:
    return dict(counts(report.judgement)).get(status, 0)


def _mean(figures: list[float]) -> float:
    return sum(figures) / len(figures) if figures else 0.0
