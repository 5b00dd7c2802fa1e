"""People's decisions as labels: recorded evidence of real agencies beside what somebody decided about it.

One folder a run: ``case.evidence`` and ``labels.toml``. They hold no names of people and none of their reasons.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import msgspec

from checks.evidence import Case
from checks.judge import judge
from checks.verdict import Status
from crawler.accuracy.compare import LABELS, Compared, compare, labels_of
from crawler.accuracy.recording import SUFFIX, Recording, load, write
from crawler.books import PACKAGED, Books

REVIEWED = Path("fixtures/reviewed")
"""Where reviewed evidence is kept, where no other folder is named."""

_HEAD = "# What people decided about this evidence, element by element (oit review fixture).\n"


def keep(folder: Path, case: Case, item: str, numbers: Collection[int], status: Status) -> None:
    """Keep the evidence of a run and the answer to some elements of an item beside what is kept there already.

    Raises:
        OSError: the folder cannot be written.
    """
    write(folder / f"case{SUFFIX}", Recording("", case))
    labels = labels_of(folder) | {(item, number): (status.value,) for number in numbers}
    lines = [_HEAD]
    for name in sorted({item for item, _ in labels}, key=lambda item: int(item[1:])):
        lines.append(f"[{name}]")
        answers = sorted((no, answer) for (of, no), answer in labels.items() if of == name)
        lines += [f"{no} = {msgspec.json.encode(answer).decode()}" for no, answer in answers]
        lines.append("")
    (folder / LABELS).write_text("\n".join(lines), encoding="utf-8")


def reviewed(root: Path, books: Books = PACKAGED) -> list[Compared]:
    """What the judge says by itself beside what people decided, in the order of folders and labels.

    Raises:
        RubricError: the book of a year is missing or broken.
    """
    return [row for path in sorted(root.glob(f"*/case{SUFFIX}")) for row in _compared(path, books)]


def _compared(path: Path, books: Books) -> list[Compared]:
    case = load(path).case
    return list(compare(path.parent, judge(case, books.load(case.fiscal_year))))
