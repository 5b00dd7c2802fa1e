"""A small agency with evidence, and verdicts that use every field."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from checks.evidence import Agency, Block, Document, Failure, Submitted
from checks.verdict import ElementVerdict, Finding, ItemVerdict, Judgement, Quote, Score, Status
from crawler.store import Store
from crawler.store.moments import BANGKOK

AGENCY = Agency("ban-rai", "http://www.banrai.example/", "อบต.บ้านไร่", "subdistrict")


class Clock:
    """Time that goes on by a minute at every look."""

    def __init__(self) -> None:
        self.moment = datetime(2022, 4, 25, 9, 0, tzinfo=BANGKOK)

    def __call__(self) -> datetime:
        """The moment, a minute later each time."""
        self.moment += timedelta(minutes=1)
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "oit.db"


@pytest.fixture
def store(path: Path, clock: Clock) -> Iterator[Store]:
    with Store(path, now=clock) as opened:
        yield opened


@pytest.fixture
def page() -> Callable[..., Document]:
    return make_page


def make_page(url: str, *words: str, body: bytes = b"<p>", **fields: object) -> Document:
    """A page of plain paragraphs and one link in its menu."""
    blocks = (Block("link", "เมนู", region="menu", href=AGENCY.url), *(Block("paragraph", w) for w in words))
    values = {
        "final_url": url,
        "kind": "page",
        "content_type": "text/html",
        "sha256": hashlib.sha256(body).hexdigest(),
        "reader": "html/1",
        "state": "read",
        "title": "หน้า",
        "fetched_at": "2022-04-25T09:00:00+07:00",
        **fields,
    }
    return Document(url=url, blocks=blocks, **values)  # type: ignore[arg-type]


@pytest.fixture
def begin() -> Callable[..., str]:
    return start


def start(store: Store, agency: Agency = AGENCY, year: int = 2565, *, night: int = 0) -> str:
    links = [Submitted("O7", "http://www.banrai.example/news", "ข่าว"), Submitted("O1", "http://www.banrai.example/o1")]
    return store.start_run(
        agency=agency, fiscal_year=year, as_of="2022-04-25", submitted=links, settings={"A": "1"}, night=night
    )


@pytest.fixture
def add() -> Callable[..., None]:
    return put


def put(store: Store, run_id: str, document: Document, body: bytes = b"<p>", **fields: object) -> None:
    values = {"status": 200, "headers": [("Server", "x")], "referrer": "", "depth": 0, "reason": "start", **fields}
    store.add_document(run_id, document, body=body, **values)  # type: ignore[arg-type]


def add_failure(store: Store, run_id: str, url: str) -> None:
    failure = Failure(url, "http-404", "site", "Not Found", 404)
    store.add_failure(run_id, failure, referrer=AGENCY.url, depth=1, reason="menu", attempts=2)


@pytest.fixture
def fail() -> Callable[[Store, str, str], None]:
    return add_failure


@pytest.fixture
def judgement() -> Judgement:
    """O2 with a quote, O1 without: not in the order of their numbers on purpose."""
    quote = Quote("http://www.banrai.example/boss", "นายก อบต.", 3, "cell")
    met = Finding(Status.MET, "found", (quote, Quote("http://www.banrai.example/", "ปลัด")))
    unmet = Finding(Status.UNMET, "not-found", (), ("http://www.banrai.example/x", "u2"), {"count": "7"})
    return Judgement(
        agency="ban-rai",
        agency_name="อบต.บ้านไร่",
        fiscal_year=2565,
        as_of="2022-04-25",
        rubric="2565/abc",
        items=(
            ItemVerdict(
                "O2",
                "executives",
                Status.UNMET,
                "not-found",
                (ElementVerdict("O2", 1, "head", met), ElementVerdict("O2", 2, "photo", unmet)),
                url="http://www.banrai.example/boss",
                better_url="http://www.banrai.example/better",
                basis="submitted",
                facts={"count": "7"},
                considered=(("http://www.banrai.example/boss", "9: title"),),
            ),
            ItemVerdict(
                "O1", "structure", Status.MET, "complete", (ElementVerdict("O1", 1, "chart", met),), owes_link=True
            ),
        ),
        oit=Score(33.33, 66.67),
        indicators={"9": Score(0.0, 100.0), "9.1": Score(0.1, 0.2)},
    )
