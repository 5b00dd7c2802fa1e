"""Months of procurement that are not shown: over or not, in a file that could not be read, in a picture."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checks.bundle import Bundle, Unread
from checks.evidence import GONE
from checks.finding import unclear
from checks.links import url_key
from checks.structure.coverage import month_names
from checks.structure.purchases import own_months
from checks.thai.dates import YearMonth
from checks.thai.periods import first_half, months
from checks.unread import unread_finding
from checks.verdict import Finding, Quote

_DECORATION = re.compile(r"(icon|logo|banner|button|new\.gif|pdf\.|avatar|bullet|arrow)", re.IGNORECASE)


def undecided(bundle: Bundle, missing: Sequence[YearMonth], proof: Sequence[Quote]) -> Finding | None:
    """The answer where files that could not be read stand for every missing month; nothing where some has none."""
    wanted = set(missing)
    held: set[YearMonth] = set()
    files: list[Unread] = []
    for unread in bundle.unread:
        named = _named(bundle, unread)
        if not _is_gone(unread) and named & wanted:
            held |= named
            files.append(unread)
    if not wanted <= held:
        return None
    if all(u.failure is not None for u in files):
        return unread_finding(files, bundle.urls)
    quotes = [Quote(u.url, u.text or u.url) for u in files]
    return unclear(bundle, "month-unread", [*quotes[:2], *proof], {"months": month_names(missing)})


def pictured(bundle: Bundle, missing: Sequence[YearMonth]) -> list[Quote]:
    """Pictures on pages of the missing months, where every one of these months has such a page."""
    found: list[Quote] = []
    held: set[YearMonth] = set()
    for member in bundle.members:
        images = [b for b in member.reading.images if b.region == "main" and not _DECORATION.search(b.href)]
        own = own_months(bundle, member) & set(missing)
        if images and member.reading.is_page and own:
            found.append(member.reading.quote_block(images[0]))
            held |= own
    return found if set(missing) <= held else []


def _named(bundle: Bundle, unread: Unread) -> set[YearMonth]:
    """Months that the links to a file name; a file of the item that names none may hold any."""
    mentions = bundle.site.mentions.get(url_key(unread.url), ())
    for texts in (
        [unread.text],
        [m.text for m in mentions],
        [m.context for m in mentions],
        [m.heading for m in mentions],
    ):
        found = {m for text in texts for m in months(text, bundle.fiscal_year)}
        if found:
            return found
    texts = [unread.text, *(m.words for m in mentions)]
    named = any(bundle.item.item in bundle.site.identifier.items(text) for text in texts)
    return set(first_half(bundle.fiscal_year)) if named else set()


def _is_gone(unread: Unread) -> bool:
    if unread.failure is None:
        return unread.cause in ("empty", "damaged")
    return unread.cause in GONE
