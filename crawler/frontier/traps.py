"""Traps: addresses without end, and second faces of a page that was or will be read anyway.

Twins (print view, PDF view, another sorting) are folded on the page itself, so that nothing is lost by it. Only lists
that a program can make longer for ever are cut: calendars, paging, path segments that repeat.
"""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import unquote, urlsplit, urlunsplit

PAGES_PER_LIST = 20
"""So many pages of one paged list are read; the newest entries stand on the first ones."""

DATES_PER_LIST = 40
"""So many months or days of one list are read: monthly procurement summaries are asked for by year and month."""

MAX_SEGMENTS = 14
"""Deeper paths come from relative links that pile up."""

_TWIN = re.compile(
    r"^(print|printable|printer|pop|"
    r"sort|sortby|sort_by|orderby|order_by|orderdir|order_dir|sortdir|sort_dir|filter_order(_dir)?|"
    r"replytocom|share|listtype|view_?mode)$",
    re.IGNORECASE,
)
_TWIN_VALUE = {
    "tmpl": re.compile(r"^(component|print|raw)$", re.IGNORECASE),
    "format": re.compile(r"^(pdf|feed|raw|print|rss)$", re.IGNORECASE),
    "output": re.compile(r"^(print|pdf|rss)$", re.IGNORECASE),
    "dir": re.compile(r"^(asc|desc)$", re.IGNORECASE),
    "layout": re.compile(r"^print$", re.IGNORECASE),
    "order": re.compile(r"^(asc|desc|[a-z_]+)$", re.IGNORECASE),
}
_OF_A_TWIN = frozenset({"page=", "layout=default"})
_FACET = re.compile(r"^(f|filter|filters)(\[|%5B)", re.IGNORECASE)
_PRINT_PATH = re.compile(r"/(print|printpage|printview|print_friendly)(\.php|\.aspx?)?(/|$)", re.IGNORECASE)
_MACHINE = re.compile(
    r"(/wp-json(/|$)|/feed/?(\?|$)|/xmlrpc\.php|/wp-login\.php|/wp-admin(/|$)|/administrator(/|$)|[/=]log-?out|"
    r"/oembed|option=com_mailto|[?&]action=(logout|edit|history|lostpassword)\b|add-to-cart=|/cdn-cgi/)",
    re.IGNORECASE,
)
_CALENDAR = re.compile(r"calend|jevents|icagenda|tribe|evcal|events?/20\d\d|ปฏิทิน", re.IGNORECASE)
_DATE_KEY = re.compile(
    r"^(y|yr|year|m|mon|month|d|day|date|week|cal_?date|eventdate|tribe-bar-date|cal_offset)$", re.IGNORECASE
)
_DATE_PATH = re.compile(r"/(19|20|25)\d\d[/-]\d{1,2}([/-]\d{1,2})?(?=/|$)")
_PAGE_KEY = re.compile(
    r"^(page|paged|pg|pageno|page_?num|pagenumber|p|start|limitstart|offset|per_page|currentpage|"
    r"page_?no|pageid_list|from|skip|s_page)$",
    re.IGNORECASE,
)
_PAGE_PATH = re.compile(r"/(page|หน้า)[/-](\d{1,6})(?=/|$)", re.IGNORECASE)


def untwin(url: str) -> str:
    """The page of which ``url`` is a print view, PDF view or another sorting; any other address as it is.

    >>> untwin("http://x.go.th/index.php?option=com_content&id=5&tmpl=component&print=1&page=")
    'http://x.go.th/index.php?option=com_content&id=5'
    """
    parts = urlsplit(url)
    if not parts.query:
        return url
    pairs = parts.query.split("&")
    kept = [pair for pair in pairs if not _is_twin(pair)]
    if len(kept) == len(pairs):
        return url
    # What a print view says besides ("layout=default&page=") it says of itself.
    kept = [pair for pair in kept if pair not in _OF_A_TWIN]
    return urlunsplit(parts._replace(query="&".join(kept)))


def _is_twin(pair: str) -> bool:
    key, _, value = unquote(pair).partition("=")
    name = key.lower()
    if name in _TWIN_VALUE:
        return bool(_TWIN_VALUE[name].match(value))
    return bool(_TWIN.match(name) or _FACET.match(key))


def trap(url: str) -> str:
    """Code of the trap an address is by its own look, or empty.

    ``calendar``, ``print-twin``, ``repeating-path`` and ``machine`` (feeds, logins, logouts, interfaces).
    """
    parts = urlsplit(url)
    path = unquote(parts.path)
    if _MACHINE.search(f"{path}?{parts.query}"):
        return "machine"
    if _PRINT_PATH.search(path):
        return "print-twin"
    if _repeats(path):
        return "repeating-path"
    if _CALENDAR.search(f"{path}?{unquote(parts.query)}") and (_dated(parts.query) or _DATE_PATH.search(path)):
        return "calendar"
    return ""


def _dated(query: str) -> bool:
    return any(_DATE_KEY.match(pair.partition("=")[0]) for pair in query.split("&"))


def _repeats(path: str) -> bool:
    segments = [segment for segment in path.split("/") if segment]
    if len(segments) > MAX_SEGMENTS or any(count > 2 for count in Counter(segments).values()):  # noqa: PLR2004
        return True
    return any(segments[i : i + 2] == segments[i + 2 : i + 4] for i in range(len(segments) - 3))


class Lists:
    """Counts the pages and dates taken of each list, so that none goes on for ever."""

    def __init__(self, pages: int = PAGES_PER_LIST, dates: int = DATES_PER_LIST) -> None:
        self._caps = {"paging": pages, "dates": dates}
        self._taken: Counter[tuple[str, str]] = Counter()

    def full(self, url: str) -> str:
        """Count an address as taken; the code ``paging`` or ``dates`` when its list has had enough, else empty."""
        for code, identity in _lists_of(url):
            if self._taken[code, identity] >= self._caps[code]:
                return code
            self._taken[code, identity] += 1
        return ""


def paged(url: str) -> bool:
    """Is the address a further page of a list?"""
    return any(code == "paging" for code, _ in _lists_of(url))


def _lists_of(url: str) -> list[tuple[str, str]]:
    """The lists an address is a page of: trap code and the address without its page number (or date)."""
    parts = urlsplit(url)
    found = []
    pairs = [pair.partition("=")[::2] for pair in parts.query.split("&") if pair]
    paged = [(key, value) for key, value in pairs if _pages(key, value, len(pairs))]
    page_path = _PAGE_PATH.sub("/", unquote(parts.path))
    if paged or page_path != unquote(parts.path):
        rest = sorted(f"{key}={value}" for key, value in pairs if (key, value) not in paged)
        found.append(("paging", f"{parts.netloc}{page_path}?{rest}"))
    dated = [(key, value) for key, value in pairs if _DATE_KEY.match(key) and value]
    if dated:
        rest = sorted(f"{key}={value}" for key, value in pairs if (key, value) not in dated)
        found.append(("dates", f"{parts.netloc}{parts.path}?{rest}"))
    return found


def _pages(key: str, value: str, pairs: int) -> bool:
    # WordPress addresses an article as /?p=123: alone, "p" is no page number.
    return bool(_PAGE_KEY.match(key)) and value.isdigit() and not (key == "p" and pairs == 1)
