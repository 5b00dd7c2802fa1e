"""A decision as a fixture: the evidence it was taken on, and what the judge should have said."""

from __future__ import annotations

from pathlib import Path

from checks.rubric import Rubric
from crawler.accuracy.reviewed import keep
from crawler.office.review.docket import ReviewError
from crawler.store import Store
from crawler.store.decisions import WITHDRAWN, Recorded
from reports.names import slug


def write_fixture(store: Store, one: Recorded, rubric: Rubric, root: Path) -> Path:
    """Keep a decision's evidence and answer below a folder, without the names of people; gives its own folder.

    The whole run is kept: verdicts depend on what else the site says.

    Raises:
        ReviewError: the decision was withdrawn, the evidence of the run was pruned, or the book has no such place.
        OSError: it cannot be written.
    """
    if one.ended_why == WITHDRAWN:
        raise ReviewError(
            "withdrawn",
            f"decision {one.number} was withdrawn; it says nothing of what is right",
            f"การตัดสินที่ {one.number} ถูกยกเลิกแล้ว จึงใช้เป็นตัวอย่างไม่ได้",
        )
    case = store.load_case(one.run_id)
    if not case.documents and not case.failures:
        raise ReviewError(
            "evidence-pruned",
            f"the evidence of run {one.run_id} is no longer kept; decide again on the newest run",
            f"หลักฐานของการตรวจ {one.run_id} ถูกลบตามกำหนดเก็บแล้ว โปรดตัดสินใหม่จากการตรวจล่าสุด",
        )
    item = rubric.items.get(one.decision.item)
    numbers = [e.no for e in item.elements if one.decision.element_no in (0, e.no)] if item is not None else []
    if not numbers:
        raise ReviewError(
            "no-such-item",
            f"the book of {rubric.year} has no {one.place}",
            f"เกณฑ์ปี {rubric.year} ไม่มีข้อ {one.place}",
        )
    folder = root / f"{slug(one.agency)}-{one.run_id}"
    keep(folder, case, one.decision.item, numbers, one.decision.status)
    return folder
