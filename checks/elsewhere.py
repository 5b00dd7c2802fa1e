"""Evidence that stands elsewhere: what an address on another company's service is, and how its content is had.

Google Drive and Docs, OneDrive, Dropbox, form services, flip-books, maps, social networks and short links. Hosts are
compared as a whole or as subdomains, never by a part of their name. Nothing here is asked or fetched.
"""

from __future__ import annotations

import base64
import functools
import re
from collections.abc import Callable
from typing import Literal
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit, urlunsplit

import msgspec

Kind = Literal[
    "file", "folder", "document", "sheet", "slides", "form", "map", "social", "post", "video", "flip-book",
    "short-link", "site", "chat",
]  # fmt: skip
"""``file``: kept as it was uploaded; ``document``, ``sheet``, ``slides``: written online; ``social``: an account;
``post``: one post or album of an account; ``chat``: opens a conversation; ``flip-book``: pages shown as pictures;
``site``: pages built on a service; ``short-link``: leads on to an address that it does not show."""

PAPERS: frozenset[Kind] = frozenset({"file", "folder", "document", "sheet", "slides", "flip-book", "short-link"})
"""What may be, or hold, a document that a page names as its own."""

ACCOUNTS: frozenset[Kind] = frozenset({"social", "post", "video", "chat"})
"""What stands on a social network: the link may be evidence, what answers a program is not."""


MAX_LENGTH = 4000
"""Longer addresses are no link that somebody made; viewers inside viewers end here."""


class Elsewhere(msgspec.Struct, frozen=True):
    """An address on another company's service.

    service: stable name, as ``google-drive``. fetch_url: the address that gives the content without signing in; the
    address itself where there is no better one.
    """

    service: str
    kind: Kind
    fetch_url: str

    @property
    def content(self) -> bool:
        """Can what it answers be evidence? Maps and social networks prove something by the link alone."""
        return self.kind != "map" and self.kind not in ACCOUNTS


@functools.lru_cache(maxsize=16384)
def recognise(url: str) -> Elsewhere | None:
    """What an address on a known service is; None for every other address.

    >>> recognise("https://drive.google.com/file/d/1AbC/view?usp=sharing")
    Elsewhere(service='google-drive', kind='file', fetch_url='https://drive.google.com/uc?export=download&id=1AbC')
    >>> recognise("https://drive.google.com.example.org/file/d/1AbC/view") is None
    True
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".").lower()
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or len(url) > MAX_LENGTH:
        return None
    for name, read in _READERS.items():
        if _on(host, name):
            return read(parts)
    for service, kind, names in _SIMPLE:
        if any(_on(host, name) for name in names):
            return Elsewhere(service, kind, url.strip())
    return _map(parts) if _GOOGLE.match(host) else None


def fetch_url(url: str) -> str:
    """The address to ask for when this one is linked: the content behind a service's page, else the address itself."""
    found = recognise(url)
    return found.fetch_url if found is not None else url


def _on(host: str, name: str) -> bool:
    return host == name or host.endswith(f".{name}")


def _value(parts: SplitResult, *names: str) -> str:
    """The first value that one of these keys has in the query."""
    query = parse_qs(parts.query)
    return next((query[name][0].strip() for name in names if name in query), "")


def _through(parts: SplitResult, service: str, kind: Kind, *names: str) -> Elsewhere | None:
    """A viewer or a redirect that names the address it leads to in its query."""
    inner = _value(parts, *names)
    if not inner.lower().startswith(("http://", "https://")):
        return None
    beyond = recognise(inner) if inner != parts.geturl() else None
    return beyond or Elsewhere(service, kind, inner)


# Google --------------------------------------------------------------------------------------------------------------

_GOOGLE = re.compile(r"(?:(?:www|maps)\.)?google\.(?:com?\.[a-z]{2}|com|[a-z]{2})$")
_ID = r"(?P<id>[\w-]+)"
_AS_USER = r"(?:/a/[\w.-]+)?(?:/u/\d+)?"
_FILE = re.compile(rf"{_AS_USER}/file(?:/u/\d+)?/d/{_ID}")
_FOLDER = re.compile(rf"{_AS_USER}/drive(?:/mobile)?(?:/u/\d+)?(?:/mobile)?/folders/{_ID}")
_WRITTEN = re.compile(
    rf"{_AS_USER}/(?P<kind>document|spreadsheets|presentation|drawings)(?:/u/\d+)?/d/(?P<e>e/)?{_ID}(?P<rest>/.*)?$"
)
_FORM = re.compile(rf"{_AS_USER}/forms(?:/u/\d+)?/d/(?P<e>e/)?{_ID}")
_EXPORTS: dict[str, tuple[Kind, str]] = {
    "document": ("document", "export?format=docx"),
    "spreadsheets": ("sheet", "export?format=xlsx"),
    "presentation": ("slides", "export/pptx"),
    "drawings": ("document", "export/pdf"),
}
_SHOWN = re.compile(r"/(?:pub|pubhtml|embed|export|htmlview|htmlembed)(?:/|$)")
"""Published pages and exports, which need no other address."""


def _google_drive(parts: SplitResult) -> Elsewhere | None:
    path, key = parts.path, _value(parts, "resourcekey", "resourceKey")
    if path.rstrip("/").endswith(("/viewer", "/gview")):
        return _google_viewer(parts)
    if path.rstrip("/").endswith("/open") and (found := _value(parts, "id")):
        # It may be a file, a folder or a document written online: the service redirects to what it is.
        return Elsewhere("google-drive", "file", _with_key(f"https://drive.google.com/open?id={found}", key))
    folder = _FOLDER.match(path)
    if folder or path.rstrip("/").endswith("folderview"):
        found = folder["id"] if folder else _value(parts, "id")
        if not found:
            return None
        address = _with_key(f"https://drive.google.com/embeddedfolderview?id={found}", key)
        return Elsewhere("google-drive", "folder", f"{address}#list")
    named = _FILE.match(path)
    found = named["id"] if named else _value(parts, "id") if path.rstrip("/").endswith("/uc") else ""
    if found:
        address = f"https://drive.google.com/uc?export=download&id={found}"
        return Elsewhere("google-drive", "file", _with_key(address, key))
    return None


def _with_key(address: str, key: str) -> str:
    return f"{address}&{urlencode({'resourcekey': key})}" if key else address


def _google_viewer(parts: SplitResult) -> Elsewhere | None:
    if found := _value(parts, "srcid"):
        return Elsewhere("google-drive", "file", f"https://drive.google.com/uc?export=download&id={found}")
    return _through(parts, "google-viewer", "file", "url")


def _google_docs(parts: SplitResult) -> Elsewhere | None:
    if written := _WRITTEN.match(parts.path):
        kind, export = _EXPORTS[written["kind"]]
        if written["e"] or _SHOWN.match(written["rest"] or ""):
            return Elsewhere("google-docs", kind, parts.geturl())
        joint = "&" if "?" in export else "?"
        key = _value(parts, "resourcekey", "resourceKey")
        address = f"https://docs.google.com/{written['kind']}/d/{written['id']}/{export}"
        return Elsewhere("google-docs", kind, address + (joint + urlencode({"resourcekey": key}) if key else ""))
    if form := _FORM.match(parts.path):
        shown = parts.path.rstrip("/").endswith(("/viewform", "/viewanalytics"))
        address = f"https://docs.google.com/forms/d/{form['e'] or ''}{form['id']}/viewform"
        return Elsewhere("google-forms", "form", parts.geturl() if shown else address)
    return _google_drive(parts)


def _google_download(parts: SplitResult) -> Elsewhere | None:
    return Elsewhere("google-drive", "file", parts.geturl()) if _value(parts, "id") else None


def _map(parts: SplitResult) -> Elsewhere | None:
    """Google's own host in any country: maps, and the redirect that its search and its mail put before an address."""
    if parts.path.startswith("/maps") or (parts.hostname or "").lower().startswith("maps."):
        return Elsewhere("google-maps", "map", parts.geturl())
    return _through(parts, "google-redirect", "short-link", "q", "url") if parts.path == "/url" else None


def _goo_gl(parts: SplitResult) -> Elsewhere:
    if (parts.hostname or "").lower() == "maps.app.goo.gl" or parts.path.startswith("/maps"):
        return Elsewhere("google-maps", "map", parts.geturl())
    return Elsewhere("short-link", "short-link", parts.geturl())


# Microsoft, Dropbox --------------------------------------------------------------------------------------------------

_SHARED: dict[str, Kind] = {"f": "folder", "w": "document", "x": "sheet", "p": "slides", "v": "video"}
"""Letters by which Microsoft's sharing links say what they share; every other one is a file."""

_LETTER = re.compile(r"/(?::(?P<colon>[a-z]):|(?P<plain>[a-z]))/", re.IGNORECASE)


def _one_drive_short(parts: SplitResult) -> Elsewhere:
    letter = _LETTER.match(parts.path)
    kind = _SHARED.get(letter["colon"] or letter["plain"], "file") if letter else "file"
    if kind in ("folder", "video"):
        return Elsewhere("onedrive", kind, parts.geturl())
    # Microsoft's documentation: a sharing address, base64 for URLs without padding, is a share's name.
    name = base64.urlsafe_b64encode(parts.geturl().encode()).decode().rstrip("=")
    return Elsewhere("onedrive", kind, f"https://api.onedrive.com/v1.0/shares/u!{name}/driveItem/content")


def _one_drive(parts: SplitResult) -> Elsewhere:
    if parts.path.lower() in ("/redir", "/embed", "/view.aspx", "/edit.aspx") and _value(parts, "resid"):
        return Elsewhere("onedrive", "file", urlunsplit(parts._replace(path="/download", fragment="")))
    return Elsewhere("onedrive", "file", parts.geturl())


def _share_point(parts: SplitResult) -> Elsewhere | None:
    letter = _LETTER.match(parts.path)
    if letter is None or not letter["colon"]:
        return None
    kind = _SHARED.get(letter["colon"].lower(), "file")
    plain = kind in ("folder", "video")
    return Elsewhere("sharepoint", kind, parts.geturl() if plain else _asking(parts, "download"))


def _office_viewer(parts: SplitResult) -> Elsewhere | None:
    return _through(parts, "office-viewer", "file", "src")


def _dropbox(parts: SplitResult) -> Elsewhere | None:
    if not re.match(r"/(?:s|sh|scl)/", parts.path):
        return None
    kind: Kind = "folder" if re.match(r"/(?:sh|scl/fo)/", parts.path) else "file"
    return Elsewhere("dropbox", kind, _asking(parts, "dl"))


def _asking(parts: SplitResult, key: str) -> str:
    """The same address with ``key=1`` in its query."""
    pairs = [pair for pair in parts.query.split("&") if pair and pair.partition("=")[0] != key]
    return urlunsplit(parts._replace(query="&".join([*pairs, f"{key}=1"]), fragment=""))


# Social networks -----------------------------------------------------------------------------------------------------

_POST = re.compile(
    r"/(?:posts?|photos?|permalink|story|events|hashtag|media|status|p)(?:[/.?]|$)|photo\.php|story\.php|"
    r"permalink\.php|fbid=|/groups/\d+/",
    re.IGNORECASE,
)
_VIDEO = re.compile(r"/(?:videos?|watch|reel|shorts|embed|live|v)(?:[/.?]|$)", re.IGNORECASE)


def _network(service: str) -> Callable[[SplitResult], Elsewhere | None]:
    def read(parts: SplitResult) -> Elsewhere | None:
        if parts.path in ("/l.php", "/flx/warn/") and (found := _through(parts, service, "short-link", "u")):
            return found
        place = f"{parts.path}?{parts.query}"
        kind: Kind = "video" if _VIDEO.search(place) else "post" if _POST.search(place) else "social"
        return Elsewhere(service, kind, parts.geturl())

    return read


def _map_of(service: str) -> Callable[[SplitResult], Elsewhere | None]:
    def read(parts: SplitResult) -> Elsewhere | None:
        of_maps = parts.path.startswith("/map") or (parts.hostname or "").lower().startswith("map")
        return Elsewhere(service, "map", parts.geturl()) if of_maps else None

    return read


_READERS: dict[str, Callable[[SplitResult], Elsewhere | None]] = {
    "drive.usercontent.google.com": _google_download,
    "drive.google.com": _google_drive,
    "docs.google.com": _google_docs,
    "goo.gl": _goo_gl,
    "1drv.ms": _one_drive_short,
    "onedrive.live.com": _one_drive,
    "sharepoint.com": _share_point,
    "view.officeapps.live.com": _office_viewer,
    "dropbox.com": _dropbox,
    "facebook.com": _network("facebook"),
    "twitter.com": _network("x"),
    "x.com": _network("x"),
    "instagram.com": _network("instagram"),
    "youtube.com": _network("youtube"),
    "youtube-nocookie.com": _network("youtube"),
    "tiktok.com": _network("tiktok"),
    "bing.com": _map_of("bing-maps"),
    "longdo.com": _map_of("longdo-map"),
}

_SIMPLE: tuple[tuple[str, Kind, tuple[str, ...]], ...] = (
    ("google-forms", "form", ("forms.gle",)),
    ("google-sites", "site", ("sites.google.com",)),
    ("microsoft-forms", "form", ("forms.office.com", "forms.microsoft.com", "forms.cloud.microsoft")),
    ("form-service", "form", ("surveymonkey.com", "jotform.com", "jotform.me", "typeform.com", "surveycan.com")),
    ("dropbox", "file", ("dl.dropboxusercontent.com",)),
    ("flip-book", "flip-book", (
        "anyflip.com", "pubhtml5.com", "fliphtml5.com", "flowpaper.com", "issuu.com", "heyzine.com", "flipsnack.com",
        "yumpu.com", "calameo.com", "flippingbook.com", "publuu.com", "simplebooklet.com", "paperturn-view.com",
    )),
    ("slideshare", "flip-book", ("slideshare.net",)),
    ("scribd", "flip-book", ("scribd.com",)),
    ("canva", "flip-book", ("canva.com", "my.canva.site")),
    ("facebook", "social", ("fb.com", "fb.me")),
    ("facebook", "video", ("fb.watch",)),
    ("messenger", "chat", ("m.me", "messenger.com")),
    ("line", "social", ("line.me", "lin.ee", "line.ee")),
    ("youtube", "video", ("youtu.be",)),
    ("threads", "social", ("threads.net", "threads.com")),
    ("blockdit", "social", ("blockdit.com",)),
    ("x", "short-link", ("t.co",)),
    ("open-street-map", "map", ("openstreetmap.org",)),
    ("nostra-map", "map", ("map.nostramap.com",)),
    ("waze", "map", ("waze.com",)),
    ("google-maps", "map", ("g.page",)),
    ("link-page", "site", ("linktr.ee", "lnk.bio", "beacons.ai", "bio.link")),
    ("short-link", "short-link", (
        "bit.ly", "bitly.com", "bitly.ws", "tinyurl.com", "shorturl.at", "shorturl.asia", "me2.do", "cutt.ly", "t.ly",
        "rb.gy", "is.gd", "v.gd", "ow.ly", "s.id", "tiny.cc", "rebrand.ly", "reurl.cc", "gg.gg", "surl.li", "bit.do",
        "qrco.de", "me-qr.com", "url.in.th", "dg.th", "1th.me", "t2m.io", "lnkd.in",
    )),
)  # fmt: skip
"""Services that are the same thing at every address of theirs."""
