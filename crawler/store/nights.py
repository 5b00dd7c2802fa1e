"""Nights and how far each got: what a killed run resumes from."""

from __future__ import annotations

from crawler.store.part import Part


class Nights(Part):
    """Nights and how far each got: what a killed run resumes from."""
