"""The files of ``deploy/`` name commands, folders and exit codes that exist."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest
from typer.main import get_command

from crawler import exits
from crawler.commands.oit import app
from crawler.office.nightly.unended import NAME

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "deploy"
UNITS = sorted(path for path in DEPLOY.iterdir() if path.suffix in (".service", ".timer"))
NIGHT = "oit-nightly@.service"


def unit(name: str) -> dict[str, list[str]]:
    """Values of a unit file by key; a key may stand more than once."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in (DEPLOY / name).read_text(encoding="utf-8").splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.startswith(("#", "[")):
            found[key].append(value)
    return found


def test_every_oit_command_of_the_files_exists() -> None:
    known = set(get_command(app).commands)  # type: ignore[attr-defined]
    texts = [path.read_text(encoding="utf-8") for path in DEPLOY.iterdir()]
    named = {command for text in texts for command in re.findall(r"bin/oit ([a-z]+)", text)}
    named |= set(re.findall(r'CMD \["([a-z]+)"', (DEPLOY / "Containerfile").read_text(encoding="utf-8")))
    assert "nightly" in named
    assert named <= known


def test_exit_codes_mean_the_same_to_systemd() -> None:
    night = unit(NIGHT)
    assert set(map(int, night["SuccessExitStatus"][0].split())) == {exits.PARTIAL, exits.BUSY}
    assert set(map(int, night["RestartPreventExitStatus"][0].split())) == {exits.BAD_INPUT, exits.INTERRUPTED}
    table = (DEPLOY / "README.md").read_text(encoding="utf-8")
    codes = {exits.OK, exits.FAILED, exits.BAD_INPUT, exits.PARTIAL, exits.BUSY, exits.INTERRUPTED}
    assert set(map(int, re.findall(r"^\| (\d+) \|", table, re.MULTILINE))) == codes


def test_the_night_is_stopped_alone_and_may_not_gain_rights() -> None:
    night = unit(NIGHT)
    assert night["KillMode"] == ["mixed"]
    assert night["OOMPolicy"] == ["continue"]
    for key in ("NoNewPrivileges", "PrivateTmp", "ProtectHome", "RestrictSUIDSGID"):
        assert night[key] == ["yes"]
    assert (night["ProtectSystem"], night["User"]) == (["strict"], ["oit"])
    assert "user" in night["RestrictNamespaces"][0].split()


def test_a_night_that_was_cut_off_shows_by_its_mark() -> None:
    assert unit("oit-nightly-resume@.service")["ConditionPathExists"] == [f"%S/oit/%i/{NAME}"]
    assert f"test -e /var/lib/oit/NAME/{NAME} &&" in (DEPLOY / "crontab").read_text(encoding="utf-8")


def test_the_timer_names_its_zone_and_makes_up_for_missed_nights() -> None:
    timer = unit("oit-nightly@.timer")
    assert timer["OnCalendar"][0].endswith("Asia/Bangkok")
    assert timer["Persistent"] == ["true"]


def test_the_container_copies_what_the_setup_needs() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = {name for line in re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE) for name in line.split()}
    assert {"pyproject.toml", "requirements.lock", "README.md", "LICENSE", "Makefile", "tools"} <= copied
    assert {"crawler", "checks", "reports"} <= copied
    assert all((ROOT / name).exists() for name in copied)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed here")
def test_systemd_finds_no_fault(tmp_path: Path) -> None:
    for path in UNITS:
        text = path.read_text(encoding="utf-8").replace("/opt/oit/.venv/bin/oit", shutil.which("true") or "")
        (tmp_path / path.name.replace("@.", "@province.")).write_text(text, encoding="utf-8")
    names = [str(path) for path in sorted(tmp_path.iterdir())]
    done = subprocess.run(["systemd-analyze", "verify", *names], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
