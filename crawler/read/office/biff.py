"""Old Excel streams (BIFF) looked at before they are read: what they declare must fit into a sheet and the file.

The reader of the cells reserves memory for what is declared: a changed byte may ask for gigabytes and end the process.
"""

from __future__ import annotations

import struct

from crawler.read.office.ole import OleFile

_STRINGS, _EXTENT = 0x00FC, 0x0200
_LONG_EXTENT = 12
_MAX_ROWS, _MAX_COLS = 65_536, 256


def is_sound(body: bytes) -> bool:
    """Whether the records of a workbook declare what can be there. Raises FileError where the file is damaged."""
    file = OleFile(body)
    data = file.stream("Workbook") or file.stream("Book")
    at = 0
    while at + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        record = data[at + 4 : at + 4 + length]
        if kind == _EXTENT and not _fits(record):
            return False
        if kind == _STRINGS and struct.unpack_from("<L", record.ljust(8, b"\0"), 4)[0] > len(data):
            return False
        at += 4 + length
    return bool(data)


def _fits(extent: bytes) -> bool:
    """First and last row and column; BIFF8 has longer numbers for rows."""
    layout = struct.Struct("<2L2H" if len(extent) >= _LONG_EXTENT else "<4H")
    if len(extent) < layout.size:
        return False
    first, last, left, right = layout.unpack_from(extent)
    return bool(first <= last <= _MAX_ROWS and left <= right <= _MAX_COLS)
