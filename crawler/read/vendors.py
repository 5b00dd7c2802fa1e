"""Names for what other companies embed in a page: maps, videos, flip-books, forms, chat."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.read.tree import Element

# First hit wins: more special addresses stand before more general ones.
_FRAMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("google-maps", ("google.com/maps", "google.co.th/maps", "maps.google.", "google.com/embed?pb", "maps.app.goo.gl")),
    ("google-forms", ("docs.google.com/forms", "forms.gle/")),
    ("google-drive", ("drive.google.com", "docs.google.com/viewer", "docs.google.com/gview")),
    ("google-docs", ("docs.google.com",)),
    ("google-calendar", ("calendar.google.com", "google.com/calendar")),
    ("looker-studio", ("lookerstudio.google.com", "datastudio.google.com")),
    ("power-bi", ("app.powerbi.com",)),
    ("microsoft-forms", ("forms.office.com", "forms.microsoft.com")),
    ("facebook-page", ("facebook.com/plugins/page", "facebook.com/plugins/likebox", "facebook.com/plugins/fan")),
    ("facebook-video", ("facebook.com/plugins/video",)),
    ("facebook-plugin", ("facebook.com/plugins/",)),
    ("youtube", ("youtube.com/", "youtube-nocookie.com/", "youtu.be/")),
    ("line-chat", ("line.me/", "lin.ee/")),
    ("flipbook", ("anyflip.com", "pubhtml5.com", "fliphtml5.com", "flowpaper", "issuu.com", "flipbook", "heyzine.com",
                  "flipsnack.com", "yumpu.com", "calameo.com")),
    ("slideshare", ("slideshare.net",)),
    ("dialogflow", ("dialogflow.cloud.google.com", "console.dialogflow.com")),
    ("chat-bot", ("webchat.botframework.com", "botnoi", "landbot.io", "chatbot")),
)  # fmt: skip

_CHATS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("tawk.to", ("embed.tawk.to",)),
    ("facebook-messenger", ("xfbml.customerchat", "fb-customerchat", "fb-messenger", "messengerextensions")),
    ("zendesk", ("static.zdassets.com", "zopim.com", "zendesk.com/embeddable")),
    ("line-chat", ("d.line-scdn.net/r/web/social-plugin", "page.line.me/widget", "line-chat-widget")),
    ("tidio", ("code.tidio.co",)),
    ("crisp", ("client.crisp.chat",)),
    ("dialogflow", ("df-messenger", "dialogflow")),
    ("intercom", ("widget.intercom.io",)),
    ("livechat", ("cdn.livechatinc.com",)),
    ("chatwoot", ("chatwootsdk", "/packs/js/sdk.js")),
    ("smartsupp", ("smartsuppchat.com",)),
    ("freshchat", ("wchat.freshchat.com", "widget.freshworks.com")),
    ("jivochat", ("code.jivosite.com",)),
    ("olark", ("static.olark.com",)),
    ("drift", ("js.driftt.com",)),
    ("zoho-salesiq", ("salesiq.zoho",)),
    ("hubspot-chat", ("js.usemessages.com",)),
    ("botnoi", ("botnoi.ai", "botnoigroup")),
    ("botframework", ("botframework.com", "botframework-webchat")),
    ("landbot", ("landbot.io",)),
    ("zwiz", ("zwiz.ai", "zwizai")),
)

# Elements that a script turns into a widget: class or tag, vendor, attribute with the address.
_PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "fb-page": ("facebook-page", "data-href"),
    "fb-like-box": ("facebook-page", "data-href"),
    "fb-comments": ("facebook-comments", "data-href"),
    "fb-video": ("facebook-video", "data-href"),
    "fb-customerchat": ("facebook-messenger", "page_id"),
    "fb-messengermessageus": ("facebook-messenger", "page_id"),
    "line-it-button": ("line-chat", "data-url"),
    "_df_book": ("flipbook", "source"),
    "_df_thumb": ("flipbook", "source"),
}


def frame_vendor(address: str) -> str:
    """The vendor of an embedded frame; empty where none is known.

    >>> frame_vendor("https://www.google.com/maps/embed?pb=!1m18")
    'google-maps'
    """
    lowered = address.lower()
    return next((name for name, marks in _FRAMES if any(mark in lowered for mark in marks)), "")


def chat_vendors(code: str) -> Iterator[str]:
    """Every chat vendor that a script (its address or its code) starts, each once."""
    lowered = code.lower()
    for name, marks in _CHATS:
        if any(mark in lowered for mark in marks):
            yield name


_AT = r"(?:@|\\u0040|\\x40|&#0*64;)"
_JOINED_MAIL = re.compile(
    rf"""\+\s*(['"]){_AT}[\w.-]*\1|(['"])[\w.-]*{_AT}\2\s*\+|fromCharCode\(\s*64\s*\)""", re.IGNORECASE
)
_WRITES = re.compile(r"document\.write|innerhtml|textcontent|innertext", re.IGNORECASE)


def writes_mail(code: str) -> bool:
    """Whether a script puts an e-mail address together and writes it into the page, to hide it from robots.

    >>> writes_mail("document.write(a+'@'+b)"), writes_mail("if (v.indexOf('@') < 0) alert('x')")
    (True, False)
    """
    return bool(_WRITES.search(code) and _JOINED_MAIL.search(code))


def placeholder(element: Element) -> tuple[str, str] | None:
    """Vendor and address of an element that a script turns into a widget, such as ``<div class="fb-page">``."""
    if element.tag in ("df-messenger", "zapier-interfaces-chatbot-embed"):
        return ("dialogflow" if element.tag == "df-messenger" else "chat-bot"), ""
    for token in (element.attrs.get("class") or "").lower().split():
        if token in _PLACEHOLDERS:
            vendor, attribute = _PLACEHOLDERS[token]
            value = element.get(attribute)
            return vendor, f"https://m.me/{value}" if attribute == "page_id" and value else value
    return None
