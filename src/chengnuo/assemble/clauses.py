"""Lines of the clean text cut into clauses, which ，；。：！？ bound and brackets hold together."""

from __future__ import annotations

from dataclasses import dataclass

from chengnuo.assemble.lexicon import Lexicon
from chengnuo.spans import Span

# A bracket left open is taken as closed after so many characters: garbled texts lose brackets.
LONGEST_BRACKET = 200
# A clause longer than this has lost its punctuation and is cut, so that the work on it stays bounded.
LONGEST_CLAUSE = 800
# 其中，在 is no longer.
BEFORE_AMONG = 4
SENTENCE_ENDS = frozenset("。！？\n…")
_COMMA, _LISTED = "，", "、"
_OPEN, _CLOSE = frozenset("（("), frozenset("）)")


@dataclass(slots=True)  # not frozen, which would make it four times as slow to make
class Clause:
    """A clause: `start`/`end` without enumerator and outer quotes, `raw` its first character, `stop` what ends it.

    `sentence` is the offset at which its sentence begins.
    """

    start: int
    end: int
    raw: int
    stop: str
    sentence: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def of(self, text: str) -> str:
        """The words of the clause in `text`."""
        return text[self.start : self.end]


def singles_out(text: str, clause: Clause, lex: Lexicon) -> bool:
    """Whether 其中 opens the clause: what it says is of a part of what was spoken of before."""
    start = max(clause.sentence, clause.start - BEFORE_AMONG)
    before = lex.patterns["among_before"].search(text, start, clause.start)
    return before is not None or lex.patterns["among"].match(text, clause.start) is not None


def clauses_of(text: str, start: int, end: int, lex: Lexicon) -> list[Clause]:
    """The clauses of `text[start:end]`, in order."""
    found: list[Clause] = []
    at = sentence = start
    opened = -1
    for token in lex.tokens.finditer(text, start, end):
        char = token[0]
        if char in _OPEN:
            opened = token.start() if opened < 0 else opened
            continue
        if char in _CLOSE:
            opened = -1
            continue
        if opened >= 0 and char not in SENTENCE_ENDS and token.start() - opened < LONGEST_BRACKET:
            continue
        opened = -1
        _add(found, text, at, token.start(), _COMMA if char == _LISTED else char, sentence, lex)
        at = token.end()
        if char in SENTENCE_ENDS:
            sentence = at
    _add(found, text, at, end, "", sentence, lex)
    return found


def _add(found: list[Clause], text: str, raw: int, end: int, stop: str, sentence: int, lex: Lexicon) -> None:
    listed = lex.patterns["closing_list"].match(text, raw, end) if text[raw : raw + 1] in _OPEN else None
    raw = listed.end() if listed else raw
    opening = lex.enumerator.match(text[raw : min(end, raw + 24)])
    start = raw + opening.end() if opening else raw
    while end > start and text[end - 1] in " \t":
        end -= 1
    if start > raw and text[start - 1] == "“" and text.find("”", start, end) >= 0:
        start -= 1
    if end > start and text[end - 1] in "”’" and text.find("“", start, end) < 0:
        end -= 1
    while end - start > LONGEST_CLAUSE:
        found.append(Clause(start, start + LONGEST_CLAUSE, raw, "", sentence))
        start = raw = start + LONGEST_CLAUSE
    if end > start:
        found.append(Clause(start, end, raw, stop, sentence))
