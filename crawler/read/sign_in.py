"""Pages that ask to sign in before they show what a link leads to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from checks.elsewhere import recognise
from checks.evidence import TEXT_KINDS, Document
from checks.links import url_key

MAX_TEXT = 1500
"""A page with more text of its own shows something to everybody."""

_DOORS: tuple[tuple[str, str], ...] = (
    ("accounts.google.com", ""),
    ("login.microsoftonline.com", ""),
    ("login.live.com", ""),
    ("access.line.me", ""),
    ("facebook.com", "/login"),
    ("facebook.com", "/checkpoint"),
    ("instagram.com", "/accounts/login"),
    ("x.com", "/i/flow/login"),
    ("x.com", "/login"),
    ("tiktok.com", "/login"),
    ("dropbox.com", "/login"),
    ("canva.com", "/login"),
)
"""Where services let people in: host (or a host above) and the beginning of the path."""

_ASKS = re.compile(
    r"you need (?:access|permission)|request access|sign in to (?:continue|your account)|"
    r"log in(?:to| to) (?:facebook|continue)|must log in|"
    r"ขอสิทธิ์(?:การ)?เข้าถึง|(?:คุณ)?(?:ต้องมี|ต้องได้รับ|ต้องการ|ต้องขอ)สิทธิ์(?:การ)?เข้าถึง|"
    r"ลงชื่อเข้าใช้เพื่อ(?:ดำเนินการ)?ต่อ|เข้าสู่ระบบ facebook|ต้องเข้าสู่ระบบก่อน",
    re.IGNORECASE,
)


def wants_sign_in(document: Document) -> bool:
    """Did a link lead to the door of a service, or to its page that asks to sign in or to be let in?

    Only pages of services that are known (``checks.elsewhere``) are judged by their words; the login of an agency's
    own site is another question.
    """
    if document.kind != "page":
        return False
    answered = document.final_url or document.url
    if _is_door(answered) and url_key(answered) != url_key(document.url):
        return True
    if recognise(answered) is None and not _is_door(answered):
        return False
    texts = [document.title, *(b.text for b in document.blocks if b.kind in TEXT_KINDS or b.kind == "control")]
    return sum(map(len, texts)) < MAX_TEXT and any(_ASKS.search(text) for text in texts)


def _is_door(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    return any((host == name or host.endswith(f".{name}")) and parts.path.startswith(path) for name, path in _DOORS)
