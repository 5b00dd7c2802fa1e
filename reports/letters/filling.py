"""Filling a Word template: ours, or one of an office, whose expressions reach nothing but the facts they are given."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reports.hostile import shorten
from reports.steady import steady
from reports.thai_digits import thai_digits

PACKAGED: Final = Path(__file__).parent / "templates"
"""Folder of the templates that come with the program: ``letter.docx``, ``memo.docx``."""

LARGEST: Final = 20_000_000
"""Bytes of all parts of a template, unpacked."""

LONGEST: Final = 600
"""Characters of one fact."""

Facts: TypeAlias = Mapping[str, "Fact"]
Fact: TypeAlias = str | int | bool | Sequence[str] | Sequence[Facts]

_NOT_IN_XML: Final = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_UNMENDED: Final = (
    TemplateError, OpcError, SyntaxError, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError,
    ArithmeticError, RecursionError, NotImplementedError,
)  # fmt: skip
"""What a damaged file, or an expression in it, raises on the way."""


class TemplateFileError(ValueError):
    """A template cannot be used; the text says why, as the reader of the file put it."""


def fill(template: bytes, facts: Facts, made_at: str) -> bytes:
    """Fill a template and give the Word file; the same facts give the same bytes.

    Every text of the facts is cleaned, cut and written with Thai digits, but for addresses; as XML it is escaped.

    Raises:
        TemplateFileError: the file is no Word file, is too large, or one of its expressions cannot be worked out.
    """
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()  # loops over what is given, nothing else
    try:
        _refuse_large(template)
        document = DocxTemplate(io.BytesIO(template))
        document.render({name: _said(fact) for name, fact in facts.items()}, environment, autoescape=True)
        filled = io.BytesIO()
        document.save(filled)
    except _UNMENDED as error:
        raise TemplateFileError(shorten(f"{type(error).__name__}: {error}", LONGEST)) from error
    return steady(filled.getvalue(), made_at)


def _refuse_large(template: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(template)) as package:
        if sum(member.file_size for member in package.infolist()) > LARGEST:
            raise ValueError(f"more than {LARGEST:,} bytes unpacked")


def _said(fact: Fact) -> object:
    if isinstance(fact, str):
        return thai_digits(_NOT_IN_XML.sub("", shorten(fact, LONGEST)))
    if isinstance(fact, bool):
        return fact
    if isinstance(fact, int):
        return thai_digits(str(fact))
    return [_said(one) if isinstance(one, str) else {name: _said(its) for name, its in one.items()} for one in fact]
