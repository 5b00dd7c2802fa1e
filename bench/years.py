"""How well years in Thai digits are read in scans: ``python bench/years.py``.

Papers of invented lines are printed in nine fonts and two weights and scanned in six ways. Of all years on them:
``decided`` and ``wrong`` with all fonts known, and ``unknown font`` with the paper's own font left out; ``engine`` is
how many Tesseract reads right by itself; ``ms`` is the time of the second look a page, some twenty years on each, and
``share`` that time in percent of the engine's. Amounts, telephone and document numbers stand between the years: one
that is changed counts as wrong. Takes some minutes.
"""

from __future__ import annotations

import collections
import html
import itertools
import random
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium

from crawler.read.ocr import engine
from crawler.read.ocr.digits import YEARS, with_years
from crawler.read.ocr.engine import DPI, PAGE, Piece
from crawler.read.ocr.pictures import page_picture
from crawler.read.ocr.recognised import Box
from crawler.read.ocr.shapes import templates
from crawler.read.ocr.upright import skew_of, straightened
from fixtures.scan import Scanner, scan_pdf

FONTS = {"Laksaman": 16, "Garuda": 14, "Loma": 14, "Norasi": 16, "Kinnari": 16, "Waree": 14, "Umpush": 16,
         "Sawasdee": 20}  # fmt: skip
SCANS = {
    "150 dpi": Scanner(150, skew=0.0),
    "200 dpi": Scanner(200, skew=0.0),
    "150 skewed": Scanner(150, skew=1.5),
    "150 noisy": Scanner(150, noise=0.1),
    "150 jpeg 25": Scanner(150, jpeg=25),
    "150 fax": Scanner(150, fax=True),
}
YEAR_LINES = (
    "ประจำปีงบประมาณ พ.ศ. {y}", "แผนปฏิบัติการป้องกันการทุจริต ประจำปี {y} ของหน่วยงาน", "ณ วันที่ {d} มีนาคม {y}",
    "ประกาศ ณ วันที่ {d} เดือน ตุลาคม พ.ศ. {y}", "รายงานผลการดำเนินงานปีงบประมาณ {y} รอบ ๖ เดือน", "(พ.ศ. {y} - {z})",
    "สรุปผลการจัดซื้อจัดจ้างเดือน กันยายน {y}", "การประชุมครั้งที่ {k}/{y}", "คำสั่งที่ {m}/{y} ลงวันที่ {d} กุมภาพันธ์ {y}",
    "แผนพัฒนาสามปี พ.ศ.{y}-{z}", "ระหว่างวันที่ ๑ ตุลาคม {y} ถึง ๓๐ กันยายน {z} ตามแผน",
)  # fmt: skip
OTHER_LINES = (
    "ใช้จ่ายงบประมาณ {k},{m}.๐๐ บาท", "ที่ นร ๐๑๐๘/ว {m}", "โทร. ๐ ๗๗{m} {y}", "รวม {m} คน เป็นเงิน ๒,๕{d}.๐๐ บาท",
    "เลขที่ ๕๔{y} หมู่ ๔", "วงเงิน ๑๒๕{d} บาท", "ประกาศปี 2565 และ 2564",
)  # fmt: skip
LINES = 26

_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")

_STANDING_ALONE = re.compile("(?<![๐-๙,])(?<![^ศ][.])(?<!๗๗)(?<!๐ ๗๗... )[๐-๙]{4}(?![๐-๙]|[,.][๐-๙])")


def paper(folder: Path, font: str, weight: str, points: int) -> Path:
    """A page of years and numbers that are none, as a PDF."""
    dice = random.Random(f"{font} {weight}")
    lines = []
    for n in range(LINES):
        year = dice.randint(2555, 2569)
        numbers = {"y": year, "z": year + dice.randint(1, 4), "d": dice.randint(10, 31), "k": dice.randint(1, 9)}
        line = dice.choice(OTHER_LINES if n % 4 == 3 else YEAR_LINES).format(m=dice.randint(100, 400), **numbers)  # noqa: PLR2004
        lines.append(line if "2565" in line else line.translate(_THAI))
    page, file = folder / "page.html", folder / f"{font}{weight}.pdf"
    style = f"@page {{ size: A4; margin: 18mm }} body {{ font: {weight} {points}pt '{font}' }} p {{ margin: 0 0 1mm }}"
    body = "".join(f"<p>{html.escape(line)}" for line in lines)
    page.write_text(f"<meta charset=utf-8><style>{style}</style>{body}", encoding="utf-8")
    command = [shutil.which("chromium") or "chromium", "--headless", "--no-sandbox", "--disable-gpu"]
    subprocess.run(
        [*command, "--no-pdf-header-footer", f"--print-to-pdf={file}", page.as_uri()], check=True, capture_output=True
    )
    return file


def years_of(file: Path) -> list[tuple[str, Box]]:
    """Every year on the first page of a PDF with a text layer, and where it stands at `DPI`."""
    page = pdfium.PdfDocument(file.read_bytes())[0]
    layer, height, scale = page.get_textpage(), page.get_height(), DPI / 72
    found = []
    for match in _STANDING_ALONE.finditer(layer.get_text_range()):
        boxes = [layer.get_charbox(n) for n in range(*match.span())]
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        low, high = min(box[1] for box in boxes), max(box[3] for box in boxes)
        if int(match[0]) in YEARS:
            edges = (left * scale, (height - high) * scale, right * scale, (height - low) * scale)
            found.append((match[0], Box(*map(round, edges))))
    return found


def count(file: Path, font: str, scanner: Scanner) -> collections.Counter[str]:
    """What became of the years on one page."""
    picture = page_picture(scan_pdf(file.read_bytes(), scanner), 1)
    picture = straightened(picture, skew_of(picture))
    began = time.perf_counter()
    pieces = engine.pieces(picture, layout=PAGE, seconds=90)
    counted = collections.Counter(engine_ms=round(1000 * (time.perf_counter() - began)), pages=1)
    lines = [list(line) for _, line in itertools.groupby(pieces, key=lambda piece: piece.line)]
    years = years_of(file)
    counted["years"] = len(years)
    counted["engine"] = sum("".join(p.text for p in pieces if _inside(p.box, box)) == year for year, box in years)
    for without in ("", font):
        templates(without)  # drawn once a process
    for name, without in (("known", ""), ("unknown", font)):
        began = time.perf_counter()
        changed = [new for line in lines for new in _changed(line, with_years(line, picture, without))]
        counted[f"{name}_ms"] = round(1000 * (time.perf_counter() - began))
        for piece in changed:
            true = next((year for year, box in years if _inside(piece.box, box)), "")
            right = true.translate({v: k for k, v in _THAI.items()}) == piece.text.rstrip(")")
            counted[f"{name}_right" if right else f"{name}_wrong"] += 1
    return counted


def _changed(before: list[Piece], behind: list[Piece]) -> Iterator[Piece]:
    return (piece for piece in behind if piece not in before)


def _inside(box: Box, place: Box) -> bool:
    return place.left - 8 <= (box.left + box.right) / 2 <= place.right + 8 and abs(box.middle - place.middle) < 25  # noqa: PLR2004


def row(name: str, counted: collections.Counter[str]) -> str:
    """One line of the table."""
    years = counted["years"]
    shares = "".join(
        f"{counted[f'{known}_right'] / years:10.0%}{counted[f'{known}_wrong']:7}" for known in ("known", "unknown")
    )
    took, engine_took = counted["known_ms"], counted["engine_ms"]
    return (
        f"{name:<14}{years:>6}{counted['engine'] / years:>8.0%}{shares}"
        f"{took / counted['pages']:8.0f}{took / engine_took:7.0%}"
    )


def main() -> None:
    """Print the table by kind of scan, then by font."""
    print(
        f"{'':<14}{'years':>6}{'engine':>8}{'decided':>10}{'wrong':>7}{'unkn.font':>10}{'wrong':>7}{'ms':>8}{'share':>7}"
    )
    by_font: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    with tempfile.TemporaryDirectory() as folder:
        files = {
            (font, weight): paper(Path(folder), font, weight, points)
            for font, points in FONTS.items()
            for weight in ("normal", "bold")
        }
        for name, scanner in SCANS.items():
            total: collections.Counter[str] = collections.Counter()
            for (font, weight), file in files.items():
                counted = count(file, font, scanner)
                total.update(counted)
                by_font[f"{font} {weight[:4]}"].update(counted)
            print(row(name, total), flush=True)
    everything: collections.Counter[str] = collections.Counter()
    for name, counted in by_font.items():
        everything.update(counted)
        print(row(name, counted))
    print(row("all", everything))


if __name__ == "__main__":
    main()
