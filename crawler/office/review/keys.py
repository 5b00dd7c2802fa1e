"""What a verdict rests on, as a fingerprint that stays while the evidence stays.

Files count by their bytes. Pages count by what they say in their own content: visitor counters, clocks, frames and
tokens change from one night to the next and are no evidence. A home page brings news every day: there only the words
that were quoted count.
"""

from __future__ import annotations

import functools
import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from checks.evidence import GONE, Case, Document
from checks.links import url_key
from checks.site import OF_READING
from checks.thai.fold import fold
from checks.verdict import Finding, ItemVerdict
from crawler.office.review.steady import bare, lines_of

FRAME_PAGES = 3
"""A line that stands on so many other pages of the run is their frame."""

ABSENT = "absent"
"""Content of an address that was not asked for."""

SUBMITTED = "submitted-links"
"""Stands among the addresses for the links that were submitted for the item."""

FAILED = "failed:"
"""Begins the content of an address that gave no evidence; the cause follows."""


class Standing(msgspec.Struct, frozen=True):
    """How earlier evidence stands now: addresses that changed, and those that could not be opened to see."""

    changed: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()


class Contents:
    """What stands at the addresses of a run."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._home = url_key(case.agency.url)
        self._documents: dict[str, Document] = {}
        for document in case.documents:
            for url in (document.final_url or document.url, document.url):
                known = self._documents.get(url_key(url))
                if known is None or (known.state != "read" and document.state == "read"):
                    self._documents[url_key(url)] = document
        self._failures = {url_key(failure.url): failure.cause for failure in case.failures}

    def evidence(self, verdict: ItemVerdict, element_no: int, *, url: str = "", quote: str = "") -> dict[str, str]:
        """What an element's verdict (0: all of the item's) rests on: contents by address (`url_key`).

        The links submitted for the item stand under ``SUBMITTED``. A content is a fingerprint, ``failed:`` with its
        cause, or ``absent``. url, quote: where and in which words a person saw it, if elsewhere.
        """
        findings = [e.finding for e in verdict.elements if element_no in (0, e.element_no)]
        keys = dict.fromkeys(url_key(place) for place in self._places(verdict, findings, url))
        return {SUBMITTED: self._submitted(verdict.item)} | self._at(keys, _words(findings, url, quote))

    def standing(self, then: Mapping[str, str], now: Mapping[str, str]) -> Standing:
        """How the evidence of a decision stands in this run.

        then: as it was. now: what the verdict rests on today. What could not be opened is not known to have changed;
        meanwhile other addresses to which the machine turned do not count either.
        """
        present = {key: now[key] if key in now else self._content(key) for key in then}
        unseen = tuple(key for key in then if present[key] != then[key] and self._unseen(present[key]))
        changed = [key for key in then if key not in unseen and present[key] != then[key]]
        if not unseen:
            changed += [key for key in now if key not in then]
        return Standing(tuple(changed), unseen)

    def standing_since(
        self, old: Contents, decided: Mapping[str, str], verdict: ItemVerdict, element_no: int, *, url: str, quote: str
    ) -> Standing:
        """The same for another book or program than that of the decision: both runs are asked for what counts today.

        So a new version that looks elsewhere or quotes other words ends no decision. decided: what it rested on.
        """
        now = self.evidence(verdict, element_no, url=url, quote=quote)
        findings = [e.finding for e in verdict.elements if element_no in (0, e.element_no)]
        words = _words(findings, url, quote)
        then = old._at(dict.fromkeys([*now, *decided]), words) | {SUBMITTED: old._submitted(verdict.item)}
        return self.standing(then, now)

    def _places(self, verdict: ItemVerdict, findings: Sequence[Finding], url: str) -> Iterator[str]:
        submitted = [link.url for link in self._case.submitted if link.item == verdict.item]
        yield from filter(None, (url, verdict.url, verdict.better_url, *submitted))
        for finding in findings:
            yield from (quote.url for quote in finding.quotes)
            if verdict.url or submitted:  # else it only says that the whole site was looked through
                yield from finding.looked

    def _submitted(self, item: str) -> str:
        return _digest(sorted({url_key(link.url) for link in self._case.submitted if link.item == item}))

    def _at(self, keys: Iterable[str], words: Mapping[str, Collection[str]]) -> dict[str, str]:
        return {key: self._content(key, words.get(key, ())) for key in keys}

    def _content(self, key: str, words: Collection[str] = ()) -> str:
        """What stands at an address. words: folded, of quotes that count beyond the page's own content."""
        document = self._documents.get(key)
        if document is None:
            cause = self._failures.get(key)
            return f"{FAILED}{cause}" if cause is not None else ABSENT
        if document.kind == "document":
            return document.sha256
        home = key == self._home
        main = "" if home else "\n".join(line for line, _ in lines_of(document))
        text = "\n".join(fold(said) for block in document.blocks for said in (block.text, block.href)) if words else ""
        beyond = sorted({word for word in words if word in text and word not in main})
        return _digest([document.state, *beyond, *([] if home else self._own_lines(document))])

    def _unseen(self, content: str) -> bool:
        """Could it not be opened this time? What a run that was cut short did not ask for may stand as it was."""
        if content == ABSENT:
            return any(limit not in OF_READING for limit in self._case.limits)
        return content.startswith(FAILED) and content.removeprefix(FAILED) not in GONE

    def _own_lines(self, page: Document) -> list[str]:
        """Lines of a page without its frame."""
        return [steady for line, steady in lines_of(page) if self._pages_with[bare(line)] <= FRAME_PAGES]

    @functools.cached_property
    def _pages_with(self) -> Counter[str]:
        """On how many pages of the run a line stands, whatever its figures; lines of mere figures are not counted."""
        pages = {id(document): document for document in self._documents.values() if document.kind == "page"}
        seen = Counter(line for page in pages.values() for line in {bare(line) for line, _ in lines_of(page)})
        del seen[""]
        return seen


def _words(findings: Iterable[Finding], url: str, quote: str) -> dict[str, set[str]]:
    """Folded words by address that count where they stand, whatever else the page says: quotes and the person's own.

    Those in a page's own content change nothing: that counts as a whole.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for quoted in (quoted for finding in findings for quoted in finding.quotes):
        found[url_key(quoted.url)].add(fold(quoted.text.strip("…")))
    if quote:
        found[url_key(url)].add(fold(quote))
    return found


def evidence_key(agency: str, item: str, element_no: int, evidence: Mapping[str, str]) -> str:
    """One fingerprint for the whole evidence of an element (0: of the item) of an agency."""
    return _digest([agency, item, str(element_no), *(f"{key} {evidence[key]}" for key in sorted(evidence))])


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
