"""Where a quote stands, in words: "footer table 2, row 3" as an official would say it."""

from __future__ import annotations

import re

from checks.verdict import Quote
from reports.hostile import NAME_LENGTH, shorten
from reports.words import Words

_TABLE = re.compile(r"table (?P<table>\d+), row (?P<row>\d+)")


def place(quote: Quote, words: Words) -> str:
    """Page and kind of place, and whether it was read from a picture.

    What the words do not cover is shown as it is, nothing where nothing is known.
    """
    parts = [words("place.page", page=quote.page)] if quote.page else []
    rest = quote.place
    if table := _TABLE.search(rest):
        rest = rest[: table.start()] + rest[table.end() :]
    for name in rest.split():
        key = f"place.{name}"
        parts.append(words(key) if key in words else shorten(name, NAME_LENGTH))
    if table:
        parts.append(words("place.table", **table.groupdict()))
    if quote.ocr:
        parts.append(words("place.ocr", percent=quote.ocr))
    return ", ".join(parts)
