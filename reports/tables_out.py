"""Tables for other programs: CSV that a spreadsheet opens without harm, and JSON that holds every value as it is."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

Value = str | int | float

_COMPUTED: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_NOTHING_SEEN: Final = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])


@dataclass(frozen=True)
class Table:
    """Rows with the names of their columns."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Value]]


def csv_table(table: Table) -> bytes:
    r"""Write a table as CSV in UTF-8 with a byte order mark, as Excel expects Thai.

    A text that a spreadsheet would compute gets an apostrophe before it, as OWASP advises; numbers stay numbers.

    >>> csv_table(Table(("a", "b"), [("=1+1", -2)])).decode("utf-8-sig")
    '"a","b"\r\n"\'=1+1",-2\r\n'
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(table.columns)
    writer.writerows([_harmless(value) for value in row] for row in table.rows)
    return written.getvalue().encode("utf-8-sig", "replace")


def json_table(table: Table) -> bytes:
    r"""Write a table as JSON: a list of objects, a row a line, no value changed.

    >>> json_table(Table(("a", "b"), [("=ก", 1.5)])).decode()
    '[\n{"a": "=ก", "b": 1.5}\n]\n'
    """
    lines = ",\n".join(json.dumps(dict(zip(table.columns, row, strict=True)), ensure_ascii=False) for row in table.rows)
    return f"[\n{lines}\n]\n".encode("utf-8", "replace")


def _harmless(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    said = value.translate(_NOTHING_SEEN)
    return f"'{said}" if said.lstrip(" \ufeff").startswith(_COMPUTED) else said
