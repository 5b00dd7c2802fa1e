"""Address guard: only public addresses are asked, so that a link on a website cannot reach into our own network.

The check stands in the resolver that the connection itself uses, and before each request, redirects and robots.txt
included. A name is looked up once a crawl: the address checked is the address used.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Self, cast

from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapy import Request
    from scrapy.crawler import Crawler
    from twisted.internet.base import ReactorBase

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# Python's own lists of special networks differ between its versions.
_SPECIAL = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "100.64.0.0/10", "198.18.0.0/15", "192.88.99.0/24")))
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class AddressRefusedError(IgnoreRequest):
    """The address must not be asked: not http(s), or not on the public internet."""


def refusal(address: IPAddress) -> str:
    """Why an address must not be asked, or empty.

    Addresses wrapped in IPv6 (mapped, NAT64, 6to4, Teredo) are judged by what they lead to.

    >>> refusal(ipaddress.ip_address("169.254.169.254"))
    'not a public address'
    >>> refusal(ipaddress.ip_address("203.150.1.1"))
    ''
    """
    for inner in _wrapped(address):
        special = any(inner in network for network in _SPECIAL)
        if special or not inner.is_global or inner.is_multicast or inner.is_reserved:
            return "not a public address"
    return ""


def _wrapped(address: IPAddress) -> list[IPAddress]:
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    if address in _NAT64:
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    if address.sixtofour is not None:
        return [address.sixtofour]
    return [*address.teredo] if address.teredo is not None else [address]


class GuardedResolver(CachingThreadedResolver):
    """Scrapy's resolver, which gives no address that the guard refuses."""

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float, *, allow_private: bool) -> None:
        super().__init__(reactor, cache_size, timeout)
        self._allow_private = allow_private

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Build it from the settings, as Scrapy does."""
        settings = crawler.settings
        return cls(
            reactor,
            settings.getint("DNSCACHE_SIZE"),
            settings.getfloat("DNS_TIMEOUT"),
            allow_private=settings.getbool("OIT_ALLOW_PRIVATE"),
        )

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - Twisted's name
        """The address of a host; fails with :class:`AddressRefusedError` for one that must not be asked."""
        found: Deferred[str] = super().getHostByName(name, timeout)
        return found if self._allow_private else found.addCallback(self._checked, name)

    @staticmethod
    def _checked(address: str, name: str) -> str:
        why = refusal(ipaddress.ip_address(address))
        if why:
            raise AddressRefusedError(f"{name} is {address}: {why}")
        return address


class GuardMiddleware:
    """Looks up each request's host before anything is sent, and gives requests to one address one common slot.

    Agencies share their vendors' servers: two requests at a time are meant per address, not only per name.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._allow_private = crawler.settings.getbool("OIT_ALLOW_PRIVATE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build it from the settings, as Scrapy does."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let the request pass, in the slot of its address.

        Raises:
            AddressRefusedError: not http(s), or an address that must not be asked.
            twisted.internet.error.DNSLookupError: the host has no address.
        """
        parts = urlparse_cached(request)
        if parts.scheme not in ("http", "https"):
            raise AddressRefusedError(f"{parts.scheme} is not asked")
        host = parts.hostname or ""
        address = _literal(host)
        if address is None:
            # Imported late: importing the reactor installs one.
            from twisted.internet import reactor

            resolved = cast("ReactorBase", reactor).resolve(host)
            address = ipaddress.ip_address(await maybe_deferred_to_future(resolved))  # type: ignore[arg-type]
        why = "" if self._allow_private else refusal(address)
        if why:
            raise AddressRefusedError(f"{host} is {address}: {why}")
        request.meta["download_slot"] = str(address)


def _literal(host: str) -> IPAddress | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
