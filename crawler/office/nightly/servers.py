"""Which agencies share a server: a guest on small servers does not come twice at the same time."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from urllib.parse import urlsplit

from crawler.addresses import AddressError, mend_url
from crawler.office.model import Listed

SECONDS = 20.0
"""For all look-ups together; a host that has no answer by then is known by its name alone."""

AT_A_TIME = 16


def servers_of(
    listed: Sequence[Listed], *, look_up: Callable[[str], frozenset[str]] | None = None, seconds: float = SECONDS
) -> dict[str, frozenset[str]]:
    """Host names and IP addresses of each agency's sites, by code: agencies that have one in common share a server.

    look_up: gives the addresses of a host, OSError where there are none (default: the system's).
    """
    hosts = {agency.code: frozenset(_hosts(agency)) for agency in listed}
    found = _looked_up(sorted(frozenset().union(*hosts.values())), look_up or _addresses, seconds)
    return {code: names.union(*(found.get(name, frozenset()) for name in names)) for code, names in hosts.items()}


def _hosts(agency: Listed) -> Iterable[str]:
    for address in (agency.website, *agency.hosts):
        try:
            yield urlsplit(mend_url(address)[0]).hostname or address
        except AddressError:
            yield address


def _looked_up(
    hosts: Sequence[str], look_up: Callable[[str], frozenset[str]], seconds: float
) -> dict[str, frozenset[str]]:
    pool = ThreadPoolExecutor(AT_A_TIME, thread_name_prefix="look-up")
    asked = {pool.submit(look_up, host): host for host in hosts}
    done, _ = wait(asked, timeout=seconds)
    pool.shutdown(wait=False, cancel_futures=True)
    return {asked[one]: one.result() for one in done if one.exception() is None}


def _addresses(host: str) -> frozenset[str]:
    return frozenset(str(answer[4][0]) for answer in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM))
