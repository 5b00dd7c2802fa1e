"""Google's public pages: a form's questions, a folder's entries, the download behind a warning."""

from __future__ import annotations

import json

from checks.evidence import Document
from crawler.read import read

FORM = "https://docs.google.com/forms/d/e/1F/viewform"
FOLDER = "https://drive.google.com/embeddedfolderview?id=1F"
DOWNLOAD = "https://drive.google.com/uc?export=download&id=1A"


def _read(html: str, url: str) -> Document:
    return read(html.encode(), url=url, final_url=url, content_type="text/html; charset=utf-8")


def _form_page(fields: list[object]) -> str:
    form = ["แบบรับฟังความคิดเห็นของประชาชน", fields, None, None, None, None, None, None, "แบบฟอร์มรับฟังความคิดเห็น"]
    data = json.dumps([None, form, "/forms", "ไฟล์"], ensure_ascii=True)
    return f"<title>x</title><div id=app></div><script nonce=a>var FB_PUBLIC_LOAD_DATA_ = {data};</script>"


def test_a_form_is_its_title_and_every_question() -> None:
    fields: list[object] = [
        [1, "เรื่อง", None, 2, [[11, [["การบริการ"], ["ทุจริต"], ["", None, None, None, 1]], 1]]],
        [2, "ตอนที่ 2", "โปรดกรอก", 8, None],
        [3, "รายละเอียด; ข้อเสนอแนะ", "ไม่เกินหนึ่งหน้า", 1, [[12, None, 0]]],
        [4, "อำเภอ", None, 3, [[13, [["เมือง"], ["กลางนา"]], 0]]],
        [5, "แนบไฟล์", None, 13, [[14]]],
    ]
    document = _read(_form_page(fields), FORM)
    assert document.state == "read"
    assert [(b.kind, b.text) for b in document.blocks if b.kind == "heading"] == [
        ("heading", "แบบฟอร์มรับฟังความคิดเห็น"), ("heading", "ตอนที่ 2"),
    ]  # fmt: skip
    controls = [(b.control, b.text) for b in document.blocks if b.kind == "control"]
    assert controls == [
        ("radio", "การบริการ"), ("radio", "ทุจริต"), ("textarea", "รายละเอียด; ข้อเสนอแนะ"),
        ("select", "อำเภอ เมือง | กลางนา"), ("file", "แนบไฟล์"), ("submit", ""),
    ]  # fmt: skip
    assert {b.form for b in document.blocks if b.kind == "control"} == {1}


def test_broken_data_of_a_form_leaves_what_its_page_shows() -> None:
    for data in ("[null,", "[]", "[null,7]", "[null,[null,[[],[1],[1,2,3,[4]],5]]]", "[" * 5000):
        html = f"<h1>แบบฟอร์ม</h1><p>{'คำอธิบาย ' * 20}</p><script>var FB_PUBLIC_LOAD_DATA_ = {data};</script>"
        assert _read(html, FORM).state == "read"


def test_a_forms_data_on_another_host_is_no_form() -> None:
    html = _form_page([[1, "ชื่อ", None, 0, [[1]]]])
    assert not [
        b for b in _read(html, "https://docs.google.com.evil.example/forms/d/e/1F/viewform").blocks if b.control
    ]


def test_a_folder_is_a_list_of_named_links() -> None:
    entry = (
        '<div class="flip-entry" id="entry-{0}"><a href="{1}" target="_blank"><img src="/i.png" alt="PDF">'
        '<div class="flip-entry-title">{2}</div></a><div class="flip-entry-last-modified">3/4/22</div></div>'
    )
    file, folder = "https://drive.google.com/file/d/1A/view?usp=drive_web", "https://drive.google.com/drive/folders/1B"
    html = "<title>แผน 2565 - Google Drive</title><div class=flip-entries>" + "".join(
        [entry.format("1A", file, "แผนปฏิบัติการ.pdf"), entry.format("1B", folder, "เดือนตุลาคม")]
    )
    document = _read(html, FOLDER)
    assert [(b.kind, b.text, b.href) for b in document.blocks] == [
        ("heading", "แผน 2565", ""),
        ("item", "แผนปฏิบัติการ.pdf", ""), ("link", "แผนปฏิบัติการ.pdf", file),
        ("item", "เดือนตุลาคม", ""), ("link", "เดือนตุลาคม", folder),
    ]  # fmt: skip


def test_a_warning_before_a_download_leads_on() -> None:
    form = (
        '<title>Virus scan warning</title><form id="download-form" method="get"'
        ' action="https://drive.usercontent.google.com/download"><input type="submit" value="Download anyway">'
        '<input type="hidden" name="id" value="1A"><input type="hidden" name="confirm" value="t"></form>'
    )
    old = '<p>too large</p><a id="uc-download-link" href="/uc?export=download&amp;confirm=k&amp;id=1A">Download</a>'
    assert "https://drive.usercontent.google.com/download?id=1A&confirm=t" in _hrefs(_read(form, DOWNLOAD))
    assert "https://drive.google.com/uc?export=download&confirm=k&id=1A" in _hrefs(_read(old, DOWNLOAD))


def _hrefs(document: Document) -> list[str]:
    return [b.href for b in document.blocks if b.kind == "link"]
