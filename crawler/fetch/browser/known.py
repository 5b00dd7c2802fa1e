"""What the pages drawn so far have taught: kept for the pages to come, in whichever browser they are drawn."""

from __future__ import annotations

import hashlib
from collections import Counter

from crawler.fetch.browser.answers import Kept

MOST_SHELLS = 100
"""Shells whose menus are remembered."""


class Known:
    """Scripts and style sheets; addresses of menu entries; addresses that never answer; why there is no browser.

    silent: how often in succession an address (its query aside) kept a page waiting in vain.
    missing: why no page of the crawl can be drawn; empty while that is possible.
    """

    def __init__(self) -> None:
        self.answers = Kept()
        self.silent: Counter[str] = Counter()
        self.missing = ""
        self._menus: dict[bytes, dict[str, str]] = {}

    def menus_of(self, shell: bytes) -> dict[str, str]:
        """Menu entries known from pages with the same shell: those of the same application."""
        if len(self._menus) > MOST_SHELLS:
            self._menus.clear()
        return self._menus.setdefault(hashlib.sha256(shell).digest(), {})
