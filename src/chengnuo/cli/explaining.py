"""The command that says why something was, or was not, taken for a commitment: explain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from chengnuo.cli.command import Command, option
from chengnuo.cli.inputs import document_of, reading_options, spoken
from chengnuo.cli.options import output_options
from chengnuo.cli.output import Output, emit
from chengnuo.cli.sheets import one_line, why
from chengnuo.cli.words import titles, value

if TYPE_CHECKING:  # the values take 30 ms, which `--help` has no time for
    from chengnuo.assemble.explaining import Evidence, Explanation
    from chengnuo.files import Manner
    from chengnuo.model import Document
    from chengnuo.packs import Pack
    from chengnuo.spans import Rewrite, Span

# The fields of a commitment that stand on its first line, or only repeat the evidence.
FIELDS = ("subject", "scope", "change", "baseline", "recurrence", "units", "restated")
# Columns of the screen: what a line tells of, and what was found.
FIELD, FOUND = 12, 26


@click.command(
    cls=Command,
    zh="说明某处为何读出、为何没有读出承诺。",
    examples=("chengnuo explain plan.txt --at 1250", "chengnuo explain plan.pdf --at 1250 --format json"),
)
@click.argument("file", metavar="FILE")
@option(
    "--at", "offset", type=click.IntRange(min=0), required=True, metavar="OFFSET",
    help="A place in the text that `chengnuo text FILE` prints.", zh="`chengnuo text FILE` 所输出文本中的位置。",
)  # fmt: skip
@reading_options
@output_options(choices=("table", "json"))
def explain(file: str, offset: int, manner: Manner, out: Output) -> None:
    """Say why words were, or were not, taken for a commitment.

    The line that holds the place is read again: each commitment with the rules and words that speak for its fields,
    each number and clause that was passed by with the rule, and all dates, numbers and bodies found in it.
    """
    from chengnuo.packs import load_pack
    from chengnuo.render import to_json

    document = document_of(file, manner)
    if offset >= len(document.text):
        raise click.BadParameter(f"the text ends at {len(document.text)}", param_hint="--at")
    pack = load_pack(*manner.packs)
    speaker = pack if out.format == "json" else spoken(pack)
    wire = explanation(document, pack, offset, issued=manner.issued, speaker=speaker)
    emit(to_json(wire) + "\n" if out.format == "json" else page(wire), out)


def explanation(document: Document, pack: Pack, offset: int, *, issued: str | None, speaker: Pack) -> dict[str, Any]:
    """Why the words at `offset` of the document's text were or were not taken; all places are in that text.

    `speaker` is the pack in the language of the sentences.
    """
    from chengnuo.assemble import explain as told
    from chengnuo.pipeline import clean, read, structure
    from chengnuo.spans import Span
    from chengnuo.wire import commitment_to_wire, part_to_wire

    rewrite = clean(document, pack)
    shape, mentions = structure(document, rewrite, pack, issued=issued)
    found = told(shape, mentions, pack, rewrite.to_clean(Span(offset, offset + 1)).start)
    stored = {(row.span, row.value_span): row for row in read(document, pack, issued=issued).commitments}
    place = _Place(document.text, rewrite, speaker)
    taken = []
    for one in found.taken:
        at = one.row.value_span
        row = stored.get((rewrite.to_source(one.row.span), rewrite.to_source(at) if at else None))
        if row is not None:
            taken.append({**commitment_to_wire(row), "evidence": [place.evidence(e) for e in one.evidence]})
    return {
        "at": offset,
        **place.words(found.line),
        "document": part_to_wire(shape.parts[found.part]) if shape.parts else None,
        "family": found.family,
        "standing": found.standing,
        "today": found.today,
        "headings": [place.words(span)["words"] for span in found.headings],
        "mood": place.evidence(found.mood),
        "taken": taken,
        "not_taken": [place.evidence(e) for e in found.dropped],
        "silent": place.silence(found.silent, found) if found.silent else None,
        "mentions": [place.evidence(e) for e in found.mentions],
    }


class _Place:
    """Turns places of the clean text into places and words of the source, and rules into sentences."""

    def __init__(self, text: str, rewrite: Rewrite, pack: Pack) -> None:
        self.text = text
        self.rewrite = rewrite
        self.pack = pack

    def words(self, span: Span) -> dict[str, Any]:
        there = self.rewrite.to_source(span)
        return {"start": there.start, "end": there.end, "words": there.of(self.text)}

    def evidence(self, one: Evidence) -> dict[str, Any]:
        where = self.words(one.span) if one.span else {"start": None, "end": None, "words": None}
        because = [self._said(f"explain.{one.rule}"), self._said(f"explain.how.{one.how}") if one.how else ""]
        if one.example:
            because.append(self._said("explain.example", example=one.example))
        told = {"field": one.field, "value": one.value, "rule": one.rule, "how": one.how or None}
        return {**told, **where, "because": "; ".join(words for words in because if words)}

    def silence(self, clause: Span, found: Explanation) -> dict[str, Any]:
        """Why a clause gives nothing: no number and no date that governs it."""
        dated = any(e.field == "dates" and not e.value.startswith("SET") for e in found.mentions)
        return {**self.words(clause), "because": self._said("explain.silent" if dated else "explain.undated")}

    def _said(self, key: str, **facts: object) -> str:
        """The sentence of `messages.toml`; empty where it has none for the rule."""
        from chengnuo.messages import LANGUAGE, say

        return say(self.pack, key, **facts) if key in self.pack.table("messages", LANGUAGE) else ""


def page(wire: dict[str, Any]) -> str:
    """The explanation for reading, with the place asked for, what was taken and not, and what is mentioned."""
    document = wire["document"] or {}
    named = " ".join(str(document[key]) for key in ("title", "genre", "number", "date") if document.get(key))
    lines = [
        f"{wire['start']}–{wire['end']} «{one_line(wire['words'])}»",
        _line("paper", named, f"{value(wire['family'])} {wire['standing']}".strip()),
        _line("headings", " › ".join(one_line(words) for words in wire["headings"])),
        _told(wire["mood"], "mood"),
    ]
    for row in wire["taken"]:
        lines += ["", *_taken(row)]
    for one in wire["not_taken"]:
        lines += ["", f"✗ {one['start']}–{one['end']} «{one_line(one['words'])}»", _told(one, "not_taken")]
    if wire["silent"]:
        one = wire["silent"]
        lines += ["", f"✗ {one['start']}–{one['end']} «{one_line(one['words'])}»", _line("not_taken", one["because"])]
    lines += ["", *(_told(one) for one in wire["mentions"])] if wire["mentions"] else []
    return "\n".join(line for line in lines if line is not None) + "\n"


def _taken(row: dict[str, Any]) -> list[str]:
    """A commitment, what speaks for its fields, its other fields and its doubts."""
    head = " · ".join(value(row[key]) for key in ("status", "kind", "binding") if row[key])
    lines = [f"✓ {row['start']}–{row['end']} «{one_line(row['quote'])}»", _line("state", head)]
    lines += [_told(one) for one in row["evidence"] if one["field"] != "binding" or one["words"]]
    told = {one["field"] for one in row["evidence"]}
    for key in FIELDS:
        if row[key] and key not in told:
            lines.append(_line(key, "、".join(row[key]) if isinstance(row[key], list) else value(row[key])))
    return lines + [_line("doubts", doubt["code"], why(doubt)) for doubt in row["doubts"]]


def _told(one: dict[str, Any], field: str = "") -> str:
    """One thing found with its words, its rule and the reason."""
    words = f" «{one_line(one['words'])}»" if one["words"] and one["field"] != "dropped" else ""
    found = "" if one["field"] == "dropped" else value(one["value"])
    return _line(field or one["field"], found + words, one["rule"], one["because"])


def _line(field: str, found: str, *notes: str) -> str:
    from rich.cells import cell_len

    title = titles().get(field, field.replace("_", " "))
    cells = (("  " + title, FIELD), (found, FOUND), *((note, 0) for note in notes if note))
    return "  ".join(words + " " * max(width - cell_len(words), 0) for words, width in cells).rstrip()


COMMANDS: tuple[Command, ...] = (explain,)
