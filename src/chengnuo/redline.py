"""A redline that reads in Chinese: changes by word, not by single characters that happen to agree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# Two changes with fewer same characters than this between them are one change: 的 alone between two
# replaced words says nothing and makes a redline unreadable.
ISLAND = 2
_RUN = re.compile(r"(?P<hanzi>[\u4e00-\u9fff]+)|[^\u4e00-\u9fff]+")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*%?|[A-Za-z]+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a redline: the words before and after (equal where `kind` is same)."""

    kind: Literal["same", "removed", "added", "replaced"]
    before: str
    after: str


def redline(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces that turn `before` into `after`; joined they give either text back."""
    old, new = _words(before), _words(after)
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    raw = [_piece(tag == "equal", old[i1:i2], new[j1:j2]) for tag, i1, i2, j1, j2 in matcher.get_opcodes()]
    return _without_islands(raw)


def _piece(same: bool, old: Sequence[str], new: Sequence[str]) -> Piece:
    before, after = "".join(old), "".join(new)
    if same:
        return Piece(kind="same", before=before, after=after)
    kind: Literal["removed", "added", "replaced"] = "replaced" if before and after else "removed" if before else "added"
    return Piece(kind=kind, before=before, after=after)


def _without_islands(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces with lone characters between two changes taken into them."""
    joined: list[Piece] = []
    for index, piece in enumerate(pieces):
        inner = 0 < index < len(pieces) - 1
        island = piece.kind == "same" and inner and len(piece.before) < ISLAND and piece.before.isalnum()
        if joined and joined[-1].kind != "same" and (island or piece.kind != "same"):
            joined[-1] = _piece(False, [joined[-1].before, piece.before], [joined[-1].after, piece.after])
        else:
            joined.append(piece)
    return tuple(joined)


def _words(text: str) -> list[str]:
    """The text in words; numbers stay whole, so that 50% → 80% is one change."""
    tokens: list[str] = []
    for run in _RUN.finditer(text):
        tokens += _cut(run[0]) if run.lastgroup == "hanzi" else _TOKEN.findall(run[0])
    return tokens


def _cut(run: str) -> list[str]:
    try:
        import rjieba
    except ImportError:
        import jieba

        return [str(word) for word in jieba.lcut(run)]
    return [str(word) for word in rjieba.cut(run)]
