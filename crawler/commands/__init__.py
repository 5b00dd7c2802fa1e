"""Commands of the project for ``scrapy`` and ``oit``: thin, the work is done in the rooms."""
