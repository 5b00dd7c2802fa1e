"""``oit changes`` and ``oit prune``: what changed from run to run, and what is kept."""

from __future__ import annotations

import typer


def add_to(app: typer.Typer) -> None:
    """Add the commands to ``oit``."""
