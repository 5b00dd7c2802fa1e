"""The frontier: what comes next and why, what is left out, and which limits cut."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from checks.evidence import Block, Document, Submitted
from crawler.frontier import Frontier, Limits, Scope, Target

START = "http://x.go.th/"


class PlainWords:
    """Words of a tiny language: "plan" is O10, "OIT" heads an index, a table row "O3 …" is an index row."""

    def item(self, text: str) -> str:
        """The item of a text."""
        return "O10" if "plan" in text else ""

    def leads_to_index(self, text: str) -> bool:
        """Is it the index?"""
        return text.startswith("OIT")

    def rows(self, document: Document) -> Sequence[tuple[str, str]]:
        """Its rows."""
        return [(b.text.split()[0], b.href) for b in document.blocks if b.table]


def link(href: str, text: str = "more", **place: object) -> Block:
    return Block("link", text, href=href, **place)  # type: ignore[arg-type]


def page(url: str, *blocks: Block) -> Document:
    return Document(url, url, "page", "text/html", "0", "html/1", "read", blocks=blocks)


def frontier(limits: Limits | None = None, start: str = START) -> Frontier:
    made = Frontier(Scope(start), PlainWords(), limits or Limits())
    made.start(start)
    return made


def drain(waiting: Frontier, pages: dict[str, Document] | None = None) -> list[tuple[str, str]]:
    """Take everything, reading the given pages, and tell what was asked for and why."""
    taken = []
    while (target := waiting.take()) is not None:
        taken.append((target.url, target.reason))
        document = (pages or {}).get(target.url)
        waiting.done(target, target.guess)
        if document is not None:
            waiting.read(document, target)
    return taken


def first(waiting: Frontier) -> Target:
    target = waiting.take()
    assert target is not None
    return target


def test_order_is_submitted_start_index_rows_menu_words_rest() -> None:
    waiting = frontier()
    waiting.submit([Submitted("O10", "http://x.go.th/s10"), Submitted("O2", "http://x.go.th/s2")])
    pages = {
        START: page(
            START,
            link("http://x.go.th/rest"),
            link("http://x.go.th/p", "our plan"),
            link("http://x.go.th/m", "menu", region="menu"),
            link("http://x.go.th/oit", "OIT 2565", region="menu"),
        ),
        "http://x.go.th/oit": page("http://x.go.th/oit", link("http://x.go.th/r3", "O3 duties", table=1, row=1)),
    }
    assert drain(waiting, pages) == [
        ("http://x.go.th/s2", "submitted:O2"),
        ("http://x.go.th/s10", "submitted:O10"),
        (START, "start"),
        ("http://x.go.th/oit", "index"),
        ("http://x.go.th/r3", "row:O3"),
        ("http://x.go.th/m", "menu"),
        ("http://x.go.th/p", "words:O10"),
        ("http://x.go.th/rest", "link"),
    ]


def test_the_rest_is_read_breadth_first() -> None:
    waiting = frontier()
    pages = {
        START: page(START, link("http://x.go.th/a"), link("http://x.go.th/b")),
        "http://x.go.th/a": page("http://x.go.th/a", link("http://x.go.th/a/1")),
    }
    assert [url for url, _ in drain(waiting, pages)] == [START, *(f"http://x.go.th/{p}" for p in ("a", "b", "a/1"))]


def test_a_better_reason_found_later_moves_an_address_forward() -> None:
    waiting = frontier()
    start = first(waiting)
    waiting.done(start, "page")
    waiting.read(page(START, link("http://x.go.th/a"), link("http://x.go.th/b")), start)
    waiting.read(page(START, link("http://x.go.th/b", "plan")), start)
    assert drain(waiting) == [("http://x.go.th/b", "words:O10"), ("http://x.go.th/a", "link")]


def test_one_address_is_asked_once_however_it_is_written() -> None:
    waiting = frontier()
    writings = ["http://x.go.th/a?b=1&c=2", "https://www.x.go.th/a?c=2&b=1#x", "http://x.go.th:80/a?b=1&c=2&utm_id=3"]
    pages = {START: page(START, *(link(url) for url in writings), link("http://x.go.th/n?id=1&print=1"),
                         link("http://x.go.th/n?id=1"))}  # fmt: skip
    assert [url for url, _ in drain(waiting, pages)] == [START, writings[0], "http://x.go.th/n?id=1"]


def test_foreign_hosts_are_read_for_items_rows_and_documents_only() -> None:
    waiting = frontier()
    start = page(
        START,
        link("http://other.go.th/news"),
        link("http://other.go.th/p", "plan"),
        link("http://files.go.th/a.pdf"),
        link("http://facebook.com/plan", "plan"),
        link("http://other.go.th/row", "O3 duties", table=1, row=1),
        Block("widget", "", href="http://maps.go.th/embed"),
    )
    assert {url for url, _ in drain(waiting, {START: start})} == {
        START, "http://other.go.th/p", "http://files.go.th/a.pdf", "http://other.go.th/row",
    }  # fmt: skip


def test_foreign_content_is_followed_one_step_and_no_further() -> None:
    waiting = frontier()
    waiting.submit([Submitted("O10", "http://drive.test/folder")])
    pages = {
        "http://drive.test/folder": page(
            "http://drive.test/folder", link("http://drive.test/help", region="menu"), link("http://drive.test/one")
        ),
        "http://drive.test/one": page("http://drive.test/one", link("http://drive.test/two")),
    }
    assert [url for url, _ in drain(waiting, pages)] == ["http://drive.test/folder", START, "http://drive.test/one"]


def test_page_limit_cuts_and_is_told_and_documents_still_come() -> None:
    waiting = frontier(Limits(pages=2))
    pages = {START: page(START, *(link(f"http://x.go.th/{n}") for n in range(5)), link("http://x.go.th/a.pdf"))}
    taken = [url for url, _ in drain(waiting, pages)]
    assert taken == [START, "http://x.go.th/0", "http://x.go.th/a.pdf"]
    assert waiting.limits_hit == ["pages"]
    assert not waiting.pending()


def test_document_limit_cuts_and_is_told() -> None:
    waiting = frontier(Limits(documents=1))
    pages = {START: page(START, *(link(f"http://x.go.th/{n}.pdf") for n in range(3)))}
    assert len(drain(waiting, pages)) == 2
    assert waiting.limits_hit == ["documents"]


def test_depth_limit_is_told_and_documents_may_stand_one_step_beyond() -> None:
    waiting = frontier(Limits(depth=0))
    pages = {START: page(START, link("http://x.go.th/a"), link("http://x.go.th/a.pdf"))}
    assert [url for url, _ in drain(waiting, pages)] == [START, "http://x.go.th/a.pdf"]
    assert waiting.limits_hit == ["depth"]


def test_a_limit_that_cuts_nothing_is_not_told() -> None:
    waiting = frontier(Limits(depth=1, pages=2, documents=1))
    drain(waiting, {START: page(START, link("http://x.go.th/a"), link("http://x.go.th/a.pdf"))})
    assert waiting.limits_hit == []


def test_rows_and_submitted_links_know_no_depth() -> None:
    waiting = frontier(Limits(depth=0))
    pages = {START: page(START, link("http://x.go.th/r", "O3 duties", table=1, row=1))}
    assert len(drain(waiting, pages)) == 2


def test_busy_hosts_are_left_alone() -> None:
    waiting = frontier()
    waiting.submit([Submitted("O1", "http://slow.test/1"), Submitted("O2", "http://slow.test/2")])
    assert first(waiting).url == "http://slow.test/1"
    taken = waiting.take({"slow.test"})
    assert taken is not None
    assert taken.url == START
    assert waiting.take({"slow.test", "x.go.th"}) is None
    assert waiting.pending()


def test_what_failed_for_the_moment_comes_again_once_at_the_very_end() -> None:
    waiting = frontier()
    waiting.submit([Submitted("O1", "http://x.go.th/slow")])
    slow = first(waiting)
    assert waiting.postpone(slow)
    start = first(waiting)
    assert start.reason == "start"
    assert waiting.take() is None
    waiting.done(start, "page")
    again = first(waiting)
    assert (again.url, again.attempt) == ("http://x.go.th/slow", 2)
    assert not waiting.postpone(again)
    assert not waiting.pending()


def test_what_it_was_redirected_to_is_not_asked_again() -> None:
    waiting = frontier()
    start = first(waiting)
    waiting.done(start, "page", "http://x.go.th/home.html")
    waiting.read(page("http://x.go.th/home.html", link("http://x.go.th/home.html"), link("http://x.go.th/a")), start)
    assert [url for url, _ in drain(waiting)] == ["http://x.go.th/a"]


def test_what_is_left_is_told_best_first() -> None:
    waiting = frontier(Limits(pages=1))
    start = first(waiting)
    waiting.done(start, "page")
    waiting.read(page(START, link("http://x.go.th/a"), link("http://x.go.th/p", "plan")), start)
    assert [(t.url, t.named) for t in waiting.left()] == [("http://x.go.th/p", True), ("http://x.go.th/a", False)]


def test_photographs_are_left_out_unless_words_name_them() -> None:
    waiting = frontier()
    pages = {
        START: page(
            START, link("http://x.go.th/1.jpg"), link("http://x.go.th/2.jpg", "plan"), link("http://x.go.th/s.css")
        )
    }
    assert [url for url, _ in drain(waiting, pages)] == [START, "http://x.go.th/2.jpg"]


def test_sitemap_names_own_addresses_only_and_reads_slugs() -> None:
    waiting = frontier()
    waiting.sitemap(
        ["http://x.go.th/b", "http://other.go.th/", "http://x.go.th/annual-plan", "http://x.go.th/feed/"], START
    )
    assert drain(waiting) == [
        (START, "start"), ("http://x.go.th/annual-plan", "words:O10"), ("http://x.go.th/b", "sitemap"),
    ]  # fmt: skip


def test_traps_are_counted_and_the_same_menu_once() -> None:
    waiting = frontier()
    menu = [link("http://x.go.th/calendar?month=1&year=2000", "next", region="menu")]
    drain(
        waiting,
        {START: page(START, *menu, link("http://x.go.th/a")), "http://x.go.th/a": page("http://x.go.th/a", *menu)},
    )
    assert waiting.trapped == {"calendar": 1}


def test_submitted_links_are_filed_as_they_were_submitted() -> None:
    waiting = frontier()
    waiting.submit([Submitted("O1", "http://x.go.th/a?CFID=12345&id=1"), Submitted("O2", "http://จังหวัด.ไทย/ก")])
    taken = [first(waiting), first(waiting)]
    assert [(t.url, t.asked) for t in taken] == [
        ("http://x.go.th/a?CFID=12345&id=1", "http://x.go.th/a?id=1"),
        ("http://xn--72cb1bxeta8ad.xn--o3cw4h/%E0%B8%81",) * 2,  # the key of both spellings is one
    ]


def test_page_numbers_are_no_menu() -> None:
    waiting = frontier()
    start = page(START, link("http://x.go.th/l?page=2", region="menu"), link("http://x.go.th/p", "plan"))
    assert [why for _, why in drain(waiting, {START: start})] == ["start", "words:O10", "link"]


def test_visits_of_one_page_are_one_page() -> None:
    waiting = frontier()
    visits = [link(f"http://x.go.th/a?CFID={n}&id=1") for n in range(9)]
    assert len(drain(waiting, {START: page(START, *visits)})) == 2


def test_same_calls_same_order() -> None:
    pages = {START: page(START, *(link(f"http://h{n % 7}.go.th/{n}.pdf") for n in range(60)))}
    assert drain(frontier(), pages) == drain(frontier(), pages)


def test_addresses_put_off_count_against_the_limits() -> None:
    waiting = frontier(Limits(pages=3))
    start = first(waiting)
    waiting.done(start, "page")
    waiting.read(page(START, *(link(f"http://x.go.th/{n}") for n in range(9))), start)
    while (target := waiting.take()) is not None and waiting.postpone(target):
        pass
    assert target is not None
    waiting.done(target)
    again = first(waiting)
    waiting.done(again)
    assert waiting.take() is None
    assert waiting.limits_hit == ["pages"]


def test_link_that_was_too_deep_is_taken_from_a_nearer_page() -> None:
    waiting = frontier(Limits(depth=2))
    both = link("http://x.go.th/z")
    pages = {
        START: page(START, link("http://x.go.th/plan", "plan"), link("http://x.go.th/a")),
        "http://x.go.th/plan": page("http://x.go.th/plan", link("http://x.go.th/plan2", "plan")),
        "http://x.go.th/plan2": page("http://x.go.th/plan2", both),
        "http://x.go.th/a": page("http://x.go.th/a", both),
    }
    assert drain(waiting, pages)[-1] == ("http://x.go.th/z", "link")
    assert waiting.limits_hit == []


def test_routes_of_a_script_application_are_pages_of_their_own() -> None:
    waiting = frontier()
    rows = [link(f"http://x.go.th/docs/#/cat/{n}", f"O{n} x", table=1, row=n) for n in (3, 4)]
    start = first(waiting)
    waiting.done(start, "page")
    drawn = msgspec.structs.replace(page(START, *rows, link("http://x.go.th/docs/#top")), notes=("browser:app-root",))
    waiting.read(drawn, start)
    taken = [first(waiting) for _ in range(3)]
    assert [t.url for t in taken] == [*(row.href for row in rows), "http://x.go.th/docs/"]
    assert [t.asked for t in taken] == [t.url for t in taken]


def test_a_page_that_is_being_drawn_keeps_its_host_busy_no_more() -> None:
    waiting = frontier()
    start = first(waiting)
    assert waiting.asked() == [start]
    waiting.aside(start)
    assert waiting.asked() == []
    assert list(waiting.under_way()) == [start]
