"""``oit report --pdf``: the pages that were just written, as PDF beside them."""

from __future__ import annotations

from pathlib import Path

from crawler.commands.stored import with_store
from crawler.commands.voice import Voice
from crawler.exits import FAILED, OK
from crawler.office.model import Province
from crawler.office.province import load_province
from crawler.pdf import PdfError, print_pages
from crawler.store import Store
from reports.names import slug


def print_reports(voice: Voice, folder: Path | None, db: Path, out: Path, *, thai_digits: bool) -> int:
    """Print the province's page and those of the agencies; gives the exit code.

    folder: of a province, whose database and reports are then taken. thai_digits: in page numbers.
    """
    province = load_province(folder) if folder is not None else None
    if province is not None:
        db, out = province.db, province.out

    def work(store: Store) -> int:
        pages = _pages(store, out, province)
        try:
            for done, path in enumerate(print_pages(pages, thai_digits=thai_digits), 1):
                voice.say(f"  {done}/{len(pages)} {path}")
        except PdfError as error:
            voice.warn(error.thai, str(error))
            return FAILED
        return OK

    return with_store(voice, db, work)


def _pages(store: Store, out: Path, province: Province | None) -> list[Path]:
    """The page of the province first, then those of the agencies; items are for the screen."""
    judged = store.latest_judged(province.fiscal_year if province is not None else 0)
    codes = dict.fromkeys(sorted(store.run(run_id).agency.code for run_id, _ in judged))
    own = [code for code in codes if province is None or province.find(code) is not None]
    return [path for path in (out / f"{name}.html" for name in ("index", *map(slug, own))) if path.exists()]
