"""Beyond the agency's own corner: which addresses on other hosts are read, and what their content leads to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.evidence import Block, Document
from checks.links import url_key
from crawler.frontier.target import Rank, Words
from crawler.frontier.traps import trap
from crawler.frontier.urls import guess_kind, host_and_port

OFFSITE_LINKS = 40
"""So many content links of one page on a foreign host are read: an agency's page there, not the whole portal."""

SOCIAL = (
    "facebook.com", "fb.com", "fb.me", "m.me", "messenger.com", "twitter.com", "x.com", "t.co", "instagram.com",
    "youtube.com", "youtu.be", "line.me", "lin.ee", "tiktok.com", "pinterest.com", "linkedin.com", "addtoany.com",
    "translate.google.com", "translate.goog", "maps.google.com", "maps.app.goo.gl", "play.google.com",
    "apps.apple.com", "googletagmanager.com", "w3.org", "truehits.net", "histats.com",
)  # fmt: skip
"""Hosts whose address on a page is the evidence; what they answer to a program proves nothing. Only a submitted link
or an index row leads there."""


def content_links(document: Document, words: Words) -> list[Block]:
    """What the content of a foreign page links to, the likeliest first, so many at most."""
    found = [b for b in links(document.blocks) if b.region == "main" and not is_social(b.href) and not trap(b.href)]
    found = [b for b in found if guess_kind(b.href) in ("page", "document")]
    found.sort(key=lambda b: (guess_kind(b.href) != "document", not words.item(b.text)))
    return list({url_key(b.href): b for b in reversed(found)}.values())[::-1][:OFFSITE_LINKS]


def links(blocks: Sequence[Block]) -> Iterator[Block]:
    """Links and frames; a script's source is no link."""
    for block in blocks:
        if block.href and (block.kind == "link" or (block.kind == "widget" and guess_kind(block.href) != "asset")):
            yield block


def worth_leaving(url: str, rank: Rank) -> bool:
    """Is a foreign address read: words about an item, the index, or a document?"""
    if is_social(url) or trap(url) == "machine":
        return False
    return rank in (Rank.WORDS, Rank.INDEX) or guess_kind(url) == "document"


def is_social(url: str) -> bool:
    """Is it the address of a social network, a map or a counter?"""
    host = host_and_port(url)
    return any(host == name or host.endswith(f".{name}") for name in SOCIAL)
