"""Notices that went out, so that nobody is told twice; and whose site has kept silent."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from itertools import groupby

import msgspec

from crawler.store.errors import explaining
from crawler.store.opening import writing
from crawler.store.part import Part

NIGHTS_OF_SILENCE = 2
"""So many nights in a row must give nothing before a site counts as silent: one bad night is no news."""


SECRETARIAT = "secretariat"
"""The recipient that is no agency: none may have this code."""


class News(msgspec.Struct, frozen=True, order=True):
    """Something that is told once. kind: ``deadline``, ``change`` or ``silent``; key: which one."""

    kind: str
    key: str


class Silence(msgspec.Struct, frozen=True):
    """An agency whose site could not be read at all. since: day on which the first such night began, ISO.

    nights: how many.
    """

    agency: str
    since: str
    nights: int


class Sent(Part):
    """Notices that went out, so that nobody is told twice.

    A recipient is ``secretariat`` or an agency's code; a channel is what `fingerprint` makes of its address. No address
    is ever kept.
    """

    def fingerprint(self, address: str) -> str:
        """What an address is known by: it stays the same in this database, and tells nothing outside of it."""
        with explaining(self._path):
            (salt,) = self._db.execute("SELECT salt FROM notice_salt").fetchone()
        return hmac.new(salt, address.encode(), "sha256").hexdigest()

    def known(self, recipient: str, channel: str) -> set[News]:
        """What a recipient was told through a channel."""
        with explaining(self._path):
            rows = self._db.execute(
                "SELECT kind, key FROM notices WHERE recipient = ? AND channel = ? AND state = 'sent'",
                (recipient, channel),
            ).fetchall()
        return {News(kind, key) for kind, key in rows}

    def record(self, recipient: str, channel: str, news: Iterable[News], *, delivered: bool) -> None:
        """Write down what went out, or what could not be delivered and is tried again."""
        state = "sent" if delivered else "failed"
        moment = self._moment()
        rows = [
            {
                "recipient": recipient,
                "channel": channel,
                "kind": n.kind,
                "key": n.key,
                "sent_at": moment,
                "state": state,
            }
            for n in sorted(news)
        ]
        with explaining(self._path), writing(self._db):
            self._db.table("notices").upsert_all(rows, pk=("recipient", "channel", "kind", "key"))

    def silent(self, fiscal_year: int) -> list[Silence]:
        """Agencies of which nothing could be read in the newest nights, at least `NIGHTS_OF_SILENCE`, by agency.

        Of several runs in a night the newest counts. A run outside of the nights is none, but ends a silence when it
        could read something. Runs that we cut short or that failed say nothing about a site; nor does a night in which
        none of several agencies could be read: that is our own network.
        """
        with explaining(self._path):
            rows = self._db.execute(
                """
                SELECT agency, night_id, day, silent FROM (
                    SELECT r.agency, r.night_id, substr(n.started_at, 1, 10) AS day, r.rowid AS place,
                        json_extract(r.stats, '$.pages') + json_extract(r.stats, '$.documents') = 0 AS silent,
                        row_number() OVER (PARTITION BY r.agency, r.night_id ORDER BY r.rowid DESC) AS newest
                    FROM runs r LEFT JOIN nights n ON n.id = r.night_id
                    WHERE r.fiscal_year = ? AND r.outcome = 'finished'
                )
                WHERE (newest = 1 AND day IS NOT NULL) OR (day IS NULL AND NOT silent)
                ORDER BY agency, place DESC
                """,
                (fiscal_year,),
            ).fetchall()
        alone = len({agency for agency, *_ in rows}) == 1
        told = {night for _, night, _, silent in rows if alone or not silent}
        found = []
        for agency, group in groupby((row for row in rows if row[1] in told), key=lambda row: str(row[0])):
            days = []
            for _, _, day, silent in group:
                if not silent:
                    break
                days.append(str(day))
            if len(days) >= NIGHTS_OF_SILENCE:
                found.append(Silence(agency, days[-1], len(days)))
        return found
