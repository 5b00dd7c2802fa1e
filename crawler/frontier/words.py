"""What link texts say: which item they speak of, and whether they lead to the agency's OIT index.

The words come from the year's rubric, so that crawl and judgement cannot disagree about them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from checks.evidence import TEXT_KINDS, Document
from checks.identity import Identifier
from checks.index_page import ENOUGH_LETTERED, rows_of
from checks.lexicon import Lexicon
from checks.reading import Reading
from checks.rubric.schema import Rubric
from checks.thai.fold import fold
from checks.thai.labels import item_label

INDEX_WORDS = tuple(
    fold(text)
    for text in (
        "การเปิดเผยข้อมูลสาธารณะ", "คุณธรรมและความโปร่งใส", "ตัวชี้วัดการเปิดเผยข้อมูล", "แบบวัดการเปิดเผยข้อมูล",
    )
)  # fmt: skip
"""Words with which agencies head the link to their own index of the 43 items."""

_INDEX_LETTERS = re.compile(r"(?<![a-z])(oit|ita)(?![a-z])", re.IGNORECASE)

MAX_TEXT = 200
"""A longer text is a paragraph, not the name of a link."""

LABEL_REACH = 24
"""Characters at the beginning of a text in which a label stands."""


class ItemWords:
    """What the frontier asks about texts and pages, answered by a rubric.

    Answers are remembered: menus say the same on every page.
    """

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric
        self._lexicon = Lexicon.of(rubric)
        self._identifier = Identifier(rubric, self._lexicon)

    def item(self, text: str) -> str:
        """The item a link text speaks of most surely; empty for none."""
        if not text or len(text) > MAX_TEXT:
            return ""
        named = self._identifier.items(text)
        return max(named, key=lambda item: (named[item], -int(item[1:]))) if named else ""

    def leads_to_index(self, text: str) -> bool:
        """Does a link text promise the agency's index of the items?"""
        if not text or len(text) > MAX_TEXT:
            return False
        return bool(_INDEX_LETTERS.search(text)) or any(words in fold(text) for words in INDEX_WORDS)

    def rows(self, document: Document) -> Sequence[tuple[str, str]]:
        """Item and address of each index row; the close reading is spent only on pages with enough labels."""
        texts = (b.text for b in document.blocks if b.kind == "link" or b.kind in TEXT_KINDS)
        if len({_label(text[:LABEL_REACH]) for text in texts} - {0}) < ENOUGH_LETTERED:
            return ()
        rows = rows_of(Reading(document, self._lexicon), self._identifier, self._rubric)
        return [(row.item, row.url) for row in rows]


@functools.lru_cache(maxsize=4096)
def _label(text: str) -> int:
    """The item number that a text begins with; 0 for none."""
    if not any(letter.isdigit() for letter in text):
        return 0
    label = item_label(text)
    return label.number if label is not None else 0
