"""The agency offers an online channel where outsiders can say what they think of its work, linked from its site.

A form that asks for opinions or suggestions counts, on the page or kept by a form service; boxes, post, telephone and
forms for corruption do not. A form service that did not answer leaves open what it asks: its link is there, no more. A
general contact form, a web board, a survey without a field to write in, or a mail address or chat account alone is for
a person to look at. A channel that is promised is none.
"""

from __future__ import annotations

from checks.bundle import Bundle, Member, Unread
from checks.finding import met, unclear, unmet
from checks.structure.channels import (
    Offer,
    dead,
    elsewhere,
    forms_behind,
    offers,
    reached,
    read_target,
    says_any,
    unasked,
)
from checks.thai.numbers import emails
from checks.unread import unread_finding
from checks.verdict import Finding, Quote

ORDER = ("form-unnamed", "survey-only", "web-board", "external-system", "contact-only")


def channel(bundle: Bundle) -> Finding:
    """An online channel for opinions on the agency's work."""
    return _judge(bundle)[0]


def link(bundle: Bundle) -> Finding:
    """The way to it from the main website."""
    finding, offer = _judge(bundle)
    if offer is None:
        return finding
    way = reached(bundle, offer)
    return (
        met([way])
        if way is not None
        else unclear(bundle, "external-system", finding.quotes, {"url": offer.reading.url})
    )


def _judge(bundle: Bundle) -> tuple[Finding, Offer | None]:
    doubtful: list[tuple[str, Quote, str]] = []
    shut: list[tuple[Offer, Unread]] = []
    other = False
    for member in bundle.members:
        for offer in offers(member.reading):
            if dead(bundle, offer):
                continue
            code = _code(bundle, member, offer)
            failure = unasked(bundle, offer)
            if code == "met" and failure is None:
                return met([offer.quote()]), offer
            if code == "met" and failure is not None:
                shut.append((offer, Unread(failure.url, failure.cause, offer.own, failure)))
            other = other or code == "other-form"
            if code in ORDER:
                doubtful.append((code, offer.quote(), offer.block.href))
        doubtful += _contacts(bundle, member)
    if shut:
        return unread_finding([unread for _, unread in shut], bundle.urls), shut[0][0]
    if doubtful:
        code, quote, url = min(doubtful, key=lambda d: ORDER.index(d[0]))
        return unclear(bundle, code, [quote], {"url": url}), None
    told = any(bundle.spots_in(m.reading, "opinion") for m in bundle.members)
    return unmet(bundle, "other-form" if other else "offline-only" if told else "not-found"), None


def _code(bundle: Bundle, member: Member, offer: Offer) -> str:
    """What an offer is worth: ``met``, a code of doubt or refusal, or nothing."""
    if offer.kind in ("form", "survey", "service"):
        return _named(bundle, offer) or _unnamed(bundle, member, offer)
    if offer.kind == "page" and member.given and bundle.says(offer.own, "opinion") and elsewhere(bundle, offer):
        unread = read_target(bundle, offer) is None and bundle.site.failure_at(offer.block.href) is None
        return "external-system" if unread else ""
    return ""


def _named(bundle: Bundle, offer: Offer) -> str:
    """What a form is worth by the words that name it; empty where nothing near it speaks of opinions or corruption."""
    home = offer.reading is bundle.home
    names = () if home else offer.names
    texts = (offer.own,) if offer.kind == "service" and offer.own else (*offer.near, offer.own)
    if home:  # news stand close together there: only its own words and its heading name a form
        texts = (offer.own, *offer.names[1:][-1:])
    if says_any(lambda t: bundle.says(t, "complaint"), (*texts, *offer.names[-1:])):
        return "other-form"
    if any(bundle.says(t, "request") and not bundle.says(t, "opinion") for t in (offer.own, *offer.names[1:][-1:])):
        return "other-form"
    told = names if offer.comment else (*texts, *names)
    if not says_any(lambda t: bundle.says(t, "opinion"), told):
        return _told_inside(bundle, offer)
    if offer.kind == "service" and offer.own and _about_else(bundle, offer.own):
        return ""
    return "met" if offer.writes else "survey-only"


def _told_inside(bundle: Bundle, offer: Offer) -> str:
    """What a form kept elsewhere is worth by its title and headings, where the words around its link say nothing."""
    for form in forms_behind(bundle, offer):
        if says_any(lambda t: bundle.says(t, "complaint"), form.names):
            return "other-form"
        if says_any(lambda t: bundle.says(t, "opinion"), (*form.names, *form.near)):
            return "met" if form.writes else "survey-only"
    return ""


def _unnamed(bundle: Bundle, member: Member, offer: Offer) -> str:
    """A form that never speaks of opinions: doubtful where the agency gave it for this item."""
    if offer.reading is bundle.home or offer.kind == "service" or offer.comment:
        return ""
    for purpose, code in (("board", "web-board"), ("survey", "survey-only")):
        if any(bundle.says(t, purpose) for t in offer.texts if t):
            return code
    return "form-unnamed" if member.given and _general(bundle, offer) else "other-form"


def _general(bundle: Bundle, offer: Offer) -> bool:
    return says_any(lambda t: bundle.says(t, "general"), offer.texts)


def _about_else(bundle: Bundle, text: str) -> bool:
    return not bundle.says(text, "opinion") and bundle.says(text, "general", "complaint")


def _contacts(bundle: Bundle, member: Member) -> list[tuple[str, Quote, str]]:
    """Mail, LINE and the like on a page that is about opinions; a board that the agency gave for this item."""
    reading = member.reading
    titled = bundle.says(reading.cover_text, "opinion") or any(bundle.says(m.text, "opinion") for m in member.mentions)
    if reading is bundle.home or not (titled or member.given):
        return []
    boards = [s.quote() for s in bundle.spots_in(reading, "board")] if member.given else []
    if boards:
        return [("web-board", boards[0], reading.url)]
    if not bundle.spots_in(reading, "opinion"):
        return []
    lines = [reading.quote(x) for x in reading.evidence if emails(x.text)]
    open_now = [s for s in bundle.spots_in(reading, "outline") if not bundle.says(s.line.text, "promise")]
    quotes = [*lines[:1], *(s.quote() for s in open_now[:1])]
    return [("contact-only", quotes[0], reading.url)] if quotes else []


ELEMENTS = (channel, link)
