"""The agency shows its address, telephone, e-mail and a map, on a contact page or at the foot of its pages.

Header, footer and side columns count. What a page shows of a ministry or another office is not the agency's own. A fax
number is no telephone, a site map no map. An e-mail may stand as text, as a link, as a picture or be put together by a
script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.bundle import Bundle
from checks.elsewhere import recognise
from checks.finding import met, refuted, unclear, unmet
from checks.reading import Line, Reading
from checks.structure.whereabouts import (
    ICON_FILE,
    POSTCODE,
    address_parts,
    is_address,
    is_fax,
    is_own_line,
    mail_picture,
    map_pictures,
    others_line,
    own_part,
    own_words,
)
from checks.thai.fold import fold
from checks.thai.numbers import emails, phones
from checks.verdict import Finding, Quote

WINDOW = 4
"""An address may run over so many lines."""

LONG = 420

LITTLE = 80
"""A contact page with less text than this may say the rest in a picture."""

SHORT_NUMBER = 8

_HIDDEN_MAIL = re.compile(r"email-protection|\[email.protected\]", re.IGNORECASE)


def address(bundle: Bundle) -> Finding:
    """Where the office stands."""
    partly: list[Quote] = []
    for reading in _readings(bundle):
        lines = [x for x in reading.lines if len(x.text) <= LONG and not x.pasted]
        for at, line in enumerate(lines):
            text = own_words(bundle, line.text)
            if bundle.says(text, "elsewhere") and not POSTCODE.search(fold(text)):
                continue
            parts = address_parts(bundle, text)
            if not parts:
                continue
            if not is_address(parts) and ("place" in parts or "label" in parts or "house" in parts):
                window = " ".join(x.text for x in lines[at : at + WINDOW] if x.block.region == line.block.region)
                parts = address_parts(bundle, window)
            if is_address(parts):
                return met([reading.quote(line)])
            if "label" in parts and "amphoe" in parts:
                partly.append(reading.quote(line))
    return unclear(bundle, "address-partial", partly) if partly else _lacking(bundle)


def telephone(bundle: Bundle) -> Finding:
    """A telephone number of the office."""
    for reading in _readings(bundle):
        for line in _own_lines(bundle, reading):
            for span in phones(own_words(bundle, line.text)):
                digits = sum(c.isdigit() for c in line.text[span.start : span.end])
                if digits >= SHORT_NUMBER and not is_fax(bundle, line.text[: span.start]):
                    return met([reading.quote(line, span.start, span.end)])
        for link in reading.links:
            if link.href.startswith("tel:") and sum(c.isdigit() for c in link.href) >= SHORT_NUMBER:
                return met([reading.quote_block(link)])
    return _lacking(bundle)


def email(bundle: Bundle) -> Finding:
    """An e-mail address of the office."""
    labels: list[Quote] = []
    for reading in _readings(bundle):
        for line in _own_lines(bundle, reading):
            spans = emails(own_words(bundle, line.text))
            if spans:
                return met([reading.quote(line, spans[0].start, spans[0].end)])
            if _HIDDEN_MAIL.search(line.text):
                return met([reading.quote(line)])
        for link in reading.links:
            if (link.href.startswith("mailto:") and "@" in link.href) or _HIDDEN_MAIL.search(link.href):
                return met([reading.quote_block(link)])
        pictured, label = mail_picture(bundle, reading)
        if pictured is not None:
            return met([pictured])
        labels += label
    return unclear(bundle, "email-label-only", labels) if labels else _lacking(bundle)


def map_(bundle: Bundle) -> Finding:
    """A map that shows where the office stands."""
    for reading in _readings(bundle):
        for block in (*reading.widgets, *reading.links):
            at = recognise(block.href)
            if at is not None and at.kind == "map":
                return met([reading.quote_block(block)])
    for reading in _readings(bundle):
        for block in map_pictures(bundle, reading):
            return met([reading.quote_block(block)])
    return _others(bundle) or unmet(bundle)


def _readings(bundle: Bundle) -> list[Reading]:
    """The readings without what they show of other bodies."""
    return [own_part(bundle, reading) for reading in bundle.readings]


def _others(bundle: Bundle) -> Finding | None:
    """Not there, where what is there is another body's."""
    quotes = [r.quote(line) for r in bundle.readings if (line := others_line(bundle, r)) is not None]
    return refuted(bundle, "other-agency", quotes) if quotes else None


def _lacking(bundle: Bundle) -> Finding:
    """Not there, unless a picture on the contact page may say it."""
    others = _others(bundle)
    if others is not None:
        return others
    for member in bundle.members:
        reading = member.reading
        if reading is bundle.home or not (member.named or member.given) or reading.main_length >= LITTLE:
            continue
        maps = list(map_pictures(bundle, reading))
        for block in reading.images:
            name = block.href.rsplit("/", 1)[-1]
            known = block in maps or ICON_FILE.search(name) or bundle.says(block.text, "no_map")
            if block.region == "main" and not known and block.text != bundle.site.case.agency.name:
                return unclear(bundle, "picture-only", [reading.quote_block(block)])
    return unmet(bundle)


def _own_lines(bundle: Bundle, reading: Reading) -> Iterator[Line]:
    return (line for line in reading.lines if not line.pasted and is_own_line(bundle, line.text))


ELEMENTS = (address, telephone, email, map_)
