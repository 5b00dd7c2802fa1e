"""Spiders: where to go next, never what it means."""
