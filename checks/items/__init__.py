"""One module per check, named by its meaning; each lists ``ELEMENTS``, one function per required element, in order."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import cast

from checks.bundle import Bundle
from checks.verdict import Finding

Element = Callable[[Bundle], Finding]


def elements(check: str) -> tuple[Element, ...]:
    """The element functions of a check, in the order of the book.

    Raises:
        ModuleNotFoundError: there is no check of that name.
    """
    return cast("tuple[Element, ...]", importlib.import_module(f"checks.items.{check}").ELEMENTS)
