"""The command that takes the ledger away: export."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from chengnuo.cli.command import Command, option
from chengnuo.cli.options import db_option, filter_options, named_output_options, status_option
from chengnuo.cli.output import Output, demand_file, emit

if TYPE_CHECKING:  # the values take 30 ms, which `--help` has no time for
    import sqlite3

    from chengnuo.export import Cargo
    from chengnuo.store import Filters

# Endings of files that tell the format, where they tell it without doubt.
_ENDINGS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".zip": "datapackage",
    ".jsonld": "webannotation",
    ".qdpx": "qdpx",
    ".spacy": "spacy",
}
_NAMES = ("csv", "tsv", "jsonl", "xlsx", "parquet", "panel", "datapackage", "webannotation", "qdpx", "gold", "spacy")
_BINARY = frozenset({"xlsx", "parquet", "datapackage", "qdpx", "spacy"})


@click.command(
    cls=Command,
    zh="导出为其他程序的格式：表格、Parquet、面板数据、Frictionless 数据包、W3C 标注、REFI-QDA、金标、spaCy。",
    examples=(
        "chengnuo export -o commitments.csv",
        "chengnuo export -o project.qdpx",
        "chengnuo export --format panel -o panel.csv",
        "chengnuo export --city 承德 --status pledged -o chengde.xlsx",
        "chengnuo export --format gold --reviewed -o gold.jsonl",
    ),
)
@db_option
@status_option
@filter_options
@option(
    "--reviewed", is_flag=True, help="Only rows that somebody accepted or corrected.", zh="只要经人工接受或更正的。"
)
@named_output_options(_NAMES, "csv", _ENDINGS)
def export(db: str, reviewed: bool, asked: Filters, out: Output) -> None:
    """Take the ledger away in the format of another program. Decisions count; rejected rows are left out."""
    from chengnuo import store
    from chengnuo.export import export as take

    if out.format in _BINARY:
        demand_file(out)
    connection = store.open_ledger(db)
    emit(take(_cargo(connection, asked, out.format, reviewed=reviewed), out.format), out)


def _cargo(connection: sqlite3.Connection, asked: Filters, name: str, *, reviewed: bool) -> Cargo:
    """What is taken away; texts only for the formats that hold them."""
    from chengnuo import store
    from chengnuo.export import WITH_TEXTS, Cargo

    rows = store.commitments(connection, asked)
    if reviewed:
        judged = {one.commitment for one in store.decisions(connection) if one.verdict in {"accept", "correct"}}
        rows = tuple(row for row in rows if row.id in judged)
    files: dict[int, None] = {}
    if name in WITH_TEXTS:
        places = (store.file_of(connection, row.id) for row in rows)
        files = dict.fromkeys(place[0] for place in places if place is not None)
    return Cargo(
        commitments=rows,
        extractions=[store.extraction(connection, file) for file in files],
        paths={one.name: one.path for one in store.files(connection)},
    )


COMMANDS: tuple[Command, ...] = (export,)
