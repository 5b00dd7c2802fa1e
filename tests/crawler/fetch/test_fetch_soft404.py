"""Soft 404 and login walls: told from real pages that share a template with them."""

from __future__ import annotations

from checks.evidence import Block, Document
from crawler.fetch.examine import is_login_wall
from crawler.fetch.soft404 import alike, face, nowhere, says_so

MENU = [Block("item", f"เมนูหลักรายการที่ {n}", region="menu") for n in range(50)]
SORRY = (
    "ขออภัย ทางเว็บไซต์ไม่มีข้อมูลในส่วนที่ท่านเรียกดู กรุณากลับไปยังหน้าหลักแล้วลองใหม่อีกครั้ง หรือติดต่อผู้ดูแลระบบของหน่วยงานในวันและเวลาราชการ"
)


def page(
    title: str, *texts: str, url: str = "http://x.go.th/a", final: str = "", more: tuple[Block, ...] = ()
) -> Document:
    blocks = (*MENU, *(Block("paragraph", text) for text in texts), *more)
    return Document(url, final or url, "page", "text/html", "0", "html/1", "read", title=title, blocks=blocks)


def test_same_answer_with_a_counter_is_alike() -> None:
    lost = face(page("เทศบาลตำบลหนองบัวทอง", SORRY, "ผู้เข้าชม 1,204 คน"))
    assert alike(face(page("เทศบาลตำบลหนองบัวทอง", SORRY, "ผู้เข้าชม 1,205 คน")), lost)


def test_a_short_page_of_the_same_template_is_not() -> None:
    lost = face(page("เทศบาลตำบลหนองบัวทอง", SORRY))
    real = page(
        "เทศบาลตำบลหนองบัวทอง", "ประกาศนโยบายไม่รับของขวัญ No Gift Policy ประจำปีงบประมาณ พ.ศ. 2565 ลงนามโดยนายกเทศมนตรี"
    )
    assert not alike(face(real), lost)


def test_the_answer_with_something_of_its_own_is_not() -> None:
    lost = face(page("เทศบาล", SORRY))
    assert not alike(face(page("เทศบาล", SORRY, "แผนปฏิบัติการป้องกันการทุจริต ประจำปี 2565")), lost)


def test_a_shell_that_a_script_fills_is_not() -> None:
    assert not alike(face(page("เทศบาล", "กำลังโหลด")), face(page("เทศบาล", "กำลังโหลด")))


def test_title_says_so() -> None:
    assert says_so(page("404 Not Found"))
    assert says_so(page("เทศบาล", more=(Block("heading", "ไม่พบหน้าที่ท่านต้องการ", level=1),)))
    assert not says_so(page("แผนปฏิบัติการ 2565", "404 not found"))


def test_login_wall_only_where_another_page_was_asked_for() -> None:
    form = (Block("control", "ชื่อผู้ใช้", form=1, control="text"), Block("control", "รหัสผ่าน", form=1, control="password"))
    assert is_login_wall(page("เข้าสู่ระบบ", url="http://x.go.th/plan", final="http://x.go.th/login.php", more=form))
    assert not is_login_wall(page("เข้าสู่ระบบ", url="http://x.go.th/login.php", more=form))
    other = (*form, Block("control", "ค้นหา", form=2, control="text"))
    assert not is_login_wall(page("", url="http://x.go.th/plan", final="http://x.go.th/home", more=other))
    assert not is_login_wall(page("", SORRY * 10, url="http://x.go.th/plan", final="http://x.go.th/home", more=form))


def test_nowhere_is_the_same_for_every_crawl_and_inside_the_agencys_corner() -> None:
    assert nowhere("http://x.go.th") == nowhere("http://x.go.th")
    assert nowhere("http://x.go.th", "/site/a/").startswith("http://x.go.th/site/a/")
