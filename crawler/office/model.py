"""What a province's folder says, checked and typed: agencies, who is responsible for what, limits, notices."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from checks.evidence import Agency
from reports.agency_report import Published, Surveys

Role = Literal["unit", "office"]
"""``unit``: assessed on its own, with an official score. ``office``: contributes to the unit that is its parent."""


class OfficeError(ValueError):
    """Something in a province's folder cannot be used. The text is for logs; ``thai`` is for the secretariat."""

    def __init__(self, message: str, thai: str) -> None:
        super().__init__(message)
        self.thai = thai


class Listed(msgspec.Struct, frozen=True):
    """A row of the list of agencies.

    website: empty for an office that publishes on its unit's. parent: code of that unit. hosts: further addresses that
    are the agency's own. contact: e-mail addresses for notices. groups: the secretariat's own sorting. row: where it
    stands in the file.
    """

    code: str
    name: str
    kind: str
    role: Role
    website: str
    parent: str = ""
    hosts: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    row: int = 0

    @property
    def agency(self) -> Agency:
        """As the crawler and the judge know it."""
        return Agency(code=self.code, url=self.website, name=self.name, kind=self.kind)


class Assigned(msgspec.Struct, frozen=True):
    """Who is responsible for an item: codes of agencies, and the officer by name (O8: who answers)."""

    item: str
    agencies: tuple[str, ...]
    officer: str = ""
    contact: str = ""
    row: int = 0


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[limits]``: sites beside each other; minutes for one agency and for the whole night."""

    at_a_time: int = 4
    agency_minutes: float = 12
    night_minutes: float = 420


class Keep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[keep]``: days for which raw bodies, evidence and verdicts of old runs are kept; 0 keeps them for ever.

    What the newest run of an agency rests on, and the last good copy of what is gone, is never pruned.
    """

    bodies: int = 30
    evidence: int = 90
    verdicts: int = 0


class Notices(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[notices]``: where notices go, as names of secrets, never the secrets themselves.

    secretariat: ``env:NAME`` or ``file:PATH`` holding apprise addresses, one a line. agency_mail: the same for the
    mail server through which each agency hears about itself, its own address put in place of ``{to}``. days_before:
    deadlines are told so many days ahead.
    """

    secretariat: str = ""
    agency_mail: str = ""
    days_before: tuple[int, ...] = (14, 7, 3, 1)


class Responses(msgspec.Struct, frozen=True):
    """Answers to a survey so far, against the smallest number that counts. tool: ``IIT``, ``EIT1`` or ``EIT2``."""

    agency: str
    tool: str
    answered: int
    minimum: int
    as_of: str = ""
    row: int = 0


class Province(msgspec.Struct, frozen=True):
    """A province's folder.

    as_of: a day that stands for today (empty: today). settings: of Scrapy, for every crawl. own_calendar: the entries
    ``[[calendar]]`` as they were written, for ``crawler.office.calendar``. surveys, published: IIT and EIT of this
    year and results of earlier ones (oldest first), by the agency's code; reports show them.
    """

    folder: Path
    name: str
    fiscal_year: int
    contact: str
    agencies: tuple[Listed, ...]
    assignment: tuple[Assigned, ...] = ()
    responses: tuple[Responses, ...] = ()
    limits: Limits = Limits()
    keep: Keep = Keep()
    notices: Notices = Notices()
    as_of: str = ""
    settings: dict[str, str] = {}
    own_calendar: tuple[dict[str, str], ...] = ()
    surveys: dict[str, Surveys] = {}
    published: dict[str, tuple[Published, ...]] = {}

    @property
    def db(self) -> Path:
        """The province's database."""
        return self.folder / "oit.db"

    @property
    def out(self) -> Path:
        """Where its reports go."""
        return self.folder / "reports"

    @property
    def books(self) -> Path:
        """Its own books of rules, where it has any."""
        return self.folder / "books"

    @property
    def crawled(self) -> tuple[Listed, ...]:
        """Agencies with a website of their own; an office without one publishes on that of its unit."""
        return tuple(agency for agency in self.agencies if agency.website)

    def find(self, code: str) -> Listed | None:
        """The agency of a code."""
        return next((agency for agency in self.agencies if agency.code == code), None)

    def exempt(self, code: str) -> dict[str, str]:
        """Items that are not asked of an agency, with the names of those who are responsible.

        Only a contributing office can be exempt: an assessed unit answers for all items with its own links.
        """
        listed = self.find(code)
        if listed is None or listed.role == "unit":
            return {}
        names = {agency.code: agency.name for agency in self.agencies}
        return {
            one.item: ", ".join(names.get(other, other) for other in one.agencies)
            for one in self.assignment
            if one.agencies and code not in one.agencies
        }
