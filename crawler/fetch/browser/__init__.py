"""Pages built by scripts: which pages need a browser, and what they hold once it has drawn them.

A page is fetched by HTTP first. Only where :func:`needs_browser` gives a reason is the body that was fetched loaded in
Chromium. Nothing in there reaches the network by itself: whatever a page asks for is fetched by a function of ours.
"""

from crawler.fetch.browser.answers import Answer, Fetch
from crawler.fetch.browser.browser import Browser
from crawler.fetch.browser.needs import needs_browser
from crawler.fetch.browser.pool import Browsers
from crawler.fetch.browser.rendered import Rendered, Route

__all__ = ["Answer", "Browser", "Browsers", "Fetch", "Rendered", "Route", "needs_browser"]
