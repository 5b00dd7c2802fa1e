"""Pages that could not be read, by cause: whose doing it is and what to do. Kept apart from gaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from checks.evidence import Failure, FailureCause
from reports.hostile import NAME_LENGTH, Link, link, shorten
from reports.words import Words

_ORDER = {cause: place for place, cause in enumerate(get_args(FailureCause))}


@dataclass(frozen=True)
class FailedPage:
    """One address that gave nothing, with the error's own words if any."""

    address: Link
    detail: str


@dataclass(frozen=True)
class FailureGroup:
    """All addresses that failed for one cause."""

    name: str
    owner: str
    remedy: str
    pages: tuple[FailedPage, ...]


def grouped(failures: Iterable[Failure], words: Words) -> tuple[FailureGroup, ...]:
    """Group failures by cause and owner, in the order of the causes' own list; addresses in order."""
    groups: dict[tuple[str, str], list[Failure]] = {}
    for failure in sorted(failures, key=lambda f: (_ORDER[f.cause], f.owner, f.url, f.detail)):
        groups.setdefault((failure.cause, failure.owner), []).append(failure)
    return tuple(
        FailureGroup(
            name=words(f"cause.{cause}.name"),
            owner=words(f"owner.{owner}"),
            remedy=words(f"cause.{cause}.do"),
            pages=tuple(FailedPage(link(f.url), shorten(f.detail, NAME_LENGTH)) for f in members),
        )
        for (cause, owner), members in groups.items()
    )
