"""Each reader of office files and archives beside the bare library, on files made on the spot.

``python bench/office.py``: for every kind the size of the file, files a second of the library and of the reader, how
many times longer the reader takes, and the memory that each adds at its peak, in MB.
"""

from __future__ import annotations

import csv
import io
import multiprocessing
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pptx
import python_calamine as calamine
from lxml import etree
from pptx.util import Inches

from checks.evidence import Block
from crawler.read.archives import read_archive
from crawler.read.found import FileText
from crawler.read.kinds import kind_of
from crawler.read.office.delimited import read_csv
from crawler.read.office.docx import read_docx
from crawler.read.office.odf import read_odt
from crawler.read.office.old_slides import read_ppt
from crawler.read.office.old_word import read_doc
from crawler.read.office.pptx import read_pptx
from crawler.read.office.xlsx import read_xls, read_xlsx
from fixtures.bad import make_files

ROUNDS = 3
WORDS = "โครงการอบรมคุณธรรมจริยธรรมของเทศบาลตำบลหนองสมมติ ประจำปีงบประมาณ พ.ศ. ๒๕๖๕ จำนวน 12,000 บาท"
FILES = Path(__file__).parents[1] / "fixtures" / "files"

Read = Callable[[bytes], object]


def make_docx() -> bytes:
    """600 paragraphs and 20 tables of 20 rows."""
    document = docx.Document()
    for number in range(600):
        document.add_paragraph(f"{number} {WORDS}")
    for _ in range(20):
        table = document.add_table(20, 4)
        for cell in table._cells:  # noqa: SLF001 - the public way is a hundred times slower
            cell.text = WORDS[:30]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def make_xlsx() -> bytes:
    """5,000 rows of 9 columns."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("แบบ สขร.1")
    for number in range(5000):
        sheet.append([number, *[f"{WORDS[:40]} {number % 97}"] * 5, 12000.5, 0.5, "๔ มี.ค. ๒๕๖๕"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def make_pptx() -> bytes:
    """60 slides of 6 boxes."""
    show = pptx.Presentation()
    for _ in range(60):
        slide = show.slides.add_slide(show.slide_layouts[6])
        for _ in range(6):
            slide.shapes.add_textbox(Inches(1), Inches(1), Inches(4), Inches(1)).text_frame.text = WORDS
    out = io.BytesIO()
    show.save(out)
    return out.getvalue()


def make_odt() -> bytes:
    """5,000 paragraphs."""
    return make_files.odt("</t:p><t:p>".join(f"{number} {WORDS}" for number in range(5000)))


def make_csv() -> bytes:
    """5,000 rows of 9 columns."""
    return "\r\n".join(",".join([str(n), *[WORDS[:40]] * 8]) for n in range(5000)).encode("cp874", "replace")


def make_zip() -> bytes:
    """40 small texts."""
    return make_files.packed({f"แผน {n}.txt": WORDS * 200 for n in range(40)})


def bare_docx(body: bytes) -> object:
    """Paragraphs and cells by python-docx."""
    document = docx.Document(io.BytesIO(body))
    return [p.text for p in document.paragraphs], [c.text for t in document.tables for c in t._cells]  # noqa: SLF001


def bare_calamine(body: bytes) -> object:
    """Rows by python-calamine."""
    book = calamine.load_workbook(io.BytesIO(body))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def bare_pptx(body: bytes) -> object:
    """Texts of shapes by python-pptx."""
    slides = pptx.Presentation(io.BytesIO(body)).slides
    return [shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame]


def bare_odt(body: bytes) -> object:
    """The tree by lxml."""
    return list(etree.fromstring(zipfile.ZipFile(io.BytesIO(body)).read("content.xml")).itertext())


def bare_csv(body: bytes) -> object:
    """Rows by the csv module."""
    return list(csv.reader(io.StringIO(body.decode("cp874"))))


def bare_doc(body: bytes) -> object:
    """The text by catdoc."""
    with tempfile.NamedTemporaryFile(suffix=".doc") as file:
        file.write(body)
        file.flush()
        return subprocess.run(["catdoc", "-w", "-d", "utf-8", file.name], check=True, capture_output=True).stdout


def bare_zip(body: bytes) -> object:
    """Bytes by zipfile."""
    archive = zipfile.ZipFile(io.BytesIO(body))
    return [archive.read(name) for name in archive.namelist()]


def own_zip(body: bytes) -> object:
    """The archive reader with a reader of texts."""
    return read_archive(body, lambda _, member: FileText("read", (Block("paragraph", member.decode()),)))


def from_disk(name: str) -> Callable[[], bytes]:
    """A committed sample."""
    return (FILES / name).read_bytes


CASES: dict[str, tuple[Callable[[], bytes], Read | None, Read]] = {
    "docx": (make_docx, bare_docx, read_docx),
    "xlsx": (make_xlsx, bare_calamine, read_xlsx),
    "pptx": (make_pptx, bare_pptx, read_pptx),
    "odt": (make_odt, bare_odt, read_odt),
    "csv": (make_csv, bare_csv, read_csv),
    "xls": (from_disk("monthly-procurement.xls"), bare_calamine, read_xls),
    "doc": (from_disk("progress-report.doc"), bare_doc, read_doc),
    "ppt": (from_disk("gift-policy.ppt"), None, read_ppt),
    "zip": (make_zip, bare_zip, own_zip),
}


def peak() -> float:
    """The most memory this process ever held, in MB."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def measure(read: Read, body: bytes) -> tuple[float, float]:
    """Seconds of the fastest round and MB added at the peak; in a process of its own."""
    Path("/proc/self/clear_refs").write_text("5")  # forget the peak of the start
    before = peak()
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        read(body)
        times.append(time.perf_counter() - began)
    return min(times), peak() - before


def main() -> None:
    """Measure every kind and print the table."""
    heads = f"{'library/s':>12}{'reader/s':>12}{'times':>8}{'library MB':>12}{'reader MB':>11}{'ms kind_of':>12}"
    print(f"{'kind':<6}{'kB':>8}{heads}")
    # One task a process: memory that an earlier reading took would hide what the next one takes.
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for kind, (make, bare, own) in CASES.items():
            body = make()
            library, library_mb = pool.apply(measure, (bare, body)) if bare else (0.0, 0.0)
            reader, reader_mb = pool.apply(measure, (own, body))
            telling, _ = pool.apply(measure, (kind_of, body))
            times = f"{reader / library:.2f}" if library else "-"
            per_second = f"{1 / library:.1f}" if library else "-"
            print(
                f"{kind:<6}{len(body) // 1024:>8}{per_second:>12}{1 / reader:>12.1f}{times:>8}"
                f"{library_mb:>12.1f}{reader_mb:>11.1f}{telling * 1000:>12.2f}"
            )


if __name__ == "__main__":
    sys.exit(main())
