"""What stands on most pages of a site is its frame, not the content of any of them.

Old vendor templates mark nothing: menus, counters, today's date and the contact block are table cells like the
content itself. What repeats from page to page gives them away on every template.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from checks.evidence import Block, Document

LEAST_PAGES = 6
"""On a smaller site nothing repeats often enough to tell."""

SHARE = 0.35
"""A block on so large a share of the pages is frame."""

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
    return (block.kind, block.text, block.href)


def _reframed(page: Document, frame: Iterable[_Key]) -> Document:
    framed = [b.region == "main" and _key(b) in frame for b in page.blocks]
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
