# ruff: noqa: E501 - markup is easier to read in one line than cut up
"""Which pages need a browser: shells of applications do, pages that are complete do not, whatever moves on them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from crawler.fetch.browser import needs_browser
from crawler.read import read
from crawler.read.encoding import decode

ROOT = Path(__file__).resolve().parents[3]
TEXT = "องค์การบริหารส่วนตำบลบ้านสวนแจ้งผลการดำเนินงานตามแผนพัฒนาท้องถิ่นให้ประชาชนทราบโดยทั่วกัน " * 5
LINKS = "".join(f'<li><a href="/p{n}">หัวข้อที่ {n}</a></li>' for n in range(6))


def need(markup: str) -> str:
    body = markup.encode()
    return needs_browser(read(body, url="http://x.go.th/", final_url="", content_type="text/html"), markup)


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><meta charset=utf-8><title>อบต.บ้านสวน</title>{head}</head><body>{body}</body></html>"


SHELLS = {
    "react": page('<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div>'
                  '<script src="/static/js/main.4f2a.js"></script>'),
    "react with a footer": page('<div id="root"></div><footer>อบต.บ้านสวน โทร 0 4200 0000</footer>'
                                '<script src="/static/js/main.4f2a.js"></script>'),
    "react with a counting picture": page('<noscript><img src="https://count.example/p.gif"></noscript><div id="root"></div>'
                                          '<script src="/static/js/bundle.js"></script>'),
    "vite": page('<div id="app"></div>', '<script type="module" crossorigin src="/assets/index-3b1c.js"></script>'),
    "vue": page('<div id="app"><h1>{{ title }}</h1><p v-for="n in news">{{ n.name }}</p></div>'
                '<script src="/js/vue.global.js"></script><script>Vue.createApp({}).mount("#app")</script>'),
    "angular": page('<app-root></app-root><script src="runtime.1.js" type="module"></script>'
                    '<script src="main.2.js" type="module"></script>'),
    "angular with a marker": page('<app-root>Loading...</app-root><script src="main.js"></script>'),
    "angularjs": page(f'<div ng-app="site"><ul>{LINKS}</ul><div ng-view></div></div><script src="/angular.min.js"></script>'),
    "angularjs template": page('<div ng-app="site" ng-controller="News"><h1>ข่าว</h1><p ng-repeat="n in news">{{n.title}}</p>'
                               '</div><script src="/angular.min.js"></script>'),
    "next": page('<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{"props":{}}</script>'
                 '<script src="/_next/static/chunks/main.js" defer></script>'),
    "nuxt": page('<div id="__nuxt"></div><script>window.__NUXT__={}</script><script src="/_nuxt/entry.js" type="module"></script>'),
    "svelte": page('<div id="svelte"></div><script type="module">import "/_app/start.js"</script>'),
    "blazor": page('<app>Loading...</app><script src="_framework/blazor.webassembly.js"></script>'),
    "empty body": page('<script src="/site.js"></script>'),
    "redirect by script": page('<script>location.href = "/home/";</script>'),
    "jquery load": page(f'<nav><ul>{LINKS}</ul></nav><main><h1>ข่าว</h1><div id="list"><p class="loading">กำลังโหลดข้อมูล...</p>'
                        '</div></main><script src="jquery.js"></script><script>$("#list").load("news.html")</script>'),
    "table still loading": page(f'<nav><ul>{LINKS}</ul></nav><main><h1>แผนจัดซื้อ</h1><table><tr><th>โครงการ</th><th>วงเงิน</th>'
                                '</tr><tr><td colspan=2>กำลังโหลด…</td></tr></table></main><script src="t.js"></script>'),
    "skeleton": page(f'<nav><ul>{LINKS}</ul></nav><main><h1>ข่าว</h1><div class="skeleton-card"></div><div class="skeleton-card">'
                     '</div></main><script src="list.js"></script>'),
    "spinner": page(f'<nav><ul>{LINKS}</ul></nav><main><h2>ประกาศ</h2><div id="content"><div class="spinner-border" role="status">'
                    '<span class="visually-hidden">Loading...</span></div></div></main><script src="c.js"></script>'),
    "rows by request": page(f'<main><h1>สถิติ</h1>{TEXT}<table id="st"><thead><tr><th>งาน</th><th>ราย</th></tr></thead><tbody></tbody></table></main>'
                            '<script>fetch("/st.json").then(r=>r.json()).then(d=>{document.querySelector("#st tbody").innerHTML=d.map(r=>"<tr><td>"+r+"</td></tr>")})</script>'),
    "named rows and a script of the site": page(f'<main><h1>แผน</h1>{TEXT}<table><tr><th>โครงการ</th></tr><tbody id="rows"></tbody></table></main>'
                                                '<script src="/js/plan.js"></script>'),
    "rows named by words that hold others": page(f'<main><h1>แผน</h1>{TEXT}<table><tr><th>โครงการ</th></tr><tbody id="download_list"></tbody></table></main>'
                                                 '<script src="/js/plan.js"></script>'),
    "rows and a script named knowledge": page(f'<main><h1>แผน</h1>{TEXT}<table><tr><th>โครงการ</th></tr><tbody id="update_rows"></tbody></table></main>'
                                              '<script src="/js/knowledge.js"></script>'),
    "rows and a script under the whole address": page(f'<main><h1>แผน</h1>{TEXT}<table><tr><th>โครงการ</th></tr><tbody id="rows"></tbody></table></main>'
                                                      '<script src="https://www.x.go.th/js/rows.js"></script>'),
    "words written on a page of few": page('<main><script>document.write("<p>"+news[0]+"</p>")</script><h1>ข่าว</h1></main>'),
    "box and a script beside it": page('<main><h1>แผนจัดซื้อ</h1><div id="plan65"></div><script src="/js/plan65.js"></script></main>'),
    "rows written": page(f'<main><h1>สถิติ</h1>{TEXT}<script>for(i=0;i<6;i++)document.write("<tr><td>"+m[i]+"</td></tr>")</script></main>'),
    "marker with its own word": page(f'<main><h1>สถิติ</h1>{TEXT}<div id="b">กำลังโหลดตัวเลข…</div></main><script src="s.js"></script>'),
    "menu of handlers": page("<nav><ul><li onclick=\"show('news')\">ข่าว</li><li onclick=\"show('plan')\">แผนงาน</li>"
                             f"<li onclick=\"show('about')\">เกี่ยวกับ</li></ul></nav><main>{TEXT}</main><script src=m.js></script>"),
    "menu of routes": page('<div class="main-menu"><a routerLink="/news">ข่าว</a><a routerLink="/plan">แผนงาน</a>'
                           f'<a routerLink="/about">เกี่ยวกับ</a></div><main>{TEXT}</main><script src="m.js"></script>'),
    "menu of page names": page('<ul id="menu"><li><a href="#" data-page="a">ข่าว</a></li><li><a href="#" data-page="b">แผน</a>'
                               f'</li><li><a href="#" data-page="c">ติดต่อ</a></li></ul><div>{TEXT}</div><script src=m.js></script>'),
}  # fmt: skip

COMPLETE = {
    "no scripts": page(""),
    "plain": page(f"<h1>ข่าว</h1><p>{TEXT}</p>"),
    "short with a document": page('<h1>แผนงาน</h1><a href="plan.pdf">ดาวน์โหลด</a><script src="jquery.js"></script>'),
    "hint without scripts": page(f'<noscript>กรุณาเปิดใช้งาน JavaScript</noscript><p>{TEXT}</p><script src="a.js"></script>'),
    "preloader": page(f'<div id="preloader"><div class="spinner">กำลังโหลด...</div></div><main>{TEXT}</main><script src=a.js></script>'),
    "preloader over a short page": page('<div class="preloader">Loading...</div><main><h1>แผน</h1><a href="a.pdf">แผน</a></main>'
                                        '<script src="jquery.js"></script>'),
    "loader named loading": page(f'<div id="loading"><p>Please wait...</p></div><div>{TEXT}</div><script src="a.js"></script>'),
    "hidden loader": page(f'<main>{TEXT}<div class="gallery-wait" style="display:none">Loading...</div></main><script src=a.js>'
                          "</script>"),
    "loading in the text": page(f"<main><p>กำลังโหลดไฟล์แบบฟอร์ม โปรดรอสักครู่แล้วกดปุ่มบันทึกที่หน้าจอ</p>{TEXT}</main><script src=a.js></script>"),
    "empty rows": page(f'<main>{TEXT}<table><tr><th>ที่</th></tr><tbody></tbody></table></main><script src="/js/jquery.js"></script>'),
    "map and counter": page(f'<main>{TEXT}<div id="map"></div><script src="map.js"></script><p id="counter"></p></main>'
                            '<script>document.getElementById("counter").innerHTML="<p>"+n</script>'),
    "rows of another host": page(f'<main>{TEXT}<table><tbody id="rows"></tbody></table></main><script src="//cdn.example/rows.js"></script>'
                                 '<script src="http://[cdn/rows.js"></script>'),
    "boxes named as one word with others": page(f'<main>{TEXT}<table id="siteMap"></table><tbody id="visitorCount"></tbody></main>'
                                                '<script src="/js/owl.carousel.js"></script><script src="a.js"></script>'),
    "year written": page(f"<main>{TEXT}</main><script>document.write('<p>© '+new Date().getFullYear()+'</p>')</script>"),
    "address written": page(f"<main>{TEXT}<script>document.write('a'+'@'+'x.go.th')</script></main>"),
    "box in the side column": page(f'<main>{TEXT}</main><aside><ul id="latest"></ul></aside>'
                                   '<script>$("#latest").append("<li>"+x+"</li>")</script>'),
    "download links": page(f'<main><p>ดาวน์โหลด</p><a href="a.pdf">ดาวน์โหลด</a>{TEXT}</main><script src="a.js"></script>'),
    "submenus behind #": page('<nav><ul><li><a href="#" onclick="return false">ข้อมูลหน่วยงาน</a><ul><li><a href="/a">ประวัติ</a></li></ul>'
                              '</li><li><a href="#" onclick="return false">แผนงาน</a><ul><li><a href="/b">แผน</a></li></ul></li>'
                              '<li><a href="#" onclick="return false">ข่าว</a><ul><li><a href="/c">ข่าว</a></li></ul></li></ul></nav>'
                              f'<main>{TEXT}</main><script src="jquery.js"></script>'),
    "handlers with addresses": page("<div class=menu><span onclick=\"location.href='a.php'\">ข่าว</span><span onclick=\"location='b.php'\">"
                                    "แผน</span><span onclick=\"window.open('c.php')\">ติดต่อ</span></div>"
                                    f"<main>{TEXT}</main><script src=a.js></script>"),
    "tabs on the page": page("<div class='tab-menu'><button onclick=\"show(event,'q1')\">ไตรมาส 1</button><button onclick=\"show(event,'q2')\">"
                             "ไตรมาส 2</button><button onclick=\"show(event,'q3')\">ไตรมาส 3</button></div><div id=q1>ผล หนึ่ง</div>"
                             f"<div id=q2>ผล สอง</div><div id=q3>ผล สาม</div><main>{TEXT}</main><script src=a.js></script>"),
    "letter sizes": page(f'<nav><a href="#" onclick="resizeText(1)">ก+</a><a href="#" onclick="resizeText(-1)">ก-</a>'
                         f'<a href="#" onclick="resizeText(0)">ปกติ</a></nav><main>{TEXT}</main><script src="a.js"></script>'),
    "drawn by the server": page(f'<div id="__next"><main><h1>ข่าว</h1><p>{TEXT}</p></main></div>'
                                '<script id="__NEXT_DATA__" type="application/json">{}</script><script src="/_next/main.js"></script>'),
    "vue box on a full page": page(f'<main>{TEXT}</main><div id="app"></div><script src="/vue.js"></script>'),
    "slider": page(f'<div class="carousel"><img src="a.jpg" alt="ก"><img src="b.jpg" alt="ข"></div><p>{TEXT}</p><script src=s.js></script>'),
    "one picture": page('<img src="chart.png" alt="แผนผัง"><script src="main.js"></script>'),
    "frames": "<html><head><script src=main.js></script></head><frameset><frame src=a.html></frameset></html>",
    "refresh": page('<script src="main.js"></script>', '<meta http-equiv="refresh" content="0; url=home.php">'),
    "form": page('<h1>ร้องเรียน</h1><form><input name=a><button>ส่ง</button></form><script src="app.js"></script>'),
}  # fmt: skip


@pytest.mark.parametrize("name", SHELLS)
def test_shells_are_sent_to_the_browser(name: str) -> None:
    assert need(SHELLS[name]) != ""


@pytest.mark.parametrize(
    ("name", "reason"),
    [("react", "empty-shell"), ("angularjs", "app-root"), ("angular with a marker", "empty-shell"), ("jquery load", "loading-marker"),
     ("rows by request", "script-content"), ("menu of handlers", "script-menu")],
)  # fmt: skip
def test_the_reason_is_told(name: str, reason: str) -> None:
    assert need(SHELLS[name]) == reason


@pytest.mark.parametrize("name", COMPLETE)
def test_complete_pages_are_not(name: str) -> None:
    assert need(COMPLETE[name]) == ""


def test_documents_are_never_sent() -> None:
    document = read(b"%PDF-1.4 <script>", url="http://x.go.th/a", final_url="", content_type="text/html")
    assert needs_browser(document, "<script src=main.js></script>") == ""


def applications() -> list[Path]:
    """Fixture agencies whose server gives one shell for every address."""
    described = ROOT.glob("fixtures/agencies/*/agency.toml")
    return [p.parent / "site" for p in described if tomllib.loads(p.read_text("utf-8")).get("fallback")]


def test_applications_of_the_fixtures_are_sent() -> None:
    fronts = [folder / "index.html" for folder in applications()]
    assert [front for front in fronts if not need(front.read_text("utf-8"))] == []


def test_no_static_page_of_the_fixtures_is_sent() -> None:
    left_out = applications()
    sent, seen = [], 0
    for path in [*ROOT.glob("fixtures/agencies/*/site/**/*.htm*"), *ROOT.glob("fixtures/pages/**/*.htm*")]:
        if any(folder in path.parents for folder in left_out):
            continue
        body = path.read_bytes()
        document = read(body, url="http://x.go.th/", final_url="", content_type="")
        if document.kind == "page":
            seen += 1
            reason = needs_browser(document, decode(body, "").text)
            sent += [f"{path.relative_to(ROOT)}: {reason}"] if reason else []
    filling = ("script-content", "loading-marker")  # pages whose rows a script writes
    assert [text for text in sent if not text.endswith(filling)] == []
    assert len(sent) < seen // 100
    assert seen > 1000
