"""What all commands share: help in two languages with examples, common options, where output goes."""

from __future__ import annotations

import inspect
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import click

from chengnuo.cli.reasons import reason
from chengnuo.cli.words import Language, language, say, speak, titles, value
from chengnuo.errors import BadStore, ChengnuoError, UnreadableFile
from chengnuo.render import FORMATS

Function = TypeVar("Function", bound=Callable[..., Any])


INPUT_FAILED = 1
FOUND = 3


class Spoken(click.Command):
    """What a command and the group of all commands have in common: headings of help in the language spoken."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, f"{say('usage')} ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        records = [record for one in options if (record := one.get_help_record(ctx)) is not None]
        if records:
            with formatter.section(say("options")):
                formatter.write_dl(records)


class Command(Spoken):
    """A command whose help is in both languages and ends with examples."""

    def __init__(self, *args: Any, zh: str = "", examples: Sequence[str] = (), **kwargs: Any) -> None:
        self.zh = zh
        self.examples = tuple(examples)
        super().__init__(*args, **kwargs)

    def get_short_help_str(self, limit: int = 45) -> str:
        words = self.zh if language() == "zh" and self.zh else self.help or ""
        short = re.split(r"[。：；]|[.:;](?=\s|$)", words.strip(), maxsplit=1)[0]
        return short if len(short) <= limit else short[: limit - 1] + "…"

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        text = self.zh if language() == "zh" and self.zh else self.help or ""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(inspect.cleandoc(text))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.examples:
            with formatter.section(say("examples")), formatter.indentation():
                for example in self.examples:
                    formatter.write(f"  {example}\n")


class Option(click.Option):
    """An option whose help is in both languages."""

    def __init__(self, *args: Any, zh: str = "", **kwargs: Any) -> None:
        self.zh = zh
        super().__init__(*args, **kwargs)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        english = self.help
        if language() == "zh" and self.zh:
            self.help = self.zh
        try:
            return super().get_help_record(ctx)
        finally:
            self.help = english


def option(*names: str, zh: str = "", **kwargs: Any) -> Callable[[Function], Function]:
    """`click.option` with help in both languages."""
    return click.option(*names, cls=Option, zh=zh, **kwargs)


def _speak(_: click.Context, __: click.Parameter, chosen: Language | None) -> None:
    if chosen:
        speak(chosen)


lang_option = option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    expose_value=False,
    is_eager=True,
    callback=_speak,
    help="Language of messages (default: by locale).",
    zh="提示语言（默认随系统）。",
)
db_option = option(
    "--db",
    default="chengnuo.db",
    envvar="CHENGNUO_DB",
    show_envvar=True,
    metavar="FILE",
    help="The ledger (default: chengnuo.db).",
    zh="账本文件（默认 chengnuo.db）。",
)
output_option = option(
    "--output", "-o", metavar="FILE", help="Write to this file instead of standard output.", zh="写入文件而非标准输出。"
)
quiet_option = option("--quiet", "-q", is_flag=True, help="No progress and no notes.", zh="不显示进度和提示。")
pack_option = option(
    "--pack",
    "packs",
    multiple=True,
    type=click.Path(exists=True, file_okay=False),
    metavar="DIR",
    help="A folder with more rules (TOML); may be repeated.",
    zh="附加规则文件夹（TOML），可重复。",
)
strict_option = option("--strict", is_flag=True, help="Exit with 3 where something is found.", zh="有发现时以 3 退出。")


def format_option(default: str = "table", choices: Sequence[str] = FORMATS) -> Callable[[Function], Function]:
    """`--format`, as `name`."""
    return option(
        "--format",
        "-f",
        "name",
        type=click.Choice(list(choices)),
        default=default,
        show_default=True,
        metavar="FORMAT",
        help=f"Form of the output: {', '.join(choices)}.",
        zh=f"输出格式：{'、'.join(choices)}。",
    )


def emit(content: str | bytes, output: str | None, *, quiet: bool = False) -> None:
    """Prints the content, or writes it to the file `output`. CSV files begin with a byte order mark for Excel."""
    if output is None:
        if isinstance(content, bytes):
            sys.stdout.buffer.write(content)
        else:
            sys.stdout.write(content)
        sys.stdout.flush()
        return
    if isinstance(content, str):
        mark = "\ufeff" if output.lower().endswith((".csv", ".tsv")) else ""
        content = (mark + content).encode()
    with _replaced(output, quiet=quiet) as file:
        file.write(content)


@contextmanager
def _replaced(output: str, *, quiet: bool) -> Iterator[BinaryIO]:
    """A file that takes the place of `output` when all is written: half a table would look like a whole one.

    What is no regular file (a pipe, /dev/stdout) is written to directly.
    """
    path = Path(output).resolve()
    part = path.with_name(f"{path.name}.part{os.getpid()}") if path.is_file() or not path.exists() else path
    try:
        with part.open("wb") as file:
            yield file
        if part != path:
            if path.exists():
                shutil.copymode(path, part)
            part.replace(path)
    except BaseException as error:
        if part != path:
            part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise ChengnuoError(say("not-written", path=output, reason=reason(error.strerror or str(error)))) from None
        raise
    if not quiet:
        click.echo(say("written", path=output), err=True)


def emit_pieces(pieces: Iterable[str], output: str | None, *, quiet: bool = False) -> None:
    """Prints or writes what comes in pieces, each as it comes."""
    if output is None:
        sys.stdout.writelines(pieces)
        sys.stdout.flush()
        return
    mark = "\ufeff" if output.lower().endswith((".csv", ".tsv")) else ""
    with _replaced(output, quiet=quiet) as file:
        file.write(mark.encode())
        file.writelines(piece.encode() for piece in pieces)


def emit_sheet(sheet: Any, name: str, output: str | None, *, quiet: bool = False, explained: bool = False) -> None:
    """Prints or writes rows in the format `name`, as wide as the terminal where there is one.

    `explained` where it has been said already why there are none.
    """
    from chengnuo.render import render

    if not sheet.rows and name == "table":
        note(say("no-rows"), quiet=quiet or explained)
        return
    if name == "xlsx" and output is None and sys.stdout.isatty():
        raise click.UsageError("--format xlsx needs --output FILE")
    if name in {"table", "md", "html"}:
        sheet = _spoken(sheet)
    terminal = output is None and sys.stdout.isatty()
    emit(render(sheet, name, width=width() if terminal else None, colour=terminal and colours()), output, quiet=quiet)


def emit_groups(
    groups: Sequence[tuple[str, Sequence[Any]]],
    columns: Sequence[str],
    wire: Sequence[Any],
    brief: Sequence[str],
    name: str,
    output: str | None,
    *,
    quiet: bool = False,
    fitted: bool = False,
) -> None:
    """Prints groups of rows, each under its heading; formats for programs get the rows of all groups in one.

    `fitted` tables are as wide as a page even where there is no terminal.
    """
    from chengnuo.render import render

    if name not in {"table", "md"} or not groups:
        flat = [row for _, group in groups for row in group]
        emit_sheet(sheet(columns, flat, wire, brief), name, output, quiet=quiet)
        return
    terminal = output is None and sys.stdout.isatty()
    bright = terminal and colours()
    pieces = []
    for heading, rows in groups:
        title = f"## {heading}\n" if name == "md" else f"\x1b[1m{heading}\x1b[0m" if bright else heading
        room = width() if terminal or fitted else None
        content = render(_spoken(sheet(columns, rows, rows, brief)), name, width=room, colour=bright)
        pieces.append(f"{title}\n{content if isinstance(content, str) else ''}")
    emit("\n".join(pieces), output, quiet=quiet)


def emit_cards(groups: Sequence[tuple[str, Sequence[Any]]], output: str | None, *, quiet: bool = False) -> None:
    """Prints findings for reading, each group under its heading (an empty heading is left out)."""
    from chengnuo.render import cards

    bright = output is None and sys.stdout.isatty() and colours()
    pieces = []
    for heading, found in groups:
        title = f"\x1b[1m{heading}\x1b[0m\n" if bright else f"{heading}\n"
        pieces.append((title if heading else "") + cards(found, colour=bright))
    emit("\n".join(pieces), output, quiet=quiet)


def sheet(columns: Sequence[str], rows: Sequence[Any], wire: Sequence[Any], brief: Sequence[str] = ()) -> Any:
    """Rows with the titles of the language spoken."""
    from chengnuo.render import Sheet

    return Sheet(columns=tuple(columns), rows=rows, wire=wire, brief=tuple(brief), titles=titles())


def _spoken(sheet: Any) -> Any:
    """The sheet with its stored values in the reader's language."""
    from dataclasses import replace

    rows = [{k: value(v) if k in _VALUED and v else v for k, v in row.items()} for row in sheet.rows]
    return replace(sheet, rows=rows)


# Columns whose values are words of ours, not of the documents.
_VALUED = frozenset({"status", "document_status", "kind", "binding", "change"})


def width() -> int:
    """Columns of the terminal."""
    return shutil.get_terminal_size((120, 40)).columns


def colours() -> bool:
    """Whether colours are wanted (https://no-color.org)."""
    return not os.environ.get("NO_COLOR")


def note(words: str, *, quiet: bool = False) -> None:
    """A line for people, beside the output."""
    if not quiet:
        click.echo(words, err=True)


def complain(error: ChengnuoError | str) -> None:
    """One line about what went wrong."""
    click.echo(say("error", words=" ".join(_in_words(error).split())), err=True)


def _in_words(error: ChengnuoError | str) -> str:
    if isinstance(error, UnreadableFile | BadStore):
        where = error.source if isinstance(error, UnreadableFile) else error.path
        return f"{where}: " + reason(error.reason + (f" ({error.hint})" if error.hint else ""))
    return reason(str(error))


# Known cities named where there is none of the name asked for.
FEW_CITIES = 20


def note_unknown_cities(connection: Any, asked: Iterable[str], *, quiet: bool = False) -> None:
    """Says which cities the ledger has, where none of the name asked for is among them."""
    from chengnuo import store
    from chengnuo.wire import city_of

    known: list[str] | None = None
    for name in asked:
        if not store.documents(connection, store.Filters(cities=(name,))):
            known = known or sorted({city_of(one.part) or "" for one in store.documents(connection)} - {""})
            words = "、".join(known[:FEW_CITIES]) + ("…" if len(known) > FEW_CITIES else "")
            note(say("no-city", city=name, cities=words or "-"), quiet=quiet)


def filter_options(function: Function) -> Function:
    """The options that choose commitments; `chosen_filters` makes a store.Filters of them."""
    for decorate in reversed(_FILTERS):
        function = decorate(function)
    return function


status_option = option(
    "--status", type=click.Choice(["pledged", "achieved"]), help="Pledged or achieved.", zh="承诺或已完成。"
)
_FILTERS = (
    option("--city", "cities", multiple=True, metavar="NAME", help="Province, city or county.", zh="省、市或县。"),
    option("--indicator", "indicators", multiple=True, metavar="WORD", help="Part of an indicator.", zh="指标中的词。"),
    option("--body", "units", multiple=True, metavar="NAME", help="Part of a responsible body.", zh="责任单位中的词。"),
    option(
        "--kind",
        type=click.Choice(["target", "milestone", "amount", "norm"]),
        metavar="KIND",
        help="target, milestone, amount or norm.",
        zh="承诺种类：目标、里程碑、数量、规范。",
    ),
    option("--by", metavar="DATE", help="Deadline no later than this day.", zh="时限不晚于此日。"),
    option("--after", metavar="DATE", help="Deadline no earlier than this day.", zh="时限不早于此日。"),
    option("--draft/--final", "draft", default=None, help="Only drafts, or only finals.", zh="只看征求意见稿或定稿。"),
    option("--genre", metavar="WORD", help="Kind of document.", zh="文种。"),
)


def chosen_filters(values: dict[str, Any]) -> Any:
    """A store.Filters of the options' values, which are taken out of `values`. Usage error for a bad date."""
    from chengnuo import store

    draft = values.pop("draft")
    days = {name: day_of(values.pop(name), f"--{name}", last=name == "by") for name in ("by", "after")}
    rest = {name: values.pop(name) for name in ("cities", "indicators", "units", "kind", "genre")}
    wanted: dict[str, Any] = {**rest, **days, "status": values.pop("status", None)}
    return store.Filters(**wanted, document_status=None if draft is None else "draft" if draft else "final")


def day_of(given: str | None, name: str, *, last: bool) -> str | None:
    """The last or first day of an EDTF date (`2026`, `2026-12`, `2026-12-31`) as ISO."""
    from chengnuo.dates import earliest_day, latest_day

    day = latest_day(given) if last else earliest_day(given)
    if given and day is None:
        raise click.BadParameter(say("bad-date"), param_hint=name)
    return day.isoformat() if day else None
