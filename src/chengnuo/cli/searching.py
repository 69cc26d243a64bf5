"""Commands that ask the ledger: search, due."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from chengnuo.cli.command import FOUND, Command, option
from chengnuo.cli.inputs import voiced
from chengnuo.cli.options import db_option, filter_options, output_options, pack_option, status_option, strict_option
from chengnuo.cli.output import Output, emit, emit_sheet, note, note_copies, note_unknown_cities, sheet
from chengnuo.cli.sheets import DUE_BRIEF, DUE_COLUMNS, due_row
from chengnuo.cli.words import say

if TYPE_CHECKING:  # the values take 30 ms, which `--help` has no time for
    import sqlite3

    from chengnuo.model import Commitment
    from chengnuo.store import Filters, Hit


@click.command(
    cls=Command,
    zh="在账本的全部文本中查找词语：一个字、两个字、短语均可，简繁均可；多个词须同在一段。",
    examples=(
        "chengnuo search 学位",
        "chengnuo search 學位 新增 --city 承德",
        "chengnuo search 优质均衡 --status pledged --by 2027 --format json",
    ),
)
@click.argument("words", nargs=-1, required=True, metavar="WORD...")
@db_option
@status_option
@filter_options
@option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most so many.", zh="最多条数。")
@pack_option
@output_options()
def search(words: tuple[str, ...], db: str, limit: int, packs: tuple[str, ...], asked: Filters, out: Output) -> None:
    """Find words in all texts: one character or many, either script; several words must share a passage.

    Filters ask for passages in which such commitments stand.
    """
    from chengnuo import store

    terms = simplified(words, packs)
    if not terms:
        raise click.UsageError(say("no-words"))
    connection = store.open_ledger(db)
    found = store.search(connection, terms, asked, limit=limit + 1)
    hits = found[:limit]
    if out.format == "table":
        if hits:
            emit("".join(_shown(hit, colour=out.is_bright) for hit in hits), out)
    else:
        wires = [_hit_wire(hit) for hit in hits]
        flat = [{**wire, "commitments": "；".join(wire["commitments"])} for wire in wires]
        columns = ("source", "document", "title", "city", "start", "end", "text", "commitments")
        emit_sheet(sheet(columns, flat, wires), out)
    if len(found) > limit:
        note(say("more-hits", count=limit), quiet=out.quiet)
    elif out.format == "table":
        note(say("hits", count=len(hits)), quiet=out.quiet)
    if not hits:
        note_unknown_cities(connection, asked.cities, quiet=out.quiet)


def simplified(words: tuple[str, ...], packs: tuple[str, ...]) -> list[str]:
    """The words, blanks apart, in the script that the clean text has."""
    from chengnuo.packs import load_pack
    from chengnuo.simplify import simplify
    from chengnuo.spans import Rewrite

    pack = load_pack(*packs)
    return [simplify(Rewrite(word), pack).text for given in words for word in given.split()]


def _hit_wire(hit: Hit) -> dict[str, Any]:
    return {
        "source": hit.source,
        "document": hit.document,
        "title": hit.title,
        "city": hit.city,
        "start": hit.span.start,
        "end": hit.span.end,
        "text": hit.text,
        "marks": [[mark.start, mark.end] for mark in hit.marks],
        "commitments": list(hit.commitments),
    }


# Characters shown before the first and after the last of the words found.
_AROUND = 40


def _shown(hit: Hit, *, colour: bool) -> str:
    """Two lines: where, and the words found in their passage."""
    start = max(hit.marks[0].start - _AROUND, 0) if hit.marks else 0
    end = min(hit.marks[-1].end + _AROUND, len(hit.text)) if hit.marks else len(hit.text)
    pieces = ["…" if start else ""]
    at = start
    for mark in hit.marks:
        if mark.start < at:
            continue
        words = mark.of(hit.text)
        pieces += [hit.text[at : mark.start], f"\x1b[1;31m{words}\x1b[0m" if colour else f"【{words}】"]
        at = mark.end
    pieces += [hit.text[at:end], "…" if end < len(hit.text) else ""]
    where = " ".join(filter(None, (hit.document, hit.city, hit.title)))
    return f"{where}\n  {''.join(pieces)}\n"


@click.command(
    cls=Command,
    zh="列出到期的承诺：已到期而账本中没有完成证据的，标为“已到期，未见完成证据”；不下“未兑现”的结论。",
    examples=(
        "chengnuo due --by 2026-12-31 --city 承德",
        "chengnuo due --overdue --today 2027-01-01 --format csv -o overdue.csv",
    ),
)
@db_option
@filter_options
@option("--today", metavar="DATE", help="The day to judge by (default: today).", zh="以此日为准（默认今天）。")
@option("--overdue", is_flag=True, help="Only what is past and has no evidence.", zh="只列已到期且未见证据的。")
@option("--drafts", is_flag=True, help="Pledges of drafts, too.", zh="包括征求意见稿。")
@strict_option
@pack_option
@output_options()
def due(
    db: str, today: str | None, overdue: bool, drafts: bool, strict: bool, packs: tuple[str, ...], asked: Filters,
    out: Output,
) -> None:  # fmt: skip
    """List what falls due, and what is past without later evidence: "overdue, no evidence found", never "broken".

    Evidence is a later document of the same region that reports the thing as reached. Drafts are left out; what
    stands in a document that a later one of the ledger repeals is marked so, and is not overdue.
    """
    from chengnuo import store
    from chengnuo.due import due as judge
    from chengnuo.due import to_wire
    from chengnuo.packs import load_pack
    from chengnuo.repeals import repeals, said_by

    connection = store.open_ledger(db)
    pledges = _pledges(connection, asked, with_drafts=drafts, quiet=out.quiet)
    achieved = store.commitments(connection, store.Filters(status="achieved", cities=asked.cities))
    pack = voiced(load_pack(*packs), out.format)
    known = repeals(store.passages_with(connection, said_by(pack)), pack)
    found = judge(pledges, achieved, pack, today=_today(today), known=known)
    if overdue:
        found = tuple(row for row in found if row.state == "overdue")
    rows = [due_row(row) for row in found]
    emit_sheet(sheet(DUE_COLUMNS, rows, to_wire(found), DUE_BRIEF), out)
    if not rows:
        note_unknown_cities(connection, asked.cities, quiet=out.quiet)
    if strict and any(row.state == "overdue" for row in found):
        click.get_current_context().exit(FOUND)


def _pledges(connection: sqlite3.Connection, asked: Filters, *, with_drafts: bool, quiet: bool) -> list[Commitment]:
    """The pledges that can fall due; those of a second copy, and those due before their document, are told and left."""
    from dataclasses import replace

    from chengnuo import store
    from chengnuo.copies import without_copies
    from chengnuo.due import is_backwards

    rows = store.commitments(connection, replace(asked, status="pledged"))
    if not with_drafts and asked.document_status is None:
        rows = tuple(row for row in rows if not row.is_of_draft)
    rows, twice = without_copies(rows)
    note_copies(twice, quiet=quiet)
    kept = [row for row in rows if not is_backwards(row)]
    if len(kept) < len(rows):
        note(say("backwards", count=len(rows) - len(kept)), quiet=quiet)
    return kept


def _today(given: str | None) -> date:
    if given is None:
        return date.today()  # noqa: DTZ011  (the reader's own calendar)
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise click.BadParameter(say("bad-day"), param_hint="--today") from None


COMMANDS: tuple[Command, ...] = (search, due)
