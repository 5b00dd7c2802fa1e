"""Reading the list of agencies: ``agencies.csv``, ``.xlsx``, ``.xls`` or ``.ods``."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from checks.elsewhere import recognise
from crawler.addresses import AddressError, mend_url
from crawler.frontier.scope import narrow_path
from crawler.frontier.urls import clean, host_and_port
from crawler.office.fault import Faults
from crawler.office.headed import Column, Row, find_table, read_headed
from crawler.office.kinds import KINDS, OTHER, kind_of, kind_of_name
from crawler.office.model import Listed, Role
from crawler.office.naming import Directory, several
from crawler.office.province_file import EMAIL
from crawler.office.tables import header_words
from crawler.store.sent import SECRETARIAT

STEM = "agencies"
MOST = 2_000
"""Rows; the largest province has some 400 agencies of all kinds."""

COLUMNS = (
    Column("code", ("รหัส", "รหัสหน่วยงาน", "agency code"), needed=True),
    Column("name", ("ชื่อหน่วยงาน", "ชื่อ", "หน่วยงาน", "ชื่อภาษาไทย", "thai name", "agency"), needed=True),
    Column("kind", ("ประเภท", "ประเภทหน่วยงาน", "ชนิด", "type")),
    Column("role", ("ฐานะ", "สถานะ", "บทบาท", "การรับการประเมิน")),
    Column("website", ("เว็บไซต์", "เว็บไซต์หลัก", "ที่อยู่เว็บไซต์", "url", "site"), needed=True),
    Column("hosts", ("เว็บไซต์อื่น", "เว็บไซต์อื่นๆ", "further hosts", "other websites")),
    Column("parent", ("สังกัด", "ต้นสังกัด", "หน่วยรับการประเมิน", "ส่งข้อมูลให้")),
    Column("contact", ("อีเมล", "อีเมลติดต่อ", "e-mail", "email", "ติดต่อ")),
    Column("groups", ("กลุ่ม", "group")),
    Column("note", ("หมายเหตุ", "remark")),
    Column("number", ("ลำดับ", "ลำดับที่", "ที่", "no")),
)
ROLES: dict[Role, tuple[str, ...]] = {
    "unit": ("หน่วยรับการประเมิน", "หน่วยงานรับการประเมิน", "หน่วยงานที่รับการประเมิน", "รับการประเมิน", "assessed"),
    "office": ("หน่วยร่วม", "หน่วยงานร่วม", "ส่วนราชการ", "หน่วยสนับสนุน", "หน่วยงานสนับสนุน", "contributing"),
}

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
_NO_WEBSITE = frozenset(map(header_words, ("ไม่มี", "ยังไม่มี", "ไม่มีเว็บไซต์", "none")))
_SUMS = frozenset(map(header_words, ("รวม", "รวมทั้งสิ้น", "รวมทั้งหมด", "total")))
_BETWEEN = re.compile(r"[\s,;]+")


def read_agencies(folder: Path, place: str, faults: Faults) -> tuple[Listed, ...]:
    """The agencies whose rows can be used, in the order of the file; all that is wrong is noted.

    place: the province's name, so that a parent may be called as people call it.
    """
    path = find_table(folder, STEM, faults)
    if path is None:
        faults.add("file-missing", f"{STEM}.csv")
        return ()
    reader = _Reader(path.name, faults)
    listed = [reader.agency(row) for row in read_headed(path, COLUMNS, faults, most=MOST)]
    agencies = [agency for agency in listed if agency is not None]
    directory = Directory(agencies, place)
    return tuple(reader.placed(agency, agencies, directory) for agency in agencies)


class _Reader:
    def __init__(self, file: str, faults: Faults) -> None:
        self._file = file
        self._faults = faults
        self._codes: dict[str, int] = {}
        self._names: dict[str, int] = {}
        self._rows: dict[str, Row] = {}
        self._sites: dict[tuple[str, str], Listed] = {}
        self._hosts: dict[str, Listed] = {}

    def agency(self, row: Row) -> Listed | None:
        """A row as an agency whose parent is still as it was written; None when it cannot be told from others."""
        if _is_none(row):
            words = " ".join(dict.fromkeys(filter(None, row.said.values())))
            self._faults.add("row-unread", self._file, row.cell("name"), row.number, value=words)
            return None
        code, name, role = self._code(row), self._name(row), self._role(row)
        website, further = self._website(row, role)
        if not code or not name:
            return None
        self._rows[code] = row
        agency = Listed(
            code=code,
            name=name,
            kind=self._kind(row, name),
            role=role,
            website=website,
            parent=row.get("parent"),
            hosts=further,
            contact=self._contact(row),
            groups=tuple(several(row.get("groups"))),
            row=row.number,
        )
        for address in filter(None, (website, *further)):
            self._meet(row, agency, address)
        return agency

    def placed(self, agency: Listed, agencies: list[Listed], directory: Directory) -> Listed:
        """The agency with its parent's code."""
        row = self._rows[agency.code]
        units = {one.code: one for one in agencies if one.role == "unit"}
        known = ", ".join(list(units)[:5]) or "-"
        parent = directory.one(agency.parent) if agency.parent else ""
        if agency.role == "unit":
            if agency.parent:
                self._say("parent-of-unit", row, "parent", name=agency.name)
            return msgspec.structs.replace(agency, parent="")
        if not agency.parent:
            self._say("parent-missing", row, "parent", name=agency.name)
        elif not parent:
            self._say("parent-unknown", row, "parent", value=agency.parent, known=known)
        elif parent not in units:
            self._say("parent-no-unit", row, "parent", value=agency.parent, known=known)
        return msgspec.structs.replace(agency, parent=parent)

    def _say(self, code: str, row: Row, key: str, **facts: str) -> None:
        self._faults.add(code, self._file, row.cell(key), row.number, **facts)

    def _code(self, row: Row) -> str:
        code = row.get("code")
        if not code:
            self._say("code-missing", row, "code")
            return ""
        if not _CODE.fullmatch(code):
            self._say("code-bad", row, "code", value=code)
            return ""
        if code.casefold() == SECRETARIAT:
            self._say("code-reserved", row, "code", value=code)
            return ""
        first = self._codes.setdefault(code.casefold(), row.number)
        if first != row.number:
            self._say("code-twice", row, "code", value=code, other=str(first))
            return ""
        return code

    def _name(self, row: Row) -> str:
        name = " ".join(row.get("name").split())
        if not name:
            self._say("name-missing", row, "name")
            return ""
        first = self._names.setdefault(header_words(name), row.number)
        if first != row.number:
            self._say("name-twice", row, "name", value=name, other=str(first))
            return ""
        return name

    def _kind(self, row: Row, name: str) -> str:
        said = row.get("kind")
        kind = kind_of(said) if said else kind_of_name(name)
        if kind:
            return kind
        guessed = kind_of_name(name)
        known = ", ".join(f"{kind} ({words[0]})" for kind, words in KINDS.items() if kind != OTHER)
        self._say("kind-unknown", row, "kind", value=said, kind=guessed, known=known)
        return guessed

    def _role(self, row: Row) -> Role:
        said = row.get("role")
        by_parent: Role = "office" if row.get("parent") else "unit"
        if not said:
            return by_parent
        for role, words in ROLES.items():
            if header_words(said) in {role, *map(header_words, words)}:
                return role
        self._say("role-unknown", row, "role", value=said)
        return by_parent

    def _contact(self, row: Row) -> tuple[str, ...]:
        entries = [entry for entry in _BETWEEN.split(row.get("contact")) if entry]
        for entry in entries:
            if not EMAIL.fullmatch(entry):
                self._say("email-bad", row, "contact", value=entry)
        return tuple(entry for entry in entries if EMAIL.fullmatch(entry))

    def _website(self, row: Row, role: Role) -> tuple[str, tuple[str, ...]]:
        """The website and the further hosts of a row, mended where they could be.

        An office may have none: it publishes on the website of its unit.
        """
        written = row.get("website")
        if header_words(written) in _NO_WEBSITE:
            written = ""
        if not written and role == "unit":
            self._say("website-missing", row, "website", name=row.get("name") or row.get("code"))
        if "." not in written and row.links.get("website"):
            written = row.links["website"]  # the cell shows other words than the address it leads to
        sites = self._addresses(row, "website", written)
        if len(sites) > 1:
            self._say("website-several", row, "website", value=sites[0])
        service = recognise(sites[0]) if sites else None
        if service is not None and service.kind != "site":
            self._say("website-elsewhere", row, "website", value=sites[0])
        further = (*sites[1:], *self._addresses(row, "hosts", row.get("hosts")))
        return (sites[0] if sites else ""), tuple(dict.fromkeys(further))

    def _addresses(self, row: Row, key: str, written: str) -> tuple[str, ...]:
        found = []
        for text in _pieces(written):
            try:
                asked = clean(mend_url(re.sub(r"\s+", "", text))[0])
            except AddressError:
                asked = ""
            if not asked:
                self._say("website-bad", row, key, value=text)
                continue
            if key == "website" and asked.rstrip("/").casefold() != text.rstrip("/").casefold():
                self._say("website-mended", row, key, value=text, mended=asked)
            found.append(asked)
        return tuple(found)

    def _meet(self, row: Row, agency: Listed, address: str) -> None:
        """Note an address that another agency has, and remember it."""
        host = host_and_port(address)
        same = self._sites.setdefault((host, narrow_path(address)), agency)
        beside = self._hosts.setdefault(host, agency)
        if same.code != agency.code:
            self._say("website-twice", row, "website", value=address, **_who(agency, same))
        elif beside.code != agency.code:
            self._say("host-shared", row, "website", value=host, **_who(agency, beside))


def _is_none(row: Row) -> bool:
    """Is it no agency but a heading, a sum or a signature: one text over the whole table, or nothing that names one?"""
    code, name, website = row.get("code"), row.get("name"), row.get("website")
    if _CODE.fullmatch(code):
        return False
    merged, summed = bool(code) and code == name, header_words(code) in _SUMS and not website
    return merged or summed or not (name or website)


def _who(agency: Listed, other: Listed) -> dict[str, str]:
    return {"name": agency.name, "other": other.name, "other_row": str(other.row)}


def _pieces(written: str) -> list[str]:
    """The addresses of a cell: several stand in lines, or behind commas; blanks inside one were typed by mistake."""
    pieces = [piece.strip() for piece in re.split(r"[\n\r,;]+|\s+(?=https?:|www\.)", written)]
    return [piece for piece in pieces if piece]
