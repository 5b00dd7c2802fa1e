"""The fair order of a night: whoever was never crawled, then whoever failed or had no turn, then the stalest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crawler.office.model import Listed
from crawler.store.nights import Past


def fair_order(listed: Sequence[Listed], past: Mapping[str, Past]) -> list[str]:
    """Codes of agencies in the order of their turns; among equals that of the list.

    past: how those that were ever crawled or had a turn fared last.
    """
    places = {agency.code: place for place, agency in enumerate(listed)}

    def key(code: str) -> tuple[int, str, int]:
        before = past.get(code, Past())
        if before.state in ("failed", "left"):
            return 1, before.good_at, places[code]
        return (2 if before.good_at else 0), before.good_at, places[code]

    return sorted(places, key=key)
