"""What text the PDF reader recovers from each file of a folder: ``python bench/readers.py FOLDER``.

For every PDF: pages, state, characters, share of Thai among its letters, how many of 25 words that every office uses
are found as they are spelt and after folding, table cells, links, and seconds.
"""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

from checks.evidence import TEXT_KINDS
from checks.thai.fold import fold, skeleton
from crawler.read import read

WORDS = (
    "การ", "ประจำปี", "งบประมาณ", "สำนักงาน", "ตำบล", "อำเภอ", "จังหวัด", "จำนวน", "ดำเนินการ", "อำนาจหน้าที่",
    "โครงการ", "ประกาศ", "บริหาร", "ประชาชน", "ทุจริต", "จัดซื้อจัดจ้าง", "แผน", "รายงาน", "ผู้อำนวยการ", "หน่วยงาน",
    "ปฏิบัติ", "เรื่อง", "กำหนด", "ส่วนราชการ", "เจ้าหน้าที่",
)  # fmt: skip
_LETTER = re.compile(r"[^\W\d_]|[\u0e01-\u0e5b]")
_THAI = re.compile(r"[\u0e01-\u0e5b]")


def measure(path: Path) -> str:
    """One line of the table for one file."""
    body = path.read_bytes()
    began = time.perf_counter()
    document = read(
        body, url=path.resolve().as_uri(), final_url=path.resolve().as_uri(), content_type="application/pdf"
    )
    seconds = time.perf_counter() - began
    text = "\n".join(block.text for block in document.blocks if block.kind in TEXT_KINDS)
    letters, folded, key = len(_LETTER.findall(text)), fold(text), skeleton(text)
    exact = sum(word in text for word in WORDS)
    after = sum(fold(word) in folded for word in WORDS)
    loose = sum(skeleton(word) in key for word in WORDS)
    thai = 100 * len(_THAI.findall(text)) // letters if letters else 0
    cells = sum(block.kind == "cell" for block in document.blocks)
    links = sum(block.kind == "link" for block in document.blocks)
    return (
        f"{path.name:<18}{document.pages:>6}  {document.state:<10}{len(text):>8}{thai:>6}%{exact:>7}{after:>8}"
        f"{loose:>7}{cells:>7}{links:>6}{seconds:>8.2f}"
    )


def main(folder: str) -> int:
    """Measure every PDF of ``folder``; 2 where there is none."""
    paths = sorted(Path(folder).glob("*.pdf"))
    if not paths:
        sys.stderr.write(f"no PDF files in {folder}\n")
        return 2
    sys.stdout.write(
        f"{'file':<18}{'pages':>6}  {'state':<10}{'chars':>8}{'thai':>7}{'exact':>7}{'folded':>8}"
        f"{'skel':>7}{'cells':>7}{'links':>6}{'sec':>8}   (words: of {len(WORDS)})\n"
    )
    for path in paths:
        sys.stdout.write(measure(path) + "\n")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004 - the script and its folder
        sys.exit("usage: python bench/readers.py FOLDER")
    sys.exit(main(sys.argv[1]))
