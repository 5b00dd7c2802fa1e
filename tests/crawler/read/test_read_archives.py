"""Archives: what is in them, and the limits."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.evidence import Block
from crawler.read import archives
from crawler.read.archives import read_archive
from crawler.read.found import FileText
from crawler.read.kinds import kind_of
from fixtures.bad import make_files
from fixtures.bad.make_files import COVER, MADE, packed, rar

with_bsdtar = pytest.mark.skipif(shutil.which("bsdtar") is None, reason="libarchive-tools is not installed")


def _read(_name: str, body: bytes) -> FileText:
    """A reader for texts: two tables on the first page, and a note."""
    if kind_of(body) != "text":
        return FileText("reader-missing")
    text = body.decode()
    cells = tuple(Block("cell", text, table=n, row=1, col=1, page=1) for n in (1, 2))
    return FileText("read", (Block("paragraph", text), *cells), title="เรื่อง", notes=("pages-cut:300",))


def _headings(found: FileText) -> list[str]:
    return [b.text for b in found.blocks if b.kind == "heading"]


def test_members_with_their_names_and_tables_of_their_own() -> None:
    found = read_archive(packed({"a/แผน.txt": "หนึ่ง", "a/": "", "ผล.txt": "สอง", "__MACOSX/._ผล.txt": "x"}), _read)
    assert (found.state, found.pages, found.title) == ("read", 2, "")
    assert [(b.kind, b.level, b.table, b.text) for b in found.blocks] == [
        ("heading", 1, 0, "a/แผน.txt"), ("paragraph", 0, 0, "หนึ่ง"), ("cell", 0, 1, "หนึ่ง"), ("cell", 0, 2, "หนึ่ง"),
        ("heading", 1, 0, "ผล.txt"), ("paragraph", 0, 0, "สอง"), ("cell", 0, 3, "สอง"), ("cell", 0, 4, "สอง"),
    ]  # fmt: skip
    assert found.notes == ("pages-cut:300:a/แผน.txt", "pages-cut:300:ผล.txt")


def test_the_title_of_the_only_member_read() -> None:
    found = read_archive(packed({"a.txt": "หนึ่ง", "b.dwg": bytes(range(256))}), _read)
    assert (found.state, found.title, found.pages) == ("read", "เรื่อง", 2)
    assert found.notes == ("pages-cut:300:a.txt", "member-unread:b.dwg:reader-missing")


def test_names_are_labels_only() -> None:
    found = read_archive(MADE["names.zip"](), _read)
    assert _headings(found) == [
        "../../outside.txt", "/etc/absolute.txt", "C:/plan/back.txt", "bell .txt", "แผนก.txt",
    ]  # fmt: skip
    assert "member-unread:link.txt:link" in found.notes


def test_archives_inside_are_opened_one_level_deep() -> None:
    inner = packed({"แผน.txt": "หนึ่ง"})
    found = read_archive(packed({"ปี 65.zip": inner, "ลึก.zip": packed({"ใน.zip": inner})}), _read)
    assert _headings(found) == ["ปี 65.zip/แผน.txt"]
    assert "member-unread:ลึก.zip/ใน.zip:depth" in found.notes
    found = read_archive(packed({"เสีย.zip": inner[:50], "ดี.txt": "สอง"}), _read)
    assert (found.state, found.notes[0]) == ("read", "member-unread:เสีย.zip:damaged")


def test_no_more_members_than_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_LISTED", 5)
    monkeypatch.setattr(archives, "MAX_READ", 3)
    found = read_archive(packed({f"{n}.txt": "ก" for n in range(9)}), _read)
    assert _headings(found) == ["0.txt", "1.txt", "2.txt"]
    assert found.notes[-3:] == ("member-unread:3.txt:too-many", "member-unread:4.txt:too-many", "members-cut:5")


def test_a_member_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBER", 100)
    found = read_archive(packed({"big.txt": "ก" * 100, "small.txt": "ข"}), _read)
    assert (_headings(found), found.notes[0]) == (["small.txt"], "member-unread:big.txt:too-large")


@with_bsdtar
def test_rar() -> None:
    found = read_archive(rar({"plan.txt": COVER.encode(), "ปี ๒๕๖๕/แผน.txt": "สอง".encode()}), _read)
    assert (found.state, found.pages) == ("read", 2)
    assert _headings(found) == ["plan.txt", "ปี ๒๕๖๕/แผน.txt"]


@with_bsdtar
def test_rar_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBER", 100)
    found = read_archive(rar({"big.txt": b"x" * 200, "small.txt": "ข".encode()}), _read)
    assert (_headings(found), found.notes[0]) == (["small.txt"], "member-unread:big.txt:too-large")
    monkeypatch.setattr(archives, "MAX_MEMBER", 100_000)
    monkeypatch.setattr(archives, "MAX_UNPACKED", 30_000)
    found = read_archive(rar({"a.txt": b"x" * 9000, "b.txt": b"y" * 60_000, "c.txt": b"z"}), _read)
    assert (_headings(found), found.notes[-1]) == (["a.txt"], "archive-cut:too-large-unpacked")


@with_bsdtar
def test_7z_with_a_link(tmp_path: Path) -> None:
    (tmp_path / "แผน.txt").write_text(COVER)
    (tmp_path / "link.txt").symlink_to("/etc/hostname")
    packed_here = tmp_path / "out.7z"
    command = ["bsdtar", "--format=7zip", "-cf", str(packed_here), "-C", str(tmp_path), "แผน.txt", "link.txt"]
    subprocess.run(command, check=True, env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin:/usr/local/bin"})
    found = read_archive(packed_here.read_bytes(), _read)
    assert _headings(found) == ["แผน.txt"]
    assert "member-unread:link.txt:link" in found.notes


def test_without_the_program_the_reader_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = read_archive(rar({"plan.txt": b"x"}), _read)
    assert (found.state, found.notes) == ("reader-missing", ("program-missing:bsdtar",))


def test_nothing_is_left_on_the_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    for name in ("names.zip", "stored.rar", "cut.rar"):
        read_archive(MADE[name](), _read)
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize(
    ("make", "state"),
    [
        (MADE["cut.zip"], "damaged"),
        (MADE["locked.zip"], "encrypted"),
        (MADE["half-locked.zip"], "read"),
        (MADE["bomb.zip"], "limit"),
        (MADE["declared.zip"], "limit"),
        (MADE["nested.zip"], "limit"),
        (MADE["no-members.zip"], "empty"),
        (lambda: packed({"a.dwg": bytes(range(256))}), "reader-missing"),
        (lambda: make_files.packed({"a.txt": ""}), "reader-missing"),
        pytest.param(MADE["cut.rar"], "damaged", marks=with_bsdtar),
        pytest.param(MADE["stored.rar"], "read", marks=with_bsdtar),
    ],
)
def test_states(make: Callable[[], bytes], state: str) -> None:
    assert read_archive(make(), _read).state == state
