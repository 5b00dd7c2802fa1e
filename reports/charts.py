"""Pictures where people would rather look: inline SVG with a title, a description and its figures as a table."""

from __future__ import annotations

from reports.charts_items import group_bars, months_calendar
from reports.charts_time import published_chart, score_chart, sparkline

__all__ = ["group_bars", "months_calendar", "published_chart", "score_chart", "sparkline"]
