"""A file of submitted links taken in for a province: every link is taken, or refused with its reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import unquote

import msgspec

from crawler.books import Books
from crawler.frontier.scope import Scope
from crawler.frontier.urls import host_and_port
from crawler.office.agency_names import AgencyNames
from crawler.office.link_items import Items
from crawler.office.link_sheets import Entry, read_entries
from crawler.office.link_urls import Address, is_blank, read_addresses
from crawler.office.link_words import LinkFault
from crawler.office.model import Listed, OfficeError, Province
from crawler.office.tables import read_tables
from crawler.store.links import LinkRow


class Intake(msgspec.Struct, frozen=True):
    """A file as it was read. rows: one for each link. blank: cells that say there is no link.

    hidden, bare: names of sheets that were left out, because they are hidden or hold no table of links.
    """

    name: str
    sha256: str
    rows: tuple[LinkRow, ...]
    blank: int
    hidden: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()

    def of_state(self, state: str) -> tuple[LinkRow, ...]:
        """The rows of a state: ``taken``, ``refused``, ``duplicate``, ``older``."""
        return tuple(row for row in self.rows if row.state == state)

    def noted(self, code: str) -> tuple[LinkRow, ...]:
        """The rows of which something is said, as ``mended``."""
        return tuple(row for row in self.rows if code in row.reason.split())


def read_intake(path: Path, province: Province, books: Books) -> Intake:
    """Read a file for a province; nothing is stored.

    Raises:
        OfficeError: the file cannot be used as a whole, or holds no table of links.
        RubricError: there is no good book of the province's year.
    """
    sheets = read_tables(path)
    tables = read_entries(sheets, Items(books.load(province.fiscal_year), books))
    if not tables.found:
        raise no_table(path, tables.hidden)
    clerk = _Clerk(province)
    rows = _counted_once(row for entry in tables.entries for row in clerk.rows(entry))
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return Intake(path.name, sha256, rows, clerk.blank, tables.hidden, tables.bare)


def no_table(path: Path, hidden: Iterable[str]) -> OfficeError:
    """The error for a file without a table of links."""
    names = ", ".join(hidden)
    thai = f" (ไม่ได้อ่านแผ่นงานที่ซ่อนไว้: {names})" if names else ""
    english = f" (hidden sheets are not read: {names})" if names else ""
    return OfficeError(
        f"{path}: no table of links found{english}; a header row must name the agency, the item and the link "
        "(agency, item, url), or the agency and the items O1, O2, …",
        f"ไฟล์ {path}: ไม่พบตารางลิงก์{thai} หัวตารางต้องมีช่อง หน่วยงาน ข้อ และลิงก์ หรือช่องหน่วยงานและช่อง O1 O2 … "
        "สร้างแบบฟอร์มได้ด้วย oit links template",
    )


class _Clerk:
    """Turns entries into rows."""

    def __init__(self, province: Province) -> None:
        self.blank = 0
        self._names = AgencyNames(province.agencies, province.name)
        self._allow_private = province.settings.get("OIT_ALLOW_PRIVATE") == "1"
        self._scopes = {agency.code: _scope(agency) for agency in province.agencies}
        self._on_host: dict[str, list[Listed]] = {}
        for agency in province.agencies:
            for host in {host_and_port(start) for start in _starts(agency)}:
                self._on_host.setdefault(host, []).append(agency)

    def rows(self, entry: Entry) -> list[_Row]:
        """The rows of an entry: one for each link in its cell; one for what is refused as a whole."""
        text = shown(entry)
        if is_blank(text) and not entry.formula and not entry.overlong:
            self.blank += 1
            return []
        agency, fault, detail = self._agency(entry)
        if fault is None and entry.overlong:
            fault = "too-many-cells"
        if fault is None and entry.named.fault is not None:
            fault, detail = entry.named.fault, entry.named.detail
        code = agency.code if agency is not None else entry.agency or entry.code
        item = entry.named.item or entry.label
        made = LinkRow(entry.sheet, entry.cell, code, item, text, entry.note)
        if fault is None and agency is not None:
            addresses = entry_addresses(entry, allow_private=self._allow_private)
            return [_Row(self._told(made, agency, address), entry.answered) for address in addresses]
        return [_Row(_refused(made, fault or "no-agency", detail), entry.answered)]

    def _agency(self, entry: Entry) -> tuple[Listed | None, LinkFault | None, str]:
        """The agency of a row, or why it is none."""
        said = [text for text in (entry.code, entry.agency) if text]
        if not said:
            return None, "no-agency", ""
        found = [self._names.find(text) for text in said]
        # A code that nobody knows may be a number of another office; the name beside it is plain enough.
        agencies = {agency.code: agency for match in found if len(match.agencies) == 1 for agency in match.agencies}
        if len(agencies) > 1:
            return None, "agencies-disagree", ", ".join(agencies)
        if agencies:
            return next(iter(agencies.values())), None, ""
        unclear = next((match for match in found if len(match.agencies) > 1), None)
        if unclear is not None:
            return None, "ambiguous-agency", ", ".join(agency.code for agency in unclear.agencies)
        nearest = next((match.nearest for match in found if match.nearest), ())
        return None, "unknown-agency", ", ".join(nearest)

    def _told(self, made: LinkRow, agency: Listed, address: Address) -> LinkRow:
        if address.fault is not None:
            return _refused(msgspec.structs.replace(made, url=address.written), address.fault, address.written)
        encoded = unquote(address.url) == address.written  # the only thing that was done: nothing to look at
        notes = {"encoded" if encoded else "mended": address.written} if address.mended else {}
        others = self._others(agency, address.url)
        if others:
            notes["other-agency"] = others
        details = "\n".join(_one_line(detail) for detail in notes.values())
        return msgspec.structs.replace(made, url=address.url, reason=" ".join(notes), detail=details)

    def _others(self, agency: Listed, url: str) -> str:
        """Names of other agencies on whose website a link stands; a unit and its offices share theirs."""
        if self._scopes[agency.code].contains(url):
            return ""
        family = {agency.code, agency.parent} - {""}
        others = [
            other.name
            for other in self._on_host.get(host_and_port(url), ())
            if other.code not in family and other.parent not in family and self._scopes[other.code].contains(url)
        ]
        return ", ".join(others)


class _Row(msgspec.Struct, frozen=True):
    row: LinkRow
    answered: str


def shown(entry: Entry) -> str:
    """What a cell says about a link: its words, else where it leads to."""
    return entry.text or entry.link


def entry_addresses(entry: Entry, *, allow_private: bool) -> tuple[Address, ...]:
    """The addresses of a cell: those it shows, else those it leads to."""
    read = read_addresses(entry.text, allow_private=allow_private)
    if entry.link and not any(address.fault is None for address in read):
        read = read_addresses(entry.link, allow_private=allow_private)
    if entry.formula and not any(address.fault is None for address in read):
        return (Address(entry.text, entry.text, "formula"),)
    return read or (Address(entry.text, entry.text, "not-web"),)


def _refused(row: LinkRow, fault: LinkFault, detail: str) -> LinkRow:
    return msgspec.structs.replace(row, state="refused", reason=fault, detail=_one_line(detail))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _starts(agency: Listed) -> tuple[str, ...]:
    """The addresses below which everything is the agency's own."""
    return (agency.website, *(host if "//" in host else f"http://{host}" for host in agency.hosts))


def _scope(agency: Listed) -> Scope:
    website, *further = _starts(agency)
    scope = Scope(website)
    for start in further:
        scope.add(start)
    return scope


def _counted_once(made: Iterable[_Row]) -> tuple[LinkRow, ...]:
    """The rows with what counts no more told apart: older answers of a form, and links that stand twice."""
    rows = list(made)
    newest: dict[tuple[str, str], _Row] = {}
    for one in rows:
        key = (one.row.agency, one.row.item)
        if one.row.state == "taken" and (key not in newest or one.answered > newest[key].answered):
            newest[key] = one
    seen: dict[tuple[str, str, str], str] = {}
    return tuple(_counted(one, newest, seen) for one in rows)


def _counted(one: _Row, newest: Mapping[tuple[str, str], _Row], seen: dict[tuple[str, str, str], str]) -> LinkRow:
    row = one.row
    if row.state != "taken":
        return row
    best = newest[row.agency, row.item]
    if one.answered < best.answered:
        return msgspec.structs.replace(row, state="older", reason="older", detail=place(best.row))
    key = (row.agency, row.item, row.url)
    if key in seen:
        return msgspec.structs.replace(row, state="duplicate", reason="duplicate", detail=seen[key])
    seen[key] = place(row)
    return row


def place(row: LinkRow) -> str:
    """Where a row stands, for people: ``ลิงก์!C7``."""
    return f"{row.sheet}!{row.cell}" if row.sheet else row.cell
