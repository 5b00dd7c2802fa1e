"""What ``oit`` says of a command line that it does not understand: what is missing or unknown, and where help is."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import Any, cast

import typer
from typer import rich_utils
from typer.core import TyperGroup

from crawler.commands.voice import Voice
from crawler.exits import FAILED

# Typer gives no public name to the errors of a command line; this is the one that they all are.
_Unusable = cast("type[typer.BadParameter]", typer.BadParameter.__mro__[1])

_KINDS = (
    ("integer", "ต้องเป็นตัวเลขอารบิก เช่น 2565", "it must be a number, as 2565"),
    ("'th', 'en'", "ต้องเป็น th หรือ en", "it must be th or en"),
    ("than or equal to", "ตัวเลขอยู่นอกช่วงที่ใช้ได้", "the number is out of range"),
)
"""How Typer complains of a value, and what it must be instead."""

_ENGLISH = re.compile(r"--lang[ =]en\b")

rich_utils.ARGUMENTS_PANEL_TITLE = "สิ่งที่ต้องระบุ / arguments"
rich_utils.OPTIONS_PANEL_TITLE = "ตัวเลือก / options"
rich_utils.COMMANDS_PANEL_TITLE = "คำสั่ง / commands"
rich_utils.REQUIRED_LONG_STRING = "[ต้องระบุ / required]"
rich_utils.DEFAULT_STRING = "[ถ้าไม่ระบุ / default: {}]"


class SpokenGroup(TyperGroup):
    """The commands of ``oit``; what is wrong with a command line is said in the language that was asked for."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,  # noqa: ANN401 - as its parent's
    ) -> Any:  # noqa: ANN401 - as its parent's
        """Run a command line, and end the process as its parent does."""
        given = list(sys.argv[1:] if args is None else args)

        def run() -> object:
            return super(SpokenGroup, self).main(given, prog_name, complete_var, False, windows_expand_args, **extra)

        if not standalone_mode:
            return run()
        voice = Voice("en" if _ENGLISH.search(" ".join(given)) else "th")
        try:
            code = run()
        except _Unusable as error:
            _tell(voice, error)
            sys.exit(error.exit_code)
        except typer.Abort:
            voice.warn("ยกเลิกแล้ว", "aborted")
            sys.exit(FAILED)
        sys.exit(code if isinstance(code, int) else 0)


def _tell(voice: Voice, error: typer.BadParameter) -> None:
    kind, ctx = type(error).__name__, error.ctx
    if kind == "NoArgsIsHelpError":  # the help was printed when it was raised
        return
    thai, english = _sentence(kind, error)
    voice.warn(thai, english)
    if ctx is not None:
        usage = " ".join([ctx.command_path, *ctx.command.collect_usage_pieces(ctx)])
        voice.warn(f"วิธีใช้: {usage}", f"usage: {usage}")
        voice.warn(f"คำอธิบายทั้งหมด: {ctx.command_path} --help", f"all about it: {ctx.command_path} --help")


def _sentence(kind: str, error: typer.BadParameter) -> tuple[str, str]:
    """What is wrong, in Thai and in English; the rarer troubles have only Typer's own words."""
    said = error.format_message()
    param = getattr(error, "param", None)
    if param is None:
        return _unknown(kind, error, said)
    name = str(param.opts[0]) if str(param.opts[0]).startswith("-") else str(param.metavar or param.name).upper()
    about = str(getattr(param, "help", None) or "").partition(" / ")
    if kind == "MissingParameter":
        return f"ยังไม่ได้ระบุ {name}: {about[0]}", f"{name} is missing: {about[2] or about[0]}"
    said = error.message
    thai, english = next(((thai, english) for sign, thai, english in _KINDS if sign in said), (said, said))
    return f"ค่าของ {name} ใช้ไม่ได้: {thai}", f"{name} cannot be used: {english}"


def _unknown(kind: str, error: typer.BadParameter, said: str) -> tuple[str, str]:
    if kind == "NoSuchOption":
        near = ", ".join(sorted(getattr(error, "possibilities", None) or ()))
        meant = (f" อาจหมายถึง {near}", f"; did you mean {near}?") if near else ("", "")
        name = getattr(error, "option_name", "")
        return f"ไม่มีตัวเลือก {name}{meant[0]}", f"there is no option {name}{meant[1]}"
    if error.message.startswith("No such command"):
        name = error.message.removeprefix("No such command").strip()
        return f"ไม่มีคำสั่ง {name}", f"there is no command {name}"
    if "unexpected extra argument" in error.message:
        extra = error.message.partition("(")[2].rstrip(")")
        return (
            f"มีคำเกินมา: {extra} ชื่อที่มีเว้นวรรคต้องอยู่ในเครื่องหมายคำพูด",
            f"too many words: {extra}; names with blanks stand in quotes",
        )
    if "requires an argument" in said:
        name = getattr(error, "option_name", "")
        return f"หลัง {name} ต้องมีค่า", f"{name} needs a value behind it"
    return f"คำสั่งใช้ไม่ได้: {said}", said
