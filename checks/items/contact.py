"""The agency shows its address, telephone, e-mail and a map, on a contact page or at the foot of its pages.

Header, footer and side columns count. A fax number is no telephone, a site map no map. An e-mail may stand as text, as
a link, as a picture or be put together by a script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from checks.bundle import Bundle
from checks.evidence import Block
from checks.finding import met, unclear, unmet
from checks.reading import Line, Reading
from checks.thai.fold import fold
from checks.thai.numbers import emails, phones
from checks.verdict import Finding, Quote

WINDOW = 4
"""An address may run over so many lines."""

LONG = 420
LITTLE = 80
"""A contact page with less text than this may say the rest in a picture."""

SHORT_NUMBER = 8
ENOUGH = 2

_POSTCODE = re.compile(r"(?<!\d)[1-9]\d{4}(?!\d)")
_HOUSE = re.compile(r"(?<![\d.,])\d{1,4}/\d{1,4}(?![\d/])|^\D{0,12}\d{1,4}\s")
_MAPS = re.compile(
    r"google\.[a-z.]+/maps|maps\.google|goo\.gl/maps|maps\.app\.goo\.gl|openstreetmap\.|longdo\.com/map|map\.longdo|bing\.com/maps|waze\.com|map\.nostramap|g\.page/",
    re.IGNORECASE,
)
_MAP_FILE = re.compile(r"(?<![a-z])(?:google_?)?maps?(?![a-z])|location", re.IGNORECASE)
_MAIL_FILE = re.compile(r"e-?mail|(?<![a-z])mail(?![a-z])", re.IGNORECASE)
_ICON_FILE = re.compile(r"ico|logo|btn|button|marker|pin|site-?map", re.IGNORECASE)
_HIDDEN_MAIL = re.compile(r"email-protection|\[email.protected\]", re.IGNORECASE)
_BLANK = re.compile(r"[\s:：.\-–_]*$")


def address(bundle: Bundle) -> Finding:
    """Where the office stands."""
    partly: list[Quote] = []
    for reading in bundle.readings:
        lines = [x for x in reading.lines if len(x.text) <= LONG and not x.pasted]
        for at, line in enumerate(lines):
            text = line.text
            if bundle.says(text, "elsewhere") and not _POSTCODE.search(fold(text)):
                continue
            parts = _parts(bundle, text)
            if not parts:
                continue
            if not _whole(parts) and ("place" in parts or "label" in parts or "house" in parts):
                window = " ".join(x.text for x in lines[at : at + WINDOW] if x.block.region == line.block.region)
                parts = _parts(bundle, window)
            if _whole(parts):
                return met([reading.quote(line)])
            if "label" in parts and "amphoe" in parts:
                partly.append(reading.quote(line))
    return unclear(bundle, "address-partial", partly) if partly else _lacking(bundle)


def telephone(bundle: Bundle) -> Finding:
    """A telephone number of the office."""
    for reading in bundle.readings:
        for line in _lines(reading):
            for span in phones(line.text):
                digits = sum(c.isdigit() for c in line.text[span.start : span.end])
                if digits >= SHORT_NUMBER and not _is_fax(bundle, line.text[: span.start]):
                    return met([reading.quote(line, span.start, span.end)])
        for link in reading.links:
            if link.href.startswith("tel:") and sum(c.isdigit() for c in link.href) >= SHORT_NUMBER:
                return met([reading.quote_block(link)])
    return _lacking(bundle)


def email(bundle: Bundle) -> Finding:
    """An e-mail address of the office."""
    labels: list[Quote] = []
    for reading in bundle.readings:
        for line in _lines(reading):
            spans = emails(line.text)
            if spans:
                return met([reading.quote(line, spans[0].start, spans[0].end)])
            if _HIDDEN_MAIL.search(line.text):
                return met([reading.quote(line)])
        for link in reading.links:
            if (link.href.startswith("mailto:") and "@" in link.href) or _HIDDEN_MAIL.search(link.href):
                return met([reading.quote_block(link)])
        pictured, label = _mail_picture(bundle, reading)
        if pictured is not None:
            return met([pictured])
        labels += label
    return unclear(bundle, "email-label-only", labels) if labels else _lacking(bundle)


def map_(bundle: Bundle) -> Finding:
    """A map that shows where the office stands."""
    for reading in bundle.readings:
        for block in (*reading.widgets, *reading.links):
            if block.text == "google-maps" or (_MAPS.search(block.href) and block.kind in ("widget", "link")):
                return met([reading.quote_block(block)])
    for reading in bundle.readings:
        for block in _map_pictures(bundle, reading):
            return met([reading.quote_block(block)])
    return unmet(bundle)


def _lacking(bundle: Bundle) -> Finding:
    """Not there, unless a picture on the contact page may say it."""
    for member in bundle.members:
        reading = member.reading
        if reading is bundle.home or not (member.named or member.given) or reading.main_length >= LITTLE:
            continue
        maps = list(_map_pictures(bundle, reading))
        for block in reading.images:
            name = block.href.rsplit("/", 1)[-1]
            known = block in maps or _ICON_FILE.search(name) or bundle.says(block.text, "no_map")
            if block.region == "main" and not known and block.text != bundle.site.case.agency.name:
                return unclear(bundle, "picture-only", [reading.quote_block(block)])
    return unmet(bundle)


def _lines(reading: Reading) -> Iterator[Line]:
    return (line for line in reading.lines if not line.pasted)


def _parts(bundle: Bundle, text: str) -> set[str]:
    keys = {bundle.key(p): p for p in ("label", "place", "tambon", "amphoe", "province")}
    parts = {keys[m.key] for m in bundle.site.lexicon.scan(text) if m.key in keys}
    folded = fold(text)
    if _POSTCODE.search(re.sub(r"[\d ()-]*\d-?\d{3,4} ?\d{4}", "", folded)):
        parts.add("postcode")
    if _HOUSE.search(folded):
        parts.add("house")
    return parts


def _whole(parts: set[str]) -> bool:
    """A house, road or postcode, and at least two of sub-district, district and province."""
    areas = len(parts & {"tambon", "amphoe", "province"})
    exact = parts & {"place", "postcode", "label", "house"}
    return bool(exact) and (areas >= ENOUGH or (areas == 1 and {"place", "postcode"} <= parts)) and bool(
        parts & {"place", "postcode", "house"}
    )


def _is_fax(bundle: Bundle, before: str) -> bool:
    """Is the last label before a number that of a fax, with no telephone's label beside it?"""
    keys = {bundle.key("fax"): "fax", bundle.key("phone"): "phone"}
    found = [m for m in bundle.site.lexicon.scan(before) if m.key in keys]
    faxes = [m for m in found if keys[m.key] == "fax"]
    labels = [m for m in found if m in faxes or not any(f.start <= m.start < f.end for f in faxes)]
    if not labels or keys[labels[-1].key] != "fax":
        return False
    earlier = labels[-2] if len(labels) > 1 else None
    beside = earlier is not None and keys[earlier.key] == "phone" and labels[-1].start - earlier.end <= WINDOW
    return not beside


def _mail_picture(bundle: Bundle, reading: Reading) -> tuple[Quote | None, list[Quote]]:
    """A picture behind the label of an e-mail; else labels with nothing behind them."""
    blocks = reading.document.blocks
    labels: list[Quote] = []
    for at, block in enumerate(blocks):
        if block.kind == "widget" and block.text == "email-script":
            return reading.quote_block(block), labels
        if block.kind not in ("paragraph", "item", "cell", "heading") or not bundle.says(block.text, "email"):
            continue
        last = [m for m in bundle.site.lexicon.scan(block.text) if m.key == bundle.key("email")][-1]
        behind = block.text[last.end :]
        if not _BLANK.match(behind):
            continue
        near = [b for b in blocks[at + 1 : at + 3] if b.kind == "image"]
        icon = [b for b in blocks[at + 1 : at + 4] if b.kind == "link" and near and b.text == near[0].text]
        if near and not icon and (_MAIL_FILE.search(near[0].href) or not _ICON_FILE.search(near[0].href)):
            return reading.quote_block(near[0]), labels
        follows = blocks[at + 1].text if at + 1 < len(blocks) and block.kind == "cell" else ""
        if not set("-–") & set(behind) and behind.strip() and not follows:
            labels.append(Quote(reading.url, block.text, block.page, block.kind))
    return None, labels


def _map_pictures(bundle: Bundle, reading: Reading) -> Iterator[Block]:
    blocks = reading.document.blocks
    for at, block in enumerate(blocks):
        if block.kind != "image":
            continue
        name = unquote(block.href.split("?")[0].rsplit("/", 1)[-1])
        if bundle.says(block.text, "no_map") or _ICON_FILE.search(name):
            continue
        own = bundle.says(f"{block.text} {name}", "map")
        above = [b for b in blocks[max(0, at - WINDOW) : at] if b.kind in ("heading", "paragraph", "item")]
        titles = [b.text for b in above[-2:] if len(b.text) < LITTLE]
        headed = any(bundle.says(t, "map") and not bundle.says(t, "no_map") for t in titles)
        if own or (_MAP_FILE.search(name) and block.region != "menu") or (headed and block.region == "main"):
            yield block


ELEMENTS = (address, telephone, email, map_)
