"""Tables of submitted links, long (agency, item, url, note) or wide (a row an agency, a column an item), as entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from crawler.office.days import christian
from crawler.office.link_headers import Header, find_header
from crawler.office.link_items import Items, Named
from crawler.office.tables import Sheet, cell_name

_DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d-%m-%Y")
_TIME_FORMATS = ("%H:%M:%S", "%H:%M", "%I:%M:%S %p", "")


class Entry(msgspec.Struct, frozen=True):
    """A cell that holds links or could: where it stands, and all that the file says about it.

    row: number as spreadsheets show it. agency: its words by code and by name, either may be empty. text: what the
    cell shows; link: where it leads to. answered: of a form's answers, the moment, so that its order is that of time;
    empty outside of forms. overlong: its row has cells beyond the header.
    """

    sheet: str
    cell: str
    row: int
    code: str
    agency: str
    label: str
    named: Named
    text: str
    link: str = ""
    formula: bool = False
    note: str = ""
    answered: str = ""
    overlong: bool = False
    wide: bool = False


class LinkTables(msgspec.Struct, frozen=True):
    """All entries of a file; names of sheets that were left out: hidden ones, and those without a table of links."""

    entries: tuple[Entry, ...]
    hidden: tuple[str, ...]
    bare: tuple[str, ...]
    found: int


def read_entries(sheets: Iterable[Sheet], items: Items) -> LinkTables:
    """The entries of all visible sheets that hold a table of links."""
    entries: list[Entry] = []
    hidden: list[str] = []
    bare: list[str] = []
    found = 0
    for sheet in sheets:
        header = None if sheet.hidden else find_header(sheet, items)
        if sheet.hidden:
            hidden.append(sheet.name)
        elif header is None:
            bare.append(sheet.name)
        else:
            found += 1
            entries += _entries(sheet, header, items)
    return LinkTables(tuple(entries), tuple(hidden), tuple(bare), found)


def _entries(sheet: Sheet, header: Header, items: Items) -> Iterator[Entry]:
    moments = _moments(sheet, header)
    head = sheet.rows[header.row]
    for row in range(header.row + 1, len(sheet.rows)):
        cells = sheet.rows[row]
        if not any(cells) or _repeats(cells, head):
            continue
        yield from (_wide if header.is_wide else _long)(sheet, header, row, items, moments.get(row, ""))


def _repeats(cells: tuple[str, ...], head: tuple[str, ...]) -> bool:
    """Whether a row is the header once more: one of two merged rows, or the top of the next printed page."""
    return sum(a == b != "" for a, b in zip(cells, head, strict=False)) * 2 > sum(map(bool, head))


def _long(sheet: Sheet, header: Header, row: int, items: Items, answered: str) -> Iterator[Entry]:
    column = header.columns["url"]
    label, title = _cell(sheet, header, row, "item"), _cell(sheet, header, row, "title")
    entry = _entry(sheet, header, row, column, label or title, items.find(label or title, title if label else ""))
    says = entry.text or entry.link or entry.formula or entry.overlong
    if says or entry.label:  # a row of the agency's name alone heads a group
        yield msgspec.structs.replace(entry, answered=answered)


def _wide(sheet: Sheet, header: Header, row: int, _items: Items, answered: str) -> Iterator[Entry]:
    for column, named in header.items.items():
        label = sheet.at(header.row, column)
        entry = _entry(sheet, header, row, column, label, named)
        yield msgspec.structs.replace(entry, answered=answered, wide=True)


def _entry(sheet: Sheet, header: Header, row: int, column: int, label: str, named: Named) -> Entry:
    return Entry(
        sheet=sheet.name,
        cell=cell_name(row, column),
        row=row + 1,
        code=_cell(sheet, header, row, "code"),
        agency=_cell(sheet, header, row, "agency"),
        label=label,
        named=named,
        text=sheet.at(row, column),
        link=sheet.links.get((row, column), ""),
        formula=(row, column) in sheet.formulas,
        note=_cell(sheet, header, row, "note"),
        # Text files have no cells beyond their header; in a workbook people calculate beside the table.
        overlong=not sheet.name and any(sheet.rows[row][header.width :]),
    )


def _cell(sheet: Sheet, header: Header, row: int, kind: str) -> str:
    column = next((column for known, column in header.columns.items() if known == kind), -1)
    return sheet.at(row, column)


def _moments(sheet: Sheet, header: Header) -> dict[int, str]:
    """When each row of a form was answered, as texts in the order of time; the order of the rows where it is unclear.

    Which of day and month stands first is told from the whole column: a form's rows follow each other in time.
    """
    column = header.columns.get("time")
    if column is None:
        return {}
    rows = [row for row in range(header.row + 1, len(sheet.rows)) if sheet.at(row, column)]
    texts = [sheet.at(row, column) for row in rows]
    readings = []
    for day in _DAY_FORMATS:
        read = [_moment(text, day) for text in texts]
        if all(read):
            readings.append([moment for moment in read if moment is not None])
    best = next((read for read in readings if read == sorted(read)), readings[0] if readings else None)
    if best is None:
        return {row: f"{row:06}" for row in rows}
    return {row: moment.isoformat() for row, moment in zip(rows, best, strict=True)}


def _moment(text: str, day: str) -> datetime | None:
    """A moment as forms write it: ``15/3/2565, 9:05:33``, ``2022/03/15 9:05:33 AM GMT+7``."""
    words = text.replace(",", " ").replace("น.", " ").replace("ก่อนเที่ยง", "AM").replace("หลังเที่ยง", "PM").split()
    words = [word for word in words if not word.upper().startswith(("GMT", "UTC"))]
    for time in _TIME_FORMATS:
        try:
            # The zone is the same in the whole column.
            moment = datetime.strptime(" ".join(words), f"{day} {time}".strip())  # noqa: DTZ007
        except ValueError:
            continue
        return moment.replace(year=christian(moment.year))
    return None
