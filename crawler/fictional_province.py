"""The bundled fictional province: its folder laid out, its agencies served on loopback, for demo, tests and bench."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell

from fixtures.serve import AGENCIES, serve

PROVINCE = AGENCIES.parent / "province"
ROUNDS = ("links-round-1.xlsx", "links-round-2.xlsx")
"""Workbooks of submitted links, the first round first."""


def codes() -> list[str]:
    """Codes of the province's agencies, in the order of its list."""
    with (PROVINCE / "agencies.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row[0] for row in csv.reader(file)][1:]


@contextmanager
def province_on_loopback(folder: Path, only: tuple[str, ...] = ()) -> Iterator[Counter[str]]:
    """Lay the province's folder out and serve its sites while the context lasts; gives what the servers count.

    Each agency has an address of its own on loopback, as real ones have servers of their own. only: codes of the
    agencies that are served; the addresses of the others lead nowhere.
    """
    traffic: Counter[str] = Counter()
    with ExitStack() as stack:
        hosts = {}
        for number, code in enumerate(codes(), 1):
            host = f"127.0.1.{number}"
            site = serve(AGENCIES / code, host=host, traffic=traffic)
            base = stack.enter_context(site) if not only or code in only else f"http://{host}:9"
            hosts[f"{code}.example"] = base.removeprefix("http://")
        lay_out(folder, hosts)
        yield traffic


def lay_out(folder: Path, hosts: Mapping[str, str]) -> None:
    """Copy the province's folder, with hosts put in place of the made-up ones."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in sorted(PROVINCE.iterdir()):
        target = folder / source.name
        if source.suffix == ".xlsx":
            book = openpyxl.load_workbook(source)
            for row in (row for sheet in book.worksheets for row in sheet.iter_rows()):
                for cell in row:
                    if isinstance(cell, Cell) and isinstance(cell.value, str):
                        cell.value = _replaced(cell.value, hosts)
            book.save(target)
        elif source.name == "agencies.csv":
            target.write_text(_replaced(source.read_text(encoding="utf-8-sig"), hosts), encoding="utf-8-sig")
        else:
            shutil.copyfile(source, target)


def _replaced(text: str, hosts: Mapping[str, str]) -> str:
    """Only addresses stand before a slash: e-mail addresses stay as they are."""
    for made_up, real in hosts.items():
        text = text.replace(f"{made_up}/", f"{real}/")
    return text
