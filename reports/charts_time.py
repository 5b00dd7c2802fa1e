"""Scores over time: the range of every run, and the published totals of earlier years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

import drawsvg
from markupsafe import Markup

from reports.agency_report import Point, Published
from reports.charts_svg import drawing, figure, figures_table, markup, text
from reports.dates import BANGKOK, day
from reports.hostile import shorten
from reports.words import Words

FULL = 100.0
MOST_ROWS = 60
"""Newest lines of the table below a chart; a year of nights would bury the page."""

MOST_YEARS = 6
LONGEST_LEVEL = 24
"""Characters of a level's name that have room below a column."""

SPARKS = 16
"""Points of a sparkline: more cannot be told apart in it."""

_WIDTH, _HEIGHT = 400, 210
_LEFT, _RIGHT, _TOP, _BOTTOM = 36, 388, 14, 170
_GRID = (0, 25, 50, 75, 100)
_DOTTED = 12
"""Up to so many points are marked one by one."""

_SPARK_WIDTH, _SPARK_HEIGHT = 72, 20

Seen = tuple[datetime, Point]


def score_chart(points: Sequence[Point], words: Words) -> Markup:
    """The predicted score of all runs as a band from lowest to highest; empty where there are no runs."""
    seen = _seen(points)
    if not seen:
        return Markup("")
    first, last = seen[0], seen[-1]
    drawn = drawing(
        "score-chart",
        _WIDTH,
        _HEIGHT,
        words("chart.score_title", first=_day(first, words), last=_day(last, words)),
        words("chart.score_desc", first=_range(first[1]), last=_range(last[1])),
    )
    _grid(drawn)
    _band(drawn, seen)
    _days(drawn, seen, words)
    rows = [(_day(one, words), _two(one[1].low), _two(one[1].high)) for one in reversed(_turns(seen)[-MOST_ROWS:])]
    head = [words(f"chart.{key}") for key in ("date", "low", "high")]
    return figure(drawn, words("chart.score_caption"), figures_table(words("chart.table"), head, rows))


def sparkline(points: Sequence[Point], words: Words) -> Markup:
    """The same in the size of a word, for a cell that says the score in figures; empty for fewer than two runs."""
    seen = _seen(points)
    if len(seen) < 2:  # noqa: PLR2004 - one point makes no line
        return Markup("")
    step = (len(seen) - 1) / (SPARKS - 1)
    some = seen if len(seen) <= SPARKS else [seen[round(at * step)] for at in range(SPARKS)]
    drawn = drawing(
        "spark",
        _SPARK_WIDTH,
        _SPARK_HEIGHT,
        words("chart.spark", first=f"{seen[0][1].low:.0f}", last=f"{seen[-1][1].low:.0f}"),
    )
    across = [round(1 + at * (_SPARK_WIDTH - 2) / (len(some) - 1)) for at in range(len(some))]
    low = [(x, round(_SPARK_HEIGHT - 1 - one.low * 0.18)) for x, (_, one) in zip(across, some, strict=True)]
    high = [(x, round(_SPARK_HEIGHT - 1 - one.high * 0.18)) for x, (_, one) in zip(across, some, strict=True)]
    drawn.append(drawsvg.Path(d=_line([*high, *reversed(low)]), class_="band"))
    drawn.append(drawsvg.Path(d=_line(low), class_="low"))
    return markup(drawn)


def published_chart(results: Sequence[Published], words: Words) -> Markup:
    """The published totals of the last years with their levels as columns; empty where there are none."""
    shown = sorted(results, key=lambda one: one.fiscal_year)[-MOST_YEARS:]
    if not shown:
        return Markup("")
    said = [
        words("chart.published_one", year=one.fiscal_year, total=_two(one.total), level=_level(one)) for one in shown
    ]
    drawn = drawing("published-chart", _WIDTH, _HEIGHT, words("chart.published_title"), ", ".join(said))
    _grid(drawn)
    room = (_RIGHT - _LEFT) / len(shown)
    wide = min(46.0, room * 0.6)
    for at, one in enumerate(shown):
        middle, top = _LEFT + room * (at + 0.5), _y(one.total)
        column = drawsvg.Rectangle(
            round(middle - wide / 2, 1), top, round(wide, 1), round(_BOTTOM - top, 1), class_="column"
        )
        drawn.append(column)
        inside = one.total > FULL / 2
        drawn.append(
            text(f"{one.total:.2f}", middle, top + (18 if inside else -6), "on" if inside else "value", "middle")
        )
        drawn.append(text(str(one.fiscal_year), middle, _BOTTOM + 18, "tick", "middle"))
        drawn.append(text(_level(one), middle, _BOTTOM + 34, "tick", "middle"))
    return Markup('<figure class="chart">{}<figcaption>{}</figcaption></figure>').format(
        markup(drawn), words("chart.published_title")
    )


def _level(one: Published) -> str:
    return shorten(one.level, LONGEST_LEVEL)


def _seen(points: Sequence[Point]) -> list[Seen]:
    """The points with their times, oldest first; one whose time is no time cannot stand on the axis."""
    found = []
    for point in points:
        try:
            at = datetime.fromisoformat(point.started_at)
        except ValueError:
            continue
        found.append(((at if at.tzinfo else at.replace(tzinfo=BANGKOK)).astimezone(BANGKOK), point))
    return sorted(found, key=lambda one: one[0])


def _turns(seen: Sequence[Seen]) -> list[Seen]:
    """The first, the last, and each point at which the figures changed."""
    changed = [b for a, b in pairwise(seen) if (a[1].low, a[1].high) != (b[1].low, b[1].high)]
    return list(dict.fromkeys([seen[0], *changed, seen[-1]]))


def _grid(drawn: drawsvg.Drawing) -> None:
    for figure_at in _GRID:
        y = _y(figure_at)
        drawn.append(drawsvg.Line(_LEFT, y, _RIGHT, y, class_="grid"))
        drawn.append(text(str(figure_at), _LEFT - 6, y + 4, "tick", "end"))


def _band(drawn: drawsvg.Drawing, seen: Sequence[Seen]) -> None:
    low = [(_x(at, seen), _y(one.low)) for at, one in seen]
    high = [(_x(at, seen), _y(one.high)) for at, one in seen]
    drawn.append(drawsvg.Path(d=_line([*high, *reversed(low)]) + "Z", class_="band"))
    drawn.append(drawsvg.Path(d=_line(high), class_="high"))
    drawn.append(drawsvg.Path(d=_line(low), class_="low"))
    for x, y in low if len(low) <= _DOTTED else low[-1:]:
        drawn.append(drawsvg.Circle(x, y, 3.5, class_="dot"))
    below = low[-1][1] + 18
    drawn.append(text(f"{seen[-1][1].low:.2f}", low[-1][0], min(below, _BOTTOM - 4), "value", "end"))


def _days(drawn: drawsvg.Drawing, seen: Sequence[Seen], words: Words) -> None:
    """The first and the last day below the axis; one day alone stands in the middle."""
    first, last = _day(seen[0], words), _day(seen[-1], words)
    if first == last:
        drawn.append(text(first, (_LEFT + _RIGHT) / 2, _BOTTOM + 20, "tick", "middle"))
        return
    drawn.append(text(first, _LEFT, _BOTTOM + 20, "tick", "start"))
    drawn.append(text(last, _RIGHT, _BOTTOM + 20, "tick", "end"))


def _line(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in points)


def _x(at: datetime, seen: Sequence[Seen]) -> float:
    whole = (seen[-1][0] - seen[0][0]).total_seconds()
    share = (at - seen[0][0]).total_seconds() / whole if whole else 0.5
    return round(_LEFT + share * (_RIGHT - _LEFT), 1)


def _y(figure_at: float) -> float:
    return round(_BOTTOM - min(max(figure_at, 0.0), FULL) / FULL * (_BOTTOM - _TOP), 1)


def _day(one: Seen, words: Words) -> str:
    return day(one[0].date().isoformat(), words)


def _range(point: Point) -> str:
    return _two(point.low) if point.low == point.high else f"{_two(point.low)}–{_two(point.high)}"


def _two(figure_said: float) -> str:
    return f"{figure_said:.2f}"
