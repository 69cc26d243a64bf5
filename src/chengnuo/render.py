"""Rows → text: tables for people, and CSV, TSV, JSON, JSON Lines, Markdown for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from typing import Any

FORMATS = ("table", "json", "jsonl", "csv", "tsv", "md", "xlsx", "html")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Rows in two shapes: `rows` flat for tables, `wire` nested for JSON.

    `columns` are the keys of the flat rows; those in `brief` are shown in a table, under `titles`.
    """

    columns: tuple[str, ...]
    rows: Sequence[Mapping[str, Any]]
    wire: Sequence[Any]
    brief: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    caption: str = ""


def render(sheet: Sheet, name: str, *, width: int | None = None, colour: bool = False) -> str | bytes:
    """The sheet in the format `name`: bytes for xlsx, text for the others.

    `width` is that of the terminal; None lets lines grow as long as they are.
    """
    if name == "json":
        return to_json(list(sheet.wire)) + "\n"
    if name == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in sheet.wire)
    if name in {"csv", "tsv"}:
        return delimited(sheet, "," if name == "csv" else "\t")
    if name == "md":
        return markdown(sheet)
    if name == "html":
        return html(sheet)
    if name == "xlsx":
        return workbook(sheet)
    return table(sheet, width=width, colour=colour)


def to_json(value: Any) -> str:
    """JSON for people's eyes: indented, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, indent=2)


# As wide as a line may be where there is no terminal, in places of the screen.
WIDE = 100_000
# Columns no wider than this are never wrapped.
NARROW = 16
# Columns of running text get three times the room of other wrapped ones.
ROOMY = frozenset({"excerpt", "quote", "title", "because", "reason", "text", "evidence"})
# Columns stand apart by so much.
GAP = 3
# Four hanzi: a column of text that would be narrower is no longer read with ease.
LEAST = 8


def widths(widest: Mapping[str, int], room: int) -> dict[str, int] | None:
    """How wide each column is to be, by what it takes at most: narrow ones in full, the others share the room.

    None where the others would be too narrow to read.
    """
    left = room - GAP * (len(widest) - 1)
    given = {name: size for name, size in widest.items() if size <= NARROW}
    open_ = {name: size for name, size in widest.items() if size > NARROW}
    left -= sum(given.values())
    while open_:
        shares = {name: 3 if name in ROOMY else 1 for name in open_}
        part = max(left, 0) / sum(shares.values())
        content = [name for name, size in open_.items() if size <= part * shares[name]]
        for name in content or list(open_):
            size = open_.pop(name)
            given[name] = size if content else max(int(part * shares[name]), LEAST)
            left -= given[name]
    return given if left >= 0 else None


def table(sheet: Sheet, *, width: int | None = None, colour: bool = False) -> str:
    """An aligned table; columns that hold nothing are left out. A piped one keeps each row on one line, for grep.

    Where the terminal is too narrow for its columns, each row is laid out over lines, a column on each.
    """
    from rich.cells import cell_len

    shown = _filled(sheet)
    if not shown:
        return ""
    columns = [[sheet.titles.get(name, name), *(_words(row.get(name)) for row in sheet.rows)] for name in shown]
    widest = {name: max(map(cell_len, cells)) for name, cells in zip(shown, columns, strict=True)}
    given = widths(widest, width or WIDE)
    if given is None:
        return _records(columns, width or WIDE, colour=colour)
    room = [given[name] for name in shown]
    numeric = [all(isinstance(row.get(name), int | float | None) for row in sheet.rows) for name in shown]
    folded = [[_folded(cell, size) for cell in cells] for cells, size in zip(columns, room, strict=True)]
    head, *rows = (_aligned(cells, room, numeric) for cells in zip(*folded, strict=True))
    lines = [f"\x1b[1m{line}\x1b[0m" if colour else line for line in head]
    lines.append("─" * (sum(room) + GAP * (len(shown) - 1)))
    return "\n".join((*lines, *chain.from_iterable(rows))) + "\n"


def _records(columns: Sequence[Sequence[str]], width: int, *, colour: bool) -> str:
    """Each row over lines: a column's title and what it holds, folded behind the titles; a blank line between rows."""
    from rich.cells import cell_len

    titles = [cells[0] for cells in columns]
    label = min(max(map(cell_len, titles)), max(width - GAP - LEAST, 1))
    size = max(width - GAP - label, 1)
    shown = [_folded(title, label) for title in titles]
    rows = []
    for cells in zip(*(cells[1:] for cells in columns), strict=True):
        held = [(title, _folded(cell, size)) for title, cell in zip(shown, cells, strict=True) if cell]
        lines = [_aligned(pair, (label, size), (False, False)) for pair in held]
        if colour and lines:
            lines[0] = [f"\x1b[1m{line}\x1b[0m" for line in lines[0]]
        rows.append("".join(f"{line}\n" for line in chain.from_iterable(lines)))
    return "\n".join(rows)


def _filled(sheet: Sheet) -> list[str]:
    """The brief columns that hold anything."""
    return [name for name in sheet.brief or sheet.columns if any(_words(row.get(name)) for row in sheet.rows)]


def _folded(words: str, room: int) -> list[str]:
    """The lines that a cell takes in a column of so many places; rich knows where Chinese and Latin words break."""
    from rich.cells import cell_len

    if cell_len(words) <= room and words.isprintable():
        return [words]
    from rich.console import Console
    from rich.text import Text

    return [line.plain for line in Text(words).wrap(Console(), room, overflow="fold")]


def _aligned(cells: Sequence[Sequence[str]], room: Sequence[int], numeric: Sequence[bool]) -> list[str]:
    """The lines of a row: its cells side by side, numbers to the right."""
    from rich.cells import cell_len

    lines = []
    for pieces in zip_longest(*cells, fillvalue=""):
        blanks = (" " * (size - cell_len(piece)) for piece, size in zip(pieces, room, strict=True))
        places = zip(pieces, blanks, numeric, strict=True)
        line = (blank + piece if right else piece + blank for piece, blank, right in places)
        lines.append((" " * GAP).join(line).rstrip())
    return lines


@dataclass(frozen=True, slots=True)
class Card:
    """A finding for reading: a verdict, a sentence, and quotations with their labels, each on a line of its own."""

    verdict: str
    sentence: str
    lines: tuple[tuple[str, str], ...] = ()
    tone: str = ""


# How a verdict's tone looks on a terminal (SGR).
_TONES = {"good": "32", "bad": "31", "mixed": "33", "dim": "2", "": "1"}


def cards(found: Sequence[Card], *, colour: bool = False) -> str:
    """The cards one under the other, labels aligned by what they take on the screen."""
    from rich.cells import cell_len

    room = max((cell_len(label) for card in found for label, _ in card.lines), default=0)
    out = []
    for card in found:
        verdict = f"\x1b[{_TONES[card.tone]}m{card.verdict}\x1b[0m" if colour else card.verdict
        out.append(f"{verdict}  {card.sentence}\n")
        out += [f"    {label}{' ' * (room - cell_len(label))}  {words}\n" for label, words in card.lines if words]
    return "".join(out)


def markdown(sheet: Sheet) -> str:
    """A Markdown table of the brief columns that hold anything."""
    shown = _filled(sheet)
    lines = [[sheet.titles.get(name, name) for name in shown], ["---"] * len(shown)]
    lines += [[_cell(_words(row.get(name))) for name in shown] for row in sheet.rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def delimited(sheet: Sheet, delimiter: str) -> str:
    """CSV or TSV with all columns; text that a spreadsheet would run as a formula is made harmless."""
    from chengnuo.export.table import delimited_lines

    return "".join(delimited_lines(sheet.columns, sheet.rows, delimiter))


def html(sheet: Sheet) -> str:
    """A bare HTML page with one table."""
    return _page(_html_table(sheet))


def html_groups(groups: Sequence[tuple[str, Sheet]]) -> str:
    """A bare HTML page with a table for each group, under its heading."""
    from html import escape

    return _page("".join(f"<h2>{escape(heading)}</h2>\n{_html_table(sheet)}" for heading, sheet in groups))


def _html_table(sheet: Sheet) -> str:
    from html import escape

    def line(tag: str, cells: Sequence[str], attribute: str = "") -> str:
        return "<tr>" + "".join(f"<{tag}{attribute}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>\n"

    shown = _filled(sheet)
    head = line("th", [sheet.titles.get(name, name) for name in shown], ' scope="col"')
    body = "".join(line("td", [_words(row.get(name)) for name in shown]) for row in sheet.rows)
    caption = f"<caption>{escape(sheet.caption)}</caption>\n" if sheet.caption else ""
    return f"<table>\n{caption}<thead>\n{head}</thead>\n<tbody>\n{body}</tbody></table>\n"


def _page(body: str) -> str:
    return (
        '<!doctype html>\n<html><head><meta charset="utf-8"><title>chengnuo</title>\n'
        "<style>table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2em .5em;text-align:left;"
        "vertical-align:top}h2{font-size:1em}</style></head>\n"
        f"<body>{body}</body></html>\n"
    )


def workbook(sheet: Sheet) -> bytes:
    """An XLSX file with typed cells and a frozen header."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    from chengnuo.export.workbook import put, saved

    book = Workbook()
    page = book.active
    assert page is not None  # noqa: S101  (a new workbook has a sheet)
    page.freeze_panes = "A2"
    for column, name in enumerate(sheet.columns, 1):
        page.cell(1, column, name).font = Font(bold=True)
    for line, row in enumerate(sheet.rows, 2):
        for column, name in enumerate(sheet.columns, 1):
            value = row.get(name)
            put(page.cell(line, column), value if isinstance(value, int | float | None) else _words(value))
    return saved(book)


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, list | tuple):
        return joined([_words(item) for item in value])
    return str(value)


def joined(words: Sequence[str]) -> str:
    """The words as a list, with the comma of their script."""
    return (", " if all(map(str.isascii, words)) else "、").join(words)


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")
