"""The agency publishes its own plan of more than one year, in force in the year, with strategies, goals and indicators.

The years the plan runs for stand on its cover, in its title, on the link to it or beside its name; a plan for one year
is none, whatever long plan it refers to. The parent body's plan never serves.
"""

from __future__ import annotations

from checks.bundle import Bundle, Member
from checks.finding import met, refuted, unclear, unmet
from checks.owner import is_damaged
from checks.reading import Reading, Spot
from checks.thai.periods import YearHit, covers, years
from checks.verdict import Finding, Quote, Status

SUBSTANCE = 600
"""So much own text makes a plan more than its name."""

FRONT = 8
"""A plan says in its first lines for which years it is."""

DETAILS = ("strategy", "goal", "indicator")


def plan(bundle: Bundle) -> Finding:
    """A plan of more than one year."""
    own = [m for m in bundle.members if not _is_parents(bundle, m)]
    if not own and bundle.members:
        return unmet(bundle, "other-agency")
    named: list[Quote] = []
    for member in own:
        spanned = _span(bundle, member)
        if spanned is None:
            continue
        if _has_substance(bundle, member.reading):
            return met([spanned, *bundle.spots_in(member.reading, "strategy")[:1]])
        named.append(spanned)
    if named:
        # The page only names the plan; where the paper it leads to is another body's, there is none of its own.
        others = any(code == "other-agency" for _, code, _ in bundle.set_aside)
        return refuted(bundle, "other-agency", named) if others else unclear(bundle, "plan-named-only", named)
    for member in own:
        if bundle.says(_title(member), "annual") or _single_year(member):
            return unmet(bundle, "one-year-plan")
    unsaid = [m.reading for m in own if m.named and len(_details(bundle, m.reading)) > 1]
    if unsaid:
        first = unsaid[0]
        cover = [first.quote(line) for line in first.cover[:1]]
        return unclear(bundle, "range-unclear", cover or [Quote(first.url, first.document.title)])
    return unmet(bundle)


def details(bundle: Bundle) -> Finding:
    """Strategy or approach, goals, indicators."""
    whole = plan(bundle)
    if whole.status is Status.UNMET:
        return whole
    best: dict[str, Spot] = {}
    for member in bundle.members:
        if _is_parents(bundle, member) or (_span(bundle, member) is None and _single_year(member)):
            continue
        found = _details(bundle, member.reading)
        best = found if len(found) > len(best) else best
    missing = [k for k in DETAILS if k not in best]
    if not missing:
        return met(best.values())
    if len(missing) == 1:
        return unclear(bundle, "details-partial", best.values(), {"missing": bundle.item.words[missing[0]][0]})
    return unmet(bundle)


def _details(bundle: Bundle, reading: Reading) -> dict[str, Spot]:
    """One spot for each kind of detail, outside headings of the page that only repeat the plan's name."""
    found: dict[str, Spot] = {}
    for kind in DETAILS:
        for spot in bundle.spots_in(reading, kind):
            if bundle.says(spot.line.text, "title") and len(spot.line.text) < SUBSTANCE // 4 and kind == "strategy":
                continue
            found.setdefault(kind, spot)
    return found


def _title(member: Member) -> str:
    lines = [line.text for line in member.reading.cover[:6]]
    return " ".join([member.reading.document.title, *lines, *(m.text for m in member.mentions[:3])])


def _spans(text: str) -> list[YearHit]:
    return [h for h in years(text) if h.kind == "range" and h.end_year > h.year]


def _span(bundle: Bundle, member: Member) -> Quote | None:
    """Where the plan says that it runs for several years, the year assessed among them."""
    reading = member.reading
    first = [x for x in reading.evidence[:FRONT] if bundle.says(x.text, "plan_word")] if member.given else []
    for line in (*reading.cover, *first, *(s.line for s in bundle.spots_in(reading, "title"))):
        whole = line in reading.cover or not bundle.says(_title(member), "annual")
        spanned = any(covers(h, bundle.fiscal_year) for h in _spans(line.text))
        if (
            spanned
            and whole
            and not bundle.says(line.text, "near")
            and not _names_parent(bundle, line.text, damaged=is_damaged(reading))
        ):
            return reading.quote(line)
    texts = [reading.document.title, *(m.words for m in member.mentions)]
    text = next((t for t in texts if any(covers(h, bundle.fiscal_year) for h in _spans(t))), "")
    if text and not bundle.says(_title(member), "annual"):
        return Quote(reading.url, text[:160])
    long = [line for line in reading.cover if bundle.says(line.text, "years_long")]
    return reading.quote(long[0]) if long and bundle.fiscal_year in _all_years(reading) else None


def _all_years(reading: Reading) -> set[int]:
    named = years("\n".join(line.text for line in reading.evidence[:200]))
    return {y for h in named if h.kind != "noise" for y in range(h.year, max(h.end_year, h.year) + 1)}


def _single_year(member: Member) -> bool:
    hits = [h for h in years(_title(member)) if h.kind in ("fiscal", "plain", "range")]
    return bool(hits) and not any(h.kind == "range" for h in hits) and len({h.year for h in hits}) == 1


def _has_substance(bundle: Bundle, reading: Reading) -> bool:
    return bool(_details(bundle, reading)) or reading.main_length >= SUBSTANCE


def _is_parents(bundle: Bundle, member: Member) -> bool:
    """Does the cover, or the first line with a range of years, name another body and not the agency's place or name?"""
    title = _title(member) if not member.reading.is_page else " ".join(x.text for x in member.reading.cover)
    ranged = next((x.text for x in member.reading.evidence[:FRONT] if _spans(x.text)), "")
    if member.reading.is_page and ranged and _names_parent(bundle, ranged):
        return True
    return _names_parent(bundle, title, damaged=is_damaged(member.reading))


def _names_parent(bundle: Bundle, title: str, *, damaged: bool = False) -> bool:
    names = bundle.site.names
    own = {phrase.strip("|") for phrase in bundle.phrases(f"{bundle.site.case.agency.name} {names.called}", "parent")}
    said = bundle.phrases(title, "parent")
    # "ของกรม" on a department's plan is the department itself; a ministry's plan is not.
    others = {phrase for phrase in said if not any(kind in phrase for kind in own)}
    return bool(others) and not names.within(title, damaged=damaged)


ELEMENTS = (plan, details)
