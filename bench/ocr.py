"""How well pictures are read: ``python bench/ocr.py [--all]`` on papers of our own, or ``bench/ocr.py FOLDER`` on PDFs.

Papers of ours (invented texts) are printed into scans: a letter and a table in one font, or with ``--all`` (many
minutes) all papers in three Thai fonts. For each kind of scan and paper: errors a
character, as written (white space aside) and of the skeleton without marks; the share of phrases found as written, by
skeleton, and by skeleton with a bounded edit distance; seconds a page. ``bare`` is the engine's own plain text of the
same page, without anything of ours. With a folder: of each PDF the first pages are read as pictures, and the words of
``bench/readers.py`` that are found are counted.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
import pypdfium2 as pdfium
from letters import PAPERS, PHRASES, print_papers
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein
from readers import WORDS

from checks.thai.fold import fold, skeleton
from crawler.read.ocr import blocks_of, recognise_page
from fixtures.scan import Scanner, scan_pdf

FONTS = {"Laksaman": 16, "Norasi": 14, "Garuda": 13}
"""With their size in points; the first one for the short table."""

SHORT = ("letter", "ruled table")
"""Papers of the short table."""

SCANS = {
    "150 dpi": Scanner(150, skew=0.0),
    "200 dpi": Scanner(200, skew=0.0),
    "300 dpi": Scanner(300, skew=0.0),
    "150 skewed": Scanner(150, skew=1.5),
    "150 noisy": Scanner(150, noise=0.1),
    "150 fax": Scanner(150, fax=True),
    "150 on its head": Scanner(150, turn=180),
}
NEAR = 86
"""Percent alike, of rapidfuzz, that counts as found with a bounded edit distance."""

SECONDS = 60.0
FIRST_PAGES = 6


class Score(msgspec.Struct):
    """Sums over some pages."""

    pages: int = 0
    letters: int = 0
    wrong: int = 0
    bones: int = 0
    wrong_bones: int = 0
    phrases: int = 0
    exact: int = 0
    by_skeleton: int = 0
    near: int = 0
    seconds: float = 0.0

    def add(self, text: str, lines: list[str], seconds: float) -> None:
        """Count one page that was read as ``text``."""
        flat, bones = _flat(text), skeleton(text)
        self.pages += 1
        self.seconds += seconds
        for line in lines:
            self.letters += len(_flat(line))
            self.wrong += _errors(_flat(line), flat)
            self.bones += len(skeleton(line))
            self.wrong_bones += _errors(skeleton(line), bones)
        whole = _flat("".join(lines))
        for phrase in (phrase for phrase in PHRASES if _flat(phrase) in whole):
            key = skeleton(phrase)
            self.phrases += 1
            self.exact += _flat(phrase) in flat
            self.by_skeleton += key in bones
            self.near += fuzz.partial_ratio(key, bones, score_cutoff=NEAR) > 0

    def __str__(self) -> str:
        """Errors, phrases found, seconds."""
        return (
            f"{self.wrong / self.letters:8.3f}{self.wrong_bones / self.bones:8.3f}{self.exact / self.phrases:9.0%}"
            f"{self.by_skeleton / self.phrases:7.0%}{self.near / self.phrases:7.0%}{self.seconds / self.pages:8.2f}"
        )


HEAD = f"{'errors':>8}{'skel':>8}{'phrases':>9}{'skel':>7}{'near':>7}{'s/page':>8}"


def _flat(text: str) -> str:
    return "".join(text.split()).replace("\u0e4d\u0e32", "\u0e33")


def _errors(line: str, text: str) -> int:
    """Edit distance to the part of the text that is most like the line, wherever the layout put it."""
    found = fuzz.partial_ratio_alignment(line, text)
    return Levenshtein.distance(line, text[found.dest_start : found.dest_end]) if found else len(line)


def ours(body: bytes) -> str:
    """The page as our reader gives it."""
    return "\n".join(block.text for block in blocks_of(recognise_page(body, 1, seconds=SECONDS), 1))


def bare(body: bytes) -> str:
    """The page as the engine alone gives it."""
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        pdfium.PdfDocument(body)[0].render(scale=200 / 72, grayscale=True).to_pil().save(file.name)
        command = ["tesseract", file.name, "stdout", "-l", "tha+eng", "--psm", "3", "--dpi", "200"]
        return subprocess.run(command, check=True, capture_output=True, env={"OMP_THREAD_LIMIT": "1"}).stdout.decode()


def measure(files: Iterable[tuple[str, Path]], scanner: Scanner, read: Callable[[bytes], str]) -> dict[str, Score]:
    """Scores by paper."""
    scores: dict[str, Score] = {}
    for name, file in files:
        body = scan_pdf(file.read_bytes(), scanner)
        began = time.perf_counter()
        text = read(body)
        scores.setdefault(name, Score()).add(text, PAPERS[name][1], time.perf_counter() - began)
    return scores


def total(scores: Iterable[Score]) -> Score:
    """One score for several papers."""
    names = Score.__struct_fields__
    held = list(scores)
    return Score(**{name: sum(getattr(score, name) for score in held) for name in names})


def papers(*, everything: bool) -> Iterator[str]:
    """The table of our own papers, line by line."""
    fonts = list(FONTS.items())[: None if everything else 1]
    with tempfile.TemporaryDirectory() as folder:
        files = [pair for font, size in fonts for pair in print_papers(Path(folder), font, size).items()]
        files = [(name, file) for name, file in files if everything or name in SHORT]
        yield f"{'scan':<18}{'reader':<8}{HEAD}"
        for name, scanner in SCANS.items():
            for reader in (bare, ours):
                scores = measure(files, scanner, reader)
                yield f"{name:<18}{reader.__name__:<8}{total(scores.values())}"
                if name == "150 skewed":
                    yield from (f"  {paper:<16}{reader.__name__:<8}{score}" for paper, score in scores.items())


def folder_of_pdfs(folder: Path) -> Iterator[str]:
    """The table of a folder's PDFs, read as pictures."""
    yield f"{'file':<18}{'pages':>6}{'read':>6}{'conf':>6}{'exact':>7}{'folded':>8}{'skel':>6}{'cells':>7}{'s/page':>8}"
    for path in sorted(folder.glob("*.pdf")):
        body = path.read_bytes()
        try:
            pages = len(pdfium.PdfDocument(body))
        except pdfium.PdfiumError:
            continue
        began = time.perf_counter()
        found = [recognise_page(body, page, seconds=SECONDS) for page in range(1, min(pages, FIRST_PAGES) + 1)]
        seconds = (time.perf_counter() - began) / max(1, len(found))
        blocks = [block for page in found for block in blocks_of(page, 1)]
        text = "\n".join(block.text for block in blocks)
        read = [page.confidence for page in found if page.state == "read"]
        hits = (
            sum(word in text for word in WORDS),
            sum(fold(word) in fold(text) for word in WORDS),
            sum(skeleton(word) in skeleton(text) for word in WORDS),
        )
        yield (
            f"{path.name:<18}{pages:>6}{len(read):>6}{sum(read) // max(1, len(read)):>6}{hits[0]:>7}{hits[1]:>8}"
            f"{hits[2]:>6}{sum(block.kind == 'cell' for block in blocks):>7}{seconds:>8.2f}"
        )


def main() -> None:
    """Print one table or the other."""
    given = sys.argv[1:]
    everything = given == ["--all"]
    for line in papers(everything=everything) if everything or not given else folder_of_pdfs(Path(given[0])):
        print(line, flush=True)


if __name__ == "__main__":
    main()
