"""What stands on a service elsewhere: when it is asked for, under which address, and how far it leads."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from checks.evidence import Block, Document, Submitted
from crawler.frontier import Frontier, Limits, Scope, Target
from crawler.frontier.foreign import onward
from crawler.frontier.target import Rank

START = "http://x.go.th/"
DRIVE = "https://drive.google.com"
LISTING = f"{DRIVE}/embeddedfolderview?id="


class PlainWords:
    """Words of a tiny language: "plan" is O10."""

    def item(self, text: str) -> str:
        """The item of a text."""
        return "O10" if "plan" in text else ""

    def leads_to_index(self, text: str) -> bool:
        """Is it the index?"""
        return text.startswith("OIT")

    def rows(self, document: Document) -> Sequence[tuple[str, str]]:
        """Its rows."""
        return [(b.text.split()[0], b.href) for b in document.blocks if b.table]


def link(href: str, text: str = "more", **place: object) -> Block:
    return Block("link", text, href=href, **place)  # type: ignore[arg-type]


def page(url: str, *blocks: Block, title: str = "") -> Document:
    return Document(url, url, "page", "text/html", "0", "html/4", "read", title=title, blocks=blocks)


def crawl(start: Document, answers: dict[str, Document] | None = None, submitted: str = "") -> dict[str, str]:
    """What was asked for, by the address it is filed under."""
    waiting = Frontier(Scope(START), PlainWords(), Limits())
    if submitted:
        waiting.submit([Submitted("O10", submitted)])
    waiting.start(START)
    asked = {}
    while (target := waiting.take()) is not None:
        asked[target.url] = target.asked
        document = start if target.url == START else (answers or {}).get(target.asked)
        waiting.done(target, target.guess, document.final_url if document is not None else "")
        if document is not None:
            waiting.read(document, target)
    return asked


def test_a_file_is_asked_for_where_its_content_is_and_filed_where_it_was_linked() -> None:
    linked = f"{DRIVE}/file/d/1A/view?usp=sharing"
    asked = crawl(page(START, link(linked, "our plan"), link("https://docs.google.com/document/d/1D/edit")))
    assert asked[linked] == f"{DRIVE}/uc?export=download&id=1A"
    assert (
        asked["https://docs.google.com/document/d/1D/edit"]
        == "https://docs.google.com/document/d/1D/export?format=docx"
    )


@pytest.mark.parametrize(
    "address",
    [f"{DRIVE}/drive/folders/1F", "https://forms.gle/a", "https://bit.ly/a", "https://anyflip.com/a/b"],
)
def test_what_a_service_keeps_is_asked_for_when_link_page_or_agency_speak_of_an_item(address: str) -> None:
    assert address in crawl(page(START, link(address, "our plan")))
    assert address in crawl(page(START, link(address), title="plan 2565"))
    assert address in crawl(page(START, Block("heading", "the plan", level=1), link(address)))
    assert address in crawl(page(START, link(address, "O3 duties", table=1, row=1)))
    assert address in crawl(page(START), submitted=address)
    assert address not in crawl(page(START, link(address)))
    assert address not in crawl(page(START, link(address, region="menu"), title="plan 2565"))


def test_maps_and_social_networks_are_asked_for_only_when_the_agency_gives_them() -> None:
    linked = ["https://www.facebook.com/x", "https://maps.app.goo.gl/x", "https://youtu.be/x", "https://line.me/x"]
    start = page(START, *(link(url, "plan") for url in linked), title="plan")
    assert list(crawl(start)) == [START]
    assert linked[0] in crawl(page(START), submitted=linked[0])


def test_a_host_that_only_looks_like_a_service_is_none() -> None:
    evil = "https://drive.google.com.evil.example/drive/folders/1F"
    assert evil not in crawl(page(START, link(evil), title="plan"))


def test_a_folder_leads_to_its_files_and_through_a_folder_inside_it() -> None:
    top, month, deep = (f"{DRIVE}/drive/folders/{name}" for name in ("1T", "1M", "1D"))
    files = [f"{DRIVE}/file/d/{n}/view" for n in range(3)]
    answers = {
        f"{LISTING}1T": page(f"{LISTING}1T", link(files[0], "a.pdf"), link(month, "October")),
        f"{LISTING}1M": page(f"{LISTING}1M", link(files[1], "b.pdf"), link(deep, "deeper")),
        f"{LISTING}1D": page(f"{LISTING}1D", link(files[2], "c.pdf")),
    }
    asked = crawl(page(START), answers, submitted=top)
    assert asked[top] == f"{LISTING}1T"
    assert {files[0], month, files[1], deep} <= asked.keys()
    assert files[2] not in asked


def _target(url: str, asked: str = "") -> Target:
    return Target(url, asked or url, url, Rank.WORDS, 1, "words:O10")


def test_a_short_link_that_ends_at_a_services_page_leads_on_under_its_own_address() -> None:
    short = _target("https://bit.ly/a")
    viewer = Document(short.url, f"{DRIVE}/file/d/1A/view", "page", "", "0", "html/4", "preview-only")
    further = onward(short, viewer)
    assert further is not None
    assert (further.url, further.key, further.asked) == (short.url, short.key, f"{DRIVE}/uc?export=download&id=1A")


def test_a_warned_download_is_confirmed_once() -> None:
    confirm = "https://drive.usercontent.google.com/download?id=1A&export=download&confirm=t&uuid={}"
    target = _target(f"{DRIVE}/file/d/1A/view", f"{DRIVE}/uc?export=download&id=1A")
    warning = page("https://drive.usercontent.google.com/download?id=1A&export=download", link(confirm.format(1), ""))
    further = onward(target, warning)
    assert further is not None
    assert further.asked == confirm.format(1)
    assert onward(further, page(warning.url, link(confirm.format(2), ""))) is None


def test_an_answer_leads_nowhere_on() -> None:
    target = _target(f"{DRIVE}/file/d/1A/view", f"{DRIVE}/uc?export=download&id=1A")
    pdf = Document(
        target.url, "https://drive.usercontent.google.com/download?id=1A", "document", "", "0", "pdf/1", "read"
    )
    assert onward(target, pdf) is None
    assert onward(target, page(f"{DRIVE}/file/d/1A/view")) is None
    assert onward(_target("https://x.go.th/a"), page("https://x.go.th/b", link(f"{DRIVE}/open?id=1"))) is None
