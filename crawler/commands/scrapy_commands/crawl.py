"""``scrapy crawl``: Scrapy's own command, with arguments looked at before anything starts, and exit codes that tell.

The exit codes stand in ``crawler.exits``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.exceptions import UsageError

from crawler.arguments import ArgumentError, parse
from crawler.books import books_of
from crawler.exits import BAD_INPUT, FAILED
from crawler.keeper import Keeper
from crawler.notices import tell
from crawler.spiders.agency import AgencySpider

if TYPE_CHECKING:
    import argparse


class Command(ScrapyCrawl):
    """Run the spider of this project."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, judge and report one agency."""
        if args != [AgencySpider.name]:
            super().run(args, opts)
            return
        try:
            parse(opts.spargs, books=books_of(self.settings or {}))
        except ArgumentError as error:
            tell(str(error), error.thai)
            self.exitcode = BAD_INPUT
            return
        if self.crawler_process is None:
            raise UsageError
        crawler = self._create_crawler(AgencySpider)
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        spider = crawler.spider
        keeper = crawler.get_extension(Keeper) if spider is not None else None
        if keeper is not None and isinstance(spider, AgencySpider):
            keeper.cut_off(spider)  # nothing to do where the crawl came to its end
        failed = self.crawler_process.bootstrap_failed or keeper is None
        self.exitcode = FAILED if failed or keeper is None else keeper.exit_code
