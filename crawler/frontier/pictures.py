"""Which pictures of a page are asked for: those that may carry its evidence, not photographs, banners and icons."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from urllib.parse import urlsplit

from checks.evidence import TEXT_KINDS, Block, Document
from checks.links import url_key
from crawler.frontier.urls import guess_kind

OWN_TEXT = 1500
"""Letters that no page before had; a page with more says in words what it has to say."""

NO_TEXT = 200
"""A page that says less than this in words says it in its pictures, whatever it is about."""

FEW = 2
"""A page with more pictures and hardly a word is an album."""

PICTURES_A_PAGE = 6
"""A page with more pictures than this is a gallery: only the first are asked for."""

_FIGURES = re.compile(r"\d[\d,.:]*")
_DECORATION = re.compile(
    r"(?:^|[-_. ])(?:icons?|logos?|banner|button|btn|bullet|arrow|spacer|avatar|captcha|counter|spinner|loading|emoji|"
    r"smiley|favicon)\d*(?:[-_. ]|$)|"
    r"^(?:new|line|bg|background|blank|flag|star|print(?:er)?|e?mail|share|rss|facebook|fb|youtube|twitter|instagram|"
    r"pdf|word|excel|zip|home|back|next|prev|top)[-_.\d]*$",
    re.IGNORECASE,
)


class ContentPictures:
    """Remembers what every page says and shows, so that only what is a page's own counts."""

    def __init__(self) -> None:
        self._texts: set[int] = set()
        self._pictures: Counter[str] = Counter()

    def of(self, page: Document, *, wanted: bool) -> list[Block]:
        """The pictures of a page that are asked for; all that it shows is remembered.

        wanted: the page is about an item; of other pages only those are asked that say next to nothing in words.
        """
        own = 0
        for block in page.blocks:
            if block.kind in TEXT_KINDS and block.region == "main":
                mark = hash(_FIGURES.sub("#", block.text))  # counters and clocks say the same on every page
                own += len(block.text) if mark not in self._texts else 0
                self._texts.add(mark)
        shown = {url_key(b.href): b for b in page.blocks if b.kind == "image" and b.href and b.region == "main"}
        fresh = [block for key, block in shown.items() if key not in self._pictures and not _decorates(block)]
        self._pictures.update(shown.keys())
        if wanted:
            return fresh[:PICTURES_A_PAGE] if own < OWN_TEXT else []
        return fresh if own < NO_TEXT and len(fresh) <= FEW else []


def _decorates(picture: Block) -> bool:
    """Is it called like an ornament, or no picture that can be opened?"""
    if guess_kind(picture.href) not in ("image", "page", "document"):
        return True
    stem = posixpath.splitext(posixpath.basename(urlsplit(picture.href).path))[0]
    return bool(_DECORATION.search(stem))
