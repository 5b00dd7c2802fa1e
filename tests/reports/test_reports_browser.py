"""The pages in a real browser: no sideways scrolling, nothing asked of the network, nothing refused by the policy."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from reports import AgencyReport, write

from .conftest import met, unmet, verdict

CHROMIUM = Path("/usr/bin/chromium")

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}")

CONTRAST = """() => {
  const parse = (c) => { const m = c.match(/[\\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m; };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (e) => { for (; e; e = e.parentElement) {
    const c = parse(getComputedStyle(e).backgroundColor); if (c[3]) return c; } return [255, 255, 255, 1]; };
  const poor = [];
  for (const e of document.querySelectorAll("body *")) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) poor.push(e.className + ": " + e.textContent.slice(0, 40));
  }
  return poor;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        args = ["--no-sandbox"] if os.geteuid() == 0 else []
        running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=args)
        yield running
        running.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_and_keep_to_themselves(
    browser: Browser, make: Callable[..., AgencyReport], tmp_path: Path, width: int, scheme: str
) -> None:
    long_url = f"https://www.example.go.th/{'index-of-documents-' * 20}.pdf"
    items = [
        verdict("O1", met("ก" * 5000, long_url), met("W" * 5000), url=long_url),
        verdict("O2", unmet("found-elsewhere", better_url=long_url), unmet(), url=long_url, better_url=long_url),
        *make().judgement.items[2:],
    ]
    index = write([make(items=items, name="W" * 300)], tmp_path)
    page = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme).new_page()
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    for path in (index, tmp_path / "ban-suan.html"):
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(CONTRAST) == []
        assert page.evaluate("getComputedStyle(document.body).lineHeight") == "27.2px"  # the style sheet is in force
    assert complaints == []
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    page.context.close()
