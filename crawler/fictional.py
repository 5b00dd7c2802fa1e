"""Crawling the fictional agencies below ``fixtures/agencies`` through the spider a user runs, for demo and accuracy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from crawler.commands.spider_process import crawling, records
from crawler.store import Store
from fixtures.serve import AGENCIES, links_for, load_site, serve

AT_A_TIME = 2
"""Crawls beside each other: each is a process of its own."""


def folders(names: Iterable[str] = (), *, blind: bool = True) -> list[Path]:
    """Folders of fictional agencies: those named, else all; without ``blind`` only those of the demo.

    Raises:
        FileNotFoundError: there is no agency of a name.
    """
    wanted = [AGENCIES / name for name in names]
    for folder in wanted:
        if not (folder / "agency.toml").exists():
            known = ", ".join(sorted(path.parent.name for path in AGENCIES.glob("*/agency.toml")))
            raise FileNotFoundError(f"no fictional agency {folder.name!r}; there are: {known}")
    found = wanted or sorted(path.parent for path in AGENCIES.glob("*/agency.toml"))
    return [folder for folder in found if blind or not load_site(folder).blind_round]


def crawl_all(
    agencies: Iterable[Path],
    db: Path,
    out: Path,
    done: Callable[[Path, int], None],
    settings: Mapping[str, str] | None = None,
) -> None:
    """Crawl, judge and report agencies, two at a time; ``done`` is told each one's exit code as it ends.

    settings: Scrapy settings beyond those of a crawl on loopback.
    """
    Store(db).close()  # a broken database shows once, before anything starts
    out.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        crawls = [(agency, pool.submit(_crawl, agency, db, out, settings or {})) for agency in agencies]
        try:
            for agency, crawl in crawls:
                done(agency, crawl.result())
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)  # those under way got the signal too and come to their end
            raise


def remove_database(db: Path) -> None:
    """Delete a database with its side files."""
    for path in (db, db.with_name(f"{db.name}-wal"), db.with_name(f"{db.name}-shm")):
        with suppress(FileNotFoundError):
            path.unlink()


def _crawl(agency: Path, db: Path, out: Path, more: Mapping[str, str]) -> int:
    site = load_site(agency)
    log = out / f"{site.code}.log"
    log.unlink(missing_ok=True)
    with TemporaryDirectory() as folder, serve(agency) as base:
        links = links_for(agency, base, Path(folder) / "links.csv")
        arguments = {
            "url": f"{base}{site.start}",
            "agency": site.code,
            "as_of": site.as_of,
            "links": str(links) if links is not None else "",
        }
        settings = {"OIT_DB": str(db), "OIT_OUT": str(out), "OIT_ALLOW_PRIVATE": "1", "LOG_FILE": str(log), **more}
        with crawling(arguments, settings) as process:
            for _ in records(process):
                pass  # the pipe must not fill up
        return process.returncode
