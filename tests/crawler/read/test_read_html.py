"""Pages to blocks: text, links, images, widgets and states."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checks.evidence import TEXT_KINDS, Block, Document

BlocksOf = Callable[..., list[Block]]
ReadPage = Callable[..., Document]

SITE = "http://nakhonsai.example"


def _texts(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if block.kind in TEXT_KINDS]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>ที่<b>ตั้ง</b>54</p>", ["ที่ตั้ง54"]),
        ("<div>ก<div>ข</div>ค</div>", ["ก", "ข", "ค"]),
        ("<p>ก<br>ข</p>", ["ก ข"]),
        ("<p>ก<br> <br>ข<br>ค</p>", ["ก", "ข", "ค"]),
        ("<p>ก<br><br>ข</p>", ["ก", "ข"]),
        ("<td>ก<br>ข<br>ค<br>ง", ["ก", "ข", "ค", "ง"]),
        ("<pre>ก  ก\nข\nค\nง</pre>", ["ก ก", "ข", "ค", "ง"]),
        ("<p>ก&nbsp;&nbsp;ข\n\t ค</p>", ["ก ข ค"]),
        ("<p>&amp;#3626;&amp;nbsp;ก \\u0e01\\u0e02</p>", ["ส ก กข"]),
        ("<marquee>ยินดีต้อนรับ</marquee>", ["ยินดีต้อนรับ"]),
        ("<!-- ลับ --><script>'ลับ'</script><style>.ลับ{}</style><template>ลับ</template>ก<noscript>ลับ</noscript>", ["ก"]),
        ("<textarea>ลับ</textarea><select><option>ลับ</option></select>ก", ["ก"]),
        ("<p>\u200b</p><p>ก</p>", ["ก"]),
        ("<ul><li>ก<ul><li>ข</li></ul>ค</li></ul>", ["ก", "ข", "ค"]),
        ("<fieldset><legend>ก</legend>ข</fieldset>", ["ก", "ข"]),
        ("<p>1 < 2 & 3", ["1 < 2 & 3"]),
    ],
)
def test_every_word_once_in_its_line(blocks_of: BlocksOf, html: str, lines: list[str]) -> None:
    assert _texts(blocks_of(html)) == lines


def test_kinds_of_text(blocks_of: BlocksOf) -> None:
    blocks = blocks_of("<h2>ก</h2><p>ข</p><ul><li><p>ค</p></li></ul><dl><dt>ง</dt><dd>จ</dd></dl><li><h4>ฉ</h4></li>")
    assert [(b.kind, b.level, b.text) for b in blocks] == [
        ("heading", 2, "ก"),
        ("paragraph", 0, "ข"),
        ("item", 0, "ค"),
        ("item", 0, "ง"),
        ("item", 0, "จ"),
        ("heading", 4, "ฉ"),
    ]


def test_links_follow_the_line_they_stand_in(blocks_of: BlocksOf) -> None:
    blocks = blocks_of("<p>ดู <a href=a.pdf>แผน</a> และ <a href=b.pdf>ผล</a></p><p>จบ</p>")
    assert [(b.kind, b.text) for b in blocks] == [
        ("paragraph", "ดู แผน และ ผล"),
        ("link", "แผน"),
        ("link", "ผล"),
        ("paragraph", "จบ"),
    ]


@pytest.mark.parametrize(
    ("tag", "href"),
    [
        ("<a href='a.php?x=1&amp;y=2'>t</a>", f"{SITE}/site/a.php?x=1&y=2"),
        ("<a href=' /b/c d.pdf '>t</a>", f"{SITE}/b/c%20d.pdf"),
        ("<a href='..\\up\\e.doc'>t</a>", f"{SITE}/up/e.doc"),
        ("<a href='//cdn.example/f'>t</a>", "http://cdn.example/f"),
        ("<a href='?p=2'>t</a>", f"{SITE}/site/index.php?p=2"),
        ("<a href='#o8'>t</a>", f"{SITE}/site/index.php#o8"),
        ("<a href='#'>t</a>", f"{SITE}/site/index.php#"),
        ("<a href='mailto:a@b.example'>t</a>", "mailto:a@b.example"),
        ("<a href='HTTPS://x.example/'>t</a>", "https://x.example/"),
        ("<a href='#' onclick=\"window.open('w.php','_blank')\">t</a>", f"{SITE}/site/w.php"),
        ("<a href=\"javascript:window.location='j.php'\">t</a>", f"{SITE}/site/j.php"),
        ("<a href='real.php' onclick=\"location='no.php'\">t</a>", f"{SITE}/site/real.php"),
        ("<button type=button onclick=\"location.href='k.php'\">t</button>", f"{SITE}/site/k.php"),
        ("<div onclick=\"document.location = 'l.php'\">t</div>", f"{SITE}/site/l.php"),
        ("<input type=button value=t onclick=\"window.location.assign('m.php')\">", f"{SITE}/site/m.php"),
        ("<map><area href=n.php alt=t></map>", f"{SITE}/site/n.php"),
        ("<select onchange='location=this.value'><option value='o.php'>t</option></select>", f"{SITE}/site/o.php"),
        ("<table class=table><tr data-href=q.php><td>t<td>2<tr><td>3<td>4</table>", ""),
        ("<div data-href='r.php'>t</div>", f"{SITE}/site/r.php"),
    ],
)
def test_every_way_to_write_a_link(blocks_of: BlocksOf, tag: str, href: str) -> None:
    links = blocks_of(tag, "link")
    assert [(b.text, b.href) for b in links] == ([("t", href)] if href else [])


@pytest.mark.parametrize(
    "tag",
    [
        "<a href='javascript:void(0)'>t</a>",
        "<a name=x>t</a>",
        "<a href=''>t</a>",
        "<a href='http://[bad'>t</a>",
        "<a href='http://a.example:port/'>t</a>",
        "<a href='data:text/html,x'>t</a>",
        "<div onclick='openMenu(3)'>t</div>",
        "<a onclick='location = base + path'>t</a>",
    ],
)
def test_what_leads_nowhere_is_no_link(blocks_of: BlocksOf, tag: str) -> None:
    assert blocks_of(tag, "link") == []
    assert _texts(blocks_of(tag)) == ["t"]


@pytest.mark.parametrize(
    "link",
    [
        "<a href=x><img src=a.gif alt='เพจ เฟซบุ๊ก'></a>",
        "<a href=x title='เพจ เฟซบุ๊ก'><i class='fa fa-facebook'></i></a>",
        "<a href=x aria-label='เพจ เฟซบุ๊ก'></a>",
        "<a href=x><svg><title>เพจ เฟซบุ๊ก</title><path/></svg></a>",
        "<a href=x><div>เพจ</div><div>เฟซบุ๊ก</div></a>",
    ],
)
def test_links_without_text_have_words(blocks_of: BlocksOf, link: str) -> None:
    assert [b.text for b in blocks_of(link, "link")] == ["เพจ เฟซบุ๊ก"]


def test_icon_links_are_known_by_their_address(blocks_of: BlocksOf) -> None:
    links = blocks_of("<a href='https://facebook.com/nakhonsai'><i class=icon></i></a>", "link")
    assert [(b.text, b.href) for b in links] == [("", "https://facebook.com/nakhonsai")]


def test_base_address_is_honoured(blocks_of: BlocksOf) -> None:
    html = "<head><base href='/new/'></head><a href=a.php>t</a><img src=b.png alt=u><iframe src=c.php></iframe>"
    assert [b.href for b in blocks_of(html) if b.href] == [f"{SITE}/new/{n}" for n in ("a.php", "b.png", "c.php")]


@pytest.mark.parametrize(("encoding", "query"), [("cp874", "%A2%E8%D2%C7"), ("utf-8", "ข่าว")])
def test_queries_keep_the_encoding_of_the_page(read_page: ReadPage, encoding: str, query: str) -> None:
    body = f"<p>{'ข้อความภาษาไทย ' * 5}<a href='/list.php?a=1&cat=ข่าว#top'>t</a>".encode(encoding)
    assert [b.href for b in read_page(body).blocks if b.kind == "link"] == [f"{SITE}/list.php?a=1&cat={query}#top"]


def test_refresh_is_a_link_without_words(read_page: ReadPage) -> None:
    document = read_page('<meta http-equiv="refresh" content="0; URL=home/index.php">')
    assert [(b.kind, b.text, b.href) for b in document.blocks] == [("link", "", f"{SITE}/site/home/index.php")]
    assert document.state == "read"


def test_a_page_that_reloads_itself_links_nowhere(blocks_of: BlocksOf) -> None:
    assert blocks_of('<meta http-equiv="refresh" content="300"><p>ก</p>', "link") == []


def test_images_have_their_words(blocks_of: BlocksOf) -> None:
    html = (
        "<img src=a.jpg alt=ผัง title=โครงสร้าง><figure><img data-src=b.jpg src='data:image/gif;base64,R0'>"
        "<figcaption>แผนที่</figcaption></figure><img src=c.jpg alt=ซ้ำ title=ซ้ำ>"
    )
    assert [(b.text, b.href.rpartition("/")[2]) for b in blocks_of(html, "image")] == [
        ("ผัง โครงสร้าง", "a.jpg"),
        ("แผนที่", "b.jpg"),
        ("ซ้ำ", "c.jpg"),
    ]


@pytest.mark.parametrize(
    ("html", "vendor"),
    [
        ("<iframe src='https://www.google.com/maps/embed?pb=1'></iframe>", "google-maps"),
        ("<iframe data-src='https://maps.google.com/maps?q=1'></iframe>", "google-maps"),
        ("<iframe src='https://www.facebook.com/plugins/page.php?href=x'></iframe>", "facebook-page"),
        ("<div class='fb-page' data-href='https://facebook.com/x'></div>", "facebook-page"),
        ("<div class='fb-customerchat' page_id='12'></div>", "facebook-messenger"),
        ("<script src='https://connect.facebook.net/th_TH/sdk/xfbml.customerchat.js'></script>", "facebook-messenger"),
        ("<script>s.src='https://embed.tawk.to/5/default';</script>", "tawk.to"),
        ("<script src='//static.zdassets.com/ekr/snippet.js?key=1'></script>", "zendesk"),
        ("<script src='//code.tidio.co/abc.js'></script>", "tidio"),
        ("<script>window.$crisp=[];d.src='https://client.crisp.chat/l.js'</script>", "crisp"),
        ("<df-messenger agent-id=1></df-messenger>", "dialogflow"),
        ("<iframe src='https://docs.google.com/forms/d/e/1/viewform'></iframe>", "google-forms"),
        ("<iframe src='https://www.youtube.com/embed/x'></iframe>", "youtube"),
        ("<iframe src='https://online.anyflip.com/a/b/'></iframe>", "flipbook"),
        ("<iframe src='inside.php' title='สถิติ'></iframe>", "สถิติ"),
        ("<embed src='a.pdf'>", "embed"),
        ("<object data='a.pdf'></object>", "object"),
    ],
)
def test_widgets_have_their_vendor(blocks_of: BlocksOf, html: str, vendor: str) -> None:
    assert [b.text for b in blocks_of(f"<body><p>ก</p>{html}</body>", "widget")] == [vendor]


def test_other_scripts_are_no_widgets(blocks_of: BlocksOf) -> None:
    html = "<script src='https://www.googletagmanager.com/gtag/js'></script><script src=jquery.js></script><p>ก</p>"
    assert blocks_of(html, "widget") == []


def test_framesets_lead_to_their_frames(read_page: ReadPage) -> None:
    html = "<html><head><title>ก</title></head><frameset cols='20%,*'>"
    html += "<frame name=menu src=m.htm><frame name=main src=n.htm>"
    document = read_page(html + "<noframes><body>ไม่รองรับเฟรม</body></noframes></frameset></html>")
    assert [(b.kind, b.text, b.href.rpartition("/")[2]) for b in document.blocks if b.kind == "widget"] == [
        ("widget", "frame:menu", "m.htm"),
        ("widget", "frame:main", "n.htm"),
    ]
    assert (document.title, document.state) == ("ก", "read")


@pytest.mark.parametrize(
    ("html", "hidden"),
    [
        ("<div style='display: none'>ก</div>", True),
        ("<div hidden><p>ก</p></div>", True),
        ("<div class='tab-pane fade'>ก</div>", True),
        ("<div class='tab-pane fade in active'>ก</div>", False),
        ("<div class='collapse navbar-collapse show'>ก</div>", False),
        ("<div class='accordion-collapse collapse'>ก</div>", True),
        ("<details><p>ก</p></details>", True),
        ("<details open><p>ก</p></details>", False),
        ("<details><summary>ก</summary></details>", False),
        ("<p style='display:block'>ก</p>", False),
    ],
)
def test_what_opens_later_counts_as_hidden(blocks_of: BlocksOf, html: str, hidden: bool) -> None:
    assert [(b.text, b.hidden) for b in blocks_of(html)] == [("ก", hidden)]


@pytest.mark.parametrize(
    ("html", "state"),
    [
        ("<div id=root></div><script src=app.js></script>", "no-text"),
        ("<div id=root>กำลังโหลด</div><script src=app.js></script><noscript>โปรดเปิด JavaScript</noscript>", "no-text"),
        ("<html><head><title>ก</title></head><body></body></html>", "empty"),
        ("<p>ปิดปรับปรุง</p>", "read"),
        ("<script>x()</script><img src=announce.jpg>", "read"),
        ("<script>location='home.php'</script>", "no-text"),
        ("<div id=x></div><script src=a.js></script><noscript><a href=home.php>เข้าสู่เว็บไซต์</a></noscript>", "read"),
    ],
)
def test_states(read_page: ReadPage, html: str, state: str) -> None:
    assert read_page(html).state == state


def test_hostile_pages_end(read_page: ReadPage) -> None:
    deep = read_page("<div>" * 30_000 + "ลึก" + "</div>" * 30_000)
    assert _texts(list(deep.blocks)) == ["ลึก"]
    assert "ก" in _texts(list(read_page("<table><tr><td>" * 3_000 + "ก").blocks))
    wide = read_page("<table border=1><tr><td colspan=999999999 rowspan=999999999>ก<td>ข<tr><td>ค<td>ง</table>")
    assert sorted(_texts(list(wide.blocks))) == ["ก", "ข", "ค", "ง"]
