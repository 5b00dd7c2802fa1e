"""The mark in a province's folder that a night of all its agencies is still to be gone on with.

What runs at the start of the machine looks at it (``deploy/``). A night of some agencies, asked for by name, neither
makes it nor takes it away.
"""

from __future__ import annotations

from pathlib import Path

from crawler.store import Store

NAME = "nightly.unended"


def mark_unended(folder: Path, store: Store) -> None:
    """Make the mark true: it is there while a night of all agencies goes on or was cut off.

    Raises:
        StoreError: the database cannot be read. OSError: the mark cannot be written.
    """
    mark = folder / NAME
    if any(not night.asked for night in store.nights.unended()):
        mark.touch()
    else:
        mark.unlink(missing_ok=True)
