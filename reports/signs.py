"""Signs of the statuses."""

from __future__ import annotations

from typing import Final

SYMBOLS: Final = {"met": "✓", "unmet": "✗", "unclear": "?", "unreachable": "!", "exempt": "–", "broken": "※"}
"""Signs of the statuses, always beside or instead of colour, never instead of words."""
