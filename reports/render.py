"""Pages from templates: everything escaped, styles and scripts inside, nothing fetched when opened."""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Sequence
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reports.agency_page import AgencyPage
from reports.item_page import ItemPage
from reports.province_page import ProvincePage
from reports.signs import SYMBOLS
from reports.words import ASSETS, words

TEMPLATES: Final = ASSETS.parent / "templates"

PRINT_CSS: Final = "print.css"
"""Comes last in every page: page numbers and signatures on paper."""

AGENCY_CSS: Final = ("report.css", "agency.css", "whatif.css")
AGENCY_JS: Final = ("agency.js", "whatif.js")
PROVINCE_CSS: Final = ("report.css", "province.css", "whatif.css")
PROVINCE_JS: Final = ("province.js", "whatif.js")
ITEM_CSS: Final = ("report.css", "province.css")


def render_page(
    template: str, page: object, *, lang: str, css: Sequence[str] = ("report.css",), js: Sequence[str] = ()
) -> bytes:
    """Render a page as UTF-8 HTML that allows exactly the styles and scripts that stand in it.

    css, js: files of ``assets``, put in the page in this order; what holds for paper comes last. The template finds its
    data as ``page``.
    """
    style, script = _joined((*css, PRINT_CSS)), _joined(tuple(js))
    policy = [
        "default-src 'none'",
        f"style-src {_source(style)}",
        *([f"script-src {_source(script)}"] if script else []),
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return (
        _environment(lang)
        .get_template(template)
        .render(
            page=page,
            css=Markup(style),  # noqa: S704 - our own file, not a crawled word
            js=Markup(script),  # noqa: S704 - our own file, not a crawled word
            csp="; ".join(policy),
        )
        .encode()
    )


def render_agency(page: AgencyPage, *, lang: str) -> bytes:
    """Render an agency's page as UTF-8 HTML."""
    return render_page("agency.html", page, lang=lang, css=AGENCY_CSS, js=AGENCY_JS)


def render_province(page: ProvincePage, *, lang: str) -> bytes:
    """Render the province's page as UTF-8 HTML."""
    return render_page("province.html", page, lang=lang, css=PROVINCE_CSS, js=PROVINCE_JS)


def render_item(page: ItemPage, *, lang: str) -> bytes:
    """Render an item's page as UTF-8 HTML."""
    return render_page("item.html", page, lang=lang, css=ITEM_CSS)


@functools.cache
def _joined(files: tuple[str, ...]) -> str:
    return "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in files)


@functools.cache
def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


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
    environment.globals.update(lang=lang, t=words(lang), symbols=SYMBOLS)
    return environment
