"""Own books win over those of the program; copying a book moves its years and overwrites nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.evidence import Submitted
from checks.rubric import HERE, RubricError, load
from crawler.books import PACKAGED, Books, books_of, copy_book
from crawler.line import links_under


def test_an_own_book_wins(tmp_path: Path) -> None:
    copy_book(PACKAGED, 2565, 2565, tmp_path)
    own = tmp_path / "2565" / "o06.toml"
    own.write_text(own.read_text(encoding="utf-8").replace("title_en = ", "title_en  = "), encoding="utf-8")
    assert Books(tmp_path).load(2565).digest != PACKAGED.load(2565).digest
    assert Books(tmp_path).root(2565) == tmp_path
    assert Books(tmp_path).root(2566) == HERE
    assert Books(tmp_path / "missing").years() == PACKAGED.years()


def test_the_folder_that_was_given_wins_over_the_setting(tmp_path: Path) -> None:
    assert books_of({"OIT_BOOKS": "books"}, tmp_path).folder == tmp_path
    assert books_of({"OIT_BOOKS": "books"}).folder == Path("books")
    assert books_of({"OIT_BOOKS": ""}) is PACKAGED


def test_a_copy_of_the_same_year_is_the_same_book(tmp_path: Path) -> None:
    assert copy_book(PACKAGED, 2565, 2565, tmp_path).moved == ()
    assert load(2565, tmp_path).digest == load(2565).digest


def test_a_new_year_is_a_draft_with_its_years_moved_on(tmp_path: Path) -> None:
    copied = copy_book(PACKAGED, 2565, 2570, tmp_path)
    old, new = load(2565), load(2570, tmp_path)
    assert (new.year, new.status, copied.folder) == (2570, "draft", tmp_path / "2570")
    assert new.book.source != old.book.source
    assert {name: item.words for name, item in new.items.items()} == {n: i.words for n, i in old.items.items()}
    texts = "".join(p.read_text(encoding="utf-8").partition("[words]")[0] for p in copied.folder.glob("o*.toml"))
    assert "2570" in texts
    assert "2569" in texts
    assert "2564" not in texts
    assert {line.file for line in copied.moved} >= {"o10.toml", "o23.toml"}


def test_laws_keep_their_years(tmp_path: Path) -> None:
    copy_book(PACKAGED, 2565, 2565, tmp_path)
    path = tmp_path / "2565" / "o06.toml"
    text = path.read_text(encoding="utf-8").replace('title_en = "', 'title_en = "Act of 2560, not 12565, 2564/2565 ', 1)
    path.write_text(text, encoding="utf-8")
    copy_book(Books(tmp_path), 2565, 2566, tmp_path)
    assert "Act of 2560, not 12565, 2565/2566 " in load(2566, tmp_path).items["O6"].title_en


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "2566").mkdir()
    with pytest.raises(FileExistsError):
        copy_book(PACKAGED, 2565, 2566, tmp_path)
    assert list((tmp_path / "2566").iterdir()) == []


def test_no_book_of_the_old_year(tmp_path: Path) -> None:
    with pytest.raises(RubricError):
        copy_book(PACKAGED, 2499, 2566, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("quotes", ['"""', "'''"])
def test_a_source_of_several_lines_is_replaced_whole(tmp_path: Path, quotes: str) -> None:
    copy_book(PACKAGED, 2565, 2565, tmp_path)
    book = tmp_path / "2565" / "book.toml"
    line = next(line for line in book.read_text(encoding="utf-8").splitlines() if line.startswith("source"))
    source = f'source = {quotes}คู่มือ "ปี" 2565\nstatus = แก้ไข 2564{quotes}  # ยืนยันแล้ว'
    book.write_text(book.read_text(encoding="utf-8").replace(line, source), encoding="utf-8")
    copied = copy_book(Books(tmp_path), 2565, 2570, tmp_path)
    assert copied.rubric.book.status == "draft"
    assert copied.rubric.book.source.startswith("คัดลอกจากเกณฑ์ปี 2565")
    assert not [line for line in copied.moved if "แก้ไข" in line.text]


def test_a_copy_that_would_be_no_book_leaves_nothing_behind(tmp_path: Path) -> None:
    copy_book(PACKAGED, 2565, 2565, tmp_path)
    book = tmp_path / "2565" / "book.toml"
    book.write_text(book.read_text(encoding="utf-8").replace("year = 2565", "year = 2_565"), encoding="utf-8")
    with pytest.raises(RubricError):
        copy_book(Books(tmp_path), 2565, 2570, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["2565"]


def test_the_seal_stays_behind(tmp_path: Path) -> None:
    copy_book(PACKAGED, 2565, 2565, tmp_path)
    book = tmp_path / "2565" / "book.toml"
    sealed = f'sealed = "{load(2565).digest}"\n'
    text = book.read_text(encoding="utf-8").replace("\nstatus = ", f"\n{sealed}status = ", 1)
    book.write_text(text, encoding="utf-8")
    copy_book(Books(tmp_path), 2565, 2566, tmp_path)
    assert load(2566, tmp_path).book.sealed == ""


def test_links_follow_their_items_to_another_years_numbers() -> None:
    links = [Submitted("O23", "http://a.example/23"), Submitted("O35", "http://a.example/35")]
    assert links_under(links, load(2565), load(2566)) == (Submitted("O21", "http://a.example/23"),)
    assert links_under(links, load(2565), load(2565)) == tuple(links)
