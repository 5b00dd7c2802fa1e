"""What it means for a verdict that something named by the evidence could not be read."""

from __future__ import annotations

from collections.abc import Sequence

from checks.bundle import Unread
from checks.elsewhere import recognise
from checks.evidence import GONE
from checks.verdict import Finding, Quote, Status

STRENGTH = {Status.MET: 0, Status.UNCLEAR: 1, Status.UNREACHABLE: 2, Status.UNMET: 3, Status.BROKEN: 4}
"""Which of several answers tells most about an element, the smallest first."""


def unread_finding(unread: Sequence[Unread], looked: tuple[str, ...]) -> Finding:
    """What things that could not be read mean: dead links are gaps, the rest is never the agency's gap."""
    status, code, thing = min((_meaning(u) for u in unread), key=lambda m: STRENGTH[m[0]])
    quotes = (Quote(thing.url, thing.text or thing.url),)
    return Finding(status, code, quotes, looked or (thing.url,), {"cause": thing.cause, "url": thing.url})


def _meaning(unread: Unread) -> tuple[Status, str, Unread]:
    if unread.cause in ("empty", "damaged"):
        # No person's browser or reader opens these either (labelling rules): as good as a dead link.
        return Status.UNMET, unread.cause, unread
    if unread.url.lower().startswith("file:"):
        return Status.UNMET, "link-dead", unread  # kept on the disk of whoever made the page
    if unread.cause == "login":
        return Status.UNREACHABLE, "unreachable" if recognise(unread.url) is None else "sign-in", unread
    if unread.failure is None:
        # Our limit or a reader that is missing here is our doing; what was opened and cannot be read is for a person.
        ours = unread.cause in ("limit", "reader-missing")
        return Status.UNREACHABLE if ours else Status.UNCLEAR, unread.cause, unread
    if unread.cause in GONE:
        return Status.UNMET, "link-dead", unread
    return Status.UNREACHABLE, "unreachable", unread
