"""Tables whose cells stand between bars: bare (a|b|c), in Markdown, or in boxes drawn with signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chengnuo.packs import Pack
from chengnuo.parsers.heads import heads_of, is_task_header
from chengnuo.spans import Span

# Fewer columns, where nothing else tells a table, may be a list with its labels; fewer lines a caption.
FEWEST_COLUMNS, FEWEST_ROWS = 3, 2
# A header has short names. Rows below one whose first cells reach down (a category) begin with so few cells less.
LONGEST_NAME, MOST_SPANNED = 16, 2
# A header without numbers below it has shorter names; in each row some cell says more than a label does: it has as many
# characters, or several words or a number.
LONGEST_LABEL, SHORTEST_STATEMENT = 12, 10
# Labels of a page that stand above a table fill so many rows.
MOST_LABELS = 8
# A line across the table that names what the next rows are about has no more characters.
LONGEST_CATEGORY = 40
_BARS = "|\uff5c\uffe8\u2502\u2503\u2551"  # bars of ASCII, full width, half width, and boxes of three kinds
_DRAWN = "\u2500-\u257f"
_LEVEL = "-=\u2500\u2501\u2504\u2505\u2508\u2509\u254c\u254d\u2550"
_JOINTS = _BARS + "\u251c-\u254b\u255e-\u256c"
_HINT = re.compile(f"[{_BARS}]")
_LEVELS = re.escape(_LEVEL)
_LINE = re.compile(rf"^(?:[^\n{_BARS}{_DRAWN}]*+[{_BARS}{_DRAWN}][^\n]*+|[ \t]*+\+[-=+]{{2,}}\+[ \t]*+)$", re.MULTILINE)
_RULE = re.compile(rf"[ \t\u3000:+|\uff5c{_LEVELS}{_DRAWN}]++")
_LEVEL_SIGN = re.compile(f"[{_LEVELS}]")
_JOINT_OF_RULE = re.compile(rf"[+|\uff5c{_DRAWN}]")
_PARTED = re.compile(rf"(?<!\\)[{_JOINTS}]")
BLANKS = " \t\u00a0\u3000"
_STOP = re.compile("[。；！？]")
_COLONS = frozenset(":：")
_STATED = re.compile("[，、；。%\\d]")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line between bars: its place without blanks, the places of its pieces; a rule has none."""

    span: Span
    pieces: tuple[Span, ...]

    @property
    def is_rule(self) -> bool:
        return not self.pieces

    @property
    def opens(self) -> bool:
        """Whether nothing stands before the first bar."""
        return not len(self.pieces[0])

    @property
    def closes(self) -> bool:
        return not len(self.pieces[-1])


def barred_rows(text: str, pack: Pack) -> Iterator[tuple[list[list[Span]], Span]]:
    """The tables between bars: the rows with the places of their cells (empty ones where a cell is), and the place of
    the whole with the bars and rules around it."""
    if not _HINT.search(text):
        return
    for run in _runs(text):
        rows = [line for line in run if not line.is_rule]
        if len(rows) < FEWEST_ROWS:
            continue
        left = all(line.opens for line in rows if len(line.pieces) > 1)
        right = all(line.closes for line in rows if len(line.pieces) > 1)
        cells = [_cells(line, left=left, right=right) for line in rows]
        if (head := _task_header(text, cells, pack)) is not None:
            kept = _above_labels(text, cells[head:])
            first = rows[head] if head else run[0]
            last = rows[head + len(kept) - 1] if head + len(kept) < len(rows) else run[-1]
            yield _under_spans(text, kept), Span(first.span.start, last.span.end)
            continue
        cells = _under_spans(text, cells)
        if _is_table(text, cells, ruled=len(rows) < len(run), framed=left and right):
            yield cells, Span(run[0].span.start, run[-1].span.end)


def _task_header(text: str, rows: Sequence[Sequence[Span]], pack: Pack) -> int | None:
    """Which of the first rows is the header of a table of tasks, that may stand below the labels of a page; None where
    none is."""
    heads = heads_of(pack)
    named = ([cell.of(text) for cell in row if len(cell)] for row in rows[:MOST_LABELS])
    return next((at for at, names in enumerate(named) if is_task_header(names, heads)), None)


def _runs(text: str) -> Iterator[list[_Line]]:
    """The lines between bars that follow each other, with those across the table that stand alone among them."""
    run: list[_Line] = []
    for match in _LINE.finditer(text):
        line = _line(text, match.start(), match.end())
        if line is None:
            continue
        if run:
            across = _between(text, run[-1], line)
            if across is None:
                yield run
                run = []
            elif len(across):
                run.append(_Line(across, (across,)))
        run.append(line)
    if run:
        yield run


def _line(text: str, start: int, end: int) -> _Line | None:
    words = text[start:end]
    inner = words.strip(BLANKS)
    start += len(words) - len(words.lstrip(BLANKS))
    end = start + len(inner)
    if _RULE.fullmatch(inner) and _LEVEL_SIGN.search(inner):
        return _Line(Span(start, end), ()) if _JOINT_OF_RULE.search(inner) else None
    marks = [start - 1, *(match.start() for match in _PARTED.finditer(text, start, end)), end]
    if len(marks) < 3:
        return None
    return _Line(Span(start, end), tuple(_stripped(text, a + 1, b) for a, b in pairwise(marks)))


def _stripped(text: str, start: int, end: int) -> Span:
    """The place of the words of a piece; a part of a rule, beside a cell that is several lines tall, has none."""
    piece = text[start:end]
    inner = piece.strip(BLANKS)
    if not inner.strip(_LEVEL):
        # One dash alone says that there is no value.
        inner = inner if len(inner) == 1 else ""
    at = start + len(piece) - len(piece.lstrip(BLANKS)) if inner else start
    return Span(at, at + len(inner))


def _between(text: str, above: _Line, below: _Line) -> Span | None:
    """The line that stands alone between two lines of a table; empty where none does, None where they are apart."""
    gap = text[above.span.end : below.span.start]
    words = gap.strip()
    if not words:
        return Span(above.span.end, above.span.end)
    alike = len(above.pieces) == len(below.pieces) >= FEWEST_COLUMNS
    if not alike or "\n" in words or not is_category(words):
        return None
    at = above.span.end + gap.index(words)
    return Span(at, at + len(words))


def _above_labels(text: str, rows: list[list[Span]]) -> list[list[Span]]:
    """The rows without those at the end that have too few cells to be of the table, or are labels: 文号：|…."""
    least = len(rows[0]) - MOST_SPANNED
    while len(rows) > FEWEST_ROWS and (1 < len(rows[-1]) < least or rows[-1][0].of(text)[-1:] in _COLONS):
        rows = rows[:-1]
    return rows


def is_category(words: str) -> bool:
    """Whether a line across a table may name what its next rows are about."""
    return len(words) <= LONGEST_CATEGORY and not _STOP.search(words)


def _cells(line: _Line, *, left: bool, right: bool) -> list[Span]:
    """The cells of a line, without what stands outside the bars around it."""
    pieces = list(line.pieces)
    if len(pieces) == 1:
        return pieces
    return pieces[int(left) : len(pieces) - int(right)]


def _under_spans(text: str, rows: list[list[Span]]) -> list[list[Span]]:
    """The rows, with empty places for the first cells of those over which cells of a row above reach down.

    A page saved as text leaves them out: 类别|事项|目标, 教育|建校|2所, 招生|3班.
    """
    width = len(rows[0])
    named = all(0 < len(cell) <= LONGEST_NAME and not _STOP.search(cell.of(text)) for cell in rows[0])
    least = max(width - MOST_SPANNED, FEWEST_COLUMNS)
    full = len(rows) > FEWEST_ROWS and len(rows[1]) == width
    if not (named and full and all(least <= len(row) <= width for row in rows)):
        return rows
    return [[Span(row[0].start, row[0].start)] * (width - len(row)) + row for row in rows]


def _is_table(text: str, rows: Sequence[Sequence[Span]], *, ruled: bool, framed: bool) -> bool:
    """Whether the lines are a table rather than the links of a page: told by a rule, by bars around each line, or by
    lines of equal width with numbers or more than labels."""
    width = len(rows[0])
    rows = [row for row in rows if len(row) > 1]
    even = sum(len(row) == width for row in rows)
    if ruled:
        return width > 1 and even * 2 >= len(rows)
    if width < FEWEST_COLUMNS or even * 2 < len(rows):
        return False
    numbers = sum(any(cell.of(text)[:1].isdigit() for cell in row) for row in rows[1:])
    told = sum(any(_says_more(cell.of(text)) for cell in row) for row in rows[1:])
    headed = even == len(rows) and all(0 < len(cell) <= LONGEST_LABEL for cell in rows[0]) and told == len(rows) - 1
    return framed or headed or (even * 3 >= len(rows) * 2 and numbers * 2 >= len(rows) - 1)


def _says_more(words: str) -> bool:
    """Whether the words of a cell are no label, as the links of a page are."""
    return len(words) >= SHORTEST_STATEMENT or _STATED.search(words) is not None
