"""Meta refresh: a quick one to another page is followed, a page that only loads itself again is read as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.http import Response


class RefreshMiddleware(MetaRefreshMiddleware):
    """Scrapy's middleware, which takes a news ticker that reloads itself every few seconds for an endless redirect."""

    def process_response(
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002 - Scrapy's signature, which it no longer uses
    ) -> Request | Response:
        """The request for the next page, or the page itself when that one has been seen on the way.

        A page that names itself is asked once more: the first answer may only set a cookie.
        """
        followed = super().process_response(request, response)
        if isinstance(followed, Request) and followed.url in request.meta.get("redirect_urls", ()):
            return response
        return followed
