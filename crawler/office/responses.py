"""Reading the answers to the surveys so far: ``responses.csv`` or a workbook, entered by the secretariat."""

from __future__ import annotations

import re
from pathlib import Path

from checks.thai.dates import BUDDHIST_OFFSET, dates
from crawler.office.fault import Faults
from crawler.office.headed import Column, Row, find_table, read_headed
from crawler.office.model import Province, Responses
from crawler.office.naming import Directory
from crawler.office.tables import header_words

STEM = "responses"
MOST = 10_000
MOST_ANSWERS = 1_000_000
"""Nobody has more answers; a larger figure is a telephone number in the wrong column."""

COLUMNS = (
    Column("agency", ("หน่วยงาน", "ชื่อหน่วยงาน", "รหัส", "รหัสหน่วยงาน", "code"), needed=True),
    Column("tool", ("แบบวัด", "เครื่องมือ", "survey"), needed=True),
    Column("answered", ("ตอบแล้ว", "จำนวนผู้ตอบ", "จำนวนที่ตอบ", "ผู้ตอบ", "answers"), needed=True),
    Column("minimum", ("ขั้นต่ำ", "จำนวนขั้นต่ำ", "จำนวนผู้ตอบขั้นต่ำ"), needed=True),
    Column("as_of", ("ณ วันที่", "วันที่", "ข้อมูล ณ วันที่", "as of", "date")),
    Column("note", ("หมายเหตุ", "remark")),
)
TOOLS: dict[str, tuple[str, ...]] = {
    "IIT": ("IIT", "แบบวัด IIT", "ภายใน"),
    "EIT1": ("EIT1", "EIT", "EIT ส่วนที่ 1", "EIT part 1", "แบบวัด EIT", "แบบวัด EIT ส่วนที่ 1"),
    "EIT2": ("EIT2", "EIT ส่วนที่ 2", "EIT part 2", "แบบวัด EIT ส่วนที่ 2"),
}

_COUNT = re.compile(r"\d+")
_SIGNS = re.compile(r"[,\s]|ชุด|คน|ราย")
_TOOL_OF = {header_words(word): tool for tool, words in TOOLS.items() for word in words}


def read_responses(province: Province, faults: Faults) -> tuple[Responses, ...]:
    """The newest row of each unit and survey; all that is wrong is noted. The file may be missing."""
    path = find_table(province.folder, STEM, faults)
    if path is None:
        return ()
    reader = _Reader(path, province, faults)
    newest: dict[tuple[str, str], Responses] = {}
    for row in read_headed(path, COLUMNS, faults, most=MOST, may_be_empty=True):
        found = reader.responses(row)
        if found is not None:
            known = newest.setdefault((found.agency, found.tool), found)
            if found.as_of > known.as_of:
                newest[found.agency, found.tool] = found
    return tuple(newest.values())


class _Reader:
    def __init__(self, path: Path, province: Province, faults: Faults) -> None:
        self._file = path.name
        self._province = province
        self._faults = faults
        self._directory = Directory(province.agencies, province.name)
        self._rows: dict[tuple[str, str, str], int] = {}

    def responses(self, row: Row) -> Responses | None:
        """A row; None where one of its cells is of no use."""
        agency, tool = self._agency(row), self._tool(row)
        answered, minimum, day = self._count(row, "answered"), self._count(row, "minimum"), self._day(row)
        if minimum == 0:
            self._say("minimum-nonsense", row, "minimum")
            return None
        if not agency or not tool or answered is None or minimum is None or day is None:
            return None
        first = self._rows.setdefault((agency, tool, day), row.number)
        if first != row.number:
            self._say("responses-twice", row, "agency", name=row.get("agency"), tool=tool, other=str(first))
            return None
        return Responses(agency, tool, answered, minimum, day, row.number)

    def _agency(self, row: Row) -> str:
        code = self._directory.one(row.get("agency"))
        listed = self._province.find(code) if code else None
        if listed is None:
            known = self._directory.like(row.get("agency"))
            self._say("agency-unknown", row, "agency", value=row.get("agency") or "-", known=known)
            return ""
        if listed.role == "office":
            self._say("responses-office", row, "agency", name=listed.name)
        return code

    def _tool(self, row: Row) -> str:
        tool = _TOOL_OF.get(header_words(row.get("tool")), "")
        if not tool:
            self._say("tool-unknown", row, "tool", value=row.get("tool") or "-")
        return tool

    def _count(self, row: Row, key: str) -> int | None:
        said = _SIGNS.sub("", row.get(key))
        if not _COUNT.fullmatch(said):
            self._say("count-bad", row, key, value=row.get(key) or "-")
            return None
        if len(said) > len(str(MOST_ANSWERS)) or int(said) > MOST_ANSWERS:
            self._say("count-nonsense", row, key, value=row.get(key), most=f"{MOST_ANSWERS:,}")
            return None
        return int(said)

    def _day(self, row: Row) -> str | None:
        """The day as ISO date; empty where none is given, None where it is none."""
        said = row.get("as_of")
        if not said:
            return ""
        hit = next((hit for hit in dates(said) if hit.day), None)
        if hit is None:
            self._say("day-bad", row, "as_of", value=said, example="2022-04-25")
            return None
        return f"{hit.year_be - BUDDHIST_OFFSET:04}-{hit.month:02}-{hit.day:02}"

    def _say(self, code: str, row: Row, key: str, **facts: str) -> None:
        self._faults.add(code, self._file, row.cell(key), row.number, **facts)
