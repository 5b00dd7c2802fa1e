"""Reading ``sitemap.xml``: the addresses it names, nothing else of it."""

from __future__ import annotations

import html
import re
import zlib

MAX_ADDRESSES = 5000
"""More addresses of one sitemap than this cannot be asked for anyway."""

_LOC = re.compile(rb"<(?:\w+:)?loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]{1,2000}?)\s*(?:\]\]>)?\s*</", re.IGNORECASE)


MAX_BYTES = 50 * 1024 * 1024
"""What the sitemap protocol allows an unpacked sitemap to have."""

_GZIP = b"\x1f\x8b"


def addresses(body: bytes) -> tuple[list[str], bool]:
    """Addresses in the order given, and whether they are further sitemaps.

    It may be packed (``sitemap.xml.gz``). A pattern is enough and cannot be made to load entities; what is no sitemap
    gives no addresses.
    """
    body = _unpacked(body) if body.startswith(_GZIP) else body
    found = [html.unescape(m[1].decode("utf-8", "replace")) for m in _LOC.finditer(body)][:MAX_ADDRESSES]
    return found, b"<sitemapindex" in body[:2000].lower()


def _unpacked(body: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(body, MAX_BYTES)
    except zlib.error:
        return b""
