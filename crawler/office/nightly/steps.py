"""What a night does before its crawls and after its report. A step that fails is told, and the night goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from crawler.books import Books
from crawler.briefing import report_runs
from crawler.commands.voice import Voice
from crawler.line import rejudge_stale
from crawler.office.model import Province
from crawler.office.nightly.progress import Facts
from crawler.office.notices import notify
from crawler.store import Store, StoreError

Step = Callable[[Voice, Province, Store], Facts]
"""Gives what the log is to tell of it."""

Named = tuple[str, Step]


def report(voice: Voice, province: Province, store: Store) -> None:
    """Render the reports of all agencies.

    Raises:
        StoreError, RubricError, OSError: they cannot be rendered or written.
    """
    index = report_runs(store, province.out, lang=voice.lang, books=Books(province.books), province=province)
    voice.say(f"รายงาน: {index}", f"report: {index}")


def _rejudge(_voice: Voice, province: Province, store: Store) -> Facts:
    """Judge again what another program or book judged: our own change must not read as a change of a site."""
    return {"judged": rejudge_stale(store, Books(province.books))}


def _notices(voice: Voice, province: Province, store: Store) -> Facts:
    if not (province.notices.secretariat or province.notices.agency_mail):
        return {"exit": 0}
    return {"exit": notify(province, store, voice)}


def _prune(_voice: Voice, province: Province, store: Store) -> Facts:
    return msgspec.structs.asdict(store.history.prune(province.keep))


BEFORE: tuple[Named, ...] = (("rejudge", _rejudge),)
AFTERWARDS: tuple[Named, ...] = (("notices", _notices), ("prune", _prune))


def take(
    steps: Iterable[Named], voice: Voice, province: Province, store: Store, log: Callable[[str, Facts], None]
) -> None:
    """Take the steps one after the other; what they tell, and what went wrong, goes to the log by their names.

    Raises:
        StoreError: the database cannot be read or written: no further step would fare better.
    """
    for name, step in steps:
        try:
            log(name, step(voice, province, store))
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the crawls and the report matter more
            log(name, {"trouble": f"{type(error).__name__}: {error}"})
            voice.warn(f"ขั้นตอน {name} ไม่สำเร็จ: {error}", f"the step {name} failed: {error}")
