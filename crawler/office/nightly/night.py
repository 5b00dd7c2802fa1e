"""A night from its lock to its report."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from checks.rubric import RubricError
from crawler.commands.spider_process import warm_up
from crawler.commands.voice import Voice
from crawler.exits import BAD_INPUT, BUSY, FAILED, INTERRUPTED, OK, PARTIAL
from crawler.office.model import Province
from crawler.office.nightly.crawl import NOTHING_READ, Times, Why
from crawler.office.nightly.fitness import unfit, unknown_agencies
from crawler.office.nightly.lock import BusyError, Holder, locked
from crawler.office.nightly.progress import STATES, Teller
from crawler.office.nightly.resume import TakenUp, take_up
from crawler.office.nightly.runner import MINUTE, Runner
from crawler.office.nightly.servers import servers_of
from crawler.office.nightly.signals import Stop
from crawler.office.nightly.steps import AFTERWARDS, BEFORE, report, take
from crawler.office.nightly.unended import mark_unended
from crawler.store import Store, StoreError
from crawler.store.moments import bangkok_now
from reports.dates import moment
from reports.words import words


class Asked(msgspec.Struct, frozen=True):
    """What a night was asked for: codes of agencies (none: all of the list), and further Scrapy settings."""

    agencies: tuple[str, ...] = ()
    settings: dict[str, str] = {}


def hold_night(voice: Voice, province: Province, asked: Asked, times: Times | None = None) -> int:
    """Crawl, judge and report the agencies of a province; gives the exit code (``crawler.exits``)."""
    settings = settings_of(province, asked.settings)
    if trouble := unknown_agencies(province, asked.agencies) or unfit(province, settings):
        voice.warn(*trouble)
        return BAD_INPUT
    try:
        warm_up(province.fiscal_year, province.books)
        with locked(province.folder, bangkok_now()):
            return _with_store(voice, province, asked.agencies, settings, times or Times())
    except BusyError as error:
        _tell_busy(voice, error.holder)
        return BUSY
    except StoreError as error:
        voice.warn(error.thai, str(error))
    except RubricError as error:
        voice.warn(f"เกณฑ์ประเมินใช้ไม่ได้: {error}", f"the book of rules cannot be used: {error}")
    except OSError as error:
        voice.warn(f"เขียนไฟล์หรือเริ่มการตรวจไม่ได้: {error}", f"cannot write a file or start a crawl: {error}")
    return FAILED


def settings_of(province: Province, given: Mapping[str, str]) -> dict[str, str]:
    """Scrapy's settings for the crawls of a night: the province's, over them those given, over all what a night needs.

    Reports are rendered once, at the end.
    """
    usual = {"OIT_CONTACT": province.contact, "OIT_BOOKS": str(province.books)}
    ours = {
        "OIT_DB": str(province.db),
        "OIT_OUT": str(province.out),
        "OIT_REPORT": "0",
        "CLOSESPIDER_TIMEOUT": f"{province.limits.agency_minutes * MINUTE:.0f}",
    }
    return {**usual, **province.settings, **given, **ours}


def _with_store(
    voice: Voice, province: Province, agencies: tuple[str, ...], settings: Mapping[str, str], times: Times
) -> int:
    try:
        store = Store(province.db)
    except StoreError as error:
        voice.warn(error.thai, str(error))
        return BAD_INPUT
    with store, Stop() as stop:
        listed = [agency for agency in province.crawled if not agencies or agency.code in agencies]
        taken = take_up(store, province.fiscal_year, listed, agencies, bangkok_now())
        mark_unended(province.folder, store)
        turns = len(store.nights.turns(taken.night))
        waiting = len(taken.waiting)
        with Teller(voice, province, taken.night, total=turns, over=turns - waiting) as teller:
            teller.log("resumed" if taken.resumed else "began", {"agencies": turns, "waiting": waiting})
            take(BEFORE, voice, province, store, teller.log)
            runner = Runner(
                store,
                province,
                taken,
                settings={**settings, "OIT_NIGHT": str(taken.night)},
                servers=servers_of(listed),
                teller=teller,
                stop=stop,
                times=times,
            )
            return _close(voice, province, store, taken, runner.run(), teller)


def _close(voice: Voice, province: Province, store: Store, taken: TakenUp, over: Why, teller: Teller) -> int:
    """Report, and what follows; a night that was told to stop stays open, and the next start resumes it.

    It is over only when all is done: one that is cut off among notices or pruning must not begin anew with its crawls.
    """
    report(voice, province, store)
    counts = _counts(store, taken.night)
    voice.say(
        " · ".join(f"{STATES[state][0]} {count}" for state, count in counts.items()),
        " · ".join(f"{STATES[state][1]} {count}" for state, count in counts.items()),
    )
    if over == "stop":
        teller.log("stopped", {"exit": INTERRUPTED, **counts})
        voice.warn("หยุดกลางคัน สั่งอีกครั้งเพื่อตรวจต่อจากเดิม", "stopped; start again to go on from here")
        return INTERRUPTED
    blind = _blind(store, taken.night)
    if blind:
        voice.warn(
            "เปิดเว็บไซต์ไม่ได้แม้แต่แห่งเดียว โปรดตรวจสอบอินเทอร์เน็ตของเครื่องนี้ แล้วสั่งใหม่",
            "not one site could be opened; look at the network of this machine, then start again",
        )
    done = set(counts) <= {"done"} and not blind
    code = OK if done else PARTIAL
    take(AFTERWARDS, voice, province, store, teller.log)
    store.nights.end(taken.night, "done" if done else "partial")
    mark_unended(province.folder, store)
    teller.log("ended", {"exit": code, **counts})
    return code


def _counts(store: Store, night: int) -> dict[str, int]:
    """How many turns have each state; states that do not occur are left out."""
    states = [turn.state for turn in store.nights.turns(night)]
    return {state: states.count(state) for state in STATES if state in states}


def _blind(store: Store, night: int) -> bool:
    """Could none of several sites be read? Then it is our own network that is down."""
    details = [turn.detail for turn in store.nights.turns(night)]
    return len(details) > 1 and set(details) == {NOTHING_READ}


def _tell_busy(voice: Voice, holder: Holder) -> None:
    since = moment(holder.started_at, words(voice.lang))
    voice.warn(
        f"มีการตรวจของจังหวัดนี้ทำงานอยู่แล้ว (โปรเซส {holder.pid} เริ่ม {since}) รอให้เสร็จแล้วสั่งใหม่",
        f"another night of this province goes on (process {holder.pid}, since {since}); start again when it has ended",
    )
