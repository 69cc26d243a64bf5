"""Commands that look at two documents or more, or at one against itself: compare, check, diff, lint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from chengnuo.cli.frame import (
    FOUND,
    Command,
    db_option,
    emit_cards,
    emit_groups,
    emit_sheet,
    format_option,
    lang_option,
    note,
    option,
    output_option,
    pack_option,
    quiet_option,
    sheet,
    strict_option,
)
from chengnuo.cli.refs import choose
from chengnuo.cli.sheets import (
    CHECK_BRIEF,
    CHECK_COLUMNS,
    COMPARE_BRIEF,
    COMPARE_COLUMNS,
    DIFF_BRIEF,
    DIFF_COLUMNS,
    LINT_COLUMNS,
    check_card,
    check_row,
    compare_rows,
    diff_card,
    diff_row,
    lint_card,
    lint_row,
)
from chengnuo.cli.words import say

# The layers of a diff, in the order in which they matter.
LAYERS = ("value", "deadline", "units", "task", "text")


@click.command(
    cls=Command,
    zh="跨城市比较：每个指标一张表，列出各地的数值、时限、责任单位和语气；不可比的说明原因。",
    examples=(
        "chengnuo compare --indicator 优质均衡",
        "chengnuo compare --city 承德 --city 濮阳 --against national",
        "chengnuo compare a.pdf b.docx --format csv -o table.csv",
    ),
)
@click.argument("refs", nargs=-1, metavar="[FILE|ID]...")
@db_option
@option("--city", "cities", multiple=True, metavar="NAME", help="Province, city or county.", zh="省、市或县。")
@option("--indicator", "indicators", multiple=True, metavar="WORD", help="Part of an indicator.", zh="指标中的词。")
@option("--unit", "units", multiple=True, metavar="UNIT", help="Unit of measure: %, 所 …", zh="计量单位：%、所……")
@option("--after", metavar="DATE", help="Deadline no earlier than this.", zh="时限不早于此。")
@option("--by", metavar="DATE", help="Deadline no later than this.", zh="时限不晚于此。")
@option(
    "--status", "statuses", multiple=True, type=click.Choice(["pledged", "achieved"]), help="Pledged or achieved.",
    zh="承诺或已完成。",
)  # fmt: skip
@option("--genre", "genres", multiple=True, metavar="WORD", help="Kind of document.", zh="文种。")
@option("--draft/--final", "draft", default=None, help="Only drafts, or only finals.", zh="只看征求意见稿或定稿。")
@option("--least", default=1, show_default=True, help="Only indicators of so many cities.", zh="至少涉及几个城市。")
@option("--against", type=click.Choice(["national"]), help="Set beside the national standard.", zh="与国家标准对照。")
@pack_option
@format_option()
@output_option
@quiet_option
@lang_option
def compare(
    refs: tuple[str, ...], db: str, against: str | None, packs: tuple[str, ...], name: str, output: str | None,
    quiet: bool, draft: bool | None, **asked: Any,
) -> None:  # fmt: skip
    """Compare cities: one table an indicator, with value, deadline, responsible units and strength of wording.

    Without files, the whole ledger is compared. What cannot be compared stands side by side with the reason.
    """
    from chengnuo.compare import Filters, remarks, to_wire
    from chengnuo.compare import compare as judge
    from chengnuo.packs import load_pack

    pack = load_pack(*packs)
    filters = Filters(
        cities=asked["cities"],
        indicators=asked["indicators"],
        units=asked["units"],
        since=asked["after"],
        until=asked["by"],
        statuses=asked["statuses"],
        kinds=asked["genres"],
        document_statuses=() if draft is None else ("draft" if draft else "final",),
        least=asked["least"],
    )
    commitments = _commitments(refs, db, packs)
    found = judge(commitments, pack, against_national=against is not None, filters=filters)
    for words in remarks(commitments, found, pack, filters=filters):
        note(words, quiet=quiet)
    show_comparisons(found, to_wire(found), name, output, quiet=quiet)


def show_comparisons(
    found: Any, wire: Any, name: str, output: str | None, *, quiet: bool, fitted: bool = False
) -> None:
    """Prints comparisons: in a table one group an indicator, elsewhere flat rows."""
    groups = []
    for one in found:
        verdict = say("comparable") if one.comparable else say("not-comparable", because=one.because)
        more = f"：{one.because}" if one.comparable and one.because else ""
        groups.append((f"{one.indicator}  [{verdict}{more}]", compare_rows(one)))
    emit_groups(groups, COMPARE_COLUMNS, wire, COMPARE_BRIEF, name, output, quiet=quiet, fitted=fitted)


def _commitments(refs: Sequence[str], db: str, packs: Sequence[str]) -> Any:
    """The commitments of the documents named, or of the whole ledger."""
    if refs:
        return tuple(row for ref in refs for row in choose(ref, db, packs).commitments)
    from chengnuo import store

    return store.commitments(store.open_ledger(db))


@click.command(
    cls=Command,
    zh="把答复与同一地区此前的承诺核对：保留、加强、减弱、提前、推迟、未回应。",
    examples=(
        "chengnuo check reply.pdf --against plan.pdf",
        "chengnuo check 8915f998b9b1#1",
        "chengnuo check reply.docx --strict --format json",
    ),
)
@click.argument("reply", metavar="REPLY")
@db_option
@option(
    "--against", multiple=True, metavar="DOC", help="Earlier documents (default: same region, in the ledger).",
    zh="此前的文件（默认为账本中同地区的文件）。",
)  # fmt: skip
@option("--all", "everything", is_flag=True, help="What was added, too.", zh="也列出新增内容。")
@strict_option
@pack_option
@format_option()
@output_option
@quiet_option
@lang_option
def check(
    reply: str, db: str, against: tuple[str, ...], everything: bool, strict: bool, packs: tuple[str, ...], name: str,
    output: str | None, quiet: bool,
) -> None:  # fmt: skip
    """Check a reply against what was promised before: kept, strengthened, weakened, delayed, dropped …

    A table leaves out what is only in the reply; machine formats have it all.
    """
    from chengnuo.check import check as judge
    from chengnuo.check import remarks, to_wire
    from chengnuo.packs import load_pack

    pack = load_pack(*packs)
    chosen = choose(reply, db, packs)
    if against:
        earlier = tuple(row for ref in against for row in choose(ref, db, packs).commitments)
    else:
        earlier = _same_region(chosen, db)
    found = judge(chosen.commitments, earlier, pack)
    for words in remarks(chosen.commitments, earlier, pack):
        note(words, quiet=quiet)
    show_findings(found, to_wire(found), name, output, quiet=quiet, everything=everything)
    if strict and any(set(finding.verdicts) & LESS for finding in found):
        click.get_current_context().exit(FOUND)


# What `check --strict` asks for.
LESS = frozenset({"weakened", "delayed", "dropped"})
# What a table of `check` leaves out without --all.
ONLY_LATER = frozenset({"added", "restated"})


def show_findings(
    found: Any, wire: Any, name: str, output: str | None, *, quiet: bool, everything: bool = False
) -> None:
    """Prints the findings of a check, quotation beside quotation."""
    if name != "table":
        rows = [check_row(finding) for finding in found]
        emit_sheet(sheet(CHECK_COLUMNS, rows, wire, CHECK_BRIEF), name, output, quiet=quiet)
        return
    shown = [one for one in found if everything or not ONLY_LATER.issuperset(one.verdicts)]
    if not shown:
        note(say("no-rows"), quiet=quiet)
        return
    left = len(found) - len(shown)
    emit_cards([("", [check_card(one) for one in shown])], output, quiet=quiet)
    if left:
        note(say("left-out", count=left), quiet=quiet)


def _same_region(chosen: Any, db: str) -> Any:
    """The ledger's commitments of other files that speak of the region of the chosen document."""
    from chengnuo import store
    from chengnuo.check import same_region

    part = chosen.extraction.parts[(chosen.n or 1) - 1] if chosen.extraction.parts else None
    rows = store.commitments(store.open_ledger(db))
    ours = {row.id for row in chosen.extraction.commitments}
    known = [row for row in rows if row.document is not None and any(row.document.region)]
    return tuple(row for row in known if row.id not in ours and same_region(row.document, part))


@click.command(
    cls=Command,
    zh="征求意见稿与定稿逐层对比：数值、时限、责任单位、任务、措辞。",
    examples=(
        "chengnuo diff draft.pdf final.pdf",
        "chengnuo diff page.html#2 page.html#11",
        "chengnuo diff a.docx b.docx --layer value --layer deadline --format csv",
    ),
)
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@db_option
@option(
    "--layer", "layers", multiple=True, metavar="LAYER", type=click.Choice(LAYERS),
    help=f"Only these layers: {', '.join(LAYERS)}.", zh="只看这些层：数值、时限、责任单位、任务、措辞。",
)  # fmt: skip
@strict_option
@pack_option
@format_option()
@output_option
@quiet_option
@lang_option
def diff(
    before: str, after: str, db: str, layers: tuple[str, ...], strict: bool, packs: tuple[str, ...], name: str,
    output: str | None, quiet: bool,
) -> None:  # fmt: skip
    """Set a draft against its final version: values, deadlines, responsible units, tasks, wording.

    A and B are files, documents within a file (FILE#n, with what it carries), or ids of the ledger.
    """
    found = show_changes(before, after, db, packs, name, output, quiet=quiet, layers=layers)
    if strict and found:
        click.get_current_context().exit(FOUND)


def show_changes(
    before: str,
    after: str,
    db: str,
    packs: Sequence[str],
    name: str,
    output: str | None,
    *,
    quiet: bool,
    layers: Sequence[str] = (),
) -> int:
    """Prints what changed from one document to another, layer by layer; the number of changes."""
    from chengnuo.diff import diff as judge
    from chengnuo.diff import remarks, side_of, to_wire
    from chengnuo.packs import load_pack

    pack = load_pack(*packs)
    sides = []
    for ref in (before, after):
        chosen = choose(ref, db, packs)
        sides.append(side_of(chosen.extraction, None if chosen.n is None else chosen.n - 1, pack))
    found = tuple(row for row in judge(sides[0], sides[1], pack) if not layers or row.layer in layers)
    for words in remarks(sides[0], sides[1], found, pack):
        note(words, quiet=quiet)
    if name == "table" and found:
        groups = [(say(f"layer-{layer}"), [diff_card(row) for row in found if row.layer == layer]) for layer in LAYERS]
        emit_cards([(title, shown) for title, shown in groups if shown], output, quiet=quiet)
    else:
        rows = [diff_row(row) for row in found]
        emit_sheet(sheet(DIFF_COLUMNS, rows, to_wire(found), DIFF_BRIEF), name, output, quiet=quiet)
    return len(found)


@click.command(
    cls=Command,
    zh="检查一份文件内部的矛盾。",
    examples=("chengnuo lint plan.pdf", "chengnuo lint plan.docx --strict --format json"),
)
@click.argument("refs", nargs=-1, required=True, metavar="DOC...")
@db_option
@strict_option
@pack_option
@format_option()
@output_option
@quiet_option
@lang_option
def lint(
    refs: tuple[str, ...], db: str, strict: bool, packs: tuple[str, ...], name: str, output: str | None, quiet: bool
) -> None:
    """Find contradictions inside one document: two deadlines for one goal, sums that do not add up …"""
    from chengnuo.lint import lint as judge
    from chengnuo.lint import remarks, to_wire
    from chengnuo.packs import load_pack

    pack = load_pack(*packs)
    wires = []
    for ref in refs:
        chosen = choose(ref, db, packs)
        found = judge(chosen.extraction, pack, part=None if chosen.n is None else chosen.n - 1)
        for words in remarks(chosen.extraction, found, pack):
            note(words, quiet=quiet)
        wires += to_wire(found)
    if name == "table" and wires:
        emit_cards([("", [lint_card(wire) for wire in wires])], output, quiet=quiet)
    else:
        rows = [lint_row(wire) for wire in wires]
        emit_sheet(sheet(LINT_COLUMNS, rows, wires), name, output, quiet=quiet)
    if strict and wires:
        click.get_current_context().exit(FOUND)


COMMANDS: tuple[Command, ...] = (compare, check, diff, lint)
