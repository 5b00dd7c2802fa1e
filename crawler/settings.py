"""Scrapy settings of the project, each with its reason. What is given with ``-s`` wins over these."""

from __future__ import annotations

import os

# Scrapy's cookies ask tldextract, which would fetch its list from the network: the copy that it brings along does.
os.environ.setdefault("TLDEXTRACT_PUBLIC_SUFFIX_LIST_URLS", "")

BOT_NAME = "oit"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
COMMANDS_MODULE = "crawler.commands.scrapy_commands"

# Ours

OIT_DB = "oit.db"
OIT_OUT = "out/"
OIT_REPORT = True  # a night of many crawls renders once, at its end, and not after each
OIT_BOOKS = "books/"  # own books of rules, one folder a year; they win over those of the program
OIT_ALLOW_PRIVATE = False  # tests and intranets only: lets addresses through that are not on the public internet
OIT_CONTACT = ""  # an address or e-mail where a webmaster reaches whoever runs this crawl; part of the user agent
OIT_MAX_PAGES = 500
OIT_MAX_DOCUMENTS = 300
OIT_OCR_SECONDS = 300  # for all scans and pictures of an agency together; what is left is said to be unread
OIT_OCR_PAGES = 12  # of one document: cover and first pages of all, more where the document is about an item
OIT_SCREENSHOTS = False  # a PNG of each item's deciding page: 43 more pages drawn, some 10 MB a run
OIT_REVISIT_DAYS = 7  # a page is asked for whole again after a week: broken servers say for ever that nothing changed
OIT_NIGHT = 0  # the night that a crawl belongs to: by it, and not by the clock, the night finds its runs
OIT_RETRY_PAUSE = 2.0  # seconds before each request of the second pass

DEPTH_LIMIT = 4
CLOSESPIDER_TIMEOUT = 600  # ten minutes an agency

# Manners

USER_AGENT = "OITCrawler/0.1 (+contact not given)"  # the spider puts OIT_CONTACT in
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "OITCrawler"
CONCURRENT_REQUESTS = 16  # over all hosts; own host, file hosts and shared servers can overlap
CONCURRENT_ITEMS = 4  # an answer gives one item; Scrapy would start a hundred tasks for each to work on what it gives
CONCURRENT_REQUESTS_PER_DOMAIN = 2  # per host in the frontier, and per IP address: the guard names slots by address
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 0.1  # a fast server is known as such after a few answers, a slow one slows us at once
AUTOTHROTTLE_TARGET_CONCURRENCY = 2.0
AUTOTHROTTLE_MAX_DELAY = 15.0
RETRY_ENABLED = False  # a server in trouble is not asked again at once: the frontier's second pass does it at the end
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
    "Accept-Language": "th,en;q=0.5",
}

# Limits of one answer

DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 30 * 1024 * 1024  # holds for what is unpacked, too
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = False  # old servers announce a wrong length; a cut-off document shows when it is read
DNS_TIMEOUT = 20
REDIRECT_MAX_TIMES = 10
METAREFRESH_MAXDELAY = 6  # seconds; a slower refresh is a page that reloads itself, not a way to another one

# Safety

TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False  # on by default in Scrapy 2.19: a local server that executes code
HTTPPROXY_ENABLED = False  # a proxy looks names up itself, so the address guard would check nothing
HTTPCACHE_ENABLED = False  # the store keeps the evidence; a cache would judge an old site

# Parts

TWISTED_DNS_RESOLVER = "crawler.fetch.guard.GuardedResolver"
SCHEDULER = "crawler.fetch.scheduler.FrontierScheduler"
DOWNLOADER_MIDDLEWARES = {
    "crawler.fetch.guard.GuardMiddleware": 60,  # before robots.txt, which would be asked otherwise
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "crawler.fetch.refresh.RefreshMiddleware": 580,  # in its place
    "crawler.fetch.manners.PatienceMiddleware": 120,  # behind robots.txt: what is forbidden need not wait
    "crawler.fetch.revisit.RevisitMiddleware": 595,  # each hop of a redirect; what it gives is read as any other
}
EXTENSIONS = {"crawler.keeper.Keeper": 100}
HTTPERROR_ALLOW_ALL = True  # an error page is evidence too: it becomes a failure with its status

# Output

FEED_EXPORT_ENCODING = "utf-8"  # readable Thai in items.jsonl
LOG_LEVEL = "INFO"
STATS_DUMP = False  # the keeper says in one line what was gathered
