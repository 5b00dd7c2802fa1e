"""Readers in a process apart: same answers, and a reader that hangs or dies costs its own file only."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from checks.evidence import Document
from crawler.read import read
from crawler.read.apart import Reader

URL = "http://nakhonsai.example/plan.pdf"


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(seconds=20) as made:
        yield made


def ask(reader: Reader, body: bytes) -> Document:
    return reader.read(body, url=URL, final_url=URL, content_type="application/pdf", fetched_at="2022-04-25T09:00:00")


def test_it_reads_as_in_our_own_process(reader: Reader, make_pdf: Callable[..., bytes]) -> None:
    for body in (make_pdf([(60, 700, "แผนการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. 2565")]), b"", b"%PDF-1.4 broken", b"<p>a"):
        here = read(body, url=URL, final_url=URL, content_type="application/pdf", fetched_at="2022-04-25T09:00:00")
        assert ask(reader, body) == here


def test_a_reader_that_hangs_is_killed_and_the_next_file_is_read(make_pdf: Callable[..., bytes]) -> None:
    body = make_pdf([(60, 700, "แผนการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. 2565")])
    with Reader(seconds=20) as own:
        assert ask(own, body).state == "read"
        process = own._process
        assert process is not None
        own._seconds = 0.5
        os.kill(process.pid, signal.SIGSTOP)
        stuck = ask(own, body)
        assert (stuck.state, stuck.notes, stuck.blocks) == ("limit", ("reader-timeout:0",), ())
        assert process.poll() == -signal.SIGKILL
        own._seconds = 20
        assert ask(own, body).state == "read"


def test_a_reader_that_died_is_started_anew(reader: Reader) -> None:
    ask(reader, b"a")
    assert reader._process is not None
    os.kill(reader._process.pid, signal.SIGKILL)
    answers = [ask(reader, b"a").state, ask(reader, b"a").state]
    assert answers[-1] == "read"


def test_what_cannot_be_recognised_has_a_state(reader: Reader) -> None:
    assert reader.recognise(b"no picture", 0, seconds=5).state == "damaged"
    assert reader.recognise(b"%PDF-1.4 no file", 1, seconds=5).state == "damaged"


def test_a_reader_that_takes_nothing_does_not_hold_us() -> None:
    with Reader(seconds=20) as own:
        ask(own, b"a")
        assert own._process is not None
        own._seconds = 0.5
        os.kill(own._process.pid, signal.SIGSTOP)
        assert ask(own, b"%PDF-1.4 " + bytes(4_000_000)).notes == ("reader-timeout:0",)


def test_who_no_longer_waits_ends_a_call_under_way() -> None:
    with Reader(seconds=600) as own, ThreadPoolExecutor() as threads:
        ask(own, b"a")
        assert own._process is not None
        os.kill(own._process.pid, signal.SIGSTOP)
        asked = threads.submit(ask, own, b"a")
        while not own._lock.locked():
            time.sleep(0.01)
        time.sleep(0.3)  # until the job is on its way: a reader that dies before is simply begun anew
        own.abandon()
        assert asked.result(30).notes == ("reader-crashed",)
        assert ask(own, b"a").state == "read"


def test_what_does_not_start_is_a_reader_that_gives_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/no/such/python")
    with Reader() as own:
        assert ask(own, b"a").notes == ("reader-crashed",)
