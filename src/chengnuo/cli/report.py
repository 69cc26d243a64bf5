"""The command that lays the ledger out as one HTML file: report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chengnuo.cli.command import Command, option
from chengnuo.cli.options import (
    db_option,
    filter_options,
    lang_option,
    output_option,
    pack_option,
    quiet_option,
    status_option,
)
from chengnuo.cli.output import Output, emit
from chengnuo.cli.words import language

if TYPE_CHECKING:  # the values take 30 ms, which `--help` has no time for
    import sqlite3

    from chengnuo.check import Finding
    from chengnuo.model import Commitment, Extraction
    from chengnuo.packs import Pack
    from chengnuo.store import Filters


@click.command(
    cls=Command,
    zh="把账本排成一个可独立打开的 HTML 文件：概览、比较矩阵、时限、答复核对、草案与定稿、原文与审核。",
    examples=(
        "chengnuo report -o report.html --open",
        "chengnuo report --city 承德 -o chengde.html",
        "chengnuo report --lang en -o report.html",
    ),
)
@db_option
@status_option
@filter_options
@option("--title", default="", metavar="WORDS", help="Title of the report.", zh="报告的标题。")
@option("--open", "shown", is_flag=True, help="Open the file in the browser.", zh="在浏览器中打开。")
@pack_option
@output_option
@quiet_option
@lang_option
def report(
    db: str, title: str, shown: bool, packs: tuple[str, ...], output: str | None, quiet: bool, asked: Filters
) -> None:
    """Lay the ledger out as one HTML file that opens anywhere.

    It needs no network. Comparison, deadlines, reply check, draft and final, every cell one click from its words in
    the source; decisions made in it are read back with `chengnuo review --read`.
    """
    if shown and output is None:
        raise click.UsageError("--open needs --output FILE")
    emit(report_of(db, asked, packs=packs, title=title), Output(path=output, quiet=quiet))
    if shown and output is not None:
        click.launch(str(Path(output).resolve()))


def report_of(db: str, filters: Filters | None = None, *, packs: tuple[str, ...] = (), title: str = "") -> str:
    """The report of a ledger."""
    from chengnuo import store
    from chengnuo.compare import compare
    from chengnuo.messages import in_language
    from chengnuo.packs import load_pack
    from chengnuo.report import report as lay_out

    pack = in_language(load_pack(*packs), language())
    connection = store.open_ledger(db)
    commitments = store.commitments(connection, filters)
    extractions = [store.extraction(connection, file) for file in _files(connection, commitments, filters)]
    plain = compare(commitments, pack)
    national = compare(commitments, pack, against_national=True)
    comparisons = [b if b.national else a for a, b in zip(plain, national, strict=True)]
    return lay_out(
        extractions,
        commitments,
        comparisons,
        _findings(commitments, pack),
        _differences(extractions, pack),
        lang=language(),
        title=title,
    )


def _files(connection: sqlite3.Connection, commitments: Sequence[Commitment], filters: Filters | None) -> list[int]:
    """The files that the report shows: those of the commitments, or all where nothing is filtered out."""
    from chengnuo import store

    if filters is None or filters == store.Filters():
        return [one.id for one in store.files(connection)]
    found = [store.file_of(connection, row.id) for row in commitments]
    return list(dict.fromkeys(place[0] for place in found if place is not None))


def _findings(commitments: Sequence[Commitment], pack: Pack) -> list[Finding]:
    """What became in each reply of what the plan of its city promises."""
    from chengnuo.check import check
    from chengnuo.pairing import replies_with_plans

    return [one for reply, plan in replies_with_plans(commitments, pack) for one in check(reply, plan, pack)]


def _differences(extractions: Sequence[Extraction], pack: Pack) -> list[Any]:
    """What became of each draft in its final text."""
    from chengnuo.diff import diff
    from chengnuo.pairing import drafts_with_finals

    return [one for before, after in drafts_with_finals(extractions, pack) for one in diff(before, after, pack)]


COMMANDS: tuple[Command, ...] = (report,)
