"""Makes the templates anew: ``python -m reports.letters.make``. What they hold is written here and nowhere else.

The layout is that of the regulation on correspondence (ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ): A4, 3 cm left and
2 cm right, TH Sarabun 16 pt, single lines, paragraphs begin 2.5 cm in, a garuda of 3 cm on letters and 1.5 cm on
memos. The garuda itself is a box that the office replaces.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from reports.letters.drawing import Paper
from reports.letters.filling import PACKAGED
from reports.steady import steady

MADE: Final = "2022-04-25T00:00:00+07:00"
"""Moment that stands in the files: the same source makes the same files."""

_GAPS: Final = (1.7, 5.1, 9.2)
_AGENCIES: Final = (1.2, 7.3, 3.1, 1.4, 1.4, 1.6)


def letter_template() -> bytes:
    """The letter to an agency, with the list of its gaps on a page of its own."""
    paper = Paper()
    paper.garuda(3.0)
    paper.columns(["ที่  {{ blank }}"], ["{{ hall }}", "{{ blank }}"], (8.0, 8.0))
    paper.line("{{ date }}", left=8.0, before=6)
    paper.line(
        "เรื่อง  ขอให้ปรับปรุงการเปิดเผยข้อมูลสาธารณะบนเว็บไซต์ของหน่วยงาน (OIT) ปีงบประมาณ พ.ศ. {{ year }}", before=6, hang=1.3
    )
    paper.line("เรียน  {{ addressee }}", before=6)
    paper.line("อ้างถึง  {{ blank }}{{ blank }}", before=6)
    paper.line("สิ่งที่ส่งมาด้วย  บัญชีข้อมูลที่ต้องปรับปรุง จำนวน ๑ ชุด", before=6, only_if="has_gaps")
    paper.text(
        "ด้วย{{ province }}ได้ตรวจการเปิดเผยข้อมูลสาธารณะบนเว็บไซต์ของหน่วยงาน เพื่อเตรียมรับการประเมินคุณธรรมและ"
        "ความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (ITA) ปีงบประมาณ พ.ศ. {{ year }} ตามแบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT) "
        "ผลการตรวจเว็บไซต์เมื่อวันที่ {{ checked }} พบว่า{{ agency }}เผยแพร่ครบแล้ว {{ met }} ข้อ จาก {{ asked }} ข้อ "
        "ยังขาด {{ unmet }} ข้อ และต้องให้เจ้าหน้าที่ตรวจดูอีก {{ undecided }} ข้อ"
        "{% if has_score %} คะแนนคาดการณ์ {{ score }} คะแนน จาก ๑๐๐ คะแนน{% endif %}",
        before=6,
    )
    paper.text(
        "ในการนี้ จึงขอให้ดำเนินการดังต่อไปนี้ให้แล้วเสร็จภายในวันที่ {{ deadline }}"
        "{% if deadline_title %} ({{ deadline_title }}){% endif %} "
        "ทั้งนี้ ผลข้างต้นเป็นการคาดการณ์ ไม่ใช่ผลการประเมินของสำนักงาน ป.ป.ช.",
        before=6,
    )
    paper.text("- ปรับปรุงข้อมูลตามบัญชีที่ส่งมาด้วยพร้อมหนังสือนี้ โดยเริ่มจากข้อที่ได้คะแนนเพิ่มมากที่สุดซึ่งอยู่ลำดับแรก", only_if="has_gaps")
    paper.text("- เปลี่ยนลิงก์ของข้อ {{ better_links }} เป็นที่อยู่ในบัญชี โดยไม่ต้องจัดทำข้อมูลขึ้นใหม่", only_if="better_links")
    paper.text("- ส่งลิงก์ของข้อ {{ owed_links }} ซึ่งมีข้อมูลครบบนเว็บไซต์แล้วแต่ยังไม่ได้ส่งลิงก์", only_if="owed_links")
    paper.text("จึงเรียนมาเพื่อพิจารณาดำเนินการ", before=6)
    paper.line("ขอแสดงความนับถือ", left=8.0, before=12)
    paper.signature("{{ governor }}", left=8.0)
    paper.line("{{ office }}", before=12)
    paper.line("กลุ่มงาน {{ blank }}")
    paper.line("โทร. {{ blank }}")
    paper.line("ไปรษณีย์อิเล็กทรอนิกส์ {{ contact }}")
    paper.begin_part("has_gaps")
    paper.title("บัญชีข้อมูลที่ต้องปรับปรุง", "{{ agency }} ปีงบประมาณ พ.ศ. {{ year }}")
    paper.rows(
        ("ข้อ", "รายการ", "สิ่งที่ต้องทำ"),
        "gap in gaps",
        (
            ("{{ gap.item }}",),
            ("{{ gap.title }}", "เพิ่ม {{ gap.points }} คะแนน"),
            (
                # A cell without a paragraph would break the file, so the first one is always there.
                "{% if gap.only_link %}มีข้อมูลแล้ว เปลี่ยนเฉพาะลิงก์ที่ส่ง{% else %}ขาด {{ gap.missing }}{% endif %}",
                "{%p for advice in gap.advice %}",
                "{{ advice }}",
                "{%p endfor %}",
                "{%p if gap.better_url %}",
                "ลิงก์ที่ควรส่ง {{ gap.better_url }}",
                "{%p endif %}",
            ),
        ),
        _GAPS,
    )
    paper.end_part()
    return _saved(paper)


def memo_template() -> bytes:
    """The memo to the governor, with the table of agencies on a page of its own."""
    paper = Paper()
    paper.memo_head()
    paper.dotted("ส่วนราชการ", "{{ office }}  โทร. ")
    paper.dotted_pair("ที่", "", "วันที่", "{{ date }}")
    paper.dotted("เรื่อง", "รายงานความก้าวหน้าการเปิดเผยข้อมูลสาธารณะ (OIT) ปีงบประมาณ พ.ศ. {{ year }}")
    paper.line("เรียน  {{ governor }}", before=6)
    paper.text("๑. เรื่องเดิม", bold=True, before=6)
    paper.text(
        "{{ province }}ขับเคลื่อนการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (ITA) ปีงบประมาณ พ.ศ. {{ year }} "
        "โดยให้หน่วยงานเผยแพร่ข้อมูลตามแบบวัด OIT บนเว็บไซต์ของตนและส่งลิงก์ให้จังหวัด"
    )
    paper.text("๒. ข้อเท็จจริง", bold=True, before=6)
    paper.text(
        "๒.๑ ตรวจเว็บไซต์แล้ว {{ checked }} หน่วยงาน เผยแพร่ครบทุกข้อที่ตรวจได้ {{ complete }} หน่วยงาน "
        "คะแนนคาดการณ์เฉลี่ยของหน่วยรับการประเมิน {{ units }} หน่วยงาน อยู่ระหว่าง {{ mean_low }} ถึง {{ mean_high }} คะแนน "
        "รายละเอียดตามเอกสารแนบ",
        only_if="has_agencies",
    )
    paper.text("๒.๑ ยังไม่มีผลการตรวจเว็บไซต์ของหน่วยงาน", only_if="not has_agencies")
    paper.text(
        "๒.๒ ข้อที่หน่วยงานขาดมากที่สุด ได้แก่ {% for one in worst %}{{ one.item }} {{ one.title }} "
        "({{ one.count }} หน่วยงาน){% if not loop.last %}, {% endif %}{% endfor %}",
        only_if="worst",
    )
    paper.text("๒.๓ ตั้งแต่การตรวจครั้งก่อน มีข้อที่ครบขึ้นมา {{ became_met }} ข้อ และไม่ครบแล้ว {{ lost }} ข้อ")
    paper.text(
        "๒.๔ ยังค้างส่งลิงก์ {{ owing }} ข้อ จาก {{ owing_agencies }} หน่วยงาน "
        "และยังไม่มีผลตรวจ {{ waiting_count }} หน่วยงาน{% if waiting %} ({{ waiting | join(', ') }}){% endif %}"
    )
    paper.text("๓. ข้อพิจารณา", bold=True, before=6)
    paper.text(
        "เพื่อให้ทันกำหนด {% if deadline_title %}{{ deadline_title }} {% endif %}วันที่ {{ deadline }} "
        "เห็นควรแจ้งหน่วยงานที่ยังขาดให้ปรับปรุงข้อมูลและส่งลิงก์ให้ครบ และกำกับติดตามหน่วยงานที่คะแนนน้อยเป็นลำดับแรก "
        "ทั้งนี้ คะแนนเป็นการคาดการณ์ ไม่ใช่ผลการประเมินของสำนักงาน ป.ป.ช."
    )
    paper.text("จึงเรียนมาเพื่อโปรดทราบและพิจารณา", before=6)
    paper.signature("หัวหน้า{{ office }}", left=8.0)
    paper.begin_part("has_agencies")
    paper.title("เอกสารแนบ ผลตรวจรายหน่วยงาน", "ข้อมูล ณ วันที่ {{ date }}")
    paper.rows(
        ("ที่", "หน่วยงาน", "คะแนนคาดการณ์", "ครบ", "ขาด", "รอดู"),
        "one in agencies",
        (
            ("{{ one.no }}",),
            ("{{ one.name }}",),
            ("{{ one.score }}",),
            ("{{ one.met }}",),
            ("{{ one.unmet }}",),
            ("{{ one.undecided }}",),
        ),
        _AGENCIES,
    )
    paper.end_part()
    return _saved(paper)


def make(folder: Path = PACKAGED) -> Sequence[Path]:
    """Write both templates; gives their paths."""
    made = {"letter.docx": letter_template(), "memo.docx": memo_template()}
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in made]


def _saved(paper: Paper) -> bytes:
    saved = io.BytesIO()
    paper.document.save(saved)
    return steady(saved.getvalue(), MADE)


if __name__ == "__main__":
    make()
