"""Holds an appeal file, and a database's own chain, to what the database says."""

from __future__ import annotations

from crawler.appeal.verify import GENESIS, Fault, Result, digest, link_of
from crawler.store import Store


def chain_faults(store: Store, result: Result) -> list[Fault]:
    """What does not fit between an appeal file that is whole in itself and a database.

    Raises:
        StoreError: the database cannot be read.
    """
    link = GENESIS
    found = None
    for place, one in enumerate(store.manifests.chain(), 1):
        link = link_of(place, link, one.sha256)
        if (one.number, one.link) != (place, link):
            return [_fault("chain-broken", f"the chain is broken at {place}", f"สายโซ่ขาดที่ลำดับ {place}")]
        found = one if place == result.number else found
    if found is None or (found.sha256, found.link) != (result.sha256, result.link):
        return [_fault("not-in-database", "its chain does not hold this manifest", "ไม่มีบันทึกการตรวจนี้ในสายโซ่")]
    if digest(store.manifests.content(found.number)) != found.sha256:
        return [_fault("manifest-changed", f"manifest {found.number} was changed", f"บันทึกลำดับที่ {found.number} ถูกแก้ไข")]
    return []


def _fault(code: str, english: str, thai: str) -> Fault:
    return Fault(code, "database", english, thai)
