"""Addresses inside a page: made absolute as a browser would, and found in scripts that only change the location."""

from __future__ import annotations

import html
import re
from urllib.parse import quote, urljoin, urlsplit

_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:")
_TARGET = re.compile(
    r"""(?:window\.open|location\.(?:assign|replace)|openwindow|MM_openBrWindow|popup\w*)\s*\(\s*(['"])(?P<call>[^'"]+)\1"""
    r"""|location(?:\.href)?\s*=\s*(['"])(?P<set>[^'"]+)\3""",
    re.IGNORECASE,
)
_REFRESH = re.compile(r"^\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?['\"]?(?P<url>[^'\"]+?)['\"]?\s*$", re.IGNORECASE)
_QUERY_SAFE = "%/:=&?~+!$,;'@()*[]"
_UNSEEN = str.maketrans("", "", "\t\r\n\u200b\ufeff")


class Resolver:
    """Makes the addresses of one page absolute, against its ``<base href>`` where it has one.

    Queries are sent in the encoding of the page, as browsers do: old servers look Thai words up in TIS-620.
    """

    def __init__(self, page_url: str, base: str = "", encoding: str = "utf-8") -> None:
        self._encoding = "" if encoding.startswith("utf") else encoding
        self._base = _join(page_url, base) if base else page_url
        try:
            parts = urlsplit(self._base)
            self._origin = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
            self._folder = self._origin and self._origin + (parts.path.rpartition("/")[0] or "") + "/"
        except ValueError:
            self._origin = self._folder = ""
        self._known: dict[str, str] = {}

    def __call__(self, href: str) -> str:
        """The absolute address; empty for scripts, data and what no browser could open."""
        known = self._known.get(href)
        if known is None:
            known = self._known[href] = self._absolute(href)
        return known

    def _absolute(self, href: str) -> str:
        href = href.translate(_UNSEEN).strip()
        if not href:
            return ""
        if self._encoding and not href.isascii():
            href = _encode_query(href, self._encoding)
        if _SCHEME.match(href):
            scheme = href.split(":", 1)[0].lower()
            if scheme in ("javascript", "data", "about", "blob", "vbscript"):
                return ""
            if scheme not in ("http", "https"):
                return href
            return _join(self._base, scheme + href[len(scheme) :])
        return self._relative(href)

    def _relative(self, href: str) -> str:
        if self._origin and "/." not in href and "\\" not in href:  # most links: nothing to work out
            if href[0] == "/" and href[1:2] != "/":
                return self._origin + href.replace(" ", "%20")
            if href[0].isalnum():
                return self._folder + href.replace(" ", "%20")
        return _join(self._base, href)


def _join(base: str, href: str) -> str:
    path, mark, rest = href.partition("?")
    if "\\" in path:  # typed on Windows; browsers read it as a slash
        path = path.replace("\\", "/")
    try:
        joined = urljoin(base, path + mark + rest)
        urlsplit(joined).port  # noqa: B018 - a port that is no number makes the address useless
    except ValueError:
        return ""
    if href.startswith("#") and "#" not in joined:
        joined += "#"
    return joined.replace(" ", "%20")


def _encode_query(href: str, encoding: str) -> str:
    before, mark, after = href.partition("?")
    query, hash_mark, fragment = after.partition("#")
    return before + mark + quote(query, safe=_QUERY_SAFE, encoding=encoding, errors="replace") + hash_mark + fragment


def script_target(code: str) -> str:
    """The address that a click handler such as ``window.open('…')`` or ``location='…'`` leads to; empty for none.

    >>> script_target("javascript:window.open('a.php?id=1','_blank')")
    'a.php?id=1'
    >>> script_target("location.href = url + 1")
    ''
    """
    found = _TARGET.search(code)
    if found is None:
        return ""
    return html.unescape(found["call"] or found["set"])


def refresh_target(content: str) -> str:
    """The address in a meta refresh; empty where the page only reloads itself.

    >>> refresh_target("0; URL='home.php'")
    'home.php'
    >>> refresh_target("300")
    ''
    """
    if "=" not in content and ";" not in content and "," not in content:
        return ""
    found = _REFRESH.match(content)
    return found["url"].strip() if found else ""
