"""The arguments of ``scrapy crawl agency``, validated by one model before anything is asked of anybody."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from checks.evidence import Agency, Submitted
from checks.rubric import RubricError
from checks.thai.dates import BUDDHIST_OFFSET
from crawler.addresses import AddressError, mend_url
from crawler.books import PACKAGED, Books
from crawler.frontier.scope import Scope, narrow_path
from crawler.frontier.urls import host_and_port
from crawler.office.agency_names import written_out
from crawler.office.link_items import Items
from crawler.office.model import OfficeError
from crawler.office.naming import Directory
from crawler.office.province import load_province
from crawler.store import Store, StoreError
from crawler.store.moments import BANGKOK
from crawler.submitted import LinksFile, LinksFileError, LinksRow, read_links

NEWEST_COMPLETE_YEAR = 2565

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class ArgumentError(ValueError):
    """An argument that cannot be used. The text is for logs; ``thai`` is for whoever typed it."""

    def __init__(self, message: str, thai: str) -> None:
        super().__init__(message)
        self.thai = thai


class AgencyArguments(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be given with ``-a``.

    url: the agency's website. links: file of submitted links. agency: name or code. year: fiscal year, Buddhist era.
    as_of: ISO date that stands for today. hosts: further hosts or addresses that are the agency's own, with commas.
    province: folder of a province; all the rest then comes from there, for the agency that is named.
    """

    url: str = ""
    links: str = ""
    agency: str = ""
    year: int = 0
    as_of: str = ""
    hosts: str = ""
    province: str = ""


class Assignment(msgspec.Struct, frozen=True):
    """A crawl as it will be done: arguments mended, defaults filled in, the links file read.

    notes: what was mended or left out, in plain words. skipped: rows of other agencies. hosts: addresses below which
    everything is the agency's own, too. exempt: items that are not asked of it, with those who are responsible.
    """

    agency: Agency
    fiscal_year: int
    as_of: str
    submitted: tuple[Submitted, ...] = ()
    notes: tuple[str, ...] = ()
    skipped: int = 0
    bad_rows: int = 0
    hosts: tuple[str, ...] = ()
    exempt: dict[str, str] = {}


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
    home = _of_province(arguments) if arguments.province else None
    if home is not None:
        arguments = home.arguments
    year = arguments.year or NEWEST_COMPLETE_YEAR
    if not arguments.url:
        raise ArgumentError(f"no url; known arguments: {known}", f"ไม่ได้ระบุ url ของหน่วยงาน อาร์กิวเมนต์ที่ใช้ได้: {known}")
    try:
        url, mended = mend_url(arguments.url)
        hosts = tuple(mend_url(host)[0] for host in re.split(r"[,\s]+", arguments.hosts) if host)
    except AddressError as error:
        raise ArgumentError(str(error), error.thai) from error
    notes = [f"url {arguments.url!r} was read as {url}"] if mended else []
    if _status_of_book(year, books) == "draft":
        notes.append(f"the book of {year} is a draft: its verdicts are no basis for decisions")
    plan = Assignment(
        agency=home.agency if home is not None else _agency(arguments.agency, url),
        fiscal_year=year,
        as_of=_as_of(arguments.as_of, year, now),
        submitted=home.submitted if home is not None else (),
        notes=tuple(notes),
        hosts=hosts,
        exempt=home.exempt if home is not None else {},
    )
    return _with_links(plan, arguments, books) if arguments.links else plan


def _with_links(plan: Assignment, arguments: AgencyArguments, books: Books) -> Assignment:
    """The assignment with the links of a file: of those rows that mean its agency."""
    items = Items(books.load(plan.fiscal_year), books)
    links, chosen = _links(arguments, plan.agency, items)
    rows = [row for row in links.rows if row.agency in chosen]
    notes = [f"{arguments.links}: row {bad.number} left out: {bad.reason}" for bad in links.bad]
    skipped = len(links.rows) - len(rows)
    if skipped:
        notes.append(f"{arguments.links}: rows of other agencies skipped: {skipped}")
    notes += [f"{arguments.links}: row {r.number}: {r.mended}" for r in rows if r.mended]
    if not rows:
        notes.append(f"{arguments.links}: no row is of this agency")
    named = arguments.agency or arguments.province
    return msgspec.structs.replace(
        plan,
        agency=plan.agency if named else _agency(next(iter(chosen), ""), plan.agency.url),
        submitted=tuple(Submitted(row.item, row.url, row.note) for row in rows),
        notes=(*plan.notes, *notes),
        skipped=skipped,
        bad_rows=len(links.bad),
    )


class _Home(msgspec.Struct, frozen=True):
    """What a province's folder and database say of one of its agencies, and the arguments filled in from there."""

    arguments: AgencyArguments
    agency: Agency
    submitted: tuple[Submitted, ...]
    exempt: dict[str, str]


def _of_province(given: AgencyArguments) -> _Home:
    try:
        province = load_province(Path(given.province))
    except OfficeError as error:
        raise ArgumentError(str(error), error.thai) from error
    listed = province.find(Directory(province.agencies, province.name).one(given.agency))
    if listed is None:
        raise ArgumentError(
            f"province {given.province} lists no agency {given.agency!r}; name it with -a agency=CODE",
            f"ไม่มีหน่วยงาน {given.agency!r} ในรายชื่อของ {given.province} โปรดระบุด้วย -a agency=รหัส",
        )
    year = given.year or province.fiscal_year
    arguments = msgspec.structs.replace(
        given,
        url=given.url or listed.website,
        year=year,
        as_of=given.as_of or province.as_of,
        hosts=",".join(filter(None, (given.hosts, *listed.hosts))),
    )
    submitted: tuple[Submitted, ...] = ()
    if province.db.exists():
        try:
            with Store(province.db) as store:
                submitted = store.links.current(listed.code, year)
        except StoreError as error:
            raise ArgumentError(str(error), error.thai) from error
    return _Home(arguments, listed.agency, submitted, province.exempt(listed.code))


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
    return date(year - BUDDHIST_OFFSET, 9, 30)


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


def _links(arguments: AgencyArguments, agency: Agency, items: Items) -> tuple[LinksFile, set[str]]:
    """The links file and the names in it that mean this agency."""
    try:
        links = read_links(Path(arguments.links), items)
    except LinksFileError as error:
        raise ArgumentError(str(error), error.thai) from error
    named = (arguments.agency, agency.code, agency.name) if arguments.province else (arguments.agency,)
    return links, choose_agency(links.rows, named, agency.url)


def choose_agency(rows: tuple[LinksRow, ...], named: Sequence[str], url: str) -> set[str]:
    """Which names of a links file mean the agency at ``url``.

    named: names and codes by which it is called; they decide. Where there is none: the only name in the file; or the
    one with the most links on the agency's own site.

    Raises:
        ArgumentError: two names have equally many links there.
    """
    names = {row.agency for row in rows}
    if any(named):
        wanted = {_plain(name) for name in named if name}
        return {row.agency for row in rows if wanted & {_plain(row.agency), _plain(row.code)}}
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
    return re.sub(r"\s+", "", written_out(name)).casefold()


def _agency(given: str, url: str) -> Agency:
    """Code and name: what was given is a code when it looks like one, else the name; the site's place is the code."""
    given = given.strip()
    if _CODE.fullmatch(given):
        return Agency(code=given, url=url)
    place = host_and_port(url) + narrow_path(url).rstrip("/")
    return Agency(code=re.sub(r"[^\w.-]+", "-", place), url=url, name=given)
