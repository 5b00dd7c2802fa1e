"""Viewers: the document behind them as a link; pages that show documents only as pictures."""

from __future__ import annotations

import base64
import json

import pytest

from checks.evidence import Document
from crawler.read import read

URL = "http://x.go.th/plan/"
PDF = "http://x.go.th/f/a.pdf"


def _read(html: str, url: str = URL) -> Document:
    return read(html.encode(), url=url, final_url=url, content_type="text/html; charset=utf-8")


def _links(html: str, url: str = URL) -> list[str]:
    return [b.href for b in _read(html, url).blocks if b.kind == "link"]


CODED = base64.b64encode(json.dumps({"posts": {"9": {"data": {"guid": PDF}}}}).encode()).decode()


@pytest.mark.parametrize(
    "html",
    [
        '<div class="_df_book" source="/f/a.pdf"></div>',
        '<div class="_df_book" id=d></div><script>var df_9 = {"source":"http:\\/\\/x.go.th\\/f\\/a.pdf"};</script>',
        '<iframe src="/pdfjs/web/viewer.html?file=%2Ff%2Fa.pdf#page=2"></iframe>',
        '<iframe data-src="https://docs.google.com/gview?url=http://x.go.th/f/a.pdf&embedded=true"></iframe>',
        '<iframe src="https://docs.google.com/viewer?embedded=true&amp;url=http%3A%2F%2Fx.go.th%2Ff%2Fa.pdf"></iframe>',
        '<object data="/f/a.pdf" type="application/pdf"></object>',
        '<embed src="../f/a.pdf">',
        "<script>$('#v').FlowPaperViewer({config : {PDFFile : escape('/f/a.pdf'), Scale : 1}})</script>",
        "<script>PDFObject.embed('/f/a.pdf', '#v')</script>",
        '<script>pdfjsLib.getDocument("/f/a.pdf").promise.then(go)</script>',
        '<script>const pdfUrl = "/f/a.pdf?v=1".split("?")[0]</script>',
        """<div class="real3dflipbook" data-flipbook-options='{"pdfUrl":"http:\\/\\/x.go.th\\/f\\/a.pdf"}'></div>""",
        f"<div class='_3d-flip-book' data-id='9'></div><script>window.FB3D_CLIENT_DATA.push('{CODED}')</script>",
        '<button data-pdf="/f/a.pdf">เปิดอ่าน</button>',
    ],
)
def test_the_document_behind_a_viewer_is_a_link(html: str) -> None:
    assert [href.partition("?")[0] for href in _links(f"<h1>แผน</h1><p>อ่านแผน</p>{html}")] == [PDF]


@pytest.mark.parametrize(
    "html",
    [
        "<script>var u = '/f/' + id + '.pdf'; open(u)</script>",
        "<script>doc.save('report.pdf')</script>",
        "<script>$('#v').FlowPaperViewer({config : {PDFFile : '{f/p_[*,0].pdf,3}'}})</script>",
        "<img src=x.png data-file=thumb.png alt='a.pdf'>",
        "<p class='a.pdf'>a.pdf</p>",
        "<script>window.FB3D_CLIENT_DATA.push('AAAA====AAAA====A')</script>",
        "<iframe src='https://docs.google.com/viewer?url=javascript:x.pdf'></iframe>",
    ],
)
def test_what_only_looks_like_a_document_is_no_link(html: str) -> None:
    assert _links(f"<h1>แผน</h1><p>อ่านแผน</p>{html}") == []


def test_a_link_that_stands_on_the_page_is_not_repeated() -> None:
    assert _links('<p><a href="/f/a.pdf">แผน</a></p><embed src="/f/a.pdf">') == [PDF]


def test_the_link_stands_where_the_viewer_stands() -> None:
    html = "<h1>แผน</h1><object data=/f/a.pdf></object><h2>อื่น ๆ</h2><p>ข้อความ</p><footer>ท้ายหน้า</footer>"
    assert [b.kind for b in _read(html).blocks] == ["heading", "widget", "link", "heading", "paragraph", "paragraph"]


def test_a_viewers_own_page_names_the_document_in_its_address() -> None:
    document = _read("<div id=viewer></div><script src=viewer.js></script>", f"{URL}viewer.html?file=../f/a.pdf")
    assert (document.state, [b.href for b in document.blocks]) == ("read", [PDF])


BOOK = "<title>แผนปฏิบัติการ</title><h1>แผนปฏิบัติการ</h1><p>Share. Powered by a flip-book maker.</p><a href=/>Home</a>"


@pytest.mark.parametrize(
    ("url", "html", "state"),
    [
        ("https://anyflip.com/a/b/", BOOK, "preview-only"),
        ("https://issuu.com/a/docs/b", BOOK, "preview-only"),
        ("https://issuu.com/a/docs/b", BOOK + f"<p>{'โครงการพัฒนาแหล่งน้ำ ' * 40}</p>", "read"),
        ("https://drive.google.com/file/d/1A/view", BOOK, "preview-only"),
        ("https://anyflip.com.evil.example/a/b/", BOOK, "read"),
        (URL, BOOK, "read"),
        (URL, "<div id=book></div><script src=mobile/javascript/main.js></script>", "preview-only"),
        (URL, "<div id=app></div><script src=app.js></script>", "no-text"),
    ],
)
def test_pages_shown_only_as_pictures(url: str, html: str, state: str) -> None:
    assert _read(html, url).state == state


def test_many_documents_on_one_page_end_somewhere() -> None:
    assert len(_links("".join(f"<embed src=/f/{n}.pdf>" for n in range(100)))) == 30
