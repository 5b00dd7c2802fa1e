"""Excel files, new (.xlsx, .xlsm) and old (.xls), as sheets of plain words."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from pathlib import Path

import python_calamine as calamine

from crawler.office.sheet import Place, Sheet, formula_target, make_sheet, refuse_large, words_of
from crawler.office.tables_refused import TableError
from crawler.read.office.biff import is_sound
from crawler.read.office.docx import main_part
from crawler.read.office.package import FileError, Package, children
from crawler.read.office.xlsx_parts import SheetPart, place_of, sheet_parts

_FORMULA = re.compile(rb"<(?:\w+:)?c\s([^<>]*)>\s*<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>(?P<formula>[^<]*)</(?:\w+:)?f\s*>)")
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,3}\d{1,7})[\"']")


def read_excel(path: Path, body: bytes, *, old: bool) -> tuple[Sheet, ...]:
    """The sheets of a workbook.

    Raises:
        FileError: the file is damaged, has a password, or unpacks beyond the limits.
        TableError: a sheet is too large.
    """
    parts: dict[str, SheetPart] = {}
    formulas: dict[str, dict[Place, str]] = {}
    if old:
        if not is_sound(body):
            raise FileError("damaged")
    else:
        package = Package(body)
        if "xl/workbook.bin" in package:
            # How far its sheets reach cannot be seen before they are read, and a stray cell takes all memory.
            raise TableError(path, "unknown-kind", "XLSB")
        parts, formulas = sheet_parts(package), _formulas(package)
    try:
        book = calamine.load_workbook(io.BytesIO(body))
        return tuple(
            _sheet(path, book, about, parts.get(about.name, SheetPart()), formulas.get(about.name, {}))
            for about in book.sheets_metadata
            if about.typ == calamine.SheetTypeEnum.WorkSheet
        )
    except calamine.PasswordError as error:
        raise FileError("encrypted") from error
    except (calamine.CalamineError, OSError) as error:
        raise FileError("encrypted" if "password" in str(error).lower() else "damaged") from error
    except BaseException as error:  # a panic in the library's Rust stands beside all other exceptions
        if type(error).__name__ != "PanicException":
            raise
        raise FileError("damaged") from error


def _sheet(
    path: Path,
    book: calamine.CalamineWorkbook,
    about: calamine.SheetMetadata,
    part: SheetPart,
    formulas: dict[Place, str],
) -> Sheet:
    hidden = about.visible != calamine.SheetVisibleEnum.Visible
    refuse_large(path, about.name, part.rows, part.cols)
    sheet = book.get_sheet_by_name(about.name)
    links = {(row - 1, column - 1): target for (row, column), target in part.links.items()}
    links |= {place: target for place, formula in formulas.items() if (target := formula_target(formula))}
    return make_sheet(
        path,
        about.name,
        dict(_cells(sheet)),
        hidden=hidden,
        merged=sheet.merged_cell_ranges or (),
        formulas=formulas,
        links=links,
    )


def _cells(sheet: calamine.CalamineSheet) -> Iterator[tuple[Place, str]]:
    if sheet.start is None:
        return
    # The rows that come out begin at the top of the sheet, their values at the first filled column.
    left = sheet.start[1]
    for row, values in enumerate(sheet.iter_rows()):
        for column, value in enumerate(values, start=left):
            if value != "":
                yield (row, column), words_of(value)


def _formulas(package: Package) -> dict[str, dict[Place, str]]:
    """Formulas by the names of the sheets; the pattern takes a tenth of the time of a tree."""
    main = main_part(package, "xl/workbook.xml")
    relations = package.relations(main)
    found: dict[str, dict[Place, str]] = {}
    for node in children(package.tree(main), "sheets"):
        identifier = next((v for k, v in node.attrib.items() if k.endswith("}id")), "")
        part = relations[identifier].target if identifier in relations else ""
        if part not in package:
            continue
        inside = found[node.get("name", "")] = {}
        for cell in _FORMULA.finditer(package.read(part)):
            if reference := _REFERENCE.search(cell[1]):
                row, column = place_of(reference[1].decode().upper())
                inside[row - 1, column - 1] = html.unescape((cell["formula"] or b"").decode("utf-8", "replace"))
    return found
