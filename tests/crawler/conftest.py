"""Crawls, servers and pages for the tests of the crawler."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.crawler.running import Crawler


@pytest.fixture
def crawler(tmp_path: Path) -> Crawler:
    """Crawls of one test."""
    return Crawler(tmp_path)


@pytest.fixture(scope="module")
def module_crawler(tmp_path_factory: pytest.TempPathFactory) -> Crawler:
    """A crawl that several tests of a module look at."""
    return Crawler(tmp_path_factory.mktemp("crawl"))


@pytest.fixture(scope="module")
def module_server() -> Iterator[HTTPServer]:
    """A threaded server for the tests of a module."""
    with HTTPServer(host="127.0.0.1", threaded=True) as server:
        yield server


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    """A threaded server for one test."""
    with HTTPServer(host="127.0.0.1", threaded=True) as server:
        yield server


@pytest.fixture(scope="session")
def html() -> Callable[..., str]:
    """Make a Thai page with a title and links."""

    def make(title: str, *links: tuple[str, str], text: str = "") -> str:
        items = "".join(f'<li><a href="{href}">{words}</a></li>' for href, words in links)
        return (
            f'<!doctype html><html lang="th"><head><meta charset="utf-8"><title>{title}</title></head>'
            f"<body><main><h1>{title}</h1><p>{text}</p><ul>{items}</ul></main></body></html>"
        )

    return make
