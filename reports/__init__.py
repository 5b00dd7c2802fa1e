"""The voice: verdicts in, self-contained HTML pages out; the only room that speaks Jinja2."""

from reports.agency_report import AgencyReport, Responses
from reports.province_report import Change, Deadline, ProvinceReport, Waiting
from reports.write import write

__all__ = ["AgencyReport", "Change", "Deadline", "ProvinceReport", "Responses", "Waiting", "write"]
