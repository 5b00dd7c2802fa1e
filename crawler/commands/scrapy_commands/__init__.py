"""Commands of ``scrapy`` itself. Scrapy loads all of this package for each of them, so nothing else stands here."""
