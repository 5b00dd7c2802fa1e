"""``rules try``: what an item's words find in stored evidence, and which verdicts other words would change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from checks.rubric import Rubric
from crawler.books import Books
from crawler.commands.compare import flip_lines, say_drafts
from crawler.commands.stored import with_store
from crawler.commands.voice import Voice
from crawler.compare import Comparison, Flip, compare_run, compared
from crawler.exits import BAD_INPUT, NOTHING, OK
from crawler.line import judged_under
from crawler.office.review.applying import with_decisions
from crawler.store import RunInfo, Store
from crawler.trying import Hit, Trial, TryError, Words, changed_words, edited, words_of
from reports.hostile import clean, link, shorten

SHOWN_HITS = 3
"""So many places of a phrase are shown; more are counted."""

QUOTE_LENGTH = 120


class Asked(msgspec.Struct, frozen=True):
    """What to try.

    item: ``O23``. year: of the book. words: file with other word lists. word: ``PURPOSE=PHRASE``, further phrases.
    purpose: show where the phrases of this list stand, too; empty for ``title``, or only what is changed where
    something is. agency: code; empty for all.
    """

    item: str
    year: int
    words: Path | None = None
    word: Sequence[str] = ()
    purpose: str = ""
    agency: str = ""


def try_words(voice: Voice, db: Path, books: Books, asked: Asked) -> int:
    """Try an item's words against the newest runs; gives the exit code."""
    return with_store(voice, db, lambda store: _try(voice, store, books, asked))


def _try(voice: Voice, store: Store, books: Books, asked: Asked) -> int:
    rubric = books.load(asked.year)
    name = asked.item.upper()
    if name not in rubric.items:
        known = ", ".join(rubric.items)
        voice.warn(f"ไม่มีข้อ {asked.item} ข้อที่มี: {known}", f"no item {asked.item}; there are: {known}")
        return BAD_INPUT
    try:
        lists = words_of(asked.words) if asked.words is not None else {}
        tried = edited(rubric, name, lists, asked.word) if lists or asked.word else rubric
    except TryError as error:
        voice.warn(error.thai, str(error))
        return BAD_INPUT
    if asked.purpose not in ("", *rubric.items[name].words):
        known = ", ".join(rubric.items[name].words)
        voice.warn(
            f"ไม่มีรายการคำ {asked.purpose!r} รายการคำของข้อนี้: {known}",
            f"no list {asked.purpose!r}; the item's lists are: {known}",
        )
        return BAD_INPUT
    runs = _runs(voice, store, asked.agency)
    if not runs:
        return NOTHING
    say_drafts(voice, books, {asked.year})
    trial = Trial(tried, name, _wanted(rubric, tried, name, asked.purpose))
    for run in runs:
        trial.look(store.load_case(run.run_id))
    _tell_hits(voice, trial)
    _tell_flips(voice, name, [_effect(store, run, rubric, tried, books) for run in runs])
    return OK


def _runs(voice: Voice, store: Store, agency: str) -> list[RunInfo]:
    """The newest run of the agency, or of each; where there is none, that is told."""
    newest = store.latest_runs()
    runs = [run for run in newest if agency in ("", run.agency.code)]
    if not newest:
        voice.warn(
            "ไม่มีหลักฐานที่เก็บไว้ให้ลอง สั่ง scrapy crawl ก่อน", "no stored evidence to try words on; run scrapy crawl first"
        )
    elif not runs:
        known = ", ".join(sorted({run.agency.code for run in newest}))
        voice.warn(f"ไม่มีหน่วยงาน {agency!r} หน่วยงานที่มี: {known}", f"no agency {agency!r}; agencies there are: {known}")
    return runs


def _wanted(rubric: Rubric, tried: Rubric, name: str, purpose: str) -> Words:
    """The phrases to look for: those that were added or removed, and those of the list that was asked for."""
    before, after = rubric.items[name], tried.items[name]
    added, removed = changed_words(before, after)
    asked = purpose or ("" if added or removed else "title")
    shown = {asked: after.words[asked]} if asked in after.words else {}
    purposes = dict.fromkeys([*added, *removed, *shown])
    lists = {p: (*added.get(p, ()), *removed.get(p, ()), *shown.get(p, ())) for p in purposes}
    return {p: tuple(dict.fromkeys(phrases)) for p, phrases in lists.items()}


class _Effect(msgspec.Struct, frozen=True):
    """What the tried words do to a run: beside what is stored, and beside the book's own words under the same code."""

    stored: Comparison
    by_words: tuple[Flip, ...]


def _effect(store: Store, run: RunInfo, rubric: Rubric, tried: Rubric, books: Books) -> _Effect:
    stored = compare_run(store, run, tried, books=books)
    if tried is rubric:
        return _Effect(stored, ())
    judged = judged_under(store, run.run_id, rubric, books=books)
    before = with_decisions(store, run.run_id, judged, rubric).judgement
    return _Effect(stored, compared(before, stored.new)[0])


def _tell_hits(voice: Voice, trial: Trial) -> None:
    for (purpose, phrase), hits in trial.hits.items():
        voice.say(f"words.{purpose} “{phrase}”: พบ {len(hits)} แห่ง", f"words.{purpose} “{phrase}”: {len(hits)} places")
        for hit in hits[:SHOWN_HITS]:
            voice.say(f"    {_shown(hit)}")
        if len(hits) > SHOWN_HITS:
            voice.say(f"    … {len(hits) - SHOWN_HITS}")


def _shown(hit: Hit) -> str:
    page = f", {hit.page}" if hit.page else ""
    names = f" [{', '.join(hit.names) or '-'}]" if hit.names or hit.place in ("title", "link") else ""
    to = f" → {link(hit.to).text}" if hit.to else ""
    words = f"“{shorten(hit.text, QUOTE_LENGTH)}” — {link(hit.url).text}{to}"
    return f"{clean(hit.agency)} · {hit.place}{page}{names} · {words}"


def _tell_flips(voice: Voice, name: str, effects: Sequence[_Effect]) -> None:
    """Verdicts that differ from the stored ones (all where none is stored: those that the words change)."""
    voice.say(f"ผลของ {name} ที่จะต่างจากผลที่เก็บไว้:", f"verdicts of {name} that would differ from the stored ones:")
    mark = voice.pick(" [จากคำที่ลอง]", " [by these words]")
    total = 0
    for effect in effects:
        by_words = {(flip.item, flip.element_no) for flip in effect.by_words}
        flips = effect.stored.flips if effect.stored.old is not None else effect.by_words
        for flip in (flip for flip in flips if flip.item == name):
            total += 1
            first, *rest = flip_lines(voice, flip)
            voice.say(
                f"  {clean(effect.stored.run.agency.code)} {first}{mark if (name, flip.element_no) in by_words else ''}"
            )
            for line in rest:
                voice.say(f"    {line}")
    mine = sum(flip.item == name for effect in effects for flip in effect.by_words)
    others = [(effect, flip) for effect in effects for flip in effect.by_words if flip.item != name]
    for effect, flip in others:
        voice.say(f"  {clean(effect.stored.run.agency.code)} {next(flip_lines(voice, flip))}{mark}")
    voice.say(
        f"{name}: ต่าง {total} องค์ประกอบ, จากคำที่ลอง {mine} · ข้ออื่นจากคำที่ลอง {len(others)} · ผลที่เก็บไว้ไม่ถูกแก้ไข",
        f"{name}: {total} elements differ, {mine} by these words · other items, by these words: {len(others)} · "
        "stored verdicts are untouched",
    )
