"""The agency offers an online channel for complaints about corruption, apart from general ones, linked from its site.

A form counts, on the page or kept by a form service. A general form with corruption among its choices is a channel
that is not separate; a general form that never names corruption is none. Offline ways are none; a mail address or a
chat account, or a system on another website, is for a person to look at.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from checks.bundle import Bundle, Member
from checks.finding import met, unclear, unmet
from checks.structure.channels import Offer, dead, elsewhere, forms_behind, offers, reached, read_target
from checks.structure.complaints import form_kind, linked_kind
from checks.thai.numbers import emails
from checks.verdict import Finding, Quote

Kind = Literal["own", "unsure", "mixed", "linked", "doubtful", "none"]
RANK: tuple[Kind, ...] = ("own", "unsure", "mixed", "linked", "doubtful", "none")


class _Channel(msgspec.Struct, frozen=True):
    """The best channel found: kept for corruption alone, perhaps so, mixed, named only by its link, doubtful, none."""

    kind: Kind
    code: str
    quotes: tuple[Quote, ...] = ()
    offer: Offer | None = None
    url: str = ""


def channel(bundle: Bundle) -> Finding:
    """An online channel for complaints about corruption."""
    best = _best(bundle)
    if best.kind in ("own", "unsure", "mixed"):
        return met(best.quotes)
    return _otherwise(bundle, best)


def separate(bundle: Bundle) -> Finding:
    """Kept apart from general complaints."""
    best = _best(bundle)
    if best.kind == "own":
        return met(best.quotes)
    if best.kind == "unsure":
        return unclear(bundle, "separation-unclear", best.quotes)
    return unmet(bundle, "not-separate") if best.kind == "mixed" else _otherwise(bundle, best)


def link(bundle: Bundle) -> Finding:
    """The way to it from the main website."""
    best = _best(bundle)
    if best.kind not in ("own", "unsure", "mixed") or best.offer is None:
        return _otherwise(bundle, best)
    way = reached(bundle, best.offer)
    return (
        met([way])
        if way is not None
        else unclear(bundle, "external-system", best.quotes, {"url": best.offer.reading.url})
    )


def _otherwise(bundle: Bundle, best: _Channel) -> Finding:
    if best.kind in ("linked", "doubtful"):
        return unclear(bundle, best.code, best.quotes, {"url": best.url})
    return unmet(bundle, best.code)


def _best(bundle: Bundle) -> _Channel:
    found = [c for member in bundle.members for c in _channels(bundle, member)]
    return min(found, key=lambda c: RANK.index(c.kind), default=_Channel("none", "not-found"))


def _channels(bundle: Bundle, member: Member) -> list[_Channel]:
    reading = member.reading
    found = []
    for offer in offers(reading):
        if dead(bundle, offer) or any(bundle.says(t, "election") for t in offer.names):
            continue
        quote = (offer.quote(),)
        if offer.kind == "form" and not offer.comment:
            kind: Kind = form_kind(bundle, offer)
            if kind == "none" and any(
                bundle.says(m.text, "corruption") and not bundle.says(m.text, "general") for m in member.mentions
            ):
                kind = "linked"
            code = "named-by-link-only" if kind == "linked" else "general-only"
            found.append(_Channel(kind, code, quote, offer))
        elif offer.kind == "service":
            found.append(_kept_elsewhere(bundle, offer))
        elif offer.kind == "page" and bundle.says(offer.own, "complaint") and not bundle.says(offer.own, "other_body"):
            unread = read_target(bundle, offer) is None and bundle.site.failure_at(offer.block.href) is None
            if unread and elsewhere(bundle, offer) and not bundle.says(offer.block.href, "other_body"):
                found.append(_Channel("doubtful", "external-system", quote, offer, offer.block.href))
    if not reading.is_page or _about_corruption(bundle, member):
        found += _contacts(bundle, member)
    return found


def _kept_elsewhere(bundle: Bundle, offer: Offer) -> _Channel:
    """A form kept by a form service: by the words of its link and, where it was read, by what it asks."""
    kind: Kind = linked_kind(bundle, offer)
    asked = [form_kind(bundle, form) for form in forms_behind(bundle, offer)]
    if kind == "none":
        kind = min(asked, key=RANK.index, default=kind)
    elif asked and "own" not in asked and "unsure" not in asked:
        kind = "mixed" if "mixed" in asked else "linked"
    code = "named-by-link-only" if kind == "linked" else "general-only"
    return _Channel(kind, code, (offer.quote(),), offer, offer.block.href)


def _contacts(bundle: Bundle, member: Member) -> list[_Channel]:
    """Mail, LINE and the like on a page about complaints of corruption; nothing but offline ways is no channel."""
    reading = member.reading
    lines = [x for x in reading.evidence if emails(x.text)]
    spots = [s for s in bundle.spots_in(reading, "outline") if len(s.line.text) < 600]  # noqa: PLR2004 - a list of ways
    quotes = [*(reading.quote(x) for x in lines[:1]), *(s.quote() for s in spots[:1])]
    if quotes and bundle.spots_in(reading, "complaint"):
        return [_Channel("doubtful", "contact-only", tuple(quotes), None, reading.url)]
    return [_Channel("none", "offline-only")] if bundle.spots_in(reading, "complaint") else []


def _about_corruption(bundle: Bundle, member: Member) -> bool:
    texts = [member.reading.cover_text, *(m.text for m in member.mentions)]
    return any(bundle.says(t, "corruption") for t in texts) or bool(bundle.spots_in(member.reading, "corruption"))


ELEMENTS = (channel, separate, link)
