"""Why the words at a place became a commitment, or did not: rules with the words that made them hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chengnuo.assemble.choosing import AFTER, BEFORE
from chengnuo.assemble.clauses import Clause, clauses_of
from chengnuo.assemble.deadlines import Governing
from chengnuo.assemble.doubting import among
from chengnuo.assemble.drafts import Draft
from chengnuo.assemble.lexicon import FILE, Search
from chengnuo.assemble.rows import row_of
from chengnuo.assemble.scenes import Scene
from chengnuo.assemble.statuses import CLAUSE, OPENING
from chengnuo.assemble.walking import walked
from chengnuo.model import Commitment, Mentions, Outline
from chengnuo.packs import Pack
from chengnuo.spans import Span

# So many characters of a paragraph are shown for the turn of speech that sets its mood.
TURN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for one thing found: the rule, the words that made it hold, and how these come to bear on it.

    `how` is `clause`, `sentence`, `goals`, `heading`, `table` … for a deadline, else empty; `example` is the text that
    the rule itself gives as an example.
    """

    field: str
    value: str
    rule: str
    span: Span | None = None
    how: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A commitment and what speaks for its fields."""

    row: Commitment
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A line of the clean text: where it stands, what was taken, what was dropped by which rule, what is mentioned.

    `silent` is the clause at the place asked for where nothing was taken or dropped there; `mood` the status that
    words have there without a word of their own.
    """

    line: Span
    part: int
    family: str
    standing: str
    today: str | None
    headings: tuple[Span, ...]
    mood: Evidence
    taken: tuple[Taken, ...]
    dropped: tuple[Evidence, ...]
    mentions: tuple[Evidence, ...]
    silent: Span | None


def explain(outline: Outline, mentions: Mentions, pack: Pack, offset: int) -> Explanation:
    """What was taken, and what was not and why, in the line of the clean text that holds `offset`."""
    scene = Scene.of(outline, mentions, pack)
    line = _line_at(scene.text, offset)
    drafts, passed = walked(scene, mentions.cells)
    dropped = [_dropped(scene, pack, span, rule) for span, rule in passed if line.start <= span.start <= line.end]
    judged = zip(among([row_of(scene, draft) for draft in drafts]), drafts, strict=True)
    taken = tuple(
        Taken(row=row, evidence=tuple(_evidence(scene, draft)))
        for row, draft in judged
        if (row.value_span or row.span).overlaps(line)
    )
    setting = scene.setting(offset)
    return Explanation(
        line=line,
        part=setting.number,
        family=setting.family,
        standing=setting.standing,
        today=setting.today,
        headings=tuple(_headings(scene, offset)),
        mood=_mood(scene, offset),
        taken=taken,
        dropped=tuple(dropped),
        mentions=tuple(_mentions(mentions, line)),
        silent=_silent(scene, line, offset, [*(t.row.span for t in taken), *(d.span for d in dropped if d.span)]),
    )


def _line_at(text: str, offset: int) -> Span:
    end = text.find("\n", offset)
    return Span(text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end)


def _dropped(scene: Scene, pack: Pack, span: Span, rule: str) -> Evidence:
    """Words that were passed by, with the words around them that the rule matched and its own example."""
    words, example = span, ""
    for section in ("skip", "aside", "means"):
        for one in pack.rules(FILE, section):
            if one.id == rule:
                example = one.match[0][0].replace("⟦", "").replace("⟧", "")
                words = _skipped(scene.text, span, one.pattern.search) if section == "skip" else span
    return Evidence(field="dropped", value=span.of(scene.text), rule=rule, span=words, example=example)


def _skipped(text: str, span: Span, search: Search) -> Span:
    """The words around a number that a rule of [[skip]] matched."""
    left = text[max(0, span.start - BEFORE) : span.start]
    found = search(f"{left}⟦{span.of(text)}⟧{text[span.end : span.end + AFTER]}")
    if found is None:
        return span
    return Span(
        min(span.start, span.start - len(left) + found.start()),
        max(span.end, span.start - len(left) + found.end() - len("⟦⟧")),
    )


def _evidence(scene: Scene, draft: Draft) -> Iterator[Evidence]:
    """What speaks for the fields of a row."""
    status = next((rule for rule in reversed(draft.rules) if rule.startswith(("status.", "mood."))), "")
    for rule in dict.fromkeys(draft.rules):
        if rule and rule != status and not rule.startswith(("status.", "mood.")):
            field = rule.partition(".")[0]
            value = {"indicator": draft.noun, "milestone": draft.noun, "subject": draft.subject or ""}.get(field, "")
            yield Evidence(field="indicator" if field == "milestone" else field, value=value, rule=rule)
    yield _status(scene, draft, status)
    if draft.governing is not None:
        yield _deadline(scene, draft, draft.governing)
    if draft.quantity is not None:
        yield Evidence(
            field="value", value=draft.quantity.span.of(scene.text), rule=draft.quantity.rule, span=draft.quantity.bound
        )
    found = next(
        ((rule, match) for rule in scene.lex.binding if (match := _in_clause(scene, draft, rule.pattern.search))), None
    )
    if draft.binding is not None and found is not None:
        yield Evidence(field="binding", value=draft.binding, rule=found[0].id, span=found[1])


def _in_clause(scene: Scene, draft: Draft, search: Search) -> Span | None:
    """Where a rule matches in the draft's clause."""
    match = search(draft.clause.of(scene.text))
    return Span(*match.span()).shifted(draft.clause.start) if match else None


def _status(scene: Scene, draft: Draft, rule: str) -> Evidence:
    """The rule that decided the status, and its words: in the clause, at the sentence's opening, or above."""
    clause = draft.clause
    if rule.startswith("mood."):
        return _mood(scene, clause.start)
    searches = [one.pattern.search for one in scene.lex.status.rules if one.id == rule]
    places = (
        (clause.raw, min(clause.end, clause.raw + CLAUSE)),
        (clause.sentence, min(clause.sentence + OPENING, clause.end)),
    )
    for search in searches:
        for start, end in places:
            match = search(scene.text[start:end])
            if match:
                words = Span(*match.span()).shifted(start)
                return Evidence(field="status", value=draft.status, rule=rule, span=words)
    span = draft.governing.span if draft.governing is not None and rule.endswith("-date") else None
    return Evidence(field="status", value=draft.status, rule=rule, span=span)


def _mood(scene: Scene, offset: int) -> Evidence:
    """The status without a word of one's own, with the heading or the turn of speech that sets it."""
    mood, start = scene.moods.at(offset), scene.moods.start_of(offset)
    heading = scene.heading_at(start)
    span: Span | None = None
    if heading >= 0 and scene.headings[heading].span.start <= start <= scene.headings[heading].span.end:
        span = scene.headings[heading].span
    elif start > 0:
        line = _line_at(scene.text, start)
        span = Span(max(line.start, start - TURN), min(line.end, start + TURN))
    return Evidence(field="status", value=mood.status, rule=mood.rule, span=span, how="" if mood.firm else "unsure")


def _deadline(scene: Scene, draft: Draft, governing: Governing) -> Evidence:
    how = governing.via
    if how == "clause" and not draft.clause.raw <= governing.span.start < draft.clause.end:
        how = "sentence"
    rule = next((t.rule for t in scene.times_in(governing.span.start, governing.span.start + 1)), "")
    return Evidence(field="deadline", value=governing.value, rule=rule, span=governing.span, how=how)


def _headings(scene: Scene, offset: int) -> Iterator[Span]:
    """The headings above, the outermost first."""
    path = []
    i = scene.heading_at(offset)
    while i >= 0:
        path.append(scene.headings[i].span)
        i = scene.heading_nest.parents[i]
    yield from reversed(path)


def _mentions(mentions: Mentions, line: Span) -> Iterator[Evidence]:
    """The expressions of time, the quantities and the bodies of the line."""
    for time in mentions.times:
        if time.span.overlaps(line):
            yield Evidence(field="dates", value=f"{time.type} {time.value}", rule=time.rule, span=time.span)
    for quantity in mentions.quantities:
        if quantity.span.overlaps(line):
            values = quantity.value if isinstance(quantity.value, tuple) else (quantity.value,)
            value = f"{quantity.op} {'–'.join(format(v, 'f') for v in values)} {quantity.unit or ''}".strip()
            yield Evidence(field="quantities", value=value, rule=quantity.rule, span=quantity.span)
    for body in mentions.bodies:
        if body.span.overlaps(line):
            yield Evidence(field="units", value=f"{body.role} {body.name}", rule=body.rule, span=body.span)


def _silent(scene: Scene, line: Span, offset: int, told: list[Span]) -> Span | None:
    """The clause at the offset where nothing taken or dropped overlaps it."""
    clauses: list[Clause] = clauses_of(scene.text, line.start, line.end, scene.lex)
    clause = next((c for c in clauses if c.raw <= offset <= c.end), None)
    if clause is None or any(span.overlaps(clause.span) for span in told):
        return None
    return clause.span
