"""The voice: verdicts in, self-contained HTML pages out; the only room that speaks Jinja2."""

from reports.agency_report import AgencyReport, Responses
from reports.write import write

__all__ = ["AgencyReport", "Responses", "write"]
