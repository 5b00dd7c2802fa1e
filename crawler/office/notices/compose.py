"""From what is told to the notice of one recipient."""

from __future__ import annotations

from collections.abc import Sequence

from checks.rubric import Rubric, RubricError
from checks.verdict import Judgement, Score
from crawler.books import Books
from crawler.office.calendar import Standing
from crawler.office.model import Listed, Province
from crawler.office.notices.news import Told
from crawler.store import Store
from crawler.store.history import Change
from crawler.store.sent import News, Silence
from reports.names import slug
from reports.notices import Due, Moved, Notice, Silent, worst_gaps
from reports.titles import item_title
from reports.words import words

MOST_DEADLINES = 5


class Composer:
    """Makes the notices of a province; the book and the newest judgements are looked up once."""

    def __init__(self, province: Province, store: Store, today: str) -> None:
        self._province, self._store, self._today = province, store, today
        self._rubric = _rubric(province)
        self._runs = {
            store.run(run_id).agency.code: run_id
            for run_id, year in store.latest_judged()
            if year == province.fiscal_year
        }

    def secretariat(self, told: Sequence[Told], known: set[News]) -> Notice:
        """What is new for the secretariat."""
        fresh = [one for one in told if one.news not in known]
        head = self._store.manifests.head()
        return Notice(
            province=self._province.name,
            today=self._today,
            due=_due(told, known),
            lost=self._moved(fresh, "lost"),
            met=self._moved(fresh, "became-met"),
            chain=f"{head.number} {head.link}" if head is not None else "",
            silent=self._silent(fresh),
            report=str((self._province.out / "index.html").resolve()),
        )

    def agency(self, listed: Listed, told: Sequence[Told], known: set[News]) -> Notice:
        """What is new for an agency, and what it had best do first."""
        fresh = [one for one in told if one.news not in known]
        judgement = self._judgement(listed.code)
        return Notice(
            province=self._province.name,
            today=self._today,
            due=_due(told, known),
            lost=self._moved(fresh, "lost"),
            met=self._moved(fresh, "became-met"),
            gaps=worst_gaps(judgement, self._rubric) if judgement is not None and self._rubric is not None else (),
            oit=_official(judgement, listed),
            agency=listed.name,
            report=f"{slug(listed.code)}.html" if judgement is not None else "",
            contact=self._province.contact,
        )

    def _judgement(self, code: str) -> Judgement | None:
        run_id = self._runs.get(code)
        found = self._store.load_judgement(run_id, self._province.fiscal_year) if run_id is not None else None
        return found[1] if found is not None else None

    def _moved(self, told: Sequence[Told], kind: str) -> list[Moved]:
        changes = [one.about for one in told if isinstance(one.about, Change) and one.about.kind == kind]
        return [
            Moved(
                agency=self._name(change.agency),
                item=change.item,
                title=self._title(change.item),
                url=change.before_url if kind == "lost" else change.url,
                since=change.since,
                why=change.cause if change.cause != "site" else "",
            )
            for change in changes
        ]

    def _silent(self, told: Sequence[Told]) -> list[Silent]:
        found = []
        for silence in (one.about for one in told if isinstance(one.about, Silence)):
            listed = self._province.find(silence.agency)
            url = listed.website if listed is not None else ""
            found.append(Silent(agency=self._name(silence.agency), url=url, since=silence.since, nights=silence.nights))
        return found

    def _name(self, code: str) -> str:
        listed = self._province.find(code)
        return listed.name if listed is not None else code

    def _title(self, item: str) -> str:
        entry = self._rubric.items.get(item) if self._rubric is not None else None
        return item_title(entry, words("th")) if entry is not None else ""


def _due(told: Sequence[Told], known: set[News]) -> list[Due]:
    return [
        Due(
            title=one.about.event.title_th,
            ends=one.about.event.ends.isoformat(),
            closes=f"{one.about.event.closes:%H.%M}" if one.about.event.closes is not None else "",
            days=one.about.days,
            own=one.about.event.whose == "province",
            new=one.news not in known,
        )
        for one in told
        if isinstance(one.about, Standing)
    ][:MOST_DEADLINES]


def _official(judgement: Judgement | None, listed: Listed) -> Score | None:
    """The predicted score; a contributing office has none of its own."""
    return judgement.oit if judgement is not None and listed.role == "unit" else None


def _rubric(province: Province) -> Rubric | None:
    """The year's book; without one, items go by their numbers and nothing was judged anyway."""
    try:
        return Books(province.books).load(province.fiscal_year)
    except RubricError:
        return None
