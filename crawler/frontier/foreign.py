"""Beyond the agency's own corner: which addresses on other hosts are read, and what their content leads to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urldefrag

import msgspec

from checks.elsewhere import recognise
from checks.evidence import Block, Document
from checks.links import script_route, url_key
from crawler.frontier.target import Rank, Target, Words
from crawler.frontier.traps import trap
from crawler.frontier.urls import clean, guess_kind, host_and_port

OFFSITE_LINKS = 40
"""So many content links of one page on a foreign host are read: an agency's page there, not the whole portal."""

MACHINERY = (
    "pinterest.com", "linkedin.com", "addtoany.com", "translate.google.com", "translate.goog", "play.google.com",
    "apps.apple.com", "googletagmanager.com", "w3.org", "truehits.net", "histats.com",
)  # fmt: skip
"""Hosts of counters, share buttons, shops and translations, which pages name for their own purposes."""

FOLDER_STEPS = 2
"""A folder kept elsewhere may hold folders (one a month, one a year): so many steps lead to their files."""


def content_links(document: Document, words: Words) -> list[Block]:
    """What the content of a foreign page links to, the likeliest first, so many at most."""
    found = [b for b in links(document.blocks) if b.region == "main" and not proves_nothing(b.href)]
    found = [b for b in found if not trap(b.href)]
    found = [b for b in found if guess_kind(b.href) in ("page", "document")]
    found.sort(key=lambda b: (guess_kind(b.href) != "document", not words.item(b.text)))
    return list({url_key(b.href): b for b in reversed(found)}.values())[::-1][:OFFSITE_LINKS]


def links(blocks: Sequence[Block]) -> Iterator[Block]:
    """Links and frames; a script's source is no link."""
    for block in blocks:
        if block.href and (block.kind == "link" or (block.kind == "widget" and guess_kind(block.href) != "asset")):
            yield block


def without_route(block: Block) -> Block:
    """A link as a page without scripts means it: ``#/…`` names a place on the page, and no page of an application."""
    route = "#" in block.href and script_route(urldefrag(block.href).fragment)
    return msgspec.structs.replace(block, href=urldefrag(block.href).url) if route else block


def worth_leaving(url: str, rank: Rank) -> bool:
    """Is a foreign address read: words about an item, the index, or a document?"""
    if proves_nothing(url) or trap(url) == "machine":
        return False
    return rank in (Rank.WORDS, Rank.INDEX) or guess_kind(url) == "document"


def kept_elsewhere(document: Document) -> list[Block]:
    """Links of a page's content to what a service keeps for it: folders, forms, flip-books, short links."""
    found = (b for b in links(document.blocks) if b.region == "main")
    return [b for b in found if (at := recognise(b.href)) is not None and at.content][:OFFSITE_LINKS]


def steps_from(url: str) -> int:
    """How many further steps the content of a foreign address may lead."""
    at = recognise(url)
    return FOLDER_STEPS if at is not None and at.kind == "folder" else 1


def proves_nothing(url: str) -> bool:
    """Is it a social network, a map or a counter?

    Its address on a page may be evidence; what it answers to a program is none. Only a submitted link or an index
    row leads there.
    """
    at = recognise(url)
    if at is not None:
        return not at.content
    host = host_and_port(url)
    return any(host == name or host.endswith(f".{name}") for name in MACHINERY)


def onward(target: Target, document: Document) -> Target | None:
    """The same target asked for at the address where its content is, when what was answered only leads there.

    A short link that ended at the page of a service, or a page that warns before a download. None when ``document``
    is the answer. Asked again by the target's own address, so that evidence stays filed under the link; each such
    target differs from the one before in ``asked``, and a confirmed download is not confirmed again.
    """
    if document.kind != "page":
        return None
    source = document.final_url or document.url
    at = recognise(source)
    leads = _confirmed(document) or (at.fetch_url if at is not None else "")
    asked = clean(leads)
    known = (url_key(source), url_key(target.asked))
    if not asked or url_key(asked) in known or "confirm=" in target.asked:
        return None
    return msgspec.structs.replace(target, asked=asked)


def _confirmed(document: Document) -> str:
    """The address behind a page that warns before a download (too large to be scanned); empty for other pages."""
    found = (b.href for b in links(document.blocks) if "confirm=" in b.href)
    return next((href for href in found if (at := recognise(href)) is not None and at.kind == "file"), "")
