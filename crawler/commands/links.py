"""``oit links``: submitted links of a province, taken in, listed, and the form to send out."""

from __future__ import annotations

import typer


def add_to(app: typer.Typer) -> None:
    """Add the commands to ``oit``."""
