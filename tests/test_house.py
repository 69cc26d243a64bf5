"""The house rules that a program can check."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from chengnuo.packs import load_pack

SOURCES = sorted((ROOT / "src" / "chengnuo").rglob("*.py"))
HANZI = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
# Texts that a person reads on a screen or in a report are the business of these rooms.
MAY_SPEAK_CHINESE = ("cli", "cli.py", "render.py", "report", "export", "review", "serve.py")


def docstrings(tree: ast.Module) -> set[int]:
    """The ids of the constants that are docstrings."""
    nodes = [n for n in ast.walk(tree) if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)]
    firsts = [n.body[0].value for n in nodes if n.body and isinstance(n.body[0], ast.Expr)]
    # A string behind a field of a class is its docstring as well.
    for node in nodes:
        firsts += [e.value for e in node.body if isinstance(e, ast.Expr)]
    return {id(value) for value in firsts if isinstance(value, ast.Constant)}


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_chinese_words_are_data_and_not_code(path: Path) -> None:
    if path.relative_to(ROOT / "src" / "chengnuo").parts[0] in MAY_SPEAK_CHINESE:
        pytest.skip("this room speaks to people")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    allowed = docstrings(tree)
    found = [
        f"{node.lineno}: {node.value!r}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in allowed
        and HANZI.search(node.value)
    ]
    assert found == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_functions_and_files_stay_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 450
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and node.end_lineno is not None and node.end_lineno - node.lineno >= 60
    ]
    assert long == []


HEAVY = (
    "lxml",
    "pdfplumber",
    "pypdfium2",
    "docx",
    "spacy",
    "jieba",
    "rjieba",
    "openpyxl",
    "rich",
    "jinja2",
    "opencc",
    "pypinyin",
    "sqlite_utils",
    "rapidfuzz",
)


@pytest.mark.parametrize("what", ["import chengnuo", "import chengnuo.cli", "from chengnuo.parsers import parse"])
def test_importing_pulls_in_nothing_heavy(what: str) -> None:
    code = f"import sys; {what}; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


RULE_NAME = re.compile(r"[a-z]+\.[a-z]+(?:-[a-z]+)*")


def test_every_rule_that_assembling_asks_for_by_name_is_given_by_somebody() -> None:
    """A slip in a name that is only compared would make its branch dead, and nothing would fail."""
    asked: set[str] = set()
    given = {f"mood.{family}" for family in ("plan", "report", "reply", "note")}
    given |= {rule.id for section in ("mood", "status", "source") for rule in load_pack().rules("assemble", section)}
    for path in (ROOT / "src" / "chengnuo" / "assemble").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        compared = [n for n in ast.walk(tree) if isinstance(n, ast.Compare | ast.Set)]
        inside = {id(n) for one in compared for n in ast.walk(one) if isinstance(n, ast.Constant)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and RULE_NAME.fullmatch(node.value):
                (asked if id(node) in inside else given).add(node.value)
    assert len(asked) > 20
    assert asked - given == set()
