"""A province whose secretariat and agencies are told things: its nights, its web hook, its mail server."""

from __future__ import annotations

import base64
import email
import email.policy
import json
import socketserver
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from checks.verdict import ElementVerdict, Finding, ItemVerdict, Judgement, Quote, Score, Status
from crawler.commands.voice import Voice
from crawler.office.model import Listed, Province
from crawler.office.notices import notify
from crawler.read import read
from crawler.store import Store
from crawler.store.moments import BANGKOK

SITE = "http://www.bansuan.example/"
PASSWORD = "krathong-4711"  # noqa: S105 - invented
TOKEN = "hook-token-0815"  # noqa: S105 - invented


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2022, 4, 20, 1, 0, tzinfo=BANGKOK)

    def __call__(self) -> datetime:
        """The moment at which it stands."""
        return self.moment


class Night:
    """A province's database, filled night by night."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.store = Store(folder / "oit.db", now=self.clock)

    def run(self, code: str = "ban-suan", pages: int = 5, **items: Status) -> None:
        """A run of an agency that begins a day after the last; items: their verdicts."""
        self.clock.moment += timedelta(days=1)
        agency = next(a for a in AGENCIES if a.code == code).agency
        night = self.store.nights.begin(2565, [code])
        run = self.store.start_run(agency=agency, fiscal_year=2565, as_of="2022-04-25", settings={}, night=night)
        for item in items if pages else ():
            url = address(item)
            page = read(
                b"<p>", url=url, final_url=url, content_type="text/html", fetched_at="2022-04-21T01:00:00+07:00"
            )
            place = {"referrer": SITE, "depth": 1, "reason": "menu"}
            self.store.add_document(run, page, body=b"<p>", status=200, headers=[], **place)
        stats = {"pages": pages, "documents": 0, "failures": 0}
        self.store.finish_run(run, outcome="finished", limits=[], stats=stats)
        verdicts = tuple(verdict(item, status) for item, status in items.items())
        judgement = Judgement(
            code, agency.name, 2565, "2022-04-25", "2565/abab", verdicts, Score(50.0, 60.0), {"9": Score(1.0, 2.0)}
        )
        self.store.save_judgement(run, judgement, lambda _: "ประโยค")


def address(item: str) -> str:
    """Where an item stands; it is opened in every night that reads anything."""
    return f"{SITE}{item.lower()}?a=<b>"


def verdict(item: str, status: Status) -> ItemVerdict:
    """The verdict on an item of one element."""
    url = address(item)
    quotes = (Quote(url, "พบ"),) if status is Status.MET else ()
    finding = Finding(status, "found" if status is Status.MET else "not-found", quotes, (url,))
    code = "complete" if status is Status.MET else "not-found"
    element = ElementVerdict(item, 1, "chart", finding)
    return ItemVerdict(item, "structure", status, code, (element,), url=url if status is Status.MET else "")


AGENCIES = (
    Listed("ban-suan", "อบต.บ้านสวน <b>@here</b>", "subdistrict", "unit", SITE, contact=("clerk@bansuan.example",)),
    Listed("ban-rai", "อบต.บ้านไร่", "subdistrict", "unit", "http://www.banrai.example/", contact=("x@y.example?to=z",)),
)


class Hook:
    """A web hook that keeps what it is told."""

    def __init__(self, server: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
        self.taken: list[dict[str, str]] = []
        self.status = 200
        server.expect_request(f"/{TOKEN}").respond_with_handler(self._answer)
        monkeypatch.setenv(
            "OIT_HOOK", f"# ช่องทางของจังหวัด\n\njson://hook:{PASSWORD}@{server.host}:{server.port}/{TOKEN}\n"
        )

    def _answer(self, request: Request) -> Response:
        if self.status < 300:
            self.taken.append(json.loads(request.get_data()))
        return Response(status=self.status)


class Mailbox(socketserver.ThreadingTCPServer):
    """A mail server that takes everything and keeps it."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.mails: list[tuple[list[str], EmailMessage]] = []
        self.logins: list[bytes] = []


class _Session(socketserver.StreamRequestHandler):
    server: Mailbox

    def handle(self) -> None:
        """Talk to a client until it says goodbye."""
        to: list[str] = []
        self._say("220 sink")
        while line := self.rfile.readline():
            word = line.split()[0].upper() if line.split() else b""
            if word == b"EHLO":
                self._say("250-sink\r\n250 AUTH PLAIN")
            elif word == b"AUTH":
                self.server.logins.append(base64.b64decode(line.split()[-1]))
                self._say("235 ok")
            elif word == b"RCPT":
                to.append(line.decode().partition("<")[2].partition(">")[0])
                self._say("250 ok")
            elif word == b"DATA":
                self._say("354 go on")
                body = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.mails.append((to, email.message_from_bytes(body, policy=email.policy.default)))
                to = []
                self._say("250 ok")
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


def told(night: Night, province: Province, *, dry_run: bool = False) -> int:
    """Tell what is new; gives the exit code."""
    return notify(province, night.store, Voice("th"), dry_run=dry_run)


def lose_one(night: Night) -> None:
    """Two nights: O1 is lost, O7 became met."""
    night.run(O1=Status.MET, O7=Status.UNMET)
    night.run(O1=Status.UNMET, O7=Status.MET)
