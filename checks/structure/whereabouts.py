"""Where an office stands and how it is reached: parts of an address, fax numbers, pictures of e-mails and maps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast
from urllib.parse import unquote

import msgspec

from checks.bundle import Bundle
from checks.evidence import TEXT_KINDS, Block
from checks.owner import names_in
from checks.reading import Line, Reading
from checks.thai.fold import fold
from checks.thai.numbers import emails, phones
from checks.verdict import Quote

ENOUGH = 2
"""So many of sub-district, district and province make an address."""

NEAR = 4
"""So many blocks, or characters between two labels, are near."""

NAME = 100
"""A longer line is no name of the body whose contact follows."""

TITLE = 80
"""A longer text is no title of a map."""

LABEL = 30
"""A longer line is more than the label of an e-mail."""

POSTCODE = re.compile(r"(?<!\d)[1-9]\d{4}(?!\d)")
ICON_FILE = re.compile(r"ico|logo|btn|button|marker|pin|site-?map", re.IGNORECASE)
_HOUSE = re.compile(r"(?<![\d.,])\d{1,4}/\d{1,4}(?![\d/])|^\D{0,12}\d{1,4}\s")
_MAP_FILE = re.compile(r"(?<![a-z])(?:google_?)?maps?(?![a-z])|location", re.IGNORECASE)
PLACEHOLDER = 90
"""Letters behind the label of an e-mail in which its place is kept for a script."""

_BY_SCRIPT = re.compile("javascript|จาวาสคริปต์|จาวาสคริปท์|จาวาสคริป|spambot|สแปมบอท", re.IGNORECASE)
"""What stands where an e-mail is written by script, for browsers without one."""

_MAIL_FILE = re.compile(r"e-?mail|(?<![a-z])mail(?![a-z])", re.IGNORECASE)
_LATIN = re.compile(r"[\s:：]*[A-Za-z]{3}")
_TO_FILL = re.compile(r"\s*(?:[.…_]{3,}|-{2,}|x{2,})", re.IGNORECASE)
_BLANK = re.compile(r"[\s:：.\-–_]*$")


def others_line(bundle: Bundle, reading: Reading) -> Line | None:
    """The line by which a page says that the contact it shows is another body's; none where it may be the agency's own.

    The page says so in words, or its content names a ministry, another office or a company above the first address or
    number and names the agency nowhere.
    """
    if not reading.is_page or reading is bundle.home:
        return None
    names = bundle.site.names
    lines = [x for x in reading.evidence if not bundle.is_link_text(reading, x)]
    for line in lines:
        own = names.within(line.text)
        if bundle.says(line.text, "apart") or (bundle.says(line.text, "others") and not own):
            return line
    if any(names.within(x.text) for x in lines):
        return None
    first = next((x.index for x in lines if _is_contact(x.text)), -1)
    above = (x for x in lines if x.index <= first and len(x.text) <= NAME and not bundle.says(x.text, "belongs"))
    return next((x for x in above if names.stranger(x.text) or bundle.says(x.text, "company")), None)


def own_words(bundle: Bundle, text: str) -> str:
    """A line as far as it may tell of the agency: nothing where a template's example was left standing.

    What follows the words for who made the website, a company or a name in Latin letters, is for those who want one.
    """
    if bundle.says(text, "placeholder"):
        return ""
    marks = [m for m in bundle.site.lexicon.scan(text) if m.key == bundle.key("vendor")]
    made = next((m for m in marks if _LATIN.match(text, m.end) or bundle.says(text[m.end :], "company")), None)
    return text if made is None or bundle.site.names.within(text[made.end :]) else text[: made.start]


def own_part(bundle: Bundle, reading: Reading) -> Reading:
    """A reading without the content that shows another body's contact: head, foot and side columns remain."""
    if "own contact" not in reading.remembered:
        part = reading
        if others_line(bundle, reading) is not None:
            around = tuple(b for b in reading.document.blocks if b.region != "main")
            part = Reading(msgspec.structs.replace(reading.document, blocks=around), bundle.site.lexicon)
        reading.remembered["own contact"] = part
    return cast("Reading", reading.remembered["own contact"])


def is_own_line(bundle: Bundle, text: str) -> bool:
    """Does a line with a number or an e-mail name no other body and no overseer (the NACC), or the agency as well?"""
    names = bundle.site.names
    return names.within(text) or not (names.places and (names_in(text) or bundle.says(text, "overseer")))


def _is_contact(text: str) -> bool:
    return bool(phones(text) or emails(text) or POSTCODE.search(fold(text)))


def address_parts(bundle: Bundle, text: str) -> set[str]:
    """Kinds of words of an address in a text: label, place, sub-district, district, province, postcode, house."""
    keys = {bundle.key(p): p for p in ("label", "place", "tambon", "amphoe", "province")}
    parts = {keys[m.key] for m in bundle.site.lexicon.scan(text) if m.key in keys and not _TO_FILL.match(text, m.end)}
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
        if _BY_SCRIPT.search(behind[:PLACEHOLDER]):
            return Quote(reading.url, block.text[:160], block.page, block.kind), labels
        if not _BLANK.match(behind):
            continue
        near = [b for b in blocks[at + 1 : at + 3] if b.kind == "image"]
        icon = [b for b in blocks[at + 1 : at + 4] if b.kind == "link" and near and b.text == near[0].text]
        if near and not icon and (_MAIL_FILE.search(near[0].href) or not ICON_FILE.search(near[0].href)):
            return reading.quote_block(near[0]), labels
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        follows = following.text if following is not None and block.kind == "cell" else ""
        # Alone on its line behind telephone or address a label stands like one with a colon; a form's label does not.
        alone = (
            len(block.text) <= LABEL and block.region == "main" and (following is None or following.kind in TEXT_KINDS)
        )
        above = blocks[at - 1].text if at else ""
        beside = bool(phones(above)) or bool(POSTCODE.search(fold(above)))
        if not set("-–") & set(behind) and (behind.strip() or (alone and beside)) and not follows:
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
