"""Does a page need a browser before it can be read? Told from what came by HTTP, without running anything.

A page that only moves what it already says (sliders, menus, tabs, an overlay until everything is loaded) needs none.
"""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from checks.evidence import TEXT_KINDS, Document
from crawler.fetch.browser.places import filled_by_script
from crawler.read.address import script_target
from crawler.read.html import SHELL_LETTERS

Need = Literal["", "empty-shell", "app-root", "loading-marker", "script-content", "script-menu"]

LITTLE = 200
"""Letters of content; a page with more is drawn, whatever mount points it has besides."""

MENU_ENTRIES = 3
"""Entries without an address that make a menu one of scripts."""

MENU_SHARE = 0.6
"""Part of a menu's entries that have none."""

_ROOTS = (
    "#root, #app, #__next, #__nuxt, #___gatsby, #svelte, #q-app, #react-root, #app-root, #main-app, #ember-app, #spa, "
    "#react-app, #vue-app, #application, app-root, my-app, app, [ng-view], [data-ng-view], ng-view, [ui-view], "
    "ui-view, "
    "router-outlet, router-view, [data-reactroot], [data-v-app], [v-cloak]"
)
_APPLICATION = re.compile(
    r"""type=["']?module|ng-app|ng-controller|data-reactroot|__NEXT_DATA__|__NUXT__|___gatsby|webpack|_next/|_nuxt/"""
    r"""|_framework/blazor"""
    r"""|\b(main|app|bundle|index|runtime|chunk|vendors?|polyfills)([.~-][\w~-]+)*\.js"""
    r"""|\b(react|vue|angular|svelte|ember|backbone|knockout|mithril|preact|alpine)[\w.@-]*\.js"""
    r"""|createApp\(|new Vue\(""",
    re.IGNORECASE,
)
_CONTENT = "a[href], img, iframe, frame, input, form, object, embed, table, meta[http-equiv='refresh' i]"
_TEMPLATE = re.compile(r"\{\{.{1,200}?\}\}")
_BOUND = re.compile(r"\b(ng-app|ng-controller|ng-repeat|v-cloak|v-for|v-if|x-data)\b")
_LOADING = re.compile(
    r"^\W*(กำลัง(ดาวน์)?โหลด[\w\u0e31-\u0e4e]*|กำลังประมวลผล\w*|(กรุณา|โปรด)รอ(สักครู่)?|loading|please wait)"
    r"(\s*(ข้อมูล|หน้าเว็บ|หน้า|ระบบ|เว็บไซต์|data|content|page|กรุณารอสักครู่|โปรดรอสักครู่|please wait))*[\s.…!]*$",
    re.IGNORECASE,
)
_SAYS_LOADING = re.compile("โหลด|รอสักครู่|โปรดรอ|กรุณารอ|ประมวลผล|loading|please wait", re.IGNORECASE)
_OVERLAY = re.compile(
    r"preload|pre-load|page-?load|site-?load|loading-?(page|screen|bg|wrap|mask|overlay|container|area)"
    r"|overlay|splash|modal"
    r"|popup|lightbox|fancybox|backdrop|loader-?(wrap|bg|container|section|inner)|ajax-?load|blockui|dialog|tooltip",
    re.IGNORECASE,
)
_LOADER_NAME = re.compile(r"load|spin|wait|progress", re.IGNORECASE)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|position\s*:\s*fixed", re.IGNORECASE)
_UNSEEN_CLASS = re.compile(r"(^|\s)(d-none|hidden|hide|invisible|sr-only|visually-hidden|screen-reader-text)(\s|$)")
_SKELETON = re.compile(r"skeleton|shimmer|placeholder-glow|placeholder-wave|ghost-load", re.IGNORECASE)
_MENUS = (
    "nav, [role=navigation], [role=menubar], [role=menu], [class*=menu], [id*=menu], [class*=navbar], [class*=sidebar]"
)
_CLICKS = (
    "onclick", "ng-click", "data-ng-click", "@click", "@click.prevent", "v-on:click", "(click)", "routerlink",
    "[routerlink]", "ui-sref", "to", ":to", "data-route", "data-page", "data-view", "data-load", "data-url",
    "data-path",
)  # fmt: skip
_QUOTED = re.compile(r"""['"]#?([\w-]+)['"]""")
_NO_ENTRY = re.compile(
    r"return\s+false|toggle|open(nav|menu|side)|close|collapse|dropdown|share|print|font|resize|lang", re.IGNORECASE
)


def needs_browser(document: Document, text: str) -> Need:
    """The reason why a page must be drawn by a browser before it can be read; empty for most pages.

    document: what the HTML reader found in the page. text: the page as it came, decoded. ``empty-shell``: hardly
    anything but scripts. ``app-root``: an application that has yet to fill the place where it draws.
    ``loading-marker``: a part of the content says only that it is being loaded. ``script-content``: a table, list or
    box of the content is empty until a script fills it. ``script-menu``: a menu whose entries lead nowhere without a
    script.
    """
    if document.kind != "page" or "<script" not in text.lower():
        return ""
    if document.state == "no-text":
        return "empty-shell"
    tree = LexborHTMLParser(text)
    if not _runs_scripts(tree):
        return ""
    content = sum(len(b.text) for b in document.blocks if b.kind in TEXT_KINDS and b.region == "main")
    reasons: dict[Need, bool] = {
        "app-root": _unfilled(document, tree, text, content),
        "empty-shell": _hollow(tree, text, content),
        "loading-marker": _loading(document, tree, text, content),
        "script-content": filled_by_script(tree, content, urlsplit(document.final_url).netloc),
        "script-menu": _script_menu(tree, text),
    }
    return next((reason for reason, true in reasons.items() if true), "")


def _runs_scripts(tree: LexborHTMLParser) -> bool:
    """Scripts that do something: not only structured data or a counter."""
    for script in tree.css("script"):
        kind = (script.attributes.get("type") or "").lower()
        if kind in ("", "module", "text/javascript", "application/javascript", "text/babel") or "json" not in kind:
            return True
    return False


def _letters(node: LexborNode) -> int:
    """Letters a visitor sees inside, up to some hundreds; scripts, styles and noscript hints left out."""
    count = 0
    for inner in node.traverse(include_text=True):
        if inner.tag == "-text" and not _unread(inner, node):
            count += len((inner.text_content or "").strip())
            if count > LITTLE:
                break
    return count


def _unread(text: LexborNode, top: LexborNode) -> bool:
    above = text.parent
    while above is not None and above != top:
        if above.tag in ("script", "style", "noscript", "template"):
            return True
        above = above.parent
    return False


def _said(node: LexborNode) -> str:
    return " ".join(node.text(deep=True, separator=" ").split())


def _unfilled(document: Document, tree: LexborHTMLParser, text: str, content: int) -> bool:
    """An application whose place on the page is empty, or still shows its templates."""
    if _BOUND.search(text) and any(_TEMPLATE.search(b.text) for b in document.blocks if b.kind in TEXT_KINDS):
        return True
    if content >= LITTLE:
        return False
    roots = tree.css(_ROOTS)
    empty = [
        root for root in roots if _letters(root) < SHELL_LETTERS and not root.css("a[href], img, table, form, iframe")
    ]
    return bool(empty) and (bool(_APPLICATION.search(text)) or any("-" in (root.tag or "") for root in empty))


def _hollow(tree: LexborHTMLParser, text: str, content: int) -> bool:
    """Next to nothing stands in the body, though a counting picture or a noscript hint may look like content."""
    if content >= SHELL_LETTERS or tree.body is None or not _APPLICATION.search(text):
        return False
    return not any(not _in_noscript(n) for n in tree.css(_CONTENT)) and _letters(tree.body) < SHELL_LETTERS


def _in_noscript(node: LexborNode) -> bool:
    above = node.parent
    while above is not None:
        if above.tag in ("noscript", "template"):
            return True
        above = above.parent
    return False


def _loading(document: Document, tree: LexborHTMLParser, text: str, content: int) -> bool:
    """A part of the content that only says "loading": no overlay over a page that is complete."""
    said = [b for b in document.blocks if b.kind in TEXT_KINDS and b.region == "main" and not b.hidden]
    if any(_SAYS_LOADING.search(b.text) and _LOADING.match(b.text) for b in said):
        marks = [n for n in tree.css("body *") if n.tag not in _WORDLESS and _is_mark(n)]
        if any(not _is_overlay(mark) for mark in marks):
            return True
    if content >= SHELL_LETTERS or not _SKELETON.search(text):
        return False
    return any(not _said(n) for n in tree.css("[class*=skeleton], [class*=shimmer], [class*=placeholder-]"))


_WORDLESS = frozenset(
    {"script", "style", "noscript", "template", "option", "input", "button", "a", "title", "textarea"}
)


def _is_mark(node: LexborNode) -> bool:
    """An element whose own words are a loading marker."""
    own = " ".join((node.text(deep=False) or "").split())
    return bool(own) and len(own) < SHELL_LETTERS and bool(_LOADING.match(own))


def _is_overlay(mark: LexborNode) -> bool:
    """Something laid over the page until all is there, or shown only while something else is loading."""
    marker, top = _said(mark), mark
    chain = [mark]
    while top.parent is not None and top.parent.tag not in ("body", "html") and _said(top.parent) == marker:
        top = top.parent
        chain.append(top)
    for node in chain:
        names = f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''}"
        hidden = _UNSEEN.search(node.attributes.get("style") or "") or "hidden" in node.attributes
        if hidden or _OVERLAY.search(names) or (_UNSEEN_CLASS.search(names) and len(chain) == 1):
            return True
        if node.tag in ("label", "span", "small", "i") and len(chain) == 1:
            return True
    outer = f"{top.attributes.get('id') or ''} {top.attributes.get('class') or ''}"
    above = top.parent
    return (above is None or above.tag == "body") and bool(_LOADER_NAME.search(outer))


def _script_menu(tree: LexborHTMLParser, text: str) -> bool:
    """A menu most of whose entries have no address, only something that a script reacts to."""
    if not any(f"{name}=" in text for name in (*_CLICKS, "routerLink", "[routerLink]")):
        return False
    ids = {node.attributes.get("id") for node in tree.css("[id]") if _letters(node) > 1}
    for menu in tree.css(_MENUS):
        dead = [n for n in menu.css("li, a, span, div, button, td") if _is_dead_entry(n, ids)]
        words = {_said(node) for node in dead}
        alive = {_said(a) for a in menu.css("a[href]") if _address(a)}
        if len(words) >= MENU_ENTRIES and len(words) >= MENU_SHARE * (len(words) + len(alive - words)):
            return True
    return False


def _is_dead_entry(node: LexborNode, ids: set[str | None]) -> bool:
    attributes = node.attributes
    code = next((attributes[name] or "" for name in _CLICKS if name in attributes), None)
    if code is None or _address(node) or not 2 <= len(_said(node)) <= 80:  # noqa: PLR2004 - a menu's words
        return False
    if "onclick" in attributes and (script_target(code) or _NO_ENTRY.search(code) or not code.strip()):
        return False
    if any(name in ids for name in _QUOTED.findall(code)) or code.removeprefix("#") in ids:
        return False  # opens a part of the page that is there
    return not any(_address(inner) for inner in node.css("a[href]")) and not _has_submenu(node)


def _has_submenu(node: LexborNode) -> bool:
    item = node if node.tag == "li" else node.parent
    return item is not None and any(_address(a) for a in item.css("ul a[href], ol a[href], [class*=dropdown] a[href]"))


def _address(node: LexborNode) -> str:
    """Where a link leads; empty for ``#`` and scripts."""
    href = (node.attributes.get("href") or "").strip() if node.tag == "a" else ""
    if href.lower().startswith("javascript:"):
        return script_target(href)
    return "" if href in ("", "#", "#!") else href
