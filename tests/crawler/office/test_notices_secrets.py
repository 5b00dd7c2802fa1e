"""Addresses of notices are secrets: they are read, used, and told to nobody."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from crawler.exits import BAD_INPUT, OK
from crawler.office.model import Province
from tests.crawler.office.notified_province import PASSWORD, TOKEN, Hook, Mailbox, Night, lose_one, told


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
