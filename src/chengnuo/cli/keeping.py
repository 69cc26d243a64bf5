"""Commands that fill the ledger, list what is in it, and take out of it: ingest, list, remove."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chengnuo.cli.command import INPUT_FAILED, Command, option
from chengnuo.cli.inputs import FEW, note_losses, reading_options
from chengnuo.cli.options import db_option, format_option, lang_option, output_options, quiet_option
from chengnuo.cli.output import Output, complain, emit_sheet, note, note_unknown_cities, sheet
from chengnuo.cli.reasons import reason
from chengnuo.cli.sheets import DOCUMENT_BRIEF, DOCUMENT_COLUMNS, document_row
from chengnuo.cli.words import say
from chengnuo.errors import ChengnuoError, UnreadableFile
from chengnuo.files import Manner, data_files, find_files, spelled

if TYPE_CHECKING:  # the values take 30 ms, which `--help` has no time for
    import sqlite3

    from chengnuo.ingest import Outcome
    from chengnuo.model import PartStatus


@click.command(
    cls=Command,
    zh="读取文件和文件夹，存入账本。未变的文件跳过；每个文件一个事务；读不了的文件说明原因，其余照常。",
    examples=(
        "chengnuo ingest documents/",
        "chengnuo ingest plan.pdf reply.docx --db hebei.db",
        "chengnuo ingest archive/ --jobs 4 --format json > summary.json",
        "chengnuo ingest - --name plan.html < plan.html",
    ),
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@db_option
@option(
    "--jobs", "-j", type=click.IntRange(1, 64), help="Processes that read (default: one a core).", zh="并行进程数。"
)
@option(
    "--timeout",
    type=click.FloatRange(min=1),
    default=120.0,
    show_default=True,
    metavar="SECONDS",
    help="Time that one file may take.",
    zh="单个文件的时限（秒）。",
)
@option(
    "--name",
    metavar="NAME",
    help="What `-`, standard input, is called in the ledger (default: stdin- and a part of its hash).",
    zh="标准输入（-）在账本中的名称。",
)
@reading_options
@format_option(choices=("table", "json"))
@quiet_option
@lang_option
def ingest(
    paths: tuple[str, ...],
    db: str,
    jobs: int | None,
    timeout: float,
    name: str | None,
    form: str,
    quiet: bool,
    manner: Manner,
) -> None:
    """Read files and folders into the ledger; unchanged files are skipped. `-` is standard input.

    Each file is one transaction: a run cut short leaves a ledger that the next run completes.
    """
    if name is not None and "-" not in paths:
        raise click.UsageError("--name is for standard input: give `-`, too")
    given = _standard_input(name) if "-" in paths else {}
    named = [path for path in paths if path != "-"]
    files = list(dict.fromkeys((*given, *find_files(named))))
    if not files:
        raise click.UsageError(say("no-files", paths=" ".join(paths)))
    if not Path(db).exists() and not any(path in given or Path(path).exists() for path in files):
        for path in files:
            complain(UnreadableFile(path, "there is no such file", "check the path"))
        click.get_current_context().exit(INPUT_FAILED)  # misspelt paths are no reason to make a ledger
    outcomes = ingest_into(db, files, given=given, jobs=jobs, timeout=timeout, manner=manner, quiet=quiet)
    if form == "json":
        click.echo(_summary(outcomes, db))
    else:
        note_counts(outcomes, db, quiet=quiet)
        data = [Path(path).name for path in data_files(named)]
        if data:
            names = ", ".join(data[:FEW]) + (" …" if len(data) > FEW else "")
            note(say("left-out-files", count=len(data), names=names), quiet=quiet)
    if any(outcome.state == "failed" for outcome in outcomes):
        click.get_current_context().exit(INPUT_FAILED)


def _standard_input(name: str | None) -> dict[str, bytes]:
    """What standard input holds, under its name."""
    data = sys.stdin.buffer.read()
    return {name or f"stdin-{hashlib.sha256(data).hexdigest()[:12]}": data}


def ingest_into(
    db: str,
    files: list[str],
    *,
    given: Mapping[str, bytes] | None = None,
    jobs: int | None = None,
    timeout: float = 120.0,
    manner: Manner | None = None,
    quiet: bool = False,
) -> tuple[Outcome, ...]:
    """Reads the files into the ledger with progress on standard error; the outcomes."""
    from chengnuo import __version__, store
    from chengnuo.ingest import ingest as read_in

    manner = manner or Manner()
    manner.digest()  # a wrong rule pack is no reason to make a ledger
    connection = store.create_ledger(db)
    with _Progress(len(files), quiet=quiet) as progress:
        try:
            return read_in(
                connection,
                files,
                given=given,
                manner=manner,
                jobs=min(jobs or os.cpu_count() or 1, len(files)),
                timeout=timeout,
                version=__version__,
                clock=lambda: datetime.now().astimezone(),
                on_outcome=progress.advance,
            )
        finally:
            store.close_ledger(connection)


class _Progress:
    """A bar with rate and remaining time on a terminal; elsewhere only the complaints."""

    def __init__(self, total: int, *, quiet: bool) -> None:
        self.total = total
        self.shown = not quiet and sys.stderr.isatty()
        self.bar: Any = None
        self.size = 0

    def __enter__(self) -> _Progress:
        if self.shown:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (
                TextColumn(say("reading")),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"),
                TimeRemainingColumn(),
            )
            self.bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self.bar.start()
            self.task = self.bar.add_task("", total=self.total, rate="")
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.stop()

    def advance(self, outcome: Outcome) -> None:
        """One file more."""
        if outcome.state == "failed":
            self._say(complain, f"{spelled(outcome.path)}: {reason(outcome.reason)}")
        if self.bar is None:
            return
        self.size += outcome.size
        task = self.bar.tasks[0]
        seconds = max(task.elapsed or 0, 0.001)
        rate = say("rate", files=(task.completed + 1) / seconds, size=self.size / seconds / 1e6)
        self.bar.update(self.task, advance=1, rate=rate)

    def _say(self, how: Callable[[str], None], words: str) -> None:
        if self.bar is None:
            how(words)
        else:
            self.bar.console.print(say("error", words=words), highlight=False, markup=False, soft_wrap=True)


def note_counts(outcomes: Sequence[Outcome], db: str, *, quiet: bool) -> None:
    """Says how many files were read, skipped and failed."""
    states = [outcome.state for outcome in outcomes]
    words = say(
        "ingested",
        read=states.count("read"),
        skipped=states.count("skipped"),
        failed=states.count("failed"),
        commitments=sum(outcome.commitments for outcome in outcomes),
        db=db,
    )
    note(words, quiet=quiet)
    doubtful = sum(outcome.doubtful for outcome in outcomes)
    if doubtful:
        note(say("doubtful", count=doubtful), quiet=quiet)
    rejected = sum(outcome.rejected for outcome in outcomes)
    if rejected:
        note(say("rejected", count=rejected), quiet=quiet)
    note_losses(((outcome.path, outcome.doubts) for outcome in outcomes), quiet=quiet)


def _summary(outcomes: Sequence[Outcome], db: str) -> str:
    from chengnuo.render import to_json

    states = [outcome.state for outcome in outcomes]
    files = [
        {
            "path": spelled(o.path),
            "state": o.state,
            "kind": o.kind,
            "reason": o.reason,
            "size": o.size,
            "documents": o.documents,
            "commitments": o.commitments,
            "rejected": o.rejected,
        }
        for o in outcomes
    ]
    counts = {state: states.count(state) for state in ("read", "skipped", "failed")}
    return to_json({"db": db, **counts, "files": files})


@click.command(
    "list",
    cls=Command,
    zh="列出账本中的文件（一个文件中可有多份）。",
    examples=("chengnuo list", "chengnuo list --city 承德 --format csv", "chengnuo list --status draft"),
)
@db_option
@option("--city", "cities", multiple=True, metavar="NAME", help="Province, city or county.", zh="省、市或县。")
@option("--genre", metavar="WORD", help="Kind of document: 方案, 答复 …", zh="文种：方案、答复……")
@option("--status", type=click.Choice(["draft", "final", "other"]), help="Draft, final or other.", zh="稿别。")
@option("--unread", is_flag=True, help="The files that could not be read, and why.", zh="列出读不了的文件及原因。")
@output_options()
def list_(
    db: str, cities: tuple[str, ...], genre: str | None, status: PartStatus | None, unread: bool, out: Output
) -> None:
    """List the documents of the ledger."""
    from chengnuo import store

    connection = store.open_ledger(db)
    if unread:
        columns = ("path", "kind", "reason")
        found = [dict(zip(columns, row, strict=True)) for row in store.unread(connection)]
        shown = [row | {"reason": reason(row["reason"])} for row in found]
        emit_sheet(sheet(columns, shown, found), out)
        return
    filters = store.Filters(cities=cities, genre=genre, document_status=status)
    rows = [document_row(row) for row in store.documents(connection, filters)]
    wire = [{column: row[column] for column in DOCUMENT_COLUMNS} for row in rows]
    emit_sheet(sheet(DOCUMENT_COLUMNS, rows, wire, DOCUMENT_BRIEF), out)
    if not rows:
        note_unknown_cities(connection, cities, quiet=out.quiet)


@click.command(
    cls=Command,
    zh="把文件移出账本：其中的承诺一并移出，磁盘上的文件不动；审核决定保留，重新读入后仍然有效。",
    examples=("chengnuo remove draft.pdf", "chengnuo remove 8915f998b9b1 old.docx --db hebei.db"),
)
@click.argument("refs", nargs=-1, required=True, metavar="FILE...")
@db_option
@quiet_option
@lang_option
def remove(refs: tuple[str, ...], db: str, quiet: bool) -> None:
    """Take files out of the ledger, with all that was found in them.

    FILE is a path, a name or an id of `chengnuo list`. The files themselves stay where they are; decisions of reviewers
    are kept and count again once the file is read in again.
    """
    from chengnuo import store

    store.open_ledger(db).close()
    connection = store.create_ledger(db)
    try:
        gone = [_stored(connection, ref, db) for ref in refs]
        for ref, (path, file) in zip(refs, gone, strict=True):
            if file is None:
                store.forget_unread(connection, path)
            else:
                store.remove(connection, file)
            note(say("removed", name=ref, db=db), quiet=quiet)
    finally:
        store.close_ledger(connection)


def _stored(connection: sqlite3.Connection, ref: str, db: str) -> tuple[str, int | None]:
    """Path and number of the file that is to go; no number for one that could not be read."""
    from chengnuo import store

    path = spelled(str(Path(ref).resolve()))
    file, n = store.file_at(connection, path), None
    if file is None:
        file, n = store.file_of(connection, ref) or (None, None)
    if file is None:
        if path in (unread for unread, _, _ in store.unread(connection)):
            return path, None
        raise ChengnuoError(f"{ref}: {say('no-file', db=db)} ({say('ref-hint')})")
    if n is not None and (count := len(store.extraction(connection, file).parts)) > 1:
        raise ChengnuoError(f"{ref}: {say('whole-file', count=count)}")
    return path, file


COMMANDS: tuple[Command, ...] = (ingest, list_, remove)
