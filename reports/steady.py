"""Office files whose bytes depend on nothing but what is in them: no clock, no order of the moment."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Final

_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
_CORE: Final = "docProps/core.xml"
_MOMENTS: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def steady(package: bytes, made_at: str) -> bytes:
    """Pack an Excel or Word file anew, its own moments set to ``made_at`` (ISO), those of its members to none."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            body = source.read(name)
            if name == _CORE:
                body = _MOMENTS.sub(rb"\g<1>" + _utc(made_at) + rb"\g<2>", body)
            member = zipfile.ZipInfo(name, _EARLIEST)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, body)
    return packed.getvalue()


def _utc(iso: str) -> bytes:
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        moment = datetime(*_EARLIEST, tzinfo=UTC)
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".encode()
