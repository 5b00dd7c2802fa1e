"""``python -m crawler.demo``: the bundled fictional province, two nights long; what ``make demo`` runs.

Lays the province's folder out below ``out/`` and types what a secretariat would: links of the first round, a night,
links of the second round, another night, what changed; at the end where the province's page is. Exits with 0
only when every command did.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections import Counter
from pathlib import Path

import typer

from crawler.commands.oit import app
from crawler.commands.voice import Voice
from crawler.exits import FAILED, INTERRUPTED, OK
from crawler.fictional_province import ROUNDS, province_on_loopback

OUT = Path("out")
FOLDER = "sriphana"
KILO = 1024


def main(out: Path = OUT, only: tuple[str, ...] = ()) -> int:
    """Run the demo; gives the exit code. only: codes of the agencies to crawl (none: all of the province)."""
    voice = Voice()
    folder = out / FOLDER
    if folder.exists():
        shutil.rmtree(folder)
    chosen = [part for code in only for part in ("--agency", code)]
    nights = []
    with province_on_loopback(folder, only) as traffic:
        commands = [["doctor", str(folder)]]
        for number, links in enumerate(ROUNDS, 1):
            commands.append(["links", "add", str(folder), str(folder / links), "--round", str(number)])
            commands.append(["nightly", str(folder), *chosen])
        commands.append(commands[-1])
        for command in commands:
            before, began = Counter(traffic), time.monotonic()
            code = _type(voice, command)
            if code != OK:
                return INTERRUPTED if code == INTERRUPTED else FAILED
            if command[0] == "nightly":
                nights.append((time.monotonic() - began, Counter(traffic) - before))
    _show_savings(voice, nights)
    code = _type(voice, ["changes", str(folder)])
    page = folder / "reports" / "index.html"
    voice.say(f"\nรายงานของจังหวัด: {page}", f"\nthe province's page: {page}")
    return code


def _type(voice: Voice, command: list[str]) -> int:
    """Run a command of ``oit`` as if it were typed; gives its exit code."""
    voice.say(f"\n$ oit {' '.join(command)}")
    return int(typer.main.get_command(app).main(command, prog_name="oit", standalone_mode=False) or OK)


def _show_savings(voice: Voice, nights: list[tuple[float, Counter[str]]]) -> None:
    """What each night took: seconds, and what the agencies' servers were asked for and gave."""
    voice.say(
        "\nคืนหลังประหยัดได้เท่าใด คืนที่ 3 ไม่มีอะไรเปลี่ยน", "\nwhat the later nights saved; in the third nothing had changed"
    )
    heads = (("วินาที", "seconds"), ("คำขอ", "requests"), ("ไม่เปลี่ยนแปลง", "not modified"), ("กิโลไบต์", "kilobytes"))
    table = voice.table("", *(voice.pick(*head) for head in heads))
    for number, (seconds, counts) in enumerate(nights, 1):
        figures = (f"{seconds:.0f}", counts["requests"], counts["unchanged"], counts["bytes"] // KILO)
        table.add_row(voice.pick(f"คืนที่ {number}", f"night {number}"), *map(str, figures))
    voice.console.print(table)


if __name__ == "__main__":
    sys.exit(main())
