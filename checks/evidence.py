"""What the crawler hands to the judge: documents as blocks, and the fetches that failed.

The types are plain data (msgspec structs), so that evidence can be stored, loaded and judged again on another
machine with the same result. Nothing here knows HTML, PDF, the network or the database.
"""

from __future__ import annotations

from typing import Literal

import msgspec

BlockKind = Literal["heading", "paragraph", "item", "cell", "link", "image", "control", "widget"]
"""What a block is.

``heading``, ``paragraph``, ``item`` (list item) and ``cell`` (data-table cell) are *text blocks*: together they hold
every word a visitor can read, once each. ``link``, ``image``, ``control`` (form field or button) and ``widget``
(chat script, embedded frame, map) come in addition, at their place in reading order: a link's words therefore stand
both in its text block and in its link block.
"""

Region = Literal["main", "menu", "header", "footer", "side"]
"""Where on the page. Menus, headers and side columns name evidence, they are not evidence (labelling rules)."""

TEXT_KINDS: frozenset[str] = frozenset({"heading", "paragraph", "item", "cell"})


class Block(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One piece of a page or document, in reading order.

    text: words as the visitor sees them, white space collapsed, otherwise untouched (never folded). For an image its
        alternative text and title; for a control its label, placeholder and value; for a widget its vendor name.
    level: heading level 1-6, 0 for other kinds.
    href: absolute target of a link, source of an image or frame, action of a form control, source of a script.
    table, row, col: 1-based grid place of a cell (spans expanded) and of links and images inside it; 0 elsewhere.
        Tables that only lay a page out are no tables: their words come as paragraphs.
    head: the cell is a header cell.
    colspan, rowspan: size of a cell in grid units.
    page: 1-based page of a PDF, sheet of a workbook; 0 for HTML.
    form: 1-based number of the form a control belongs to; 0 for none.
    control: kind of a control: text, textarea, email, tel, file, select, radio, checkbox, password, submit, button…
    hidden: not visible at first, opens by a tab, accordion or button on the page (counts as seen).
    anchor: names of the places that begin with this text block, with spaces between them: where ``#name`` leads to.
    ocr: the words were recognised in a picture, with this confidence in percent (1-100); 0: they are text.
    """

    kind: BlockKind
    text: str
    region: Region = "main"
    level: int = 0
    href: str = ""
    table: int = 0
    row: int = 0
    col: int = 0
    head: bool = False
    colspan: int = 1
    rowspan: int = 1
    page: int = 0
    form: int = 0
    control: str = ""
    hidden: bool = False
    anchor: str = ""
    ocr: int = 0


DocumentState = Literal[
    "read", "reader-missing", "no-text", "damaged", "encrypted", "empty", "garbled", "limit", "preview-only"
]
"""``read``: blocks can be judged. The others say why not, or why only in part: no reader for this kind on this
machine; a scan or picture without text; broken bytes; a password; 0 bytes or no content; text beyond repair; our
limits of time, memory or size ended the reading; a viewer that shows pages only to people."""

Decision = Literal["text", "repaired", "picture", "recognised", "none"]
"""What was decided about a document's text: it is sound; damage in it is what folding repairs; its pages must be read
as pictures; they were (in whole or in part); there is nothing to decide about."""


class Layer(msgspec.Struct, frozen=True, omit_defaults=True):
    """How sound the text of a document is, and what was decided about it.

    damage: 0 (sound) to 1 (unreadable). figures: what it was reckoned from, by stable names (``thai``, ``sara-am``,
    ``private-use``, ``replacement``, ``impossible-marks``, ``dictionary`` …), each a share between 0 and 1.
    pictures: pages (1-based) that hold no usable text and must be read as pictures. recognised: those of them that
    were. confidence: mean percent of the recognised words.
    """

    decision: Decision = "none"
    damage: float = 0.0
    figures: dict[str, float] = {}
    pictures: tuple[int, ...] = ()
    recognised: tuple[int, ...] = ()
    confidence: int = 0

    @property
    def unread(self) -> tuple[int, ...]:
        """Pages that are pictures and were not read."""
        return tuple(page for page in self.pictures if page not in self.recognised)


class Document(msgspec.Struct, frozen=True, omit_defaults=True):
    """A page or a document that was fetched and answered with content.

    url: as asked; final_url: after redirects. kind: ``page`` for HTML, ``document`` for files.
    title: ``<title>`` or the file's own title; may be empty. reader: name and version, as ``html/3``.
    pages: number of PDF pages, sheets of a workbook or members of an archive, 0 where that has no meaning.
    layer: how sound its text is. notes: what a person should know of how it was read, as stable codes with details
    (``member-unread:plan.dwg``, ``pages-cut:300``, ``browser:empty-shell``).
    """

    url: str
    final_url: str
    kind: Literal["page", "document"]
    content_type: str
    sha256: str
    reader: str
    state: DocumentState
    title: str = ""
    blocks: tuple[Block, ...] = ()
    pages: int = 0
    fetched_at: str = ""
    layer: Layer = Layer()
    notes: tuple[str, ...] = ()


FailureCause = Literal[
    "http-404", "http-410", "soft-404", "empty", "redirect-loop",  # the visitor sees nothing either: gone
    "http-401", "http-403", "http-429", "http-4xx", "http-5xx", "timeout", "dns", "tls", "connection",
    "login", "robots", "limit", "too-large", "address-refused", "bad-url", "broken",
]  # fmt: skip

GONE: frozenset[str] = frozenset({"http-404", "http-410", "soft-404", "empty", "redirect-loop"})
"""Causes by which an assessor's browser shows nothing either: evidence behind such a link counts as missing."""


class Failure(msgspec.Struct, frozen=True, omit_defaults=True):
    """A URL that was asked for and gave no evidence: why, and whose doing it is."""

    url: str
    cause: FailureCause
    owner: Literal["site", "network", "us"]
    detail: str = ""
    status: int = 0


class Agency(msgspec.Struct, frozen=True, omit_defaults=True):
    """The agency being judged. ``name`` may be empty: then it is learnt from the site's own home page."""

    code: str
    url: str
    name: str = ""
    kind: str = ""


class Submitted(msgspec.Struct, frozen=True, omit_defaults=True):
    """One link that the agency submitted for an item (``O1`` … ``O43``)."""

    item: str
    url: str
    note: str = ""


class Case(msgspec.Struct, frozen=True, omit_defaults=True):
    """Everything a judgement may depend on: the same case, rubric and code give the same verdicts.

    as_of: ISO date that stands for today. limits: codes of crawl limits that cut the evidence short.
    exempt: items that the province's assignment gives to others, with the names of those who are responsible.
    redirects and aliases need no table: a document is found by ``url`` and by ``final_url``.
    """

    agency: Agency
    fiscal_year: int
    as_of: str
    documents: tuple[Document, ...] = ()
    failures: tuple[Failure, ...] = ()
    submitted: tuple[Submitted, ...] = ()
    exempt: dict[str, str] = {}
    limits: tuple[str, ...] = ()
