"""The lines of the block about the ITA as a whole, as they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reports.figures import Range

Way = Literal["gaps", "undecided", "survey", "beyond"]
"""How a level can be reached: by mending gaps; only with what is undecided, too; not before a survey is better; not
even with a full OIT."""


@dataclass(frozen=True)
class Tool:
    """A tool: its figure out of 100 (empty: not known), its share of the total in percent, what it brings."""

    name: str
    figure: str
    share: str
    brings: str


@dataclass(frozen=True)
class Step:
    """A gap: what mending it adds to the total, and total and level when all gaps up to it are mended.

    adds: as a number for the script, OIT points. after: None while a survey is not known.
    """

    item: str
    title: str
    gain: str
    adds: str
    after: Range | None
    level: str
    higher: bool


@dataclass(frozen=True)
class Goal:
    """A level above: the least OIT that it needs, the way to it, the fewest gaps that lead there, what stands in it."""

    level: str
    oit: str
    way: Way
    items: tuple[tuple[str, str], ...]
    surveys: tuple[str, ...]


@dataclass(frozen=True)
class Bound:
    """A line of the year's levels: least total, and least figure of each tool (empty: none is asked)."""

    name: str
    least: str
    each: str


@dataclass(frozen=True)
class Need:
    """While surveys are not known: the least figure that each of them must have for a level."""

    level: str
    figure: str


@dataclass(frozen=True)
class Past:
    """A published result of an earlier year; figures that are not known are empty."""

    year: int
    total: str
    level: str
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Trial:
    """Numbers that the script reckons with: OIT, its weight, the points of the surveys, the lowest survey."""

    low: str
    high: str
    weight: str
    rest: str
    least: str
