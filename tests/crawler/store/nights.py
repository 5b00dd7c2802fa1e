"""Nights of one agency, put into a real store: what was opened, what failed, what was said of its items."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from checks.evidence import Agency, Block, Document, Failure, Submitted
from checks.verdict import ElementVerdict, Finding, ItemVerdict, Judgement, Quote, Score, Status
from crawler.store import Store
from crawler.store.moments import BANGKOK
from crawler.store.verdicts import Basis

SITE = "http://www.banrai.example/"
HOME, LIST, PAPER = SITE, f"{SITE}ita", f"{SITE}plan.pdf"
WAY = {HOME: "", LIST: HOME, PAPER: LIST}
"""The usual site: the home page links to the list, the list to the paper."""


class Nights:
    """A clock that goes on by a step a run, and the nights that are told to the store."""

    def __init__(
        self, now: datetime = datetime(2022, 4, 1, 20, 0, tzinfo=BANGKOK), step: timedelta = timedelta(days=1)
    ) -> None:
        self.now = now
        self._step = step

    def __call__(self) -> datetime:
        """The moment."""
        return self.now

    def pass_days(self, days: int) -> None:
        """Let days go by."""
        self.now += timedelta(days=days)

    def crawl(  # noqa: PLR0913 - what a night may be like
        self,
        store: Store,
        *,
        agency: str = "ban-rai",
        way: Mapping[str, str] = WAY,
        failed: Mapping[str, str] | None = None,
        links: Mapping[str, str] | None = None,
        limits: Sequence[str] = (),
        outcome: str = "finished",
        readers: Mapping[str, str] | None = None,
        bodies: Mapping[str, bytes] | None = None,
        settings: Mapping[str, str] | None = None,
        year: int = 2565,
    ) -> str:
        """A run. way: addresses that answered, with the pages that named them; failed: those that did not, and why."""
        self.now += self._step
        submitted = [Submitted(item, url) for item, url in (links or {}).items()]
        run = store.start_run(
            agency=Agency(agency, SITE, "อบต.บ้านไร่"),
            fiscal_year=year,
            as_of="2022-04-25",
            submitted=submitted,
            settings=settings or {},
        )
        for url, referrer in way.items():
            body = (bodies or {}).get(url, f"body of {url}".encode())
            document = Document(
                url=url,
                final_url=url,
                kind="page",
                content_type="text/html",
                sha256=hashlib.sha256(body).hexdigest(),
                reader=(readers or {}).get(url, "html/1"),
                state="read",
                blocks=(Block("paragraph", url),),
                fetched_at="2022-04-25T09:00:00+07:00",
            )
            store.add_document(
                run, document, body=body, status=200, headers=[], referrer=referrer, depth=0, reason="menu"
            )
        for url, cause in (failed or {}).items():
            store.add_failure(run, Failure(url, cause, "site"), referrer=LIST, depth=1, reason="menu")  # type: ignore[arg-type]
        if outcome:
            store.finish_run(run, outcome=outcome, limits=limits, stats={})
        store.flush()
        return run

    def judge(  # noqa: PLR0913 - what a judgement may be like
        self,
        store: Store,
        run: str,
        status: str,
        *,
        agency: str = "ban-rai",
        item: str = "O11",
        url: str = PAPER,
        proofs: Sequence[str] = (),
        rubric: str = "2565/a",
        program: str = "p1",
        person: str = "",
        ocr: int = 0,
        year: int = 2565,
    ) -> None:
        """One item. proofs: addresses of its quotes, by itself that of the item."""
        facts = {"person": person, "decided_at": "2022-04-20"} if person else {}
        quotes = tuple(Quote(proof, "แผนพัฒนาท้องถิ่น", ocr=ocr) for proof in (proofs or (url,)))
        met = status == "met"
        found = Finding(Status(status), "found" if met else "not-found", quotes if met else (), (), facts)
        verdict = ItemVerdict(
            item, "plan", Status(status), "complete" if met else "not-found", (ElementVerdict(item, 1, "plan", found),),
            url=url if met else "",
        )  # fmt: skip
        judgement = Judgement(
            agency, "อบต.บ้านไร่", year, "2022-04-25", rubric, (verdict,), Score(50.0 if met else 0.0, 100.0), {}
        )
        store.save_judgement(run, judgement, lambda said: said.code, Basis(program=program))

    def night(self, store: Store, status: str, **told: object) -> str:
        """A run and its judgement; arguments as those of `crawl` and `judge`."""
        of_judge = {"item", "url", "proofs", "rubric", "program", "person", "ocr"}
        shared = {name: told[name] for name in ("agency", "year") if name in told}
        run = self.crawl(store, **{k: v for k, v in told.items() if k not in of_judge})  # type: ignore[arg-type]
        self.judge(store, run, status, **{k: v for k, v in told.items() if k in of_judge} | shared)  # type: ignore[arg-type]
        return run
