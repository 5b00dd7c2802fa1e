"""What the readers recover from the files of a folder, and at what price: ``python bench/readers.py [FOLDER]``.

Without a folder only the price is told, over the PDF files of our fictional agencies. For every file of a folder:
reader, pages, state, what was decided about its text and how damaged it is, characters, how many of 25 words that every
office uses are found as they are spelt, after folding and by skeleton, table cells, links, seconds.
Then pages a second and peak memory of our PDF reader beside the bare library over the same files, each in a process of
its own. Goal: at most three times the processor time of the bare library.
"""

from __future__ import annotations

import os
import re
import subprocess
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
ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3
LOOP = """
import resource, sys, time
from pathlib import Path
{source}
bodies = [Path(line).read_bytes() for line in sys.stdin.read().splitlines()]
for body in bodies:
    count(body)  # what is loaded once, as the dictionary, is not counted
began = time.process_time()
pages = sum(count(body) for body in bodies * {rounds})
print(pages, time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""

# The least that reading can be: the plain text of each page.
BARE = """
import pypdfium2 as pdfium
def count(body):
    try:
        document = pdfium.PdfDocument(body)
    except pdfium.PdfiumError:
        return 0
    pages = min(len(document), 300)
    for number in range(pages):
        page = document[number]
        text = page.get_textpage()
        text.get_text_bounded()
        text.close()
        page.close()
    document.close()
    return pages
"""

OURS = """
from crawler.read.pdf import MAX_PAGES, read_pdf
def count(body):
    return min(read_pdf(body).pages, MAX_PAGES)
"""
_LETTER = re.compile(r"[^\W\d_]|[\u0e01-\u0e5b]")
_THAI = re.compile(r"[\u0e01-\u0e5b]")


def measure(path: Path) -> str:
    """One line of the table for one file."""
    body = path.read_bytes()
    url = path.resolve().as_uri()
    began = time.perf_counter()
    document = read(body, url=url, final_url=url, content_type="")
    seconds = time.perf_counter() - began
    text = "\n".join(block.text for block in document.blocks if block.kind in TEXT_KINDS)
    letters, folded, key = len(_LETTER.findall(text)), fold(text), skeleton(text)
    thai = 100 * len(_THAI.findall(text)) // letters if letters else 0
    exact = sum(word in text for word in WORDS)
    after = sum(fold(word) in folded for word in WORDS)
    loose = sum(skeleton(word) in key for word in WORDS)
    cells = sum(block.kind == "cell" for block in document.blocks)
    links = sum(block.kind == "link" for block in document.blocks)
    layer = document.layer
    return (
        f"{path.name[:24]:<25}{document.reader:<9}{document.pages:>5}  {document.state:<15}{layer.decision:<11}"
        f"{layer.damage:>5.2f}{len(layer.pictures):>5}{len(text):>8}{thai:>5}%{exact:>6}{after:>7}{loose:>6}"
        f"{cells:>7}{links:>6}{seconds:>7.2f}"
    )


def apart(source: str, paths: list[Path]) -> tuple[float, float]:
    """Pages a second and peak megabytes of one way of reading PDF files, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", LOOP.format(source=source, rounds=ROUNDS)]
    names = "\n".join(str(path.resolve()) for path in paths)
    done = subprocess.run(command, input=names, stdout=subprocess.PIPE, text=True, env=environment, check=True)
    pages, seconds, memory = done.stdout.split()
    return int(pages) / float(seconds), int(memory) / 1024


def table(paths: list[Path]) -> None:
    """Print a line for each file."""
    sys.stdout.write(
        f"{'file':<25}{'reader':<9}{'pages':>5}  {'state':<15}{'decision':<11}{'dmg':>5}{'pics':>5}{'chars':>8}"
        f"{'thai':>6}{'exact':>6}{'folded':>7}{'skel':>6}{'cells':>7}{'links':>6}{'sec':>7}\n"
    )
    for path in paths:
        sys.stdout.write(measure(path) + "\n")
        sys.stdout.flush()


def main(folder: Path | None) -> int:
    """Measure the files of ``folder``, or of our agencies; 2 where there is none."""
    if folder is None:
        paths = sorted(ROOT.glob("fixtures/agencies/*/site/**/*.pdf"))
    else:
        paths = sorted(path for path in folder.iterdir() if path.is_file())
        table(paths)
    pdfs = [path for path in paths if path.suffix == ".pdf"]
    if not pdfs:
        sys.stderr.write(f"no PDF files in {folder}\n")
        return 2
    bare, bare_memory = apart(BARE, pdfs)
    ours, our_memory = apart(OURS, pdfs)
    sys.stdout.write(
        f"{len(pdfs)} PDF files, pages a second: bare library {bare:.0f} ({bare_memory:.0f} MB), "
        f"our reader {ours:.0f} ({our_memory:.0f} MB): {bare / ours:.1f} times its processor time (goal: at most 3)\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
