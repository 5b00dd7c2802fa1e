"""``oit init`` and ``oit doctor``: a province's folder, made and looked over."""

from __future__ import annotations

import typer


def add_to(app: typer.Typer) -> None:
    """Add the commands to ``oit``."""
