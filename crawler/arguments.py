"""The arguments of ``scrapy crawl agency``, validated by one model before anything is asked of anybody."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from checks.evidence import Agency, Submitted
from checks.rubric import RubricError
from crawler.books import PACKAGED, Books
from crawler.frontier.scope import Scope, narrow_path
from crawler.frontier.urls import host_and_port
from crawler.submitted import LinksFile, LinksFileError, LinksRow, read_links

BANGKOK = timezone(timedelta(hours=7))
BUDDHIST_ERA = 543
NEWEST_COMPLETE_YEAR = 2565

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_HOST = re.compile(r"([A-Za-z0-9]([\w-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]")


class ArgumentError(ValueError):
    """An argument that cannot be used. The text is for logs; ``thai`` is for whoever typed it."""

    def __init__(self, message: str, thai: str) -> None:
        super().__init__(message)
        self.thai = thai


class AgencyArguments(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be given with ``-a``.

    url: the agency's website. links: file of submitted links. agency: name or code. year: fiscal year, Buddhist era.
    as_of: ISO date that stands for today. hosts: further hosts or addresses that are the agency's own, with commas.
    """

    url: str
    links: str = ""
    agency: str = ""
    year: int = NEWEST_COMPLETE_YEAR
    as_of: str = ""
    hosts: str = ""


class Assignment(msgspec.Struct, frozen=True):
    """A crawl as it will be done: arguments mended, defaults filled in, the links file read.

    notes: what was mended or left out, in plain words. skipped: rows of other agencies. hosts: addresses below which
    everything is the agency's own, too.
    """

    agency: Agency
    fiscal_year: int
    as_of: str
    submitted: tuple[Submitted, ...] = ()
    notes: tuple[str, ...] = ()
    skipped: int = 0
    bad_rows: int = 0
    hosts: tuple[str, ...] = ()


def _now() -> datetime:
    return datetime.now(UTC)


def parse(given: Mapping[str, object], *, now: Callable[[], datetime] = _now, books: Books = PACKAGED) -> Assignment:
    """Turn the given arguments into an assignment.

    Raises:
        ArgumentError: an argument is unknown, missing, or makes no sense.
    """
    known = ", ".join(AgencyArguments.__struct_fields__)
    try:
        arguments = msgspec.convert(dict(given), AgencyArguments, strict=False)
    except msgspec.ValidationError as error:
        raise ArgumentError(
            f"bad arguments: {error}; known arguments: {known}",
            f"อาร์กิวเมนต์ไม่ถูกต้อง ({error}) อาร์กิวเมนต์ที่ใช้ได้: {known}",
        ) from error
    url, mended = mend_url(arguments.url)
    notes = [f"url {arguments.url!r} was read as {url}"] if mended else []
    hosts = tuple(mend_url(host)[0] for host in re.split(r"[,\s]+", arguments.hosts) if host)
    status = _status_of_book(arguments.year, books)
    if status == "draft":
        notes.append(f"the book of {arguments.year} is a draft: its verdicts are no basis for decisions")
    as_of = _as_of(arguments.as_of, arguments.year, now)
    links, chosen = _links(arguments, url)
    rows = [row for row in links.rows if row.agency in chosen]
    notes += [f"{arguments.links}: row {bad.number} left out: {bad.reason}" for bad in links.bad]
    skipped = len(links.rows) - len(rows)
    if skipped:
        notes.append(f"{arguments.links}: rows of other agencies skipped: {skipped}")
    notes += [f"{arguments.links}: row {r.number}: {r.mended}" for r in rows if r.mended]
    if arguments.links and not rows:
        notes.append(f"{arguments.links}: no row is of this agency")
    agency = _agency(arguments.agency or next(iter(chosen), ""), url)
    submitted = tuple(Submitted(row.item, row.url, row.note) for row in rows)
    return Assignment(agency, arguments.year, as_of, submitted, tuple(notes), skipped, len(links.bad), hosts)


def mend_url(text: str) -> tuple[str, bool]:
    """The web address meant, and whether it had to be mended (no scheme given: http, which servers lead on to https).

    Raises:
        ArgumentError: it is no web address.
    """
    url = text.strip().strip("<>\"'")
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d)", url):
        url = f"http://{url.lstrip('/')}"
    try:
        parts = urlsplit(url)
        good = parts.scheme.lower() in ("http", "https") and _is_host(parts.hostname or "") and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise ArgumentError(
            f"url {text!r} is no web address; give it as https://www.example.go.th/",
            f"ที่อยู่เว็บไซต์ {text!r} ไม่ถูกต้อง ตัวอย่างที่ถูกต้อง: https://www.example.go.th/",
        )
    return url, url != text


def _is_host(host: str) -> bool:
    try:
        if host == "localhost" or _HOST.fullmatch(host.encode("idna").decode("ascii")):
            return True
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _status_of_book(year: int, books: Books) -> str:
    try:
        return books.load(year).status
    except RubricError as error:
        raise ArgumentError(
            f"year {year} cannot be judged: {error}", f"ยังไม่มีเกณฑ์ประเมินที่ใช้ได้ของปีงบประมาณ {year} ({error})"
        ) from error


def last_day(year: int) -> date:
    """The last day of a fiscal year: 30 September.

    >>> last_day(2565)
    datetime.date(2022, 9, 30)
    """
    return date(year - BUDDHIST_ERA, 9, 30)


def _as_of(text: str, year: int, now: Callable[[], datetime]) -> str:
    last = last_day(year)
    if not text:
        return min(now().astimezone(BANGKOK).date(), last).isoformat()
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentError(
            f"as_of {text!r} is no date; give it as {last.isoformat()}",
            f"วันที่ {text!r} ไม่ถูกต้อง ให้ใช้รูปแบบ ปี ค.ศ.-เดือน-วัน เช่น {last.isoformat()}",
        ) from error
    if day > last:
        raise ArgumentError(
            f"as_of {text} is later than fiscal year {year}, which ends on {last.isoformat()} (dates are C.E.)",
            f"วันที่ {text} เลยปีงบประมาณ {year} ซึ่งสิ้นสุดวันที่ {last.isoformat()} (ใช้ปี ค.ศ.)",
        )
    return day.isoformat()


def _links(arguments: AgencyArguments, url: str) -> tuple[LinksFile, set[str]]:
    """The links file and the names in it that mean this agency."""
    if not arguments.links:
        return LinksFile((), ()), set()
    try:
        links = read_links(Path(arguments.links))
    except LinksFileError as error:
        raise ArgumentError(str(error), error.thai) from error
    return links, choose_agency(links.rows, arguments.agency, url)


def choose_agency(rows: tuple[LinksRow, ...], agency: str, url: str) -> set[str]:
    """Which names of a links file mean the agency at ``url``.

    The name or code given with ``-a agency`` decides. Without it: the only name in the file; or the one with the most
    links on the agency's own site.

    Raises:
        ArgumentError: two names have equally many links there.
    """
    names = {row.agency for row in rows}
    if agency:
        wanted = _plain(agency)
        return {name for name in names if _plain(name) == wanted}
    if len(names) <= 1:
        return names
    scope = Scope(url)
    counts = {name: sum(row.agency == name and scope.contains(row.url) for row in rows) for name in names}
    most = max(counts.values())
    best = {name for name in names if counts[name] == most} if most else set()
    if len(best) > 1:
        listed = ", ".join(sorted(best))
        raise ArgumentError(
            f"the links file has several agencies on this site ({listed}); say which with -a agency=",
            f"ไฟล์ลิงก์มีหลายหน่วยงานบนเว็บไซต์นี้ ({listed}) โปรดระบุด้วย -a agency=ชื่อหน่วยงาน",
        )
    return best


def _plain(name: str) -> str:
    return re.sub(r"\s+", "", name).casefold()


def _agency(given: str, url: str) -> Agency:
    """Code and name: what was given is a code when it looks like one, else the name; the site's place is the code."""
    given = given.strip()
    if _CODE.fullmatch(given):
        return Agency(code=given, url=url)
    place = host_and_port(url) + narrow_path(url).rstrip("/")
    return Agency(code=re.sub(r"[^\w.-]+", "-", place), url=url, name=given)
