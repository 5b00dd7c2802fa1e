"""Reading ``sitemap.xml``: the addresses it names, nothing else of it."""

from __future__ import annotations

import html
import re

MAX_ADDRESSES = 5000
"""More addresses of one sitemap than this cannot be asked for anyway."""

_LOC = re.compile(rb"<(?:\w+:)?loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]{1,2000}?)\s*(?:\]\]>)?\s*</", re.IGNORECASE)


def addresses(body: bytes) -> tuple[list[str], bool]:
    """Addresses in the order given, and whether they are further sitemaps.

    A pattern is enough and cannot be made to load entities; what is no sitemap gives no addresses.
    """
    found = [html.unescape(m[1].decode("utf-8", "replace")) for m in _LOC.finditer(body)][:MAX_ADDRESSES]
    return found, b"<sitemapindex" in body[:2000].lower()
