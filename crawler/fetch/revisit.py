"""Conditional requests: a server that still has what is stored says so in a line instead of sending it again.

The server is always asked; how old an answer looks decides nothing. Scrapy's own HTTP cache is not used: it takes an
old ``Last-Modified`` for a promise and serves such pages without asking.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self, cast

from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawler.store.revisits import NOT_MODIFIED, Answer

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

    from crawler.fetch.memory import Memory
    from crawler.spiders.agency import AgencySpider

HTTP_NOT_MODIFIED = 304

REVISITED = "oit/not-modified"
"""Scrapy's statistic: answers whose content the server did not send again."""

_ASKED = "revisit"
"""In ``Request.meta``: the answer whose validators were sent."""

_WHOLE = "whole"
"""In ``Request.meta``: the address that must send its content whole."""

_CONDITIONS = ("If-None-Match", "If-Modified-Since")

_OF_THE_CONTENT = (b"content-", b"transfer-")
"""Beginnings of headers that describe a body; in an answer without one they mean nothing."""

_CODING = re.compile(r"[-;](?:gzip|br|deflate|zstd)$")
"""What servers hang on to the tag of a compressed answer, and leave out of the one without content."""


class RevisitMiddleware:
    """Asks on condition where an earlier run has the content; gives the stored one where it is still the same.

    From there on the answer is an ordinary one with status 200 and the flag ``not-modified``. Each hop of a redirect
    is asked with its own validators or with none. Requests of the browser, for robots.txt and for sitemaps are not
    touched: the data of a page that scripts fill may change while the page does not.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build it as Scrapy does."""
        return cls(crawler)

    @property
    def _memory(self) -> Memory | None:
        return cast("AgencySpider", self._crawler.spider).keeper.memory

    def process_request(self, request: Request) -> None:
        """Add the validators of this address, and no others: a redirect copies the headers of the hop before."""
        if "target" not in request.meta:
            return
        for name in _CONDITIONS:
            request.headers.pop(name, None)
        request.meta.pop(_ASKED, None)
        memory = self._memory
        if memory is None or request.method != "GET" or request.meta.get(_WHOLE) == request.url:
            return
        answer = memory.answer(request.url)
        conditions = conditions_of(answer) if answer is not None else {}
        if conditions:
            request.headers.update(conditions)
            request.meta[_ASKED] = answer

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """The stored content in place of a 304; a 304 that cannot be believed is asked about once more, whole."""
        if response.status != HTTP_NOT_MODIFIED or "target" not in request.meta:
            return response
        answer: Answer | None = request.meta.get(_ASKED)
        memory = self._memory
        if answer is not None and memory is not None and not contradicts(answer, response):
            body = memory.body(answer.sha256)
            if body:
                if self._crawler.stats is not None:
                    self._crawler.stats.inc_value(REVISITED)
                return freshened(answer, response, body)
        if request.meta.get(_WHOLE) == request.url:
            return response
        meta = {**request.meta, _WHOLE: request.url}
        whole = request.replace(meta=meta, dont_filter=True)
        whole.headers["Cache-Control"] = "no-cache"  # what answered may be a cache before the server
        return whole


def conditions_of(answer: Answer) -> dict[str, str]:
    """The headers that ask for a change since an answer; none where it named no validator.

    A tag goes alone: some servers believe the date beside it, which stays behind when files are copied.
    """
    tag, date = answer.header("etag"), answer.header("last-modified")
    if tag:
        return {"If-None-Match": tag}
    return {"If-Modified-Since": date} if date else {}


def contradicts(answer: Answer, response: Response) -> bool:
    """Does a 304 name another validator than the one that was sent? Then it speaks of other content.

    A server that compares dates by order, not by equality, says 304 of a file that was replaced by an older one.
    """
    tag = (response.headers.get("ETag") or b"").decode("latin-1")
    if answer.header("etag"):
        return bool(tag) and _bare(tag) != _bare(answer.header("etag"))
    date = (response.headers.get("Last-Modified") or b"").decode("latin-1")
    return bool(date) and date != answer.header("last-modified")


def freshened(answer: Answer, response: Response, body: bytes) -> Response:
    """The stored answer with what the 304 tells anew of it: validators, date, server."""
    stored = Headers()
    for name, value in answer.headers:
        stored.appendlist(name, value)
    for name in response.headers:
        if not name.lower().startswith(_OF_THE_CONTENT):
            stored.setlist(name, response.headers.getlist(name))
    kind = responsetypes.from_args(headers=stored, url=response.url, body=body)
    return kind(
        url=response.url,
        headers=stored,
        body=body,
        flags=[*response.flags, NOT_MODIFIED],
        request=response.request,
        certificate=response.certificate,
        ip_address=response.ip_address,
        protocol=response.protocol,
    )


def _bare(tag: str) -> str:
    """A tag without the mark of weakness, quotes, and what compression added."""
    return _CODING.sub("", tag.strip().removeprefix("W/").strip('"'))
