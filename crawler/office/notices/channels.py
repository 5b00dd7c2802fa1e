"""Where notices go: addresses of services, read from the environment or a file at the moment of sending.

The addresses are secrets. They are never kept, and no message of ours names them: a channel is called by its kind.
"""

from __future__ import annotations

import logging
import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from apprise import Apprise, AppriseAsset, NotifyFormat
from apprise.common import OverflowMode
from apprise.plugins import NotifyBase

from crawler.office.model import OfficeError
from crawler.office.province_file import EMAIL
from reports.notices import Text

logger = logging.getLogger(__name__)

PLACE: Final = "{to}"
"""Where an agency's own address goes in ``agency_mail``."""

_VARIABLE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,15})://")
_PASSWORD: Final = re.compile(r"^([^:/]+://[^/@:]+):[^/@]*(?=@)")
"""Of an address: who changes a password still talks to the same recipient."""

_READABLE_BY_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_TALKATIVE: Final = ("apprise", "urllib3", "requests")
"""Loggers of what carries notices; they write addresses, with their passwords, when asked for details."""


class Channel:
    """One address of one recipient.

    name: the kind of service, numbered where there are several of a kind (``mailtos``, ``json-2``). address: what
    makes it the same channel tomorrow: a secret, for its fingerprint only.
    """

    def __init__(self, name: str, address: str, service: NotifyBase) -> None:
        self.name = name
        self.address = address
        self._service = service

    def send(self, text: Text) -> bool:
        """Send a notice; tells whether the service took it."""
        carrier = Apprise(asset=_asset())
        with _quiet():
            carrier.add(self._service)
            try:
                return bool(carrier.notify(text.body, title=text.subject, body_format=NotifyFormat.TEXT))
            except Exception as error:  # noqa: BLE001 - a service's trouble, of whatever kind, must not end the night
                logger.warning("channel %s failed: %s", self.name, type(error).__name__)
                return False


def secret_lines(secret: str, key: str, folder: Path) -> tuple[str, ...]:
    """The lines of a secret, without empty ones and comments (``#``).

    Args:
        secret: ``env:NAME`` or ``file:PATH``; a relative path starts at the province's folder.
        key: of ``[notices]``, for messages.
        folder: the province's.

    Raises:
        OfficeError: the secret cannot be read, or is written into the file itself.
    """
    kind, _, name = secret.partition(":")
    if kind == "env" and _VARIABLE.fullmatch(name):
        text = os.environ.get(name)
        if text is None:
            raise _fault(
                key,
                f"the environment variable {name} is not set; set it for whoever runs this command",
                f"ไม่พบตัวแปรสภาพแวดล้อม {name} โปรดตั้งค่าก่อนสั่งงาน",
            )
    elif kind == "file" and name:
        path = folder / name
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or type(error).__name__
            raise _fault(key, f"{path} cannot be read: {why}", f"อ่านไฟล์ {path} ไม่ได้: {why}") from None
    else:
        raise _fault(
            key,
            "must be env:NAME or file:PATH; addresses with passwords do not belong into province.toml",
            "ต้องเป็น env:ชื่อ หรือ file:ที่อยู่ไฟล์ ห้ามใส่ที่อยู่หรือรหัสผ่านไว้ใน province.toml",
        )
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def exposed_file(secret: str, folder: Path) -> Path | None:
    """The file of a secret, where other users of the computer may read it."""
    kind, _, name = secret.partition(":")
    path = folder / name
    if kind != "file" or os.name != "posix" or not path.is_file():
        return None
    return path if path.stat().st_mode & _READABLE_BY_OTHERS else None


def open_channels(lines: Iterable[str], key: str) -> list[Channel]:
    """Channels for addresses as apprise writes them.

    Raises:
        OfficeError: a line is no such address; the message names its number only.
    """
    seen: Counter[str] = Counter()
    found = []
    for number, line in enumerate(lines, start=1):
        scheme = _SCHEME.match(line)
        with _quiet():
            service = Apprise.instantiate(line, asset=_asset()) if scheme else None
        if scheme is None or service is None:
            raise _fault(
                key,
                f"line {number} is no address that apprise knows (service://…)",
                f"บรรทัดที่ {number} ไม่ใช่ที่อยู่ที่ใช้ส่งได้ (รูปแบบ service://…)",
            )
        service.overflow_mode = OverflowMode.SPLIT  # a long notice in two parts rather than refused or cut
        kind = scheme[1].lower()
        seen[kind] += 1
        name = kind if seen[kind] == 1 else f"{kind}-{seen[kind]}"
        found.append(Channel(name, _PASSWORD.sub(r"\1", line), service))
    return found


def mail_server(lines: tuple[str, ...], key: str) -> str:
    """The one address of ``agency_mail``.

    Raises:
        OfficeError: it is not one line, or has no place for an agency's address.
    """
    if len(lines) != 1 or PLACE not in lines[0]:
        raise _fault(
            key,
            f"must hold one line with {PLACE} where an agency's address goes, as mailtos://…?to={PLACE}",
            f"ต้องมีหนึ่งบรรทัด และมี {PLACE} ตรงที่อยู่อีเมลของหน่วยงาน เช่น mailtos://…?to={PLACE}",
        )
    return lines[0]


def mail_channels(server: str, contacts: Iterable[str], key: str) -> list[Channel]:
    """A channel for each e-mail address of an agency; what is no address gets none.

    An address is quoted when it is put in, so that it can carry no settings of its own.

    Raises:
        OfficeError: the mail server's address cannot be used.
    """
    good = [contact for contact in contacts if EMAIL.fullmatch(contact)]
    channels = open_channels((server.replace(PLACE, quote(contact, safe="")) for contact in good), key)
    for channel, contact in zip(channels, good, strict=True):
        channel.address = contact  # who moves to another mail server tells nobody twice
    return channels


def _asset() -> AppriseAsset:
    return AppriseAsset(app_id="OIT", app_desc="OIT", async_mode=False)


@contextmanager
def _quiet() -> Iterator[None]:
    loggers = [logging.getLogger(name) for name in _TALKATIVE]
    levels = [one.level for one in loggers]
    for one in loggers:
        one.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for one, level in zip(loggers, levels, strict=True):
            one.setLevel(level)


def _fault(key: str, english: str, thai: str) -> OfficeError:
    return OfficeError(f"province.toml, [notices] {key}: {english}", f"province.toml [notices] {key}: {thai}")
