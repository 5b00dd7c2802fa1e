"""The recorded corpus: judged from stored evidence without crawling, it comes out as last reviewed and as labelled.

After a change of checks or words run ``make golden``, after a change of readers, spider or agencies ``make accuracy``,
and review the sheets below ``fixtures/recorded`` as a diff.
"""

from __future__ import annotations

import functools
from pathlib import Path

import msgspec
import pytest

from checks.evidence import Case
from checks.judge import judge
from checks.rubric import load as load_rubric
from crawler.accuracy import Compared, compare, evidence
from crawler.accuracy.sheets import RECORDED, read_sheet, write_sheet
from crawler.accuracy.tables import changes, figures
from crawler.fictional import folders
from crawler.read import READERS
from fixtures.serve import AGENCIES

CODES = [folder.name for folder in folders()]
LEAST_RIGHT = 0.92
MOST_FALSE_MET = 0.01
MOST_FALSE_UNMET = 0.02
MOST_UNDECIDED = 0.08


@functools.cache
def recording(code: str) -> evidence.Recording:
    return evidence.load(RECORDED / f"{code}{evidence.SUFFIX}")


def verdicts(code: str) -> list[Compared]:
    case = recording(code).case
    return list(compare(AGENCIES / code, judge(case, load_rubric(case.fiscal_year))))


@pytest.mark.parametrize("code", CODES)
def test_the_evidence_was_recorded_from_the_agency_as_it_stands(code: str) -> None:
    assert recording(code).files == evidence.hash_of(AGENCIES / code), f"make accuracy records {code} again"
    present = {f"{name}/{version}" for name, version in READERS.items()}
    assert evidence.readers(recording(code).case) <= present, "a reader changed: make accuracy"


@pytest.mark.parametrize("code", CODES)
def test_verdicts_are_those_last_reviewed(code: str, tmp_path: Path) -> None:
    write_sheet(tmp_path / f"{code}.tsv", verdicts(code))
    golden = RECORDED / f"{code}.tsv"
    flips = changes({code: read_sheet(golden)}, {code: read_sheet(tmp_path / f"{code}.tsv")})
    said = [f"{old.element} {old.status} {old.code} -> {new.status} {new.code} ({new.outcome})" for old, new in flips]
    assert not said, "make golden, and review the diff"
    assert (tmp_path / f"{code}.tsv").read_bytes() == golden.read_bytes(), "quotes or labels differ: make golden"


@pytest.mark.parametrize("code", CODES)
def test_no_agency_falls_below_the_floor(code: str) -> None:
    found = figures(read_sheet(RECORDED / f"{code}.tsv"))  # which the test above holds to the present verdicts
    assert found.elements == 116
    assert found.right >= LEAST_RIGHT * found.elements
    assert found.false_met <= MOST_FALSE_MET * found.elements


def test_the_corpus_as_a_whole_stays_within_the_goals() -> None:
    found = figures(row for code in CODES for row in read_sheet(RECORDED / f"{code}.tsv"))
    assert found.false_met <= MOST_FALSE_MET * found.elements
    assert found.false_unmet <= MOST_FALSE_UNMET * found.elements
    assert found.undecided <= MOST_UNDECIDED * found.elements


def test_a_recording_knows_no_port_hour_or_order(tmp_path: Path) -> None:
    code = CODES[0]
    case = recording(code).case
    text = msgspec.json.encode(case).decode().replace(f"{code}.example", "127.0.0.1:4711")
    crawled = msgspec.json.decode(text, type=Case)
    documents = [msgspec.structs.replace(d, fetched_at="2022-04-25T01:02:03+07:00") for d in crawled.documents[::-1]]
    crawled = msgspec.structs.replace(crawled, documents=tuple(documents), failures=crawled.failures[::-1])
    evidence.save(tmp_path / "x.evidence", AGENCIES / code, crawled)
    assert evidence.load(tmp_path / "x.evidence") == recording(code)
