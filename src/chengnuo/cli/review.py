"""The command by which people check the machine's rows: review."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from chengnuo.cli.command import Command, option
from chengnuo.cli.inputs import read_input
from chengnuo.cli.options import db_option, filter_options, named_output_options, status_option
from chengnuo.cli.output import Output, demand_file, emit, emit_sheet, note, sheet
from chengnuo.cli.reasons import reason
from chengnuo.cli.words import language, say, titles
from chengnuo.errors import ChengnuoError, UnreadableFile

if TYPE_CHECKING:  # the values take 30 ms, which `--help` has no time for
    import sqlite3

    from chengnuo.model import Commitment
    from chengnuo.review.additions import Addition, Proposal
    from chengnuo.review.sheets import Line
    from chengnuo.store import Filters

FORMATS = ("xlsx", "csv", "table", "json", "jsonl", "tsv", "md", "html")
AGREEMENT_COLUMNS = ("first", "second", "field", "rows", "agreed", "kappa")
DECISION_COLUMNS = ("commitment", "verdict", "field", "value", "note", "reviewer", "decided", "source", "quote")


@click.command(
    cls=Command,
    zh="人工审核：导出审核表（XLSX、CSV），再用 --read 读回；审核结果优先于程序结果，重新读取文件后仍保留。",
    examples=(
        "chengnuo review -o review.xlsx",
        "chengnuo review --city 承德 -o chengde.csv",
        "chengnuo review --read review.xlsx --reviewer 王",
        "chengnuo review --read decisions.json",
        "chengnuo review --agreement",
        "chengnuo review --decisions -o decisions.json",
    ),
)
@db_option
@option(
    "--read", "files", multiple=True, metavar="FILE", help="Read decisions from a sheet or from a report's file.",
    zh="读入审核表或报告导出的审核结果。",
)  # fmt: skip
@option("--reviewer", default="", metavar="NAME", help="Who decided, where the file does not say.", zh="审核人。")
@option(
    "--blind",
    is_flag=True,
    help="The machine's rows, without what others decided.",
    zh="只给程序结果，不显示他人的审核。",
)
@option("--doubtful", is_flag=True, help="Only rows with doubts, most doubted first.", zh="只要存疑的，疑点多的在前。")
@option(
    "--agreement", is_flag=True, help="Cohen's κ of every two reviewers, by field.", zh="两两审核人之间的 κ 一致性。"
)
@option("--decisions", "log", is_flag=True, help="List the decisions made.", zh="列出已有的审核结果。")
@status_option
@filter_options
@named_output_options(FORMATS, "table")
def review(
    db: str, files: tuple[str, ...], reviewer: str, blind: bool, doubtful: bool, agreement: bool, log: bool,
    asked: Filters, out: Output,
) -> None:  # fmt: skip
    """Write a sheet for reviewing rows, and read decisions back.

    In the sheet, fill in verdict (accept, correct, reject, note) and, for correct, the new_… columns; `-` empties a
    field. A row that the machine missed goes into an empty line: its document's id, its exact words as quote, verdict
    add, the new_… columns. Decisions win in every output and survive a new reading of the files.
    """
    if sum((bool(files), agreement, log)) > 1:
        raise click.UsageError("--read, --agreement and --decisions exclude one another")
    if files:
        _read(db, files, reviewer, quiet=out.quiet)
    elif agreement:
        _agreement(db, reviewer, out)
    elif log:
        _log(db, out)
    else:
        _sheet(db, asked, out, blind=blind, doubtful=doubtful)


def _sheet(db: str, asked: Filters, out: Output, *, blind: bool, doubtful: bool) -> None:
    from chengnuo.review.sheets import COLUMNS, sheet_csv, sheet_xlsx

    if out.format == "xlsx":
        demand_file(out)
    lines = [_spoken(line) for line in _lines(db, asked, blind=blind) if line.row.doubts or not doubtful]
    if doubtful:  # of rows with three doubts most are wrong, of those with one few
        lines.sort(key=lambda line: -len({doubt.code for doubt in line.row.doubts}))
    if out.format == "xlsx":
        emit(sheet_xlsx(lines, titles()), out)
    elif out.format == "csv":
        emit(sheet_csv(lines), out)
    else:
        from chengnuo.cli.sheets import COMMITMENT_BRIEF, commitment_row
        from chengnuo.review.sheets import cells
        from chengnuo.wire import commitment_to_wire

        rows = [{**commitment_row(line.row), **cells(line)} for line in lines]
        wire = [{**commitment_to_wire(line.row), "basis": line.basis, "decided": line.decided} for line in lines]
        emit_sheet(sheet(COLUMNS, rows, wire, (*COMMITMENT_BRIEF, "decided")), out)


def _spoken(line: Line) -> Line:
    """The line with its doubts in the language spoken."""
    from dataclasses import replace

    from chengnuo.messages import in_language, say_doubt
    from chengnuo.packs import load_pack

    if not line.row.doubts:
        return line
    pack = in_language(load_pack(), language())
    doubts = tuple(replace(doubt, reason=say_doubt(pack, doubt)) for doubt in line.row.doubts)
    return replace(line, row=replace(line.row, doubts=doubts))


def _lines(db: str, asked: Filters, *, blind: bool) -> list[Line]:
    """The rows of a sheet: those that count and the rejected ones, or the machine's own."""
    from chengnuo import store
    from chengnuo.review import statements
    from chengnuo.review.sheets import Line

    connection = store.open_ledger(db)
    rows = {row.id: row for row in store.commitments(connection, asked)}
    machine = store.overruled(connection, asked)
    if blind:
        whole = {**rows, **machine}
        return [Line(row=row, basis="machine") for row in _in_order(whole.values())]
    said: dict[str, list[Any]] = {}
    for one in store.decisions(connection):
        said.setdefault(one.commitment, []).append(one)
    every = {**machine, **rows}
    return [
        Line(
            row=row,
            basis="ledger",
            decided="; ".join(f"{one.reviewer}: {one.words}" for one in statements(said.get(row.id, ()))),
        )
        for row in _in_order(every.values())
    ]


def _in_order(rows: Iterable[Commitment]) -> list[Commitment]:
    return sorted(rows, key=lambda row: (row.source, row.span, row.value_span or row.span, row.id))


def _read(db: str, files: Sequence[str], reviewer: str, *, quiet: bool) -> None:
    """Reads all files before anything is stored: one mistake, and nothing is."""
    from chengnuo import store
    from chengnuo.review.drafts import read, to_decisions

    store.open_ledger(db).close()
    connection = store.create_ledger(db)
    machine = store.overruled(connection)
    known = {**machine, **{row.id: row for row in store.commitments(connection)}}
    found: list[Any] = []
    new: list[Any] = []
    moment = datetime.now(UTC).isoformat(timespec="milliseconds")
    for file in files:
        data, source = read_input(file)
        one = read(data, source, known, reviewer=reviewer, machine=machine)
        for words in one.remarks:
            note(say("note", words=f"{source}: {reason(words)}"), quiet=quiet)
        found += one.drafts
        new += _placed(connection, one.proposals, source, moment)
    before: dict[str, list[Any]] = {}
    for decision in store.decisions(connection):
        before.setdefault(decision.commitment, []).append(decision)
    made = to_decisions(found, before, moment)
    if new:
        count = store.add(connection, new)
        note(say("added", count=count, known=len(new) - count), quiet=quiet)
    if made:
        store.decide(connection, made)
    rows = len({one.commitment for one in made})
    note(say("decided", count=rows, known=len({one.commitment for one in found}) - rows), quiet=quiet)
    connection.close()


def _placed(connection: sqlite3.Connection, proposals: Sequence[Proposal], source: str, moment: str) -> list[Addition]:
    """The rows to add at their places. UnreadableFile names every one that has none."""
    found = []
    mistakes = []
    for one in proposals:
        try:
            found.append(_addition(connection, one, moment))
        except ValueError as error:
            mistakes.append(f"{one.where}: {error}")
    if mistakes:
        hint = "nothing of it was stored; mend the file and read it again"
        raise UnreadableFile(source, "; ".join(mistakes), hint)
    return found


_WITHOUT_ID = "without an id (`chengnuo list` shows the ids)"


def _addition(connection: sqlite3.Connection, proposal: Proposal, moment: str) -> Addition:
    from chengnuo import store
    from chengnuo.packs import load_pack
    from chengnuo.review.additions import placed

    place = store.file_of(connection, proposal.document) if proposal.document else None
    if place is None or place[1] is None:
        raise ValueError(f"id: the ledger has no document {proposal.document or _WITHOUT_ID}")
    return placed(proposal, store.extraction(connection, place[0]), place[1], load_pack(), moment=moment)


def _agreement(db: str, reviewer: str, out: Output) -> None:
    from chengnuo import store
    from chengnuo.review import agreement

    connection = store.open_ledger(db)
    rows = {row.id: row for row in store.commitments(connection)} | store.overruled(connection)
    names = tuple(part.strip() for part in reviewer.split(",") if part.strip())
    found = agreement(rows, store.decisions(connection), reviewers=names)
    if not found:
        raise ChengnuoError(say("no-agreement", db=db))
    flat = [
        {
            "first": one.first,
            "second": one.second,
            "field": one.field,
            "rows": one.rows,
            "agreed": round(one.agreed, 4),
            "kappa": None if one.kappa is None else round(one.kappa, 4),
        }
        for one in found
    ]
    emit_sheet(sheet(AGREEMENT_COLUMNS, flat, flat), out)


def _log(db: str, out: Output) -> None:
    from chengnuo import store

    connection = store.open_ledger(db)
    if out.format == "json":
        from chengnuo.review.exchange import decision_file

        emit(decision_file(store.decisions(connection), store.additions(connection)), out)
        return
    rows = store.overruled(connection) | {row.id: row for row in store.commitments(connection)}
    gone = store.orphans(connection)
    wire = []
    for one in store.decisions(connection):
        row = rows.get(one.commitment)
        wire.append(
            {
                **{key: getattr(one, key) for key in DECISION_COLUMNS[:7]},
                "source": row.source if row else None,
                "quote": row.quote if row else None,
            }
        )
    for added in store.additions(connection):
        row = rows.get(added.id)
        cells = {"commitment": added.id, "verdict": "add", "field": None, "value": None}
        cells |= {name: getattr(added, name) for name in ("note", "reviewer", "decided", "quote")}
        wire.append({**cells, "source": row.source if row else None})
    if gone:
        note(say("orphans", count=len({one.commitment for one in gone})), quiet=out.quiet)
    emit_sheet(sheet(DECISION_COLUMNS, wire, wire, DECISION_COLUMNS), out)


COMMANDS: tuple[Command, ...] = (review,)
