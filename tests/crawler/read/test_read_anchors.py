"""Named places of a page: where a link to ``#name`` leads."""

from __future__ import annotations

from crawler.read import read

PAGE = """<html><body><div id="plan"><h2>แผน</h2><p>เนื้อหา</p></div><a name="old"></a><p>ข่าวเก่า</p>
<section id="outer"><div id="inner">ข้างใน</div></section><p>ท้ายหน้า</p></body></html>"""


def test_the_first_text_of_a_place_carries_its_name() -> None:
    document = read(PAGE.encode(), url="http://x.example/", final_url="http://x.example/", content_type="text/html")
    anchors = {b.text: b.anchor for b in document.blocks if b.text}
    assert anchors == {"แผน": "plan", "เนื้อหา": "", "ข่าวเก่า": "old", "ข้างใน": "outer inner", "ท้ายหน้า": ""}
