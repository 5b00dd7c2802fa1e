"""A province that is told things, for the tests of notices."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from crawler.office.model import Notices, Province
from tests.crawler.office.notified_province import AGENCIES, PASSWORD, Hook, Mailbox, Night


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


@pytest.fixture
def hook(server: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Hook:
    return Hook(server, monkeypatch)


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    with Mailbox() as box:
        threading.Thread(target=box.serve_forever, args=(0.05,), daemon=True).start()
        host = f"127.0.0.1:{box.server_address[1]}"
        query = "mode=insecure&from=oit@sriphana.example&to={to}"
        monkeypatch.setenv("OIT_MAIL", f"mailto://oit:{PASSWORD}@{host}?{query}")
        yield box
        box.shutdown()
