"""Submitted links in the store: rounds, what counts now, what was before."""

from __future__ import annotations

from checks.evidence import Submitted
from crawler.store import Store
from crawler.store.links import LinkRow


def row(item: str, url: str, agency: str = "ban-rai", **fields: str) -> LinkRow:
    return LinkRow("ลิงก์", "C2", agency, item, url, **fields)  # type: ignore[arg-type]


def test_the_newest_round_then_the_newest_file_counts_item_by_item(store: Store) -> None:
    links = store.links
    assert links.rounds(2565) == ()
    assert links.add("a.xlsx", "1" * 64, 1, 2565, [row("O10", "u1"), row("O2", "u2", note="ก"), row("O3", "u3")])
    assert links.add("b.xlsx", "2" * 64, 2, 2565, [row("O2", "v2a"), row("O2", "v2b")])
    assert links.add("c.xlsx", "3" * 64, 1, 2565, [row("O2", "w2"), row("O3", "w3"), row("O1", "x", agency="other")])
    assert links.current("ban-rai", 2565) == (
        Submitted("O2", "v2a"), Submitted("O2", "v2b"), Submitted("O3", "w3"), Submitted("O10", "u1"),
    )  # fmt: skip
    assert links.rounds(2565) == (1, 2)
    assert [(s.agency, s.item, s.links, s.round, s.file) for s in links.summary(2565)] == [
        ("ban-rai", "O2", 2, 2, "b.xlsx"), ("ban-rai", "O3", 1, 1, "c.xlsx"), ("ban-rai", "O10", 1, 1, "a.xlsx"),
        ("other", "O1", 1, 1, "c.xlsx"),
    ]  # fmt: skip


def test_a_file_in_whose_place_another_came_can_be_taken_in_again(store: Store) -> None:
    links, rows = store.links, [row("O1", "u"), row("O2", "u2")]
    assert links.add("a.xlsx", "1" * 64, 1, 2565, rows) == 1
    assert links.add("b.xlsx", "2" * 64, 1, 2565, [row("O1", "wrong")]) == 2
    assert links.add("a.xlsx", "1" * 64, 1, 2565, rows) == 3
    assert links.current("ban-rai", 2565) == (Submitted("O1", "u"), Submitted("O2", "u2"))
    assert links.add("a.xlsx", "1" * 64, 1, 2565, rows) is None
    assert links.add("c.xlsx", "3" * 64, 2, 2565, [row("O1", "v")]) == 4
    assert links.add("a.xlsx", "1" * 64, 1, 2565, rows) is None


def test_years_are_apart(store: Store) -> None:
    store.links.add("a.xlsx", "1" * 64, 2, 2565, [row("O1", "u")])
    assert store.links.current("ban-rai", 2566) == ()
    assert store.links.rounds(2566) == ()


def test_refused_rows_are_kept_and_count_for_nothing(store: Store) -> None:
    store.links.add("a.xlsx", "1" * 64, 1, 2565, [row("O1", "u")])
    store.links.add("b.xlsx", "2" * 64, 2, 2565, [row("O1", "C:\\a", state="refused", reason="file-path", detail="x")])
    assert store.links.current("ban-rai", 2565) == (Submitted("O1", "u"),)
    history = store.links.history("ban-rai", "O1", 2565)
    assert [(f.round, f.file, f.row.url, f.row.reason, f.now) for f in history] == [
        (1, "a.xlsx", "u", "", True), (2, "b.xlsx", "C:\\a", "file-path", False),
    ]  # fmt: skip
    assert history[0].taken_at.endswith("+07:00")


def test_the_same_file_again_changes_nothing_unless_it_reads_otherwise(store: Store) -> None:
    rows = [row("O1", "u"), row("O2", "?", agency="อบต", state="refused", reason="unknown-agency")]
    assert store.links.add("a.xlsx", "1" * 64, 1, 2565, rows) == 1
    assert store.links.add("copy.xlsx", "1" * 64, 1, 2565, rows) is None
    assert store.links.add("a.xlsx", "1" * 64, 2, 2565, rows) == 2
    assert store.links.add("a.xlsx", "1" * 64, 1, 2565, [rows[0], row("O2", "?")]) == 3
