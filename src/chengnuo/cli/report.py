"""The command that lays the ledger out as one HTML file: report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chengnuo.cli.frame import (
    Command,
    chosen_filters,
    db_option,
    emit,
    filter_options,
    lang_option,
    option,
    output_option,
    pack_option,
    quiet_option,
    status_option,
)
from chengnuo.cli.words import language

if TYPE_CHECKING:  # the values take 30 ms, which `--help` has no time for
    from chengnuo.model import Commitment, Extraction, Part
    from chengnuo.packs import Pack


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
    db: str, title: str, shown: bool, packs: tuple[str, ...], output: str | None, quiet: bool, **filters: Any
) -> None:
    """Lay the ledger out as one HTML file that opens anywhere, without network.

    Comparison, deadlines, reply check, draft and final, every cell one click from its words in the source; decisions
    made in it are read back with `chengnuo review --read`.
    """
    if shown and output is None:
        raise click.UsageError("--open needs --output FILE")
    emit(report_of(db, chosen_filters(filters), packs=packs, title=title), output, quiet=quiet)
    if shown and output is not None:
        click.launch(str(Path(output).resolve()))


def report_of(db: str, filters: Any = None, *, packs: tuple[str, ...] = (), title: str = "") -> str:
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


# The word of the genre by which a reply is known in the ledger.
REPLY = "答复"
# A draft and a final text of two files belong together from this likeness (per cent) of their titles.
SAME_TITLE = 85
_DRAFT_MARK = re.compile(r"[（(【\[]?(?:公开)?(?:征求意见稿|草案|送审稿)[）)】\]]?")


def _files(connection: Any, commitments: Sequence[Commitment], filters: Any) -> list[int]:
    """The files that the report shows: those of the commitments, or all where nothing is filtered out."""
    from chengnuo import store

    if filters is None or filters == store.Filters():
        return [one.id for one in store.files(connection)]
    found = [store.file_of(connection, row.id) for row in commitments]
    return list(dict.fromkeys(place[0] for place in found if place is not None))


def _findings(commitments: Sequence[Commitment], pack: Pack) -> list[Any]:
    """Each reply against the final document of its region that it has most indicators in common with."""
    from chengnuo.check import check, same_region
    from chengnuo.link import link

    papers: dict[tuple[str, int], list[Commitment]] = {}
    for row in link(commitments, pack):
        if row.document is not None and row.document.region[1]:
            papers.setdefault((row.source, row.part), []).append(row)
    by_city: dict[str, list[list[Commitment]]] = {}
    for rows in papers.values():
        by_city.setdefault(_part(rows).region[1] or "", []).append(rows)
    found: list[Any] = []
    for reply in papers.values():
        if REPLY not in (_part(reply).genre or ""):
            continue
        others = [
            rows
            for rows in by_city[_part(reply).region[1] or ""]
            if rows[0].source != reply[0].source
            and _part(rows).status == "final"
            and REPLY not in (_part(rows).genre or "")
            and same_region(_part(rows), _part(reply))
        ]
        named = {row.indicator_id for row in reply}
        best = max(others, key=lambda rows: len(named & {row.indicator_id for row in rows}), default=None)
        if best is not None and named & {row.indicator_id for row in best}:
            found += check(reply, best, pack)
    return found


def _part(rows: Sequence[Commitment]) -> Part:
    part = rows[0].document
    assert part is not None  # noqa: S101  (only rows with a document are grouped)
    return part


def _differences(extractions: Sequence[Extraction], pack: Pack) -> list[Any]:
    """Drafts against finals: the fullest two of a file, or of two files whose titles agree."""
    from chengnuo.diff import diff, side_of

    found: list[Any] = []
    for before, after in _versions(extractions):
        found += diff(side_of(*before, pack), side_of(*after, pack), pack)
    return found


def _versions(extractions: Sequence[Extraction]) -> Iterator[tuple[tuple[Extraction, int], tuple[Extraction, int]]]:
    alone: dict[str, list[tuple[Extraction, int]]] = {"draft": [], "final": []}
    for one in extractions:
        sides = {status: _fullest(one, status) for status in alone}
        if sides["draft"] is not None and sides["final"] is not None:
            yield (one, sides["draft"]), (one, sides["final"])
            continue
        for status, n in sides.items():
            if n is not None:
                alone[status].append((one, n))
    for draft in alone["draft"]:
        final = _final_of(draft, alone["final"])
        if final is not None:
            yield draft, final


def _fullest(one: Extraction, status: str) -> int | None:
    """The document of this status in which most is promised, from 0."""
    fitting = [n for n, part in enumerate(one.parts) if part.status == status]
    count = Counter(row.part for row in one.commitments)
    return max(fitting, key=lambda n: (count[n], len(one.parts[n].span)), default=None)


def _final_of(draft: tuple[Extraction, int], finals: Sequence[tuple[Extraction, int]]) -> tuple[Extraction, int] | None:
    """The final text of the same region whose title is nearest to the draft's, if one is near."""
    from rapidfuzz import fuzz

    part = draft[0].parts[draft[1]]
    title = _DRAFT_MARK.sub("", part.title or "")
    same = [(one, n) for one, n in finals if one.parts[n].region == part.region and one.parts[n].title]
    if not title or not same:
        return None
    likeness = [fuzz.ratio(title, one.parts[n].title or "") for one, n in same]
    return same[likeness.index(max(likeness))] if max(likeness) >= SAME_TITLE else None


COMMANDS: tuple[Command, ...] = (report,)
