"""How comparisons are printed: group by group, so that a ledger of a million commitments needs no more room."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from chengnuo.cli.output import Output, emit_groups, emit_pieces, emit_sheet, note, sheet
from chengnuo.cli.sheets import COMPARE_BRIEF, COMPARE_COLUMNS, amount, compare_cells, compare_row
from chengnuo.cli.words import say

if TYPE_CHECKING:  # the values take 30 ms, which `--help` has no time for
    from chengnuo.cli.rowlines import RowLines
    from chengnuo.compare import Comparison, Pivot, Row
    from chengnuo.link import Link

    Links = Mapping[str, Link]  # by the commitment's id, why its indicator has its name
    Pair = tuple[Comparison, Row]

# Formats for reading show so many rows at most, and then so many of one group; the others have all.
MOST_READ = 5000
MOST_OF_GROUP = 50
# From so many rows on, JSON has a row a line: indented it would be four times as long.
INDENTED = 2000
# Formats of which each piece can be written as it is made.
STREAMED = frozenset({"json", "jsonl", "csv", "tsv"})


def show_comparisons(
    found: Iterable[Comparison],
    total: int,
    out: Output,
    *,
    fitted: bool = False,
    by: Pivot = "indicator",
    links: Links | None = None,
) -> None:
    """Prints comparisons of `total` rows: in a table one group an indicator (or city, or year), elsewhere flat rows."""
    if total and out.format in STREAMED:
        emit_pieces(_pieces(found, out.format, by, links or {}, total), out)
        return
    brief = COMPARE_BRIEF if by == "indicator" else ("group", *COMPARE_BRIEF)
    if out.format == "xlsx" or not total:
        cells = [compare_cells(*pair, links or {}) for _, pairs in _groups(found, by) for pair in pairs]
        emit_sheet(sheet(COMPARE_COLUMNS, cells, [], brief), out)
        return
    chosen = _chosen(_groups(found, by), total)
    groups = [(heading, [compare_row(*pair, links or {}) for pair in pairs]) for heading, pairs in chosen]
    emit_groups(groups, COMPARE_COLUMNS, brief, out, fitted=fitted)
    shown = sum(len(rows) for _, rows in groups)
    if shown < total:
        note(say("more-rows", shown=shown, total=total), quiet=out.quiet)


def part_of(found: Iterable[Comparison], form: str, *, is_first: bool, is_last: bool) -> Iterator[bytes]:
    """Some of the comparisons in a format of STREAMED, to be read together with the others."""
    if form == "json":
        return _lines(_headed(found, "indicator", {}), b"[" if is_first else b",\n", b"]\n" if is_last else b"")
    pieces = _pieces(found, form, "indicator", {}, INDENTED)
    return pieces if is_first or form == "jsonl" else islice(pieces, 1, None)  # one line of titles


def _chosen(groups: Iterable[tuple[str, list[Pair]]], total: int) -> Iterator[tuple[str, list[Pair]]]:
    """The groups that a reader is shown, each with as many rows as fit."""
    if total <= MOST_READ:
        yield from groups
        return
    left = MOST_READ
    for heading, pairs in groups:
        some = pairs[: min(MOST_OF_GROUP, left)]
        yield heading + (f"  … +{len(pairs) - len(some)}" if len(some) < len(pairs) else ""), some
        left -= len(some)
        if not left:
            return


def _groups(found: Iterable[Comparison], by: Pivot) -> Iterator[tuple[str, list[Pair]]]:
    """Heading and rows of each group, each row with its comparison."""
    if by != "indicator":
        yield from _pivoted(found, by)
        return
    for one in found:
        key = "comparable" if one.comparable else "not-comparable"
        verdict = say("comparable-though" if one.comparable and one.because else key, because=one.because)
        yield f"{one.indicator}  [{verdict}]{_national(one)}", [(one, row) for row in one.rows]


def _national(one: Comparison) -> str:
    """The national value behind a heading, a value for each subject where they differ."""
    values = [f"{value.subject or ''}{amount(value)}" for value in one.national]
    return f"  {say('national', values='、'.join(values))}" if values else ""


def _pivoted(found: Iterable[Comparison], by: Pivot) -> Iterator[tuple[str, list[Pair]]]:
    from chengnuo.compare import pivot

    found = tuple(found)
    theirs = {row.commitment.id: one for one in found for row in one.rows}
    for heading, rows in pivot(found, by):
        yield heading, [(theirs[row.commitment.id], row) for row in rows]


def _pieces(found: Iterable[Comparison], form: str, by: Pivot, links: Links, total: int) -> Iterator[bytes]:
    """The output in a format for programs, in UTF-8, piece by piece."""
    if form in {"csv", "tsv"}:
        from chengnuo.export.table import delimited_lines

        pairs = (pair for _, some in _groups(found, by) for pair in some)
        cells = (compare_cells(*pair, links) for pair in pairs)
        yield from map(str.encode, delimited_lines(COMPARE_COLUMNS, cells, "," if form == "csv" else "\t"))
        return
    from chengnuo.cli.rowlines import encode

    groups = _headed(found, by, links)
    if form != "jsonl" and total >= INDENTED:
        yield from _lines(groups)
        return
    objects = (encode(head).replace(_ROWS, b"%b%b]" % (_ROWS[:-1], b", ".join(rows)), 1) for head, rows in groups)
    if form == "jsonl":
        yield from (one + b"\n" for one in objects)
    else:
        yield json.dumps(list(map(json.loads, objects)), ensure_ascii=False, indent=2).encode() + b"\n"


# Where the rows of a group stand in its JSON object; in a text its quotation marks would be escaped.
_ROWS = b'"rows": []'


def _headed(found: Iterable[Comparison], by: Pivot, links: Links) -> Iterator[tuple[dict[str, Any], Iterator[bytes]]]:
    """The JSON object of each group, without its rows, and the rows in JSON."""
    from chengnuo.compare import to_wire

    lines = _row_lines()
    groups: Iterable[tuple[dict[str, Any], Iterable[Pair]]]
    if by == "indicator":
        groups = ((to_wire((replace(one, rows=()),))[0], ((one, row) for row in one.rows)) for one in found)
    else:
        groups = (({by: heading, "rows": []}, pairs) for heading, pairs in _groups(found, by))
    for head, pairs in groups:
        yield head, (lines.line(row, one.indicator_id, _link(row, links)) for one, row in pairs)


@lru_cache(maxsize=1)
def _row_lines() -> RowLines:
    """What writes rows, kept for all blocks of a large ledger: each has rows of most documents."""
    from chengnuo.cli.rowlines import RowLines

    return RowLines()


def _link(row: Row, links: Links) -> dict[str, Any] | None:
    """Why a row is in its group."""
    if not links:
        return None
    link = links[row.commitment.id]
    return {"how": link.how, "words": list(link.words), "score": link.score}


def _lines(
    groups: Iterable[tuple[dict[str, Any], Iterator[bytes]]], begin: bytes = b"[", end: bytes = b"]\n"
) -> Iterator[bytes]:
    """A JSON list of groups, each row of each group on a line of its own, behind what is said of the group."""
    from chengnuo.cli.rowlines import encode

    between = begin
    for head, rows in groups:
        del head["rows"]
        yield b'%b%b, "rows": [\n' % (between, encode(head)[:-1])
        yield from islice(rows, 1)
        yield from (b",\n" + row for row in rows)
        yield b"]}"
        between = b",\n"
    yield end
