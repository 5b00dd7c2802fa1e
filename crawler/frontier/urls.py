"""Addresses as they are asked for: mended, stripped of what only names a visit, and their kind guessed.

Two addresses are the same page when ``checks.links.url_key`` says so; the judge finds documents by that key, so the
crawl does not ask twice for one key.
"""

from __future__ import annotations

import functools
import posixpath
import re
from typing import Literal
from urllib.parse import quote, unquote_to_bytes, urlsplit, urlunsplit

from checks.elsewhere import recognise
from checks.links import script_route

DEFAULT_PORTS = {"http": 80, "https": 443}

MAX_LENGTH = 2000
"""Longer addresses are state written into a URL, never a page somebody linked by hand."""

_SESSION = re.compile(
    r"^(phpsessid|jsessionid|aspsessionid\w*|asp\.net_sessionid|cfid|cftoken|session_?id|utm_\w+|fbclid|gclid|_ga)$",
    re.IGNORECASE,
)
_SHORT_SESSION = re.compile(r"^(sid|s|osCsid|zenid)$", re.IGNORECASE)
_TOKEN = re.compile(r"^[0-9a-zA-Z,-]{16,}$")
_PATH_SESSION = re.compile(r";(jsessionid|phpsessid|sid)=[^/?;]*", re.IGNORECASE)
_COOKIELESS = re.compile(r"/\([A-Z]\([0-9a-z]{20,}\)\)(?=/)", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x1f\x7f]")
_KEPT = "-._~!$&'()*+,;=:@/"

DOCUMENT_SUFFIXES = frozenset({
    ".pdf", ".doc", ".docx", ".docm", ".odt", ".rtf", ".xls", ".xlsx", ".xlsm", ".ods", ".csv", ".ppt", ".pptx",
    ".ppsx", ".odp", ".zip", ".rar", ".7z",
})  # fmt: skip
IMAGE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff", ".bmp"})
ASSET_SUFFIXES = frozenset({
    ".css", ".js", ".mjs", ".map", ".json", ".svg", ".ico", ".woff", ".woff2", ".ttf", ".eot", ".otf", ".swf", ".mp3",
    ".mp4", ".m4v", ".avi", ".mov", ".wmv", ".flv", ".webm", ".wav", ".ogg", ".exe", ".msi", ".apk", ".iso", ".dmg",
    ".rss", ".atom", ".ics", ".vcf", ".torrent",
})  # fmt: skip

_DOWNLOAD = re.compile(
    r"(^|[/_.?&=-])(download|dl|getfile|get_file|viewfile|openfile|loadfile|attachment|attach|file_?download)"
    r"([/_.?&=-]|s?$|\d)",
    re.IGNORECASE,
)
_KEPT_ELSEWHERE = frozenset({"file", "document", "sheet", "slides"})

UrlKind = Literal["page", "document", "image", "asset"]


def clean(href: str) -> str:
    """The address to ask for, or empty when it is none (``mailto:``, a bare script, a broken host or port).

    Only what cannot change the answer is touched: scheme and host in lower case, default port, user name, fragment
    (a script's route stays), dot segments, percent-encoding, session and campaign parameters. The order of the query
    stays.

    >>> clean("HTTP://WWW.Example.go.th:80/a/../ข่าว?id=2&PHPSESSID=0a1b2c#top")
    'http://www.example.go.th/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7?id=2'
    """
    text = _UNSAFE.sub("", href.strip()).replace("\\", "/")
    if len(text) > MAX_LENGTH:
        return ""
    try:
        parts = urlsplit(text)
        port = parts.port
        host = _host(parts.hostname or "")
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS or not host:
        return ""
    place = host if port in (None, DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    return urlunsplit((scheme, place, _path(parts.path), _query(parts.query), _route(parts.fragment)))


def without_place(href: str) -> str:
    """An address as it was written, without a place on its page; a script's route stays: it names another page.

    >>> without_place("http://x.go.th/a#top"), without_place("http://x.go.th/#/b")
    ('http://x.go.th/a', 'http://x.go.th/#/b')
    """
    page, _, fragment = href.partition("#")
    return href if script_route(fragment) else page


def _route(fragment: str) -> str:
    """The route by which a script application names its page; any other fragment names a place of the same page."""
    return quote(unquote_to_bytes(fragment), safe=_KEPT + "?") if script_route(fragment) else ""


@functools.lru_cache(maxsize=4096)
def _host(host: str) -> str:
    host = host.rstrip(".").lower()
    if not host or re.search(r"[\s<>\"'`{}|^%]", host):
        return ""
    if ":" in host:
        return f"[{host}]"
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _path(path: str) -> str:
    path = _COOKIELESS.sub("", _PATH_SESSION.sub("", path))
    # Escapes are undone and redone, so that %7e, ~ and %E0%B8%81, ก come out alike; an escaped slash stays escaped.
    pieces = [quote(unquote_to_bytes(piece), safe=_KEPT.replace("/", "")) for piece in path.split("/")]
    joined = re.sub(r"^/{2,}", "/", "/".join(pieces))
    if "/." in joined:
        folded = posixpath.normpath(joined)
        joined = folded + "/" if joined.endswith(("/", "/.", "/..")) and folded != "/" else folded
    return joined or "/"


def _query(query: str) -> str:
    if not query:
        return ""
    kept = [pair for pair in re.split(r"&(?:amp;)?", query) if pair and not _names_a_visit(pair)]
    return "&".join(quote(pair, safe=_KEPT + "?%[]|") for pair in kept)


def _names_a_visit(pair: str) -> bool:
    key, _, value = pair.partition("=")
    if _SESSION.match(key):
        return True
    # Vendors' templates also call a section number "sid": only something that looks like a token goes.
    return bool(_SHORT_SESSION.match(key) and _TOKEN.match(value) and not value.isdigit())


def host_and_port(url: str) -> str:
    """Host with port, without ``www.``, both default ports counting as none; empty where there is none.

    >>> host_and_port("https://www.example.go.th:443/x")
    'example.go.th'
    """
    try:
        parts = urlsplit(url)
        port = parts.port
        host = _host(parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    return f"{host}:{port}" if port and port not in DEFAULT_PORTS.values() else host


@functools.lru_cache(maxsize=16384)
def guess_kind(url: str) -> UrlKind:
    """What an address most likely holds, by the service it stands on, its suffix or the look of a download link."""
    elsewhere = recognise(url)
    if elsewhere is not None:
        return "document" if elsewhere.kind in _KEPT_ELSEWHERE else "page"
    parts = urlsplit(url)
    # The file may also be named in the query: download.php?file=plan.pdf
    for text in (parts.path, *re.split(r"[&=]", parts.query)):
        suffix = posixpath.splitext(text.rstrip("/"))[1].lower()
        if suffix in DOCUMENT_SUFFIXES:
            return "document"
        if suffix in IMAGE_SUFFIXES:
            return "image"
        if suffix in ASSET_SUFFIXES and text == parts.path:
            return "asset"
    # "/download" alone is a list of files; with a number or a file's name it is one of them.
    place = f"{parts.path}?{parts.query}"
    listed = posixpath.splitext(parts.path)[1].lower() in (".html", ".htm") or not re.search(r"\d|file", place)
    return "document" if _DOWNLOAD.search(place) and not listed else "page"
