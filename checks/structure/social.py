"""Links to social networks and live chats on a page: whose they are, and whether they are more than a share button."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import msgspec

from checks.bundle import Bundle
from checks.elsewhere import ACCOUNTS, recognise
from checks.evidence import Block
from checks.links import host_of
from checks.reading import Reading

Kind = Literal["page", "post", "share", "bare", "chat"]
"""``page``: an account; ``post``: a single post or video; ``share``: a share button; ``bare``: the network's own front
page; ``chat``: opens a conversation outside the site."""

_SHARE = re.compile(
    r"/(?:sharer|share(?:\.php|\?|$)|dialog/|intent/|share_channel|plugins/(?:like|share)|pin/create|msg/|r/msg|r/share|socialplugin|social-plugins|home\?status)|lineit/share|/sharer\.php",
    re.IGNORECASE,
)
_POST = re.compile(
    r"/(?:posts?|videos?|photos?|permalink|story|watch|reel|events|hashtag|media|status|p|embed|v|shorts|search)(?:[/.?]|$)|photo\.php|story\.php|permalink\.php|fbid=",
    re.IGNORECASE,
)
_NOT_ACCOUNTS = frozenset(
    (
        "facebook",
        "facebookapp",
        "wordpress",
        "joomla",
        "drupal",
        "wix",
        "twitter",
        "instagram",
        "youtube",
        "line",
        "linethailand",
        "login",
        "login.php",
        "help",
        "policies",
        "legal",
        "privacy",
        "home.php",
        "themegrill",
        "elementor",
        "bootstrap",
        "en",
        "th",
    )
)

LIVE_CHATS = frozenset(
    (
        "tawk.to",
        "facebook-messenger",
        "zendesk",
        "tidio",
        "crisp",
        "dialogflow",
        "intercom",
        "livechat",
        "chatwoot",
        "smartsupp",
        "freshchat",
        "jivochat",
        "olark",
        "drift",
        "zoho-salesiq",
        "hubspot-chat",
        "botnoi",
        "botframework",
        "landbot",
        "zwiz",
        "chat-bot",
        "facebook-comments",
    )
)
"""Widgets in which a visitor writes and is answered on the page itself."""


class Account(msgspec.Struct, frozen=True):
    """A link or plugin of a social network: what kind it is, and its words."""

    reading: Reading
    block: Block
    kind: Kind
    name: str


def accounts(reading: Reading) -> Iterator[Account]:
    """Everything on a page, in every region, that leads to a social network."""
    for block in (*reading.links, *reading.widgets):
        if not block.href:
            continue
        if block.kind == "widget" and block.text == "facebook-page":
            yield Account(reading, block, "page", _slug(_plugin_target(block.href)))
        elif (at := recognise(block.href)) is not None and at.kind in ACCOUNTS:
            yield Account(reading, block, _kind(block.href), _slug(block.href))


def live_chats(reading: Reading) -> list[Block]:
    """Chat boxes of the page that answer there."""
    return [
        b
        for b in reading.widgets
        if b.text in LIVE_CHATS or (b.text == "facebook-page" and re.search(r"tabs=[^&]*messages", b.href))
    ]


def foreign_slug(bundle: Bundle, name: str) -> bool:
    """Does an account's name repeat the host's own name, where the agency is only a guest below a path of it?

    An office that lives at ``department.go.th/province/`` is linked beside the department's own page.
    """
    parts = urlsplit(bundle.site.case.agency.url)
    path = [p for p in parts.path.split("/") if p and "." not in p]
    if not path or not name:
        return False
    plain = _plain(name)
    host = _plain((parts.hostname or "").removeprefix("www.").split(".")[0])
    return len(host) > 2 and host in plain and not any(_plain(p) in plain for p in path if len(p) > 2)  # noqa: PLR2004


def _kind(href: str) -> Kind:
    parts = urlsplit(href)
    place = f"{parts.path}?{parts.query}"
    if _SHARE.search(place) or host_of(href).startswith("social-plugins."):
        return "share"
    if host_of(href).endswith("m.me"):
        return "chat"
    slug = _slug(href)
    if host_of(href).endswith(("line.me", "lin.ee", "line.ee")) and slug:
        return "page"
    if not slug or slug.lower() in _NOT_ACCOUNTS:
        return "bare"
    return "post" if _POST.search(place) or host_of(href).endswith(("fb.watch",)) else "page"


def _slug(href: str) -> str:
    parts = urlsplit(href)
    pieces = [p for p in parts.path.split("/") if p]
    if not pieces and "profile" in parts.query:
        return parts.query
    if host_of(href).endswith("youtu.be"):
        return "watch"
    return "/".join(pieces[:3])


def _plugin_target(href: str) -> str:
    query = parse_qs(urlsplit(href).query)
    return query.get("href", [href])[0]


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())
