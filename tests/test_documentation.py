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
COMMANDS = [
    line.removeprefix("$ chengnuo ").strip()
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("$ chengnuo ")
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


def test_the_readmes_tour_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "corpora", tmp_path / "corpora")
    assert len(COMMANDS) >= 8
    for command in COMMANDS:
        assert run(shlex.split(command, comments=False)) == 0, command
    assert (tmp_path / "table.xlsx").stat().st_size > 0
