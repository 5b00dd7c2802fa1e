"""The agency's policy says that no executive, officer or member of staff accepts gifts, and the present head made it.

A statement of the policy or a report that it was proclaimed counts; a bare title or headline, a slogan, the rules on
gifts, a form, a requirement or an explanation, other bodies' and companies' policies do not. Signed by a former head, a
deputy or the head of a unit, the second element is unmet.
"""

from __future__ import annotations

from collections.abc import Sequence

from checks.bundle import Bundle
from checks.finding import met, refuted, unclear, unmet
from checks.owner import is_damaged
from checks.reading import Reading
from checks.structure.deeds import Passage, passages
from checks.structure.heads import Person, former_heads, people, post_lines, posts, present_head
from checks.structure.names_and_terms import same
from checks.structure.posts import names_another
from checks.thai.fold import skeleton
from checks.verdict import Finding

NEAR = 6
"""Who is bound stands within so many lines of what is refused."""

SENTENCE = 60
"""A passage of this length says both by itself; a shorter one may be a title."""

LONG_NAME = 8
"""A name with so many letters is known without its marks."""

LEAST, BY, SAYS = 16, 14, 45


def policy(bundle: Bundle) -> Finding:
    """The policy: nobody in the agency accepts gifts."""
    own, alien = _stated(bundle)
    if own:
        return met([p.quote() for p in own])
    return refuted(bundle, "other-body", [p.quote() for p in alien]) if alien else unmet(bundle)


def by_head(bundle: Bundle) -> Finding:
    """It is the present top executive's."""
    own, _ = _stated(bundle)
    if not own:
        return unmet(bundle)  # a list that names the head is no policy of the head's
    readings = list(dict.fromkeys(p.reading for p in own))
    head = present_head(bundle)
    persons = [p for reading in readings for p in people(bundle, reading)]
    gone = _signed_by_former(bundle, persons)
    if gone is not None:
        return _by_former(bundle, gone)
    if head is not None:
        name = skeleton(head.name)
        seen = next((r for r in readings if any(name in skeleton(x.text) for x in r.main)), None)
        mine = [p for p in persons if same(p.name, head.name)]
        if mine or seen is not None:
            return met([p.quote() for p in mine] or [p.quote() for p in own[:1]])
    return _by_post(bundle, readings, persons, own)


def _by_post(bundle: Bundle, readings: Sequence[Reading], persons: Sequence[Person], own: Sequence[Passage]) -> Finding:
    """By the posts of those who signed or are named, where the present head's name is not there."""
    signed = [p for p in persons if p.signed and p.kind != "other"] or [p for p in persons if p.kind != "other"]
    tops = [p for p in signed if p.kind == "head"]
    if tops:
        return _by_top(bundle, tops[0])
    if any(p.kind == "acting" for p in signed):
        return unclear(bundle, "acting-head", [p.quote() for p in signed if p.kind == "acting"])
    if signed:
        return refuted(bundle, "lower-post", [signed[0].quote()], {"name": signed[0].name})
    spoken = [line for r in readings for line in post_lines(bundle, r) if line[1] == "head"]
    if spoken:
        return met([readings[0].quote(spoken[0][0])])
    announced = [p for p in own if _announced(bundle, p.text)]
    return met([p.quote() for p in announced]) if announced else unmet(bundle, "no-signer")


def _signed_by_former(bundle: Bundle, persons: Sequence[Person]) -> Person | None:
    """The former head who signed, unless the present one signed too: the head's name elsewhere is no signature."""
    head, gone = present_head(bundle), former_heads(bundle)
    signed = [p for p in persons if p.signed]
    if head is not None and any(p.kind == "head" and same(p.name, head.name) for p in signed):
        return None
    return next((p for p in signed if any(same(p.name, name) for name in gone)), None)


def _by_former(bundle: Bundle, person: Person) -> Finding:
    """Signed by one whom the site shows as a former head."""
    head = present_head(bundle)
    shown = [head.quote] if head is not None else []
    facts = {"name": person.name, "head": head.name if head is not None else "-"}
    return refuted(bundle, "former-head", [person.quote(), *shown], facts)


def _by_top(bundle: Bundle, person: Person) -> Finding:
    """Signed in the top post, but not by the person whom the site shows there now (if it shows one)."""
    head = present_head(bundle)
    if head is None:
        return met([person.quote()])
    if any(same(person.name, other) for other in head.others):
        facts = {"name": person.name, "head": head.name}
        return unclear(bundle, "head-unclear", [person.quote(), head.quote], facts)
    return _by_former(bundle, person)


def _stated(bundle: Bundle) -> tuple[list[Passage], list[Passage]]:
    """Passages that state the policy: the agency's own, and other bodies'."""
    own: list[Passage] = []
    alien: list[Passage] = []
    for reading in bundle.readings:
        told = [p for p in passages(bundle, reading, LEAST) if not _is_headline(bundle, reading, p)]
        who = [p for p in told if "who" in p.said and "binds" in p.said]
        for p in told:
            asked = "givers" in p.said and bundle.phrases(p.text, "refuse") <= bundle.phrases(p.text, "giving")
            if "refuse" not in p.said or "planned" in p.said or asked or bundle.says(p.line.text, "no_policy"):
                continue  # the public asked not to give is no staff that refuses
            bound = ({"who", "binds"} <= p.said and len(p.text) >= SENTENCE) or any(
                w.line is not p.line and abs(w.line.index - p.line.index) <= NEAR for w in who
            )
            if bound:
                (alien if _is_alien(bundle, reading, p) else own).append(p)
    return own, alien


def _is_headline(bundle: Bundle, reading: Reading, passage: Passage) -> bool:
    """Is it a link to a story, perhaps with its date behind it? What a list of stories calls them states nothing."""
    if bundle.is_link_text(reading, passage.line):
        return True
    links = (b.text for b in reading.main_links if b.text and b.text in passage.line.text)
    return any(2 * len(text) >= len(passage.line.text) for text in links)


def _is_alien(bundle: Bundle, reading: Reading, passage: Passage) -> bool:
    """Is the policy another body's: a company's, a ministry's, another agency's in the news?"""
    names, damaged = bundle.site.names, is_damaged(reading)
    partners = bundle.phrases(passage.text, "company") <= bundle.phrases(passage.text, "partner")
    if "company" in passage.said and not (partners and names.within(passage.text, damaged=damaged)):
        return True
    above = next((x.text for x in reversed(reading.headings) if x.index < passage.line.index), reading.document.title)
    for text in (passage.text, above):
        if names.within(text, damaged=damaged):
            return False
        if bundle.says(text, "outside", "company") or names_another(bundle, text):
            return True
    return False


def _announced(bundle: Bundle, text: str) -> bool:
    """Does a sentence say that the head proclaimed the policy, without a name?"""
    return any(
        bundle.says(text[max(0, post.start - BY) : post.start], "by")
        or bundle.says(text[post.end : post.end + SAYS], "announced")
        for post in posts(bundle, text)
        if post.kind == "head"
    )


ELEMENTS = (policy, by_head)
