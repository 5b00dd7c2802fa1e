"""The only room that knows table names: evidence and verdicts in one SQLite file (``docs/database.md``)."""

from crawler.store.errors import StoreError
from crawler.store.runs import RunInfo
from crawler.store.store import Store

__all__ = ["RunInfo", "Store", "StoreError"]
