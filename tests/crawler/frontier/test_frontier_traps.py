"""Traps: each kind is recognised, and what only looks like it is not."""

from __future__ import annotations

import pytest

from crawler.frontier.traps import DATES_PER_LIST, PAGES_PER_LIST, Lists, trap, untwin


@pytest.mark.parametrize(
    "url",
    [
        "http://x.go.th/calendar.php?month=3&year=2030",
        "http://x.go.th/index.php?option=com_jevents&task=month&year=2024&month=5",
        "http://x.go.th/events/2031-05/",
        "http://x.go.th/calendar/2031/05/17/",
        "http://x.go.th/ปฏิทิน?date=2030-01-01",
    ],
)
def test_calendar(url: str) -> None:
    assert trap(url) == "calendar"


@pytest.mark.parametrize("url", ["http://x.go.th/calendar.php", "http://x.go.th/eprocurement?year=2565&month=3"])
def test_no_calendar(url: str) -> None:
    assert trap(url) == ""


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("http://x.go.th/n.php?id=5&print=1", "http://x.go.th/n.php?id=5"),
        ("http://x.go.th/index.php?id=5&tmpl=component&layout=default", "http://x.go.th/index.php?id=5"),
        ("http://x.go.th/n.php?id=5&format=pdf", "http://x.go.th/n.php?id=5"),
        ("http://x.go.th/l.php?cat=2&sort=date&dir=asc", "http://x.go.th/l.php?cat=2"),
        ("http://x.go.th/l.php?cat=2&orderby=title&order=desc", "http://x.go.th/l.php?cat=2"),
        ("http://x.go.th/l.php?filter%5Byear%5D=2565&cat=2", "http://x.go.th/l.php?cat=2"),
        ("http://x.go.th/post?replytocom=17", "http://x.go.th/post"),
    ],
)
def test_twins_fold_on_their_page(url: str, page: str) -> None:
    assert untwin(url) == page


@pytest.mark.parametrize("url", ["http://x.go.th/l.php?order=17", "http://x.go.th/l.php?dir=files", "http://x.go.th/a"])
def test_no_twin(url: str) -> None:
    assert untwin(url) == url


def test_print_path() -> None:
    assert trap("http://x.go.th/print/17") == "print-twin"
    assert trap("http://x.go.th/blueprint/17") == ""


@pytest.mark.parametrize(
    "url", ["http://x.go.th/a/b/a/b/", "http://x.go.th/a/c/a/d/a/", "http://x.go.th/" + "/".join(map(str, range(20)))]
)
def test_repeating_path(url: str) -> None:
    assert trap(url) == "repeating-path"


def test_a_path_may_say_a_word_twice() -> None:
    assert trap("http://x.go.th/plan/2565/plan.html") == ""
    assert trap("http://x.go.th/news/2565/news/") == ""


@pytest.mark.parametrize(
    "url", ["http://x.go.th/feed/", "http://x.go.th/wp-login.php", "http://x.go.th/?action=logout"]
)
def test_machine(url: str) -> None:
    assert trap(url) == "machine"


@pytest.mark.parametrize(
    "pattern",
    ["http://x.go.th/l.php?cat=1&page={}", "http://x.go.th/news/page/{}/", "http://x.go.th/l.php?limitstart={}"],
)
def test_paging_ends(pattern: str) -> None:
    lists = Lists()
    codes = [lists.full(pattern.format(number)) for number in range(2, 60)]
    assert codes.count("") == PAGES_PER_LIST
    assert set(codes[PAGES_PER_LIST:]) == {"paging"}


def test_lists_are_counted_apart() -> None:
    lists = Lists(pages=1)
    assert lists.full("http://x.go.th/l.php?cat=1&page=2") == ""
    assert lists.full("http://x.go.th/l.php?cat=2&page=2") == ""
    assert lists.full("http://x.go.th/l.php?page=3&cat=2") == "paging"


def test_articles_are_no_pages_of_a_list() -> None:
    lists = Lists(pages=1)
    assert [lists.full(f"http://x.go.th/?p={n}") for n in range(9)] == [""] * 9
    assert [lists.full(f"http://x.go.th/n.php?id={n}") for n in range(9)] == [""] * 9


def test_months_of_a_list_end() -> None:
    lists = Lists()
    urls = [f"http://x.go.th/sum.php?year={year}&month={month}" for year in range(2550, 2566) for month in range(1, 13)]
    assert [lists.full(url) for url in urls].count("") == DATES_PER_LIST
