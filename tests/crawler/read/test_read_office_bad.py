"""The corpus of bad files: each gives its state, none raises, none takes long."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.read.archives import ARCHIVES, read_archive
from crawler.read.found import FileText
from crawler.read.kinds import kind_of
from crawler.read.office.docx import read_docx
from crawler.read.office.odf import read_odp, read_ods, read_odt
from crawler.read.office.old_slides import read_ppt
from crawler.read.office.old_word import read_doc
from crawler.read.office.ole import read_locked
from crawler.read.office.pptx import read_pptx
from crawler.read.office.xlsx import read_xls, read_xlsx
from fixtures.bad.make_files import MADE, docx, main, packed

READ: dict[str, Callable[[bytes], FileText]] = {
    "docx": read_docx, "xlsx": read_xlsx, "pptx": read_pptx, "odt": read_odt, "ods": read_ods, "odp": read_odp,
    "doc": read_doc, "xls": read_xls, "ppt": read_ppt, "locked": read_locked,
}  # fmt: skip

STATES = {
    "nothing.docx": ("empty", ""),
    "cut.docx": ("zip", "damaged"),
    "cut.xlsx": ("zip", "damaged"),
    "locked.xlsx": ("locked", "encrypted"),
    "bomb.docx": ("docx", "limit"),
    "declared.docx": ("docx", "limit"),
    "laughs.docx": ("docx", "limit"),
    "laughs.odt": ("odt", "limit"),
    "outside.docx": ("docx", "limit"),
    "html.docx": ("html", ""),
    "pdf.docx": ("pdf", ""),
    "cover.docx": ("docx", "read"),
    "no-words.docx": ("docx", "empty"),
    "million-rows.xlsx": ("xlsx", "read"),
    "last-cell.xlsx": ("xlsx", "read"),
    "header-only.xlsx": ("xlsx", "read"),
    "no-cells.xlsx": ("xlsx", "empty"),
    "no-text.doc": ("doc", "empty"),
    "locked.doc": ("doc", "encrypted"),
    "circle.doc": ("doc", "damaged"),
}


def _read(_name: str, body: bytes) -> FileText:
    kind = kind_of(body)
    return read_archive(body, _read) if kind in ARCHIVES else READ.get(kind, lambda _: FileText("no-text"))(body)


@pytest.mark.parametrize("name", STATES)
def test_states(name: str) -> None:
    body = MADE[name]()
    kind, state = STATES[name]
    assert kind_of(body) == kind
    if state:
        assert _read(name, body).state == state


def test_the_archives_have_a_test_of_their_own() -> None:
    assert {name for name in MADE if name not in STATES} == {name for name in MADE if name.endswith((".zip", ".rar"))}


def test_entities_are_neither_expanded_nor_fetched() -> None:
    for name in ("laughs.docx", "outside.docx", "laughs.odt"):
        found = _read(name, MADE[name]())
        assert (found.blocks, found.notes) == ((), ("entities-refused",))


def test_a_doctype_without_entities_is_harmless() -> None:
    assert read_docx(docx(prolog="<!DOCTYPE document>")).state == "read"


@pytest.mark.parametrize("name", ["cover.docx", "header-only.xlsx", "laughs.odt"])
def test_no_cut_raises(name: str) -> None:
    body = MADE[name]()
    for end in range(0, len(body), 37):
        assert _read(name, body[:end]).state in ("damaged", "empty", "no-text")


@pytest.mark.parametrize("name", ["cover.docx", "header-only.xlsx", "stored.rar", "no-text.doc", "cut.zip"])
def test_no_changed_byte_raises(name: str) -> None:
    body = MADE[name]()
    for at in range(7, min(len(body), 1600), 61):
        assert _read(name, body[:at] + bytes([body[at] ^ 0xFF]) + body[at + 1 :]).state


def test_parts_that_are_something_else() -> None:
    for part in ("word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"):
        for content in ("", "<a/>", "text", "<p:x xmlns:p='y'><p:body/></p:x>"):
            found = _read(part, packed({"[Content_Types].xml": "<Types/>", part: content}))
            assert found.state in ("damaged", "empty")


def test_the_script_writes_every_file(tmp_path: Path) -> None:
    main(str(tmp_path))
    assert {path.name for path in tmp_path.iterdir()} == set(MADE)
    assert (tmp_path / "cover.docx").read_bytes() == docx()
