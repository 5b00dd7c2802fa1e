"""What the frontier deals in: targets with the rank of who named them, limits, and the words it asks about."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Literal, Protocol

import msgspec

from checks.evidence import Document
from crawler.frontier.urls import host_and_port

DocumentKind = Literal["page", "document"]


class Words(Protocol):
    """What the frontier asks about texts and pages."""

    def item(self, text: str) -> str:
        """The item (``O7``) a link text speaks of most surely; empty for none."""

    def leads_to_index(self, text: str) -> bool:
        """Does a link text promise the agency's index of the items?"""

    def rows(self, document: Document) -> Sequence[tuple[str, str]]:
        """Item and address of each row, where the page is such an index; else nothing."""


class Rank(IntEnum):
    """Who named an address, first things first."""

    SUBMITTED = 0
    START = 1
    INDEX = 2
    ROW = 3
    MENU = 4
    WORDS = 5
    SITEMAP = 6  # behind the words: a sitemap of thousands of news posts must not eat the pages that name an item
    REST = 7
    PICTURE = 8


class Limits(msgspec.Struct, frozen=True):
    """How much of a site is read: link depth from the start page, pages, documents."""

    depth: int = 4
    pages: int = 500
    documents: int = 300


class Target(msgspec.Struct, frozen=True):
    """An address to ask for.

    url: as it was named, which is what evidence is filed under and found by; asked: as it is written in the request.
    reason: stable code, as ``submitted:O1``, ``row:O23``, ``menu``, ``words:O7``, ``link``. steps: how many further
    steps its content links may lead on foreign hosts. guess: page or document, by the look of the address.
    """

    url: str
    asked: str
    key: str
    rank: Rank
    depth: int
    reason: str
    referrer: str = ""
    guess: DocumentKind = "page"
    steps: int = 0
    attempt: int = 1

    @property
    def host(self) -> str:
        """Host and port that will be asked."""
        return host_and_port(self.asked)

    @property
    def named(self) -> bool:
        """Did the agency itself, or words about an item, point here? Then it is owed an answer even when not read."""
        return self.rank in (Rank.SUBMITTED, Rank.START, Rank.INDEX, Rank.ROW, Rank.WORDS)
