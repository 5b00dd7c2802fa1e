"""The agency publishes its procurement notices of the year: invitations and results.

A notice is a page or document that names the work with money or dates, whatever list leads to it; terms of reference
and median prices belong to the invitations. A row or a section of a page that says as much is one too. A list that
names several notices of the year with their links counts where the notices themselves cannot be read here. The title
of a category without notices does not.
"""

from __future__ import annotations

from collections import Counter

from checks.bundle import Bundle
from checks.finding import met, refuted, unclear, unmet
from checks.structure.notices import (
    LISTED,
    Entry,
    Passage,
    entries,
    is_notice,
    names_work,
    passages,
    result_rows,
    tells,
    title_of,
)
from checks.thai.periods import years
from checks.verdict import Finding, Quote


def _kind(bundle: Bundle, text: str) -> str:
    """What kind of notice a title names; results quote the words of the invitation, not the other way round."""
    if bundle.says(text, "elsewhere", "cancelled"):
        return ""
    return "result" if bundle.says(text, "result") else "invitation" if bundle.says(text, "invitation") else ""


def _said(bundle: Bundle, entry: Entry) -> str:
    """The kind of a listed notice: what it says itself, else what the list says of it."""
    own = _kind(bundle, title_of(entry.member.reading)) if entry.member is not None else ""
    return own or _kind(bundle, entry.text) or _kind(bundle, entry.heading)


def _gathered(bundle: Bundle, kind: str) -> tuple[list[Quote], list[Quote], list[Quote]]:
    """Notices of a kind: read and of the year, of another year, named in a list only."""
    proof: list[Quote] = []
    other: list[Quote] = []
    listed: list[Quote] = []
    found = entries(bundle)
    owners = Counter(entry.quote.url for entry in found)
    for entry in found:
        told = is_notice(bundle, entry.member.reading) if entry.member is not None else []
        if _said(bundle, entry) != kind:
            continue
        if entry.right_year is False:
            other.append(entry.quote)
        elif entry.member is not None and told:
            proof += [entry.quote, entry.member.reading.quote(told[0])]
        elif entry.opened and names_work(bundle, entry.text):
            listed.append(entry.quote)
    for reading in bundle.readings:
        told = is_notice(bundle, reading)
        # A list of notices is none itself: its entries were looked at one by one.
        if told and owners[reading.url] < LISTED and _kind(bundle, title_of(reading)) == kind:
            dated = {h.year for h in years(title_of(reading)) if h.kind in ("fiscal", "date")}
            (proof if not dated or bundle.fiscal_year in dated else other).append(reading.quote(told[0]))
    for passage in passages(bundle, lambda text: bool(_kind(bundle, text))):
        if _kind(bundle, passage.label) == kind and tells(bundle, passage):
            (other if _dated_elsewhere(bundle, passage) else proof).append(passage.quote)
    return proof + (result_rows(bundle, bundle.readings) if kind == "result" else []), other, listed


def _dated_elsewhere(bundle: Bundle, passage: Passage) -> bool:
    dated = {h.year for h in years(f"{passage.label} {passage.text}") if h.kind in ("fiscal", "date")}
    return bool(dated) and bundle.fiscal_year not in dated


def _notices(bundle: Bundle, kind: str) -> Finding:
    proof, other, listed = _gathered(bundle, kind)
    if proof or len(listed) >= LISTED:
        return met(proof or listed)
    if listed:
        return unclear(bundle, "only-titles", listed)
    stated = bundle.spots("none")
    if stated:
        return unclear(bundle, "none-stated", stated)
    return refuted(bundle, "other-year", other) if other else unmet(bundle)


def invitations(bundle: Bundle) -> Finding:
    """Invitations, with terms of reference and median prices."""
    return _notices(bundle, "invitation")


def results(bundle: Bundle) -> Finding:
    """Results: who was selected."""
    return _notices(bundle, "result")


ELEMENTS = (invitations, results)
