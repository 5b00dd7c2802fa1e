"""``oit calendar``: what is due next, and the same as an ``.ics`` file."""

from __future__ import annotations

import typer


def add_to(app: typer.Typer) -> None:
    """Add the commands to ``oit``."""
