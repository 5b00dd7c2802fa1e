"""Beginning a province's folder: files to fill in, with everything in them that all provinces share."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

from checks.rubric import Rubric
from checks.thai.dates import BUDDHIST_OFFSET
from crawler.office.assignment import STEM as ASSIGNMENT
from crawler.office.headed import SUFFIXES
from crawler.office.naming import PROVINCIAL_OFFICE, SERVICE

FILES = Path(__file__).with_name("start_files")
"""Files with ``{name}``, ``{place}``, ``{year}``, ``{last_year}`` and ``{christian}`` in them."""

RESPONSIBLE = {
    "all": "ทุกส่วนราชการ",
    "service": f"กลุ่ม{SERVICE}",
    "prov": PROVINCIAL_OFFICE,
    "treasury": "สำนักงานคลังจังหวัด",
}
"""The words of the book's column ``responsible``, as officials write them; an own book may use further ones."""

HEADER = ("ข้อ", "เรื่อง", "หน่วยงานรับผิดชอบ", "เจ้าหน้าที่", "ติดต่อ")
_NAME = re.compile(r"[^\W\d_][^\"\\{}<>,=;|\x00-\x1f\x7f]*")
_LONGEST_NAME = 100


def usable_name(name: str) -> bool:
    """Can it be a province's name? It goes into tables, where it must not read as a formula or a further column."""
    return len(name) <= _LONGEST_NAME and _NAME.fullmatch(name) is not None


def begin(folder: Path, name: str, rubric: Rubric) -> list[Path]:
    """Write the files of a province; gives their paths. Files that Excel opens begin with a byte order mark.

    Raises:
        FileExistsError: one of them is there already, in whatever format; nothing is written then.
        OSError: the folder cannot be written.
    """
    place = name.removeprefix("จังหวัด").strip()
    years = {"year": rubric.year, "last_year": rubric.year - 1, "christian": rubric.year - BUDDHIST_OFFSET}
    facts = {"name": name, "place": place} | {fact: str(year) for fact, year in years.items()}
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(FILES.iterdir()) if path.is_file()}
    texts = {file: _filled(file, text, facts) for file, text in texts.items()}
    texts[f"{ASSIGNMENT}.csv"] = _assignment(rubric)
    _refuse_existing(folder, list(texts))
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for file, text in sorted(texts.items()):
        plain = file.endswith(".toml")
        with (folder / file).open(
            "x", encoding="utf-8" if plain else "utf-8-sig", newline="\n" if plain else "\r\n"
        ) as to:
            to.write(text)
        written.append(folder / file)
    return written


def _filled(file: str, text: str, facts: dict[str, str]) -> str:
    quoted = {"name": json.dumps(facts["name"], ensure_ascii=False)} if file.endswith(".toml") else {}
    for fact, value in (facts | quoted).items():
        text = text.replace(f"{{{fact}}}", value)
    return text


def _assignment(rubric: Rubric) -> str:
    """The book's column ``responsible`` as a table to mend."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(HEADER)
    for item in rubric.items.values():
        responsible = ", ".join(RESPONSIBLE.get(word, word) for word in item.responsible)
        writer.writerow((item.item, item.title_th, responsible, "", ""))
    return lines.getvalue()


def _refuse_existing(folder: Path, files: list[str]) -> None:
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        listed = path.suffix.lower() in SUFFIXES and f"{path.stem.lower()}.csv" in files
        if listed or path.name in files:
            raise FileExistsError(str(path))
