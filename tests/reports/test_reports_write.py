"""Files: names, atomic replacement, the same bytes for the same input."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.evidence import Failure
from reports import AgencyReport, write
from reports.names import file_names, slug

Make = Callable[..., AgencyReport]

CODES = [
    "ban-suan",
    "BAN-SUAN",
    "อบต.บ้านสวน",
    "../../etc/passwd",
    "index",
    "con.x",
    "lpt1",
    "item-o8",
    "",
    ".",
    "a" * 300,
    "127.0.0.1:8000",
    "\ud800",
]


def test_names_are_safe_unique_and_stable() -> None:
    names = file_names(CODES)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,70}\.html", name) for name in names)
    assert len(set(names)) == len(CODES)
    assert "index.html" not in names
    assert names == [f"{slug(code)}.html" for code in CODES]
    assert not {"con.x.html", "lpt1.html", "item-o8.html"} & set(names)


def test_one_code_twice_gives_two_files(make: Make, tmp_path: Path) -> None:
    write([make(run_id="r1"), make(run_id="r2")], tmp_path)
    assert _beside_items(tmp_path) == ["ban-suan-2.html", "ban-suan.html", "index.html"]


def test_the_same_input_in_any_order_gives_the_same_bytes(make: Make, tmp_path: Path) -> None:
    failures = tuple(Failure(f"https://a.example/{n}", "timeout", "network") for n in range(20))
    first, second = make(code="a", failures=failures), make(code="b")
    write([first, second], tmp_path / "1")
    write([make(code="b"), make(code="a", failures=failures[::-1])], tmp_path / "2")
    for path in (tmp_path / "1").iterdir():
        assert path.read_bytes() == (tmp_path / "2" / path.name).read_bytes()


def test_the_index_path_is_returned_and_folders_are_made(make: Make, tmp_path: Path) -> None:
    index = write([make()], tmp_path / "new" / "folder")
    assert index == tmp_path / "new" / "folder" / "index.html"
    assert index.is_file()


def test_a_failed_write_leaves_the_old_page_whole(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write([make()], tmp_path)
    before = (tmp_path / "ban-suan.html").read_bytes()

    def half(self: Path, content: bytes) -> int:
        with self.open("wb") as file:
            file.write(content[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(OSError, match="No space"):
        write([make(name="ชื่อใหม่")], tmp_path)
    assert (tmp_path / "ban-suan.html").read_bytes() == before
    assert _beside_items(tmp_path) == ["ban-suan.html", "index.html"]


def test_an_unknown_language_is_refused_before_anything_is_written(make: Make, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="xx"):
        write([make()], tmp_path / "out", lang="xx")
    assert not (tmp_path / "out").exists()


def _beside_items(out: Path) -> list[str]:
    """All files of a folder but the pages of items."""
    return sorted(path.name for path in out.iterdir() if not path.name.startswith("item-O"))
