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
from checks.structure.names_and_terms import names as spans
from checks.structure.posts import names_another
from checks.structure.social import Account, accounts, foreign_slug
from checks.verdict import Finding, Quote

_ADDRESS = re.compile(
    r"(?:facebook\.com|fb\.com|youtube\.com|instagram\.com|twitter\.com|line\.me|tiktok\.com)/[\w.@%-]{3,}",
    re.IGNORECASE,
)


CREDIT = 24
"""Letters before a link in which it is called that of the website's maker."""

_FRAME = frozenset({"header", "footer", "side"})


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
            elif account.kind == "post" or spans(account.block.text):  # a person's account may be private
                posts.append(quote)
            else:
                return met([quote])
    framed = _in_frame(bundle)
    if framed is not None:
        return met([framed])
    if posts:
        return unclear(bundle, "post-only", posts)
    lines = ((r, line) for r in bundle.readings for line in r.lines if not line.pasted)
    written = [r.quote(line) for r, line in lines if _ADDRESS.search(line.text)]
    if written:
        return unclear(bundle, "social-not-linked", written)
    code = "other-page" if others else "share-only" if shares else "not-found"
    return unmet(bundle, code)


def _in_frame(bundle: Bundle) -> Quote | None:
    """An own account in the head, foot or side column of another page of the site, where no link was submitted."""
    if bundle.basis == "submitted":
        return None
    for reading in bundle.site.readings:
        if reading.is_page and bundle.site.is_own(reading.url) and reading not in bundle.readings:
            found = (a for a in accounts(reading) if a.kind == "page" and a.block.region in _FRAME)
            own = next((a for a in found if not _is_others(bundle, a)), None)
            if own is not None:
                return _quote(own)
    return None


def _quote(account: Account) -> Quote:
    words = f"{account.block.text} {account.block.href}".strip()
    return Quote(account.reading.url, words[:160], account.block.page, f"{account.block.region} {account.block.kind}")


def _is_others(bundle: Bundle, account: Account) -> bool:
    """Another body's account: the words of the link, or right beside it, name a parent body and not the agency."""
    names = bundle.site.names
    own_name = f"{bundle.site.case.agency.name} {names.called}"
    words = " ".join((account.block.text, *_around(account.reading, account.block)))
    if bundle.says(words, "parent") and not bundle.says(own_name, "parent"):
        return not names.within(words)
    if names_another(bundle, account.block.text) or _is_makers(bundle, account):
        return True
    return foreign_slug(bundle, account.name)


def _is_makers(bundle: Bundle, account: Account) -> bool:
    """The account of who made the website: its words say so, or those just before it in its line."""
    text = account.block.text
    if bundle.site.names.within(text):
        return False
    if bundle.says(text, "maker"):
        return True
    holding = (
        b.text
        for b in account.reading.document.blocks
        if text and b.kind in TEXT_KINDS and b.region == account.block.region and text in b.text
    )
    return any(bundle.says(words[: words.index(text)][-CREDIT:], "maker") for words in holding)


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
