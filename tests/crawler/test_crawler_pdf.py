"""Pages on paper: size, numbers, fonts, words in order, and nothing asked of the network."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from pytest_httpserver import HTTPServer

import reports
from crawler.fetch.browser import processes
from crawler.pdf import PdfError, print_pages
from reports.province_report import ProvinceReport

pytestmark = pytest.mark.skipif(not processes.executable(""), reason="no Chromium on this machine")

A4 = (595, 842)
PAGE = """<!doctype html><html lang="th"><head><meta charset="utf-8"><title>ผลตรวจ</title><style>
@page { size: A4; margin: 20mm; @bottom-center { content: "หน้า " counter(page, var(--page-digits)) "/"
counter(pages, var(--page-digits)); font-family: Loma, Garuda; } }
:root { --page-digits: decimal; font-family: Loma, Garuda; } :root.thai-digits { --page-digits: thai; }
</style></head><body><h1>รายงานผลการประเมิน</h1><p>น้ำท่วมที่ปู่</p><p style="break-after: page">โดยผู้บริหาร</p>
<p><a href="index.html#O1">หน้าแรก</a> <a href="https://a.example/x.html">ข้างนอก</a></p>FURTHER</body></html>"""


def printed(folder: Path, html: str | bytes, **options: bool) -> Path:
    page = folder / "page.html"
    page.write_bytes(html if isinstance(html, bytes) else html.encode())
    return next(print_pages([page], **options))


def words(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_a_page_is_printed_on_a4_with_numbers_and_words_in_order(tmp_path: Path) -> None:
    path = printed(tmp_path, PAGE.replace("FURTHER", ""))
    assert path == tmp_path / "page.pdf"
    with pypdfium2.PdfDocument(path) as document:
        assert [tuple(round(side) for side in page.get_size()) for page in document] == [A4, A4]
    first, second = words(path)
    assert first.index("รายงานผลการประเมิน") < first.index("โดยผู้บริหาร")
    assert "หน้า 1/2" in first
    assert "หน้า 2/2" in second


def test_numbers_may_be_thai(tmp_path: Path) -> None:
    assert "หน้า ๑/๒" in words(printed(tmp_path, PAGE.replace("FURTHER", ""), thai_digits=True))[0]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="no poppler-utils on this machine")
def test_piled_up_marks_are_found_by_who_searches(tmp_path: Path) -> None:
    path = printed(tmp_path, PAGE.replace("FURTHER", ""))
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout.decode()
    assert "น้ำท่วมที่ปู่" in text


@pytest.mark.skipif(not shutil.which("pdffonts"), reason="no poppler-utils on this machine")
def test_all_fonts_are_embedded(tmp_path: Path) -> None:
    listed = subprocess.run(
        ["pdffonts", printed(tmp_path, PAGE.replace("FURTHER", ""))], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    # name, type, encoding, then whether it is embedded, a subset, and maps back to characters
    flags = [re.search(r"(yes|no) +(yes|no) +(yes|no) +\d+ +\d+$", line) for line in listed]
    assert listed
    assert [flag[1] for flag in flags if flag] == ["yes"] * len(listed)


def test_nothing_outside_is_asked_and_no_script_runs(tmp_path: Path, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("x")
    further = f'<img src="{httpserver.url_for("/")}"><iframe src="file:///etc/hostname"></iframe>'
    script = "<script>document.body.textContent = 'changed'</script>"
    path = printed(tmp_path, PAGE.replace("FURTHER", further + script))
    assert "โดยผู้บริหาร" in words(path)[0]
    assert httpserver.log == []


def test_links_to_other_pages_lead_nowhere_and_others_stay(tmp_path: Path) -> None:
    content = printed(tmp_path, PAGE.replace("FURTHER", "")).read_bytes()
    assert b"https://a.example/x.html" in content
    assert b"index.html" not in content
    assert str(tmp_path).encode() not in content


def test_a_report_has_numbers_and_who_signs(tmp_path: Path) -> None:
    empty = ProvinceReport(
        name="จังหวัดสมมติ", fiscal_year=2565, made_at="2022-04-26T07:00:00+07:00", rubric=None, agencies=()
    )
    text = words(next(print_pages([reports.write(empty, tmp_path)], thai_digits=True)))
    assert f"หน้า ๑/{'๐๑๒๓๔๕๖๗๘๙'[len(text)]}" in text[0]
    for who in ("ผู้จัดทำ", "ผู้ตรวจสอบ", "ผู้รับรอง"):
        assert who in text[-1]


def test_where_there_is_no_browser_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "executable", lambda _: "")
    with pytest.raises(PdfError) as told:
        printed(tmp_path, PAGE)
    assert "Chromium" in told.value.thai
    assert not (tmp_path / "page.pdf").exists()
