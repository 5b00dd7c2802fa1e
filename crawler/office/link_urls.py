"""Web addresses as people type and paste them: several in a cell, mended where the meaning is plain, else refused."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import msgspec

from crawler.frontier.urls import clean
from crawler.office.link_words import LinkFault

BLANK = frozenset({"", "ไม่มี", "ไม่มีลิงก์", "n/a", "na", "none", "null"})
"""Words of cells without a link; signs alone ("-", "…") count as none, too."""

_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u3000\t ]+")
_SCHEME = r"(?:h+t+p+s?|ttps?|htps?|hhtps?|hptts?|https?s)\s*(?:[:;]\s*[/\\]*|[/\\]{2,}:?)\s*"
_BEGINS = re.compile(rf"(?<![\w/=?&%+.@-]){_SCHEME}|(?<=[^\W_])https?://|(?<![\w/\\=?&%+.@:;-])www\.", re.IGNORECASE)
_TYPED_SCHEME = re.compile(rf"(?:{_SCHEME})+", re.IGNORECASE)
_BARE = re.compile(r"(?:[\w-]+\.)+[^\W\d_][\w-]*(?::\d+)?(?:[/?#]\S*)?")
_DRIVE = re.compile(r"file:|[A-Za-z]:[\\/]|\\\\|\.{1,2}[\\/]|/(?!/)", re.IGNORECASE)
_MAIL = re.compile(r"(?:mailto:\s*)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_SCRIPT = re.compile(r"(?:javascript|vbscript|data|blob|about)\s*:", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d)")
_GOES_ON = re.compile(r"[/=&%]|\.\w{2,5}$")
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])")
_INSIDE = re.compile(r"(?:.+\.)?(?:localhost|local|lan|internal|intranet|home\.arpa)")
_SLIPPED = re.compile(r"(?<=[/?=&])\s+(?=[A-Za-z0-9])|\s+(?=[/?=&])")
_BEFORE, _BEHIND = " \t\r\n\"'“”‘’<[{(,;|", " \t\r\n\"'“”‘’>},;|"
_PATH_SAFE, _QUERY_SAFE = "/%:@!$&'()*+,;=~-._", "/%:@!$&'()*+,;=~-._?[]|"


class Address(msgspec.Struct, frozen=True):
    """An address that was read: as it will be opened, as it was written, and why it is refused (empty: it is not)."""

    url: str
    written: str
    fault: LinkFault | None = None

    @property
    def mended(self) -> bool:
        """Whether something was changed in it."""
        return self.fault is None and self.url != self.written


def is_blank(text: str) -> bool:
    """Whether a cell says that there is no link.

    >>> is_blank(" - "), is_blank("ไม่มี"), is_blank("x")
    (True, True, False)
    """
    return text.strip().casefold() in BLANK or not any(char.isalnum() for char in text)


def read_addresses(cell: str, *, allow_private: bool = False) -> tuple[Address, ...]:
    r"""The addresses of a cell, good and bad.

    >>> [a.url for a in read_addresses("www.x.go.th/ก, http//y.go.th\nhttps://z.go.th/a b.pdf")]
    ['http://www.x.go.th/%E0%B8%81', 'http://y.go.th', 'https://z.go.th/a%20b.pdf']
    """
    text = _SPACES.sub(" ", cell).strip()
    pieces = [piece for piece in _pieces(text) if not is_blank(piece)]
    if len(pieces) == 1:
        return (_address(pieces[0], text, allow_private=allow_private),)
    return tuple(_address(piece, piece.strip(" \r\n,;"), allow_private=allow_private) for piece in pieces)


def _pieces(text: str) -> list[str]:
    """What stands in a cell, one address each; words before the first address belong to nobody."""
    starts = [match.start() for match in _BEGINS.finditer(text)]
    if starts:
        pieces = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
        before = [piece for piece in re.split(r"[\s,;]+", text[: starts[0]]) if _BARE.fullmatch(piece)]
        return [*before, *pieces]
    pieces = [piece for piece in re.split(r"[\s,;]+", text) if piece]
    return pieces if all(map(_BARE.fullmatch, pieces)) else [text]


def _address(piece: str, written: str, *, allow_private: bool) -> Address:
    text = _bare(_UNSEEN.sub("", piece))
    fault = _refused(text)
    if fault is not None:
        return Address(written, written, fault)
    url = _rebuilt(_without_breaks(_TYPED_SCHEME.sub(_scheme, text, count=1) if _typed(text) else f"http://{text}"))
    shown = re.sub(r"//[^/@\s]*@", "//…@", written)  # a password in an address is nobody's business
    if not url or not clean(url):
        return Address(shown, shown, "not-web")
    if not allow_private and _is_private(urlsplit(url).hostname or ""):
        return Address(shown, shown, "private")
    return Address(url, shown)


def _bare(piece: str) -> str:
    """An address without quotation marks and brackets around it; brackets of its own are closed in it."""
    text = piece.lstrip(_BEFORE).rstrip(_BEHIND)
    for opening, closing in ("()", "[]"):
        over = text.count(closing) - text.count(opening)
        while over > 0 and text.endswith(closing):
            text, over = text[:-1].rstrip(_BEHIND), over - 1
    return text


def _typed(text: str) -> bool:
    return _TYPED_SCHEME.match(text) is not None


def _scheme(match: re.Match[str]) -> str:
    last = re.findall(r"[a-z]+", match[0].lower())[-1]
    return "https://" if last.endswith("s") else "http://"


def _refused(text: str) -> LinkFault | None:
    if _typed(text) or text.startswith("//"):
        return None
    if _SCRIPT.match(text):
        return "script"
    if _DRIVE.match(text):
        return "file-path"
    if _MAIL.fullmatch(text):
        return "e-mail"
    return "not-web" if _OTHER_SCHEME.match(text) else None


def _without_breaks(text: str) -> str:
    """White space inside an address: in the host and at line ends it slipped in, in names of files it is meant.

    Words behind an address, without any sign of one, are remarks.
    """
    scheme, _, rest = text.partition("://")
    rest = re.sub(r"\s*\n\s*", "", rest.lstrip("/ ")) if _GOES_ON.search(rest.rpartition("\n")[2]) else rest
    rest = rest.partition("\n")[0]
    host = re.match(r"[^/?#]*", rest)
    length = host.end() if host else 0
    name, path = rest[:length], rest[length:]
    if " " in name.strip() and not path and not re.search(r"\.\s|\s\.", name):
        name = name.strip().partition(" ")[0]
    path = _SLIPPED.sub("", path)
    while (cut := path.rpartition(" "))[1] and not _GOES_ON.search(cut[2]):
        path = cut[0]
    return f"{scheme}://{name.replace(' ', '')}{path.rstrip(_BEHIND)}"


def _rebuilt(text: str) -> str:
    """The address in signs that every program takes; empty where there is no host."""
    try:
        parts = urlsplit(text.replace("\\", "/"))
        port, host = parts.port, unquote(parts.hostname or "")
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError:
        return ""
    if not _is_host(host):
        return ""
    place = f"[{host}]" if ":" in host else host
    place = place if port is None else f"{place}:{port}"
    # The host is written as it was, in capitals or not: only what was wrong is changed.
    if parts.netloc.lower() == place:
        place = parts.netloc
    path, query = quote(parts.path, safe=_PATH_SAFE), quote(parts.query, safe=_QUERY_SAFE)
    return urlunsplit((parts.scheme, place, path, query, quote(parts.fragment, safe=_QUERY_SAFE)))


def _is_host(host: str) -> bool:
    if _HOST.fullmatch(host.rstrip(".")) or _INSIDE.fullmatch(host):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_private(host: str) -> bool:
    if _INSIDE.fullmatch(host):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    # Scrapy comes with the guard, and few addresses are numbers.
    from crawler.fetch.guard import refusal

    return bool(refusal(address))
