"""Writing the pages: each file appears whole or not at all, the index last."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from reports.agency_page import agency_page
from reports.agency_report import AgencyReport
from reports.index_page import index_page
from reports.names import file_names
from reports.render import render_agency, render_index
from reports.words import words


def write(reports: Sequence[AgencyReport], out: Path, *, waiting: Sequence[str] = (), lang: str = "th") -> Path:
    """Write one page an agency and the index beside them; return the index's path.

    waiting: names of agencies that belong there and were not judged yet.

    The same reports give the same bytes. Pages of agencies that are not among ``reports`` are left alone.

    Raises:
        ValueError: there are no words for ``lang``.
        OSError: the folder cannot be written; pages written before stay whole.
    """
    say = words(lang)
    out.mkdir(parents=True, exist_ok=True)
    ordered = sorted(reports, key=lambda r: (r.judgement.agency, r.judgement.fiscal_year, r.run_id))
    names = file_names(r.judgement.agency for r in ordered)
    for name, report in zip(names, ordered, strict=True):
        _replace(out / name, render_agency(agency_page(report, say), lang=lang))
    index = out / "index.html"
    _replace(index, render_index(index_page(zip(names, ordered, strict=True), waiting, say), lang=lang))
    return index


def _replace(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path`` in one step, so that a reader never meets half a page."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
