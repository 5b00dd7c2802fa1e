"""The agency's website offers a service or transaction within its duties that needs no visit, and links to it.

An online request form, booking, registration or payment counts, on the page or kept by a form service. Forms to print
and bring in, complaints, opinions, questions and the staff's own systems do not. A system on another website, behind a
login or on a chat account is for a person to look at.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met, unclear, unmet
from checks.reading import Reading
from checks.structure.channels import Offer, dead, elsewhere, is_file, offers, reached, read_target, says_any
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
            if offer.kind in ("form", "survey"):
                if offer.writes and _asks_for_service(bundle, offer):
                    return met([offer.quote()]), offer
                strange = True
            elif offer.kind == "service" and _serves(bundle, offer):
                return met([offer.quote()]), offer
            elif offer.kind in ("page", "contact") and reading is not bundle.home and _own_words(bundle, offer):
                code = "contact-only" if offer.kind == "contact" else "external-system"
                if read_target(bundle, offer) is None and (
                    offer.kind == "contact" or elsewhere(bundle, offer) or bundle.site.case.limits
                ):
                    doubtful.append((code, offer.quote(), offer.block.href))
        if reading is not bundle.home and _login(reading) and bundle.spots_in(
            reading, "request"
        ):
            doubtful.append(("login-needed", bundle.spots_in(reading, "request")[0].quote(), reading.url))
    if doubtful:
        code, quote, url = doubtful[0]
        return unclear(bundle, code, [quote], {"url": url}), None
    printed = any(is_file(b.href) for r in bundle.readings for b in r.main_links)
    return unmet(bundle, "forms-to-print" if printed else "other-form" if strange else "not-found"), None


def _login(reading: Reading) -> bool:
    return any(b.control == "password" for b in reading.controls if b.region == "main")


def _asks_for_service(bundle: Bundle, offer: Offer) -> bool:
    """Nearest words first: the heading just above the form or its labels must ask for a service, and nothing else."""
    if offer.reading is bundle.home:  # news stand close together there: only its own words and its heading name a form
        texts = (offer.own, *offer.names[1:][-1:])
        return says_any(lambda t: bundle.says(t, "request") and not bundle.says(t, "other"), texts)
    nearest = (*offer.near, offer.own, *offer.names[-1:])
    if says_any(lambda t: bundle.says(t, "other"), (*offer.names[-1:], *offer.near[-1:])) and not says_any(
        lambda t: bundle.says(t, "request") and not bundle.says(t, "other"), offer.names[-1:]
    ):
        return False
    return says_any(lambda t: bundle.says(t, "request"), (*nearest, *offer.choices, *offer.names))


def _serves(bundle: Bundle, offer: Offer) -> bool:
    own = offer.own or " ".join(offer.near)
    if bundle.says(own, "other"):
        return False
    return bundle.says(own, "request") or says_any(lambda t: bundle.says(t, "request"), (*offer.near, *offer.names))


def _own_words(bundle: Bundle, offer: Offer) -> bool:
    text = offer.own if len(offer.own) > 3 else " ".join(offer.near)  # noqa: PLR2004 - an icon says nothing
    return bundle.says(text, "request") and bundle.says(text, "online") and not bundle.says(text, "other")


ELEMENTS = (online_service, link)
