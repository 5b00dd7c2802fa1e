"""Whatever the judge may say has words in both languages."""

from __future__ import annotations

import pytest

from checks.verdict import Status
from reports.words import words


@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_status_and_every_way_to_the_evidence_has_words(lang: str) -> None:
    known = words(lang)
    asked = [f"status.{status.value}" for status in Status]
    asked += [f"basis.{basis}" for basis in ("submitted", "index", "site", "content")]
    assert [key for key in asked if key not in known] == []
