"""Online channels on a page: forms to fill in, links and frames of form services, links to systems, mail and social.

A form counts as one that asks when a visitor can write something into it: search boxes, logins and polls with a
single question do not; the comment box under a news post is marked as such.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import msgspec

from checks.bundle import Bundle
from checks.elsewhere import recognise
from checks.evidence import GONE, TEXT_KINDS, Block, Failure
from checks.links import host_of, url_key
from checks.reading import Reading
from checks.verdict import Quote

Kind = Literal["form", "survey", "service", "page", "contact"]
"""``form``: fields on the page; ``survey``: several questions to tick, nothing to write; ``service``: a form kept by
a form service (Google Forms …), linked or framed; ``page``: a link to a page or system; ``contact``: mail, LINE, …"""

NEAR_LINES = 5
"""So many lines just above a form (or around a link) say what it is for, where no heading does."""

LONG_LINE = 640
FEW_FIELDS = 2
SURVEY_CHOICES = 4

_WRITING = frozenset({"text", "email", "tel", "textarea", "file", "number", "date", "url", "datetime-local"})
_CHOOSING = frozenset({"select", "radio", "checkbox"})
_SEARCH = re.compile(r"ค้น|search", re.IGNORECASE)
_COMMENT = re.compile(r"^\W*(?:เว็บไซต์|เว็บไซท์|website|url)\W*$", re.IGNORECASE)
_SURVEY_HOST = re.compile(r"(?:^|\.)survey\.", re.IGNORECASE)
_CONTACTS = frozenset({"facebook", "messenger", "line", "x"})
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|rtf|zip|rar|jpe?g|png|gif|webp)(?:$|[?#])", re.IGNORECASE)
_NO_PAGE = re.compile(r"^(?:tel:|javascript:|#)|#$", re.IGNORECASE)


class Offer(msgspec.Struct, frozen=True):
    """Something on a page through which a visitor may write to the agency.

    own: the words on it (link text, labels, button). names: title of the page and headings above it, nearest last.
    near: the lines just above or around. choices: options, radio buttons and check boxes. block: what to quote.
    writes: there is room to write. comment: the box for comments that a news system puts under every page.
    """

    reading: Reading
    kind: Kind
    block: Block
    own: str
    names: tuple[str, ...]
    near: tuple[str, ...]
    choices: tuple[str, ...] = ()
    writes: bool = False
    comment: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text that says what the offer is for."""
        return (*self.names, *self.near, self.own, *self.choices)

    def quote(self) -> Quote:
        """The offer as proof: its words."""
        if self.kind in ("form", "survey"):
            place = self.block.region if self.block.region != "main" else "form"
            name = next((t for t in (*reversed(self.names), *reversed(self.near)) if t), "")
            text = " · ".join(t for t in (name[:80], self.own[:80]) if t)
            return Quote(self.reading.url, text or self.reading.url, self.block.page, place)
        return self.reading.quote_block(self.block)


def offers(reading: Reading, *, everywhere: bool = False) -> list[Offer]:
    """Everything in the page's own content (``everywhere``: also around it) that may be an online channel."""
    found: list[Offer] = []
    for groups, context in _walk(reading, everywhere=everywhere):
        offer = _form(reading, groups, context) if groups[0].kind == "control" else _link(reading, groups[0], context)
        if offer is not None:
            found.append(offer)
    return found


def is_file(href: str) -> bool:
    """Does an address lead to a document or picture rather than a page?"""
    return bool(_FILE.search(href))


def elsewhere(bundle: Bundle, offer: Offer) -> bool:
    """Does the offer lead to another host that is no form service: a system of another body, perhaps?"""
    return offer.kind == "page" and not bundle.site.is_own(offer.block.href)


def dead(bundle: Bundle, offer: Offer) -> bool:
    """Is the target of the offer known to be gone?"""
    failure = (
        bundle.site.failure_at(offer.block.href) if offer.block.href and offer.kind not in ("form", "survey") else None
    )
    return failure is not None and failure.cause in GONE


def read_target(bundle: Bundle, offer: Offer) -> Reading | None:
    """The page that a link leads to, where it was read."""
    return bundle.site.at(offer.block.href) if offer.kind in ("page", "service") else None


def forms_behind(bundle: Bundle, offer: Offer) -> list[Offer]:
    """The forms on the page of a form service that an offer leads to, where it was read: what they really ask."""
    target = read_target(bundle, offer) if offer.kind == "service" else None
    return [o for o in offers(target) if o.kind in ("form", "survey")] if target is not None and target.readable else []


def unasked(bundle: Bundle, offer: Offer) -> Failure | None:
    """Why a form kept by a form service could not be opened: what it asks, and whether it is open, is not known."""
    return bundle.site.failure_at(offer.block.href) if offer.kind == "service" else None


def reached(bundle: Bundle, offer: Offer) -> Quote | None:
    """How a visitor comes to the channel from the agency's own site: a link to it, or the page itself; else None."""
    for mention in bundle.site.mentions_of(offer.reading):
        if url_key(mention.source) != url_key(offer.reading.url) and bundle.site.is_own(mention.source):
            return Quote(mention.source, mention.text or offer.reading.url, 0, "link")
    return offer.quote() if bundle.site.is_own(offer.reading.url) else None


def says_any(says: Callable[[str], bool], texts: Sequence[str]) -> bool:
    """Is one of the texts accepted?"""
    return any(says(text) for text in texts if text)


class _Context(msgspec.Struct, frozen=True):
    names: tuple[str, ...]
    near: tuple[str, ...]


def _walk(reading: Reading, *, everywhere: bool) -> Iterator[tuple[list[Block], _Context]]:
    """Forms (all their controls) and links with the headings and lines above them, in reading order."""
    forms: dict[int, list[Block]] = {}
    contexts: dict[int, _Context] = {}
    singles: list[tuple[list[Block], _Context]] = []
    title = reading.document.title
    headings: list[tuple[int, str]] = []
    lines: list[str] = []
    for block in reading.document.blocks:
        if not everywhere and block.region != "main":
            continue
        if block.kind == "heading":
            headings = [h for h in headings if h[0] < max(1, block.level)] + [(max(1, block.level), block.text)]
            lines = []
        elif block.kind in TEXT_KINDS and block.text:
            lines.append(block.text)
        names = (title, *(h[1] for h in headings))
        if block.kind == "control":
            forms.setdefault(block.form, []).append(block)
            contexts.setdefault(
                block.form, _Context(names, tuple(t for t in lines[-NEAR_LINES:] if len(t) <= LONG_LINE))
            )
        elif block.kind in ("link", "widget") and block.href:
            around = next((t for t in reversed(lines[-2:]) if block.text and block.text in t), "")
            singles.append(([block], _Context(names, (around,) if around else tuple(lines[-1:]))))
    yield from ((controls, contexts[number]) for number, controls in forms.items())
    yield from singles


def _form(reading: Reading, controls: list[Block], context: _Context) -> Offer | None:
    kinds = [b.control for b in controls]
    writing = [b for b in controls if b.control in _WRITING and not _SEARCH.search(b.text)]
    texts = [b.text for b in controls if b.text]
    if "password" in kinds:
        return None
    comment = "textarea" in kinds and any(_COMMENT.match(t) for t in texts)
    choices = [t for b in controls if b.control in _CHOOSING for t in b.text.split(" | ")]
    writes = "textarea" in kinds or "file" in kinds or len(writing) >= FEW_FIELDS
    if not writes and sum(k in _CHOOSING for k in kinds) < SURVEY_CHOICES:
        return None
    if not writes and any(_SEARCH.search(t) for t in texts):
        return None
    labels = " ".join(b.text for b in controls if b.control not in _CHOOSING and b.text)
    kind: Kind = "form" if writes else "survey"
    return Offer(reading, kind, controls[0], labels, context.names, context.near, tuple(choices), writes, comment)


def _link(reading: Reading, block: Block, context: _Context) -> Offer | None:
    href = block.href
    if block.kind == "widget":
        if not _is_form_service(href):
            return None
        return Offer(reading, "service", block, "", context.names, context.near, (), True)
    kind: Kind
    at = recognise(href)
    if _is_form_service(href):
        kind = "service"
    elif href.lower().startswith("mailto:") or (at is not None and at.service in _CONTACTS):
        kind = "contact"
    elif _NO_PAGE.search(href) or is_file(href) or url_key(href) == url_key(reading.url) or not host_of(href):
        return None
    else:
        kind = "page"
    return Offer(reading, kind, block, block.text, context.names, context.near, (), True)


def _is_form_service(href: str) -> bool:
    """Is it a form kept by a form service?"""
    at = recognise(href)
    return at.kind == "form" if at is not None else bool(_SURVEY_HOST.search(host_of(href)))
