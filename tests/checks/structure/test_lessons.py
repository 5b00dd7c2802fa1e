"""Which year's assessment a paper speaks of: printed titles are broken anywhere, before their year, too."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from checks.evidence import Block, Document
from checks.lexicon import Lexicon
from checks.reading import Reading
from checks.rubric import load
from checks.structure.lessons import result_years

URL = "http://x.example/measures"


def years(*lines: str, kind: str) -> list[int]:
    rubric = load(2565)
    blocks = tuple(Block("paragraph", line) for line in lines)
    reading = Reading(Document(URL, URL, kind, "x", "0" * 64, "x/1", "read", blocks=blocks), Lexicon.of(rubric))  # type: ignore[arg-type]
    bundle = SimpleNamespace(
        says=lambda text, *_: "ITA" in text,
        spots_in=lambda reading, purpose: reading.spots(f"O42.{purpose}"),
    )
    return sorted(result_years(bundle, reading))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "lines", "found"),
    [
        ("document", ("วิเคราะห์ผลการประเมิน ITA ปีงบประมาณ พ.ศ.", "2564", "และมาตรการ ปี 2565"), [2564]),
        ("document", ("วิเคราะห์ผลการประเมิน ITA ประจำปี", "พ.ศ. 2563 ของหน่วยงาน"), [2563]),
        ("document", ("วิเคราะห์ผลการประเมิน ITA", "มาตรการของปี 2565"), []),
        ("page", ("วิเคราะห์ผลการประเมิน ITA ปี", "2565"), []),
    ],
)
def test_the_year_of_a_result(kind: str, lines: tuple[str, ...], found: list[int]) -> None:
    assert years(*lines, kind=kind) == found
