"""An appeal file that was touched is found out, by the program and by the script that lies in it."""

from __future__ import annotations

import io
import json
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from crawler.appeal import verify as checking
from crawler.appeal.chain import chain_faults
from crawler.appeal.verify import (
    CHAIN,
    CLAIMS,
    GENESIS,
    LIST,
    RUN,
    STEADY,
    NoAppealFileError,
    Result,
    canonical,
    digest,
    link_of,
    main,
    pieces,
    verify,
)
from crawler.store import Store, StoreError

from .conftest import LAW, Make, Tamper, unpacked

Files = dict[str, bytes]


def codes(path: Path) -> set[str]:
    return {fault.code for fault in verify(str(path)).faults}


def named(files: Files, start: str) -> list[str]:
    return [name for name in sorted(files) if name.startswith(start)]


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def test_a_file_as_it_was_made_fits(make: Make, store: Store) -> None:
    path, packed = make()
    result = verify(str(path))
    assert result.faults == []
    assert (result.files, result.quotes, result.unproved) == (packed.files, 3, 1)
    assert (result.number, result.link, result.head) == (3, packed.manifest.link, packed.head.link)
    assert chain_faults(store, result) == []


def test_a_file_made_earlier_still_fits_when_the_chain_has_grown(make: Make, store: Store) -> None:
    path, _ = make()
    store.manifests.append("later", "ban-rai", 2565, recorded_at="2022-05-01T00:00:00+07:00", content=b"{}")
    assert chain_faults(store, verify(str(path))) == []
    later = verify(str(make("later.zip")[0]))
    assert later.faults == []
    assert later.head != later.link


# One thing changed, by somebody who does not reckon the list anew


@pytest.mark.parametrize(
    "name", ["copies/", "texts/", "screenshots/", RUN, CHAIN, CLAIMS, "statement", "README", "verify"]
)
def test_one_byte_changed(files: Files, packed: Tamper, name: str) -> None:
    for changed in named(files, name):
        told = verify(str(packed({**files, changed: flipped(files[changed], len(files[changed]) // 2)})))
        assert changed in {fault.where for fault in told.faults}


def test_every_byte_of_the_list_counts(files: Files, packed: Tamper) -> None:
    for at in range(0, len(files[LIST]), 7):
        assert codes(packed({**files, LIST: flipped(files[LIST], at)}))


def test_a_list_with_blanks_or_further_words_is_none(files: Files, packed: Tamper) -> None:
    told = json.loads(files[LIST])
    for raw in (files[LIST] + b"\n", json.dumps(told).encode(), canonical({**told, "note": "x"}), b"[]", b"{}"):
        assert codes(packed({**files, LIST: raw}))


def test_a_file_added_removed_or_swapped(files: Files, packed: Tamper) -> None:
    one, two, *_ = named(files, "texts/")
    assert codes(packed({**files, "copies/more.txt": b"x"})) == {"extra"}
    assert codes(packed({name: content for name, content in files.items() if name != one})) == {"missing"}
    assert codes(packed({**files, one: files[two], two: files[one]})) <= {"size", "hash"}
    for needed in (RUN, CHAIN, CLAIMS):
        assert "missing" in codes(packed({name: content for name, content in files.items() if name != needed}))


# The same, and the list reckoned anew to fit


@pytest.mark.parametrize(("kind", "code"), [("copies/", "copy"), ("texts/", "text")])
def test_swapped_files_with_a_list_that_fits(files: Files, packed: Tamper, kind: str, code: str) -> None:
    one, two, *_ = named(files, kind)
    assert code in codes(packed({**files, one: files[two], two: files[one]}, listed=True))


def test_another_run_manifest_does_not_fit_the_chain(files: Files, packed: Tamper) -> None:
    run = json.loads(files[RUN])
    run["verdicts"][2]["status"] = "met"
    assert "run" in codes(packed({**files, RUN: canonical(run)}, listed=True))


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[1:],
        lambda lines: lines[:-1],
        lambda lines: [lines[1], lines[0], lines[2]],
        lambda lines: [lines[0], lines[2]],
        lambda lines: [lines[0].replace("1 ", "2 ", 1), *lines[1:]],
        lambda lines: [lines[0], f"2 {'0' * 64} {'0' * 64}", lines[2]],
        lambda lines: ["x", *lines[1:]],
        lambda _: [],
    ],
)
def test_a_chain_that_was_cut_or_mixed(files: Files, packed: Tamper, change: Callable[[list[str]], list[str]]) -> None:
    lines = change(files[CHAIN].decode().splitlines())
    assert codes(packed({**files, CHAIN: "".join(f"{line}\n" for line in lines).encode()}, listed=True)) == {"chain"}


def claim(change: Callable[[dict[str, Any]], object]) -> Callable[[Files], bytes]:
    def changed(files: Files) -> bytes:
        told = json.loads(files[CLAIMS])
        change(told)
        return canonical(told)

    return changed


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda c: c["items"][0]["elements"][0]["quotes"][0].update(text="คำอื่น"), "verdict"),
        (lambda c: c["items"][0]["elements"][0]["quotes"][0].update(url="http://other.example/"), "verdict"),
        (lambda c: c["items"][0]["elements"][0]["quotes"][1].update(pieces=1), "quote"),
        (lambda c: c["items"][0]["elements"][0]["quotes"].pop(), "verdict"),
        (lambda c: c["items"][0]["verdict"].update(url="http://other.example/"), "verdict"),
        (lambda c: c["items"][1]["decisions"][0].update(person="คนอื่น"), "verdict"),
        (lambda c: c["items"][0]["screenshot"].update(taken_at="2022-01-01"), "screenshot"),
        (lambda c: c["evidence"][0].update(fetched_at="2021-01-01T00:00:00+07:00"), "evidence"),
        (lambda c: c["evidence"][0]["headers"].append(["Date", "x"]), "evidence"),
        (lambda c: c["evidence"][0].update(url="http://other.example/"), "evidence"),
        (lambda c: c["evidence"][0].update(copy="statement.txt"), "copy"),
        (lambda c: c["evidence"][0].update(copy="nowhere"), "claims"),
        (lambda c: c.update(agency="other"), "claims"),
        (lambda c: c.update(run_id="other"), "claims"),
        (lambda c: c.update(items=None), "claims"),
        (lambda c: c["items"].append({}), "claims"),
    ],
)
def test_claims_that_the_run_does_not_bear(
    files: Files, packed: Tamper, change: Callable[[dict[str, Any]], object], code: str
) -> None:
    assert code in codes(packed({**files, CLAIMS: claim(change)(files)}, listed=True))


def test_a_whole_new_chain_fits_itself_but_no_database(files: Files, packed: Tamper, store: Store) -> None:
    told = json.loads(files[LIST])
    link = link_of(1, GENESIS, told["run"]["sha256"])
    told["run"].update(number=1, link=link)
    forged = {**files, CHAIN: f"1 {told['run']['sha256']} {link}\n".encode(), LIST: canonical(told)}
    result = verify(str(packed(forged, listed=True)))
    assert result.faults == []
    assert [fault.code for fault in chain_faults(store, result)] == ["not-in-database"]


# ZIPs that are no harmless archives


def entry(name: str, mode: int = stat.S_IFREG | 0o644) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo("x", STEADY)
    made.filename = name
    made.external_attr = mode << 16
    return made


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (entry("../evil.txt"), "name"),
        (entry("copies/../../evil"), "name"),
        (entry("/etc/passwd"), "name"),
        (entry("C:evil"), "name"),
        (entry("copies\\evil"), "name"),
        (entry("copies/.hidden"), "name"),
        (entry("a/b/c"), "name"),
        (entry("ก.txt"), "name"),
        (entry("copies/", stat.S_IFDIR | 0o755), "name"),
        (entry("copies/link", stat.S_IFLNK | 0o777), "name"),
        (entry("MANIFEST.json"), "double"),
        (entry("manifest.JSON"), "double"),
    ],
)
def test_names_and_kinds_that_have_no_place(make: Make, bad: zipfile.ZipInfo, code: str) -> None:
    path, _ = make()
    warned = pytest.warns(UserWarning, match="Duplicate") if bad.filename == LIST else nullcontext()
    with warned, zipfile.ZipFile(path, "a") as archive:
        archive.writestr(bad, b"x")
    assert codes(path) == {code}


def test_a_method_that_few_can_unpack_has_no_place(make: Make) -> None:
    path, _ = make()
    with zipfile.ZipFile(path, "a", zipfile.ZIP_BZIP2) as archive:
        archive.writestr(entry("copies/x.txt"), b"x", zipfile.ZIP_BZIP2)
    assert codes(path) == {"name"}


def test_nothing_hides_before_or_behind_the_files(make: Make, tmp_path: Path) -> None:
    raw = make()[0].read_bytes()
    before = tmp_path / "before.zip"
    before.write_bytes(b"MZ a program" + raw)
    assert codes(before) == {"packing"}
    with zipfile.ZipFile(make("behind.zip")[0], "a") as archive:
        archive.comment = b"<script>"
    assert codes(tmp_path / "behind.zip") == {"packing"}


def test_a_zip_that_readers_could_see_differently_is_refused(make: Make) -> None:
    path, _ = make()
    raw = path.read_bytes()
    for at in range(4, 30):  # the first file's own header: sizes, method, time, flags
        path.write_bytes(flipped(raw, at))
        try:
            assert codes(path)
        except NoAppealFileError:
            assert at in range(26, 30)  # the name's length: there is no such file


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_off_cannot_be_checked(make: Make, share: float) -> None:
    path, _ = make()
    raw = path.read_bytes()
    path.write_bytes(raw[: int(len(raw) * share)])
    with pytest.raises(NoAppealFileError):
        verify(str(path))


@pytest.mark.parametrize("content", [b"", b"not a zip", b"%PDF-1.4", b"PK\x03\x04" * 100])
def test_what_is_no_zip_cannot_be_checked(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(NoAppealFileError):
        verify(str(tmp_path / "x.zip"))


def test_another_zip_or_none_at_all_cannot_be_checked(tmp_path: Path, packed: Tamper) -> None:
    with pytest.raises(NoAppealFileError, match=LIST):
        verify(str(packed({"a.txt": b"x"})))
    for path in (tmp_path / "nowhere.zip", tmp_path):
        with pytest.raises(NoAppealFileError):
            verify(str(path))


@pytest.mark.parametrize("limit", ["MOST_FILES", "MOST_BYTES", "LARGEST_FILE", "LARGEST_JSON"])
def test_too_much_is_not_unpacked(make: Make, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    path, _ = make()
    monkeypatch.setattr(checking, limit, 5)
    with pytest.raises(NoAppealFileError):
        verify(str(path))


def test_a_bomb_that_lies_about_its_size_is_read_no_further(make: Make) -> None:
    path, _ = make()
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(entry("copies/bomb.bin"), b"0" * 1_234_567, zipfile.ZIP_DEFLATED)
    path.write_bytes(path.read_bytes().replace((1_234_567).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    assert codes(path) == {"extra"}


@pytest.mark.parametrize("raw", [b"[" * 100_000, b'{"a":1e999}', b"\xff", b'{"a":NaN}', b"9" * 10_000])
def test_json_that_is_meant_to_hurt(files: Files, packed: Tamper, raw: bytes) -> None:
    assert codes(packed({**files, CLAIMS: raw}, listed=True))
    assert codes(packed({**files, LIST: raw}))


# Quotes


@pytest.mark.parametrize(
    ("quote", "text", "count"),
    [
        ("กฎหมาย ที่เกี่ยวข้อง", "… กฎหมาย\nที่เกี่ยวข้อง …", 1),
        ("…ที่เกี่ยวข้อง…", "กฎหมายที่เกี่ยวข้อง", 1),
        ("นายสมมติ ปลัด · โทร 0000", "โทร 0000 | นายสมมติ ปลัด", 2),
        ("นายสมมติ", "นายสมมุติ", 0),
        ("ก", "ข", 0),
        ("", "ก", 0),
        ("abc", "abc", 1),
    ],
)
def test_from_how_many_pieces_of_a_text_a_quote_is_put_together(quote: str, text: str, count: int) -> None:
    assert pieces(quote, text) == count


# The script that lies in the file


def test_the_script_in_the_file_checks_it_without_this_program(make: Make, tmp_path: Path) -> None:
    path, packed = make()
    script = tmp_path / "elsewhere" / "verify.py"
    script.parent.mkdir()
    script.write_bytes(unpacked(path)["verify.py"])

    def run(*arguments: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", "-S", str(script), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=tmp_path)

    fine = run(path)
    assert (fine.returncode, packed.manifest.link in fine.stdout) == (0, True)
    path.write_bytes(path.read_bytes()[:-30])
    assert run(path).returncode == 2
    assert run().returncode == 2


def test_the_script_tells_what_was_changed(files: Files, packed: Tamper, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(packed({**files, "statement.txt": b"x"}))]) == 1
    assert "statement.txt" in capsys.readouterr().out


# The database


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("DELETE FROM manifests WHERE number = 1", "chain-broken"),
        ("DELETE FROM manifests WHERE number = 3", "not-in-database"),
        ("UPDATE manifests SET link = previous WHERE number = 2", "chain-broken"),
        ("UPDATE manifests SET sha256 = link WHERE number = 2", "chain-broken"),
        ("DELETE FROM manifests", "not-in-database"),
    ],
)
def test_a_database_whose_chain_was_touched(make: Make, store: Store, damage: str, code: str) -> None:
    result = verify(str(make()[0]))
    store._db.execute(damage)
    assert [fault.code for fault in chain_faults(store, result)] == [code]


def test_a_manifest_that_was_changed_in_the_database(make: Make, store: Store) -> None:
    result = verify(str(make()[0]))
    store._db.execute(
        "UPDATE manifests SET zstd = (SELECT zstd FROM manifests WHERE number = 1), beside = 0 WHERE number = 3"
    )
    assert [fault.code for fault in chain_faults(store, result)] == ["manifest-changed"]
    store._db.execute("UPDATE manifests SET zstd = x'00' WHERE number = 3")
    with pytest.raises(StoreError):
        chain_faults(store, result)


def test_a_result_of_another_database(make: Make, store: Store) -> None:
    result = verify(io.BytesIO(make()[0].read_bytes()))
    other = Result([], number=result.number, sha256=digest(LAW.encode()), link=result.link)
    assert [fault.code for fault in chain_faults(store, other)] == ["not-in-database"]
