"""Reading IIT and EIT of this year (``[[ita]]``) and earlier results (``[[published]]``) in ``province.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import msgspec

from checks.ita import level_of, total
from checks.rubric import Ita, RubricError
from checks.verdict import Score
from crawler.books import Books
from crawler.office.fault import Faults
from crawler.office.model import Province
from crawler.office.naming import Directory
from crawler.office.province_file import FILE
from crawler.office.toml_keys import Keys
from reports.agency_report import Published, Surveys

MOST = 100.0
_FIRST_YEAR, _LAST_YEAR = 2550, 2650
_LONGEST_LEVEL = 60
_NEARLY = 0.05
"""Published totals are sums of figures that were rounded before."""


class _Survey(msgspec.Struct, frozen=True):
    """The keys of ``[[ita]]``; what they default to is shown as the example of each."""

    agency: str = "province"
    iit: float = 85.57
    eit: float = 85.92
    eit1: float = 84.5
    eit2: float = 88.25


class _Result(msgspec.Struct, frozen=True):
    """The keys of ``[[published]]``; what they default to is shown as the example of each."""

    agency: str = "province"
    year: int = 2564
    total: float = 91.46
    level: str = "A"
    iit: float = 85.03
    eit: float = 87.97
    oit: float = 98.9


def read_results(province: Province, faults: Faults) -> tuple[dict[str, Surveys], dict[str, tuple[Published, ...]]]:
    """Surveys and earlier results (oldest first) by code; all that is wrong is noted and left out.

    A file that cannot be read as TOML is passed over: the reader of the province said so.
    """
    try:
        text = (province.folder / FILE).read_bytes().decode("utf-8-sig")
        said = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}, {}
    reader = _Reader(province, Keys(FILE, text, faults))
    return reader.surveys(said.get("ita", [])), reader.published(said.get("published", []))


class _Reader:
    def __init__(self, province: Province, keys: Keys) -> None:
        self._province = province
        self._keys = keys
        self._directory = Directory(province.agencies, province.name)
        self._books = Books(province.books)

    def surveys(self, entries: object) -> dict[str, Surveys]:
        found: dict[str, Surveys] = {}
        for at, entry in self._entries(entries, "ita"):
            good = self._good(entry, at, _Survey, ("iit", "eit", "eit1", "eit2"))
            code = self._agency(entry, good, at)
            surveys = self._survey(entry, good, at)
            if code in found:
                self._keys.add("entry-twice", f"{at}.agency", value=good["agency"])
            elif code and surveys is not None:
                found[code] = surveys
        return found

    def published(self, entries: object) -> dict[str, tuple[Published, ...]]:
        found: dict[str, dict[int, Published]] = {}
        for at, entry in self._entries(entries, "published"):
            good = self._good(entry, at, _Result, ("total", "iit", "eit", "oit"))
            code = self._agency(entry, good, at)
            result = self._result(entry, good, at)
            if not code or result is None:
                continue
            if result.fiscal_year in found.setdefault(code, {}):
                self._keys.add("entry-twice", f"{at}.agency", value=f"{good['agency']} {result.fiscal_year}")
            found[code].setdefault(result.fiscal_year, result)
        return {code: tuple(years[year] for year in sorted(years)) for code, years in found.items()}

    def _entries(self, entries: object, section: str) -> Iterator[tuple[str, dict[str, Any]]]:
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self._keys.add("value-type", section, value=section, example=f"[[{section}]]")
            return
        for number, entry in enumerate(entries, 1):
            yield f"{section} {number}", entry

    def _good(
        self, entry: dict[str, Any], at: str, kind: type[msgspec.Struct], figures: tuple[str, ...]
    ) -> dict[str, Any]:
        good = self._keys.fields(entry, at, kind)
        for key in figures:
            if key in good and not 0 <= good[key] <= MOST:
                self._keys.in_range(good.pop(key), f"{at}.{key}", 0, MOST)
        return good

    def _needs(self, entry: dict[str, Any], at: str, key: str, example: str) -> None:
        """Note a key that must be there; one of no use was noted before."""
        if key not in entry:
            self._keys.add("key-missing", f"{at}.{key}", example=f"{key} = {example}")

    def _agency(self, entry: dict[str, Any], good: dict[str, Any], at: str) -> str:
        """The code of the agency that is named; empty where there is none such."""
        if "agency" not in good:
            self._needs(entry, at, "agency", '"province"')
            return ""
        named = good["agency"]
        code = self._directory.one(named)
        listed = self._province.find(code) if code else None
        if listed is None:
            known = self._directory.like(named)
            self._keys.add("agency-unknown", f"{at}.agency", value=named or "-", known=known)
            return ""
        if listed.role == "office":
            self._keys.add("result-office", f"{at}.agency", name=listed.name)
        return code

    def _survey(self, entry: dict[str, Any], good: dict[str, Any], at: str) -> Surveys | None:
        if "eit" in entry and ("eit1" in entry or "eit2" in entry):
            self._keys.add("eit-both", f"{at}.eit")
            return None
        for key, other, example in (("eit1", "eit2", "88.25"), ("eit2", "eit1", "84.50")):
            if key in entry:
                self._needs(entry, at, other, example)
        parts = (good["eit1"], good["eit2"]) if "eit1" in good and "eit2" in good else None
        return Surveys(iit=good.get("iit"), eit=good.get("eit"), eit_parts=parts)

    def _result(self, entry: dict[str, Any], good: dict[str, Any], at: str) -> Published | None:
        self._needs(entry, at, "year", "2564")
        self._needs(entry, at, "total", "91.46")
        if "year" not in good or "total" not in good:
            return None
        last = self._province.fiscal_year or _LAST_YEAR
        if not _FIRST_YEAR <= good["year"] <= last:
            self._keys.in_range(good["year"], f"{at}.year", _FIRST_YEAR, last)
            return None
        level = good.get("level", "").strip()
        if len(level) > _LONGEST_LEVEL:
            self._keys.add("value-type", f"{at}.level", value=level, example='level = "A"')
            return None
        tools = {tool: good.get(tool.lower()) for tool in ("IIT", "EIT", "OIT")}
        figures = {tool: figure for tool, figure in tools.items() if figure is not None}
        if len(figures) == len(tools) and good["total"] > 0 and abs(sum(figures.values()) - good["total"]) <= _NEARLY:
            self._keys.add("published-points", f"{at}.total")
            return None
        result = Published(good["year"], good["total"], level, tools["IIT"], tools["EIT"], tools["OIT"])
        rule = self._rule(result.fiscal_year)
        if rule is not None:
            self._hold_against(rule, result, figures, at)
        return result

    def _rule(self, year: int) -> Ita | None:
        """The rule of a year; None where there is none, or only a draft, by which nothing official can be wrong."""
        try:
            rubric = self._books.load(year)
        except RubricError:
            return None
        return None if rubric.status == "draft" else rubric.book.ita

    def _hold_against(self, rule: Ita, result: Published, figures: dict[str, float], at: str) -> None:
        if "OIT" in figures:
            made = total(rule, figures, Score(figures["OIT"], figures["OIT"]))
            if made is not None and abs(made.low - result.total) > _NEARLY:
                self._keys.add("total-misfit", f"{at}.total", value=f"{result.total:.2f}", made=f"{made.low:.2f}")
        right = level_of(rule, result.total, figures)
        if result.level and result.level not in (right.name_th, right.name_en):
            facts = {"value": result.level, "total": f"{result.total:.2f}", "right": right.name_th}
            self._keys.add("level-misfit", f"{at}.level", **facts)
