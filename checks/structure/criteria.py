"""What states a rule of personnel work, and what only names one.

Words of the item used: the fields, ``<field>_label``, ``rule``, ``norm``, ``criteria`` (names of papers that hold
rules), ``general`` (the whole subject), ``record`` (a person's record, weighed in another field),
``applicant``, ``promise``, ``done``, ``foreword``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from checks.bundle import Bundle, Member
from checks.reading import Line, Reading, Spot
from checks.structure.labels import starts
from checks.structure.papers import papers
from checks.thai.dates import dates

FIELDS = ("recruitment", "appointment", "development", "appraisal", "reward")

RIVALS = frozenset({"hr_policy", "hr_action", "hr_results"})

SENTENCE = 40
"""A line shorter than this only names a rule; a longer one states it."""

FEW = 2
"""A paper whose title names so many fields at most is about those alone."""

RULE = 30
"""Behind a label a rule may be shorter."""

LABEL = 60

OPENING = 16
"""So many letters may stand before a label: its number, a word like "the"."""

BODY = 300
"""A paper of criteria with so much text below its cover holds them, in whatever words."""

ALL_NAMED = 3
"""A line that names so many fields, and demands nothing, is a list of them."""

_COLON = re.compile(r"[:：]")
_NUMBER = re.compile(r"^\W*(?:[^\W\d]{2,8}\s+)?[\d\u0e50-\u0e59]{1,2}(?:[.)]|\s)")


def members_of(bundle: Bundle) -> list[Member]:
    """The members that may state criteria: no policy, no report, and nothing that is only linked from the same page.

    A linked paper must be called criteria, a law or a field of them, by itself or by its link.
    """
    kept = papers(bundle, RIVALS).readings
    found = []
    for member in bundle.members:
        reading = member.reading
        words = [reading.cover_text, *(m.words for m in member.mentions if m.region == "main")]
        called = any(bundle.says(text, "criteria", *FIELDS) for text in words)
        if reading in kept and (reading is bundle.root or member.named or called):
            found.append(member)
    return found


def front(bundle: Bundle, reading: Reading) -> list[Line]:
    """The lines of the cover that say what a paper is: those before its first rule."""
    if reading.cover and reading.cover[0].block.kind == "heading":
        return [line for line in reading.cover if line.block.kind == "heading"]
    first = (n for n, x in enumerate(reading.cover) if n and (_NUMBER.match(x.text) or bundle.says(x.text, "norm")))
    return reading.cover[: next(first, len(reading.cover))]


def fields_of(bundle: Bundle, reading: Reading) -> set[str]:
    """The fields that a paper says it is about, on its cover or in its own title."""
    texts = [reading.document.title, *(line.text for line in front(bundle, reading))]
    return {field for field in FIELDS if any(names(bundle, text, field) for text in texts)}


def names(bundle: Bundle, text: str, field: str) -> bool:
    """Does a title name the field? The title of the whole subject names none, though it has words of one."""
    return bundle.says(text, field) and not bundle.says(text, "general")


def spots_of(bundle: Bundle, reading: Reading, purpose: str) -> list[Spot]:
    """Where the words of a field stand below the cover, not inside the name of the whole subject or of a record."""
    inside = {line.index for line in body(bundle, reading)}
    found = (s for s in bundle.spots_in(reading, purpose) if s.line.index in inside)
    records = [s.match for s in bundle.spots_in(reading, "record")]
    found = (s for s in found if not any(m.start < s.match.end and s.match.start < m.end for m in records))
    return [s for s in found if not bundle.says(_around(s), "general")]


def _around(spot: Spot) -> str:
    at = spot.match.start - spot.line.start
    return spot.line.text[max(0, at - OPENING) : spot.match.end - spot.line.start + OPENING]


def body(bundle: Bundle, reading: Reading) -> list[Line]:
    """The evidence of a paper below its cover, without its foreword; all of it on a page."""
    if reading.is_page:
        return reading.evidence
    cover = {line.index for line in front(bundle, reading)}
    pages = {line.block.page for line in reading.main if bundle.says(line.text, "foreword") and len(line.text) <= LABEL}
    return [x for x in reading.evidence if x.index not in cover and (not x.block.page or x.block.page not in pages)]


def holds_rules(bundle: Bundle, lines: Sequence[Line]) -> bool:
    """Is there a rule in these lines, or text enough to be some?"""
    told = [x for x in lines if x.block.kind != "heading" and not bundle.says(x.text, "promise")]
    ruled = any(len(x.text) >= RULE and bundle.says(x.text, "norm", "rule") for x in told)
    return ruled or sum(len(x.text) for x in told) >= BODY


def states(bundle: Bundle, spot: Spot, purpose: str, *, own: bool, special: bool) -> bool:
    """Does the line of a spot, or what stands below it, state a rule of the field rather than name one?

    special: the paper is about another field; only a section that begins with this one speaks of it.
    """
    line, reading = spot.line, spot.reading
    if not speaks(bundle, line, purpose) or bundle.is_link_text(reading, line):
        return False
    if special and not (starts(spot) and (line.block.kind == "heading" or len(line.text) <= LABEL)):
        return False
    if len(line.text) >= SENTENCE and bundle.says(line.text, "rule") and not only_names(bundle, line):
        return True
    near, length = below(bundle, reading, line, purpose)
    # Under a heading of the field on a page of criteria, what is written is the rule, whatever it is called.
    return length >= SENTENCE and (own or bundle.says(" ".join([line.text, *(x.text for x in near)]), "rule"))


def labelled(bundle: Bundle, reading: Reading, purpose: str) -> Spot | None:
    """A label of the field in everyday words, with a rule behind or below it, on a page of criteria."""
    for spot in bundle.spots_in(reading, purpose, f"{purpose}_label"):
        line = spot.line
        head = len(_COLON.split(line.text, maxsplit=1)[0])
        behind = line.text[spot.match.end - line.start :]
        at = spot.match.start - line.start
        label = at <= OPENING or len(line.text) <= LABEL or at < head <= LABEL
        if not label or bundle.is_link_text(reading, line) or not speaks(bundle, line, purpose):
            continue
        near, length = below(bundle, reading, line, purpose) if len(line.text) <= LABEL else ([], 0)
        text = " ".join([behind, *(x.text for x in near)])
        if max(len(behind), length) >= RULE and bundle.says(text, "norm", "rule"):
            return spot
    return None


def below(bundle: Bundle, reading: Reading, line: Line, purpose: str) -> tuple[list[Line], int]:
    """The lines below a line that may be its rule, and how much they say; names of other fields say nothing."""
    after = [x for x in reading.after(line, 2) if x.block.region == "main" and x.block.kind != "heading"]
    after = [x for x in after if not bundle.is_link_text(reading, x) and not only_names(bundle, x)]
    after = [x for x in after if speaks(bundle, x, purpose)]
    listed = line.block.kind == "heading" and all(x.block.kind == "item" for x in after)
    lengths = [len(x.text) for x in after]
    return after, sum(lengths) if listed else max(lengths, default=0)


def only_names(bundle: Bundle, line: Line) -> bool:
    """Is a line the mere name of a field, a list of fields, or the official wording?"""
    bare = not bundle.says(line.text, "norm")
    short = len(line.text) <= LABEL and bundle.says(line.text, *FIELDS)
    listed = sum(bundle.says(line.text, field) for field in FIELDS) >= ALL_NAMED
    return line.pasted or (bare and (short or listed))


def speaks(bundle: Bundle, line: Line, purpose: str) -> bool:
    """May a line state a rule: no news, no promise of one, no condition that applicants must meet?"""
    text = line.text
    if bundle.says(text, "promise"):
        return False
    if bundle.says(text, "applicant") and purpose not in ("recruitment", "appointment"):
        return False
    told = any(hit.day for hit in dates(text)) or bundle.says(text, "done")
    return not told or bundle.says(text, "norm", "rule")
