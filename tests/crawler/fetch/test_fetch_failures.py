"""What an error or a status means: cause and owner."""

from __future__ import annotations

import pytest
from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from twisted.internet.error import DNSLookupError

from crawler.fetch.failures import of_exception, of_status
from crawler.fetch.guard import AddressRefusedError

URL = "http://x.go.th/a"


@pytest.mark.parametrize(
    ("error", "cause", "owner"),
    [
        (DownloadTimeoutError("slow"), "timeout", "network"),
        (CannotResolveHostError("x"), "dns", "network"),
        (DNSLookupError("x"), "dns", "network"),
        (DownloadConnectionRefusedError("x"), "connection", "network"),
        (DownloadFailedError("reset"), "connection", "network"),
        (ResponseDataLossError("short"), "connection", "network"),
        (DownloadCancelledError("big"), "too-large", "us"),
        (IgnoreRequest("Ignored response because its body exceeded DOWNLOAD_MAXSIZE"), "too-large", "us"),
        (IgnoreRequest("Forbidden by robots.txt"), "robots", "site"),
        (IgnoreRequest("max redirections reached"), "redirect-loop", "site"),
        (AddressRefusedError("x is 10.0.0.1"), "address-refused", "us"),
        (SSL.Error([("SSL", "", "wrong version")]), "tls", "site"),
        (KeyError("bug"), "broken", "us"),
    ],
)
def test_errors(error: Exception, cause: str, owner: str) -> None:
    failure = of_exception(URL, error)
    assert (failure.url, failure.cause, failure.owner) == (URL, cause, owner)


@pytest.mark.parametrize(
    ("status", "cause"),
    [(404, "http-404"), (410, "http-410"), (401, "http-401"), (403, "http-403"), (429, "http-429"), (418, "http-4xx"),
     (500, "http-5xx"), (503, "http-5xx"), (302, "redirect-loop")],
)  # fmt: skip
def test_statuses(status: int, cause: str) -> None:
    failure = of_status(URL, status)
    assert failure is not None
    assert (failure.cause, failure.owner, failure.status) == (cause, "site", status)


def test_success_is_no_failure() -> None:
    assert of_status(URL, 200) is None
