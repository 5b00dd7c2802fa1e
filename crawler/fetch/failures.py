"""What it means that a request gave no evidence: cause, and whose doing it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from twisted.internet.error import ConnectError, ConnectionClosed, ConnectionLost, DNSLookupError, SSLError

from checks.evidence import Failure, FailureCause
from crawler.fetch.guard import AddressRefusedError
from crawler.fetch.manners import LeftAloneError

if TYPE_CHECKING:
    from collections.abc import Mapping

Owner = Literal["site", "network", "us"]

MAX_DETAIL = 300
"""Characters of an error message that are kept."""

TRANSIENT: frozenset[FailureCause] = frozenset({"timeout", "connection", "http-429", "http-5xx"})
"""Causes that often pass: worth a second, slower try at the end of the crawl."""

_OWN_STATUS: Mapping[int, FailureCause] = {
    401: "http-401", 403: "http-403", 404: "http-404", 410: "http-410", 429: "http-429", 408: "timeout",
}  # fmt: skip

_OWNERS: dict[FailureCause, Owner] = {
    "timeout": "network", "dns": "network", "connection": "network",
    "limit": "us", "too-large": "us", "address-refused": "us", "broken": "us",
}  # fmt: skip


def failure(url: str, cause: FailureCause, detail: str = "", status: int = 0) -> Failure:
    """A failure with the owner its cause has; what is neither the network's doing nor ours is the site's."""
    return Failure(url, cause, _OWNERS.get(cause, "site"), detail[:MAX_DETAIL], status)


def of_status(url: str, status: int) -> Failure | None:
    """The failure that an HTTP status stands for; None for a success. A redirect to nowhere is an endless one."""
    if status < 300:  # noqa: PLR2004 - the classes of HTTP statuses
        return None
    if status < 400:  # noqa: PLR2004
        return failure(url, "redirect-loop", "redirect without a usable target", status)
    cause = _OWN_STATUS.get(status, "http-5xx" if status >= 500 else "http-4xx")  # noqa: PLR2004
    return failure(url, cause, status=status)


def of_exception(url: str, error: BaseException) -> Failure:
    """The failure that a download error stands for."""
    cause = _cause(error)
    return failure(url, cause, f"{type(error).__name__}: {error}" if cause == "broken" else str(error))


def _cause(error: BaseException) -> FailureCause:
    if isinstance(error, IgnoreRequest):
        return _ignored(error)
    causes: list[tuple[tuple[type[BaseException], ...], FailureCause]] = [
        ((DownloadTimeoutError, TimeoutError), "timeout"),
        ((CannotResolveHostError, DNSLookupError), "dns"),
        ((DownloadCancelledError,), "too-large"),  # Scrapy cancels a download for its size only
        ((UnsupportedURLSchemeError, ValueError), "bad-url"),
    ]
    for types, cause in causes:
        if isinstance(error, types):
            return cause
    if _about_tls(error):
        return "tls"
    lost = (DownloadFailedError, DownloadConnectionRefusedError, ResponseDataLossError)
    if isinstance(error, (*lost, ConnectError, ConnectionLost, ConnectionClosed, OSError)):
        return "connection"
    return "broken"


def _ignored(error: IgnoreRequest) -> FailureCause:
    """Scrapy's middlewares tell their reasons in words only."""
    if isinstance(error, AddressRefusedError):
        return "address-refused"
    if isinstance(error, LeftAloneError):
        return "http-429" if error.status == 429 else "http-5xx"  # noqa: PLR2004 - the status with which it asked
    text = str(error)
    if "robots.txt" in text:
        return "robots"
    if "redirect" in text:
        return "redirect-loop"
    if "DOWNLOAD_MAXSIZE" in text:
        return "too-large"
    return "limit"


def _about_tls(error: BaseException) -> bool:
    """Is TLS at the bottom of it? Twisted wraps the reasons of a lost connection."""
    seen = [error, error.__cause__]
    wrapped = [getattr(one, "reasons", None) or () for one in seen]
    reasons = [getattr(reason, "value", reason) for reasons in wrapped for reason in reasons]
    return any(isinstance(one, SSLError | SSL.Error) for one in [*seen, *reasons])
