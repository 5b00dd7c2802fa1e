"""Pages that look like evidence and hold none: under construction, official wording only, a title and nothing else."""

from __future__ import annotations

from checks.reading import Reading

SHORT = 400
"""A page with less text than this, in characters, is hollow when it also says that it is being made."""

BARE = 25
"""A page with less own text than this, no links, pictures, forms or widgets in its content is an empty page."""


def is_login(reading: Reading) -> bool:
    """Does the page show nothing but a log-in form?"""
    asks = any(b.control == "password" and b.region == "main" for b in reading.controls)
    return asks and sum(len(x.text) for x in reading.main if x.block.kind != "heading") < SHORT


def hollow(reading: Reading) -> str:
    """Why the page proves nothing: ``hollow`` (being made, filler text, empty), ``wording-pasted``; empty if it may.

    Titles do not count as content: a page that holds its own heading alone is empty.
    """
    own = sum(len(line.text) for line in reading.evidence if line.block.kind != "heading")
    shows = any(b.region == "main" for b in [*reading.images, *reading.controls, *reading.widgets, *reading.links])
    if own < SHORT and reading.spots("book.hollow") and not any(b.kind == "cell" for b in reading.document.blocks):
        return "hollow"
    if reading.spots("book.filler"):
        return "hollow"
    if own < BARE and not shows:
        return "wording-pasted" if any(line.pasted for line in reading.main) else "hollow"
    return ""
