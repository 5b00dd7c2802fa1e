"""The frame of a page: names that its template gives to its parts; agencies with the same template share them."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.read.encoding import decode

Frame = frozenset[str]
"""Names of a page's parts: ``nav#menu``, ``div.news-list``, ``/assets/theme.css``."""

LARGEST: Final = 300_000
"""Bytes of a page that are looked at: the frame stands at its beginning and its end is like the middle."""

ALIKE: Final = 0.8
"""Share of all names of two pages that both must have. Unrelated ones, of the same kit even, stay below a half."""

FEWEST: Final = 12
"""Names that must be shared at least: ``header``, ``menu`` and ``footer`` are everybody's."""

_NUMBER: Final = re.compile(r"\d+")
_MADE_UP: Final = re.compile(r"(?=[a-z]*\d)[0-9a-f]{6,}", re.IGNORECASE)
"""A part of a name that a program counted or drew by lot: another on each page."""


def frame_of(body: bytes, content_type: str) -> Frame:
    """The frame of a page as it came from its server; empty for one that names nothing.

    >>> sorted(frame_of(b'<div class="news box-7" id=top><link href="/a/x.css?v=2" rel=stylesheet>', "text/html"))
    ['/a/x.css', 'div#top', 'div.box-0', 'div.news']
    """
    parser = LexborHTMLParser(decode(body[:LARGEST], content_type).text)
    parts: set[tuple[str, str]] = set()
    found: set[str] = set()
    for node in parser.css("[class], [id]"):
        tag, attributes = node.tag or "", node.attributes
        parts.update((tag, f".{name}") for name in (attributes.get("class") or "").split())
        parts.update((tag, f"#{name}") for name in (attributes.get("id") or "").split())
    for node in parser.css("link[href], script[src]"):
        address = _path(node.attributes.get("href") or node.attributes.get("src") or "")
        found.update([address] if address.endswith((".css", ".js")) else [])
    found.update(tag + _NUMBER.sub("0", _MADE_UP.sub("0", name)) for tag, name in parts)
    return frozenset(found)


def same_templates(frames: Mapping[str, Frame]) -> dict[str, str]:
    """Which agencies' pages have nearly the same frame: its fingerprint by agency, for those that share it.

    frames: by agency. Whoever is like one of a group belongs to it.
    """
    group = {code: code for code in frames}
    for one, other in itertools.combinations(sorted(frames), 2):
        if group[one] != group[other] and _alike(frames[one], frames[other]):
            gone = group[other]
            group = {code: group[one] if leader == gone else leader for code, leader in group.items()}
    found: dict[str, str] = {}
    for leader in sorted(set(group.values())):
        members = [code for code in group if group[code] == leader]
        shared = frozenset.intersection(*(frames[code] for code in members))
        fingerprint = hashlib.sha256("\n".join(sorted(shared)).encode(errors="replace")).hexdigest()[:12]
        found.update(dict.fromkeys(members, fingerprint) if len(members) > 1 else {})
    return found


def _alike(one: Frame, other: Frame) -> bool:
    shared = len(one & other)
    return shared >= FEWEST and shared >= ALIKE * len(one | other)


def _path(address: str) -> str:
    """The path of an address with its numbers as 0: ``/themes/green-0/style.css``; empty where it is no address."""
    try:
        return _NUMBER.sub("0", urlsplit(address.strip()).path)
    except ValueError:
        return ""
