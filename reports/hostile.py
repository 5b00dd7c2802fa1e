"""Words and addresses from crawled sites, made safe to show beside our own.

Markup is escaped by the templates. Here go the characters that reorder or hide text, endless words, piles of marks,
and every address that is not plain http or https.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

QUOTE_LENGTH: Final = 320
"""Characters of a quote that are shown."""

NAME_LENGTH: Final = 160
"""Characters of a name, title or detail that are shown."""

SHOWN_URL_LENGTH: Final = 96
"""Characters of an address that are shown; the link itself stays whole."""

LONGEST_URL: Final = 4000
"""Characters of an address that is still made a link; longer ones do not open in every browser."""

_WHITE: Final = dict.fromkeys(map(ord, "\t\n\v\f\r\x85\u2028\u2029"), " ")
_CONTROLS: Final = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)])
_INVISIBLE: Final = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x061C, 0x200E, 0x200F, 0xFEFF])
_TABLE: Final[dict[int, str | None]] = {**_CONTROLS, **_INVISIBLE, **_WHITE}

_MARK: Final = "[\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0]"
_PILE: Final = re.compile(f"({_MARK}{{4}}){_MARK}+")
_LEADING_VOWELS: Final = "เแโใไ"
_SARA_AM: Final = "ำ"


def clean(text: str) -> str:
    r"""Take out what reorders, hides or piles up characters; everything else stays as written.

    >>> clean("ก\u202eข\x00ค\nง")
    'กขค ง'
    """
    text = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair cannot be written to a file
    return _PILE.sub(r"\1", text.translate(_TABLE)).strip()


def shorten(text: str, length: int) -> str:
    """Clean a text and cut it to about ``length`` characters, never inside a Thai syllable's cluster.

    >>> shorten("ที่ตั้ง", 6), shorten("ทำเนียบ", 1), shorten("กขเค", 3)
    ('ที่ตั้…', '…', 'กข…')
    """
    text = clean(text[: 4 * length])
    if len(text) <= length:
        return text
    while length and (text[length] == _SARA_AM or unicodedata.category(text[length]) == "Mn"):
        length -= 1
    return text[:length].rstrip(_LEADING_VOWELS + " ") + "…"


@dataclass(frozen=True)
class Link:
    """An address: ``href`` to follow (empty where it must not be a link) and ``text`` to read."""

    href: str
    text: str


def link(url: str, *, page: int = 0) -> Link:
    """Make an address fit to show; only http and https become links, a PDF's opens at its page.

    >>> link("javascript:alert(1)")
    Link(href='', text='javascript:alert(1)')
    >>> link("https://a.example/%E0%B8%81.pdf", page=2)
    Link(href='https://a.example/%E0%B8%81.pdf#page=2', text='https://a.example/ก.pdf')
    """
    href = _href(url)
    if href and page and "#" not in href and urlsplit(href).path.lower().endswith(".pdf"):
        href = f"{href}#page={page}"
    return Link(href, _middle_cut(clean(_readable(url[:LONGEST_URL]))))


def _href(url: str) -> str:
    if len(url) > LONGEST_URL or url != clean(url) or " " in url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc else ""


def _readable(url: str) -> str:
    """Decode Thai in an address's path; its host stays as it is, so that no text can pose as another host."""
    head, slash, path = url.partition("://")
    host, second, rest = path.partition("/")
    if not slash or not second:
        return url
    try:
        return f"{head}://{host}/{unquote(rest, errors='strict')}"
    except UnicodeDecodeError:
        return url


def _middle_cut(text: str) -> str:
    if len(text) <= SHOWN_URL_LENGTH:
        return text
    head = shorten(text, SHOWN_URL_LENGTH * 2 // 3).removesuffix("…")
    tail = text[-SHOWN_URL_LENGTH // 3 :]
    while tail and (tail[0] == _SARA_AM or unicodedata.category(tail[0]) == "Mn"):
        tail = tail[1:]
    return f"{head}…{tail}"
