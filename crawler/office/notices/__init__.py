"""Notices after a night: what is worth telling, to whom, and sending it."""

from crawler.office.notices.notify import notify

__all__ = ["notify"]
