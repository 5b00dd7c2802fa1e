"""What a judged run is known by for ever: everything that was fetched, what was said of it, and who said so.

Plain JSON without floating-point numbers, so that it is written in one way only and has one fingerprint.
"""

from __future__ import annotations

import json
from typing import Any

from checks.decisions import by_person
from checks.evidence import TEXT_KINDS, Document
from checks.verdict import ElementVerdict, ItemVerdict, Judgement, Quote
from crawler.appeal.verify import canonical, digest
from crawler.store import Store, StoreError
from crawler.store.manifests import Answer, Manifest, Missed, Shot

FORMAT = "oit-manifest/1"

Record = dict[str, Any]

_OF_THE_MOMENT = ("recorded_at", "judged_at", "again", "changed")
"""Fields that differ although nothing else does: they alone are no reason for another manifest."""


def record(store: Store, run_id: str, fiscal_year: int) -> Manifest:
    """Put the manifest of a judged run at the end of the chain, and give its place.

    Where the last manifest of the run says the same, that one is given and nothing is added. Otherwise the new one
    names what changed since.

    Raises:
        StoreError: the database cannot be read or written, or the run was not judged under a book of that year.
    """
    made = run_manifest(store, run_id, fiscal_year)
    last = store.manifests.newest(run_id, fiscal_year)
    if last is not None:
        before: Record = json.loads(store.manifests.content(last.number))
        if _lasting(before) == _lasting(made):
            return last
        made |= {"again": last.number, "changed": changed(before, made)}
    recorded_at = store.manifests.moment()
    content = canonical(made | {"recorded_at": recorded_at})
    return store.manifests.append(run_id, made["agency"], fiscal_year, recorded_at=recorded_at, content=content)


def run_manifest(store: Store, run_id: str, fiscal_year: int) -> Record:
    """The manifest of a judged run, but for the moment at which it is recorded."""
    run, judged = store.run(run_id), store.load_judgement(run_id, fiscal_year)
    if judged is None:
        raise StoreError(
            f"run {run_id} was not judged under a book of {fiscal_year}; oit judge --run {run_id} judges it",
            f"การตรวจ {run_id} ยังไม่ได้ตัดสินตามเกณฑ์ปี {fiscal_year} สั่ง oit judge --run {run_id} ก่อน",
        )
    judged_at, judgement = judged
    kept = store.manifests
    return {
        "format": FORMAT,
        "run_id": run_id,
        "agency": judgement.agency,
        "agency_name": judgement.agency_name,
        "agency_url": run.agency.url,
        "fiscal_year": fiscal_year,
        "as_of": judgement.as_of,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "outcome": run.outcome,
        "limits": sorted(run.limits),
        "program": kept.program(run_id, fiscal_year),
        "rubric": judgement.rubric,
        "judged_at": judged_at,
        "submitted": [{"item": one.item, "url": one.url} for one in store.submitted(run_id)],
        "exempt": run.exempt,
        "fetches": sorted((fetched(one) for one in kept.answers(run_id)), key=canonical),
        "failures": sorted((_missed(one) for one in kept.missed(run_id)), key=canonical),
        "screenshots": [shown(one) for one in kept.shots(run_id)],
        "verdicts": [said(verdict) for verdict in judgement.items],
        "decisions": list(decisions(judgement)),
        "again": 0,
        "changed": [],
    }


def as_read(document: Document) -> bytes:
    """The text of a page or document as it was read: its title, every word a visitor sees, then links and the like."""
    told = [document.title, *(block.text for block in document.blocks if block.kind in TEXT_KINDS)]
    beside = [f"{block.text} {block.href}".strip() for block in document.blocks if block.kind not in TEXT_KINDS]
    return ("\n".join(line for line in (*told, *beside) if line) + "\n").encode()


def fetched(answer: Answer) -> Record:
    """A page or document in a manifest. text, headers: fingerprints of the text as read, and of the headers."""
    document = answer.document
    return {
        "url": document.url,
        "final_url": document.final_url,
        "status": answer.status,
        "fetched_at": document.fetched_at,
        "sha256": document.sha256,
        "reader": document.reader,
        "state": document.state,
        "text": digest(as_read(document)),
        "headers": digest(canonical(answer.headers)),
    }


def shown(shot: Shot) -> Record:
    """A screenshot in a manifest."""
    return {"item": shot.item, "url": shot.url, "page": shot.page, "taken_at": shot.taken_at, "sha256": shot.sha256}


def said(verdict: ItemVerdict) -> Record:
    """A verdict in a manifest."""
    return {**headline(verdict), "elements": [{**said_of(e), "quotes": _hashes(e)} for e in verdict.elements]}


def headline(verdict: ItemVerdict) -> Record:
    """What a manifest says of an item as a whole."""
    return {
        "item": verdict.item,
        "check": verdict.check_name,
        "status": verdict.status.value,
        "code": verdict.code,
        "url": verdict.url,
    }


def said_of(element: ElementVerdict) -> Record:
    """What a manifest says of an element, but for its quotes."""
    finding = element.finding
    return {
        "no": element.element_no,
        "element": element.element,
        "status": finding.status.value,
        "code": finding.code,
    }


def quoted(quote: Quote) -> Record:
    """A quote as its fingerprint is taken."""
    return {"url": quote.url, "text": quote.text, "page": quote.page, "place": quote.place, "ocr": quote.ocr}


def decisions(judgement: Judgement, item: str = "") -> list[Record]:
    """What people decided, as it stands in a judgement. item: of that one alone."""
    return [
        {"item": element.item, "element_no": element.element_no, "status": finding.status.value, **finding.facts}
        for verdict in judgement.items
        for element in verdict.elements
        if by_person(finding := element.finding) and item in ("", element.item)
    ]


def changed(before: Record, after: Record) -> list[Record]:
    """Verdicts of elements that differ between two manifests of a run, by item and element."""
    old, new = _answers(before), _answers(after)
    return [
        {"item": place[0], "no": place[1], "before": old.get(place, ["", ""]), "after": new.get(place, ["", ""])}
        for place in sorted({*old, *new}, key=lambda place: (len(place[0]), place))
        if old.get(place) != new.get(place)
    ]


def _answers(manifest: Record) -> dict[tuple[str, int], list[str]]:
    return {
        (verdict["item"], element["no"]): [element["status"], element["code"]]
        for verdict in manifest["verdicts"]
        for element in verdict["elements"]
    }


def _hashes(element: ElementVerdict) -> list[str]:
    return [digest(canonical(quoted(quote))) for quote in element.finding.quotes]


def _missed(missed: Missed) -> Record:
    failure = missed.failure
    return {"url": failure.url, "cause": failure.cause, "status": failure.status, "failed_at": missed.failed_at}


def _lasting(manifest: Record) -> bytes:
    return canonical({name: value for name, value in manifest.items() if name not in _OF_THE_MOMENT})
