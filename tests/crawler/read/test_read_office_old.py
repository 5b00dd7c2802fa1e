"""Word files of the old kind, read by catdoc."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import pytest

from crawler.read.office import old_word
from crawler.read.office.gather import Sheaf
from crawler.read.office.old_word import add_lines, read_doc
from crawler.read.office.ole import OleFile
from crawler.read.office.package import FileError
from fixtures.bad.make_files import ole

FILES = Path(__file__).parents[3] / "fixtures" / "files"
REPORT = (FILES / "progress-report.doc").read_bytes()


def test_paragraphs_links_and_cells() -> None:
    found = read_doc(REPORT)
    assert found.state == "read"
    assert [(b.kind, b.text) for b in found.blocks[:4]] == [
        ("paragraph", "รายงานผลการดำเนินงาน เทศบาลตำบลหนองสมมติ"),
        ("paragraph", "ประจำปีงบประมาณ พ.ศ. ๒๕๖๕ อำนาจหน้าที่ “น้ำ” – ข้อมูล"),
        ("paragraph", "ดู แผนปฏิบัติการ ต่อ"),
        ("link", "แผนปฏิบัติการ"),
    ]
    assert found.blocks[3].href == "http://nongsommut.example/plan?y=2565"
    cells = [(b.row, b.col, b.text) for b in found.blocks if b.kind == "cell"]
    assert cells[3:6] == [(2, 1, "1"), (2, 2, "โครงการอบรมคุณธรรม"), (2, 3, "12,000")]
    assert found.blocks[-1].text == "หลังตาราง"


def test_without_the_program_the_reader_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = read_doc(REPORT)
    assert (found.state, found.notes) == ("reader-missing", ("program-missing:catdoc",))


def test_a_program_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "catdoc"
    program.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(old_word, "SECONDS", 0.2)
    assert read_doc(REPORT).state == "limit"


def test_thai_of_one_byte_a_letter() -> None:
    """Word 6 and 95 wrote Thai in the code page of Windows."""
    text = "ประกาศเทศบาลตำบลหนองสมมติ เรื่อง แผนปฏิบัติการ\r".encode("cp874")
    header = struct.pack("<7HL3H2L", 0xA5DC, 104, 0, 0x041E, 0, 0, 101, 0, 0, 0, 0, 768, 768 + len(text))
    found = read_doc(ole({"WordDocument": header.ljust(768, b"\0") + text}))
    assert [b.text for b in found.blocks] == ["ประกาศเทศบาลตำบลหนองสมมติ เรื่อง แผนปฏิบัติการ"]


@pytest.mark.parametrize("share", [0.1, 0.4, 0.7, 0.95])
def test_a_broken_download_is_damaged(share: float) -> None:
    assert read_doc(REPORT[: int(len(REPORT) * share)]).state == "damaged"


def test_lines_with_as_many_cells_make_a_table() -> None:
    sheaf = Sheaf()
    add_lines(sheaf, "ก\tข\n\tย่อหน้า\nค\tง\nจ\tฉ\nช\tซ\tฌ\n")
    assert [(b.kind, b.row, b.col, b.text) for b in sheaf.blocks] == [
        ("paragraph", 0, 0, "ก ข"), ("paragraph", 0, 0, "ย่อหน้า"),
        ("cell", 1, 1, "ค"), ("cell", 1, 2, "ง"), ("cell", 2, 1, "จ"), ("cell", 2, 2, "ฉ"),
        ("paragraph", 0, 0, "ช ซ ฌ"),
    ]  # fmt: skip


def test_streams_of_a_file_with_small_sectors() -> None:
    file = OleFile(REPORT)
    assert {"WordDocument", "1Table"} <= file.names
    assert len(file.stream("\x01CompObj")) > 100
    assert file.stream("nothing") == b""


def test_chains_in_a_circle_end() -> None:
    body = bytearray(ole({"WordDocument": bytes(9000)}))
    struct.pack_into("<128L", body, 512, *([1] * 128))
    assert OleFile(bytes(body)).names == {"WordDocument"}
    with pytest.raises(FileError, match="damaged"):
        OleFile(bytes(body)).stream("WordDocument")
