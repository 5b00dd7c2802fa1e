"""Words are told as they stand: no markup of theirs counts, and none of their control characters reaches a terminal."""

from __future__ import annotations

import pytest

from crawler.commands.voice import Voice

HOSTILE = "[/b] [red]\x1b[31mคำ\x9b2J\x07\x7f\tต่อ\r"
PLAIN = "[/b] [red][31mคำ2J"


def test_what_is_said_and_warned_steers_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    voice = Voice()
    voice.say(f"{HOSTILE}\nสอง")
    voice.warn(HOSTILE)
    said = capsys.readouterr()
    assert said.out.split() == [*PLAIN.split(), "ต่อ", "สอง"]
    assert said.err.split() == [*PLAIN.split(), "ต่อ"]


def test_what_turns_words_around_is_taken_out_and_lines_keep_their_indentation(
    capsys: pytest.CaptureFixture[str],
) -> None:
    turning = "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x061C, 0x200E, 0x200F)))
    voice = Voice()
    voice.say(f"ไฟล์ {turning}fdp.exe\n  “ยกมา”")
    voice.warn(f"แถว{turning} 1")
    table = voice.table("ที่")
    table.add_row(f"ก{turning}ข")
    voice.console.print(table)
    said = capsys.readouterr()
    assert said.out.splitlines()[:2] == ["ไฟล์ fdp.exe", "  “ยกมา”"]
    assert said.err == "แถว 1\n"
    assert [sign for sign in turning if sign in said.out] == []


def test_cells_and_names_of_columns_are_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    voice = Voice()
    table = voice.table("[bold]ชื่อ", "ที่")
    table.add_row(HOSTILE, "[/b]")
    voice.console.print(table)
    said = capsys.readouterr().out
    assert sorted(said.split()) == sorted(["[bold]ชื่อ", "ที่", *PLAIN.split(), "ต่อ", "[/b]"])
    assert "\x1b" not in said
