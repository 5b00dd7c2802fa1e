"""Reading the assignment: which agencies are responsible for an item, and the officer who answers for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from crawler.office.fault import Faults
from crawler.office.headed import Column, Row, find_table, read_headed
from crawler.office.link_items import Items, in_runs
from crawler.office.model import Assigned, Province
from crawler.office.naming import Directory, several

STEM = "assignment"
MOST = 500
ANSWERED = "qna_channel"
"""The check whose item needs somebody who answers: questions of the public."""
COLUMNS = (
    Column("item", ("ข้อ", "ข้อ oit", "รหัสข้อ", "oit"), needed=True),
    Column("title", ("เรื่อง", "ข้อมูล", "ชื่อข้อ", "ชื่อข้อมูล")),
    Column(
        "agencies",
        ("หน่วยงานรับผิดชอบ", "ผู้รับผิดชอบ", "หน่วยงานที่รับผิดชอบ", "หน่วยงาน", "responsible", "agency"),
        needed=True,
    ),
    Column("officer", ("เจ้าหน้าที่", "ชื่อเจ้าหน้าที่", "เจ้าหน้าที่ผู้ตอบ", "ผู้ประสานงาน", "ผู้รับผิดชอบ")),
    Column("contact", ("ติดต่อ", "ช่องทางติดต่อ", "โทรศัพท์", "เบอร์โทร", "อีเมล", "phone", "e-mail")),
    Column("note", ("หมายเหตุ", "remark")),
)

_LABELS = Items()


def read_assignment(province: Province, checks: Mapping[str, str], faults: Faults) -> tuple[Assigned, ...]:
    """The rows that can be used, agencies as codes; all that is wrong is noted.

    checks: what each item of the year's book means.
    """
    path = find_table(province.folder, STEM, faults)
    if path is None:
        if any(agency.role == "office" for agency in province.agencies):
            faults.add("office-no-assignment", f"{STEM}.csv")
        return ()
    reader = _Reader(path, province, checks, faults)
    rows = read_headed(path, COLUMNS, faults, most=MOST)
    found = [assigned for row in rows if (assigned := reader.assigned(row)) is not None]
    if rows:
        reader.look_for_gaps(found)
    return tuple(found)


class _Reader:
    def __init__(self, path: Path, province: Province, checks: Mapping[str, str], faults: Faults) -> None:
        self._file = path.name
        self._province = province
        self._checks = checks
        self._faults = faults
        self._directory = Directory(province.agencies, province.name)
        self._rows: dict[str, int] = {}

    def assigned(self, row: Row) -> Assigned | None:
        """A row; None when its item cannot be told, or is told already."""
        named = _LABELS.find(row.get("item"))
        item = named.item
        if named.fault == "several-items":
            self._say("item-several", row, "item", value=row.get("item"))
            return None
        if item not in self._checks:
            facts = {"year": str(self._province.fiscal_year), "last": list(self._checks)[-1]}
            self._say("item-unknown", row, "item", value=row.get("item") or "-", **facts)
            return None
        first = self._rows.setdefault(item, row.number)
        if first != row.number:
            self._say("item-twice", row, "item", value=item, other=str(first))
            return None
        codes = self._codes(row)
        if not row.get("agencies"):
            self._say("item-nobody", row, "agencies", value=item)
        if self._checks[item] == ANSWERED and not row.get("officer"):
            self._say("officer-missing", row, "officer", value=item)
        officer, contact = (" ".join(row.get(key).split()) for key in ("officer", "contact"))
        return Assigned(item, codes, officer, contact, row.number)

    def look_for_gaps(self, found: Iterable[Assigned]) -> None:
        """Note the items that no row is about."""
        there = {assigned.item for assigned in found}
        if gaps := [item for item in self._checks if item not in there]:
            self._faults.add("item-nobody", self._file, value=in_runs(gaps))

    def _codes(self, row: Row) -> tuple[str, ...]:
        codes: dict[str, None] = {}
        for entry in several(row.get("agencies")):
            # A stroke parts agencies, too, but may stand in a name.
            parts = [entry] if self._directory.meant(entry) else [part.strip() for part in entry.split("/")]
            for part in filter(None, parts):
                meant = self._directory.meant(part)
                if not meant:
                    self._say("agency-unknown", row, "agencies", value=part, known=self._directory.like(part))
                codes.update(dict.fromkeys(meant))
        return tuple(codes)

    def _say(self, code: str, row: Row, key: str, **facts: str) -> None:
        self._faults.add(code, self._file, row.cell(key), row.number, **facts)
