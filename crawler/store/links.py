"""Submitted links as they came in, file by file and row by row; nothing is ever taken out."""

from __future__ import annotations

from crawler.store.part import Part


class Links(Part):
    """Submitted links as they came in, file by file and row by row; nothing is ever taken out."""
