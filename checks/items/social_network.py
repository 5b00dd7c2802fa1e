"""The website links to the agency's own account on a social network, from any place on its pages.

Icons without words count by where they lead. Share buttons, the network's own front page, single posts and the accounts
of other bodies do not.
"""

from __future__ import annotations

import re

from checks.bundle import Bundle
from checks.evidence import TEXT_KINDS, Block
from checks.finding import met, unclear, unmet
from checks.reading import Reading
from checks.structure.social import Account, accounts, foreign_slug
from checks.thai.fold import fold
from checks.verdict import Finding, Quote

_ADDRESS = re.compile(
    r"(?:facebook\.com|fb\.com|youtube\.com|instagram\.com|twitter\.com|line\.me|tiktok\.com)/[\w.@%-]{3,}",
    re.IGNORECASE,
)


def own_page(bundle: Bundle) -> Finding:
    """A link to its own Facebook, Twitter, Instagram, LINE or YouTube."""
    others: list[Quote] = []
    posts: list[Quote] = []
    shares: list[Quote] = []
    for reading in bundle.readings:
        for account in accounts(reading):
            quote = _quote(account)
            if account.kind in ("share", "bare"):
                shares.append(quote)
            elif _is_others(bundle, account):
                others.append(quote)
            elif account.kind == "post":
                posts.append(quote)
            else:
                return met([quote])
    if posts:
        return unclear(bundle, "post-only", posts)
    lines = ((r, line) for r in bundle.readings for line in r.lines if not line.pasted)
    written = [r.quote(line) for r, line in lines if _ADDRESS.search(line.text)]
    if written:
        return unclear(bundle, "social-not-linked", written)
    code = "other-page" if others else "share-only" if shares else "not-found"
    return unmet(bundle, code)


def _quote(account: Account) -> Quote:
    words = f"{account.block.text} {account.block.href}".strip()
    return Quote(account.reading.url, words[:160], account.block.page, f"{account.block.region} {account.block.kind}")


def _is_others(bundle: Bundle, account: Account) -> bool:
    """Another body's account: the words of the link, or right beside it, name a parent body and not the agency."""
    own_name = bundle.site.case.agency.name
    words = " ".join((account.block.text, *_around(account.reading, account.block)))
    if bundle.says(words, "parent") and not bundle.says(own_name, "parent"):
        folded = fold(words)
        return not any(place in folded for place in bundle.site.names.places if len(place) > 1)
    return foreign_slug(bundle, account.name)


def _around(reading: Reading, block: Block) -> list[str]:
    """The text of the line that holds a link, or of its table row."""
    if block.table:
        return [
            b.text
            for b in reading.document.blocks
            if b.kind == "cell" and (b.page, b.table, b.row) == (block.page, block.table, block.row)
        ]
    lines = [b for b in reading.document.blocks if b.kind in TEXT_KINDS and b.region == block.region]
    return [b.text for b in lines if block.text and block.text in b.text and len(b.text) < len(block.text) * 4][:1]


ELEMENTS = (own_page,)
