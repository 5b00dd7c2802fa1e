"""What ``-O items.jsonl`` writes: one lean record for every address asked for, without bodies."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Answered:
    """An address that answered with content.

    state: whether blocks could be read from it, and if not, why. reason: why it was asked for. depth: steps from the
    start page. fetched_at: ISO time in UTC.
    """

    url: str
    final_url: str
    status: int
    content_type: str
    fetched_at: str
    sha256: str
    title: str
    state: str
    reason: str
    depth: int
    referrer: str


@dataclass(frozen=True, slots=True)
class PageItem(_Answered):
    """An HTML page."""

    type: str = "page"


@dataclass(frozen=True, slots=True)
class DocumentItem(_Answered):
    """A file: PDF, spreadsheet, letter, image."""

    type: str = "document"


@dataclass(frozen=True, slots=True)
class FailureItem:
    """An address that gave no evidence: cause, whose doing it is (``site``, ``network``, ``us``), and details.

    remedy: what to do about it, in Thai, as the report says it.
    """

    url: str
    cause: str
    owner: str
    remedy: str
    detail: str
    status: int
    fetched_at: str
    reason: str
    depth: int
    referrer: str
    attempts: int = 1
    type: str = "failure"
