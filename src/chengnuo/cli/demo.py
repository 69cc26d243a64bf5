"""The three questions answered on a folder of documents: who promises what, is it kept, what became of the draft."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from chengnuo.cli.command import INPUT_FAILED, Command, option
from chengnuo.cli.comparisons import show_comparisons
from chengnuo.cli.drafting import LAYERS, show_changes
from chengnuo.cli.inputs import voiced
from chengnuo.cli.judging import show_findings
from chengnuo.cli.keeping import ingest_into, note_counts
from chengnuo.cli.options import db_option, lang_option, quiet_option
from chengnuo.cli.output import Output
from chengnuo.cli.words import say
from chengnuo.errors import ChengnuoError
from chengnuo.files import find_files

# What changed in the wording alone is many lines; the demonstration says how to see it.
BUT_WORDING = tuple(layer for layer in LAYERS if layer != "text")


@click.command(
    cls=Command,
    zh="用一个文件夹的资料演示：存入新账本，打印跨城市比较、答复核对、征求意见稿与定稿对比。",
    examples=("chengnuo demo", "chengnuo demo --corpora documents/ --db demo.db --fresh"),
)
@option(
    "--corpora", default="corpora", show_default=True, metavar="DIR", help="The folder of documents.", zh="资料文件夹。"
)
@db_option
@option("--fresh", is_flag=True, help="Begin with an empty ledger.", zh="从空账本开始。")
@quiet_option
@lang_option
@click.pass_context
def demo(ctx: click.Context, /, corpora: str, db: str, fresh: bool, quiet: bool) -> None:
    """Show a comparison, a check and a diff on a folder of documents.

    Without --db, the ledger is a new one in a temporary folder; where it lies is printed at the end.
    """
    source = ctx.get_parameter_source("db")
    given = source is not None and source.name != "DEFAULT"
    path = _place(db if given else None, fresh=fresh)
    files = _documents(Path(corpora))
    outcomes = ingest_into(path, files, quiet=quiet)
    note_counts(outcomes, path, quiet=quiet)
    _compare(path)
    _check(path)
    _diff(path, files)
    click.echo(f"\n{say('demo-db', path=Path(path).resolve())}")
    if any(outcome.state == "failed" for outcome in outcomes):
        ctx.exit(INPUT_FAILED)


def _place(db: str | None, *, fresh: bool) -> str:
    """Where the ledger is to lie; an old one that is to go is deleted only where it is one of ours."""
    from chengnuo import store

    if db is None:
        return str(Path(tempfile.mkdtemp(prefix="chengnuo-")) / "chengnuo.db")
    path = Path(db)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if fresh and path.exists():
            store.open_ledger(db).close()
            for name in (db, f"{db}-wal", f"{db}-shm"):
                Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise ChengnuoError(say("not-written", path=db, reason=error.strerror)) from None
    return db


def _documents(folder: Path) -> list[str]:
    """The documents of the folder: those that its `corpora.toml` names, or else all of its files."""
    import tomllib

    if not folder.is_dir():
        raise ChengnuoError(say("no-corpora", path=folder))
    index = folder / "corpora.toml"
    if index.is_file():
        listed = tomllib.loads(index.read_text(encoding="utf-8"))
        files = [str(folder / name) for name in _names(listed)]
    else:
        files = list(find_files([str(folder)]))
    if not files:
        raise ChengnuoError(say("no-corpora", path=folder))
    return files


def _names(listed: Any) -> list[str]:
    """The values of all keys `file` in a provenance table, in order."""
    if isinstance(listed, list):
        return [name for item in listed for name in _names(item)]
    if isinstance(listed, dict):
        own = [listed["file"]] if isinstance(listed.get("file"), str) else []
        return own + [name for item in listed.values() if isinstance(item, dict | list) for name in _names(item)]
    return []


def _compare(db: str) -> None:
    """Indicators that two files or more speak of, those of several cities first."""
    from chengnuo import store
    from chengnuo.compare import compare
    from chengnuo.packs import load_pack

    found = compare(store.commitments(store.open_ledger(db)), voiced(load_pack(), "table"))
    shared = tuple(one for one in found if len({row.commitment.source for row in one.rows}) > 1)
    _title("demo-compare")
    show_comparisons(shared, sum(len(one.rows) for one in shared), Output(), fitted=True)


def _check(db: str) -> None:
    """Each reply of the ledger against the plan of its city."""
    from chengnuo import store
    from chengnuo.check import check, to_wire
    from chengnuo.packs import load_pack
    from chengnuo.pairing import replies_with_plans

    pack = voiced(load_pack(), "table")
    pairs = list(replies_with_plans(store.commitments(store.open_ledger(db)), pack))
    for reply, plan in pairs:
        _title("demo-check", reply=_named(reply[0]), plan=_named(plan[0]))
        findings = check(reply, plan, pack)
        show_findings(findings, to_wire(findings), Output())
    if not pairs:
        _title("demo-check", reply="-", plan="-")
        click.echo(say("demo-none"))


def _named(row: Any) -> str:
    """The title of a commitment's document, or the name of its file."""
    return str((row.document.title if row.document else None) or row.source)


def _diff(db: str, files: Sequence[str]) -> None:
    """Each draft against its final text."""
    from chengnuo import store
    from chengnuo.packs import load_pack
    from chengnuo.pairing import drafts_with_finals

    connection = store.open_ledger(db)
    extractions = [store.extraction(connection, file.id) for file in store.files(connection)]
    pairs = list(drafts_with_finals(extractions, load_pack()))
    for before, after in pairs:
        _title("demo-diff", before=before.title, after=after.title)
        show_changes((before, after), Output(), layers=BUT_WORDING)
        places = [_place_of(side, extractions, files) for side in (before, after)]
        click.echo(say("demo-wording", before=places[0], after=places[1]))
    if not pairs:
        _title("demo-diff", before="-", after="-")
        click.echo(say("demo-none"))


def _place_of(side: Any, extractions: Sequence[Any], files: Sequence[str]) -> str:
    """A side of a diff as it is named on the command line."""
    whole = next(one for one in extractions if side.part in one.parts and one.source == side.source)
    path = next((path for path in files if Path(path).name == Path(side.source).name), side.source)
    return f"{path}#{whole.parts.index(side.part) + 1}"


def _title(key: str, **values: object) -> None:
    words = say(key, **values)
    click.echo(f"\n{words}\n{'=' * min(len(words), 60)}\n")


COMMANDS: tuple[Command, ...] = (demo,)
