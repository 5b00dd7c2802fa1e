"""What the crawl of an agency remembers of earlier runs: answers that may still hold, readings of same bytes."""

from __future__ import annotations

import hashlib
import logging
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from checks.elsewhere import recognise
from crawler.read import READERS, archives
from crawler.store import StoreError
from crawler.store.moments import bangkok_now

if TYPE_CHECKING:
    from checks.evidence import Document
    from crawler.store import Store
    from crawler.store.revisits import Answer

logger = logging.getLogger(__name__)

_SURE = frozenset(f"{name}/{version}" for name, version in READERS.items()) - {archives.READER}
"""Readers whose name tells all that the blocks depend on; what an archive gives depends on the readers of its files."""


class Memory:
    """Another agency's answers are never used: its own pages may stand behind the same address with other words.

    days: an answer counts for so long after its content last came whole; 0: nothing is remembered. Trouble with the
    database is no answer; whoever writes to it will say what is wrong.
    """

    def __init__(self, store: Store, agency: str, run_id: str, days: float) -> None:
        self._store = store
        self._agency = agency
        self._run = run_id
        self._days = days
        self._answers: dict[str, Answer] | None = None

    def answer(self, url: str) -> Answer | None:
        """What exactly this address answered, with the content that is still kept."""
        if self._answers is None:
            self._answers = self._load()
        return self._answers.get(urldefrag(url).url)

    def body(self, sha256: str) -> bytes:
        """The bytes of an answer; empty where they are gone or damaged."""
        try:
            body = self._store.body(sha256)
        except StoreError as error:
            logger.warning("%s", error)
            return b""
        return body if hashlib.sha256(body).hexdigest() == sha256 else b""

    def reading(self, body: bytes, final_url: str, content_type: str) -> Document | None:
        """What today's readers made of the same bytes from the same address; its ``url`` is empty."""
        if not self._days:
            return None
        try:
            sha256 = hashlib.sha256(body).hexdigest()
            return self._store.revisits.reading(sha256, final_url, content_type, _SURE)
        except StoreError as error:
            logger.warning("%s", error)
            return None

    def _load(self) -> dict[str, Answer]:
        if not self._days:
            return {}
        since = bangkok_now() - timedelta(days=self._days)
        try:
            answers = self._store.revisits.answers(self._agency, but=self._run, since=since)
        except StoreError as error:
            logger.warning("%s", error)
            return {}
        # What services keep is filed under the link, and was sent by another address.
        return {url: answer for url, answer in answers.items() if recognise(url) is None}
