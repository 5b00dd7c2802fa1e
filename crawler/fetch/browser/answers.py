"""What a page in the browser asks for, and the answers that are kept for the next page."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable

import msgspec

KEPT_BYTES = 32 * 1024 * 1024
"""Scripts and style sheets kept for the pages to come; the bundle of a large application has some 5 MB."""


class Answer(msgspec.Struct, frozen=True):
    """An answer to a GET: status, headers with lower-case names, decompressed body. Status 0: there is none."""

    status: int
    headers: dict[str, str]
    body: bytes


Fetch = Callable[[str, dict[str, str]], Awaitable[Answer]]
"""Fetches an address with request headers. Failures are answers with status 0; it raises nothing."""

FAILED = Answer(0, {}, b"")


class Kept:
    """Answers by address, the longest unused go first when there are more than ``most`` bytes."""

    def __init__(self, most: int = KEPT_BYTES) -> None:
        self._most = most
        self._bytes = 0
        self._answers: OrderedDict[str, Answer] = OrderedDict()

    def get(self, url: str) -> Answer | None:
        """The answer that is kept for an address."""
        answer = self._answers.get(url)
        if answer is not None:
            self._answers.move_to_end(url)
        return answer

    def put(self, url: str, answer: Answer) -> None:
        """Keep an answer; one that alone fills a quarter of the room is not kept."""
        if len(answer.body) > self._most // 4 or url in self._answers:
            return
        self._answers[url] = answer
        self._bytes += len(answer.body)
        while self._bytes > self._most:
            _, dropped = self._answers.popitem(last=False)
            self._bytes -= len(dropped.body)
