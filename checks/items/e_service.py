"""The agency's website offers a service or transaction within its duties that needs no visit, and links to it.

An online request form, booking, registration or payment counts, on the page or kept by a form service. Forms to print
and bring in, complaints, opinions, questions, lists of people who attend and the staff's own systems do not. A system
on another website, behind a login or on a chat account is for a person to look at.
"""

from __future__ import annotations

from collections.abc import Sequence

from checks.bundle import Bundle
from checks.finding import met, unclear, unmet
from checks.reading import Reading
from checks.structure.channels import (
    Offer,
    dead,
    elsewhere,
    forms_behind,
    is_file,
    offers,
    reached,
    read_target,
    says_any,
)
from checks.verdict import Finding, Quote, Status


def online_service(bundle: Bundle) -> Finding:
    """An online service within the agency's duties."""
    return _judge(bundle)[0]


def link(bundle: Bundle) -> Finding:
    """The way to it from the main website."""
    finding, offer = _judge(bundle)
    if finding.status is not Status.MET or offer is None:
        return finding
    way = reached(bundle, offer)
    return (
        met([way])
        if way is not None
        else unclear(bundle, "external-system", finding.quotes, {"url": offer.reading.url})
    )


def _judge(bundle: Bundle) -> tuple[Finding, Offer | None]:
    doubtful: list[tuple[str, Quote, str]] = []
    strange = False
    for reading in bundle.readings:
        for offer in offers(reading):
            if dead(bundle, offer) or offer.comment:
                continue
            if _is_service(bundle, offer):
                return met([offer.quote()]), offer
            strange = strange or offer.kind in ("form", "survey")
            doubtful += _doubt(bundle, offer)
        asked = bundle.spots_in(reading, "request")
        if asked and reading is not bundle.home and _login(reading):
            doubtful.append(("login-needed", asked[0].quote(), reading.url))
    if doubtful:
        code, quote, url = doubtful[0]
        return unclear(bundle, code, [quote], {"url": url}), None
    printed = any(is_file(b.href) for r in bundle.readings for b in r.main_links)
    return unmet(bundle, "forms-to-print" if printed else "other-form" if strange else "not-found"), None


def _is_service(bundle: Bundle, offer: Offer) -> bool:
    if offer.kind == "form":
        return _asks_for_service(bundle, offer)
    return offer.kind == "service" and _serves(bundle, offer)


def _doubt(bundle: Bundle, offer: Offer) -> list[tuple[str, Quote, str]]:
    """Chat accounts and systems that could not be read, where their own words offer a service."""
    if offer.kind not in ("page", "contact") or offer.reading is bundle.home or not _own_words(bundle, offer):
        return []
    outside = offer.kind == "contact" or elsewhere(bundle, offer) or bundle.site.cut_short
    if not outside or read_target(bundle, offer) is not None:
        return []
    return [("contact-only" if offer.kind == "contact" else "external-system", offer.quote(), offer.block.href)]


def _login(reading: Reading) -> bool:
    return any(b.control == "password" for b in reading.controls if b.region == "main")


def _asks_for_service(bundle: Bundle, offer: Offer) -> bool:
    """Does the form ask for a service? What stands nearest to it decides; a form for something else is none."""
    heading = offer.names[1:][-1:]
    if any(bundle.says(t, "event") and not _beyond_enrolling(bundle, t) for t in (*heading, *offer.near[-2:])):
        return False
    # On a home page news stand close together: only a form's own words and its heading name it.
    local = (offer.own,) if offer.reading is bundle.home else (offer.own, *offer.near[-2:])
    asks, other = _both(bundle, local)
    if other and not asks:
        return False
    head_asks, head_other = _both(bundle, heading)
    if head_other and not head_asks:
        return False
    if offer.reading is bundle.home:
        return asks or head_asks
    return asks or head_asks or _both(bundle, (*offer.near, *offer.choices, *offer.names))[0]


def _beyond_enrolling(bundle: Bundle, text: str) -> bool:
    """Does a text ask for more than to be put on the list of an event?"""
    return bool(bundle.phrases(text, "request") - bundle.phrases(text, "enrol"))


def _requests(bundle: Bundle, text: str) -> bool:
    """Does a text ask for a service? Where it speaks of something else, the mere name of such services does not."""
    asked = bundle.phrases(text, "request")
    return bool(asked - bundle.phrases(text, "generic") if bundle.says(text, "other") else asked)


def _both(bundle: Bundle, texts: Sequence[str]) -> tuple[bool, bool]:
    """Is a service asked for in one of the texts, and does one of them speak of something else?"""
    asks = says_any(lambda t: _requests(bundle, t), texts)
    return asks, says_any(lambda t: bundle.says(t, "other"), texts)


def _serves(bundle: Bundle, offer: Offer) -> bool:
    own = offer.own or " ".join(offer.near)
    if bundle.says(own, "other"):
        return False
    asked = [t for form in forms_behind(bundle, offer) for t in (*form.names, *form.near)]
    return says_any(lambda t: bundle.says(t, "request"), (own, *offer.near, *offer.names, *asked))


def _own_words(bundle: Bundle, offer: Offer) -> bool:
    text = offer.own if len(offer.own) > 3 else " ".join(offer.near)  # noqa: PLR2004 - an icon says nothing
    return bundle.says(text, "request") and bundle.says(text, "online") and not bundle.says(text, "other")


ELEMENTS = (online_service, link)
