"""``python -m crawler.commands.leashed PID …``: Scrapy, killed by the system when the process PID that started it dies.

Without the leash a crawl whose night was killed would go on beside its own retry.
"""

from __future__ import annotations

import os
import sys

from scrapy.cmdline import execute

from crawler.exits import FAILED
from crawler.read.orphans import end_with_parent


def main(parent: int, arguments: list[str]) -> int:
    """Run a Scrapy command; it ends the process with its own exit code."""
    end_with_parent()
    if os.getppid() != parent:  # it died before the leash was on
        return FAILED
    execute(["scrapy", *arguments])
    return FAILED


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
