"""Compiled patterns and parsed rules are kept from one run to the next, and are never other than new ones."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from chengnuo.cli.memory import memory
from chengnuo.packs import load_pack
from chengnuo.remembered import compiled, parsed, remembering

PATTERNS = (
    "[一-鿿]+",
    "(?P<year>20\\d\\d)年|(?P<day>[1-9]日)(x)?",
    "(?x) a b # blanks mean nothing",
    "(?mi)^[^。；\\n]{2,9}(?=的)(?<!不)$",
)


def twice(folder: Path, pattern: str) -> re.Pattern[str]:
    """The pattern out of the memory of a run before."""
    for _ in range(2):
        with remembering(folder):
            found = compiled(pattern)
    return found


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_remembered_is_the_one_that_was_compiled(pattern: str, tmp_path: Path) -> None:
    found, made = twice(tmp_path, pattern), compiled(pattern)
    assert found == made  # words, flags and code
    assert (found.groups, dict(found.groupindex)) == (made.groups, dict(made.groupindex))
    assert found.sub("", "2025年 ab 一二") == made.sub("", "2025年 ab 一二")


def test_every_fortieth_rule_is_remembered_as_it_is(tmp_path: Path) -> None:
    pack = load_pack()
    sources = [rule.source for name in pack.names() if name != "changes" for rule in pack.rules(name)][::40]
    assert len(sources) > 5
    with remembering(tmp_path):
        first = [compiled(source) for source in sources]
    with remembering(tmp_path):
        assert [compiled(source) for source in sources] == first
    assert first == [compiled(source) for source in sources]


def test_what_is_remembered_is_not_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    twice(tmp_path, "[一-龥]")
    monkeypatch.setattr("chengnuo.remembered._code_of", pytest.fail)
    assert twice(tmp_path, "[一-龥]").fullmatch("丙")


def test_a_file_of_rules_is_parsed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "[words]\nverbs = ['建设', '完成']\n"
    with remembering(tmp_path):
        first = parsed(text)
    monkeypatch.setattr(tomllib, "loads", pytest.fail)
    with remembering(tmp_path):
        assert parsed(text) == first == {"words": {"verbs": ["建设", "完成"]}}


def test_a_date_in_a_file_of_rules_is_read_all_the_same(tmp_path: Path) -> None:
    for _ in range(2):
        with remembering(tmp_path):
            assert str(parsed("day = 2025-03-01")["day"]) == "2025-03-01"


def test_what_is_wrong_in_a_pattern_is_said_as_ever(tmp_path: Path) -> None:
    with remembering(tmp_path), pytest.raises(re.error, match="unterminated"):
        compiled("[一-")


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 40])
def test_a_damaged_memory_is_made_anew(damage: bytes, tmp_path: Path) -> None:
    twice(tmp_path, "[一-龥]")
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage or whole[:-1])
    assert twice(tmp_path, "[一-龥]").fullmatch("丙")
    assert file.read_bytes() == whole


def test_a_folder_that_cannot_be_written_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert twice(tmp_path / "file" / "below", "[一-龥]").fullmatch("丙")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_old_results_go_when_the_memory_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    twice(tmp_path, "[一-龥]" * 99)
    (file,) = tmp_path.iterdir()
    before = file.stat().st_size
    monkeypatch.setattr("chengnuo.remembered.FULL", before)
    twice(tmp_path, "[㐀-䶵]")
    assert file.stat().st_size < before


def test_nothing_is_kept_unasked(tmp_path: Path) -> None:
    with remembering(tmp_path):
        pass
    compiled("[一-龥]")
    assert not list(tmp_path.iterdir())


def test_the_command_line_keeps_its_memory_where_it_is_told_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHENGNUO_CACHE", str(tmp_path / "kept"))
    text = "到2027年底，全市建成公园20个。"
    run = [sys.executable, "-c", "from chengnuo.cli import main; main()", "extract", "-", "--format", "json"]
    said = [subprocess.run(run, input=text, capture_output=True, text=True, check=True).stdout for _ in range(2)]
    assert said[0] == said[1]
    assert "公园" in said[0]
    assert [path.suffix for path in (tmp_path / "kept").iterdir()] == [".memory"]


def test_without_a_name_the_memory_is_in_the_users_own_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHENGNUO_CACHE")
    found = memory()
    assert found is not None
    assert found.name == "chengnuo"
    monkeypatch.setenv("CHENGNUO_CACHE", "")
    assert memory() is None
