"""From a case and a rubric to verdicts: pure, deterministic, never a guess."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from urllib.parse import urldefrag

from msgspec.structs import replace

from checks.attempt import Attempt, attempt
from checks.bundle import Bundle, Unread, build, may_belong, together
from checks.day import Day
from checks.evidence import GONE, Case
from checks.links import url_key
from checks.locate import MAX_CANDIDATES, Candidate, candidates, unnamed
from checks.owner import site_name
from checks.reading import Reading
from checks.rubric import BY_HAND
from checks.rubric.schema import Item, Rubric
from checks.score import score
from checks.sections import at_anchor, of_item
from checks.site import Site
from checks.unread import unread_finding
from checks.verdict import ElementVerdict, Finding, ItemVerdict, Judgement, Status, item_answer

LONG_PAGE = 3
"""A page with so many headings may keep several items one below the other."""

LOOK_AT = 3
"""So many candidates are shown to the person who looks where no check exists."""

MISLED = frozenset({"wrong-period", "other-paper", "other-agency", "plan-only"})
"""Codes of papers that are not what the item asks for, whatever leads to them."""

FIRST_HALF_OVER = (4, 1)
"""Month and day on which the first six months of a fiscal year are over (it begins on 1 October)."""


def judge(case: Case, rubric: Rubric) -> Judgement:
    """Judge every item of the book.

    The same case, rubric and code give the same judgement; nothing outside them is asked.
    """
    day = Day(case.as_of)
    site = Site(replace(case, as_of=day), rubric)
    verdicts = _verdicts(site, rubric.items.values())
    ordered = tuple(verdicts[name] for name in rubric.items)
    oit, indicators = score(rubric, ordered)
    name = case.agency.name or (site_name(site.home.document.title) if site.home is not None else "")
    return Judgement(
        agency=case.agency.code,
        agency_name=name,
        fiscal_year=rubric.year,
        as_of=case.as_of,
        rubric=f"{rubric.year}/{rubric.digest[:12]}",
        items=ordered,
        oit=oit,
        indicators=indicators,
        holds=day.holds,
    )


def judge_items(case: Case, rubric: Rubric, names: Iterable[str]) -> dict[str, ItemVerdict]:
    """Judge some items alone (and what they lean on): the verdicts that the whole judgement gives them.

    names: ``O2``, ``O37`` … For whoever asks the same question of many cases that differ in little.
    """
    items = [rubric.items[name] for name in names]
    leaned = [rubric.items[item.leans_on] for item in items if item.leans_on]
    return _verdicts(Site(case, rubric), {item.item: item for item in (*leaned, *items)}.values())


def _verdicts(site: Site, items: Iterable[Item]) -> dict[str, ItemVerdict]:
    verdicts: dict[str, ItemVerdict] = {}
    bundles: dict[str, Bundle] = {}
    for item in sorted(items, key=lambda i: (bool(i.leans_on), i.number)):
        verdict, chosen = _Bench(site, item, bundles.get(item.leans_on)).verdict()
        verdicts[item.item] = verdict
        if chosen is not None:
            bundles[item.item] = chosen
    return verdicts


class _Bench:
    """One item before the judge: the submitted link first, then the whole site."""

    def __init__(self, site: Site, item: Item, leaned: Bundle | None) -> None:
        self.site = site
        self.item = item
        self.leaned = leaned
        self.submitted = [s for s in site.case.submitted if s.item == item.item]

    def verdict(self) -> tuple[ItemVerdict, Bundle | None]:
        """The verdict and the bundle it rests on."""
        if self.item.item in self.site.case.exempt:
            facts = {"responsible": self.site.case.exempt[self.item.item]}
            return self._say(
                [Finding(Status.EXEMPT, "not-assigned", facts=facts)] * len(self.item.elements), None
            ), None
        ranked = candidates(self.site, self.item)
        if self.item.by_hand:
            return self._by_hand(ranked), None
        if self.submitted:
            return self._behind_link(ranked)
        chosen = self._best(ranked) if ranked else None
        if chosen is not None or not self._dead_row():  # a dead row says where it should stand: nothing stands there
            chosen = self._beyond(chosen)
        if chosen is None or not chosen.weight[0]:
            absent = self._absent()
            if chosen is None or absent.status is Status.UNREACHABLE:
                # What the agency or its links name for the item could not be opened, and nothing else carries it.
                return self._say([absent] * len(self.item.elements), None), None
        return self._say(chosen.findings, chosen, ranked=ranked, owes_link=True), chosen.bundle

    def _beyond(self, chosen: Attempt | None) -> Attempt | None:
        """What papers that nobody named make of the attempt with what is named."""
        if chosen is None or self._nothing_named(chosen):
            return self._told() or chosen
        if self.item.gather == "many" and 0 < chosen.weight[0] < len(self.item.elements):
            return self._joined(chosen)
        if self._row_misleads(chosen):
            return self._told(of_others=False) or chosen
        if self.item.gather == "any" and chosen.weight[0] < len(self.item.elements):
            return max(filter(None, (chosen, self._told())), key=lambda a: a.weight)
        return chosen

    def _by_hand(self, ranked: Sequence[Candidate]) -> ItemVerdict:
        """No check exists yet: a person must look, at what was submitted or at what is called by the item's words."""
        opened = [self.site.at(link.url) for link in self.submitted] or [c.reading for c in ranked[:LOOK_AT]]
        shown = [reading for reading in opened if reading is not None and reading.lines]
        quotes = tuple(r.quote(next(iter(r.cover or r.main), r.lines[0])) for r in shown)
        urls = tuple(dict.fromkeys([*(link.url for link in self.submitted), *(r.url for r in shown)]))
        finding = Finding(Status.UNCLEAR, BY_HAND, quotes, urls or (self.site.case.agency.url,))
        verdict = self._say([finding] * len(self.item.elements), None, ranked=ranked)
        return verdict if verdict.url or not shown else replace(verdict, url=shown[0].url, basis="site")

    def _behind_link(self, ranked: Sequence[Candidate]) -> tuple[ItemVerdict, Bundle | None]:
        opened = [self.site.at(link.url) for link in self.submitted]
        behind = [Candidate(r, "submitted", 0.0, "submitted link") for r in opened if r and not self._is_mere_home(r)]
        chosen = self._best(behind, pool=True) if behind else None
        findings = chosen.findings if chosen is not None else (self._lost_link(),) * len(self.item.elements)
        tried = {c.reading for c in behind}
        others = [c for c in ranked if c.reading not in tried]
        better_url = ""
        if others and any(f.status is not Status.MET for f in findings):
            elsewhere = self._best(others)
            known = {m.reading.url for m in chosen.bundle.members} if chosen is not None else set()
            findings, moved = self._moved(findings, elsewhere, known)
            better_url = elsewhere.bundle.root.url if moved and elsewhere.bundle.root is not None else ""
        verdict = self._say(findings, chosen, ranked=ranked, better_url=better_url)
        return verdict, chosen.bundle if chosen is not None else None

    def _moved(
        self, behind: Sequence[Finding], elsewhere: Attempt, known: AbstractSet[str]
    ) -> tuple[tuple[Finding, ...], bool]:
        """Gaps behind the submitted link whose evidence stands elsewhere stay gaps, with the better address.

        known: what was read behind the link; the same papers are no better without the page that names them.
        """
        findings = []
        url = elsewhere.bundle.root.url if elsewhere.bundle.root is not None else ""
        for here, there in zip(behind, elsewhere.findings, strict=True):
            new = any(quote.url not in known for quote in there.quotes)
            if here.status is Status.UNMET and there.status is Status.MET and new:
                facts = {**here.facts, "better_url": url or there.quotes[0].url, "reason": here.code}
                findings.append(Finding(Status.UNMET, "found-elsewhere", there.quotes, here.looked, facts))
            else:
                findings.append(here)
        return tuple(findings), any(f.code == "found-elsewhere" for f in findings)

    def _is_mere_home(self, reading: Reading) -> bool:
        return reading is self.site.home and not self.item.home

    def _lost_link(self) -> Finding:
        """No submitted link gave a page that can be judged."""
        unread = []
        for link in self.submitted:
            failure = self.site.failure_at(link.url)
            if failure is not None:
                unread.append(Unread(link.url, failure.cause, link.url, failure))
            elif self.site.at(link.url) is None:
                return Finding(Status.UNREACHABLE, "unreachable", (), (link.url,), {"cause": "limit", "url": link.url})
        urls = tuple(s.url for s in self.submitted)
        return unread_finding(unread, urls) if unread else Finding(Status.UNMET, "home-page", (), urls)

    def _best(self, ranked: Sequence[Candidate], *, pool: bool = False) -> Attempt:
        """The attempt that carries most of the item, the better-ranked first.

        Where an item's elements may be spread (and for several links submitted for one item), all candidates are
        also tried together.
        """
        ranked = [found for c in ranked[:MAX_CANDIDATES] for found in self._as_read(c)]
        bundles = [build(self.site, self.item, c.reading, c.basis, leaned=self.leaned) for c in ranked]
        attempts = [attempt(b, c.rank, c.reasons) for b, c in zip(bundles, ranked, strict=True)]
        if len(bundles) > 1 and (pool or self.item.gather == "many"):
            attempts.append(attempt(together(bundles), reasons="together"))
        return max(attempts, key=lambda a: a.weight)

    def _as_read(self, candidate: Candidate) -> list[Candidate]:
        """A page as a whole, and the item's own section of a long one: at an anchor, or under a heading.

        Where the agency's index leads several items to places of their own on one page, the section alone.
        """
        page = candidate.reading
        if not page.is_page or not page.readable or candidate.basis == "content":
            return [candidate]
        item, lexicon, key = self.item.item, self.site.lexicon, url_key(page.url)
        rows = self.site.index_rows.get(item, ())
        links = [*(row.url for row in rows), *(s.url for s in self.submitted)]
        wanted = {urldefrag(url).fragment for url in links if url_key(url) == key} - {""}
        section = at_anchor(page, wanted, self.site.anchors.get(key, set()) | wanted, lexicon) if wanted else page
        if section is not page and self._shared_by_anchor(key):
            return [replace(candidate, reading=section, reasons=f"{candidate.reasons}; section")]
        if section is page and len(page.headings) >= LONG_PAGE:
            named = [m.text for m in self.site.mentions_of(page) if item in self.site.identifier.items(m.words)]
            section = of_item(page, item, self.site.identifier, [*(row.text for row in rows), *named], lexicon)
        if section is page:
            return [candidate]
        return [candidate, replace(candidate, reading=section, reasons=f"{candidate.reasons}; section")]

    def _shared_by_anchor(self, key: str) -> bool:
        """Do index rows of several items lead to different places of the page, each item to one of its own?"""
        rows = [row for found in self.site.index_rows.values() for row in found if url_key(row.url) == key]
        places = {row.item: urldefrag(row.url).fragment for row in rows}
        return len(places) > 1 and all(places.values()) and len(set(places.values())) == len(places)

    def _nothing_named(self, chosen: Attempt) -> bool:
        """Does what is called by the item's words say nothing of how this agency calls its own evidence?

        Another agency's paper, and the home page where it was only tried.
        """
        tried = not chosen.weight[0] and self.site.home is not None and chosen.bundle.root is self.site.home
        return tried or all(f.code == "other-agency" for f in chosen.findings)

    def _row_misleads(self, chosen: Attempt) -> bool:
        """Does the agency's index lead to a paper of another time or kind, and its words to nothing else?"""
        return chosen.bundle.basis == "index" and all(f.code in MISLED for f in chosen.findings)

    def _dead_row(self) -> bool:
        """Does the agency's own index name pages for the item that are all gone?"""
        rows = self.site.index_rows.get(self.item.item, ())
        failures = [self.site.failure_at(row.url) for row in rows]
        return bool(rows) and all(f is not None and f.cause in GONE for f in failures)

    def _told(self, *, of_others: bool = True) -> Attempt | None:
        """Papers that nobody named: believed where they carry most of the item.

        of_others: also those to which the agency's index leads for other items.
        """
        every = [row for rows in self.site.index_rows.values() for row in rows]
        lists = {row.source for row in every}
        taken = set() if of_others else {url_key(row.url) for row in every}
        found = [c for c in unnamed(self.site, self.item) if c.reading.url not in lists]
        found = [c for c in found if url_key(c.reading.url) not in taken]
        told = self._best(found) if found else None
        if told is None or told.findings[0].status is not Status.MET:
            return None  # the first element is what the item is about
        return told if told.weight[0] * 2 >= len(self.item.elements) else None

    def _joined(self, named: Attempt) -> Attempt:
        """What is named together with what is told: elements may be spread over papers with and without a name."""
        told = self._told()
        if told is None:
            return named
        joined = attempt(together([named.bundle, told.bundle]), reasons="together with unnamed papers")
        return max(named, joined, key=lambda a: a.weight)

    def _absent(self) -> Finding:
        """No candidate at all: links that spoke of the item and failed, else not found where everything was read."""
        unread, pending = [], ""
        for row in self.site.index_rows.get(self.item.item, ()):
            failure = self.site.failure_at(row.url)
            if failure is not None:
                unread.append(Unread(failure.url, failure.cause, row.text, failure))
        for key, mentions in self.site.mentions.items():
            said = next((m for m in mentions if self.item.item in self.site.identifier.items(m.text)), None)
            if said is None:
                continue
            failure = self.site.failures.get(key)
            if failure is not None:
                unread.append(Unread(failure.url, failure.cause, said.text, failure))
            elif self.site.cut_short and key not in self.site.fetched and self._may_be_ours(key):
                pending = said.text
        if unread:
            return unread_finding(unread, ())
        if pending or not any(r.readable for r in self.site.readings):
            failure = self.site.failure_at(self.site.case.agency.url)
            cause = "limit" if pending else failure.cause if failure is not None else "empty"
            url = self.site.case.agency.url
            return Finding(Status.UNREACHABLE, "unreachable", (), (url,), {"cause": cause, "url": url})
        looked = tuple(r.url for r in self.site.readings[:5])
        scans = [r for r in self.site.readings if not r.readable and r.document.layer.unread]
        if scans:
            return Finding(
                Status.UNCLEAR, "scans-unread", (), tuple(r.url for r in scans[:5]), {"count": str(len(scans))}
            )
        count = str(len(self.site.readings))
        return Finding(Status.UNMET, "not-found", (), looked, {"count": count})

    def _may_be_ours(self, key: str) -> bool:
        """What stands on another body's pages was not left out by our limits: it was never to be read."""
        return may_belong(f"//{key}", f"//{url_key(self.site.case.agency.url)}")

    def _say(
        self,
        findings: Sequence[Finding],
        chosen: Attempt | None,
        *,
        ranked: Sequence[Candidate] = (),
        better_url: str = "",
        owes_link: bool = False,
    ) -> ItemVerdict:
        findings = [self._due(f) for f in findings]
        status, code, facts = item_answer(findings)
        elements = tuple(
            ElementVerdict(self.item.item, e.no, e.key, f) for e, f in zip(self.item.elements, findings, strict=True)
        )
        root = chosen.bundle.root if chosen is not None else None
        url = root.url if root is not None else self.submitted[0].url if self.submitted else ""
        return ItemVerdict(
            item=self.item.item,
            check_name=self.item.check,
            status=status,
            code=code,
            elements=elements,
            url=url,
            better_url=better_url,
            basis=chosen.bundle.basis if chosen is not None else "submitted" if self.submitted else "none",
            owes_link=owes_link,
            facts=facts,
            considered=tuple((c.reading.url, f"{c.rank:.0f}: {c.reasons}") for c in ranked[:MAX_CANDIDATES]),
        )

    def _due(self, finding: Finding) -> Finding:
        """Before the first half-year is over, what is not there yet is no gap (house rules, ``as_of``)."""
        if self.item.period != "first-half" or finding.status is not Status.UNMET:
            return finding
        month, day = FIRST_HALF_OVER
        over = f"{self.site.case.fiscal_year - 543}-{month:02d}-{day:02d}"
        if self.site.case.as_of >= over or finding.code == "month-missing":
            return finding
        return Finding(Status.UNCLEAR, "not-due-yet", finding.quotes, finding.looked, finding.facts)
