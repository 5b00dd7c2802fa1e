"""Addresses: what is cleaned, what is left alone, and what an address most likely holds."""

from __future__ import annotations

import pytest

from crawler.frontier.urls import clean, guess_kind, host_and_port


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("HTTP://WWW.Example.go.th:80/a#top", "http://www.example.go.th/a"),
        ("https://example.go.th:443", "https://example.go.th/"),
        ("http://example.go.th:8080/a", "http://example.go.th:8080/a"),
        ("http://user:secret@example.go.th/a", "http://example.go.th/a"),
        ("http://example.go.th/a/./b/../c/", "http://example.go.th/a/c/"),
        ("http://example.go.th/%7eweb/%e0%b8%81", "http://example.go.th/~web/%E0%B8%81"),
        ("http://example.go.th/~web/ก", "http://example.go.th/~web/%E0%B8%81"),
        ("http://example.go.th/a%2Fb", "http://example.go.th/a%2Fb"),
        (" http://example.go.th/a\n ", "http://example.go.th/a"),
        ("http://example.go.th\\a\\b.pdf", "http://example.go.th/a/b.pdf"),
        ("http://example.go.th/index.php?b=2&a=1", "http://example.go.th/index.php?b=2&a=1"),
        ("http://example.go.th/a?", "http://example.go.th/a"),
        ("http://example.go.th/a?q=แผน ปี", "http://example.go.th/a?q=%E0%B9%81%E0%B8%9C%E0%B8%99%20%E0%B8%9B%E0%B8%B5"),
        ("http://จังหวัด.ไทย/a", "http://xn--72cb1bxeta8ad.xn--o3cw4h/a"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
    ],
)
def test_cleaned(href: str, expected: str) -> None:
    assert clean(href) == expected
    assert clean(expected) == expected


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("http://x.go.th/a.php?PHPSESSID=0123abcd&id=1", "http://x.go.th/a.php?id=1"),
        ("http://x.go.th/a.jsp;jsessionid=0A1B2C?id=1", "http://x.go.th/a.jsp?id=1"),
        ("http://x.go.th/(S(abcdefghijklmnopqrstuvwx))/a.aspx", "http://x.go.th/a.aspx"),
        ("http://x.go.th/a?sid=0123456789abcdef0123", "http://x.go.th/a"),
        ("http://x.go.th/a?sid=12", "http://x.go.th/a?sid=12"),
        ("http://x.go.th/a?id=1&utm_source=line&fbclid=x", "http://x.go.th/a?id=1"),
    ],
)
def test_what_names_only_a_visit_is_dropped(href: str, expected: str) -> None:
    assert clean(href) == expected


@pytest.mark.parametrize(
    "href",
    ["", "mailto:a@b.th", "javascript:void(0)", "tel:0123", "ftp://x.go.th/a", "http://", "http:///a", "http://x:99999/",
     "http://a b/", "data:text/html,x", "http://x.go.th/" + "a" * 3000],
)  # fmt: skip
def test_no_address(href: str) -> None:
    assert clean(href) == ""


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://x.go.th/a.PDF", "document"),
        ("http://x.go.th/get.php?file=plan%202565.pdf", "document"),
        ("http://x.go.th/download.php?id=7", "document"),
        ("http://x.go.th/files/7/download", "document"),
        ("https://drive.google.com/file/d/abc/view", "document"),
        ("http://x.go.th/download", "page"),
        ("http://x.go.th/download/list2565.html", "page"),
        ("http://x.go.th/news.php?id=7", "page"),
        ("http://x.go.th/chart.JPG", "image"),
        ("http://x.go.th/style.css", "asset"),
        ("http://x.go.th/clip.mp4", "asset"),
    ],
)
def test_kind_guessed(url: str, kind: str) -> None:
    assert guess_kind(url) == kind


def test_both_default_ports_count_as_none() -> None:
    assert host_and_port("https://www.x.go.th:443/a") == host_and_port("http://x.go.th/") == "x.go.th"
    assert host_and_port("http://x.go.th:8080/") == "x.go.th:8080"
