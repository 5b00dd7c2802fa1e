"""What the browser made of a page."""

from __future__ import annotations

from typing import Literal

import msgspec

State = Literal["ok", "timeout", "crashed", "missing"]
"""``ok``; the page did not come to rest or its scripts hung; its process died; there is no browser on this machine.

In the last three cases ``html`` may be empty: then what came by HTTP is all there is.
"""


class Route(msgspec.Struct, frozen=True):
    """An address that a script leads to, and the words that were clicked; empty where the page went by itself."""

    url: str
    words: str = ""


class Rendered(msgspec.Struct, frozen=True):
    """A page as its visitors see it.

    html: the document after everything that opens was opened, with shadow trees inside. What a tab or a route took
        away stands in ``<section data-revealed="words of its tab" hidden>``; elements that lead to a route are links.
    final_url: the page's address after its scripts ran; only hash and history routes change it.
    notes: stable codes: ``browser-timeout``, ``browser-crashed``, ``browser-missing:WHY``, ``browser-busy`` (drawn, but
        still changing at the bound), ``browser-loading`` (a place still says that it is being loaded),
        ``browser-dialog``, ``browser-refused:N`` (N requests not let through), ``browser-failed:N`` (N scripts or data
        without an answer), ``browser-cut`` (longer than is kept), ``browser-popup:URL``, ``browser-download:URL``.
    png: picture of the page before anything was opened; empty where none was asked for or it failed.
    """

    state: State
    html: str = ""
    final_url: str = ""
    routes: tuple[Route, ...] = ()
    notes: tuple[str, ...] = ()
    png: bytes = b""
