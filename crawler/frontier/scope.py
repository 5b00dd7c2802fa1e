"""Which addresses are the agency's own: its host and port, narrowed to its path where that names the agency."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from crawler.frontier.urls import host_and_port

_GENERIC = re.compile(
    r"^(home|homepage|main|mainpage|index|intro|landing|welcome|default|front|frontpage|frontend|www|web\d*|website|"
    r"site|sites|portal|public|public_html|html|cms|wp|wordpress|joomla\d*|drupal|page|pages|content|new|newweb|"
    r"th|thai|en|eng|th-th|app|application|service|2\d{3})$",
    re.IGNORECASE,
)
"""Path segments that say how a site is built, not whose it is."""


class Scope:
    """The agency's own corner of the web.

    A shared parent is never in it: ``phatthalung.doae.go.th`` is not ``doae.go.th``, and ``/site/phatthalung/`` of a
    ministry's host is not the host.
    """

    def __init__(self, start: str) -> None:
        self._corners: list[tuple[str, str]] = []
        self.add(start)

    def add(self, start: str) -> None:
        """Also count what belongs to this start address as the agency's own."""
        corner = (host_and_port(start), narrow_path(start))
        if corner not in self._corners:
            self._corners.append(corner)

    def contains(self, url: str) -> bool:
        """Is the address the agency's own?"""
        host = host_and_port(url)
        return any(host == own and (not path or _below(url, path)) for own, path in self._corners)

    def moved(self, start: str, final: str) -> bool:
        """Take in the place that the start address was redirected to, unless that is a parent of its host.

        Returns True when the scope grew. A closed office's site that now leads to its ministry's stays closed.
        """
        if self.contains(final):
            return False
        old, new = host_and_port(start), host_and_port(final)
        if not new or old.endswith(f".{new}"):
            return False
        # A redirect from a path of a shared host to the host's front page leaves the agency's corner.
        if old == new and narrow_path(start) and not narrow_path(final):
            return False
        self.add(final)
        return True


def narrow_path(start: str) -> str:
    """The part of the start address's path that names the agency, with slashes around it; empty for the whole host.

    >>> narrow_path("https://www.doae.go.th/site/phatthalung/index.php")
    '/site/phatthalung/'
    >>> narrow_path("https://www.phatthalung.go.th/web/home.html")
    ''
    """
    segments = [segment for segment in unquote(urlsplit(start).path).split("/") if segment]
    if segments and "." in segments[-1]:
        segments.pop()
    for number, segment in enumerate(segments):
        if not _GENERIC.match(segment):
            return "/" + "/".join(segments[: number + 1]) + "/"
    return ""


def _below(url: str, path: str) -> bool:
    return f"{unquote(urlsplit(url).path)}/".lower().startswith(path.lower())
