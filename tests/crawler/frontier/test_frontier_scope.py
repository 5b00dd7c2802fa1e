"""Scope: the agency's own corner, never its parent's."""

from __future__ import annotations

import pytest

from crawler.frontier.scope import Scope, narrow_path


@pytest.mark.parametrize(
    ("start", "url", "own"),
    [
        ("https://www.x.go.th/", "http://x.go.th/a", True),
        ("http://x.go.th/", "https://www.x.go.th/a", True),
        ("http://x.go.th/", "http://news.x.go.th/a", False),
        ("http://phatthalung.doae.go.th/", "http://www.doae.go.th/", False),
        ("http://x.go.th:8080/", "http://x.go.th/", False),
        ("http://จังหวัด.ไทย/", "http://xn--72cb1bxeta8ad.xn--o3cw4h/a", True),
        ("http://127.0.0.1:4000/", "http://127.0.0.1:4001/", False),
        ("https://www.doae.go.th/site/phatthalung/", "https://doae.go.th/site/phatthalung/news/1", True),
        ("https://www.doae.go.th/site/phatthalung/", "https://www.doae.go.th/site/phatthalung", True),
        ("https://www.doae.go.th/site/phatthalung/", "https://www.doae.go.th/site/songkhla/", False),
        ("https://www.doae.go.th/site/phatthalung/", "https://www.doae.go.th/site/phatthalung2/", False),
        ("https://www.doae.go.th/site/phatthalung/", "https://www.doae.go.th/", False),
    ],
)
def test_own(start: str, url: str, own: bool) -> None:
    assert Scope(start).contains(url) is own


@pytest.mark.parametrize(
    ("start", "path"),
    [
        ("http://x.go.th/", ""),
        ("http://x.go.th/index.php?mod=home", ""),
        ("http://x.go.th/th/home/", ""),
        ("http://x.go.th/web/main.html", ""),
        ("http://x.go.th/~phatthalung/", "/~phatthalung/"),
        ("http://x.go.th/phatthalung", "/phatthalung/"),
        ("http://x.go.th/site/พัทลุง/index.php", "/site/พัทลุง/"),
    ],
)
def test_path_that_names_the_agency(start: str, path: str) -> None:
    assert narrow_path(start) == path


def test_start_that_moved_is_followed() -> None:
    scope = Scope("http://old.go.th/")
    assert scope.moved("http://old.go.th/", "https://new.go.th/")
    assert scope.contains("https://new.go.th/a")
    assert scope.contains("http://old.go.th/a")


@pytest.mark.parametrize(
    ("start", "final"),
    [
        ("http://phatthalung.doae.go.th/", "https://www.doae.go.th/"),
        ("http://www.doae.go.th/site/phatthalung/", "http://www.doae.go.th/"),
        ("http://x.go.th/", "https://www.x.go.th/home"),
    ],
)
def test_start_that_leads_to_its_parent_is_not(start: str, final: str) -> None:
    scope = Scope(start)
    assert not scope.moved(start, final)
    assert not scope.contains("https://www.doae.go.th/other")
