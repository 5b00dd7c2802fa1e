"""Notices that went out, so that nobody is told twice."""

from __future__ import annotations

from crawler.store.part import Part


class Sent(Part):
    """Notices that went out, so that nobody is told twice."""
