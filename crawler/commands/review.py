"""``oit review``: what needs eyes, and what people decided."""

from __future__ import annotations

import typer


def add_to(app: typer.Typer) -> None:
    """Add the commands to ``oit``."""
