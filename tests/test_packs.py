"""Knowledge is data with its own examples: every rule matches what it says, and nothing that it must avoid."""

from __future__ import annotations

import ast
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
    shared = name.endswith("macros")
    path = ROOT / "extractors" / f"{name}.toml"
    text = "".join(file.read_text(encoding="utf-8") for file in (path.parent.glob("*.toml") if shared else [path]))
    assert [macro for macro in load_pack().table(name, "macros") if f"{{{macro}}}" not in text] == []


ASSEMBLE = [name for name in load_pack().names() if name.startswith("assemble/")]


@pytest.mark.parametrize("name", ASSEMBLE)
def test_every_word_list_and_pattern_of_assembling_says_what_it_is_for(name: str) -> None:
    lines = (ROOT / "extractors" / f"{name}.toml").read_text(encoding="utf-8").split("\n")
    tables = [next((t for t in reversed(lines[: i + 1]) if t.startswith("[")), "") for i in range(len(lines))]
    told = {"[macros]", "[words]", "[patterns]"}
    entries = [i for i, line in enumerate(lines) if tables[i] in told and re.match(r"\w+ = ", line)]
    assert [lines[i][:30] for i in entries if not lines[i - 1].startswith("#")] == []


WIDEST = 180


@pytest.mark.parametrize("name", [name for name in load_pack().names() if name not in {"messages", "regions"}])
def test_patterns_and_word_lists_are_laid_out_over_lines(name: str) -> None:
    lines = (ROOT / "extractors" / f"{name}.toml").read_text(encoding="utf-8").split("\n")
    entries = [line for line in lines if re.match(r"(?!match|avoid)\w+ = .*[|,]", line)]
    wide = [line[:40] for line in entries if sum(1 + (c >= "\u1100") for c in line) > WIDEST]
    assert wide == []


@pytest.mark.parametrize("table", ["macros", "words", "patterns", "forms"])
def test_no_word_or_pattern_of_assembling_stands_in_two_files(table: str) -> None:
    keys = [key for name in ASSEMBLE for key in load_pack().table(name, table)]
    assert len(keys) >= 20
    assert [key for key in sorted(set(keys)) if keys.count(key) > 1] == []


@pytest.mark.parametrize("name", [name for name in ASSEMBLE if not name.endswith(("/macros", "/common"))])
def test_a_file_of_assembling_is_named_after_a_module_that_asks_for_it(name: str) -> None:
    modules = [ROOT / "src/chengnuo" / f"{module}.py" for module in (name, "assemble/lexicon")]
    code = "".join(module.read_text(encoding="utf-8") for module in modules)
    pack = load_pack()
    known = [key for table in ("words", "patterns", "forms") for key in pack.table(name, table)]
    asked = [key for key in known if re.search(rf"""["'.]{key}\b""", code) or key.endswith("_genres")]
    assert asked == known


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
    assert error.value.path == f"{tmp_path}/wrong.toml"
    assert error.value.key == key


def test_a_wrong_pattern_of_a_researcher_is_named_before_it_is_tried(tmp_path: Path) -> None:
    write(tmp_path, "wrong", "[patterns]\nright = 'x'\nwrong = '('\n")
    with pytest.raises(BadPack) as error:
        load_pack(str(tmp_path)).patterns("wrong", "patterns")
    assert (error.value.path, error.value.key) == (f"{tmp_path}/wrong.toml", "patterns.wrong")


LAID_OUT = """
[macros]
year = '''
  [12][ 0-9]{3}   # a blank in brackets is one
  年'''
[[rule]]
id = "year.end"
pattern = '''
    {year} 底          # 2025年底
  | 年末 | 岁末        # several like words on a line
  | \\#\\ 终'''
"""


def test_blanks_breaks_and_comments_only_lay_out_a_pattern_of_several_lines(tmp_path: Path) -> None:
    write(tmp_path, "own", LAID_OUT)
    (rule,) = load_pack(str(tmp_path)).rules("own")
    assert rule.source == r"[12][ 0-9]{3}年底|年末|岁末|\#\ 终"
    assert [m.group() for m in rule.finditer("2025年底，岁末，# 终")] == ["2025年底", "岁末", "# 终"]


def test_a_pattern_of_one_line_keeps_its_blanks(tmp_path: Path) -> None:
    write(tmp_path, "own", "[patterns]\none = 'a b # c'\n")
    assert load_pack(str(tmp_path)).pattern("own", "patterns", "one").fullmatch("a b # c")


def test_the_files_of_a_folder_are_one_file_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    write(tmp_path, "own", 'words = ["三"]\n[[rule]]\nid = "c"\npattern = "{n}个"\n')
    write(tmp_path / "own", "macros", "[macros]\nn = '[0-9]'\n")
    write(tmp_path / "own", "a", 'words = ["一"]\n[[rule]]\nid = "a"\npattern = "{n}人"\n')
    write(tmp_path / "own", "b", 'words = ["二"]\n[[rule]]\nid = "b"\npattern = "{n}所"\n')
    pack = load_pack(str(tmp_path))
    assert pack.words("own", "words") == ("三", "一", "二")
    assert [(rule.id, rule.file, rule.source) for rule in pack.rules("own")] == [
        ("c", f"{tmp_path}/own.toml", "[0-9]个"),
        ("a", f"{tmp_path}/own/a.toml", "[0-9]人"),
        ("b", f"{tmp_path}/own/b.toml", "[0-9]所"),
    ]
    assert [rule.source for rule in pack.rules("own/b")] == ["[0-9]所"]


def test_a_wrong_pattern_in_a_folder_is_named_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    write(tmp_path / "own", "a", "[patterns]\nright = 'x'\n")
    write(tmp_path / "own", "b", "[patterns]\nwrong = '('\n")
    with pytest.raises(BadPack) as error:
        load_pack(str(tmp_path)).patterns("own", "patterns")
    assert (error.value.path, error.value.key) == (f"{tmp_path}/own/b.toml", "patterns.wrong")


def test_a_researchers_file_adds_to_a_folder_of_the_built_in_pack(tmp_path: Path) -> None:
    write(tmp_path, "assemble", "[words]\nmaking = ['筑造']\n[patterns]\nof = '^之'\n")
    pack = load_pack(str(tmp_path))
    assert pack.words("assemble", "words", "making") == (*load_pack().words("assemble", "words", "making"), "筑造")
    assert pack.source("assemble", "patterns", "of") == "^之"


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


def test_a_key_of_a_rule_that_nobody_reads_does_not_stay() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    pack = load_pack()
    lists = (value for name in pack.names() for value in pack.file(name).values() if isinstance(value, list))
    keys = {key for rules in lists for rule in rules if isinstance(rule, dict) for key in rule}
    assert sorted(keys - set(re.findall(r'"(\w+)"', code))) == []


NAMED = re.compile(r"(?:indicator|subject|scope|milestone|status|mood|quantity)\.[a-z-]+")


def names_of_rules(node: ast.AST) -> list[ast.Constant]:
    """The names of rules that stand in a piece of code."""
    constants = (one for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str))
    return [one for one in constants if NAMED.fullmatch(str(one.value))]


def is_question(node: ast.AST) -> bool:
    """Whether the code asks by which rules something was read."""
    call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "isdisjoint"
    return call or isinstance(node, ast.Compare)


def test_a_rule_by_which_a_row_is_asked_for_is_one_that_makes_rows() -> None:
    pack = load_pack()
    asked = {*pack.table("assemble", "guesses"), *(rule.get("read_by", "") for rule in pack.rules("assemble", "doubt"))}
    given = {rule.id for rule in RULES} | {f"mood.{family}" for family in ("plan", "report", "reply", "note")}
    for path in (ROOT / "src" / "chengnuo" / "assemble").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        questions = {
            id(name): name.value for node in ast.walk(tree) if is_question(node) for name in names_of_rules(node)
        }
        asked |= set(questions.values())
        given |= {name.value for name in names_of_rules(tree) if id(name) not in questions}
    assert len(asked) > 20
    assert sorted(asked - given - {""}) == []


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


def test_a_folder_without_rules_is_no_pack(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no rules")
    with pytest.raises(BadPack, match="no rules"):
        load_pack(str(tmp_path))
