"""What is drawn on a page of a PDF besides its text: ruling lines, pictures, shapes; and the way the page is turned."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import msgspec
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

MAX_OBJECTS = 20_000
"""Objects of a page that are looked at; maps and drawings have more, and no tables."""

MAX_SEGMENTS = 400
"""Segments of one path that are looked at for straight lines; longer ones are drawings."""

RECTANGLE = 6
"""Segments of a rectangle, closed twice as some programs do."""

MAX_DEPTH = 5
"""Forms inside forms that are followed."""

THIN = 3.0
"""Points up to which a filled bar is a line."""

SHORTEST = 4.0
"""Points below which a line rules nothing."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""

Matrix = tuple[float, float, float, float, float, float]


class Rule(msgspec.Struct, frozen=True):
    """A straight line: where it lies across its direction, and its two ends, in points."""

    at: float
    low: float
    high: float


class Drawn(msgspec.Struct):
    """What a page holds besides the characters of its text layer.

    pictures: share of the page that pictures cover, 0 to 1. shapes: segments of paths that are no straight rules, as
    letters drawn as outlines are.
    """

    across: list[Rule]
    down: list[Rule]
    pictures: float = 0.0
    shapes: int = 0


class Turn(msgspec.Struct, frozen=True):
    """How a page is turned for the reader: boxes of the file become boxes of the page as it is seen."""

    angle: int
    width: float
    height: float

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The box as it is seen."""
        if self.angle == 90:  # noqa: PLR2004 - degrees
            return bottom, self.width - right, top, self.width - left
        if self.angle == 180:  # noqa: PLR2004 - degrees
            return self.width - right, self.height - top, self.width - left, self.height - bottom
        if self.angle == 270:  # noqa: PLR2004 - degrees
            return self.height - top, left, self.height - bottom, right
        return left, bottom, right, top


def turn_of(page: pdfium.PdfPage) -> Turn:
    """How ``page`` is turned; sizes are those before turning."""
    left, bottom, right, top = page.get_mediabox()
    return Turn(page.get_rotation(), right - left, top - bottom)


def drawn(page: pdfium.PdfPage, turn: Turn) -> Drawn:
    """Lines, pictures and shapes of a page, as they are seen."""
    found = Drawn([], [])
    area = 0.0
    for count, (item, kind, matrix) in enumerate(_objects(page)):
        if count >= MAX_OBJECTS:
            break
        box = _bounds(item, matrix)
        if box is None:
            continue
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            area += _visible(box, turn)
        elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            _path(item, matrix, turn.box(*box), turn, found)
    found.pictures = min(1.0, area / max(1.0, turn.width * turn.height))
    return found


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[object, int, Matrix | None]]:
    """The objects of a page and of the forms on it, text apart, with their kind and the matrix of their form."""
    for index in range(pdfium_c.FPDFPage_CountObjects(page)):
        item = pdfium_c.FPDFPage_GetObject(page, index)
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM:
            yield from _inside(item, None, 0)
        elif kind != pdfium_c.FPDF_PAGEOBJ_TEXT:
            yield item, kind, None


def _inside(item: object, matrix: Matrix | None, depth: int) -> Iterator[tuple[object, int, Matrix | None]]:
    kind = pdfium_c.FPDFPageObj_GetType(item)
    if kind != pdfium_c.FPDF_PAGEOBJ_FORM:
        yield item, kind, matrix
    elif depth < MAX_DEPTH:
        within = _joined(_matrix(item), matrix)
        for index in range(pdfium_c.FPDFFormObj_CountObjects(item)):
            yield from _inside(pdfium_c.FPDFFormObj_GetObject(item, index), within, depth + 1)


def _matrix(item: object) -> Matrix:
    found = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, found):
        return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0
    return found.a, found.b, found.c, found.d, found.e, found.f


def _joined(first: Matrix, second: Matrix | None) -> Matrix:
    """The matrix that does ``first``, then ``second``."""
    if second is None:
        return first
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _point(x: float, y: float, matrix: Matrix | None) -> tuple[float, float]:
    if matrix is None:
        return x, y
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(item: object, matrix: Matrix | None) -> Box | None:
    left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    if not pdfium_c.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    if matrix is None:
        return left.value, bottom.value, right.value, top.value
    corners = [_point(x, y, matrix) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    across, high = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(high), max(across), max(high)


def _visible(box: Box, turn: Turn) -> float:
    """Square points of a picture that lie on the page."""
    left, bottom, right, top = box
    wide = min(right, turn.width) - max(left, 0.0)
    high = min(top, turn.height) - max(bottom, 0.0)
    return max(0.0, wide) * max(0.0, high)


def _path(item: object, matrix: Matrix | None, box: Box, turn: Turn, found: Drawn) -> None:
    """Sort a path: a bar is one line, a short path of straight segments several, anything else a shape."""
    left, bottom, right, top = box
    wide, high = right - left, top - bottom
    if high <= THIN or wide <= THIN:
        if wide >= max(high, SHORTEST):
            found.across.append(Rule((bottom + top) / 2, left, right))
        elif high >= SHORTEST:
            found.down.append(Rule((left + right) / 2, bottom, top))
        return
    count = pdfium_c.FPDFPath_CountSegments(item)
    if count > MAX_SEGMENTS:
        found.shapes += count
        return
    lines = list(_straight(item, count, _joined(_matrix(item), matrix)))
    if not lines:
        found.shapes += count
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(item, fill, stroke)
    if count <= RECTANGLE and not stroke.value:  # the ground of a cell or of the page
        return
    for start, end in lines:
        left, bottom, right, top = turn.box(
            min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])
        )
        if top - bottom <= 1 and right - left >= SHORTEST:
            found.across.append(Rule((bottom + top) / 2, left, right))
        elif right - left <= 1 and top - bottom >= SHORTEST:
            found.down.append(Rule((left + right) / 2, bottom, top))


def _straight(item: object, count: int, matrix: Matrix) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight segments of a path; none where it has a curve, as letters and emblems do."""
    lines = []
    begin = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(item, index)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            return
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        point = _point(x.value, y.value, matrix)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            begin = point
        else:
            lines.append((last, point))
        last = point
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            lines.append((point, begin))
    yield from lines
