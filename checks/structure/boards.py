"""Boards, question boxes and chats: where a visitor can ask, what was asked, and who answered."""

from __future__ import annotations

import functools
from itertools import pairwise
from urllib.parse import urlsplit

import msgspec

from checks.bundle import Bundle
from checks.evidence import Block
from checks.reading import Reading
from checks.structure.comments import thread
from checks.structure.social import accounts, live_chats
from checks.structure.tables import tables
from checks.thai.dates import dates
from checks.verdict import Quote

COUNT = 8
"""A longer text than this below a heading of replies is a reply, not their number."""


class Channel(msgspec.Struct):
    """What the pages show: chat boxes, places to ask, questions, replies, and signs against them."""

    chats: list[Quote]
    outside: list[Quote]
    asks: list[Quote]
    topics: list[Quote]
    replies: list[Quote]
    publishes: list[Quote]
    reply_forms: list[Quote]
    unanswered: list[Quote]
    zero: bool = False
    faq: bool = False


@functools.lru_cache(maxsize=4)
def channel(bundle: Bundle) -> Channel:
    """What the members of a bundle show of a channel for questions; pages of a parent body are left out."""
    found = Channel([], [], [], [], [], [], [], [])
    for member in bundle.members:
        reading = member.reading
        if _is_parents(bundle, reading):
            continue
        found.chats += [_widget(reading, b) for b in live_chats(reading)]
        found.outside += [reading.quote_block(a.block) for a in accounts(reading) if a.kind == "chat"]
        of_item = reading is not bundle.home and (member.named or member.given)
        if of_item or _is_thread(bundle, reading):
            _read(bundle, reading, found)
    return found


def _read(bundle: Bundle, reading: Reading, found: Channel) -> None:
    """Places to ask, questions and replies in the page's own content."""
    before = len(found.topics), len(found.replies)
    spots = {p: bundle.spots_in(reading, p) for p in ("reply", "topic", "publishes", "unanswered", "reply_form", "faq")}
    titled = any(bundle.says(t, "faq") for t in (reading.document.title, *(x.text for x in reading.cover)))
    forms = _forms(bundle, reading)
    reply_forms = [q for q, is_reply in forms if is_reply]
    found.asks += [q for q, is_reply in forms if not is_reply]
    found.asks += [reading.quote_block(b) for b in reading.main_links if bundle.says(b.text, "ask_link")]
    found.reply_forms += reply_forms
    labels = _labels(reading)
    promised = {s.line.index for s in bundle.spots_in(reading, "promise")}
    found.publishes += [s.quote() for s in spots["publishes"] if s.line.index not in promised]
    found.topics += [s.quote() for s in spots["topic"] if s.line.text not in labels]
    found.unanswered += [s.quote() for s in spots["unanswered"]]
    # Who filled in a questionnaire has answered nobody.
    surveyed = {s.line.index for s in bundle.spots_in(reading, "no_reply")}
    silent = {s.line.index for s in spots["unanswered"]} | promised | surveyed
    heard = [s for s in spots["reply"] if s.line.index not in silent and not s.line.block.head]
    found.replies += [s.quote() for s in heard if s.line.text not in labels]
    comments = thread(bundle, reading)
    found.topics += comments.asked
    found.replies += comments.answered
    counts = _reply_counts(bundle, reading)
    found.replies += [q for q, many in counts if many]
    shown = comments.asked or counts or found.publishes or _asked(bundle, reading)
    if bundle.spots_in(reading, "private") and not shown:
        # Beside a form that is answered by mail, questions that nobody asked are frequent ones.
        del found.topics[before[0] :], found.replies[before[1] :]
    found.zero = found.zero or bool(counts and not any(many for _, many in counts)) or bool(spots["unanswered"])
    found.faq = found.faq or (titled and not found.asks and not reply_forms)


def _asked(bundle: Bundle, reading: Reading) -> bool:
    """Did somebody ask: is an asker named, or a day?"""
    return bool(bundle.spots_in(reading, "asker")) or any(h.day for x in reading.evidence for h in dates(x.text))


def _labels(reading: Reading) -> set[str]:
    """Texts that only label the fields of a form: a label before its field, or the words of the field itself."""
    blocks = reading.document.blocks
    before = {b.text for b, after in pairwise(blocks) if after.kind == "control" and after.control != "submit"}
    return before | {b.text for b in reading.controls}


def _forms(bundle: Bundle, reading: Reading) -> list[tuple[Quote, bool]]:
    """Forms into which a visitor can write a question (False) or a reply to one (True)."""
    groups: dict[int, list[Block]] = {}
    for block in reading.controls:
        if block.region == "main":
            groups.setdefault(block.form, []).append(block)
    found = []
    for controls in groups.values():
        boxes = [b for b in controls if b.control == "textarea"] or [
            b for b in controls if b.control == "text" and bundle.says(b.text, "question_box")
        ]
        if not boxes and any(bundle.says(b.text, "ask_link") for b in controls):
            boxes = [b for b in controls if bundle.says(b.text, "ask_link")]
        if boxes:
            words = " ".join(b.text for b in controls)
            is_reply = bundle.says(words, "reply_form") and not bundle.says(words, "ask_link")
            found.append((Quote(reading.url, words[:160] or reading.url, 0, "form"), is_reply))
    return found


def _reply_counts(bundle: Bundle, reading: Reading) -> list[tuple[Quote, bool]]:
    """Cells below a heading that counts or shows replies: whether each holds any."""
    found = []
    for table in tables(reading):
        for col in table.columns(lambda text: bundle.says(text, "reply_count")):
            for block in table.values(col):
                digits = "".join(c for c in block.text if c.isdigit())
                zero = bool(digits) and not int(digits) and len(block.text) < COUNT
                found.append((reading.quote_block(block), not zero and not bundle.says(block.text, "unanswered")))
    return found


def _is_thread(bundle: Bundle, reading: Reading) -> bool:
    """A page of its own that shows a question with its replies."""
    spoken = bundle.spots_in(reading, "reply") and bundle.spots_in(reading, "topic")
    return reading is not bundle.home and bool(spoken)


def _widget(reading: Reading, block: Block) -> Quote:
    return Quote(reading.url, block.text, 0, f"{block.region} widget")


def _is_parents(bundle: Bundle, reading: Reading) -> bool:
    """A page of the body under whose address the agency lives: outside its own path, and titled by the other."""
    if not bundle.site.is_own(reading.url):
        return True
    base = urlsplit(bundle.site.case.agency.url).path.rsplit("/", 1)[0].rstrip("/")
    if not base or urlsplit(reading.url).path.startswith(base):
        return False
    home = bundle.home.document.title if bundle.home is not None else ""
    return bundle.says(reading.document.title, "parent") and not bundle.says(home, "parent")
