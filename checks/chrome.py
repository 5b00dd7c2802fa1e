"""What stands on most pages of a site is its frame, not the content of any of them.

Old vendor templates mark nothing: menus, counters, today's date and the contact block are table cells like the
content itself. What repeats from page to page gives them away on every template.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from checks.evidence import Block, Document

LEAST_PAGES = 6
"""On a smaller site nothing repeats often enough to tell."""

SHARE = 0.35
"""A block on so large a share of the pages is frame."""

HEAD_ROWS = 3
"""The headers of monthly tables repeat from page to page like a frame, and are none."""

COUNTED = 15
"""Shorter lines with figures are content as often as counters."""

_FIGURES = re.compile(r"\d[\d,.]*")

_Key = tuple[str, str, str]


def without_frame(documents: Sequence[Document], keep: str) -> list[Document]:
    """The documents with the repeated main blocks of their pages moved to header, side or footer.

    keep: address of the home page, whose blocks stay as they are: there the frame is the content.
    """
    pages = [d for d in documents if d.kind == "page" and d.state == "read"]
    if len(pages) < LEAST_PAGES:
        return list(documents)
    seen = Counter(key for page in pages for key in {_key(b) for b in page.blocks if b.region == "main"})
    frame = {key for key, count in seen.items() if count >= max(LEAST_PAGES - 1, SHARE * len(pages))}
    if not frame:
        return list(documents)
    return [_reframed(d, frame) if d.kind == "page" and d.final_url != keep else d for d in documents]


def _key(block: Block) -> _Key:
    """Counters and clocks change from page to page: figures in a line of words make no difference."""
    words = _FIGURES.sub("#", block.text) if block.kind == "paragraph" and len(block.text) >= COUNTED else block.text
    return (block.kind, words, block.href)


def _reframed(page: Document, frame: Iterable[_Key]) -> Document:
    framed = [b.region == "main" and _key(b) in frame for b in page.blocks]
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
