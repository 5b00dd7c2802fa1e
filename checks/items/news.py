"""The agency publishes news about its own work, some of it from the fiscal year assessed.

Notices of procurement and recruitment, and links to other bodies' news, are not news of its work. The day a piece was
posted tells its year; where none is printed, a date in its text does.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met, unclear, unmet
from checks.structure.newsroom import gather
from checks.verdict import Finding


def own_news(bundle: Bundle) -> Finding:
    """News about its own duties."""
    found = gather(bundle)
    if found.own:
        return met(found.own)
    return unmet(bundle, "not-own-news" if found.notices else "not-found")


def this_year(bundle: Bundle) -> Finding:
    """News of the year."""
    found = gather(bundle)
    if not found.own:
        return unmet(bundle, "not-own-news" if found.notices else "not-found")
    year = bundle.fiscal_year
    dated = found.posted or found.told
    if year in dated:
        return met([dated[year]])
    if not dated:
        return unclear(bundle, "news-undated", found.own)
    if found.posted and year in found.told and year - 1 not in found.posted:
        return unclear(bundle, "news-undated", [found.told[year]])
    return unmet(bundle, "news-other-year", {"found_years": ", ".join(map(str, sorted(dated)))})


ELEMENTS = (own_news, this_year)
