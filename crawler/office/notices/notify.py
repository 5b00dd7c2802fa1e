"""Telling the secretariat, and each agency about itself, what is new; quiet where nothing is."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterator, Sequence

import msgspec

from crawler.commands.voice import Voice
from crawler.exits import BAD_INPUT, OK, PARTIAL
from crawler.office.calendar import Event, events_of, national_events, now_in
from crawler.office.model import OfficeError, Province
from crawler.office.notices.channels import (
    Channel,
    exposed_file,
    mail_channels,
    mail_server,
    open_channels,
    secret_lines,
)
from crawler.office.notices.compose import Composer
from crawler.office.notices.news import Told, about_agency, gather
from crawler.store import Store
from crawler.store.sent import SECRETARIAT, News
from reports.notices import Notice, Text, render_notice

logger = logging.getLogger(__name__)


class _Recipient(msgspec.Struct, frozen=True):
    """code: ``secretariat`` or an agency's code. compose: makes the notice from what is told and what is known."""

    code: str
    name: str
    channels: Sequence[Channel]
    told: Sequence[Told]
    compose: Callable[[Sequence[Told], set[News]], Notice]


def notify(province: Province, store: Store, voice: Voice, *, dry_run: bool = False) -> int:
    """Tell what changed since the last notice and which deadlines are near; gives the exit code.

    What a service does not take is tried again at the next run. What cannot be used in ``province.toml`` is told, and
    everybody else still hears. A dry run shows the texts, sends nothing and writes nothing down.

    Raises:
        StoreError: the database cannot be read or written.
    """
    teller = _Teller(voice, store, dry_run=dry_run)
    told = gather(province, store, _events(province, teller))
    composer = Composer(province, store, now_in(province).date().isoformat())
    for recipient in (*_secretariat(province, told, composer, teller), *_agencies(province, told, composer, teller)):
        teller.tell(recipient)
    if not teller.texts and teller.code == OK:
        voice.say("ไม่มีเรื่องใหม่ที่ต้องแจ้ง", "nothing new to tell")
    return teller.code


class _Teller:
    """Sends, or shows, and keeps the exit code. texts: how many there were."""

    def __init__(self, voice: Voice, store: Store, *, dry_run: bool) -> None:
        self._voice, self._store, self.dry_run = voice, store, dry_run
        self.code = OK
        self.texts = 0

    def tell(self, recipient: _Recipient) -> None:
        """Tell a recipient through each channel what was not told there yet."""
        news = {one.news for one in recipient.told}
        sent = self._store.sent
        nobody: list[Channel | None] = [None] if self.dry_run else []
        for channel in recipient.channels or nobody:
            key = sent.fingerprint(channel.address) if channel is not None else ""
            known = sent.known(recipient.code, key)
            if news <= known:
                continue
            text = render_notice(recipient.compose(recipient.told, known))
            self.texts += 1
            if channel is None or self.dry_run:
                self._show(recipient.name, channel.name if channel is not None else "", text)
                continue
            delivered = channel.send(text)
            sent.record(recipient.code, key, news - known, delivered=delivered)
            self._say(recipient, channel.name, delivered=delivered)

    def trouble(self, error: OfficeError) -> None:
        """Tell what cannot be used; the others are told all the same."""
        logger.warning("%s", error)
        self._voice.warn(error.thai, str(error))
        self.code = BAD_INPUT

    def warn(self, thai: str, english: str) -> None:
        """Tell what should be mended, though it does not stop anything."""
        self._voice.warn(thai, english)

    def _show(self, name: str, channel: str, text: Text) -> None:
        to = f"{name} ({channel})" if channel else name
        self._voice.say(f"ถึง: {to}\nเรื่อง: {text.subject}\n", f"To: {to}\nSubject: {text.subject}\n")
        self._voice.say(text.body)

    def _say(self, recipient: _Recipient, channel: str, *, delivered: bool) -> None:
        if delivered:
            self._voice.say(f"แจ้งแล้ว: {recipient.name} ({channel})", f"told: {recipient.name} ({channel})")
            return
        logger.warning("the notice to %s by %s was not taken; it is tried again", recipient.code, channel)
        self._voice.warn(
            f"ส่งไม่สำเร็จ: {recipient.name} ({channel}) จะลองใหม่ครั้งถัดไป โปรดตรวจที่อยู่และรหัสผ่านของช่องทางนี้",
            f"not delivered: {recipient.name} ({channel}); it is tried again next time; check this channel's address",
        )
        self.code = self.code or PARTIAL


def _events(province: Province, teller: _Teller) -> tuple[Event, ...]:
    try:
        return events_of(province)
    except OfficeError as error:
        teller.trouble(error)
        return national_events(province.fiscal_year)


def _secretariat(province: Province, told: Sequence[Told], composer: Composer, teller: _Teller) -> Iterator[_Recipient]:
    channels: list[Channel] = []
    if secret := province.notices.secretariat:
        try:
            channels = open_channels(_lines(province, secret, "secretariat", teller), "secretariat")
        except OfficeError as error:
            teller.trouble(error)
    yield _Recipient(SECRETARIAT, "ฝ่ายเลขานุการ / secretariat", channels, told, composer.secretariat)


def _agencies(province: Province, told: Sequence[Told], composer: Composer, teller: _Teller) -> Iterator[_Recipient]:
    if not (secret := province.notices.agency_mail):
        return
    try:
        server = mail_server(_lines(province, secret, "agency_mail", teller), "agency_mail")
        for listed in province.agencies:
            if channels := mail_channels(server, listed.contact, "agency_mail"):
                compose = functools.partial(composer.agency, listed)
                yield _Recipient(listed.code, listed.name, channels, about_agency(told, listed.code), compose)
    except OfficeError as error:
        teller.trouble(error)


def _lines(province: Province, secret: str, key: str, teller: _Teller) -> tuple[str, ...]:
    lines = secret_lines(secret, key, province.folder)
    if path := exposed_file(secret, province.folder):
        teller.warn(
            f"ผู้ใช้อื่นของเครื่องนี้อ่านไฟล์ {path} ได้ โปรดสั่ง chmod 600 {path}",
            f"other users of this computer can read {path}; run chmod 600 {path}",
        )
    return lines
