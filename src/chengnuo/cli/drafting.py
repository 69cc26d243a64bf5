"""Commands about the making of one document: diff, adoption, lint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from chengnuo.cli.command import FOUND, Command, option
from chengnuo.cli.inputs import choose, reading_options, spoken, voiced
from chengnuo.cli.judging import explain_option
from chengnuo.cli.options import db_option, output_options, strict_option
from chengnuo.cli.output import Output, demand_file, emit, emit_cards, emit_sheet, note, sheet
from chengnuo.cli.sheets import (
    ADOPTION_COLUMNS,
    DIFF_BRIEF,
    DIFF_COLUMNS,
    LINT_COLUMNS,
    adoption_card,
    adoption_row,
    diff_card,
    diff_row,
    lint_card,
    lint_row,
)
from chengnuo.cli.words import language, say
from chengnuo.errors import ChengnuoError
from chengnuo.files import Manner
from chengnuo.render import FORMATS

if TYPE_CHECKING:  # the values take 30 ms, which `--help` has no time for
    from chengnuo.sides import Side

# The layers of a diff, in the order in which they matter.
LAYERS = ("value", "deadline", "units", "task", "text")
# The forms that a redline can have.
REDLINES = ("md", "html", "json", "docx")


@click.command(
    cls=Command,
    zh="征求意见稿与定稿逐层对比：数值、时限、责任单位、任务、措辞；--redline 输出修订对照稿。",
    examples=(
        "chengnuo diff draft.pdf final.pdf",
        "chengnuo diff page.html#2 page.html#11",
        "chengnuo diff a.docx b.docx --layer value --layer deadline --format csv",
        "chengnuo diff a.docx b.docx --redline --format docx -o changes.docx",
        "chengnuo diff plan.docx#1 plan.docx#2 --revisions both",
    ),
)
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@db_option
@option(
    "--layer", "layers", multiple=True, metavar="LAYER", type=click.Choice(LAYERS),
    help=f"Only these layers: {', '.join(LAYERS)}.", zh="只看这些层：数值、时限、责任单位、任务、措辞。",
)  # fmt: skip
@option(
    "--redline", is_flag=True, help=f"The whole text with its changes marked ({', '.join(REDLINES)}).",
    zh="标出改动的全文（md、html、json、docx）。",
)  # fmt: skip
@explain_option
@strict_option
@reading_options
@output_options(choices=(*FORMATS, "docx"))
def diff(
    before: str, after: str, db: str, layers: tuple[str, ...], redline: bool, explain: bool, strict: bool,
    manner: Manner, out: Output,
) -> None:  # fmt: skip
    """Set a draft against its final version: values, deadlines, responsible units, tasks, wording.

    A and B are files, documents within a file (FILE#n, with what it carries), or ids of the ledger.
    """
    sides = sides_of((before, after), db, manner)
    if redline:
        _emit_redline(sides, out)
        return
    if out.format == "docx":
        raise click.UsageError("--format docx is for --redline")
    found = show_changes(sides, out, layers=layers, explain=explain, packs=manner.packs)
    if strict and found:
        click.get_current_context().exit(FOUND)


def sides_of(refs: Sequence[str], db: str, manner: Manner) -> list[Side]:
    """The documents named, each with what it carries, as sides of a diff."""
    from chengnuo.diff import side_of
    from chengnuo.packs import load_pack

    chosen = [choose(ref, db, manner) for ref in refs]
    return [side_of(one.extraction, one.part, load_pack(*manner.packs)) for one in chosen]


def show_changes(
    sides: Sequence[Side],
    out: Output,
    *,
    layers: Sequence[str] = (),
    explain: bool = False,
    packs: Sequence[str] = (),
) -> int:
    """Prints what changed from one side to the other, layer by layer; the number of changes."""
    from chengnuo.diff import diff as judge
    from chengnuo.diff import remarks, to_wire
    from chengnuo.packs import load_pack

    pack = voiced(load_pack(*packs), out.format)
    found = tuple(row for row in judge(sides[0], sides[1], pack) if not layers or row.layer in layers)
    said = remarks(sides[0], sides[1], found, spoken(pack))
    for words in said:
        note(words, quiet=out.quiet)
    if out.format == "table" and found:
        groups = [
            (say(f"layer-{layer}"), [diff_card(row, scored=explain) for row in found if row.layer == layer])
            for layer in LAYERS
        ]
        emit_cards([(title, shown) for title, shown in groups if shown], out)
    else:
        rows = [diff_row(row) for row in found]
        whole = sheet(DIFF_COLUMNS, rows, to_wire(found), DIFF_BRIEF)
        emit_sheet(whole, out, explained=bool(said))
    return len(found)


def _emit_redline(sides: Sequence[Side], out: Output) -> None:
    """The later text with what was taken out and put in, in one of the forms of REDLINES."""
    from chengnuo import redline
    from chengnuo.diff.wording import redlined
    from chengnuo.render import to_json

    if out.format not in {"table", *REDLINES}:
        raise click.UsageError(f"--redline takes --format {', '.join(REDLINES)}")
    paragraphs = redlined(sides[0], sides[1])
    if out.format == "docx":
        demand_file(out)
        emit(redline.to_docx(paragraphs), out)
    elif out.format == "html":
        title = f"{sides[0].title} → {sides[1].title}"
        emit(redline.to_html(paragraphs, title=title, language=language()), out)
    elif out.format == "json":
        emit(to_json(redline.to_wire(paragraphs)) + "\n", out)
    else:
        emit(redline.to_markdown(paragraphs), out)


@click.command(
    cls=Command,
    zh="核对意见采纳情况：反馈表中的每条意见，在定稿中是否体现。",
    examples=(
        "chengnuo adoption feedback.html --final plan.pdf",
        "chengnuo adoption page.txt --final page.txt#11 --format json",
    ),
)
@click.argument("feedback", metavar="FEEDBACK")
@option("--final", "final", required=True, metavar="DOC", help="The final document.", zh="定稿。")
@db_option
@reading_options
@output_options()
def adoption(feedback: str, final: str, db: str, manner: Manner, out: Output) -> None:
    """Check whether comments were taken up: each opinion of a feedback table, searched for in the final text.

    What the table calls adopted is believed only where the final text shows it.
    """
    from chengnuo.adoption import adoption as judge
    from chengnuo.adoption import remarks, to_wire
    from chengnuo.packs import load_pack

    pack = voiced(load_pack(*manner.packs), out.format)
    chosen = choose(feedback, db, manner)
    if chosen.extraction.outline is None:
        raise ChengnuoError(say("needs-file", ref=feedback))
    found = judge(chosen.extraction, sides_of((final,), db, manner)[0], pack)
    said = remarks(found, spoken(pack))
    for words in said:
        note(words, quiet=out.quiet)
    wires = to_wire(found)
    if out.format == "table" and wires:
        emit_cards([("", [adoption_card(wire) for wire in wires])], out)
        return
    rows = [adoption_row(wire) for wire in wires]
    emit_sheet(sheet(ADOPTION_COLUMNS, rows, wires), out, explained=not found)


@click.command(
    cls=Command,
    zh="检查一份文件内部的矛盾。",
    examples=("chengnuo lint plan.pdf", "chengnuo lint plan.docx --strict --format json"),
)
@click.argument("refs", nargs=-1, required=True, metavar="DOC...")
@db_option
@strict_option
@reading_options
@output_options()
def lint(refs: tuple[str, ...], db: str, strict: bool, manner: Manner, out: Output) -> None:
    """Find contradictions inside one document: two deadlines for one goal, sums that do not add up …"""
    from chengnuo.lint import lint as judge
    from chengnuo.lint import remarks, to_wire
    from chengnuo.packs import load_pack

    pack = voiced(load_pack(*manner.packs), out.format)
    wires = []
    told = False
    for ref in refs:
        chosen = choose(ref, db, manner)
        found = judge(chosen.extraction, pack, part=chosen.part)
        for words in remarks(chosen.extraction, found, spoken(pack)):
            note(words, quiet=out.quiet)
            told = True
        wires += to_wire(found)
    if out.format == "table" and wires:
        emit_cards([("", [lint_card(wire) for wire in wires])], out)
    else:
        rows = [lint_row(wire) for wire in wires]
        emit_sheet(sheet(LINT_COLUMNS, rows, wires), out, explained=told)
    if strict and wires:
        click.get_current_context().exit(FOUND)


COMMANDS: tuple[Command, ...] = (diff, adoption, lint)
