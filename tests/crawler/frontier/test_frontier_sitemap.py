"""Sitemaps: addresses, further sitemaps, and what is neither."""

from __future__ import annotations

import gzip

from crawler.frontier.sitemap import addresses


def test_addresses_in_order() -> None:
    body = b"<?xml version='1.0'?><urlset><url><loc> http://x/a?b=1&amp;c=2 </loc></url><url><loc>http://x/b</loc></url></urlset>"
    assert addresses(body) == (["http://x/a?b=1&c=2", "http://x/b"], False)


def test_index_of_sitemaps() -> None:
    body = b"<sitemapindex><sitemap><loc><![CDATA[http://x/s1.xml]]></loc></sitemap></sitemapindex>"
    assert addresses(body) == (["http://x/s1.xml"], True)


def test_no_sitemap() -> None:
    assert addresses(b"<html><body>not here</body></html>") == ([], False)


def test_packed_sitemap() -> None:
    packed = gzip.compress(b"<urlset><url><loc>http://x/a</loc></url></urlset>")
    assert addresses(packed) == (["http://x/a"], False)
    assert addresses(packed[:20])[0] == []
    assert addresses(b"\x1f\x8bnonsense") == ([], False)
