"""Notices as they arrive at a real web hook and a real mail server: what is new, once, to those whom it concerns."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from pytest_httpserver import HTTPServer

from checks.verdict import Status
from crawler.exits import OK, PARTIAL
from crawler.office.model import Province
from tests.crawler.office.notified_province import AGENCIES, PASSWORD, SITE, TOKEN, Hook, Mailbox, Night, lose_one, told


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


def test_channels_may_change_places_and_passwords_without_hearing_twice(
    night: Night, province: Callable[..., Province], hook: Hook, monkeypatch: pytest.MonkeyPatch, server: HTTPServer
) -> None:
    first, second = (f"json://hook:old@{server.host}:{server.port}/{TOKEN}?:channel={name}" for name in "ab")
    monkeypatch.setenv("OIT_HOOK", first)
    lose_one(night)
    told(night, province(secretariat="env:OIT_HOOK"))
    assert len(hook.taken) == 1
    monkeypatch.setenv("OIT_HOOK", f"{second}\n{first.replace('old', 'new')}")
    told(night, province(secretariat="env:OIT_HOOK"))
    assert [taken.get("channel") for taken in hook.taken] == ["a", "b"]


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
