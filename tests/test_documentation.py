"""What is documented is what the program does."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from chengnuo.cli import chengnuo, run

README = (ROOT / "README.md").read_text(encoding="utf-8")
# Each command of the tour, with the lines shown below it.
TOUR = [
    (command, shown)
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    for command, *shown in (part.splitlines() for part in block.split("$ chengnuo ")[1:])
]


def test_the_pages_made_from_the_program_are_up_to_date() -> None:
    command = [sys.executable, "-m", "cogapp", "--check", "--diff", "docs/commands.md"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, f"run `make docs`\n{done.stdout[-3000:]}"


def test_every_command_is_documented_with_an_example() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for name in chengnuo.commands:
        _, _, section = page.partition(f"## chengnuo {name}\n")
        assert f"\n  chengnuo {name}" in section.partition("\n## ")[0], f"{name} has no example"


def test_the_readme_opens_with_the_two_commands() -> None:
    before, _, _ = README.partition("## ")
    assert "\nmake demo " in before
    assert "\nmake test " in before


def test_the_readmes_python_runs() -> None:
    (block,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(block, "README.md", "exec"), {})  # its own assertion is the test


def test_the_readmes_tour_runs_and_prints_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHENGNUO_LANG", "en")
    shutil.copytree(ROOT / "corpora", tmp_path / "corpora")
    assert len(TOUR) >= 8
    for command, shown in TOUR:
        assert run(shlex.split(command, comments=False)) == 0, command
        printed = capsys.readouterr().out.splitlines()
        assert [line for line in shown if line not in {*printed, "…"}] == [], command
    assert (tmp_path / "table.xlsx").stat().st_size > 0
