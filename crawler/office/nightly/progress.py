"""How far a night is: a bar on a terminal or a line an agency, and always a line an agency in the log."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from checks.verdict import Status
from crawler.commands.voice import Voice
from crawler.line import tally
from crawler.office.model import Province
from crawler.store import Store
from crawler.store.moments import bangkok_now, stamp
from reports.hostile import clean

LOG = "nightly.log"
COUNTED = ("pages", "documents", "failures", "bytes")
"""What the stats of a run count; a count that a run does not have is left out."""

STATES = {
    "done": ("ตรวจแล้ว", "done"),
    "failed": ("ตรวจไม่สำเร็จ", "failed"),
    "left": ("ยังไม่ได้ตรวจ", "left"),
    "waiting": ("รอตรวจใหม่", "waiting"),
}

DETAILS = {
    "nothing-read": ("อ่านเว็บไซต์ไม่ได้เลย", "nothing could be read"),
    "cut-time": ("หมดเวลาของหน่วยงาน", "its time was up"),
    "killed-time": ("หมดเวลาของหน่วยงาน", "its time was up"),
    "cut-night": ("หมดเวลาของคืนนี้", "the night was over"),
    "killed-night": ("หมดเวลาของคืนนี้", "the night was over"),
    "cut-stop": ("ถูกสั่งหยุด", "told to stop"),
    "killed-stop": ("ถูกสั่งหยุด", "told to stop"),
    "crashed": ("โปรแกรมหยุดกลางคัน", "it crashed"),
    "crashed-repeatedly": ("โปรแกรมหยุดกลางคันหลายครั้ง", "it crashed again and again"),
    "our-failure": ("โปรแกรมขัดข้อง ดูโฟลเดอร์ logs/crawls", "our failure; see logs/crawls"),
    "bad-input": ("ข้อมูลในโฟลเดอร์ใช้ไม่ได้ ดูโฟลเดอร์ logs/crawls", "bad input; see logs/crawls"),
}
"""Details of a turn, as people are told them; a detail that is not here says nothing to them."""

Facts = Mapping[str, object]


def as_line(facts: Facts) -> str:
    """A line of the log; what holds a space, a quote or an equals sign stands in quotes.

    >>> as_line({"night": 3, "agency": "ban rai"})
    'night=3 agency="ban rai"'
    """
    return " ".join(f"{name}={_value(str(value))}" for name, value in facts.items())


def _value(text: str) -> str:
    text = clean(text)
    if text and not any(sign in text for sign in ' "='):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def facts_of(store: Store, run_id: str, fiscal_year: int) -> dict[str, object]:
    """What the log tells of a run: its counts, and how many items have each status."""
    if not run_id:
        return {}
    stats = store.run(run_id).stats
    judged = store.load_judgement(run_id, fiscal_year)
    counts = {name: stats[name] for name in COUNTED if name in stats}
    statuses = {status.value: count for status, count in tally(judged[1]).items()} if judged is not None else {}
    return {**counts, **statuses}


class Teller:
    """Tells of a night while it goes on. total: turns of the night, of which some may be over already.

    Raises:
        OSError: the log cannot be written.
    """

    def __init__(self, voice: Voice, province: Province, night: int, *, total: int, over: int) -> None:
        self._voice = voice
        self._names = {agency.code: agency.name for agency in province.agencies}
        self._log = (logs(province) / LOG).open("a", encoding="utf-8", newline="\n")
        self._night = night
        self._running: list[str] = []
        columns = (
            MofNCompleteColumn(),
            BarColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.description}", markup=False),
        )
        quiet = not voice.console.is_terminal
        self._bar = Progress(*columns, console=voice.console, disable=quiet, transient=True, refresh_per_second=2)
        self._task = self._bar.add_task("", total=total, completed=over)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()
        self._log.close()

    def began(self, code: str) -> None:
        """An agency's crawl has begun."""
        self._running.append(code)
        self._show()

    def ended(self, code: str, state: str, detail: str, facts: Facts) -> None:
        """An agency's crawl has ended; where it waits again its turn is not over."""
        self._running.remove(code)
        self.log("agency", {"agency": code, "state": state, "detail": detail, **facts})
        if state != "waiting":
            self._bar.advance(self._task)
        self._show()
        if not self._voice.console.is_terminal:
            thai, english = STATES[state]
            why = self._voice.pick(*DETAILS.get(detail, ("", "")))
            counts = [
                f"{self._voice.status(status)} {facts[status.value]}" for status in Status if facts.get(status.value)
            ]
            parts = [self._voice.pick(thai, english) + (f" ({why})" if why else ""), *counts]
            self._voice.say(f"{self._name(code)}: {' · '.join(parts)}")

    def log(self, event: str, facts: Facts) -> None:
        """Write a line to the log at once: whoever looks after a night reads along."""
        self._log.write(as_line({"time": stamp(bangkok_now()), "night": self._night, "event": event, **facts}) + "\n")
        self._log.flush()

    def _show(self) -> None:
        self._bar.update(self._task, description=", ".join(map(self._name, self._running)))

    def _name(self, code: str) -> str:
        return clean(self._names.get(code) or code)


def logs(province: Province) -> Path:
    """The folder of a province's logs; it is made where it is missing. It is not that of the reports, which others see.

    Raises:
        OSError: it cannot be made.
    """
    folder = province.folder / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
