"""Where an office stands and how it is reached: parts of an address, fax numbers, pictures of e-mails and maps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from checks.bundle import Bundle
from checks.evidence import Block
from checks.reading import Reading
from checks.thai.fold import fold
from checks.verdict import Quote

ENOUGH = 2
"""So many of sub-district, district and province make an address."""

NEAR = 4
"""So many blocks, or characters between two labels, are near."""

TITLE = 80
"""A longer text is no title of a map."""

POSTCODE = re.compile(r"(?<!\d)[1-9]\d{4}(?!\d)")
ICON_FILE = re.compile(r"ico|logo|btn|button|marker|pin|site-?map", re.IGNORECASE)
_HOUSE = re.compile(r"(?<![\d.,])\d{1,4}/\d{1,4}(?![\d/])|^\D{0,12}\d{1,4}\s")
_MAP_FILE = re.compile(r"(?<![a-z])(?:google_?)?maps?(?![a-z])|location", re.IGNORECASE)
_MAIL_FILE = re.compile(r"e-?mail|(?<![a-z])mail(?![a-z])", re.IGNORECASE)
_BLANK = re.compile(r"[\s:：.\-–_]*$")


def address_parts(bundle: Bundle, text: str) -> set[str]:
    """Kinds of words of an address in a text: label, place, sub-district, district, province, postcode, house."""
    keys = {bundle.key(p): p for p in ("label", "place", "tambon", "amphoe", "province")}
    parts = {keys[m.key] for m in bundle.site.lexicon.scan(text) if m.key in keys}
    folded = fold(text)
    if POSTCODE.search(re.sub(r"[\d ()-]*\d-?\d{3,4} ?\d{4}", "", folded)):
        parts.add("postcode")
    if _HOUSE.search(folded):
        parts.add("house")
    return parts


def is_address(parts: set[str]) -> bool:
    """A house, road or postcode, and at least two of sub-district, district and province."""
    areas = len(parts & {"tambon", "amphoe", "province"})
    exact = parts & {"place", "postcode", "label", "house"}
    return (
        bool(exact)
        and (areas >= ENOUGH or (areas == 1 and {"place", "postcode"} <= parts))
        and bool(parts & {"place", "postcode", "house"})
    )


def is_fax(bundle: Bundle, before: str) -> bool:
    """Is the last label before a number that of a fax, with no telephone's label beside it?"""
    keys = {bundle.key("fax"): "fax", bundle.key("phone"): "phone"}
    found = [m for m in bundle.site.lexicon.scan(before) if m.key in keys]
    faxes = [m for m in found if keys[m.key] == "fax"]
    labels = [m for m in found if m in faxes or not any(f.start <= m.start < f.end for f in faxes)]
    if not labels or keys[labels[-1].key] != "fax":
        return False
    earlier = labels[-2] if len(labels) > 1 else None
    beside = earlier is not None and keys[earlier.key] == "phone" and labels[-1].start - earlier.end <= NEAR
    return not beside


def mail_picture(bundle: Bundle, reading: Reading) -> tuple[Quote | None, list[Quote]]:
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
        if near and not icon and (_MAIL_FILE.search(near[0].href) or not ICON_FILE.search(near[0].href)):
            return reading.quote_block(near[0]), labels
        follows = blocks[at + 1].text if at + 1 < len(blocks) and block.kind == "cell" else ""
        if not set("-–") & set(behind) and behind.strip() and not follows:
            labels.append(Quote(reading.url, block.text, block.page, block.kind))
    return None, labels


def map_pictures(bundle: Bundle, reading: Reading) -> Iterator[Block]:
    """Pictures that are a map by their name, their words or the heading above them."""
    blocks = reading.document.blocks
    for at, block in enumerate(blocks):
        if block.kind != "image":
            continue
        name = unquote(block.href.split("?")[0].rsplit("/", 1)[-1])
        if bundle.says(block.text, "no_map") or ICON_FILE.search(name):
            continue
        own = bundle.says(f"{block.text} {name}", "map")
        above = [b for b in blocks[max(0, at - NEAR) : at] if b.kind in ("heading", "paragraph", "item")]
        titles = [b.text for b in above[-2:] if len(b.text) < TITLE]
        headed = any(bundle.says(t, "map") and not bundle.says(t, "no_map") for t in titles)
        if own or (_MAP_FILE.search(name) and block.region != "menu") or (headed and block.region == "main"):
            yield block
