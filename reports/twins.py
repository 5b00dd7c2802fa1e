"""Agencies on the same vendor's template that fail alike: one letter to the vendor may mend them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from checks.verdict import Status
from reports.agency_report import AgencyReport

FEWEST: Final = 3
"""Agencies that a template must have before what they share says something about it."""


@dataclass(frozen=True)
class SharedGap:
    """An item that most agencies of a template lack in the same way.

    lacking: codes of these agencies, in the order of the reports. elsewhere: how many agencies on other templates, or
    on none that is known, lack it too, of ``others`` that were asked for it.
    """

    item: str
    code: str
    lacking: tuple[str, ...]
    elsewhere: int
    others: int


@dataclass(frozen=True)
class Twins:
    """Agencies on one template, by code, and what most of them lack: first what most of them lack more than others."""

    template: str
    agencies: tuple[str, ...]
    gaps: tuple[SharedGap, ...]


def twins(reports: Sequence[AgencyReport]) -> tuple[Twins, ...]:
    """Templates of three agencies or more with an item unmet with the same code in more than half of them.

    What is lacking elsewhere just as often is no doing of the template and is left out.
    """
    by_template: dict[str, list[AgencyReport]] = {}
    for report in reports:
        if report.template:
            by_template.setdefault(report.template, []).append(report)
    found = (
        Twins(template, tuple(one.judgement.agency for one in members), _shared(members, reports))
        for template, members in by_template.items()
        if len(members) >= FEWEST
    )
    return tuple(sorted((one for one in found if one.gaps), key=lambda one: (-len(one.agencies), one.template)))


def _shared(members: Sequence[AgencyReport], reports: Sequence[AgencyReport]) -> tuple[SharedGap, ...]:
    lacking: dict[tuple[str, str], list[str]] = {}
    for report in members:
        for verdict in report.judgement.items:
            if verdict.status is Status.UNMET:
                lacking.setdefault((verdict.item, verdict.code), []).append(report.judgement.agency)
    outside = [one for one in reports if one.template != members[0].template]
    asked, missed = _asked(outside), _missed(outside)
    gaps = [
        SharedGap(item, code, tuple(codes), missed[item], asked[item])
        for (item, code), codes in lacking.items()
        if 2 * len(codes) > len(members) and len(codes) / len(members) > missed[item] / max(1, asked[item])
    ]
    return tuple(sorted(gaps, key=lambda gap: gap.elsewhere / max(1, gap.others) - len(gap.lacking) / len(members)))


def _asked(reports: Iterable[AgencyReport]) -> Counter[str]:
    return Counter(v.item for one in reports for v in one.judgement.items if v.status is not Status.EXEMPT)


def _missed(reports: Iterable[AgencyReport]) -> Counter[str]:
    return Counter(v.item for one in reports for v in one.judgement.items if v.status is Status.UNMET)
