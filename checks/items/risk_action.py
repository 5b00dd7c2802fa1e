"""Something was done in the year to manage the corruption risks, answering the measures of the risk assessment.

Actions with dates or results count; plans, promises and the making of the assessment itself do not.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.structure.deeds import carried_out
from checks.verdict import Finding


def actions(bundle: Bundle) -> Finding:
    """What was done, matching the measures."""
    return carried_out(bundle)


ELEMENTS = (actions,)
