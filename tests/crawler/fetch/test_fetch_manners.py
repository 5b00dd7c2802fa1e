"""Retry-After: numbers, dates, nonsense."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.fetch.manners import seconds

NOW = datetime(2022, 4, 25, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (b"", 0), (b"7", 7), (b"86400", 86400), (b"-3", 0), (b"soon", 0),
        (b"Mon, 25 Apr 2022 08:00:20 GMT", 20), (b"Mon, 25 Apr 2022 07:00:00 GMT", 0),
    ],
)  # fmt: skip
def test_seconds(header: bytes, expected: float) -> None:
    assert seconds(header, NOW) == expected
