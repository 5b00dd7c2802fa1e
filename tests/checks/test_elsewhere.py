"""Services elsewhere: what an address is, where its content is, and who only looks like a service."""

from __future__ import annotations

import pytest

from checks.elsewhere import fetch_url, recognise

DRIVE = "https://drive.google.com"
DOCS = "https://docs.google.com"


@pytest.mark.parametrize(
    ("url", "service", "kind", "asked"),
    [
        (f"{DRIVE}/file/d/1-A_b/view?usp=sharing", "google-drive", "file", f"{DRIVE}/uc?export=download&id=1-A_b"),
        (f"{DRIVE}/file/u/0/d/1A/preview", "google-drive", "file", f"{DRIVE}/uc?export=download&id=1A"),
        (
            f"{DRIVE}/file/d/1A/view?resourcekey=0-x",
            "google-drive",
            "file",
            f"{DRIVE}/uc?export=download&id=1A&resourcekey=0-x",
        ),
        (f"{DRIVE}/u/1/uc?id=1A&export=view", "google-drive", "file", f"{DRIVE}/uc?export=download&id=1A"),
        (f"{DRIVE}/open?id=1A&authuser=0", "google-drive", "file", f"{DRIVE}/open?id=1A"),
        (f"{DRIVE}/drive/folders/1F?usp=x", "google-drive", "folder", f"{DRIVE}/embeddedfolderview?id=1F#list"),
        (f"{DRIVE}/drive/u/0/folders/1F", "google-drive", "folder", f"{DRIVE}/embeddedfolderview?id=1F#list"),
        (f"{DRIVE}/folderview?id=1F", "google-drive", "folder", f"{DRIVE}/embeddedfolderview?id=1F#list"),
        (f"{DOCS}/document/d/1D/edit#heading", "google-docs", "document", f"{DOCS}/document/d/1D/export?format=docx"),
        (f"{DOCS}/document/u/0/d/1D/", "google-docs", "document", f"{DOCS}/document/d/1D/export?format=docx"),
        (f"{DOCS}/document/d/e/2P/pub", "google-docs", "document", f"{DOCS}/document/d/e/2P/pub"),
        (
            f"{DOCS}/spreadsheets/d/1S/edit?gid=3",
            "google-docs",
            "sheet",
            f"{DOCS}/spreadsheets/d/1S/export?format=xlsx",
        ),
        (f"{DOCS}/spreadsheets/d/e/2P/pubhtml", "google-docs", "sheet", f"{DOCS}/spreadsheets/d/e/2P/pubhtml"),
        (f"{DOCS}/presentation/d/1P/edit", "google-docs", "slides", f"{DOCS}/presentation/d/1P/export/pptx"),
        (f"{DOCS}/forms/d/e/1F/formResponse", "google-forms", "form", f"{DOCS}/forms/d/e/1F/viewform"),
        (f"{DOCS}/viewer?url=http%3A%2F%2Fx.go.th%2Fa.pdf", "google-viewer", "file", "http://x.go.th/a.pdf"),
        (
            f"{DOCS}/gview?embedded=true&url={DRIVE}/file/d/1A/view",
            "google-drive",
            "file",
            f"{DRIVE}/uc?export=download&id=1A",
        ),
        (
            "https://view.officeapps.live.com/op/view.aspx?src=http%3A%2F%2Fx.go.th%2Fa.docx",
            "office-viewer",
            "file",
            "http://x.go.th/a.docx",
        ),
        ("https://forms.gle/aB", "google-forms", "form", "https://forms.gle/aB"),
        ("https://www.dropbox.com/s/k/a.pdf?dl=0", "dropbox", "file", "https://www.dropbox.com/s/k/a.pdf?dl=1"),
        ("https://www.dropbox.com/sh/k/x", "dropbox", "folder", "https://www.dropbox.com/sh/k/x?dl=1"),
        (
            "https://x-my.sharepoint.com/:b:/g/personal/a/E1?e=q",
            "sharepoint",
            "file",
            "https://x-my.sharepoint.com/:b:/g/personal/a/E1?e=q&download=1",
        ),
        (
            "https://1drv.ms/b/s!A",
            "onedrive",
            "file",
            "https://api.onedrive.com/v1.0/shares/u!aHR0cHM6Ly8xZHJ2Lm1zL2IvcyFB/driveItem/content",
        ),
        ("https://1drv.ms/f/s!A", "onedrive", "folder", "https://1drv.ms/f/s!A"),
        ("https://anyflip.com/a/b", "flip-book", "flip-book", "https://anyflip.com/a/b"),
        ("https://online.pubhtml5.com/a/b/", "flip-book", "flip-book", "https://online.pubhtml5.com/a/b/"),
        ("https://bit.ly/3x", "short-link", "short-link", "https://bit.ly/3x"),
        ("https://www.google.com/url?q=http://x.go.th/a&sa=D", "google-redirect", "short-link", "http://x.go.th/a"),
        ("https://l.facebook.com/l.php?u=http%3A%2F%2Fx.go.th%2Fa", "facebook", "short-link", "http://x.go.th/a"),
        ("https://sites.google.com/view/x/home", "google-sites", "site", "https://sites.google.com/view/x/home"),
    ],
)
def test_content_is_asked_for_where_it_is(url: str, service: str, kind: str, asked: str) -> None:
    found = recognise(url)
    assert found is not None
    assert (found.service, found.kind, found.fetch_url, found.content) == (service, kind, asked, True)
    assert fetch_url(asked) == asked


@pytest.mark.parametrize(
    ("url", "service", "kind"),
    [
        ("https://www.facebook.com/x.sao", "facebook", "social"),
        ("https://th-th.facebook.com/x/posts/12", "facebook", "post"),
        ("https://www.facebook.com/watch/?v=1", "facebook", "video"),
        ("https://line.me/R/ti/p/@x", "line", "social"),
        ("https://m.me/x", "messenger", "chat"),
        ("https://youtu.be/abc", "youtube", "video"),
        ("https://www.youtube.com/channel/UCx", "youtube", "social"),
        ("https://www.tiktok.com/@x/video/1", "tiktok", "video"),
        ("https://maps.app.goo.gl/x", "google-maps", "map"),
        ("https://goo.gl/maps/x", "google-maps", "map"),
        ("https://map.longdo.com/p/A1", "longdo-map", "map"),
        ("https://www.google.co.th/maps/place/x", "google-maps", "map"),
        ("https://maps.google.com/?q=1,2", "google-maps", "map"),
    ],
)
def test_some_links_prove_something_and_hold_nothing(url: str, service: str, kind: str) -> None:
    found = recognise(url)
    assert found is not None
    assert (found.service, found.kind, found.content, found.fetch_url) == (service, kind, False, url)


@pytest.mark.parametrize(
    "url",
    [
        "https://drive.google.com.evil.example/file/d/1/view",
        "https://drive.google.com@evil.example/file/d/1/view",
        "https://notdrive.google.com.example/open?id=1",
        "http://maps.google.evil.example/maps",
        "https://evil.example/drive.google.com/file/d/1/view",
        "https://evil.example/?u=https://forms.gle/x",
        "https://notbit.ly/x",
        "https://myfacebook.com/x",
        "https://drive.google.com/",
        "https://docs.google.com/viewer?url=javascript:alert(1)",
        "ftp://drive.google.com/file/d/1/view",
        "mailto:a@facebook.com",
        "http://[bad/",
        "https://www.google.com/search?q=http://x.go.th/",
        f"{DOCS}/viewer?url=" * 4000 + "http://x.go.th/a.pdf",
    ],
)
def test_other_addresses_are_no_service(url: str) -> None:
    assert recognise(url) is None
