"""Recorded evidence: what a crawl of a fictional agency gathered, small enough to be kept beside the fixtures.

The tests judge it without crawling. A recording knows the agency's files by their hash and the readers by their
names, so that one that no longer fits is found out.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from checks.evidence import Case
from crawler.accuracy.recording import SUFFIX, Recording, load, write
from crawler.accuracy.sheets import RECORDED

__all__ = ["SUFFIX", "Recording", "hash_of", "load", "normal", "readers", "recorded", "save"]


def normal(agency: Path, case: Case) -> Case:
    """The same evidence whatever the port, the order and the hour in which it came."""
    host = urlsplit(case.agency.url).netloc
    text = msgspec.json.encode(_sorted(case)).decode().replace(host, f"{agency.name}.example")
    return msgspec.json.decode(text, type=Case)


def save(path: Path, agency: Path, case: Case) -> None:
    """Record the evidence of an agency's crawl."""
    write(path, Recording(hash_of(agency), normal(agency, case)))


def recorded(code: str) -> Case:
    """What was recorded of a fictional agency below ``fixtures/recorded``."""
    return load(RECORDED / f"{code}{SUFFIX}").case


def hash_of(agency: Path) -> str:
    """SHA-256 over all that decides what a crawl of the agency sees: its site, its routes, its submitted links."""
    digest = hashlib.sha256()
    for path in sorted([agency / "agency.toml", agency / "links.csv", *(agency / "site").rglob("*")]):
        if path.is_file():
            body = path.read_bytes()
            digest.update(f"{path.relative_to(agency).as_posix()}\0{len(body)}\0".encode() + body)
    return digest.hexdigest()


def readers(case: Case) -> frozenset[str]:
    """Names and versions of the readers that made a case's blocks, without what pictures added: ``html/4``."""
    return frozenset(document.reader.partition("+")[0] for document in case.documents)


def _sorted(case: Case) -> Case:
    documents = tuple(
        msgspec.structs.replace(document, fetched_at="") for document in sorted(case.documents, key=lambda d: d.url)
    )
    return msgspec.structs.replace(
        case, documents=documents, failures=tuple(sorted(case.failures, key=lambda failure: failure.url))
    )
