"""Pages that ask to sign in, told from pages that everybody sees."""

from __future__ import annotations

import pytest

from checks.evidence import Block, Document
from crawler.read.sign_in import wants_sign_in

DRIVE = "https://drive.google.com/file/d/1A/view"


def _page(final_url: str, *texts: str, url: str = DRIVE, title: str = "") -> Document:
    blocks = tuple(Block("paragraph", text) for text in texts)
    return Document(url, final_url, "page", "text/html", "0", "html/4", "read", title=title, blocks=blocks)


@pytest.mark.parametrize(
    "document",
    [
        _page("https://accounts.google.com/v3/signin/identifier?continue=x"),
        _page("https://accounts.google.com/ServiceLogin?service=wise&continue=x", "Sign in"),
        _page("https://login.microsoftonline.com/common/oauth2/authorize", url="https://x.sharepoint.com/:b:/g/a"),
        _page("https://www.facebook.com/login/?next=x", url="https://www.facebook.com/x"),
        _page(DRIVE, "You need access", "Request access, or switch to an account with access."),
        _page(DRIVE, "คุณต้องมีสิทธิ์เข้าถึง", "ขอสิทธิ์เข้าถึง"),
        _page("https://www.facebook.com/x", title="Log in to Facebook", url="https://www.facebook.com/x"),
    ],
)
def test_a_door_is_a_door(document: Document) -> None:
    assert wants_sign_in(document)


@pytest.mark.parametrize(
    "document",
    [
        _page("https://docs.google.com/forms/d/e/1/viewform", "แบบฟอร์ม", "ลงชื่อเข้าใช้ Google เพื่อบันทึกความคืบหน้า"),
        _page("http://x.go.th/a", "ขอสิทธิ์เข้าถึงระบบ", url="http://x.go.th/a"),
        _page("https://accounts.google.com.evil.example/ServiceLogin", "x", url="https://bit.ly/a"),
        _page(DRIVE, "คู่มือการขอสิทธิ์เข้าถึงข้อมูล " * 100),
        Document(DRIVE, "https://accounts.google.com/x", "document", "application/pdf", "0", "pdf/1", "read"),
    ],
)
def test_what_everybody_sees_is_no_door(document: Document) -> None:
    assert not wants_sign_in(document)
