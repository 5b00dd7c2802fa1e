"""What every chart is made of: a drawing with a name and a description, and its figures as a table.

Drawings carry classes and no colours: the style sheet gives those, for light, dark and paper. They hold no ids, so that
any number of them stands on one page, and their text is text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import drawsvg
from markupsafe import Markup, escape

from reports.hostile import clean

TEXT_SIZE = 14
"""In units of a drawing that is 400 wide: readable on a phone, where it is drawn smaller than that."""

_OUTSIDE_HTML = (
    ' xmlns="http://www.w3.org/2000/svg"',
    ' xmlns:xlink="http://www.w3.org/1999/xlink"',
    "<defs>\n</defs>\n",
)
"""What an SVG file needs and one that stands in HTML does not."""


def drawing(kind: str, width: float, height: float, title: str, desc: str = "") -> drawsvg.Drawing:
    """An empty drawing that a screen reader reads as an image with this title and description."""
    made = drawsvg.Drawing(width, height, class_=f"drawing {kind}", role="img")
    made.append(drawsvg.Title(clean(title)))
    if desc:
        made.append(drawsvg.Raw(f"<desc>{escape(clean(desc))}</desc>"))
    return made


def text(
    words: str, x: float, y: float, kind: str, anchor: Literal["start", "middle", "end"] = "start"
) -> drawsvg.Text:
    """Words that stand at, around or before a point of their base line."""
    return drawsvg.Text(clean(words), TEXT_SIZE, round(x, 1), round(y, 1), class_=kind, text_anchor=anchor)


def markup(drawn: drawsvg.Drawing) -> Markup:
    """The drawing as it stands in a page: on one line, the same for the same figures."""
    svg = drawn.as_svg(header="")
    for part in _OUTSIDE_HTML:
        svg = svg.replace(part, "", 1)
    return Markup(" ".join(svg.split()).replace("> <", "><"))  # noqa: S704 - drawsvg escaped all texts


def figure(drawn: drawsvg.Drawing, caption: str, table: Markup) -> Markup:
    """A drawing with its caption and its figures."""
    return Markup('<figure class="chart">{}<figcaption>{}</figcaption>{}</figure>').format(
        markup(drawn), caption, table
    )


def figures_table(summary: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Markup:
    """The figures of a chart as a table that opens below it; the first cell of each row names it."""
    heads = Markup("").join(Markup('<th scope="col">{}</th>').format(clean(word)) for word in head)
    body = Markup("").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            clean(row[0]), Markup("").join(Markup("<td>{}</td>").format(clean(cell)) for cell in row[1:])
        )
        for row in rows
    )
    return Markup(
        '<details class="figures"><summary>{}</summary>'
        "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></details>"
    ).format(summary, heads, body)
