"""An activity of the year that builds honesty and ethics among the staff, run by the agency itself.

Training, pledges, talks, honesty shops and the like that took place count; plans, codes of ethics, camps for pupils and
ordinary celebrations do not. Where staff only attended another body's event, the second element is unmet.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met, refuted, unclear, unmet
from checks.reading import Reading
from checks.structure.deeds import Passage, passages, when
from checks.structure.hosts import by_another, hosts, organised
from checks.structure.papers import titles
from checks.verdict import Finding, Status

OTHER_PAPERS = frozenset(
    {"hr_criteria", "hr_policy", "integrity_measures", "integrity_plan", "laws", "risk_assessment", "work_manual"},
)

LEAST = 20
SENTENCE = 28


def honesty(bundle: Bundle) -> Finding:
    """An activity that builds honesty and ethics."""
    told = _told(bundle)
    events = [p for p in told if "act" in p.said]
    ethic = [p for p in told if _ethical(bundle, p) and len(p.text) >= SENTENCE]
    ethic = [p for p in ethic if any(e.reading is p.reading for e in events)]
    if not ethic:
        titled = [s for s in bundle.spots("ethic") if any(e.reading is s.reading for e in events)]
        titled = [s for s in titled if not _about_scores(bundle, s.line.text)]
        if not titled or not events:
            return refuted(bundle, "not-ethics", [events[0].quote()]) if events else unmet(bundle, "no-activity")
        return met([titled[0], events[0].quote()]) if _for_staff(events) else _outside(bundle, events)
    readings = {p.reading for p in ethic}
    if not _for_staff([p for p in told if p.reading in readings]):
        return _outside(bundle, ethic)
    first = next((p for p in ethic if "act" in p.said), ethic[0])
    return met([first.quote(), *(e.quote() for e in events if e.reading is first.reading and e is not first)][:3])


def own(bundle: Bundle) -> Finding:
    """Run by the agency itself."""
    events = [p for p in _told(bundle) if "act" in p.said]
    if not events:
        return unmet(bundle, "no-activity")
    foreign: list[Passage] = []
    ours, theirs = organised(bundle, events)
    if ours:
        return met(ours)
    if theirs and any("attend" in p.said for p in events):
        return refuted(bundle, "attended-only", theirs)
    for passage in events:
        ran = hosts(bundle, passage)
        if any(ran):
            return met([passage.quote()])
        foreign += [passage] if ran else []
    if foreign:
        return refuted(bundle, "attended-only", [p.quote() for p in foreign])
    return _held(bundle, events)


def _held(bundle: Bundle, events: list[Passage]) -> Finding:
    """Whose event it was, where no sentence says by whom it was run."""
    attended = [p for p in events if "attend" in p.said]
    ran = [p for p in events if "held" in p.said and p not in attended]
    held = [p.quote() for p in ran if not by_another(bundle, p)]
    if ran and not held:
        return refuted(bundle, "other-agency", [p.quote() for p in ran])
    if not held:
        titles = [line for p in attended for line in p.reading.headings if bundle.says(line.text, "held")]
        held = [attended[0].reading.quote(line) for line in titles]
    if held:
        return met(held)
    sent = [p for p in attended if "sent" in p.said or "other_body" in p.said]
    if sent:
        return refuted(bundle, "attended-only", [p.quote() for p in sent])
    if honesty(bundle).status is Status.UNMET:  # whoever ran what is no such activity
        return refuted(bundle, "not-ethics", [p.quote() for p in events])
    return unclear(bundle, "host-unclear", [p.quote() for p in events])


def _outside(bundle: Bundle, told: list[Passage]) -> Finding:
    return refuted(bundle, "not-staff", [told[0].quote()])


def _told(bundle: Bundle) -> list[Passage]:
    """What the readings tell of the year; where some are about ethics, the others do not count, and plans never do."""
    readings = [m.reading for m in bundle.members if m.named or m.given or _tells_a_day(bundle, m.reading)]
    readings = [r for r in readings if not _is_plan(bundle, r) and not _is_other_paper(bundle, r)]
    about = [r for r in readings if any(_ethical(bundle, p) for p in passages(bundle, r, SENTENCE))]
    return [
        p
        for reading in about or readings
        for p in passages(bundle, reading, LEAST)
        if when(bundle, p.text) is not False
        and not ("planned" in p.said and when(bundle, p.text) is None)
        and not bundle.is_link_text(reading, p.line)
    ]


def _ethical(bundle: Bundle, passage: Passage) -> bool:
    return "ethic" in passage.said and not _about_scores(bundle, passage.text)


def _about_scores(bundle: Bundle, text: str) -> bool:
    """Is it work on openness or on the scores of the assessment, whose name holds words of ethics?"""
    return bundle.says(text, "assessment") and bundle.phrases(text, "ethic") <= bundle.phrases(text, "openness")


def _tells_a_day(bundle: Bundle, reading: Reading) -> bool:
    """Does a paper that nobody calls an activity date one in the year?"""
    return any("act" in p.said and when(bundle, p.text) for p in passages(bundle, reading, LEAST))


def _is_other_paper(bundle: Bundle, reading: Reading) -> bool:
    """Does a paper call itself by the name of a plan, of rules or of an assessment of risks?"""
    named = {item for text in titles(bundle, reading) for item in bundle.site.identifier.items(text)}
    checks = {bundle.site.rubric.items[item].check for item in named}
    return bundle.item.item not in named and bool(checks & OTHER_PAPERS)


def _is_plan(bundle: Bundle, reading: Reading) -> bool:
    """Does a paper call itself a plan or a code of ethics, and not what came of one?"""
    said = " ".join(titles(bundle, reading))
    code = bundle.says(said, "code_paper") and not bundle.says(said, "act")
    return (code or bundle.says(said, "plan_paper")) and not bundle.says(said, "report_paper")


def _for_staff(told: list[Passage]) -> bool:
    return any("staff" in p.said for p in told) or not any("outsiders" in p.said for p in told)


ELEMENTS = (honesty, own)
