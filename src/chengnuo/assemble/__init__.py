"""One document's outline and mentions → its commitments, by rules that are data (`extractors/assemble.toml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from chengnuo.assemble.contrasts import contrasted
from chengnuo.assemble.deadlines import Governing
from chengnuo.assemble.doubting import among, doubts_of
from chengnuo.assemble.drafts import Draft
from chengnuo.assemble.grids import drafts_of
from chengnuo.assemble.kinds import kind_of
from chengnuo.assemble.lines import Carry, Line, Tell
from chengnuo.assemble.reading import read_line
from chengnuo.assemble.scenes import Nest, Scene
from chengnuo.model import CellValue, Commitment, Mentions, Outline
from chengnuo.packs import Pack
from chengnuo.spans import Doubt, Span

_KANA = re.compile("[\u3041-\u30fa]")
# A text with a greater share of kana is Japanese; Chinese texts quote a name or two.
KANA_SHARE = 0.05

__all__ = ["assemble", "explain"]


def assemble(outline: Outline, mentions: Mentions, pack: Pack) -> tuple[Commitment, ...]:
    """The commitments of one file in text order; spans are places in the clean text, `id` is left empty."""
    if _is_japanese(outline.text):
        return ()
    scene = Scene.of(outline, mentions, pack)
    rows: list[Commitment] = []
    for line in _lines(scene, None, mentions.cells):
        contrasted(scene.text, line.drafts, scene.lex)
        rows += [_row(scene, draft) for draft in line.drafts]
    if mentions.cells:
        rows += [_row(scene, draft) for draft in drafts_of(scene, mentions.cells)]
        rows.sort(key=lambda row: row.value_span or row.span)
    return among(rows)


def _is_japanese(text: str) -> bool:
    """Whether so many of its characters are kana that the text is no Chinese one."""
    return len(_KANA.findall(text)) > KANA_SHARE * len(text)


def explain(outline: Outline, mentions: Mentions, pack: Pack, offset: int) -> tuple[str, ...]:
    """What was taken, and what was not and why, in the line of the clean text that holds `offset`."""
    scene = Scene.of(outline, mentions, pack)
    start, end = _bounds(scene.text, offset)
    told: list[str] = []

    def tell(span: Span, words: str) -> None:
        if start <= span.start <= end:
            told.append(f"{span.start}-{span.end} {span.of(scene.text)}: {words}")

    for line in _lines(scene, tell, mentions.cells):
        if line.start > offset:
            break
    told += [
        f"{time.span.start}-{time.span.end} {time.span.of(scene.text)}: {time.type} {time.value} ({time.rule})"
        for time in scene.times_in(start, end)
    ]
    mood = scene.moods.at(offset)
    told.append(f"{start}-{end}: {mood.status} without a word of its own ({mood.rule})")
    return tuple(told)


def _bounds(text: str, offset: int) -> tuple[int, int]:
    end = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end


def _lines(scene: Scene, tell: Tell | None, cells: Sequence[CellValue]) -> Iterator[Line]:
    """The lines that hold a number or a date, or that a goal list or a table's completion time governs, read.

    The rows of tables of indicators are left out: their `cells` say what they hold.
    """
    text = scene.text
    tabled = Nest.of(sorted({cell.row for cell in cells}))
    carry: Carry | None = None
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end > start and tabled.at(start) < 0:
            if carry is not None and start >= carry.until:
                carry = None
            line = _line(scene, start, end, carry)
            if line is not None:
                read_line(scene, line, tell)
                carry = _carry(scene, line, carry)
                yield line
            elif carry is not None and (carry.dashes_only or carry.dashed):
                carry = None
        start = end + 1


def _line(scene: Scene, start: int, end: int, carry: Carry | None) -> Line | None:
    """The line with what governs it from outside; None where it can hold no row."""
    table = scene.deadline_of(scene.goal_task(start)) or _term_of_goals(scene, start)
    # A recurrence without a number is no row.
    speaks = scene.quantities_in(start, end) or any(time.type != "SET" for time in scene.times_in(start, end))
    if carry is None and table is None and not speaks:
        return None
    item = scene.lex.patterns["item"].match(scene.text, start) is not None
    dash = scene.lex.patterns["dash"].match(scene.text, start) is not None
    carried = None
    if carry is not None and (dash or not (carry.dashes_only or carry.dashed)):
        carried = carry.governing.through("goals")
    if carried is None and table is None and not speaks:
        return None
    heading = scene.heading_at(start)
    words = scene.headings[heading].span if heading >= 0 else None
    return Line(
        start,
        end,
        carried=carried,
        table=table,
        is_item=item,
        is_dash=dash,
        in_goals=heading >= 0 and _has_goals(scene, heading),
        is_heading=words is not None and words.start <= start < words.end and words.end >= end - 1,
    )


def _term_of_goals(scene: Scene, start: int) -> Governing | None:
    """The time of the item whose goals the line tells (整改目标：…)."""
    term = scene.term_at(start)
    return term if term and scene.lex.patterns["goal_label"].match(scene.text, start) else None


def _has_goals(scene: Scene, heading: int) -> bool:
    """Whether the heading, or one above it, is of goals."""
    while heading >= 0:
        if scene.lex.patterns["goals"].search(scene.headings[heading].title):
            return True
        heading = scene.heading_nest.parents[heading]
    return False


def _carry(scene: Scene, line: Line, carry: Carry | None) -> Carry | None:
    """The date that this line hands on to the next ones; an item of a list does not change the list's."""
    if carry is not None and line.carried is not None and (line.is_dash or line.last_date is None):
        return replace(carry, dashed=carry.dashed or line.is_dash)
    if carry is not None and carry.dashed and not line.is_dash and line.last_date is None:
        return None
    if line.last_date is None:
        return carry if carry is not None and not carry.dashes_only else None
    if carry is not None and line.last_date.span == carry.governing.span:
        return carry
    heading = scene.heading_at(line.start)
    while heading >= 0 and scene.lex.patterns["dash"].match(scene.text, scene.headings[heading].span.start - 2):
        heading = scene.heading_nest.parents[heading]
    until = scene.headings[heading].scope.end if heading >= 0 else len(scene.text)
    return Carry(line.last_date, until, dashes_only=not (line.in_goals or line.announces))


def _row(scene: Scene, draft: Draft) -> Commitment:
    """The commitment that a draft has become."""
    text = scene.text
    start = draft.clause.start
    part, _ = scene.part_at(start)
    task = scene.task_at(start)
    doubts = list(draft.doubts)
    if draft.quantity is not None:
        doubts += draft.quantity.doubts
        if draft.unit is None and _implied_unit(scene, draft.noun):
            draft.unit = _implied_unit(scene, draft.noun)
            doubts.append(
                Doubt(code="implied-unit", span=draft.quantity.span, reason="the unit is inferred from the indicator")
            )
        elif draft.unit is None and not _has_doubt(doubts, "missing-unit") and not _is_ratio(scene, draft.noun):
            doubts.append(Doubt(code="missing-unit", span=draft.quantity.span, reason="the number has no unit"))
    kind = (
        "milestone"
        if draft.quantity is None
        else kind_of(draft, draft.clause.span.of(text), scene.lex, scene.standing_at(start))
    )
    doubts += doubts_of(scene, draft, kind)
    # A rule that lasts is not over with the year of its document.
    governing = None if kind == "norm" and draft.governing and draft.governing.via == "title" else draft.governing
    return Commitment(
        span=draft.span,
        value_span=draft.value_span,
        status=draft.status,
        kind=kind,
        indicator=draft.noun,
        restated=draft.restated,
        restated_from=draft.restated_from,
        subject=draft.subject,
        op=draft.op,
        value=draft.value,
        unit=draft.unit,
        change=draft.change,
        baseline=draft.baseline,
        deadline=governing.value if governing else None,
        deadline_span=governing.span if governing else None,
        recurrence=draft.recurrence,
        binding=draft.binding,
        scope=draft.scope,
        units=scene.leads.get(task.span, ()) if task else (),
        task=task.span if task else None,
        rule=" ".join(dict.fromkeys(rule for rule in draft.rules if rule)),
        doubts=tuple(doubts),
        part=part,
    )


def _has_doubt(doubts: list[Doubt], code: str) -> bool:
    return any(doubt.code == code for doubt in doubts)


def _is_ratio(scene: Scene, noun: str) -> bool:
    return scene.lex.patterns["pure_ratio"].search(noun) is not None


def _implied_unit(scene: Scene, noun: str) -> str | None:
    """人 for 贫困人口 and the like; None where the indicator implies no unit."""
    return next((unit for word, unit in scene.lex.implied_units if word in noun), None)
