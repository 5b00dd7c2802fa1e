"""Comparing addresses: when do two URLs name the same page?"""

from __future__ import annotations

import functools
import re
from urllib.parse import parse_qsl, unquote, urlsplit

_NOISE = re.compile(r"^(utm_\w+|fbclid|gclid|phpsessid|jsessionid|sessionid)$", re.IGNORECASE)
_SESSION = re.compile(r"^(?=.*[a-f])(?=.*\d)[0-9a-f]{16,}$", re.IGNORECASE)
"""What a session id looks like; vendors also use ``sid=3`` for a section of the site."""


@functools.lru_cache(maxsize=65536)
def url_key(url: str) -> str:
    """A key that is equal for addresses a visitor would call the same.

    Scheme, ``www.``, fragment (unless it is a script's route, ``#/news``), default port, trailing slash, session and
    campaign parameters and the order of the query make no difference; percent-encoding is undone.

    >>> url_key("https://www.Example.go.th:443/a%20b/?b=2&a=1#top") == url_key("http://example.go.th/a b?a=1&b=2")
    True
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url
    host = _ascii(parts.hostname or "").removeprefix("www.")
    place = f"{host}:{port}" if port and port not in (80, 443) else host
    path = unquote(re.sub(r";jsessionid=[^/?]*", "", parts.path, flags=re.IGNORECASE)).rstrip("/")
    path = re.sub(r"/index\.(html?|php)$", "", path, flags=re.IGNORECASE)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = sorted((k, v) for k, v in pairs if not (_NOISE.match(k) or (k == "sid" and _SESSION.match(v))))
    raw = "&".join(f"{k}={v}" for k, v in query) if query else unquote(parts.query) if "=" not in parts.query else ""
    route = script_route(parts.fragment)
    return f"{place}{path}?{raw}{route}" if raw else f"{place}{path}{route}"


def script_route(fragment: str) -> str:
    """The part of an address behind ``#`` by which a script application names its pages; empty for a mere place.

    >>> script_route("/news/3"), script_route("!about"), script_route("top")
    ('#/news/3', '#/about', '')
    """
    if not fragment.startswith(("/", "!")):
        return ""
    route = unquote(fragment).lstrip("!").strip("/")
    return f"#/{route}" if route else ""


def without_route(key: str) -> str:
    """A key (:func:`url_key`) without a script's route: the page itself, where ``#/…`` was no route of its own."""
    return key.partition("#/")[0]


def _ascii(host: str) -> str:
    """A Thai host name and its punycode are one host."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def host_of(url: str) -> str:
    """Host and port of a URL without ``www.``; empty where there is none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower().removeprefix("www.")
    except ValueError:
        return ""
