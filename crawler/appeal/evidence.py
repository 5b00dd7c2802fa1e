"""The evidence that an appeal file carries for an item: what was fetched where its quotes stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from checks.evidence import Document
from checks.links import url_key
from checks.verdict import ItemVerdict, Quote
from crawler.appeal.manifest import as_read, fetched
from crawler.appeal.verify import pieces
from crawler.read.kinds import kind_of
from crawler.store import Store
from crawler.store.manifests import Answer

SUFFIXES = {"html": ".html.txt", "text": ".txt", "pdf": ".pdf"}
"""Suffixes of copies by what they are; they come from a stranger's server, so that all others open with nothing."""

PNG = b"\x89PNG\r\n\x1a\n"


class Place(msgspec.Struct, frozen=True):
    """Where a quote stands. stands_in: fingerprint of the text, empty where none has it; pieces: of how many pieces."""

    stands_in: str = ""
    pieces: int = 0


class Evidence:
    """What a run fetched and the store still keeps."""

    def __init__(self, store: Store, run_id: str) -> None:
        self._store = store
        self._by_address: defaultdict[str, list[Answer]] = defaultdict(list)
        for answer in store.manifests.answers(run_id):
            for address in {url_key(answer.document.url), url_key(answer.document.final_url)}:
                self._by_address[address].append(answer)
        self._texts: dict[str, str] = {}

    def of(self, verdict: ItemVerdict) -> tuple[list[Answer], dict[Quote, Place]]:
        """The answers on which a verdict rests, each once, and where each of its quotes stands."""
        quotes = [quote for element in verdict.elements for quote in element.finding.quotes]
        found = {id(one): one for url in (verdict.url, *(q.url for q in quotes)) for one in self._at(url)}
        places: dict[Quote, Place] = {}
        for quote in dict.fromkeys(quotes):
            answer, places[quote] = self._place(quote)
            if answer is not None:
                found[id(answer)] = answer
        return list(found.values()), places

    def text(self, document: Document) -> str:
        """The text of a document as it was read, reckoned once."""
        key = fetched(Answer(document, 0, ()))["text"]
        return self._texts.setdefault(key, as_read(document).decode())

    def copy(self, sha256: str) -> tuple[str, bytes]:
        """Name and bytes of the copy of a body; both empty where it was pruned."""
        body = self._store.body(sha256)
        return (f"copies/{sha256}{suffix_of(body)}", body) if body else ("", b"")

    def _place(self, quote: Quote) -> tuple[Answer | None, Place]:
        """The text in which a quote stands with the fewest pieces: that of its page, else of a picture on the page."""
        own = self._at(quote.url)
        for answers in (own, list(self._pictures(own))):
            counted = [(count, answer) for answer in answers if (count := self._pieces(quote, answer))]
            if counted:
                count, answer = min(counted, key=lambda one: one[0])
                return answer, Place(fetched(answer)["text"], count)
        return None, Place()

    def _pieces(self, quote: Quote, answer: Answer) -> int:
        return pieces(quote.text, self.text(answer.document))

    def _pictures(self, answers: list[Answer]) -> Iterator[Answer]:
        """Pictures that stand on pages, as far as they were read: their words are quoted as the page's."""
        shown = dict.fromkeys(
            url_key(block.href)
            for answer in answers
            for block in answer.document.blocks
            if block.kind == "image" and block.href
        )
        for address in shown:
            yield from self._by_address.get(address, ())

    def _at(self, url: str) -> list[Answer]:
        return self._by_address.get(url_key(url), []) if url else []


def suffix_of(body: bytes) -> str:
    """The suffix of a copy's name: neutral, so that nothing in it runs when it is opened."""
    return ".png" if body.startswith(PNG) else SUFFIXES.get(kind_of(body), ".bin")
