"""What changed from run to run; what is kept, and what is pruned first."""

from __future__ import annotations

from crawler.store.part import Part


class History(Part):
    """What changed from run to run; what is kept, and what is pruned first."""
