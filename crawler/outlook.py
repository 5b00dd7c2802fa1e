"""The province's report as of now, for everything that is made from it beside the pages."""

from __future__ import annotations

from crawler.books import Books
from crawler.briefing import brief
from crawler.office.calendar import now_in
from crawler.office.model import Province
from crawler.store import Store
from crawler.store.moments import bangkok_now
from reports.province_report import ProvinceReport


def outlook(store: Store, books: Books, province: Province | None, lang: str = "th") -> ProvinceReport:
    """What is known at this moment, or on the day that stands for it in the province."""
    now = now_in(province) if province is not None else bangkok_now()
    return brief(store, books=books, province=province, now=now, lang=lang)
