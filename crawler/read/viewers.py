"""Viewers: the document behind a reader of pages, and pages of services that show a document only as pictures."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qs, urlsplit

from msgspec.structs import replace

from checks.elsewhere import Elsewhere, recognise
from checks.evidence import TEXT_KINDS, Block, DocumentState
from checks.links import url_key
from crawler.read.address import Resolver
from crawler.read.google import confirmed_download, folder_blocks, form_blocks, script_code
from crawler.read.tree import Element, Tree

MAX_FOUND = 30
"""So many documents behind viewers are named on one page."""

MAX_ADDRESS = 600
"""A longer text in quotes is no address."""

OWN_TEXT = 400
"""Thai letters; a viewer's page with fewer shows its name and its buttons, not the document."""

_PAPER = r"\.(?:pdf|docx?|xlsx?|pptx?)(?:[?#][^'\"<>\s]*)?"
_HINT = re.compile(rf"{_PAPER}|viewer|gview|officeapps", re.IGNORECASE)
"""What the address of a document, or of a viewer that names one, has in it."""

_PAPER_END = re.compile(rf"[^/\s]{_PAPER}$", re.IGNORECASE)
_QUOTED = rf"""(['"])(?P<url>[^'"<>\n\[\]{{}}]{{1,{MAX_ADDRESS}}}?{_PAPER})\1"""
_KEYED = re.compile(
    r"(?:pdf_?file|pdf_?url|pdf_?path|pdf_?src|pdf_?source|pdf|source|file|file_?url|url|src|doc_?url|document|"
    r"default_?url|guid|swf_?file)['\"]?\s*[:=]\s*(?:encodeURI(?:Component)?|escape)?\(?\s*" + _QUOTED,
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?:getDocument|PDFObject\.embed|(?<![a-z])flip_?book|FlowPaperViewer|FlexPaperViewer|loadPDF|openPDF|showPDF)"
    r"\s*\(\s*" + _QUOTED,
    re.IGNORECASE,
)
_VIEWER_TEXT = re.compile(r"""(['"])(?P<url>https?:(?:\\?/){2}[^'"<>\s]{1,600})\1""", re.IGNORECASE)
_CODED = re.compile(r"""FB3D_CLIENT_DATA[^'"]{0,60}['"](?P<data>[A-Za-z0-9+/=]{16,200000})['"]""")
_VIEWER_KEYS = ("file", "pdf", "url", "src", "pdfurl", "doc", "document")
_PLAIN = frozenset({"a", "area", "script", "img", "link", "form", "source"})
"""Elements whose addresses are read as what they are, or are no documents."""

_WORDS = frozenset({"class", "style", "alt", "title", "onclick", "href", "value", "placeholder", "id", "name"})
"""Attributes that name no document, or whose address is read as a link."""

_PICTURES = re.compile(
    r"fliphtml5_pages|textForPages|mobile/javascript/(?:main|config)\.js|files/search/book_config|bookConfig\.|"
    r"html5/?flip|turn\.min\.js|3dflipbook|pageflip",
    re.IGNORECASE,
)
_THAI = re.compile("[\u0e01-\u0e4e]")

_VIEWED: frozenset[str] = frozenset({"file", "document", "sheet", "slides", "flip-book"})


def complete(
    tree: Tree, resolve: Resolver, url: str, blocks: list[Block], state: DocumentState
) -> tuple[list[Block], DocumentState]:
    """What a page shows through a service or a viewer, added to its blocks, with the state that follows from it.

    url: the page's own address. A form's questions and a folder's entries take the place of what their pages say
    around them; documents behind viewers come as links.
    """
    at = recognise(url)
    if at is not None:
        blocks, state = _of_service(tree, resolve, url, at, blocks, state)
    found = list(_new_links(behind(tree, resolve, url), blocks))
    if found:
        blocks, state = _placed(blocks, found, resolve), "read"
    elif _only_pictures(tree, at, blocks, state):
        state = "preview-only"
    return blocks, state


def _of_service(
    tree: Tree, resolve: Resolver, url: str, at: Elsewhere, blocks: list[Block], state: DocumentState
) -> tuple[list[Block], DocumentState]:
    drawn: list[Block] = []
    if at.service == "google-forms":
        drawn = form_blocks(tree, url)
    elif at.service == "google-drive" and at.kind == "folder":
        drawn = folder_blocks(tree, resolve)
    elif at.service == "google-drive" and (confirmed := confirmed_download(tree, resolve)):
        return [*blocks, Block("link", "", href=confirmed)], "read"
    return (drawn, "read") if drawn else (blocks, state)


def _only_pictures(tree: Tree, at: Elsewhere | None, blocks: Sequence[Block], state: DocumentState) -> bool:
    """Is it a page that shows a document to people alone?"""
    if at is not None and at.kind in _VIEWED:
        if any("confirm=" in b.href for b in blocks):
            return False
        words = "".join(b.text for b in blocks if b.kind in TEXT_KINDS and b.kind != "heading")
        return len(_THAI.findall(words)) < OWN_TEXT
    if state != "no-text":
        return False
    scripts = (e for e in tree.root.elements() if e.tag == "script")
    return any(_PICTURES.search(e.get("src") or script_code(e)) for e in scripts)


# The documents behind viewers ----------------------------------------------------------------------------------------


def behind(tree: Tree, resolve: Resolver, url: str) -> Iterator[tuple[str, str]]:
    """Address and title of each document that a viewer on the page shows, in reading order.

    Named by an attribute (``source`` of dFlip, ``data`` of an object, options of a flip-book), by the address of a
    viewer's frame, by a script that starts a viewer, or by the address of the page itself.
    """
    own = _inside_viewer(url)
    if own:
        yield resolve(own), ""
    for element in tree.root.elements():
        if element.tag == "script":
            if not element.get("src"):
                yield from ((resolve(found), "") for found in _in_script(script_code(element)))
        elif element.attrs and element.tag not in _PLAIN:
            title = element.get("title") or element.get("data-title")
            yield from ((resolve(found), title) for found in _in_attributes(element))


def _in_attributes(element: Element) -> Iterator[str]:
    for name, raw in element.attrs.items():
        value = (raw or "").strip()
        if name in _WORDS or not _HINT.search(value):
            continue
        if value[0] in "{[":
            yield from _in_script(value)
        elif len(value) <= MAX_ADDRESS and (found := _document(value)):
            yield found


def _document(value: str) -> str:
    """The address of a document: the value itself, or the one that a viewer's address names; else empty."""
    inside = _inside_viewer(value)
    if inside:
        return inside
    plain = value.partition("?")[0].partition("#")[0]
    return value if _PAPER_END.search(plain) and "[" not in value else ""


def _inside_viewer(address: str) -> str:
    """The document that a viewer's address names in its query, as ``viewer.html?file=plan.pdf``; else empty."""
    at = recognise(address)
    if at is not None:
        # Google's and Microsoft's viewers; a file on a service is followed by its own address.
        return at.fetch_url if at.service in ("google-viewer", "office-viewer") else ""
    try:
        query = parse_qs(urlsplit(address).query or urlsplit(address).fragment)
    except ValueError:
        return ""
    values = (values[0] for key, values in query.items() if key.lower() in _VIEWER_KEYS)
    return next((value for value in values if _PAPER_END.search(value) and "=" not in value.partition("?")[0]), "")


def _in_script(code: str) -> Iterator[str]:
    for coded in _CODED.finditer(code):
        try:
            yield from _in_script(base64.b64decode(coded["data"]).decode("utf-8", "replace"))
        except (binascii.Error, ValueError):
            continue
    found = [*_KEYED.finditer(code), *_CALLED.finditer(code)]
    for match in sorted(found, key=lambda m: m.start("url")):
        address = html.unescape(match["url"].replace("\\/", "/"))
        # "{files/plan_[*,0].pdf}" names one file a page; ".pdf" alone is put together by the script.
        if _PAPER_END.search(address) and "*" not in address:
            yield _inside_viewer(address) or address
    for match in _VIEWER_TEXT.finditer(code):
        if inside := _inside_viewer(match["url"].replace("\\/", "/")):
            yield inside


def _new_links(found: Iterator[tuple[str, str]], blocks: Sequence[Block]) -> Iterator[Block]:
    """A link for each address that no link of the page has yet."""
    known = {url_key(b.href) for b in blocks if b.kind == "link"}
    count = 0
    for href, title in found:
        if href.startswith("http") and (key := url_key(href)) not in known and count < MAX_FOUND:
            known.add(key)
            count += 1
            yield Block("link", " ".join(title.split()), href=href)


def _placed(blocks: Sequence[Block], found: Sequence[Block], resolve: Resolver) -> list[Block]:
    """Each link behind the frame that shows its document, else behind the last of the page's own content."""
    frames: dict[str, int] = {}
    for place, block in enumerate(blocks):
        if block.kind == "widget" and block.href:
            frames.setdefault(url_key(resolve(_document(block.href)) or block.href), place)
    last = max((place for place, block in enumerate(blocks) if block.region == "main"), default=len(blocks) - 1)
    after: dict[int, list[Block]] = {}
    for link in found:
        at = frames.get(url_key(link.href))
        if at is None:
            after.setdefault(last, []).append(link)
        else:
            frame = blocks[at]
            after.setdefault(at, []).append(replace(link, region=frame.region, hidden=frame.hidden))
    placed = list(after.get(-1, ()))
    for place, block in enumerate(blocks):
        placed += [block, *after.get(place, ())]
    return placed
