"""What people decided about elements, and until when it held."""

from __future__ import annotations

from crawler.store.part import Part


class Decisions(Part):
    """What people decided about elements, and until when it held."""
