"""What stands on most pages of a site is its frame, not the content of any of them.

Old vendor templates mark nothing: menus, counters, today's date and the contact block are table cells like the
content itself. What repeats from page to page gives them away on every template.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

import msgspec

from checks.evidence import TEXT_KINDS, Block, Document

LEAST_PAGES = 6
"""On a smaller site nothing repeats often enough to tell."""

SHARE = 0.35
"""A block on so large a share of the pages is frame."""

HEAD_ROWS = 3
"""The headers of monthly tables repeat from page to page like a frame, and are none."""

COUNTED = 15
"""Shorter lines with figures are content as often as counters; so are years, dates and numbers of two digits."""

SHARE_OF_COUNTERS = 0.7
"""A short line with another figure on so large a share of the pages ("วันนี้ 49") is a counter."""

_FIGURES = re.compile(r"\b(?!25\d\d\b)(?:\d{1,3}(?:,\d{3})+|\d{3,})\b")
_ANY_FIGURES = re.compile(r"\b(?!25\d\d\b)\d[\d,]*\b")

_Key = tuple[str, str, str]
T = TypeVar("T")


def without_frame(documents: Sequence[Document], keep: str) -> list[Document]:
    """The documents with the repeated main blocks of their pages moved to header, side or footer.

    keep: address of the home page, whose blocks stay as they are: there the frame is the content.
    """
    pages = [d for d in documents if d.kind == "page" and d.state == "read"]
    if len(pages) < LEAST_PAGES:
        return list(documents)
    main = [[b for b in page.blocks if b.region == "main"] for page in pages]
    counters = _often(({_counter(b) for b in blocks} for blocks in main), SHARE_OF_COUNTERS * len(pages)) - {""}
    counts = [Counter(_key(b, counters) for b in blocks) for blocks in main]
    often = _often(counts, SHARE * len(pages))
    if not often:
        return list(documents)
    # How often a block stands in the frame: a page that shows it once more says it of itself, as its title.
    frame = {key: min(count[key] for count in counts if key in count) for key in often}
    return [_reframed(d, frame, counters) if d.kind == "page" and d.final_url != keep else d for d in documents]


def _often(pages: Iterable[Iterable[T]], least: float) -> set[T]:
    """What stands on so many pages at least, however often on each."""
    seen = Counter(thing for page in pages for thing in set(page))
    return {thing for thing, count in seen.items() if count >= max(LEAST_PAGES - 1, least)}


def _counter(block: Block) -> str:
    """A short line without its figures; empty for other blocks."""
    short = block.kind == "paragraph" and len(block.text) < COUNTED
    return _ANY_FIGURES.sub("#", block.text) if short and _ANY_FIGURES.search(block.text) else ""


def _key(block: Block, counters: AbstractSet[str]) -> _Key:
    """Counters and clocks change from page to page: figures in a line of words make no difference."""
    counter = _counter(block)
    if counter and counter in counters:
        return (block.kind, counter, block.href)
    words = _FIGURES.sub("#", block.text) if block.kind == "paragraph" and len(block.text) >= COUNTED else block.text
    return (block.kind, words, block.href)


def _reframed(page: Document, frame: Mapping[_Key, int], counters: AbstractSet[str]) -> Document:
    keys = [_key(b, counters) for b in page.blocks]
    framed = [b.region == "main" and key in frame for b, key in zip(page.blocks, keys, strict=True)]
    _free_titles(page, keys, frame, framed)
    tabled = _rows_with_own_cells(page, framed)
    framed = [f and not _of_own_table(b, tabled) for f, b in zip(framed, page.blocks, strict=True)]
    if not any(framed):
        return page
    own = [n for n, b in enumerate(page.blocks) if b.region == "main" and not framed[n]]
    first, last = (own[0], own[-1]) if own else (len(framed), len(framed))
    blocks = tuple(
        msgspec.structs.replace(b, region="header" if n < first else "footer" if n > last else "side")
        if framed[n]
        else b
        for n, b in enumerate(page.blocks)
    )
    return msgspec.structs.replace(page, blocks=blocks)


def _free_titles(page: Document, keys: Sequence[_Key], frame: Mapping[_Key, int], framed: list[bool]) -> None:
    """Where a page says a block once more than the frame does, the one nearest to its content is its own."""
    places: dict[_Key, list[int]] = {}
    for n, block in enumerate(page.blocks):
        if framed[n] and block.kind in TEXT_KINDS:
            places.setdefault(keys[n], []).append(n)
    own = [n for n, b in enumerate(page.blocks) if b.region == "main" and not framed[n] and b.kind in TEXT_KINDS]
    for key, found in places.items():
        for _ in range(len(found) - frame[key]):
            if own:
                nearest = min(found, key=lambda n: min(abs(n - o) for o in own))
                framed[nearest] = False
                found.remove(nearest)


def _rows_with_own_cells(page: Document, framed: Sequence[bool]) -> dict[int, set[int]]:
    """Data tables that hold something of the page's own, with the rows that do."""
    rows: dict[int, set[int]] = {}
    for block, frame in zip(page.blocks, framed, strict=True):
        if block.kind == "cell" and block.region == "main" and not frame:
            rows.setdefault(block.table, set()).update(range(block.row, block.row + max(1, block.rowspan)))
    return rows


def _of_own_table(block: Block, tabled: dict[int, set[int]]) -> bool:
    own = tabled.get(block.table) if block.kind == "cell" else None
    return own is not None and (block.row <= HEAD_ROWS or block.row in own)
