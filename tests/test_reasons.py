"""Why a file or a ledger cannot be read is said in Chinese to a Chinese reader, every reason and every hint."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from conftest import ROOT

from chengnuo.cli import words
from chengnuo.cli.reasons import reason
from chengnuo.cli.usage import in_chinese

RAISED = {"UnreadableFile": 1, "UnknownFormat": 1, "BadStore": 1, "Failure": 1, "BadPack": 2, "ChengnuoError": 0}


def worded(node: ast.expr) -> Iterator[str]:
    """The words of an argument, with X1 for each value in them."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(one.value) if isinstance(one, ast.Constant) else "X1" for one in node.values)
    elif isinstance(node, ast.IfExp):
        yield from (*worded(node.body), *worded(node.orelse))


def reasons() -> Iterator[str]:
    """What is written out below the command line where an error is raised, and what strange formats are called."""
    for path in (ROOT / "src" / "chengnuo").rglob("*.py"):
        if "cli" in path.relative_to(ROOT / "src").parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name in RAISED:
                for argument in node.args[RAISED[name] :]:
                    yield from worded(argument)
            if isinstance(node, ast.FunctionDef) and node.name == "stranger":
                for line in ast.walk(node):
                    if isinstance(line, ast.Return) and isinstance(line.value, ast.Tuple):
                        yield from (words for one in line.value.elts for words in worded(one))


def mistakes() -> Iterator[str]:
    """What is said of the lines of a file of decisions."""
    home = ROOT / "src" / "chengnuo"
    for path in (*(home / "review").rglob("*.py"), home / "cli" / "review.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and called == "ValueError":
                yield from worded(node.args[0])
            elif isinstance(node, ast.Call) and called in {"self.mistakes.append", "self.remarks.append"}:
                yield from (words.replace("X1: ", "line 7: ", 1) for words in worded(node.args[0]))


@pytest.mark.parametrize("words", sorted({words.replace("X1", "7") for words in mistakes()}))
def test_a_mistake_in_a_file_of_decisions_has_chinese_words(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHENGNUO_LANG", "zh")
    assert not re.search("[a-z]{3,} [a-z]", reason(words).replace("chengnuo list", ""))


# What is nothing but values, and kinds that `list --unread` shows as they are.
BARE = {"", "X1", "X1 is not read"}


@pytest.mark.parametrize("words", sorted(set(reasons()) - BARE))
def test_a_reason_has_chinese_words(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHENGNUO_LANG", "zh")
    assert reason(words) != words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("the file is empty (fetch it again)", "文件是空的（请重新下载）"),
        ("word/document.xml is broken: Error -3 (fetch it again)", "word/document.xml 已损坏：Error -3（请重新下载）"),
        ("a binary workbook (XLSB) is not read (save it as XLSX)", "不能读二进制工作簿（XLSB）（请另存为 XLSX）"),
        ("the OFD has 9000 pages (split it)", "共有 9000 页（请拆分后再读）"),
        ("a fault of the program (KeyError: 'a (b)')", "程序出错（KeyError: 'a (b)'）"),
        ("something new (try (x))", "something new (try (x))"),
        (
            "line 3: new_deadline: 2 is no date such as 2027 or 2021/2025; line 4: verdict: yes is none of accept",
            "第 3 行：new_deadline：2 不是日期，应如 2027 或 2021/2025；第 4 行：verdict：yes 不在可选值之列：accept",
        ),
        (
            "line 3: c1 is decided twice, differently; and 2 more (save it again)",
            "第 3 行：c1 有两种不同的审核结果；另有 2 处（请重新保存）",
        ),
    ],
)
def test_a_reason_keeps_its_values_and_its_hint(words: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHENGNUO_LANG", "zh")
    assert reason(words) == said
    monkeypatch.setenv("CHENGNUO_LANG", "en")
    assert reason(words) == words


def complaints() -> Iterator[str]:
    """What is written out in the command line's own usage errors."""
    for path in (ROOT / "src" / "chengnuo" / "cli").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"UsageError", "BadParameter"}:
                yield from (words for argument in node.args[:1] for words in worded(argument))


@pytest.mark.parametrize("words", sorted({words.replace("X1", "7") for words in complaints()}))
def test_a_usage_error_of_ours_has_chinese_words(words: str) -> None:
    assert in_chinese(words) != words


def test_codes_of_pages_without_text_are_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_chosen", ["zh"])
    told = reason("no page has a text that can be used (image-only-page, watermark-only)")
    assert told == "没有一页有可用的文字（整页是图像、只有水印）"
