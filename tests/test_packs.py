"""Knowledge is data with its own examples: every rule matches what it says, and nothing that it must avoid."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT

from chengnuo.errors import BadPack
from chengnuo.packs import Rule, alternation, load_pack


def all_rules() -> list[Rule]:
    """The rules of every list of rules in every file of the built-in pack."""
    pack = load_pack()
    rules = []
    for name in pack.names():
        for section, value in pack.file(name).items():
            if isinstance(value, list) and value and isinstance(value[0], dict) and "pattern" in value[0]:
                rules += pack.rules(name, section)
    return rules


RULES = all_rules()


def test_the_built_in_pack_has_rules() -> None:
    assert len(RULES) > 20


@pytest.mark.parametrize("rule", RULES, ids=lambda r: f"{r.file}:{r.id}")
def test_a_rule_matches_its_examples_and_avoids_the_others(rule: Rule) -> None:
    assert rule.match, "a rule needs an example that matches"
    for text, words in rule.match:
        found = [m.group() for m in rule.finditer(text)]
        assert words in found, f"{rule.id} finds {found} in {text!r}"
    for text in rule.avoid:
        assert not [m.group() for m in rule.finditer(text)], f"{rule.id} must not match {text!r}"


@pytest.mark.parametrize("name", load_pack().names())
def test_every_macro_is_in_a_pattern(name: str) -> None:
    text = (ROOT / "extractors" / f"{name}.toml").read_text(encoding="utf-8")
    assert [macro for macro in load_pack().table(name, "macros") if f"{{{macro}}}" not in text] == []


@pytest.mark.parametrize("table", ["patterns", "words", "forms"])
def test_whatever_assembling_knows_is_asked_for(table: str) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/chengnuo/assemble").rglob("*.py"))
    asked = set(re.findall(r"""["']([a-z_]+)["']""", code))
    known = load_pack().table("assemble", table)
    assert [key for key in known if key not in asked and not key.endswith("_genres")] == []


def write(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def test_a_researchers_folder_adds_to_the_built_in_words(tmp_path: Path) -> None:
    write(tmp_path, "own", 'words = ["数"]\n[macros]\nn = "[0-9]+"\n[[rule]]\nid = "a"\npattern = "{n}人"\n')
    pack = load_pack(str(tmp_path))
    assert pack.words("own", "words") == ("数",)
    assert [m.group() for m in pack.rules("own")[0].finditer("有20人")] == ["20人"]
    assert pack.digest != load_pack().digest


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[[rule]]\nid='a'\npattern='('\n", "a"),
        ("[[rule]]\npattern='x'\n", "rule"),
        ("[[rule]]\nid='a'\n", "a"),
        ("[[rule]]\nid='a'\npattern='x'\nmatch=['x']\n", "a"),
        ("[[rule]]\nid='a'\npattern='x'\n[[rule]]\nid='a'\npattern='y'\n", "a"),
        ("rule = 3\n", "rule"),
        ("not toml", "-"),
    ],
)
def test_a_wrong_pack_names_the_file_and_the_key(tmp_path: Path, text: str, key: str) -> None:
    write(tmp_path, "wrong", text)
    with pytest.raises(BadPack) as error:
        load_pack(str(tmp_path)).rules("wrong")
    assert error.value.path == "wrong.toml"
    assert error.value.key == key


def test_a_wrong_pattern_of_a_researcher_is_named_before_it_is_tried(tmp_path: Path) -> None:
    write(tmp_path, "wrong", "[patterns]\nright = 'x'\nwrong = '('\n")
    with pytest.raises(BadPack) as error:
        load_pack(str(tmp_path)).patterns("wrong", "patterns")
    assert (error.value.path, error.value.key) == ("wrong.toml", "patterns.wrong")


TABLES = [
    ("assemble", "patterns"),
    ("bodies", "labels"),
    ("bodies", "names"),
    ("bodies", "verbs"),
    ("outline", "parts"),
    ("outline", "run_on"),
    ("outline", "title"),
    ("parsers", "page"),
    ("quantities", "cells"),
    ("quantities", "context"),
]


@pytest.mark.parametrize(("file", "table"), TABLES)
def test_a_pattern_that_nobody_asks_for_does_not_stay(file: str, table: str) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    assert [name for name in load_pack().table(file, table) if not re.search(f"[\"']{name}[\"']", code)] == []


def test_a_macro_that_no_pattern_uses_does_not_stay() -> None:
    pack = load_pack()
    words = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "extractors").rglob("*.toml"))
    macros = {key for name in pack.names() for key in pack.table(name, "macros")}
    assert [key for key in sorted(macros) if f"{{{key}}}" not in words] == []


@pytest.mark.parametrize(("file", "table"), TABLES)
def test_the_patterns_that_wait_to_be_tried_are_regular_expressions(file: str, table: str) -> None:
    pack = load_pack()
    patterns = pack.patterns(file, table)
    names = [name for name, value in pack.table(file, table).items() if isinstance(value, str)]
    assert [name for name in names if not hasattr(patterns[name], "search")] == []
    with pytest.raises(KeyError):
        patterns["no such pattern"]


def test_a_missing_folder_is_named() -> None:
    with pytest.raises(BadPack, match="no such folder"):
        load_pack("there-is-no-such-folder")


def test_an_alternation_prefers_the_longer_word() -> None:
    match = re.match(alternation(["以上", "以", "以上的"]), "以上的")
    assert match is not None
    assert match.group() == "以上的"
