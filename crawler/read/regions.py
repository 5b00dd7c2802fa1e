"""Where on the page an element stands: main, menu, header, footer or side column.

Tags, roles, classes and ids say it; names follow what Thai vendors and WordPress themes use. When in doubt an
element is main: a missed menu costs little, a missed list of documents costs a verdict.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from checks.evidence import Region

if TYPE_CHECKING:
    from crawler.read.tree import Element

_ROLES: dict[str, Region] = {
    "navigation": "menu", "menu": "menu", "menubar": "menu", "banner": "header", "contentinfo": "footer",
    "complementary": "side", "main": "main",
}  # fmt: skip
_TAGS: dict[str, Region] = {"nav": "menu", "header": "header", "footer": "footer", "aside": "side", "main": "main"}

_BREADCRUMB = re.compile(r"bread-?_?crumb|^crumbs?$|^pathway$|you-?are-?here", re.IGNORECASE)
_NEUTRAL = re.compile(
    r"^(has|no|with|without|is|show|hide|open|toggle)[-_]"  # state of the whole page, not a place
    r"|^(page|entry|post|article|section|panel|card|modal|content|block|box|item|title|accordion|table|tab|news|event|"
    r"product|portlet|well|list|main|dialog|widget|elementor-widget|elementor-element)[-_]*(header|head|footer|banner|top)\b",
    re.IGNORECASE,
)
_TABS = re.compile(r"^(nav|tab)[-_]?(tabs?|pills?|content|pane)\b|^tabs?([-_]|$)", re.IGNORECASE)  # tabs hold content
_PLACE = (
    r"(?:top|left|right|main|sub|side|mega|mobile|head(?:er)?|foot(?:er)?|bottom|site|primary|secondary|drop|sticky|"
    r"off|slide|web|h|v)*"
)
_MENU = re.compile(
    rf"(?:^|[-_]){_PLACE}[-_]?(?:menus?|nav|navs|navi|navbar|navigation|navbars|topnav|sidenav|superfish|slimmenu)\d*(?:$|[-_])"
    r"|^(?:main|top|left|right|side|sub|drop|dropdown|mega)[-_]?menu|(?:^|[-_])pagination$|^off-?canvas|^skip-?links?$",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"^(?:site|main|page|the|wrap|bg|web|section|sub|bottom|my)?[-_]*(?:footer|foot)s?\d*"
    r"(?:$|[-_](?:wrapper|wrap|area|bar|bottom|top|main|container|content|inner|section|widgets?|col|info|menu|\d+))"
    r"|^copy-?rights?$|^colophon$|^bottom-?bar$|^elementor-location-footer$",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"^(?:site|main|the|wrap|bg|web|sub|top|my)?[-_]*(?:header|masthead)s?\d*"
    r"(?:$|[-_](?:wrapper|wrap|area|bar|bottom|top|main|container|content|inner|section|image|logo|\d+))"
    r"|^(?:top-?bar|topbanner|top-?banner|head-?banner|site-?branding|banner-?top|logo|elementor-location-header)$",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"^(?:left|right|main|site|the|primary|secondary|sub|page|blog|shop|l|r)?[-_]*(?:side-?_?bar|side-?column|sidecol|sidepanel|aside)s?\d*"
    r"(?:$|[-_](?:wrapper|wrap|area|left|right|inner|container|content|first|second|primary|secondary|main|\d+))"
    r"|^(?:widget-?_?area|widget-?bar|left-?_?col(?:umn)?|right-?_?col(?:umn)?|col-?_?(?:left|right)|left-?bar|right-?bar"
    r"|left-?side|right-?side|left-?block|right-?block|tmsidebar)$",
    re.IGNORECASE,
)
_NAMES: tuple[tuple[Region, re.Pattern[str]], ...] = (
    ("footer", _FOOTER), ("menu", _MENU), ("side", _SIDE), ("header", _HEADER),
)  # fmt: skip
_WIDGET = re.compile(r"(?:^|\s)widget(?:\s|$)", re.IGNORECASE)
_MAIN_IDS = frozenset({
    "main", "content", "maincontent", "main-content", "main_content", "primary", "content-main", "contents",
    "main-body", "mainbody",
})  # fmt: skip
_SECTIONING = ("main", "article", "section")

TOO_MUCH_PROSE = 400
"""A menu, header or side column with more unlinked letters than this, which are most of the page, is none."""


def marks_main(tag: str, role: str, identity: str) -> bool:
    """Whether an element says of itself that it holds the page's main content."""
    return tag == "main" or role == "main" or identity.lower() in _MAIN_IDS


@functools.lru_cache(maxsize=8192)
def by_name(class_and_id: str) -> Region | None:
    """The place that class and id name; ``None`` where they name none."""
    for token in class_and_id.split():
        if _BREADCRUMB.search(token):
            return "header"
        if _TABS.search(token):
            return None
    for token in class_and_id.split():
        if _NEUTRAL.search(token):
            continue
        for region, names in _NAMES:
            if names.search(token):
                return region
    return None


def region_of(element: Element, outer: Region, prose: int) -> Region:
    """The region of ``element`` that stands in ``outer``.

    prose: unlinked letters of the whole page, so that a wrapper named ``menu`` around everything is not believed.
    """
    if marks_main(element.tag, element.get("role"), element.get("id")):
        # A block with id "content" inside a footer or a menu stays there; <main> is believed everywhere.
        return "main" if outer == "main" or element.tag == "main" or element.get("role") == "main" else outer
    found = _named(element)
    if found is None or outer == found or element.holds_main:
        return outer
    if outer in ("footer", "menu") and found != "main":
        return outer
    if found != "footer" and (own := element.letters - element.linked) > TOO_MUCH_PROSE and own * 2 > prose:
        return outer
    return found


def _named(element: Element) -> Region | None:
    """The region that tag, role, class or id claim, before anything speaks against it."""
    tag, attrs = element.tag, element.attrs
    if tag in ("html", "body", "a"):  # classes of the body tell states of the theme
        return None
    role = _ROLES.get((attrs.get("role") or "").strip().lower())
    if role is not None:
        return role
    if _BREADCRUMB.search(attrs.get("aria-label") or ""):
        return "header"
    classes, identity = attrs.get("class") or "", attrs.get("id") or ""
    named = by_name(f"{classes} {identity}") if classes or identity else None
    if tag in _TAGS:
        return _by_tag(element, named)
    if named is None and "so-panel" not in classes and _WIDGET.search(classes):
        return None if element.within(*_SECTIONING) is not None else "side"
    return named


def _by_tag(element: Element, named: Region | None) -> Region | None:
    """What ``nav``, ``header``, ``footer`` or ``aside`` are here."""
    if named == "header" and element.tag == "nav":
        return "header"
    of_a_section = element.tag in ("header", "footer") and element.within(*_SECTIONING) is not None
    return None if of_a_section else _TAGS[element.tag]
