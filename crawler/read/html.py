"""The HTML reader: one parse of a page gives its title and blocks."""

from __future__ import annotations

import msgspec

from checks.evidence import TEXT_KINDS, Block, DocumentState
from crawler.read.address import Resolver, refresh_target
from crawler.read.div_tables import tabulate
from crawler.read.flow import Flow
from crawler.read.lines import collapse
from crawler.read.tree import Tree
from crawler.read.viewers import complete

READER = "html/5"

SHELL_LETTERS = 60
"""A page with scripts, fewer letters than this and nothing to follow is an empty shell that a script would fill."""


class Page(msgspec.Struct, frozen=True):
    """What the reader found in a page."""

    title: str
    blocks: tuple[Block, ...]
    state: DocumentState


def read_html(text: str, url: str, encoding: str = "utf-8") -> Page:
    """Blocks of a page whose own address is ``url`` and which was sent in ``encoding``.

    The state is ``no-text`` for a shell that only scripts would fill, ``empty`` where there is nothing at all.
    """
    tree = Tree(text)
    tabulate(tree)
    resolve = Resolver(url, tree.base, encoding)
    blocks = Flow(tree, resolve).run()
    for content in tree.refresh:
        if (target := refresh_target(content)) and (href := resolve(target)):
            blocks.insert(0, Block("link", "", href=href))
    state = _state(blocks, tree.scripts)
    if state != "read":
        with_noscript = Flow(tree, resolve, noscript=True).run()
        # A hint to switch scripts on is no content: the page stays a shell unless there is something to follow.
        blocks = with_noscript if len(with_noscript) > len(blocks) else blocks
        state = "read" if _leads_on(blocks) else state
    blocks, state = complete(tree, resolve, url, blocks, state)
    return Page(title=collapse([tree.title]), blocks=tuple(blocks), state=state)


def _state(blocks: list[Block], scripts: int) -> DocumentState:
    letters = sum(len(block.text) for block in blocks if block.kind in TEXT_KINDS)
    if _leads_on(blocks) or (letters and not scripts) or letters >= SHELL_LETTERS:
        return "read"
    return "no-text" if scripts or letters else "empty"


def _leads_on(blocks: list[Block]) -> bool:
    """Something to follow, see or fill in besides text."""
    return any(b.kind in ("link", "image", "control") or (b.kind == "widget" and b.href) for b in blocks)
