"""Pages from templates: everything escaped, one style sheet inside, nothing fetched when opened."""

from __future__ import annotations

import base64
import functools
import hashlib
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reports.agency_page import AgencyPage
from reports.index_page import IndexPage
from reports.words import ASSETS, words

TEMPLATES: Final = ASSETS.parent / "templates"

SYMBOLS: Final = {"met": "✓", "unmet": "✗", "unclear": "?", "unreachable": "!", "exempt": "–", "broken": "※"}
"""Signs of the statuses, always beside or instead of colour, never instead of words."""


def render_agency(page: AgencyPage, *, lang: str) -> bytes:
    """Render an agency's page as UTF-8 HTML."""
    return _environment(lang).get_template("agency.html").render(page=page).encode()


def render_index(page: IndexPage, *, lang: str) -> bytes:
    """Render the index page as UTF-8 HTML."""
    return _environment(lang).get_template("index.html").render(page=page).encode()


@functools.cache
def _environment(lang: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    css = (ASSETS / "report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    environment.globals.update(
        lang=lang,
        t=words(lang),
        symbols=SYMBOLS,
        css=Markup(css),  # noqa: S704 - our own file, not a crawled word
        csp=f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'",
    )
    return environment
