"""The server of fictional agencies does what ``fixtures/agencies/README.md`` says."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from fixtures.serve import links_for, load_site, serve

AGENCY = """
code = "a"
name = "หน่วยงาน"
kind = "province"

[[routes]]
path = "/index.php?mod=board&id=3"
file = "board.html"
content_type = "text/html; charset=tis-620"

[[routes]]
path = "/old"
status = 302
location = "/sub/"

[[routes]]
path = "/broken"
status = 500

[[routes]]
path = "/ไฟล์.html"
file = "board.html"
headers = { "Content-Disposition" = "attachment" }
"""


@pytest.fixture
def origin(tmp_path: Path) -> Iterator[str]:
    """A served agency."""
    (tmp_path / "agency.toml").write_text(AGENCY, encoding="utf-8")
    (tmp_path / "links.csv").write_text("agency,item,url\na,O1,{base}/sub/\n", encoding="utf-8")
    (tmp_path / "site" / "sub").mkdir(parents=True)
    (tmp_path / "site" / "sub" / "index.html").write_text("sub", encoding="utf-8")
    (tmp_path / "site" / "board.html").write_bytes("กระดาน".encode("cp874"))
    with serve(tmp_path) as base:
        yield base


def get(origin: str, path: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=10)
    connection.request("GET", path)
    response = connection.getresponse()
    return response.status, dict(response.getheaders()), response.read()


def test_route_with_query_and_its_own_charset(origin: str) -> None:
    status, headers, body = get(origin, "/index.php?mod=board&id=3")
    assert (status, headers["Content-Type"], body) == (200, "text/html; charset=tis-620", "กระดาน".encode("cp874"))


def test_file_by_its_name_says_no_charset(origin: str) -> None:
    assert get(origin, "/board.html")[1]["Content-Type"] == "text/html"


def test_folder_is_its_index(origin: str) -> None:
    assert get(origin, "/sub/")[2] == b"sub"


@pytest.mark.parametrize(
    "path", ["/index.php?mod=board&id=4", "/missing", "/../agency.toml", "/%2e%2e/agency.toml", "/"]
)
def test_anything_else_is_missing(origin: str, path: str) -> None:
    assert get(origin, path)[0] == 404


def test_redirect_status_headers_and_thai_paths(origin: str) -> None:
    assert get(origin, "/old")[:1] == (302,)
    assert get(origin, "/old")[1]["Location"] == "/sub/"
    assert get(origin, "/broken")[0] == 500
    assert get(origin, quote("/ไฟล์.html"))[1]["Content-Disposition"] == "attachment"


def test_links_file_names_the_served_origin(origin: str, tmp_path: Path) -> None:
    written = links_for(tmp_path, origin, tmp_path / "served.csv")
    assert written is not None
    assert f"{origin}/sub/" in written.read_text(encoding="utf-8")


def test_every_bundled_agency_can_be_served() -> None:
    for folder in sorted(Path("fixtures/agencies").glob("*/agency.toml")):
        assert load_site(folder.parent).code == folder.parent.name
