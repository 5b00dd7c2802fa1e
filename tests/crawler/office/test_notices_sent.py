"""Notices as they arrive: at a real web hook and a real mail server; once, quietly, without secrets."""

from __future__ import annotations

import base64
import email
import email.policy
import json
import logging
import socketserver
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import msgspec
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from checks.verdict import ElementVerdict, Finding, ItemVerdict, Judgement, Quote, Score, Status
from crawler.commands.voice import Voice
from crawler.exits import BAD_INPUT, OK, PARTIAL
from crawler.office.model import Listed, Notices, Province
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
        run = self.store.start_run(agency=agency, fiscal_year=2565, as_of="2022-04-25", settings={})
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


@pytest.fixture
def night(tmp_path: Path) -> Iterator[Night]:
    made = Night(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def province(tmp_path: Path) -> Callable[..., Province]:
    def make(as_of: str = "2022-04-25", *calendar: dict[str, str], **secrets: str) -> Province:
        return Province(
            tmp_path, "จังหวัดศรีพนา", 2565, "oit@sriphana.example", AGENCIES,
            notices=Notices(**secrets), as_of=as_of, own_calendar=calendar,
        )  # fmt: skip

    return make


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


@pytest.fixture
def hook(server: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Hook:
    return Hook(server, monkeypatch)


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


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    with Mailbox() as box:
        threading.Thread(target=box.serve_forever, args=(0.05,), daemon=True).start()
        host = f"127.0.0.1:{box.server_address[1]}"
        query = "mode=insecure&from=oit@sriphana.example&to={to}"
        monkeypatch.setenv("OIT_MAIL", f"mailto://oit:{PASSWORD}@{host}?{query}")
        yield box
        box.shutdown()


def told(night: Night, province: Province, *, dry_run: bool = False) -> int:
    return notify(province, night.store, Voice("th"), dry_run=dry_run)


def lose_one(night: Night) -> None:
    night.run(O1=Status.MET, O7=Status.UNMET)
    night.run(O1=Status.UNMET, O7=Status.MET)


def test_the_secretariat_hears_what_was_lost_and_won_and_hears_it_once(
    night: Night, province: Callable[..., Province], hook: Hook
) -> None:
    lose_one(night)
    assert told(night, province(secretariat="env:OIT_HOOK")) == OK
    (first,) = hook.taken
    lines = first["message"].splitlines()
    lost = next(line for line in lines if " O1 " in line)
    assert lines.index(lost) < lines.index(next(line for line in lines if " O7 " in line))
    assert f"{SITE}o1?a=%3Cb%3E" in lines[lines.index(lost) + 1]
    assert "2565" in lost
    assert told(night, province(secretariat="env:OIT_HOOK")) == OK
    assert len(hook.taken) == 1


def test_a_night_without_news_is_quiet(night: Night, province: Callable[..., Province], hook: Hook) -> None:
    night.run(O1=Status.MET)
    night.run(O1=Status.MET)
    assert told(night, province(secretariat="env:OIT_HOOK")) == OK
    assert hook.taken == []


def test_what_went_and_came_back_between_two_notices_is_no_loss(
    night: Night, province: Callable[..., Province], hook: Hook
) -> None:
    for status in (Status.MET, Status.UNMET, Status.MET):
        night.run(O1=status)
    told(night, province(secretariat="env:OIT_HOOK"))
    assert "เคยครบ" not in hook.taken[0]["message"]


def test_words_of_a_site_or_a_list_cannot_be_markup_or_call_everybody(
    night: Night, province: Callable[..., Province], hook: Hook
) -> None:
    lose_one(night)
    told(night, province(secretariat="env:OIT_HOOK"))
    said = hook.taken[0]["title"] + hook.taken[0]["message"]
    assert "อบต.บ้านสวน" in said
    assert [sign for sign in "<>@`*[]|\u202e" if sign in said] == []


DEADLINE = {"key": "links-round-2", "ends": "2565-05-05", "closes": "16:30"}


def test_a_deadline_is_told_once_at_each_distance_and_not_when_it_is_over(
    night: Night, province: Callable[..., Province], hook: Hook
) -> None:
    for day in ("04-10", "04-22", "04-23", "04-29", "05-02", "05-04", "05-05", "05-06"):
        told(night, province(f"2022-{day}", DEADLINE, secretariat="env:OIT_HOOK"))
    ours = [taken for taken in hook.taken if "ครั้งที่ 2" in taken["title"]]
    assert [int("".join(c for c in t["title"].split("วันครบ")[0] if c.isdigit())) for t in ours] == [13, 6, 3, 1]
    assert "5 พฤษภาคม 2565 เวลา 16.30 น." in ours[0]["message"]


def test_nobody_is_reminded_of_what_the_national_body_does_itself(
    night: Night, province: Callable[..., Province], hook: Hook
) -> None:
    told(night, province("2022-07-31", secretariat="env:OIT_HOOK"))  # results on 1 August
    assert hook.taken == []


def test_a_silent_site_is_told_in_its_second_night_and_never_as_a_gap(
    night: Night, province: Callable[..., Province], hook: Hook
) -> None:
    night.run(O1=Status.MET)
    night.run(pages=0, O1=Status.UNREACHABLE)
    told(night, province(secretariat="env:OIT_HOOK"))
    assert hook.taken == []
    night.run(pages=0, O1=Status.UNREACHABLE)
    told(night, province(secretariat="env:OIT_HOOK"))
    night.run(pages=0, O1=Status.UNREACHABLE)
    told(night, province(secretariat="env:OIT_HOOK"))
    assert len(hook.taken) == 1
    assert "2 คืน" in hook.taken[0]["message"]
    assert "ที่อยู่ล่าสุดที่ใช้ได้" not in hook.taken[0]["message"]


def test_what_a_service_refuses_is_told_at_the_next_run(
    night: Night, province: Callable[..., Province], hook: Hook
) -> None:
    lose_one(night)
    hook.status = 503
    assert told(night, province(secretariat="env:OIT_HOOK")) == PARTIAL
    hook.status = 200
    assert told(night, province(secretariat="env:OIT_HOOK")) == OK
    assert len(hook.taken) == 1


def test_one_dead_channel_does_not_make_the_others_hear_twice(
    night: Night, province: Callable[..., Province], hook: Hook, monkeypatch: pytest.MonkeyPatch, server: HTTPServer
) -> None:
    good = f"json://{server.host}:{server.port}/{TOKEN}"
    monkeypatch.setenv("OIT_HOOK", f"json://{server.host}:{server.port}/nobody-is-here\n{good}")
    lose_one(night)
    assert [told(night, province(secretariat="env:OIT_HOOK")) for _ in range(2)] == [PARTIAL, PARTIAL]
    assert len(hook.taken) == 1


def test_an_agency_hears_about_itself_by_mail_with_its_gaps(
    night: Night, province: Callable[..., Province], mailbox: Mailbox
) -> None:
    lose_one(night)
    night.run("ban-rai", O2=Status.MET)
    night.run("ban-rai", O2=Status.UNMET)
    assert told(night, province(agency_mail="env:OIT_MAIL")) == OK
    ((to, mail),) = mailbox.mails
    assert to == ["clerk@bansuan.example"]
    assert mail.get_content_type() == "text/plain"
    text = mail.get_content()
    assert "O1 " in text
    assert "O2" not in text
    assert "50.00 ถึง 60.00" in text
    assert mailbox.logins == [f"\0oit\0{PASSWORD}".encode()]
    told(night, province(agency_mail="env:OIT_MAIL"))
    assert len(mailbox.mails) == 1


@pytest.mark.parametrize(
    "contact",
    ["x@y.example?to=z@w.example", "x@y.example&to=z@w.example", "x@y.example,z@w.example", "x\r\n@y.example"],
)
def test_an_address_of_the_list_cannot_carry_settings_or_further_recipients(
    night: Night, province: Callable[..., Province], mailbox: Mailbox, contact: str
) -> None:
    lose_one(night)
    hostile = msgspec.structs.replace(AGENCIES[0], contact=(contact, "it+oit@bansuan.example"))
    told(night, msgspec.structs.replace(province(agency_mail="env:OIT_MAIL"), agencies=(hostile,)))
    assert [to for to, _ in mailbox.mails] == [["it+oit@bansuan.example"]]


def test_a_dry_run_shows_the_texts_sends_nothing_and_writes_nothing_down(
    night: Night,
    province: Callable[..., Province],
    hook: Hook,
    mailbox: Mailbox,
    capsys: pytest.CaptureFixture[str],
) -> None:
    lose_one(night)
    both = province(secretariat="env:OIT_HOOK", agency_mail="env:OIT_MAIL")
    assert told(night, both, dry_run=True) == OK
    shown = capsys.readouterr().out
    assert shown.count(f"{SITE}o1?a=%3Cb%3E") == 2
    assert PASSWORD not in shown
    assert "clerk@bansuan.example" not in shown
    assert (hook.taken, mailbox.mails) == ([], [])
    told(night, both)
    assert (len(hook.taken), len(mailbox.mails)) == (1, 1)


def test_secrets_are_in_no_log_no_message_and_not_in_the_database(
    night: Night,
    province: Callable[..., Province],
    hook: Hook,
    mailbox: Mailbox,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    caplog.set_level(logging.DEBUG)
    lose_one(night)
    both = province(secretariat="env:OIT_HOOK", agency_mail="env:OIT_MAIL")
    hook.status = 500
    told(night, both)
    hook.status = 200
    told(night, both)
    assert (len(hook.taken), len(mailbox.mails)) == (1, 1)
    night.store.close()
    captured = capsys.readouterr()
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("oit.db*"))
    ours = [record.getMessage() for record in caplog.records if record.name != "werkzeug"]  # the hook's own log
    said = "\n".join([*ours, captured.out, captured.err])
    assert secrets_in(said.encode()) == []
    assert secrets_in(kept) == []


def secrets_in(content: bytes) -> list[str]:
    return [word for word in (PASSWORD, TOKEN, "clerk@bansuan.example") if word.encode() in content]


@pytest.mark.parametrize(
    ("secrets", "named"),
    [
        ({"secretariat": f"json://oit:{PASSWORD}@hook.example/"}, "env:"),
        ({"secretariat": f"env:json://{PASSWORD}"}, "env:"),
        ({"secretariat": "env:OIT_NOT_THERE"}, "OIT_NOT_THERE"),
        ({"secretariat": "file:not-there"}, "not-there"),
        ({"secretariat": "env:OIT_BAD"}, "1"),
        ({"agency_mail": "env:OIT_BAD"}, "{to}"),
        ({"agency_mail": "env:OIT_EMPTY"}, "{to}"),
    ],
)
def test_a_secret_that_cannot_be_used_is_told_without_being_shown(
    night: Night,
    province: Callable[..., Province],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    secrets: dict[str, str],
    named: str,
) -> None:
    monkeypatch.setenv("OIT_BAD", f"nonsense://oit:{PASSWORD}@hook.example/")
    monkeypatch.setenv("OIT_EMPTY", "# nothing\n")
    lose_one(night)
    assert told(night, province(**secrets)) == BAD_INPUT
    said = capsys.readouterr().err
    assert next(iter(secrets)) in said
    assert named in said
    assert PASSWORD not in said


def test_a_broken_setting_or_calendar_keeps_nobody_else_from_hearing(
    night: Night, province: Callable[..., Province], mailbox: Mailbox
) -> None:
    lose_one(night)
    broken = province("2022-04-25", {"key": "publish", "ends": "เมื่อไรก็ได้"}, secretariat="x", agency_mail="env:OIT_MAIL")
    assert told(night, broken) == BAD_INPUT
    assert len(mailbox.mails) == 1


@pytest.mark.parametrize(("mode", "warned"), [(0o600, False), (0o640, True), (0o604, True)])
def test_a_file_of_secrets_that_others_can_read_is_warned_about_and_used(
    night: Night,
    province: Callable[..., Province],
    hook: Hook,
    server: HTTPServer,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    mode: int,
    warned: bool,
) -> None:
    secret = tmp_path / "channels.txt"
    secret.write_text(f"json://{server.host}:{server.port}/{TOKEN}\n", encoding="utf-8-sig")
    secret.chmod(mode)
    lose_one(night)
    assert told(night, province(secretariat="file:channels.txt")) == OK
    assert ("chmod" in capsys.readouterr().err) is warned
    assert len(hook.taken) == 1
