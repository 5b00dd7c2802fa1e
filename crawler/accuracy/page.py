"""``docs/accuracy.md``: how often the judge is right, in the open, written by ``make accuracy``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from crawler.accuracy.compare import OUTCOMES, SECOND, Compared, labels_of
from crawler.accuracy.rounds import Contact, Round
from crawler.accuracy.tables import ANSWERS, Figures, agreement, by_element, by_item, confusion, figures, share, worst
from fixtures.serve import AGENCIES

PAGE = AGENCIES.parents[1] / "docs" / "accuracy.md"
GOALS = "Goals on agencies never seen before: false met at most 1 %, false unmet at most 2 %, undecided at most 8 %."
GOAL_SHARES = (0.01, 0.02, 0.08)
LAST = 2
"""So many rounds are held against the goals."""

COUNTED = ("elements", *OUTCOMES)

_HEAD = """\
# How often it is right

<!-- Written by `make accuracy`; what failed in a round stands in fixtures/first-contact/rounds.toml. -->

Measured on fictional agencies (`fixtures/agencies/`). Each of a blind round was written, with labels for all 116
elements of the 43 items, by someone who had read neither the checks nor their words, only the list of elements, the
labelling rules and what real agency pages look like. **First contact** is the first judgement of an agency, before
anything was mended because of it. Only first-contact figures are accuracy; what comes after mending says that the
mending worked.

An answer is right when it is one the label accepts. *Undecided* is `unclear` or `unreachable` where the label decides.
"""

_AFTER = """\
The same agencies, and those used for development, judged by the present code from recorded evidence
(`fixtures/recorded/`). They are never quoted as accuracy."""


def write_page(
    path: Path,
    rounds: Sequence[Round],
    first: Mapping[str, list[Compared]],
    now: Mapping[str, list[Compared]],
    folders: Iterable[Path],
    people: Sequence[Compared] = (),
) -> None:
    """Write the page.

    first: sheets of first contact by agency; now: present verdicts by agency; people: verdicts on real agencies beside
    what people decided.
    """
    parts = [_HEAD, *_labels(list(folders)), "## First contact\n", *_first_contact(rounds)]
    parts += _explained(rounds)
    rows = [row for sheet in first.values() for row in sheet]
    if rows:
        parts += ["## First contact, element by element\n", "Rounds whose verdicts are kept (from round 5 on).\n"]
        parts += [*_elements(rows), "### The worst elements\n", *_worst(rows)]
    if people:
        parts += ["## People's decisions\n", agreement_with_people(people) + "\n"]
    everything = [row for sheet in now.values() for row in sheet]
    parts += ["## After mending\n", _AFTER + "\n", *_agencies(now), *_still_wrong(everything)]
    path.write_text("\n".join(parts).rstrip() + "\n", encoding="utf-8")


def agreement_with_people(rows: Sequence[Compared]) -> str:
    """In a line, how the machine alone answers what people decided on real agencies."""
    found = figures(rows)
    counts = (found.right, found.false_met, found.false_unmet, found.undecided)
    said = ", ".join(f"{name} {share(count, len(rows))}" for name, count in zip(OUTCOMES, counts, strict=True))
    return f"Of {len(rows):,} elements of real agencies that people decided the machine alone says: {said}."


def _labels(folders: list[Path]) -> list[str]:
    counted = [(folder.name, agreement(labels_of(folder), labels_of(folder, SECOND))) for folder in folders]
    twice = [row for row in counted if row[1][2]]
    same, alike, both = (sum(row[1][n] for row in twice) for n in range(3))
    text = (
        f"Labels of {len(twice)} of {len(counted)} agencies were written a second time (`{SECOND}`, kept as it came), "
        "by someone who had not seen the first."
    )
    if both:
        text += (
            f" They are the same as the final labels in {share(alike, both)} of {both:,} elements and share an answer "
            f"in {share(same, both)}. Where the two differed, the page was looked at once more, so the final labels "
            "are no longer independent of the second ones."
        )
    return [text + "\n"]


def _first_contact(rounds: Sequence[Round]) -> list[str]:
    lines = _header("round", "agency", *COUNTED)
    total = Figures()
    for entry in rounds:
        lines += [_row(str(entry.number), contact.about, *_counted(contact).cells()) for contact in entry.agencies]
        whole = sum((_counted(contact) for contact in entry.agencies), Figures())
        total += whole
        lines.append(_row(*(f"**{cell}**" for cell in (str(entry.number), "all", *whole.cells()))))
    lines += [_row("", "**all rounds**", *(f"**{cell}**" for cell in total.cells())), "", GOALS, ""]
    lines += [_against_goals(entry) for entry in rounds[-LAST:]] + [""]
    lines += ["How they were judged:", ""]
    lines += [f"- **Round {entry.number}.** {_flat(entry.how)}" for entry in rounds]
    lines += ["", "What failed first, and why:", ""]
    lines += [f"- **Round {entry.number}.** {_flat(entry.failed)}" for entry in rounds]
    return [*lines, ""]


def _against_goals(entry: Round) -> str:
    """Which goals a round met, in a line."""
    whole = sum((_counted(contact) for contact in entry.agencies), Figures())
    shares = (whole.false_met, whole.false_unmet, whole.undecided)
    said = [
        f"{name} {100 * count / whole.elements:.1f} % ({'met' if count <= goal * whole.elements else 'missed'})"
        for name, count, goal in zip(OUTCOMES[1:], shares, GOAL_SHARES, strict=True)
    ]
    return f"- Round {entry.number}: {', '.join(said)}."


def _explained(rounds: Sequence[Round]) -> list[str]:
    """Why the elements of the last rounds went wrong, one by one."""
    lines: list[str] = []
    for entry in rounds:
        for contact in entry.agencies:
            lines += [_row(str(entry.number), contact.agency, which, why) for which, why in contact.why.items()]
    head = ["### Gaps of the last rounds, element by element\n", *_header("round", "agency", "elements", "why")]
    return [*head, *lines, ""] if lines else []


def _counted(contact: Contact) -> Figures:
    return contact.figures or Figures()


def _elements(rows: list[Compared]) -> list[str]:
    lines = [*_header("label", *ANSWERS)]
    lines += [_row(label, *(str(counts[status]) for status in ANSWERS)) for label, counts in confusion(rows).items()]
    lines += ["", "A row is what the label accepts, a column what was said.", "", *_header("item", *COUNTED)]
    lines += [_row(item, *counts.cells()) for item, counts in by_item(rows).items()]
    lines += ["", "Elements that were not always right:", "", *_header("element", *COUNTED)]
    lines += [
        _row(element, *counts.cells()) for element, counts in by_element(rows).items() if counts.right < counts.elements
    ]
    return [*lines, ""]


def _worst(rows: list[Compared]) -> list[str]:
    lines = []
    for element, wrong in worst(rows):
        lines.append(f"- **{element}**")
        lines += [f"  - {row.agency}: {row.outcome}, `{row.code}`{_misled(row)}" for row in wrong]
    return [*(lines or ["None."]), ""]


def _misled(row: Compared) -> str:
    quote = row.quote.replace("`", "'")
    return (
        f", misled by `{quote}`"
        if quote and row.outcome == "false met"
        else f", looked at `{row.url}`"
        if row.url
        else ""
    )


def _agencies(now: Mapping[str, list[Compared]]) -> list[str]:
    lines = _header("agency", *COUNTED)
    lines += [_row(agency, *figures(rows).cells()) for agency, rows in now.items()]
    lines.append(
        _row("**all**", *(f"**{cell}**" for cell in figures(r for rows in now.values() for r in rows).cells()))
    )
    return [*lines, ""]


def _still_wrong(rows: list[Compared]) -> list[str]:
    wrong = [row for row in rows if row.outcome != "right"]
    lines = ["Still wrong:", "", *_header("agency", "element", "outcome", "code")]
    lines += [_row(row.agency, row.element, row.outcome, f"`{row.code}`") for row in wrong]
    return lines if wrong else ["Nothing is wrong any more."]


def _header(*columns: str) -> list[str]:
    return [_row(*columns), "|" + "---|" * len(columns)]


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _flat(text: str) -> str:
    return " ".join(text.split())
