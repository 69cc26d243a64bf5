"""A redline that reads in Chinese: changes by word, not by single characters that happen to agree.

A redlined document is a sequence of paragraphs, each a sequence of pieces; it can be written as Markdown, HTML, JSON
or as a DOCX with tracked changes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import SequenceMatcher
from html import escape
from typing import Any, Literal

from chengnuo.packing import undated
from chengnuo.segmentation import word_cutter

Paragraph = tuple["Piece", ...]

# Two changes with fewer same characters than this between them are one change: 的 alone between two
# replaced words says nothing and makes a redline unreadable.
ISLAND = 2
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_STYLE = "body{max-width:46em;margin:2em auto;line-height:1.8}del{color:#b00020}ins{color:#006b2d}"
_MARKDOWN = re.compile(r"[\\`*_~\[\]#<>|]")
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


def to_markdown(paragraphs: Iterable[Paragraph]) -> str:
    """The redline as Markdown: ~~removed~~ and **added**, one paragraph a block."""
    return "\n\n".join("".join(_markdown(piece) for piece in pieces) for pieces in paragraphs) + "\n"


def to_html(paragraphs: Iterable[Paragraph], *, title: str = "", language: str = "zh-CN") -> str:
    """The redline as one HTML page with <del> and <ins>; it loads nothing from elsewhere."""
    body = "\n".join("<p>" + "".join(_html(piece) for piece in pieces) + "</p>" for pieces in paragraphs)
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>\n<style>{_STYLE}</style>'
    return f'<!doctype html>\n<html lang="{escape(language)}">\n<head>{head}</head>\n<body>\n{body}\n</body>\n</html>\n'


def to_wire(paragraphs: Iterable[Paragraph]) -> list[list[dict[str, str]]]:
    """The redline as JSON-ready values."""
    return [
        [{"kind": piece.kind, "before": piece.before, "after": piece.after} for piece in pieces]
        for pieces in paragraphs
    ]


def to_docx(paragraphs: Iterable[Paragraph], *, author: str = "chengnuo") -> bytes:
    """The redline as a DOCX whose changes a reader can accept or reject one by one."""
    import docx
    from docx.oxml import OxmlElement

    document = docx.Document()
    count = 0
    for pieces in paragraphs:
        paragraph = document.add_paragraph()
        for piece in pieces:
            if piece.kind == "same":
                paragraph.add_run(piece.after)
                continue
            for tag, words in (("w:del", piece.before), ("w:ins", piece.after)):
                if words:
                    count += 1
                    paragraph._p.append(_tracked(OxmlElement, tag, words, author, count))  # noqa: SLF001
    properties = document.core_properties
    properties.author, properties.created, properties.modified = author, _EPOCH, _EPOCH
    stream = io.BytesIO()
    document.save(stream)
    return undated(stream.getvalue())


def _tracked(element: Any, tag: str, words: str, author: str, count: int) -> Any:
    """A tracked insertion or deletion; it has no date, so that the same texts give the same bytes."""
    from docx.oxml.ns import qn

    change = element(tag)
    change.set(qn("w:id"), str(count))
    change.set(qn("w:author"), author)
    run = element("w:r")
    text = element("w:delText" if tag == "w:del" else "w:t")
    text.set(qn("xml:space"), "preserve")
    text.text = words
    run.append(text)
    change.append(run)
    return change


def _markdown(piece: Piece) -> str:
    if piece.kind == "same":
        return _escaped(piece.after)
    removed = f"~~{_escaped(piece.before)}~~" if piece.before.strip() else ""
    added = f"**{_escaped(piece.after)}**" if piece.after.strip() else piece.after
    return removed + added


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\g<0>", text)


def _html(piece: Piece) -> str:
    if piece.kind == "same":
        return escape(piece.after)
    removed = f"<del>{escape(piece.before)}</del>" if piece.before else ""
    return removed + (f"<ins>{escape(piece.after)}</ins>" if piece.after else "")


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
        tokens += word_cutter()(run[0]) if run.lastgroup == "hanzi" else _TOKEN.findall(run[0])
    return tokens
