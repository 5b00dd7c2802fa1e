"""The parts of an official paper, drawn with python-docx: what the templates are put together from."""

# ruff: noqa: SLF001 - python-docx offers no other way to the elements that it knows no words for

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FONT: Final = "TH SarabunPSK"
OTHER_FONT: Final = "TH Sarabun New"
"""What stands in for it where it is not installed; the letters are the same."""

SMALL, TABLE_SIZE, SIZE, HEAD_SIZE, MEMO_SIZE = 4, 14, 16, 20, 29
WIDTH: Final = 16.0
"""Centimetres between the margins."""

INDENT: Final = 2.5


class Paper:
    """A paper that is being drawn, from top to bottom. Lengths are centimetres, spaces before a paragraph points.

    only_if: a fact; without it the paragraph is left out.
    """

    def __init__(self) -> None:
        self.document = Document()
        self._set_up_styles()
        self._set_up_page()
        self._set_up_fonts()

    def garuda(self, size: float) -> None:
        """The box in which the office puts the garuda, in the middle."""
        table = self.document.add_table(1, 1)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        _widths(table, [size])
        _box(table.cell(0, 0), size)
        self._room_below()

    def memo_head(self) -> None:
        """The small garuda box at the left, the words of the memo in the middle."""
        table = self.document.add_table(1, 3)
        _widths(table, (1.5, WIDTH - 3.0, 1.5))
        _box(table.cell(0, 0), 1.5)
        title = table.cell(0, 1).paragraphs[0]
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(title, "บันทึกข้อความ", bold=True, size=MEMO_SIZE)
        self._room_below()

    def columns(self, left: Sequence[str], right: Sequence[str], widths: tuple[float, float]) -> None:
        """Lines beside each other, without borders."""
        table = self.document.add_table(1, 2)
        _widths(table, widths)
        for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
            _lines(cell, lines)
        self._room_below()

    def line(self, words: str, *, left: float = 0.0, before: float = 0, hang: float = 0.0, only_if: str = "") -> None:
        """A line that begins at the margin, or so far from it. hang: where its further lines begin."""
        paragraph = self._paragraph(words, before=before, only_if=only_if)
        paragraph.paragraph_format.left_indent = Cm(left + hang)
        paragraph.paragraph_format.first_line_indent = Cm(-hang)

    def text(self, words: str, *, before: float = 0, bold: bool = False, only_if: str = "") -> None:
        """A paragraph of the body."""
        paragraph = self._paragraph(words, before=before, bold=bold, only_if=only_if)
        paragraph.paragraph_format.first_line_indent = Cm(INDENT)

    def dotted(self, label: str, words: str) -> None:
        """A line of a memo's head: the label bold, dots to the margin."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        _run(paragraph, f"{label}  ", bold=True, size=HEAD_SIZE)
        _run(paragraph, f"{words}\t")

    def dotted_pair(self, first: str, its: str, second: str, words: str) -> None:
        """Two of them in one line."""
        paragraph = self.document.add_paragraph()
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Cm(WIDTH / 2), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.DOTS)
        stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        _run(paragraph, f"{first}  ", bold=True, size=HEAD_SIZE)
        _run(paragraph, f"{its}\t")
        _run(paragraph, f"{second}  ", bold=True, size=HEAD_SIZE)
        _run(paragraph, f"{words}\t")

    def signature(self, position: str, *, left: float) -> None:
        """Room for a signature, a name and the position below it."""
        for number, words in enumerate((f"({'.' * 50})", position)):
            paragraph = self._paragraph(words, before=0 if number else 48)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.left_indent = Cm(left - 1.5)

    def title(self, *lines: str) -> None:
        """Bold lines in the middle."""
        for words in lines:
            paragraph = self._paragraph(words, bold=True)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def begin_part(self, only_if: str) -> None:
        """Begin a page of its own, that is left out with all that follows where the fact is none."""
        self.document.add_paragraph(f"{{%p if {only_if} %}}")
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def end_part(self) -> None:
        """End what `begin_part` began."""
        self.document.add_paragraph("{%p endif %}")

    def rows(self, heads: Sequence[str], loop: str, cells: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """A table with a row for each of a list of facts; its headings stand on every page."""
        table = self.document.add_table(4, len(heads), style="Table Grid")
        _widths(table, widths)
        table.rows[1].cells[0].text = f"{{%tr for {loop} %}}"
        table.rows[3].cells[0].text = "{%tr endfor %}"
        for column, (head, lines) in enumerate(zip(heads, cells, strict=True)):
            _run(table.cell(0, column).paragraphs[0], head, bold=True, size=TABLE_SIZE)
            _lines(table.cell(2, column), lines, size=TABLE_SIZE)
        for row in table.rows:
            _property(row._tr.get_or_add_trPr(), "w:cantSplit")
        _property(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
        self._room_below()

    def _paragraph(self, words: str, *, before: float = 0, bold: bool = False, only_if: str = "") -> Paragraph:
        if only_if:
            self.document.add_paragraph(f"{{%p if {only_if} %}}")
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(before)
        _run(paragraph, words, bold=bold)
        if only_if:
            self.document.add_paragraph("{%p endif %}")
        return paragraph

    def _room_below(self) -> None:
        """Leave a little room below a table: tables that touch become one."""
        room = self.document.add_paragraph()
        _run(room, " ", size=SMALL)

    def _set_up_styles(self) -> None:
        normal = self.document.styles["Normal"]
        normal.paragraph_format.space_after = Pt(0)
        normal.paragraph_format.line_spacing = 1.0
        _fonts(normal.element.get_or_add_rPr(), SIZE)

    def _set_up_fonts(self) -> None:
        """Name the font that stands in for ours."""
        for part in self.document.part.package.iter_parts():
            if part.partname == "/word/fontTable.xml":
                other = f'<w:font w:name="{FONT}"><w:altName w:val="{OTHER_FONT}"/></w:font>'
                part._blob = part.blob.replace(b"</w:fonts>", other.encode() + b"</w:fonts>")

    def _set_up_page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin, section.right_margin = Cm(3.0), Cm(2.0)
        section.top_margin, section.bottom_margin = Cm(1.5), Cm(2.0)
        section.header_distance = Cm(1.5)
        section.different_first_page_header_footer = True
        number = section.header.paragraphs[0]
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(number, "- ")
        _page_number(number)
        _run(number, " -")
        thai = OxmlElement("w:pgNumType")
        thai.set(qn("w:fmt"), "thaiNumbers")
        section._sectPr.find(qn("w:cols")).addprevious(thai)  # Word minds the order of elements


def _lines(cell: _Cell, lines: Sequence[str], *, size: int = SIZE) -> None:
    for number, words in enumerate(lines):
        _run(cell.paragraphs[0] if not number else cell.add_paragraph(), words, size=size)


def _box(cell: _Cell, size: float) -> None:
    row = cell._tc.getparent()
    _property(row.get_or_add_trPr(), "w:trHeight", val=str(round(size * 567)), hRule="exact")
    borders = OxmlElement("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        _property(borders, f"w:{side}", val="dotted", sz="4", color="808080")
    cell._tc.get_or_add_tcPr().append(borders)
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, "ครุฑ")


def _run(paragraph: Paragraph, words: str, *, bold: bool = False, size: int = SIZE) -> Run:
    run = paragraph.add_run(words)
    properties = run._r.get_or_add_rPr()
    _fonts(properties, size, bold=bold)
    return run


def _fonts(properties: Any, size: int, *, bold: bool = False) -> None:  # noqa: ANN401 - lxml's elements
    """Say the font for Latin and for Thai letters: Word keeps them apart, and reads Thai from the second."""
    _property(properties, "w:rFonts", **dict.fromkeys(("ascii", "hAnsi", "cs", "eastAsia"), FONT))
    if bold:
        _property(properties, "w:b")
        _property(properties, "w:bCs")
    _property(properties, "w:sz", val=str(2 * size))
    _property(properties, "w:szCs", val=str(2 * size))
    _property(properties, "w:lang", val="en-US", bidi="th-TH")


def _page_number(paragraph: Paragraph) -> None:
    run = _run(paragraph, "๒")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE ")
    run._r.addprevious(field)
    field.append(run._r)


def _widths(table: Table, widths: Sequence[float]) -> None:
    """Say them twice: Word reads them from the cells, LibreOffice from the grid."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _property(parent: Any, name: str, **values: str) -> None:  # noqa: ANN401 - lxml's elements
    for old in parent.findall(qn(name)):
        parent.remove(old)
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    parent.append(made)
