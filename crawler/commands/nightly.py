"""``oit nightly``: a whole province, without anybody touching it."""

from __future__ import annotations

import typer


def add_to(app: typer.Typer) -> None:
    """Add the commands to ``oit``."""
