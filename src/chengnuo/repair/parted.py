"""Characters that blanks part: titles and signatures set wide (`实 施 方 案`), pages whose every sign stands apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from chengnuo.packs import Pack
from chengnuo.remembered import compiled
from chengnuo.repair.characters import HAN
from chengnuo.spans import Change, Doubt, Span

__all__ = ["find_parted"]

_PARTED = compiled(f" (?<=[{HAN}].)(?=[{HAN}] )")
_HAN = compiled(f"[{HAN}]")
_SIGN = compiled(r"[^\x00-\x7f]")
_TOKEN = compiled(r"[^ ]+")
_DIGITS = compiled(r"\d+")
# A line of so many characters is parted where each of them stands alone; fewer may be the cells of a row.
_FEW = 4
# Of a longer line one word in ten may be whole (a term in quotation marks); so many such lines tell of a parted page,
# on which shorter ones are parted as well.
_LONG = 12
_WHOLE = 0.1
_LINES = 3
_SHORT = 2


def find_parted(text: str, pack: Pack) -> tuple[list[Change], list[Doubt]]:
    """The edits that close up the lines whose characters stand apart, with a doubt for each number that was parted.

    Two blanks, and the one between two words in Latin letters, stay.
    """
    spaced = text.replace("\u00a0", " ").replace("\u3000", " ")
    if not _PARTED.search(spaced):
        return [], []
    cells = frozenset(pack.words("repair", "parted", "cells"))
    lines = list(_lines(spaced, cells))
    page = sum(1 for _, count in lines if count >= _LONG) >= _LINES
    edits: list[Change] = []
    doubts: list[Doubt] = []
    for tokens, count in lines:
        if count >= (_SHORT if page else _FEW):
            edits += _closed(tokens)
            doubts += _numbers(tokens)
    return edits, doubts


def _lines(text: str, cells: frozenset[str]) -> Iterator[tuple[list[re.Match[str]], int]]:
    """What single blanks part in each line whose characters stand apart, and how many characters it has."""
    done = -1
    for m in _PARTED.finditer(text):
        if m.start() < done:
            continue
        start = text.rfind("\n", 0, m.start()) + 1
        done = text.find("\n", m.end())
        done = len(text) if done < 0 else done
        tokens = list(_TOKEN.finditer(text, start, done))
        words = [token[0] for token in tokens if _HAN.search(token[0])]
        whole = sum(1 for word in words if len(_HAN.findall(word)) > 1)
        if whole <= (len(words) * _WHOLE if len(words) >= _LONG else 0) and not cells.issuperset(words):
            yield tokens, len(words)


def _closed(tokens: list[re.Match[str]]) -> Iterator[Change]:
    for before, after in pairwise(tokens):
        start, end = before.end(), after.start()
        alone = len(before[0]) == 1 and len(after[0]) == 1
        if end - start == 1 and (alone or _SIGN.match(before[0][-1]) or _SIGN.match(after[0])):
            yield start, end, "", "parted"


def _numbers(tokens: list[re.Match[str]]) -> Iterator[Doubt]:
    """A doubt for each number of which single digits are closed up."""
    run: list[re.Match[str]] = []
    for token in [*tokens, None]:
        alone = token is not None and len(token[0]) == 1 and _DIGITS.match(token[0])
        if token is not None and alone and (not run or token.start() - run[-1].end() == 1):
            run.append(token)
            continue
        if len(run) > 1:
            words = "".join(digit[0] for digit in run)
            reason = f"digits parted or mistaken for letters; read as {words}"
            yield Doubt(code="restored-digits", span=Span(run[0].start(), run[-1].end()), reason=reason)
        run = [token] if token is not None and alone else []
