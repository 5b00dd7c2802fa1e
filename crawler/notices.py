"""Telling whoever started the crawl, in Thai, what the log says in English."""

from __future__ import annotations

import logging
import sys

logger = logging.getLogger(__name__)


def tell(english: str, thai: str) -> None:
    """Log a trouble in English and say it in Thai on the standard error stream."""
    logger.error(english)
    sys.stderr.write(f"{thai}\n")
    sys.stderr.flush()
