"""Statuses as pictures: how many items of each group have which, and the months of a monthly item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import drawsvg
from markupsafe import Markup

from checks.verdict import Status
from reports.charts_svg import drawing, figure, figures_table, markup, text
from reports.figures import Group
from reports.signs import SYMBOLS
from reports.words import Words

ORDER = (Status.MET, Status.UNCLEAR, Status.UNREACHABLE, Status.BROKEN, Status.UNMET, Status.EXEMPT)
"""From left to right: what is won, what may be, what is not."""

_WIDTH, _ROW, _BAR = 400, 50, 22
_MONTHS_IN_ROW = 6
_CELL_WIDTH, _CELL_HEIGHT = 72, 48


def group_bars(groups: Sequence[Group], words: Words) -> Markup:
    """The items of each group as a bar of their statuses, each with its sign and count; empty without groups."""
    shown = [group for group in groups if group.items]
    if not shown:
        return Markup("")
    counts = [Counter(status for _, _, status in group.items) for group in shown]
    used = [status for status in ORDER if any(count[status] for count in counts)]
    drawn = drawing("group-bars", _WIDTH, _ROW * len(shown), words("chart.groups_title"), words("chart.groups_desc"))
    unit = (_WIDTH - 2) / max(len(group.items) for group in shown)
    for row, (group, count) in enumerate(zip(shown, counts, strict=True)):
        drawn.append(text(f"{group.number} {group.title}", 0, row * _ROW + 15, "name"))
        x = 1.0
        for status in used:
            if count[status]:
                _segment(drawn, x, row * _ROW + 22, unit * count[status], _BAR, status, str(count[status]))
                x += unit * count[status]
    head = [words("chart.group"), *(words(f"status.{status.value}") for status in used)]
    rows = [
        (f"{group.number} {group.title}", *(str(count[status]) for status in used))
        for group, count in zip(shown, counts, strict=True)
    ]
    legend = "  ".join(f"{SYMBOLS[status.value]} {words(f'status.{status.value}')}" for status in used)
    return figure(drawn, legend, figures_table(words("chart.table"), head, rows))


def months_calendar(months: Sequence[tuple[str, Status]], words: Words) -> Markup:
    """Months with their statuses as a small calendar, six in a row; empty without months. Labels are short names."""
    if not months:
        return Markup("")
    rows = -(-len(months) // _MONTHS_IN_ROW)
    said = [f"{label} {words(f'part.{Status(status).value}')}" for label, status in months]
    width = _CELL_WIDTH * min(len(months), _MONTHS_IN_ROW)
    drawn = drawing("months", width, _CELL_HEIGHT * rows, words("chart.months_title"), ", ".join(said))
    for at, (label, status) in enumerate(months):
        row, column = divmod(at, _MONTHS_IN_ROW)
        x, y = column * _CELL_WIDTH + 1, row * _CELL_HEIGHT + 1
        cell = drawsvg.Group(class_=Status(status).value)
        cell.append(drawsvg.Rectangle(x, y, _CELL_WIDTH - 4, _CELL_HEIGHT - 3, rx=4, class_="cell"))
        cell.append(text(label, x + _CELL_WIDTH / 2 - 2, y + 18, "sign", "middle"))
        cell.append(text(SYMBOLS[Status(status).value], x + _CELL_WIDTH / 2 - 2, y + 36, "sign", "middle"))
        drawn.append(cell)
    return Markup('<figure class="chart">{}</figure>').format(markup(drawn))


def _segment(
    drawn: drawsvg.Drawing, x: float, y: float, width: float, height: float, status: Status, count: str
) -> None:
    part = drawsvg.Group(class_=status.value)
    part.append(drawsvg.Rectangle(round(x, 1), y, round(width - 2, 1), height, rx=2, class_="cell"))
    part.append(text(f"{SYMBOLS[status.value]} {count}", x + width / 2 - 1, y + height - 6, "sign", "middle"))
    drawn.append(part)
