"""Where output goes: standard output, a file that is whole or not there, and standard error for people."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from chengnuo.cli.reasons import reason
from chengnuo.cli.words import say, titles, value
from chengnuo.errors import BadPack, BadStore, ChengnuoError, UnreadableFile
from chengnuo.files import spelled

if TYPE_CHECKING:  # the values take 30 ms, which `--help` has no time for
    import sqlite3

    from chengnuo.claims import Paper
    from chengnuo.render import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What a reader wants of a command's output: its format, the file (None: standard output), whether no notes."""

    format: str = "table"
    path: str | None = None
    quiet: bool = False

    @property
    def is_terminal(self) -> bool:
        """Whether it goes to a screen."""
        return self.path is None and sys.stdout.isatty()

    @property
    def is_bright(self) -> bool:
        """Whether it may have colours (https://no-color.org)."""
        return self.is_terminal and not os.environ.get("NO_COLOR")


# Formats that people read; what programs read does not change with the locale, only with --lang.
READ = frozenset({"table", "md", "html"})


def emit(content: str | bytes, out: Output) -> None:
    """Prints the content, or writes it to a file. CSV files begin with a byte order mark for Excel."""
    if isinstance(content, str):
        emit_pieces((content,), out)
    elif out.path is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    else:
        with _replaced(out.path, quiet=out.quiet) as file:
            file.write(content)


def emit_pieces(pieces: Iterable[str | bytes], out: Output) -> None:
    """Prints or writes what comes in pieces (text, or its UTF-8), each as it comes."""
    if out.path is None:
        sys.stdout.writelines(piece if isinstance(piece, str) else piece.decode() for piece in pieces)
        sys.stdout.flush()
        return
    mark = "\ufeff" if out.path.lower().endswith((".csv", ".tsv")) else ""
    with _replaced(out.path, quiet=out.quiet) as file:
        file.write(mark.encode())
        file.writelines(piece.encode() if isinstance(piece, str) else piece for piece in pieces)


@contextmanager
def _replaced(name: str, *, quiet: bool) -> Iterator[BinaryIO]:
    """A file that takes the place of `name` when all is written: half a table would look like a whole one.

    What is no regular file (a pipe, /dev/stdout) is written to directly.
    """
    path = Path(name).resolve()
    part = path.with_name(f".{os.getpid()}.part") if path.is_file() or not path.exists() else path
    try:
        with part.open("wb") as file:
            yield file
        if part != path:
            if path.exists():
                shutil.copymode(path, part)
            part.replace(path)
    except BaseException as error:
        if part != path:
            with suppress(OSError):  # where nothing can be written, there is nothing to take away
                part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            told = "there is no such folder" if isinstance(error, FileNotFoundError) else error.strerror or str(error)
            raise ChengnuoError(say("not-written", path=name, reason=reason(told))) from None
        raise
    if not quiet:
        click.echo(say("written", path=name), err=True)


def demand_file(out: Output) -> None:
    """Usage error where the format, which is no text, would go to standard output."""
    if out.path is None:
        raise click.UsageError(f"--format {out.format} needs --output FILE")


def emit_sheet(sheet: Sheet, out: Output, *, explained: bool = False) -> None:
    """Prints or writes rows, as wide as the terminal where there is one.

    `explained` where it has been said already why there are none.
    """
    from chengnuo.render import render

    if not sheet.rows and out.format == "table":
        note(say("no-rows"), quiet=out.quiet or explained)
        return
    if out.format == "xlsx" and out.is_terminal:
        demand_file(out)
    if out.format in READ:
        sheet = _spoken(sheet)
    room = _width() if out.is_terminal else None
    emit(render(sheet, out.format, width=room, colour=out.is_bright), out)


def emit_groups(
    groups: Sequence[tuple[str, Sequence[Any]]],
    columns: Sequence[str],
    brief: Sequence[str],
    out: Output,
    *,
    fitted: bool = False,
) -> None:
    """Prints groups of rows, each under its heading; formats for programs get the rows of all groups in one.

    `fitted` tables are as wide as a page even where there is no terminal.
    """
    from chengnuo.render import html_groups, render

    if out.format == "html" and groups:
        sheets = [(heading, _spoken(sheet(columns, rows, rows, brief))) for heading, rows in groups]
        emit(html_groups(sheets), out)
        return
    if out.format not in {"table", "md"} or not groups:
        flat = [row for _, group in groups for row in group]
        emit_sheet(sheet(columns, flat, flat, brief), out)
        return
    bright = out.is_bright
    room = _width() if fitted or out.is_terminal else None
    pieces = []
    for heading, rows in groups:
        title = f"## {heading}\n" if out.format == "md" else f"\x1b[1m{heading}\x1b[0m" if bright else heading
        content = render(_spoken(sheet(columns, rows, rows, brief)), out.format, width=room, colour=bright)
        pieces.append(f"{title}\n{content if isinstance(content, str) else ''}")
    emit("\n".join(pieces), out)


def emit_cards(groups: Sequence[tuple[str, Sequence[Any]]], out: Output) -> None:
    """Prints findings for reading, each group under its heading (an empty heading is left out)."""
    from chengnuo.render import cards

    bright = out.is_bright
    pieces = []
    for heading, found in groups:
        title = f"\x1b[1m{heading}\x1b[0m\n" if bright else f"{heading}\n"
        pieces.append((title if heading else "") + cards(found, colour=bright))
    emit("\n".join(pieces), out)


def sheet(columns: Sequence[str], rows: Sequence[Any], wire: Sequence[Any], brief: Sequence[str] = ()) -> Sheet:
    """Rows with the titles of the language spoken."""
    from chengnuo.render import Sheet

    return Sheet(columns=tuple(columns), rows=rows, wire=wire, brief=tuple(brief), titles=titles())


def _spoken(sheet: Sheet) -> Sheet:
    """The sheet with its stored values in the reader's language."""
    rows = [{k: _in_our_words(v) if k in _VALUED and v else v for k, v in row.items()} for row in sheet.rows]
    return replace(sheet, rows=rows)


# Columns whose values are words of ours, not of the documents.
_VALUED = frozenset({"status", "document_status", "kind", "binding", "change", "verdict", "outcome", "code"})


def _in_our_words(cell: object) -> str:
    """One value, or several joined as `check_row` and `diff_row` join them."""
    return "、".join(map(value, str(cell).split("、")))


def _width() -> int:
    """Columns of the terminal, or of a page."""
    return shutil.get_terminal_size((120, 40)).columns


def note(words: str, *, quiet: bool = False) -> None:
    """A line for people, beside the output."""
    if not quiet:
        click.echo(words, err=True)


def note_copies(copies: Sequence[tuple[Paper, Paper]], *, quiet: bool = False) -> None:
    """Says which papers were left out because they are in the ledger twice."""
    if copies:
        papers = [
            say("copy", title=copy.document.title if copy.document else None, copy=copy.source, first=first.source)
            for copy, first in copies[:MOST_COPIES]
        ]
        more = f" … +{len(copies) - MOST_COPIES}" if len(copies) > MOST_COPIES else ""
        note(say("copies-left", papers="、".join(papers) + more), quiet=quiet)


def complain(error: ChengnuoError | str) -> None:
    """One line about what went wrong."""
    click.echo(say("error", words=" ".join(_in_words(error).split())), err=True)


def _in_words(error: ChengnuoError | str) -> str:
    if isinstance(error, UnreadableFile | BadStore):
        where = error.source if isinstance(error, UnreadableFile) else error.path
        return f"{spelled(where)}: " + reason(error.reason + (f" ({error.hint})" if error.hint else ""))
    if isinstance(error, BadPack):
        return f"{error.path}: {error.key}: {reason(error.reason)}"
    return reason(str(error))


# Known cities named where there is none of the name asked for.
FEW_CITIES = 20
# A note names so many copies before it counts the rest.
MOST_COPIES = 20


def note_unknown_cities(connection: sqlite3.Connection, asked: Iterable[str], *, quiet: bool = False) -> None:
    """Says which cities the ledger has, where none of the name asked for is among them."""
    from chengnuo import store
    from chengnuo.wire import city_of

    known: list[str] | None = None
    for name in asked:
        if not store.documents(connection, store.Filters(cities=(name,))):
            known = known or sorted({city_of(one.part) or "" for one in store.documents(connection)} - {""})
            words = "、".join(known[:FEW_CITIES]) + ("…" if len(known) > FEW_CITIES else "")
            note(say("no-city", city=name, cities=words or "-"), quiet=quiet)
