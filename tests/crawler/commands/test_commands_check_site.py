"""``oit check`` runs the spider that users run."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from typer.testing import CliRunner
from werkzeug import Request, Response

from crawler.commands.oit import app
from crawler.exits import BAD_INPUT, INTERRUPTED, NOTHING, OK

runner = CliRunner()


def check(folder: Path, *arguments: str) -> tuple[int, str]:
    places = ["--db", str(folder / "x.db"), "--out", str(folder / "out")]
    result = runner.invoke(app, ["check", *arguments, *places, "-s", "OIT_ALLOW_PRIVATE=1", "-s", "OIT_RETRY_PAUSE=0"])
    return result.exit_code, result.output


def test_a_site_is_crawled_judged_and_reported(tmp_path: Path, httpserver: HTTPServer) -> None:
    page = "<html><title>อบต.บ้านไร่</title><main><h1>อบต.บ้านไร่</h1><p>ยินดีต้อนรับ</p></main></html>"
    httpserver.expect_request("/").respond_with_data(page, content_type="text/html; charset=utf-8")
    code, said = check(tmp_path, httpserver.url_for("/"), "--as-of", "2022-04-25", "--agency", "ban-rai")
    assert code == OK
    assert str(tmp_path / "out" / "ban-rai.html") in said
    assert {path.name for path in (tmp_path / "out").glob("*.html")} >= {"ban-rai.html", "index.html"}
    connection = sqlite3.connect(tmp_path / "x.db")
    assert connection.execute("SELECT count(*) FROM latest_items WHERE agency = 'ban-rai'").fetchone() == (43,)
    connection.close()


@pytest.mark.parametrize(
    ("agency", "said_of_it"), [("อบต.บ้านไร่", "1 links judged"), ("ชมรมอื่น", "no link of this agency")]
)
def test_how_many_links_were_judged_is_told(
    tmp_path: Path, httpserver: HTTPServer, agency: str, said_of_it: str
) -> None:
    httpserver.expect_request("/").respond_with_data("<html><title>x</title></html>", content_type="text/html")
    links = tmp_path / "links.csv"
    name = "องค์การบริหารส่วนตำบลบ้านไร่"
    links.write_text(f"agency,item,url\n{name},O1,{httpserver.url_for('/')}\n{name},O44,x\n", encoding="utf-8")
    address = httpserver.url_for("/")
    code, said = check(tmp_path, address, "--agency", agency, "--links", str(links), "--lang", "en")
    assert code == OK
    assert said_of_it in said
    assert "links.csv row 3: this year's book has no item" in said


def test_a_dead_site_ends_with_its_code_and_a_report(tmp_path: Path) -> None:
    code, said = check(tmp_path, "http://127.0.0.1:9/", "--agency", "dead")
    assert code == NOTHING
    assert str(tmp_path / "out" / "dead.html") in said
    assert (tmp_path / "out" / "dead.html").exists()


@pytest.mark.parametrize(("terminal", "option"), [(True, "--open"), (True, "--no-open"), (False, "--open")])
def test_the_report_opens_at_the_end_where_somebody_sits_at_a_terminal(
    tmp_path: Path, *, terminal: bool, option: str
) -> None:
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {opened}\n', encoding="utf-8")
    browser.chmod(0o700)
    program = "from crawler.commands.oit import main; main()"
    command = [sys.executable, "-c", program, "check", "http://127.0.0.1:9/", "--agency", "dead", option]
    command += ["--db", str(tmp_path / "x.db"), "--out", str(tmp_path / "out"), "-s", "OIT_ALLOW_PRIVATE=1"]
    command += ["-s", "OIT_RETRY_PAUSE=0"]
    keyboard, screen = pty.openpty()
    try:
        environment = {**os.environ, "BROWSER": f"{browser} %s", "TERM": "xterm"}
        out = screen if terminal else subprocess.DEVNULL
        process = subprocess.Popen(command, env=environment, stdin=screen, stdout=out, stderr=subprocess.DEVNULL)
        threading.Thread(target=_drain, args=(keyboard,), daemon=True).start()
        assert process.wait(60) == NOTHING
    finally:
        os.close(screen)
    page = (tmp_path / "out" / "dead.html").resolve().as_uri()
    assert (opened.read_text(encoding="utf-8") if opened.exists() else "") == (
        page if terminal and option == "--open" else ""
    )


def _drain(terminal: int) -> None:
    """Read what is written to a terminal, so that nobody waits for it."""
    with contextlib.suppress(OSError):
        while os.read(terminal, 4096):
            pass


def test_ctrl_c_keeps_judges_and_reports_what_was_gathered(tmp_path: Path, httpserver: HTTPServer) -> None:
    links = "".join(f'<a href="/p{number}">หน้า {number}</a>' for number in range(50))
    page = f"<html><main><h1>อบต.บ้านไร่</h1>{links}</main></html>"
    asked = threading.Event()

    def slowly(_request: Request) -> Response:
        asked.set()
        time.sleep(0.5)
        return Response("<html><p>คำ</p></html>", content_type="text/html; charset=utf-8")

    httpserver.expect_request("/").respond_with_data(page, content_type="text/html; charset=utf-8")
    httpserver.expect_request(re.compile("/p.*")).respond_with_handler(slowly)
    command = "from crawler.commands.oit import main; main()"
    places = ["--db", str(tmp_path / "x.db"), "--out", str(tmp_path / "out"), "-s", "OIT_ALLOW_PRIVATE=1"]
    process = subprocess.Popen(
        [sys.executable, "-c", command, "check", httpserver.url_for("/"), "--agency", "ban-rai", *places],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
    )
    assert asked.wait(30)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the crawl gets it too
    assert process.wait(60) == INTERRUPTED
    assert (tmp_path / "out" / "ban-rai.html").exists()
    connection = sqlite3.connect(tmp_path / "x.db")
    assert connection.execute("SELECT outcome FROM runs").fetchall() == [("interrupted",)]
    assert connection.execute("SELECT count(*) FROM latest_items").fetchone() == (43,)
    connection.close()


@pytest.mark.parametrize("arguments", [["http://bad host/"], ["http://x.example/", "--as-of", "yesterday"]])
def test_bad_arguments_are_refused(tmp_path: Path, arguments: list[str]) -> None:
    assert check(tmp_path, *arguments)[0] == BAD_INPUT
    assert not (tmp_path / "x.db").exists()
