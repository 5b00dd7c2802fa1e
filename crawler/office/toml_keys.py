"""Keys of a TOML file that people write by hand: where each stands, which are unknown, which values are of no use."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from crawler.office.fault import Faults

_SECTION = re.compile(r"\s*(\[+)\s*([^\]]+?)\s*\]+")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")


class Keys:
    """The keys of one file, by which faults are told."""

    def __init__(self, file: str, text: str, faults: Faults) -> None:
        self._file = file
        self._faults = faults
        self._rows = _rows_of(text)

    def add(self, code: str, key: str, **facts: str) -> None:
        """Note a fault at a key (``limits.at_a_time``)."""
        row = self._rows.get(key) or self._rows.get(key.partition(".")[0], 0)
        self._faults.add(code, self._file, key, row, **facts)

    def look_for(self, table: Mapping[str, Any], known: Iterable[str], section: str = "") -> None:
        """Note every key that is not known, with the one that was probably meant."""
        known = list(known)
        for key in table:
            if key not in known:
                near = difflib.get_close_matches(key.lower(), known, 1, 0.5)
                self.add("key-unknown", _path(section, key), known=near[0] if near else ", ".join(known))

    def text(self, table: Mapping[str, Any], key: str, example: str) -> str:
        """A text that must be there; empty when it is missing or of no use, which is noted."""
        value = table.get(key, "")
        if not isinstance(value, str):
            self.add("value-type", key, value=_shown(value), example=example)
            return ""
        if not value.strip():
            self.add("key-missing", key, example=example)
        return value.strip()

    def fields(self, table: object, section: str, kind: type[msgspec.Struct]) -> dict[str, Any]:
        """Those values of a section that are of the types of a struct; others are noted and left out."""
        if not isinstance(table, dict):
            self.add("value-type", section, value=_shown(table), example=f"[{section}]")
            return {}
        fields = {field.name: field for field in msgspec.structs.fields(kind)}
        self.look_for(table, fields, section)
        good: dict[str, Any] = {}
        for key, value in table.items():
            if key not in fields:
                continue
            try:
                good[key] = msgspec.convert(value, fields[key].type)
            except msgspec.ValidationError:
                example = msgspec.json.encode(fields[key].default).decode()
                self.add("value-type", _path(section, key), value=_shown(value), example=f"{key} = {example}")
        return good

    def in_range(self, value: float, key: str, least: float, most: float) -> None:
        """Note a figure that makes no sense."""
        if not least <= value <= most:
            self.add("value-range", key, value=f"{value:g}", least=f"{least:g}", most=f"{most:g}")


def _path(section: str, key: str) -> str:
    return f"{section}.{key}" if section else key


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _rows_of(text: str) -> dict[str, int]:
    """The line of each key and section, counted from 1; good enough for files that people write.

    Sections that may be there several times, as ``[[ita]]``, are ``ita 1``, ``ita 2`` …; ``ita`` is the first of them.
    """
    rows: dict[str, int] = {}
    times: Counter[str] = Counter()
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        if match := _SECTION.match(line):
            section = match[2]
            rows.setdefault(section, number)
            if len(match[1]) > 1:
                times[section] += 1
                section = f"{section} {times[section]}"
                rows[section] = number
        elif match := _KEY.match(line):
            rows.setdefault(_path(section, match[1]), number)
    return rows
