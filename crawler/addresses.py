"""Web addresses as people type them into forms, sheets and command lines."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

_HOST = re.compile(r"([A-Za-z0-9]([\w-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]")


class AddressError(ValueError):
    """Not a web address. The text is for logs; ``thai`` is for whoever typed it."""

    def __init__(self, message: str, thai: str) -> None:
        super().__init__(message)
        self.thai = thai


def mend_url(text: str) -> tuple[str, bool]:
    """The web address meant, and whether it had to be mended (no scheme given: http, which servers lead on to https).

    Raises:
        AddressError: it is no web address.
    """
    url = text.strip().strip("<>\"'")
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d)", url):
        url = f"http://{url.lstrip('/')}"
    try:
        parts = urlsplit(url)
        good = parts.scheme.lower() in ("http", "https") and _is_host(parts.hostname or "") and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise AddressError(
            f"url {text!r} is no web address; give it as https://www.example.go.th/",
            f"ที่อยู่เว็บไซต์ {text!r} ไม่ถูกต้อง ตัวอย่างที่ถูกต้อง: https://www.example.go.th/",
        )
    return url, url != text


def _is_host(host: str) -> bool:
    try:
        if host == "localhost" or _HOST.fullmatch(host.encode("idna").decode("ascii")):
            return True
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
