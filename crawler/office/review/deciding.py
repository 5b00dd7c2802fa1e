"""Taking a person's decision: what it must say, on what it rests, how it is kept."""

from __future__ import annotations

import msgspec

from checks.decisions import Decision
from checks.thai.fold import fold
from checks.verdict import ItemVerdict, Quote, Status
from crawler.office.review.docket import Docket, ReviewError, machine_answer
from crawler.office.review.keys import evidence_key
from crawler.store import Store
from crawler.store.decisions import WITHDRAWN, Recorded
from reports.hostile import clean, link

NAME_LENGTH, REASON_LENGTH, QUOTE_LENGTH = 80, 300, 320
"""Characters of a name, a reason and a quote; longer ones are refused, not cut."""

DECISION_WORDS: dict[Status, tuple[str, ...]] = {
    Status.MET: ("ครบ", "มี", "ผ่าน", "met"),
    Status.UNMET: ("ไม่ครบ", "ไม่มี", "ไม่ผ่าน", "ขาด", "ยังขาด", "unmet"),
}
"""How people write a decision; the first is what the form offers."""


class Given(msgspec.Struct, frozen=True):
    """What a person wrote: decision, name, reason; where it was seen and in which words (may be empty)."""

    decision: str
    reviewer: str
    reason: str
    url: str = ""
    quote: str = ""


class Answer(msgspec.Struct, frozen=True):
    """The same, looked over: nothing needed is missing, nothing is too long, every word is safe to show."""

    status: Status
    reviewer: str
    reason: str
    url: str = ""
    quote: str = ""


def status_of(words: str) -> Status:
    """The decision that is meant.

    Raises:
        ReviewError: it is none.
    """
    said = fold(words).strip()
    for status, known in DECISION_WORDS.items():
        if said in map(fold, known):
            return status
    raise ReviewError(
        "wrong-word",
        f"{words!r} is no decision; write met or unmet",
        f"“{words}” ไม่ใช่ผลการตัดสิน ให้เขียน ครบ หรือ ไม่ครบ",
    )


def answered(given: Given) -> Answer:
    """An answer, looked over.

    Raises:
        ReviewError: it is no decision, name or reason is missing, something is too long, or the address is none.
    """
    status = status_of(given.decision)
    reviewer = _said("name", ("ชื่อผู้ตัดสิน", "the reviewer's name"), given.reviewer, NAME_LENGTH)
    reason = _said("reason", ("เหตุผล", "the reason"), given.reason, REASON_LENGTH)
    quote, url = clean(given.quote), given.url.strip()
    if len(quote) > QUOTE_LENGTH:
        raise _too_long("quote", ("ข้อความที่ยกมา", "the quote"), QUOTE_LENGTH)
    if url and not link(url).href:
        raise ReviewError(
            "bad-url",
            f"{clean(url)[:QUOTE_LENGTH]!r} is no web address; give it with http:// or https://",
            f"“{clean(url)[:QUOTE_LENGTH]}” ไม่ใช่ที่อยู่เว็บ ให้ระบุที่อยู่เต็มที่ขึ้นต้นด้วย http:// หรือ https://",
        )
    if quote and not url:
        raise ReviewError(
            "url-missing", "say with --url where the quoted words stand", "ให้ระบุ --url ว่าข้อความที่ยกมาอยู่ที่หน้าใด"
        )
    return Answer(status, reviewer, reason, url, quote)


def decide(store: Store, docket: Docket, place: str, answer: Answer) -> int:
    """Keep a person's decision on an element (``O8.2``) or a whole item (``O8``); gives its number. Judges nothing.

    Raises:
        ReviewError: there is no such place, the item is not asked of the agency, or nothing is quoted for ``met``.
        StoreError: the database cannot be written.
    """
    verdict, element_no = docket.at(place)
    proof = _proof(verdict, element_no, answer)
    decision = Decision(
        item=verdict.item,
        element_no=element_no,
        status=answer.status,
        reviewer=answer.reviewer,
        reason=answer.reason,
        decided_at="",
        url=proof.url,
        quote=proof.text,
    )
    evidence = docket.contents.evidence(verdict, element_no, url=proof.url, quote=proof.text)
    machine_status, machine_code = machine_answer(verdict, element_no)
    return store.decisions.record(
        agency=docket.agency,
        fiscal_year=docket.judgement.fiscal_year,
        decision=decision,
        element=next((e.element for e in verdict.elements if e.element_no == element_no), ""),
        evidence=evidence,
        evidence_key=evidence_key(docket.agency, verdict.item, element_no, evidence),
        machine_status=machine_status,
        machine_code=machine_code,
        run_id=docket.run_id,
        judged_by=docket.judged_by,
    )


def withdraw(store: Store, number: int, reviewer: str, reason: str) -> Recorded:
    """Take a decision back; the machine's answer counts again when the agency is judged. Gives the decision.

    Raises:
        ReviewError: there is none of that number, it has ended already, or name or reason is missing.
        StoreError: the database cannot be written.
    """
    reviewer = _said("name", ("ชื่อผู้ยกเลิก", "the reviewer's name"), reviewer, NAME_LENGTH)
    reason = _said("reason", ("เหตุผล", "the reason"), reason, REASON_LENGTH)
    one = recorded(store, number)
    if not store.decisions.end(number, WITHDRAWN, by=reviewer, detail=reason):
        raise ReviewError(
            "ended",
            f"decision {number} ended already ({one.ended_why}); oit review log tells when",
            f"การตัดสินที่ {number} สิ้นสุดไปแล้ว ดูเหตุผลได้ด้วย oit review log",
        )
    return one


def recorded(store: Store, number: int) -> Recorded:
    """The decision of a number.

    Raises:
        ReviewError: there is none.
    """
    one = store.decisions.at(number)
    if one is None:
        raise ReviewError(
            "unknown-number",
            f"there is no decision {number}; oit review log lists them",
            f"ไม่มีการตัดสินเลขที่ {number} ดูรายการได้ด้วย oit review log",
        )
    return one


def _proof(verdict: ItemVerdict, element_no: int, answer: Answer) -> Quote:
    """Where and in which words it was seen: the person's own, else the machine's first quote."""
    findings = [e.finding for e in verdict.elements if element_no in (0, e.element_no)]
    if any(finding.status is Status.EXEMPT for finding in findings):
        raise ReviewError(
            "exempt",
            f"{verdict.item} is not asked of this agency; there is nothing to decide",
            f"ข้อ {verdict.item} ไม่ได้มอบหมายให้หน่วยงานนี้ จึงไม่มีอะไรให้ตัดสิน",
        )
    if answer.quote:
        return Quote(answer.url, answer.quote)
    if answer.status is Status.MET and not all(finding.quotes for finding in findings):
        raise ReviewError(
            "quote-missing",
            f"met needs words that prove it: give --url and --quote for {verdict.item}",
            f"ตัดสินว่าครบต้องมีข้อความยืนยัน ให้ระบุ --url และ --quote ของข้อ {verdict.item}",
        )
    first = next((quote for finding in findings for quote in finding.quotes), Quote(answer.url, ""))
    return Quote(answer.url, "") if answer.url and answer.status is Status.UNMET else first


def _said(what: str, names: tuple[str, str], words: str, length: int) -> str:
    said = clean(words)
    thai, english = names
    if not said:
        raise ReviewError(f"{what}-missing", f"{english} is missing", f"ยังไม่ได้ระบุ{thai}")
    if len(said) > length:
        raise _too_long(what, names, length)
    return said


def _too_long(what: str, names: tuple[str, str], length: int) -> ReviewError:
    thai, english = names
    return ReviewError(f"{what}-long", f"{english} is longer than {length} characters", f"{thai}ยาวเกิน {length} ตัวอักษร")
