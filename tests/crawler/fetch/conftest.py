"""One browser for all tests of a file."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator

import pytest
from pytest_httpserver import HTTPServer

from tests.crawler.fetch.drawing import Bench, serve


@pytest.fixture(scope="module")
def bench(module_server: HTTPServer) -> Iterator[Bench]:
    """One browser for all tests."""
    module_server.expect_request(re.compile(".*")).respond_with_handler(serve)
    with asyncio.Runner() as runner:
        made = Bench(runner, module_server)
        yield made
        runner.run(made.browser.close())
