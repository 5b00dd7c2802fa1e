"""Checks an appeal file, offline: ``python3 verify.py FILE.zip``. Needs Python 3.9 or newer and nothing else.

This script lies in every appeal file and is also a part of the program that makes them (``oit appeal verify``).
Exit codes: 0 everything fits; 1 something does not; 2 the file cannot be read as an appeal file at all.
"""

from __future__ import annotations

import hashlib
import json
import re
import stat
import sys
import zipfile
import zlib
from typing import Any, BinaryIO, NamedTuple

FORMAT = "oit-appeal/1"
LIST, RUN, CHAIN, CLAIMS = "MANIFEST.json", "run-manifest.json", "chain.txt", "appeal.json"

GENESIS = "0" * 64
"""What stands before the first manifest of a chain."""

MOST_FILES = 10_000
MOST_BYTES = 4 * 1024**3
LARGEST_FILE = 512 * 1024**2
LARGEST_JSON = 64 * 1024**2
CHUNK = 1024**2

SHORTEST_PIECE = 4
"""Characters of the shortest piece that a quote may be put together from."""

LONGEST_QUOTE = 20_000
"""Characters of a quote that are looked for."""

STEADY = (1980, 1, 1, 0, 0, 0)
"""The moment that every file in the ZIP bears."""

READABLE = (stat.S_IFREG | 0o644) << 16
"""What may be done with each: read by all, run by nobody."""

_NAME = re.compile(r"(?!\.)[A-Za-z0-9._-]{1,100}(?:/(?!\.)[A-Za-z0-9._-]{1,100})?")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_GAPS = re.compile(r"[\s…·]+")
_HASH = re.compile(r"[0-9a-f]{64}")


class NoAppealFileError(Exception):
    """The file cannot be read as an appeal file; ``thai`` says the same in Thai."""

    def __init__(self, english: str, thai: str) -> None:
        super().__init__(english)
        self.thai = thai


class Fault(NamedTuple):
    """Something that does not fit. code: stable; where: the file inside the ZIP, or the address."""

    code: str
    where: str
    english: str
    thai: str


class Result(NamedTuple):
    """What came out.

    files: how many there are beside the list. quotes: those that were looked for in the texts; unproved: those that no
    text has, which the file says itself. number, sha256, link: place of the run's manifest in the chain; head: the last
    link there.
    """

    faults: list[Fault]
    files: int = 0
    quotes: int = 0
    unproved: int = 0
    number: int = 0
    sha256: str = ""
    link: str = ""
    head: str = ""


def canonical(value: Any) -> bytes:  # noqa: ANN401 - whatever JSON can hold
    """The one way in which a value is written: sorted keys, no blanks, UTF-8."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def link_of(number: int, previous: str, sha256: str) -> str:
    """A link of the chain: SHA-256 over the number, the link before and the manifest's hash, a line each."""
    return digest(f"{number}\n{previous}\n{sha256}\n".encode())


def pieces(quote: str, text: str) -> int:
    """From how many pieces of a text a quote is put together; 1: it stands there as it is, 0: it does not.

    White space, dots of omission and what joins pieces do not count.
    """
    quote, text = _GAPS.sub("", quote[:LONGEST_QUOTE]), _GAPS.sub("", text)
    count = at = 0
    while at < len(quote):
        low, high = 0, len(quote) - at
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if quote[at : at + middle] in text else (low, middle - 1)
        if low < min(SHORTEST_PIECE, len(quote)):
            return 0
        at, count = at + low, count + 1
    return count


def verify(file: str | BinaryIO) -> Result:
    """Check an appeal file.

    Raises:
        NoAppealFileError: it is none, it is cut off, or it is too large to be opened safely.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            return _Check(archive).run()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise NoAppealFileError(f"no whole ZIP file: {error}", f"ไม่ใช่ไฟล์ ZIP ที่สมบูรณ์: {error}") from error
    except OSError as error:
        raise NoAppealFileError(f"cannot be opened: {error}", f"เปิดไฟล์ไม่ได้: {error}") from error


class _Check:
    """One look through an archive."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._faults: list[Fault] = []
        self._sizes: dict[str, int] = {}
        self._quotes = self._unproved = 0

    def run(self) -> Result:
        self._names()
        if self._faults:  # nothing in it is touched before its names are known to be harmless
            return Result(self._faults)
        listed = self._json(LIST)
        if listed is None:
            raise NoAppealFileError(f"there is no {LIST} in it", f"ไม่มี {LIST} อยู่ในไฟล์")
        if self._faults or not self._list_is_sound(listed):
            return Result(self._faults)
        self._contents(listed["files"])
        head = self._chain(listed["run"])
        if not self._faults:  # what is not what the list says need not be looked at for what it claims
            self._claims(listed["run"]["sha256"])
        run = listed["run"]
        return Result(
            self._faults,
            len(listed["files"]),
            self._quotes,
            self._unproved,
            run["number"],
            run["sha256"],
            run["link"],
            head,
        )

    def _fault(self, code: str, where: str, english: str, thai: str) -> None:
        self._faults.append(Fault(code, where, english, thai))

    # Names and sizes

    def _names(self) -> None:
        entries = self._archive.infolist()
        if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
            raise NoAppealFileError("too much is packed in it (a ZIP bomb?)", "ข้อมูลที่บีบอัดไว้มากผิดปกติ (อาจเป็น ZIP bomb)")
        seen: set[str] = set()
        for entry in entries:
            name = entry.orig_filename
            kind = stat.S_IFMT(entry.external_attr >> 16)
            if not _NAME.fullmatch(name) or kind != stat.S_IFREG or entry.compress_type not in _METHODS:
                self._fault("name", name, "a name or kind of file that has no place here", "ชื่อหรือชนิดไฟล์ที่ไม่ควรมี")
            if name.lower() in seen:
                self._fault("double", name, "the name is there twice", "มีชื่อไฟล์นี้ซ้ำกัน")
            if entry.file_size > LARGEST_FILE:
                raise NoAppealFileError(f"{name!r} is too large (a ZIP bomb?)", f"{name!r} ใหญ่ผิดปกติ (อาจเป็น ZIP bomb)")
            seen.add(name.lower())
            self._sizes[name] = entry.file_size
        if not self._faults and not self._is_tight(entries):
            self._fault("packing", "ZIP", "it holds more than its files", "มีข้อมูลแฝงอยู่นอกไฟล์ที่บรรจุ")

    def _is_tight(self, entries: list[zipfile.ZipInfo]) -> bool:
        """Nothing stands before, between or behind the files, and every reader of ZIPs sees the same in them."""
        raw, end = self._archive.fp, 0
        for entry in sorted(entries, key=lambda entry: entry.header_offset):
            if raw is None or entry.header_offset != end or entry.extra or entry.comment or not _is_plain(entry):
                return False
            raw.seek(end)
            header = entry.FileHeader()
            if raw.read(len(header)) != header:
                return False
            end += len(header) + entry.compress_size
        return self._archive.start_dir == end and not self._archive.comment

    # Contents

    def _read(self, name: str) -> bytes:
        with self._archive.open(name) as file:
            return file.read(LARGEST_FILE + 1)

    def _json(self, name: str) -> Any:  # noqa: ANN401 - whatever JSON can hold
        """A file of JSON in the one way in which it may be written; None with a fault where it is not."""
        if name not in self._sizes:
            return None
        if self._sizes[name] > LARGEST_JSON:
            raise NoAppealFileError(f"{name} is too large", f"{name} ใหญ่ผิดปกติ")
        raw = self._read(name)
        try:
            value = json.loads(raw)
            if canonical(value) == raw:
                return value
        except (ValueError, RecursionError):
            pass
        self._fault("json", name, "it is not written as this program writes it", "เนื้อหาถูกแก้ไข ไม่ตรงรูปแบบที่โปรแกรมเขียน")
        return {}

    def _list_is_sound(self, listed: Any) -> bool:  # noqa: ANN401 - not known yet
        try:
            files, run = listed["files"], listed["run"]
            sound = (
                set(listed) == {"files", "format", "run"}
                and listed["format"] == FORMAT
                and all(set(one) == {"name", "sha256", "size"} and isinstance(one["name"], str) for one in files)
                and [one["name"] for one in files] == sorted({one["name"] for one in files})
                and {RUN, CHAIN, CLAIMS} <= {one["name"] for one in files}
                and set(run) == {"link", "number", "sha256"}
                and isinstance(run["number"], int)
            )
        except (KeyError, TypeError, AttributeError):
            sound = False
        if not sound:
            self._fault("list", LIST, "the list of files is not as it should be", "บัญชีรายการไฟล์ไม่ถูกต้อง")
        return sound

    def _contents(self, files: list[dict[str, Any]]) -> None:
        names = {one["name"] for one in files}
        for name in sorted(set(self._sizes) - names - {LIST}):
            self._fault("extra", name, "a file that the list does not have", "มีไฟล์เกินมา ไม่อยู่ในบัญชี")
        for one in files:
            name = one["name"]
            if name not in self._sizes:
                self._fault("missing", name, "a file of the list is missing", "ไฟล์ในบัญชีหายไป")
            elif self._sizes[name] != one["size"]:
                self._fault("size", name, "its size is another", "ขนาดไฟล์ไม่ตรง")
            elif self._hash(name) != one["sha256"]:
                self._fault("hash", name, "its SHA-256 is another: it was changed", "SHA-256 ไม่ตรง ไฟล์ถูกแก้ไข")

    def _hash(self, name: str) -> str:
        found = hashlib.sha256()
        try:
            with self._archive.open(name) as file:
                while chunk := file.read(CHUNK):
                    found.update(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError):  # damaged inside the ZIP
            return ""
        return found.hexdigest()

    # Chain

    def _chain(self, run: dict[str, Any]) -> str:
        """Reckon the chain from its beginning, find the run in it, and give its last link."""
        link, found = GENESIS, False
        if not {RUN, CHAIN} <= set(self._sizes) or self._sizes[CHAIN] > LARGEST_FILE:
            return ""  # said already
        lines = self._read(CHAIN).decode("ascii", "replace").splitlines()
        for number, line in enumerate(lines, 1):
            parts = line.split(" ")
            if len(parts) != 3 or parts[0] != str(number) or not _HASH.fullmatch(parts[1]):  # noqa: PLR2004
                self._fault("chain", CHAIN, f"line {number} is no link of a chain", f"บรรทัดที่ {number} ไม่ใช่ข้อต่อของสายโซ่")
                return ""
            link = link_of(number, link, parts[1])
            if link != parts[2]:
                self._fault("chain", CHAIN, f"the chain is broken at {number}", f"สายโซ่ขาดที่ลำดับ {number}")
                return ""
            found = found or (number, parts[1], link) == (run["number"], run["sha256"], run["link"])
        if not found:
            self._fault("chain", CHAIN, "the run's manifest is not in the chain", "ไม่พบบันทึกการตรวจนี้ในสายโซ่")
        if self._hash(RUN) != run["sha256"]:
            self._fault("run", RUN, "it is not the manifest that the chain holds", "ไม่ใช่บันทึกการตรวจที่อยู่ในสายโซ่")
        return link

    # Claims

    def _claims(self, sha256: str) -> None:
        run, claims = self._json(RUN), self._json(CLAIMS)
        if self._faults or digest(canonical(run)) != sha256:
            return
        try:
            self._compare(run, claims)
        except (KeyError, TypeError, AttributeError, IndexError, ValueError):
            self._fault("claims", CLAIMS, "it is not as it should be", "เนื้อหาไม่ถูกต้องตามรูปแบบ")

    def _compare(self, run: dict[str, Any], claims: dict[str, Any]) -> None:
        """Everything that is claimed must be what the run's manifest, which the chain holds, says."""
        for key in ("agency", "agency_name", "agency_url", "fiscal_year", "as_of", "run_id", "started_at", "rubric"):
            if claims[key] != run[key]:
                self._fault("claims", key, "it is not what the run's manifest says", "ไม่ตรงกับบันทึกการตรวจ")
        recorded = {canonical(one) for one in run["fetches"]}
        for one in claims["evidence"]:
            self._evidence(one, recorded)
        shots = {canonical(one) for one in run["screenshots"]}
        verdicts = {one["item"]: one for one in run["verdicts"]}
        decisions = [canonical(one) for one in run["decisions"]]
        for item in claims["items"]:
            said = {**item["verdict"], "elements": [self._element(one) for one in item["elements"]]}
            by = [canonical(one) for one in item["decisions"]]
            if said != verdicts[item["verdict"]["item"]] or not set(by) <= set(decisions):
                self._fault(
                    "verdict", item["verdict"]["item"], "it is not what the run's manifest says", "ไม่ตรงกับบันทึกการตรวจ"
                )
            shot = item["screenshot"]
            if shot and (canonical(shot) not in shots or self._hash(_picture(shot)) != shot["sha256"]):
                self._fault("screenshot", shot["url"], "the picture is another", "ภาพหน้าจอไม่ตรงกับบันทึกการตรวจ")

    def _evidence(self, one: dict[str, Any], recorded: set[bytes]) -> None:
        told = {**one, "headers": digest(canonical(one["headers"]))}
        copy = told.pop("copy")
        if canonical(told) not in recorded:
            self._fault("evidence", one["url"], "it is not what the run's manifest says", "ไม่ตรงกับบันทึกการตรวจ")
        if copy and self._hash(copy) != one["sha256"]:
            self._fault("copy", copy, "the copy is not what was fetched", "สำเนาไม่ใช่สิ่งที่ได้รับจากเว็บไซต์ขณะตรวจ")
        if self._hash(f"texts/{one['text']}.txt") != one["text"]:
            self._fault("text", one["url"], "the text is not what was read", "ข้อความไม่ใช่ที่อ่านได้ขณะตรวจ")

    def _element(self, element: dict[str, Any]) -> dict[str, Any]:
        """An element as the run's manifest has it, its quotes looked for in the texts on the way."""
        hashes = []
        for quote in element["quotes"]:
            told = dict(quote)
            text, stands = told.pop("stands_in"), told.pop("pieces")
            hashes.append(digest(canonical(told)))
            if not text:
                self._unproved += 1
                continue
            self._quotes += 1
            if pieces(quote["text"], self._read(f"texts/{text}.txt").decode()) != stands:
                self._fault(
                    "quote", quote["url"], "the quote does not stand in the text", "ข้อความที่ยกมาไม่มีอยู่ในข้อความที่อ่านได้"
                )
        return {**element, "quotes": hashes}


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    """It is told of as this program tells: nothing but name, sizes, checksum and place differs from file to file."""
    told = (entry.date_time, entry.external_attr, entry.internal_attr, entry.flag_bits, entry.volume)
    return told == (STEADY, READABLE, 0, 0, 0) and (entry.create_system, entry.create_version) == (3, 20)


def _picture(shot: dict[str, Any]) -> str:
    return f"screenshots/{shot['sha256']}.png"


def main(arguments: list[str]) -> int:
    """Check the file that is named, and tell in Thai and English what came out."""
    if len(arguments) != 1:
        sys.stderr.write("python3 verify.py FILE.zip\n")
        return 2
    try:
        result = verify(arguments[0])
    except NoAppealFileError as error:
        sys.stderr.write(f"ตรวจไม่ได้: {error.thai}\ncannot be checked: {error}\n")
        return 2
    for fault in result.faults:
        sys.stdout.write(f"✗ {fault.where!r}: {fault.thai} / {fault.english}\n")
    if result.faults:
        sys.stdout.write("ไฟล์นี้ถูกแก้ไขหรือไม่สมบูรณ์ / this file was changed or is not whole\n")
        return 1
    sys.stdout.write(
        f"✓ ไฟล์ไม่ถูกแก้ไข / unchanged: {result.files} files, {result.quotes} quotes\n"
        f"  ลำดับในสายโซ่ / number in the chain: {result.number}\n  {result.link}\n"
        f"  ปลายสายโซ่ / end of the chain: {result.head}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
