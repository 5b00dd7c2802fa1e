"""How often the judge is right, measured on the fictional agencies below ``fixtures/agencies``; for developers.

``python -m crawler.accuracy`` (``make accuracy``) crawls and judges them, compares every element with its label,
records evidence and verdicts below ``fixtures/recorded`` and writes ``docs/accuracy.md``.
"""

from crawler.accuracy.compare import OUTCOMES, Compared, compare, labels_of

__all__ = ["OUTCOMES", "Compared", "compare", "labels_of"]
