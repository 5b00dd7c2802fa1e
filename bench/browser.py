"""Pages a minute through the browser, its memory on the way, and static pages wrongly sent to it.

The application is ours: a shell, one bundle, a menu, a table from JSON and three tabs a page. ``python bench/browser.py
[PAGES]``; 500 show whether the memory stays flat.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from pathlib import Path

import psutil

from crawler.fetch.browser import Answer, Browsers, needs_browser
from crawler.read import read
from crawler.read.encoding import decode

ROOT = Path(__file__).resolve().parents[1]
PAGES = 150
STEP = 40

SHELL = """<!doctype html><html lang="th"><head><meta charset="utf-8"><title>อบต.บ้านสวน</title></head><body>
<div id="root"></div><script src="/bundle.js"></script></body></html>"""

BUNDLE = """
fetch("/api" + location.pathname).then((answer) => answer.json()).then((page) => {
  const menu = page.menu.map((m) => `<li><a href="${m.to}">${m.words}</a></li>`).join("");
  const rows = page.rows.map((r) => `<tr><td>${r.n}</td><td>${r.words}</td><td>${r.baht}</td></tr>`).join("");
  const tabs = ["ตุลาคม", "พฤศจิกายน", "ธันวาคม"];
  document.querySelector("#root").innerHTML = `<nav><ul>${menu}</ul></nav><main><h1>${page.title}</h1>`
    + '<div role="tablist">'
    + tabs.map((t, i) => `<button role="tab" aria-selected="${i === 0}">${t}</button>`).join("")
    + `</div><div id="pane">${tabs[0]} ${page.title}</div><table>${rows}</table></main>`;
  const all = [...document.querySelectorAll("[role=tab]")];
  all.forEach((tab, i) => tab.addEventListener("click", () => {
    all.forEach((one) => one.setAttribute("aria-selected", one === tab));
    document.querySelector("#pane").textContent = `${tabs[i]} ${page.title}`;
  }));
});
"""
WEIGHT = f"// {'x' * 400_000}"  # as heavy as a small framework


async def fetch(url: str, _headers: dict[str, str]) -> Answer:
    """Answers at once: what is measured is the browser, not a network."""
    if url.endswith("/bundle.js"):
        return Answer(200, {"content-type": "text/javascript"}, (BUNDLE + WEIGHT).encode())
    number = url.rpartition("/")[2]
    rows = [{"n": n, "words": f"โครงการที่ {n} ของปีงบประมาณ {number}", "baht": n * 1000} for n in range(60)]
    menu = [{"to": f"/p/{n}", "words": f"หัวข้อ {n}"} for n in range(20)]
    page = {"title": f"แผนงานหน้า {number}", "rows": rows, "menu": menu}
    return Answer(200, {"content-type": "application/json"}, json.dumps(page).encode())


def megabytes() -> float:
    """Memory of this process, the driver and the browser, shared pages counted once."""
    processes = [psutil.Process(), *psutil.Process().children(recursive=True)]
    total = 0
    for process in processes:
        try:
            total += process.memory_full_info().uss
        except psutil.Error:
            continue
    return total / 1e6


async def pages_a_minute(pages: int) -> None:
    """Draw pages as a crawl does, and print time and memory on the way."""
    browsers = Browsers(fetch)
    begun = time.perf_counter()
    bad = 0

    async def draw(number: int) -> None:
        nonlocal bad
        drawn = await browsers.render(f"http://app.example/p/{number}", SHELL.encode(), {"content-type": "text/html"})
        bad += drawn.state != "ok" or f"ธันวาคม แผนงานหน้า {number}" not in drawn.html

    for first in range(1, pages + 1, STEP):
        numbers = range(first, min(first + STEP, pages + 1))
        await asyncio.gather(*(draw(number) for number in numbers))
        rate = numbers[-1] / (time.perf_counter() - begun) * 60
        print(f"{numbers[-1]:5} pages  {rate:6.0f} a minute  {megabytes():7.0f} MB  {bad} wrong", flush=True)
    rate = pages / (time.perf_counter() - begun) * 60
    await browsers.close()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    each = (used.ru_utime + used.ru_stime + time.process_time()) / pages
    print(f"{pages} pages: {rate:.0f} a minute (goal: over 60), {each:.2f} CPU seconds a page, {bad} wrong")


def wrongly_sent() -> None:
    """Static pages of our fixtures that would be sent to the browser."""
    seen = sent = 0
    seconds = 0.0
    for path in [*ROOT.glob("fixtures/agencies/*/site/**/*.htm*"), *ROOT.glob("fixtures/pages/**/*.htm*")]:
        body = path.read_bytes()
        document = read(body, url="http://x.example/", final_url="", content_type="")
        if document.kind != "page":
            continue
        text = decode(body, "").text
        begun = time.perf_counter()
        reason = needs_browser(document, text)
        seconds += time.perf_counter() - begun
        seen += 1
        sent += bool(reason)
        if reason:
            print(f"  {reason:15} {path.relative_to(ROOT)}")
    print(f"{sent} of {seen} pages sent to the browser (goal: only shells), {seconds / seen * 1e3:.2f} ms a page")


if __name__ == "__main__":
    wrongly_sent()
    asyncio.run(pages_a_minute(int(sys.argv[1]) if len(sys.argv) > 1 else PAGES))
