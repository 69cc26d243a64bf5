"""Patterns that ask which character is next match what they did, and pass over what they cannot begin with."""

from __future__ import annotations

import re
from pathlib import Path
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengnuo.firsts import code_of
from chengnuo.packs import load_pack
from chengnuo.remembered import compiled

CORPORA = Path(__file__).resolve().parents[1] / "corpora"
WORDS = "|".join(f"{first}{second}" for first in "甲乙丙丁" for second in "一二三四")
FIRSTS = "甲乙丙丁戊己庚辛壬癸子丑"
ODD = "|".join(f"{first}人" for first in FIRSTS)
PATTERNS = (
    rf"(?<=第)(?:{WORDS})人?",
    rf"第(?:{WORDS})(?!人)",
    rf"第(?:{WORDS}|)人",
    rf"第?(?:{WORDS}|[人第])+",
    rf"(?P<word>{WORDS})人(?P=word)",
    rf"(?:(?:{WORDS}){{0,2}}(?>人|第人))+?",
    rf"(?i)(?:a第|{WORDS})+",
    rf"人(?i:b|A第|第[^人]|{WORDS})",
    rf"[^人](?:{WORDS}|[^第人]人|\d|\s)",
    rf"(?m)^(?:{WORDS}|\b人)|$",
    rf"(第)?(?(1)甲一|(?:{WORDS}))",
    r"\b(?:\d|[甲乙]|第人)",
    r"(?:甲+一|甲+|甲二|甲|(?:甲|乙一)三|(?:甲|乙一)人)人",
    r"(?:(甲)一|(甲)二|甲一|甲|甲一二|(?<=第)二人|(?<=第)二|[甲乙]三|[甲乙]人)",
)


def code_of_python(pattern: str) -> list[int]:
    """What `re` itself makes of a pattern."""
    return compiler._code(parser.parse(pattern), 0)


def searches_by_first_character(pattern: str) -> bool:
    """Whether a search for it passes over the characters with which it cannot begin."""
    code = code_of(pattern)[1]
    return code[0] == ops.INFO and bool(code[2] & (ops.SRE_INFO_PREFIX | ops.SRE_INFO_CHARSET))


def found(pattern: re.Pattern[str], text: str) -> list[tuple[tuple[int, int], ...]]:
    return [m.regs for m in pattern.finditer(text)]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text("甲乙丙丁一二三四第人aAb3 \n", max_size=30))
def test_a_pattern_matches_what_it_does_for_python(pattern: str, text: str) -> None:
    assert found(compiled(pattern), text) == found(re.compile(pattern), text)


def test_rules_find_in_a_document_what_they_do_for_python() -> None:
    pack = load_pack()
    text = "".join(path.read_text(encoding="utf-8")[:1500] for path in sorted(CORPORA.glob("*.txt")))
    sources = [rule.source for name in pack.names() for rule in pack.rules(name)][::40]
    assert len(sources) > 5
    for source in sources:
        assert found(compiled(source), text) == found(re.compile(source), text), source


@pytest.mark.parametrize("pattern", ["(?<=第)(?:一|[二三])章", "(?:第|[一二]|\\d人)", "(?!甲一)(?:甲|乙|[丙丁])?人"])
def test_a_search_passes_over_what_a_match_cannot_begin_with(pattern: str) -> None:
    assert searches_by_first_character(pattern)


@pytest.mark.parametrize("pattern", ["(?:第|[一二])?", "(?:第|[^一])人", "(?:第|)(?=人)", "(?:第|.)人"])
def test_a_match_that_may_begin_with_anything_is_looked_for_everywhere(pattern: str) -> None:
    assert not searches_by_first_character(pattern)


def test_an_alternation_of_many_words_is_asked_for_their_first_characters() -> None:
    assert code_of(f"第(?:{ODD})")[1] == code_of_python(f"第(?=[{FIRSTS}])(?:{ODD})")


def test_ways_that_begin_alike_are_one() -> None:
    assert code_of("第(?:甲一人|甲二|乙三)")[1] == code_of_python("第(?:甲(?:一人|二)|乙三)")


@pytest.mark.parametrize("ways", ["甲{1,2}一|甲{1,2}二", "(甲)一|(甲)二", "甲一|乙三|甲二"])
def test_ways_whose_order_may_tell_are_tried_as_they_stand(ways: str) -> None:
    assert code_of(f"第(?:{ways})")[1] == code_of_python(f"第(?:{ways})")


@pytest.mark.parametrize("pattern", ["第(?:甲一|乙二)", f"(?:{ODD})", f"({ODD})人"])
def test_few_words_and_those_that_a_search_begins_with_are_not_asked(pattern: str) -> None:
    assert code_of(pattern)[1] == code_of_python(pattern)


def test_what_is_wrong_in_a_pattern_is_said_as_python_says_it() -> None:
    with pytest.raises(re.error, match="unterminated"):
        code_of("[一-")
