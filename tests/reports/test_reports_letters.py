"""Letters and memos as Word files: what they say, in whose template, and what a template may not do."""

from __future__ import annotations

import dataclasses
import io
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from reports import AgencyReport
from reports.letters import PACKAGED, TemplateFileError, has_gaps, letter, memo
from reports.letters.facts import addressee
from reports.letters.make import letter_template, memo_template
from reports.province_report import Change, Deadline, ProvinceReport, Waiting

from .conftest import SITE, met, unmet, verdict

Make = Callable[..., AgencyReport]


def province(*agencies: AgencyReport, **more: object) -> ProvinceReport:
    facts = {
        "name": "จังหวัดสมมติ",
        "fiscal_year": 2565,
        "made_at": "2022-04-26T07:00:00+07:00",
        "rubric": agencies[0].rubric if agencies else None,
        "deadlines": (deadline("publish", "2022-05-09"), deadline("eit", "2022-05-01")),
    }
    return ProvinceReport(**{**facts, **more}, agencies=agencies)  # type: ignore[arg-type]


def deadline(key: str, ends: str, **more: object) -> Deadline:
    facts = {"title": f"กำหนดของ {key}", "closes": "", "days": 9, "state": "open", "whose": "province"}
    return Deadline(key=key, ends=ends, **{**facts, **more})  # type: ignore[arg-type]


def said(content: bytes) -> str:
    """All words of a Word file, a line a paragraph, those of tables with them."""
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def template(*lines: str) -> bytes:
    document, saved = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(saved)
    return saved.getvalue()


def test_a_letter_says_what_by_when_and_which_links(make: Make) -> None:
    report = make()
    words = said(letter(report, province(report), contact="desk1@province.example"))
    for part in (
        "๒๖ เมษายน ๒๕๖๕",
        "เรียน  นายกองค์การบริหารส่วนตำบลบ้านสวน",
        "ศาลากลางจังหวัดสมมติ",
        "ภายในวันที่ ๙ พฤษภาคม ๒๕๖๕",
        "O๑๐",
        "ส่วนที่สองของแผนดำเนินงาน",
        "เปลี่ยนลิงก์ของข้อ O๒",
        "ส่งลิงก์ของข้อ O๑ ",
        f"{SITE}/people/",
        "ขอแสดงความนับถือ",
        "desk1@province.example",
    ):
        assert part in words, part
    ours = re.sub(r"https?://\S+|\S+@\S+", "", words)
    assert re.findall("[0-9]", ours) == []
    assert "{" not in words


def test_what_there_is_not_is_not_mentioned(make: Make) -> None:
    report = make(items=[verdict("O1", met(), met(), owes_link=True)], office=True)
    words = said(letter(report, province(report, deadlines=())))
    assert has_gaps(report)
    for part in ("บัญชี", "เปลี่ยนลิงก์", "คะแนนคาดการณ์"):
        assert part not in words
    assert "ภายในวันที่ ...." in words
    assert not has_gaps(make(items=[verdict("O1", met(), met())]))


def test_a_memo_reports_the_province(make: Make) -> None:
    good = make(code="good", name="อบต.ครบ", items=[verdict("O1", met(), met())])
    office = make(code="office", name="สำนักงานสมมติ", office=True)
    change = Change(
        agency="good", item="O1", kind="became-met", cause="site", since="2022-04-26", url="", before_url=""
    )
    report = province(
        make(), good, office,
        changes=(change, dataclasses.replace(change, kind="lost", cause="rules")),
        last_night="2022-04-25",
        owing={"ban-suan": 12},
        waiting=(Waiting(name="อบต.ยังไม่ตรวจ", why="not-yet"),),
    )  # fmt: skip
    words = said(memo(report))
    for part in (
        "บันทึกข้อความ", "เรียน  ผู้ว่าราชการจังหวัดสมมติ", "๓ หน่วยงาน", "ครบขึ้นมา ๑ ข้อ และไม่ครบแล้ว ๐ ข้อ",
        "ค้างส่งลิงก์ ๑๒ ข้อ จาก ๑ หน่วยงาน", "อบต.ยังไม่ตรวจ", "O๑๐ แผนดำเนินงาน (๒ หน่วยงาน)", "หน่วยงานร่วม",
    ):  # fmt: skip
        assert part in words, part
    table = Document(io.BytesIO(memo(report))).tables[-1]
    assert [row.cells[1].text for row in table.rows] == ["หน่วยงาน", "อบต.ครบ", "อบต.บ้านสวน", "สำนักงานสมมติ"]
    assert [row.cells[4].text for row in table.rows][1:] == ["๐", "๒", "๒"]


def test_a_memo_of_a_province_without_runs() -> None:
    words = said(memo(province(name="", deadlines=())))
    assert "ยังไม่มีผลการตรวจ" in words
    assert "เอกสารแนบ" not in words


def test_hostile_words_stay_words(make: Make) -> None:
    nasty = "<w:p/>&{{ 7*7 }}{% raw %}\x00\x0b\ud800\uffff=HYPERLINK()\u202e"
    report = make(
        name=nasty,
        items=[verdict("O1", unmet("found-elsewhere", better_url=nasty), unmet(), better_url=nasty)],
        agency_url=nasty,
    )
    for content in (letter(report, province(report, name=nasty)), memo(province(report, name=nasty))):
        words = said(content)
        assert "<w:p/>&{{ ๗*๗ }}{% raw %}" in words
        assert "\u202e" not in words


def test_the_layout_is_the_official_one() -> None:
    for name in ("letter.docx", "memo.docx"):
        document = Document(str(PACKAGED / name))
        section = document.sections[0]
        assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
        assert (round(section.left_margin.cm, 1), round(section.right_margin.cm, 1)) == (3.0, 2.0)
        fonts = re.findall(r'w:cs="([^"]+)"', document.element.xml)
        assert set(fonts) == {"TH SarabunPSK"}


def test_the_templates_are_those_that_the_script_makes() -> None:
    for name, made in (("letter.docx", letter_template()), ("memo.docx", memo_template())):
        kept = (PACKAGED / name).read_bytes()
        assert Document(io.BytesIO(made)).element.xml == Document(io.BytesIO(kept)).element.xml


def test_an_office_has_its_own_template(make: Make) -> None:
    report = make()
    words = said(
        letter(report, province(report), template=template("{{ agency }} มี {{ gaps | length }} ข้อ: {{ date }}"))
    )
    assert words == "อบต.บ้านสวน มี 2 ข้อ: ๒๖ เมษายน ๒๕๖๕"


@pytest.mark.parametrize(
    "line",
    [
        "{{ nothing }}",
        "{% if %}",
        "{{ agency.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ cycler.__init__ }}",
        "{{ gaps.append(1) }}",
        "{{ 1 / 0 }}",
        "{% for n in range(10) %}x{% endfor %}",
        "{% include '/etc/hostname' %}",
    ],
)
def test_a_template_that_asks_for_more_is_refused(make: Make, line: str) -> None:
    with pytest.raises(TemplateFileError):
        letter(make(), province(make()), template=template(line))


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", bytes(30_000_000))
    return made.getvalue()


def empty_zip() -> bytes:
    made = io.BytesIO()
    zipfile.ZipFile(made, "w").close()
    return made.getvalue()


@pytest.mark.parametrize(
    "content", [b"no zip", b"PK\x03\x04", bomb(), empty_zip()], ids=["text", "cut", "bomb", "empty"]
)
def test_a_file_that_is_no_template_is_refused(make: Make, content: bytes) -> None:
    with pytest.raises(TemplateFileError):
        letter(make(), province(make()), template=content)


def test_the_same_facts_give_the_same_bytes(make: Make) -> None:
    report = make()
    assert letter(report, province(report)) == letter(report, province(report))


@pytest.mark.parametrize(
    ("name", "said_to"),
    [
        ("องค์การบริหารส่วนตำบลไทรใหญ่", "นายกองค์การบริหารส่วนตำบลไทรใหญ่"),
        ("เทศบาลเมืองปากน้ำใส", "นายกเทศมนตรีเมืองปากน้ำใส"),
        ("โรงพยาบาลเขาขาว", "ผู้อำนวยการโรงพยาบาลเขาขาว"),
        ("สำนักงานเขตพื้นที่การศึกษาสมมติ", "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาสมมติ"),
        ("ชมรมสมมติ", "หัวหน้าชมรมสมมติ"),
    ],
)
def test_whom_a_letter_addresses(name: str, said_to: str) -> None:
    assert addressee(name) == said_to


def test_the_guide_names_every_fact(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    told: set[str] = set()
    monkeypatch.setattr(sys.modules[letter.__module__], "fill", lambda _, facts, __: told.update(facts) or b"")
    monkeypatch.setattr(sys.modules[memo.__module__], "fill", lambda _, facts, __: told.update(facts) or b"")
    letter(make(), province(make()))
    memo(province(make()))
    guide = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
    assert told <= set(re.findall(r"`(\w+)`", guide))
    assert len(told) > 30
