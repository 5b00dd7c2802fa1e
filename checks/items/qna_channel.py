"""Outsiders can ask on the agency's own website and the agency answers there, for all to see or in a live chat.

A board or box with replies, a form whose answers are published, or a chat widget counts. Frequent questions, a form
whose answers nobody sees, telephone numbers and accounts elsewhere do not.
"""

from __future__ import annotations

from checks.bundle import Bundle
from checks.finding import met, unclear, unmet
from checks.structure.boards import Channel, channel
from checks.verdict import Finding


def ask(bundle: Bundle) -> Finding:
    """A place on the website where outsiders can ask."""
    found = channel(bundle)
    if found.chats:
        return met(found.chats)
    board = found.topics and not found.faq
    if found.asks and (found.replies or found.publishes or board or found.reply_forms):
        return met([*found.asks[:2], *found.topics[:1]])
    if found.reply_forms and found.topics:
        return met([*found.reply_forms[:1], *found.topics[:1]])
    return _lacking(bundle, found)


def answer(bundle: Bundle) -> Finding:
    """The agency can answer there."""
    found = channel(bundle)
    if found.chats:
        return met(found.chats)
    asked = found.asks or (found.reply_forms and found.topics)
    if asked and (found.replies or found.publishes):
        return met([*found.replies[:2], *found.publishes[:1]])
    if asked and (found.topics or found.reply_forms) and not found.faq:
        if found.zero and not found.reply_forms:
            return unmet(bundle, "replies-none")
        return unclear(bundle, "no-replies-seen", found.unanswered or found.topics or found.reply_forms)
    return _lacking(bundle, found)


def _lacking(bundle: Bundle, found: Channel) -> Finding:
    if found.faq:
        return unmet(bundle, "faq-only")
    if found.replies and found.topics and not found.asks:
        # Questions and answers without anybody who asked are frequent questions under another name.
        if not bundle.spots("asker"):
            return unmet(bundle, "faq-only")
        return unclear(bundle, "ask-unseen", found.replies)
    if found.outside:
        return unclear(bundle, "chat-outside", found.outside)
    return unmet(bundle, "one-way" if found.asks else "not-found")


ELEMENTS = (ask, answer)
