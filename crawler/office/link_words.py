"""Codes of what is wrong with a submitted link, or was mended in it, and their sentences in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

LinkFault = Literal[
    "no-agency", "unknown-agency", "ambiguous-agency", "agencies-disagree", "no-item", "unknown-item", "several-items",
    "title-disagrees", "too-many-cells", "formula", "not-web", "file-path", "e-mail", "script", "private",
]  # fmt: skip
"""Why a link is refused."""

LinkNote = Literal["encoded", "mended", "other-agency", "duplicate", "older"]
"""What is said of a link that was taken, or left out because another one counts."""

LINK_WORDS: dict[LinkFault | LinkNote, tuple[str, str]] = {
    "no-agency": ("ไม่ได้ระบุหน่วยงานในแถวนี้", "this row names no agency"),
    "unknown-agency": (
        "ไม่พบหน่วยงาน “{agency}” ในบัญชีหน่วยงาน {detail}",
        "“{agency}” is not in the list of agencies {detail}",
    ),
    "ambiguous-agency": (
        "“{agency}” ตรงกับหลายหน่วยงาน ให้ใช้รหัสแทน: {detail}",
        "“{agency}” may be several agencies, use a code: {detail}",
    ),
    "agencies-disagree": ("รหัสกับชื่อเป็นคนละหน่วยงาน: {detail}", "code and name are two agencies: {detail}"),
    "no-item": ("ไม่ได้ระบุข้อ", "this row names no item"),
    "unknown-item": ("ไม่มีข้อ “{item}” ในเกณฑ์ปีนี้", "this year's book has no item “{item}”"),
    "several-items": (
        "“{item}” มีหลายข้อในช่องเดียว ให้แยกข้อละแถว",
        "“{item}” names several items: one item a row, please",
    ),
    "title-disagrees": (
        "เลขข้อกับชื่อไม่ตรงกันในเกณฑ์ปีนี้ อาจใช้แบบของปีอื่น: {detail}",
        "number and title disagree in this year's book; another year's form? {detail}",
    ),
    "too-many-cells": (
        "แถวนี้มีช่องเกินหัวตาราง อาจมีจุลภาคในข้อความ",
        "more cells than the header has; a comma inside a text?",
    ),
    "formula": (
        "ช่องนี้เป็นสูตรที่ไม่ให้ที่อยู่เว็บ ให้วางที่อยู่เว็บเป็นข้อความ",
        "a formula that gives no web address; paste the address as text",
    ),
    "not-web": ("“{detail}” ไม่ใช่ที่อยู่เว็บ", "“{detail}” is no web address"),
    "file-path": (
        "“{detail}” เป็นไฟล์ในเครื่อง คนอื่นเปิดไม่ได้ ให้นำขึ้นเว็บก่อน",
        "“{detail}” is a file on a computer; put it on the website first",
    ),
    "e-mail": ("“{detail}” เป็นอีเมล ไม่ใช่ที่อยู่เว็บ", "“{detail}” is an e-mail address"),
    "script": ("“{detail}” เป็นคำสั่ง ไม่ใช่ที่อยู่เว็บ", "“{detail}” is a script, no web address"),
    "private": (
        "“{detail}” เปิดได้เฉพาะในเครือข่ายภายใน ประชาชนเปิดไม่ได้",
        "“{detail}” is a private address, the public cannot open it",
    ),
    "encoded": ("แปลงอักษรไทยในที่อยู่เป็นรหัสให้แล้ว", "its Thai letters were encoded"),
    "mended": ("แก้ให้แล้ว เดิมคือ “{detail}”", "mended; it was “{detail}”"),
    "other-agency": ("ลิงก์นี้อยู่บนเว็บไซต์ของ {detail}", "this link is on the website of {detail}"),
    "duplicate": ("ซ้ำกับ {detail} นับครั้งเดียว", "the same as {detail}, counted once"),
    "older": ("มีคำตอบใหม่กว่าของข้อนี้ที่ {detail}", "a newer answer for this item is at {detail}"),
}


LINK_COUNTS: dict[str, tuple[str, str]] = {
    "no-agency": ("ไม่ระบุหน่วยงาน", "no agency"),
    "unknown-agency": ("ไม่พบหน่วยงานในบัญชี", "unknown agency"),
    "ambiguous-agency": ("ชื่อตรงกับหลายหน่วยงาน", "several agencies of that name"),
    "agencies-disagree": ("รหัสกับชื่อไม่ตรงกัน", "code and name disagree"),
    "no-item": ("ไม่ระบุข้อ", "no item"),
    "unknown-item": ("ไม่มีข้อนั้น", "no such item"),
    "several-items": ("หลายข้อในช่องเดียว", "several items in a cell"),
    "title-disagrees": ("เลขข้อกับชื่อไม่ตรงกัน", "number and title disagree"),
    "too-many-cells": ("ช่องเกินหัวตาราง", "cells beyond the header"),
    "formula": ("เป็นสูตร", "a formula"),
    "not-web": ("ไม่ใช่ที่อยู่เว็บ", "no web address"),
    "file-path": ("เป็นไฟล์ในเครื่อง", "a file on a computer"),
    "e-mail": ("เป็นอีเมล", "an e-mail address"),
    "script": ("เป็นคำสั่ง", "a script"),
    "private": ("เปิดได้เฉพาะเครือข่ายภายใน", "a private address"),
}
"""The reasons in short, for counts."""


def counted(thai: bool, codes: Mapping[str, int]) -> str:
    """How often each reason was given, the most frequent first.

    >>> counted(False, {"formula": 1, "no-item": 2})
    'no item 2, a formula 1'
    """
    ordered = sorted(codes.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{LINK_COUNTS.get(code, (code, code))[0 if thai else 1]} {count}" for code, count in ordered)


def sentences(thai: bool, codes: str, *, agency: str, item: str, detail: str) -> str:
    """The sentences of a row's codes in Thai or English. codes, detail: as stored, one detail a line for each code."""
    details = detail.split("\n")
    said = []
    for place, code in enumerate(codes.split()):
        words = next((words for known, words in LINK_WORDS.items() if known == code), (code, code))
        fact = details[place] if place < len(details) else ""
        said.append(words[0 if thai else 1].format(agency=agency, item=item, detail=fact).strip())
    return " · ".join(said)
