"""One table in every form that documents give it: HTML and DOCX, and as text between bars, tabs, blanks and in boxes.

A grid is written a row a line, its cells parted by `|`; `<` continues the cell on its left, `^` the one above.
"""

from __future__ import annotations

import html
import io
from collections.abc import Callable, Iterator
from typing import Any

Grid = list[list[str]]


def grid(rows: str) -> Grid:
    return [row.split("|") for row in rows.strip().split("\n")]


def _words(table: Grid) -> Grid:
    return [["" if cell in ("<", "^") else cell for cell in row] for row in table]


def _joined(table: Grid, mark: str, before: str = "", after: str = "") -> str:
    return "".join(f"{before}{mark.join(row)}{after}\n" for row in _words(table))


def _markdown(table: Grid, rule: str, before: str = "| ", after: str = " |") -> str:
    head, *rest = _joined(table, " | ", before, after).splitlines(keepends=True)
    return "".join((head, before.strip() + "|".join([rule] * len(table[0])) + after.strip() + "\n", *rest))


def _width(words: str) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in words)


def _padded(table: Grid, *, centred: bool = False) -> Grid:
    words = _words(table)
    widths = [max(_width(row[i]) for row in words) for i in range(len(words[0]))]
    rows = []
    for row in words:
        left = [(width - _width(cell)) // 2 if centred else 0 for cell, width in zip(row, widths, strict=True)]
        rows.append(
            [
                " " * gap + cell + " " * (width - _width(cell) - gap)
                for cell, width, gap in zip(row, widths, left, strict=True)
            ]
        )
    return rows


def _columns(table: Grid, gap: str, *, centred: bool = False) -> str:
    return "".join(gap.join(row).rstrip() + "\n" for row in _padded(table, centred=centred))


def _box(table: Grid, bar: str, level: str, top: str, inner: str, bottom: str) -> str:
    rows = _padded(table)
    between = [level * (_width(cell) + 2) for cell in rows[0]]

    def rule(signs: str) -> str:
        return signs[0] + signs[1].join(between) + signs[2] + "\n"

    lines = [f"{bar} " + f" {bar} ".join(row) + f" {bar}\n" for row in rows]
    return rule(top) + rule(inner).join(lines) + rule(bottom)


def lines(table: Grid) -> str:
    """The table flattened to a cell a line, empty cells left out, as it is copied from a page."""
    return "".join(f"{cell}\n" for row in _words(table) for cell in row if cell)


TYPED: dict[str, Callable[[Grid], str]] = {
    "bars": lambda table: _joined(table, "|"),
    "bars and blanks": lambda table: _joined(table, " | "),
    "bars around": lambda table: _joined(table, "|", "|", "|"),
    "full-width bars": lambda table: _joined(table, "｜"),
    "Markdown": lambda table: _markdown(table, "---"),
    "Markdown aligned": lambda table: _markdown(table, ":--:"),
    "Markdown without outer bars": lambda table: _markdown(table, "---", "", ""),
    "box": lambda table: _box(table, "│", "─", "┌┬┐", "├┼┤", "└┴┘"),
    "double box": lambda table: _box(table, "║", "═", "╔╦╗", "╠╬╣", "╚╩╝"),
    "box of plus signs": lambda table: _box(table, "|", "-", "+++", "+++", "+++"),
    "tabs": lambda table: _joined(table, "\t"),
    "blanks": lambda table: _columns(table, "   "),
    "ideographic blanks": lambda table: _columns(table, "\u3000\u3000"),
    "blanks, centred": lambda table: _columns(table, "    ", centred=True),
}


def _cells(table: Grid) -> Iterator[tuple[int, int, int, int, str]]:
    """Row, column, rows, columns and words of each cell."""
    for r, row in enumerate(table):
        for c, words in enumerate(row):
            if words in ("<", "^"):
                continue
            columns, rows = 1, 1
            while c + columns < len(row) and row[c + columns] == "<":
                columns += 1
            while r + rows < len(table) and table[r + rows][c] == "^":
                rows += 1
            yield r, c, rows, columns, words


def as_html(before: str, table: Grid, after: str) -> bytes:
    lines = [[] for _ in table]  # type: list[list[str]]
    for r, _, rows, columns, words in _cells(table):
        lines[r].append(f'<td rowspan="{rows}" colspan="{columns}">{html.escape(words)}</td>')
    body = "".join(f"<tr>{''.join(line)}</tr>" for line in lines)
    prose = ["".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines()) for text in (before, after)]
    return f"<html><meta charset=utf-8><body>{prose[0]}<table>{body}</table>{prose[1]}</body></html>".encode()


def as_docx(before: str, table: Grid, after: str) -> bytes:
    import docx

    document: Any = docx.Document()
    for line in before.splitlines():
        document.add_paragraph(line)
    made = document.add_table(rows=len(table), cols=len(table[0]))
    for r, c, rows, columns, words in _cells(table):
        cell = made.cell(r, c)
        (cell.merge(made.cell(r + rows - 1, c + columns - 1)) if rows * columns > 1 else cell).text = words
    for line in after.splitlines():
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
