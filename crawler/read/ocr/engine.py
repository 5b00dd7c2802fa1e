"""Tesseract, called as a process of its own: a picture in, letters with boxes and confidences out."""

from __future__ import annotations

import functools
import io
import os
import re
import resource
import shutil
import subprocess
from collections.abc import Iterator
from typing import Final

import msgspec
from PIL import Image

from crawler.read.ocr.recognised import Box
from crawler.read.orphans import end_with_parent

LANGUAGES: Final = "tha+eng"
DPI: Final = 200
"""Pages are rendered with this many dots an inch: 300 reads no better and takes half as long again."""

PAGE: Final = 3
"""A page with columns, found by the engine itself: every other mode reads two columns as one."""

SCATTERED: Final = 11
"""Pieces of text in no order: right for cells and boxes laid one below the other."""

OUR_VERSION: Final = 3
"""Goes up whenever what is recognised in the same bytes may change through our own code."""

MEMORY: Final = 1024**3
"""Bytes of address space of the process."""

BOTH: Final = ("-c", "tessedit_create_tsv=1", "-c", "tessedit_create_txt=1")
"""The table has a box for every letter and takes each for a word; only the plain text behind it has the spaces."""

LOST: Final = 100
"""Characters of the plain text within which the next word of the table stands."""

_FIELDS = 12
_WORD = "5"


class Piece(msgspec.Struct, frozen=True, gc=False):
    """What the engine calls a word: in Thai mostly one letter with or without its marks.

    line: its block, paragraph and line, as the engine counts them. spaced: the engine sees a space before it.
    """

    text: str
    confidence: float
    box: Box
    line: tuple[int, int, int]
    spaced: bool = True


class EngineError(Exception):
    """The engine gave nothing: its time was up, or its memory. The picture itself is sound, it is ours."""


@functools.cache
def version() -> str:
    """The program's version, or nothing where it is missing."""
    try:
        told = subprocess.run(["tesseract", "--version"], capture_output=True, timeout=10, check=False).stdout  # noqa: S607
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = re.match(rb"tesseract v?(\S+)", told)
    return found[1].decode("ascii", "replace") if found else ""


@functools.cache
def available() -> str:
    """Nothing where pictures can be read; else what is missing."""
    if not shutil.which("tesseract"):
        return "the program tesseract is not installed (Debian: tesseract-ocr)"
    try:
        told = subprocess.run(["tesseract", "--list-langs"], capture_output=True, timeout=10, check=False).stdout  # noqa: S607
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"tesseract does not run: {error}"
    missing = {*LANGUAGES.split("+"), "osd"} - set(told.decode("utf-8", "replace").split())
    return f"tesseract has no data for {', '.join(sorted(missing))} (Debian: tesseract-ocr-tha)" if missing else ""


def pieces(picture: Image.Image, *, layout: int, seconds: float) -> list[Piece]:
    """Letters and words of an upright grey picture, line by line in the engine's reading order.

    layout: the engine's page segmentation mode, `PAGE` or `SCATTERED`. Raises EngineError.
    """
    told = _run(picture, ("-l", LANGUAGES, "--psm", str(layout), "--dpi", str(DPI), *BOTH), seconds)
    rows, text = [], []
    for row in told.splitlines():
        fields = row.split("\t")
        if len(fields) != _FIELDS:
            text.append(row)
        elif fields[0] == _WORD and fields[11].strip():
            rows.append(fields)
    spaced = _spaced("\n".join(text), [fields[11].strip() for fields in rows])
    return [_piece(fields, space) for fields, space in zip(rows, spaced, strict=True)]


def _piece(fields: list[str], spaced: bool) -> Piece:
    block, paragraph, line, _, left, top, width, height = map(int, fields[2:10])
    box = Box(left, top, left + width, top + height)
    return Piece(fields[11].strip(), float(fields[10]), box, (block, paragraph, line), spaced)


def _spaced(text: str, words: list[str]) -> Iterator[bool]:
    """Whether white space stands before each of the words, which come one after the other in the text."""
    at = 0
    for word in words:
        found = text.find(word, at, at + LOST + len(word))
        yield found < 0 or text[at:found] != "" or not at
        at = found + len(word) if found >= 0 else at


def turned_by(picture: Image.Image, *, seconds: float) -> int:
    """Degrees (0, 90, 180, 270) clockwise by which the picture must be turned to stand upright; 0 where unknown."""
    try:
        told = _run(picture, ("--psm", "0", "--dpi", str(DPI)), seconds)
    except EngineError:
        return 0
    found = re.search(r"^Rotate: (\d+)", told, re.MULTILINE)
    return int(found[1]) % 360 if found else 0


def _run(picture: Image.Image, options: tuple[str, ...], seconds: float) -> str:
    pixels = io.BytesIO()
    picture.save(pixels, "PPM")
    if seconds <= 0:
        raise EngineError("no time left")
    try:
        process = subprocess.Popen(  # noqa: S603 - options are ours
            ["tesseract", "stdin", "stdout", *options],  # noqa: S607 - the machine's own
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            preexec_fn=end_with_parent,  # noqa: PLW1509 - a reader has one thread
        )
    except OSError as error:
        raise EngineError(str(error)) from error
    with process:
        _restrain(process.pid, seconds)
        try:
            told, _ = process.communicate(pixels.getvalue(), timeout=seconds)
        except subprocess.TimeoutExpired as error:
            process.kill()
            raise EngineError("time is up") from error
        except OSError as error:
            process.kill()
            raise EngineError(str(error)) from error
    if process.returncode:
        raise EngineError(f"ended with {process.returncode}")
    return told.decode("utf-8", "replace")


def _restrain(pid: int, seconds: float) -> None:
    """Limits of its own, so that it ends even where this process is killed; it still waits for its picture."""
    try:
        resource.prlimit(pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.prlimit(pid, resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
    except (OSError, ValueError):  # ended already, or limited further than this by whoever started us
        return
