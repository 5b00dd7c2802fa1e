"""Address guard: which addresses may be asked."""

from __future__ import annotations

import asyncio
import ipaddress

import pytest
from scrapy import Request
from scrapy.utils.test import get_crawler

from crawler.fetch.guard import AddressRefusedError, GuardedResolver, GuardMiddleware, refusal


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "192.0.0.8", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
        "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_refused(address: str) -> None:
    assert refusal(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["203.150.1.1", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_let_through(address: str) -> None:
    assert refusal(ipaddress.ip_address(address)) == ""


@pytest.mark.parametrize(
    "url", ["http://10.0.0.1/", "http://[::1]:8000/a", "https://169.254.169.254/latest/", "ftp://8.8.8.8/"]
)
def test_requests_refused_before_anything_is_sent(url: str) -> None:
    guard = GuardMiddleware.from_crawler(get_crawler())
    with pytest.raises(AddressRefusedError):
        asyncio.run(guard.process_request(Request(url)))


def test_requests_to_one_address_share_a_slot() -> None:
    guard = GuardMiddleware.from_crawler(get_crawler())
    request = Request("http://8.8.8.8:81/", meta={"download_slot": "where it was redirected from"})
    asyncio.run(guard.process_request(request))
    assert request.meta["download_slot"] == "8.8.8.8"


def test_names_are_refused_where_the_connection_looks_them_up() -> None:
    with pytest.raises(AddressRefusedError):
        GuardedResolver._checked("127.0.0.1", "rebound.test")
    assert GuardedResolver._checked("8.8.8.8", "public.test") == "8.8.8.8"
