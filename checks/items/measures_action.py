"""The measures drawn from last year's integrity assessment were put into practice in the year, concretely.

Progress or results with dates or figures count, action by action; plans and promises do not.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.structure.deeds import carried_out
from checks.verdict import Finding


def progress(bundle: Bundle) -> Finding:
    """Progress or results of the measures."""
    return carried_out(bundle)


ELEMENTS = (progress,)
