"""The command that lists the promises of replies for a supervisor: register."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chengnuo.cli.command import Command
from chengnuo.cli.inputs import choose
from chengnuo.cli.options import db_option, filter_options, named_output_options, pack_option
from chengnuo.cli.output import Output, demand_file, emit, emit_sheet, note, note_copies
from chengnuo.cli.words import language, place, say, value
from chengnuo.files import Manner

if TYPE_CHECKING:  # the values take 30 ms, which `--help` has no time for
    import sqlite3

    from chengnuo.check import Finding
    from chengnuo.model import Commitment, Extraction, Part
    from chengnuo.packs import Pack
    from chengnuo.register import Promise
    from chengnuo.store import Filters

FORMATS = ("xlsx", "docx", "table", "json", "jsonl", "csv", "tsv", "md", "html")
BRIEF = ("n", "item", "units", "deadline", "class", "title", "page", "evidence")

# English and Chinese, as in cli.words.
HEADS: dict[str, tuple[str, str]] = {
    "register": ("Register of promises", "承诺事项登记表"),
    "n": ("no.", "序号"),
    "item": ("promise", "承诺事项"),
    "units": ("lead bodies", "责任单位"),
    "deadline": ("deadline", "完成时限"),
    "class": ("class", "办理类别"),
    "title": ("document", "文件标题"),
    "number": ("number", "发文字号"),
    "page": ("page", "页码"),
    "quote": ("words of the document", "原文"),
    "evidence": ("later evidence in the ledger", "账本中的后续证据"),
    "note": ("supervisor's note", "督办意见"),
    "id": ("id", "编号"),
}


@click.command(
    cls=Command,
    zh=(
        "承诺事项登记表：列出建议、提案答复中的承诺，一条一行：事项、责任单位、时限、办理类别（A、B、C，取自文件首部）、"
        "出处、原文、账本中的后续证据，另留督办意见栏。不给文件时列出账本中全部答复。"
    ),
    examples=(
        "chengnuo register -o register.xlsx",
        "chengnuo register --city 濮阳 -o register.docx",
        "chengnuo register reply.pdf --lang zh -o register.docx",
    ),
)
@click.argument("refs", nargs=-1, metavar="[REPLY]...")
@db_option
@filter_options
@pack_option
@named_output_options(FORMATS, "table")
def register(refs: tuple[str, ...], db: str, packs: tuple[str, ...], asked: Filters, out: Output) -> None:
    """Register of promises: one row for each promise in replies to proposals and suggestions.

    Item, lead bodies, deadline, class (A, B, C as the reply's head gives it), document, quotation, what later documents
    of the ledger report of it, and an empty column for the supervisor. REPLY is a file or an id of the ledger; without
    one, all replies of the ledger that the options choose.
    """
    from chengnuo import store
    from chengnuo.packs import load_pack

    if refs and asked != store.Filters():
        raise click.UsageError(say("register-either"))
    if out.format in {"xlsx", "docx"}:
        demand_file(out)
    pack = load_pack(*packs)
    promises, paths = _promises(refs, db, asked, pack, packs=packs, quiet=out.quiet)
    records = [_record(number, one, pack) for number, one in enumerate(promises, 1)]
    heads = {key: words[language() == "zh"] for key, words in HEADS.items()}
    if not records:
        note(say("register-empty"), quiet=out.quiet)
    if out.format == "xlsx":
        from chengnuo.export.register import register_xlsx

        emit(register_xlsx(records, heads, paths), out)
    elif out.format == "docx":
        from chengnuo.export.register import register_docx

        emit(register_docx(records, heads), out)
    elif records:
        from chengnuo.render import Sheet

        columns = tuple(key for key in HEADS if key != "register")
        rows = Sheet(columns=columns, rows=records, wire=records, brief=BRIEF, titles=heads)
        emit_sheet(rows, out)


def _promises(
    refs: Sequence[str], db: str, asked: Filters, pack: Pack, *, packs: tuple[str, ...], quiet: bool
) -> tuple[Sequence[Any], dict[str, str]]:
    """The rows of the register, and the paths of the files by name."""
    from chengnuo import store
    from chengnuo.copies import without_copies
    from chengnuo.register import register as enter

    achieved: Sequence[Commitment] = ()
    pledges: Sequence[Commitment]
    paths: dict[str, str] = {}
    if not refs or Path(db).exists():
        connection = store.open_ledger(db)
        achieved = store.commitments(connection, store.Filters(status="achieved", cities=asked.cities))
        paths = {one.name: one.path for one in store.files(connection)}
    else:
        note(say("register-no-ledger", db=db), quiet=quiet)
    if refs:
        manner = Manner(packs=packs)
        chosen = [choose(ref, db, manner) for ref in refs]
        pledges = [row for one in chosen for row in _of_replies(one.commitments, pack)]
        papers = [one.extraction for one in chosen]
    else:
        rows = store.commitments(connection, asked)
        drafts = asked.document_status is not None
        pledges = [row for row in _of_replies(rows, pack, named=False) if drafts or not row.is_of_draft]
        pledges, twice = without_copies(pledges)
        note_copies(twice, quiet=quiet)
        papers = _papers(connection, pledges)
    return enter(pledges, achieved, _grades(papers, pack), pack), paths


def _of_replies(rows: Sequence[Commitment], pack: Pack, *, named: bool = True) -> list[Commitment]:
    """The pledges that stand in replies; in a file that somebody named and that holds none, all its pledges."""
    from chengnuo.pairing import is_reply

    pledges = [row for row in rows if row.status == "pledged"]
    found = [row for row in pledges if is_reply(row.document, pack)]
    return found if found or not named else pledges


def _papers(connection: sqlite3.Connection, pledges: Sequence[Commitment]) -> list[Extraction]:
    from chengnuo import store

    first = {row.source: row.id for row in pledges}
    places = [store.file_of(connection, id_) for id_ in first.values()]
    return [store.extraction(connection, place[0]) for place in places if place is not None]


def _grades(papers: Sequence[Extraction], pack: Pack) -> dict[tuple[str, int], str | None]:
    from chengnuo.register import grade_of

    return {(one.source, n): grade_of(one, n, pack) for one in papers for n in range(len(one.parts))}


def _record(number: int, one: Promise, pack: Pack) -> dict[str, Any]:
    row = one.pledge
    part = row.document
    return {
        "n": number,
        "item": _item(row),
        "units": "；".join(row.units) or _replying(part),
        "deadline": _deadline(row, pack),
        "class": one.grade,
        "title": part.title if part else None,
        "number": part.number if part else None,
        "page": row.page or place(row.place) or None,
        "quote": row.quote,
        "evidence": _evidence(one.report),
        "note": None,
        "id": row.id,
        "source": row.source,
    }


def _item(row: Commitment) -> str:
    """What is promised, in a line: how firmly where it is not firm, indicator, subject, how often, amount."""
    from chengnuo.export.table import amount

    named = f"{row.indicator}（{row.subject}）" if row.subject else row.indicator
    hedge = value(row.binding) if row.binding in {"strive", "encourage"} else None
    often = row.recurrence if row.deadline is not None else None  # else it stands for the deadline
    words = " ".join(filter(None, (named, often, amount(row))))
    words = say("register-hedged", how=hedge, item=words) if hedge else words
    if not row.restated:
        return words
    return say("register-cited", item=words, source=row.restated_from or say("register-elsewhere"))


def _replying(part: Part | None) -> str | None:
    """Who answers, where the promise itself names nobody."""
    return say("register-replying", body=part.issuer) if part is not None and part.issuer else None


def _deadline(row: Commitment, pack: Pack) -> str | None:
    """The deadline in words for a Chinese form, else as ISO; a recurrence where there is none."""
    from chengnuo.messages import say_date

    if row.deadline is None:
        return row.recurrence
    return say_date(pack, row.deadline) if language() == "zh" else row.deadline


def _evidence(report: Finding | None) -> str:
    from chengnuo.due import is_reached

    if report is None or report.later is None:
        return say("register-none")
    row = report.later
    part = row.document
    page = say("register-page", page=row.page) if row.page else place(row.place)
    where = " ".join(filter(None, (part.title if part else row.source, part.date if part else None, page)))
    quoted = say("register-quoted", quote=row.quote, where=where)
    return say("register-reached" if is_reached(report) else "register-otherwise", words=quoted)


COMMANDS: tuple[Command, ...] = (register,)
