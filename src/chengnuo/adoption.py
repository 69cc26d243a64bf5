"""Whether comments on a draft were taken up: each opinion of a feedback table, searched for in the final text.

What a table calls adopted is only believed where the final text shows it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from chengnuo.errors import BadPack
from chengnuo.link import same_body
from chengnuo.messages import listed, say, sentence
from chengnuo.model import Cell, Extraction, Role, Table, part_at
from chengnuo.numbers import parse_number
from chengnuo.packs import Pack
from chengnuo.redline import Piece, redline
from chengnuo.sides import Line, Place, Side, Work, place_to_wire
from chengnuo.spans import Span

Outcome = Literal["shown", "partly", "not_shown", "not_verifiable", "no_opinion"]
# Words count as standing in the final text from this likeness (per cent) on; blanks and marks are left out.
STANDS = 95
# A point or comma between digits belongs to the number: 1.2 is not 12.
_MARKS = re.compile(
    r"[\s\u3000\uff0c\u3002;\uff1b:\uff1a\u201c\u201d\"]+|(?<!\d)[.,]|[.,](?!\d)|(?<=\d),(?=\d{3}(?!\d))"
)
_SENTENCE = re.compile(r"[^\u3002\uff1b\n]+")
# A replaced word shorter than this (a number, 的) says little alone: it is looked for with its neighbours.
ALONE = 6
_NEIGHBOURS = 4
_COUNTED: tuple[Outcome, ...] = ("shown", "partly", "not_shown", "not_verifiable")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """An opinion on a draft: who gave it, what the table says of it, and what the final text shows."""

    unit: str
    text: str
    claimed: str
    task: str
    outcome: Outcome
    because: str
    place: Place
    evidence: tuple[Place, ...] = ()


def adoption(extraction: Extraction, final: Side, pack: Pack) -> tuple[Opinion, ...]:
    """The opinions of all feedback tables of a file, each checked against the final text; the same table once."""
    found: dict[tuple[str, str], Opinion] = {}
    for table in extraction.outline.tables if extraction.outline else ():
        for row in _rows(table, extraction, pack):
            for text in _split(row.opinion, pack):
                opinion = _judged(row, text, final, pack)
                found.setdefault((opinion.unit, _bare(opinion.text)), opinion)
    return tuple(found.values())


def remarks(opinions: Sequence[Opinion], pack: Pack) -> tuple[str, ...]:
    """What to say where there is no feedback table, and else what became of the opinions called adopted."""
    if not opinions:
        return (sentence(pack, [say(pack, "adoption.none")]),)
    refused = pack.pattern("adoption", "table", "refused")
    adopted = [
        one for one in opinions if one.outcome != "no_opinion" and one.claimed and not refused.match(one.claimed)
    ]
    counts = Counter(one.outcome for one in adopted)
    told = [say(pack, f"adoption.count-{kind}", count=counts[kind]) for kind in _COUNTED if counts[kind]]
    return (say(pack, "adoption.tally", count=len(adopted), outcomes=listed(pack, told)),) if adopted else ()


def to_wire(opinions: Sequence[Opinion]) -> list[dict[str, Any]]:
    """The opinions as JSON-ready values."""
    return [
        {
            "unit": one.unit,
            "opinion": one.text,
            "claimed": one.claimed,
            "task": one.task,
            "outcome": one.outcome,
            "because": one.because,
            "quote": place_to_wire(one.place),
            "evidence": [place_to_wire(place) for place in one.evidence],
        }
        for one in opinions
    ]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a feedback table."""

    unit: str
    opinion: str
    claimed: str
    place: Place


def _rows(table: Table, extraction: Extraction, pack: Pack) -> Iterator[_Row]:
    grid: dict[int, list[Cell]] = {}  # a column can have several cells, where lines that follow the table joined it
    for cell in sorted(table.cells, key=lambda cell: (cell.column, cell.span.start)):
        grid.setdefault(cell.row, []).append(cell)
    head = _head(grid, extraction.clean, pack)
    if head is None:
        return
    first, columns = head
    for number in sorted(row for row in grid if row > first):
        cells = [cell for cell in grid[number] if cell.column >= columns["opinion"]]
        unit = next((cell for cell in grid[number] if cell.column == columns.get("unit")), None)
        opinion, claimed = _read(cells, extraction.clean, pack)
        if opinion:
            place = _in_source(cells[0].span, extraction)
            yield _Row(unit.span.of(extraction.clean).strip() if unit else "", opinion, claimed, place)


def _read(cells: Sequence[Cell], clean: str, pack: Pack) -> tuple[str, str]:
    """Opinion and 采纳情况 of a row; in a flattened table an opinion of several lines takes several cells."""
    status = pack.pattern("adoption", "table", "status")
    words = [cell.span.of(clean).strip() for cell in cells]
    at = next((i for i, text in enumerate(words) if i and status.match(text)), None)
    end = at if at is not None else next((i for i, text in enumerate(words) if i and not text), len(words))
    return "\n".join(text for text in words[:end] if text), words[at] if at is not None else ""


def _head(grid: dict[int, list[Cell]], clean: str, pack: Pack) -> tuple[int, dict[str, int]] | None:
    """The row of heads and the column of each kind; None where it is no feedback table."""
    for number in sorted(grid)[:3]:
        columns: dict[str, int] = {}
        for cell in grid[number]:
            text = "".join(cell.span.of(clean).split())
            for name in ("reason", "adopted", "opinion", "unit"):
                words = pack.words("adoption", "table", name)
                if name not in columns and any(word in text for word in words):
                    columns[name] = cell.column
                    break
        if {"opinion", "adopted"} <= columns.keys():
            return number, columns
    return None


def _in_source(clean: Span, extraction: Extraction) -> Place:
    spans = [source for line, source in extraction.lines if line.overlaps(clean)]
    span = spans[0].hull(spans[-1]) if spans else clean
    part = part_at(extraction.parts, span.start)
    return Place(source=extraction.source, part=part, span=span, quote=span.of(extraction.text))


def _split(text: str, pack: Pack) -> list[str]:
    """The numbered opinions of a cell, or the cell as one."""
    begins = pack.pattern("adoption", "opinion", "begins")
    cuts = [match.end() for match in begins.finditer(text)]
    starts = [match.start() for match in begins.finditer(text)]
    if len(cuts) < 2:  # one number is no enumeration
        return [text]
    return [text[a:b].strip() for a, b in zip(cuts, [*starts[1:], len(text)], strict=True)]


def _judged(row: _Row, text: str, final: Side, pack: Pack) -> Opinion:
    work = _task(text, final, pack)
    label = work.label if work else ""
    if pack.pattern("adoption", "table", "none").fullmatch(_bare(text)):
        return Opinion(unit=row.unit, text=text, claimed=row.claimed, task=label, outcome="no_opinion",
                       because=sentence(pack, [say(pack, "adoption.no-opinion")]), place=row.place)  # fmt: skip
    wishes = tuple(_wishes(text, work, final, pack))
    known = [wish for wish in wishes if wish.done is not None]
    done = [wish.words for wish in known if wish.done]
    missing = [wish.words for wish in known if not wish.done]
    outcome: Outcome = "not_verifiable" if not known else "shown" if not missing else "partly" if done else "not_shown"
    facts = {"done": listed(pack, done), "missing": listed(pack, missing)}
    told = "no-place" if wishes and not known else outcome.replace("_", "-")
    also = done if outcome == "shown" else [wish.words for wish in wishes if wish.done is None and wish.words]
    words = [say(pack, f"adoption.{told}", **facts), *also]
    return Opinion(unit=row.unit, text=text, claimed=row.claimed, task=label, outcome=outcome,
                   because=sentence(pack, words), place=row.place,
                   evidence=tuple(_evidence(wishes, work, final)))  # fmt: skip


def _task(text: str, final: Side, pack: Pack) -> Work | None:
    """The task of the final text that the opinion names by title or number."""
    from rapidfuzz import fuzz

    by_title = pack.pattern("adoption", "opinion", "task_title").search(text)
    if by_title:
        title = by_title["title"].rstrip("\u3002.")
        best = max(final.works, key=lambda work: fuzz.ratio(work.title, title), default=None)
        if best is not None and (fuzz.ratio(best.title, title) >= 60 or best.number == by_title["number"]):
            return best
    by_number = pack.pattern("adoption", "opinion", "task_number").search(text)
    value = parse_number(by_number["number"], pack) if by_number else None
    return next((work for work in final.works if value is not None and work.number == str(value)), None)


@dataclass(frozen=True, slots=True)
class _Ask:
    """What a rule read in an opinion: what is asked for, the words that should go and come, the role of a body.

    `about` is what the opinion says before it: 甲工程完成时限 in 甲工程完成时限由6月底前调整为9月底前.
    """

    kind: str
    about: str = ""
    old: str = ""
    new: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """One thing that an opinion asks for, and whether the final text has it."""

    ask: str
    new: str
    done: bool | None
    words: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class _Where:
    """The final text, and the task in it that the opinion names."""

    final: Side
    work: Work | None

    @property
    def text(self) -> str:
        """The words of the task, or of the whole document where no task is named."""
        return self.work.text if self.work else "\n".join(line.text for line in self.final.lines)


def _wishes(text: str, work: Work | None, final: Side, pack: Pack) -> Iterator[_Wish]:
    """What the opinion asks for, rule by rule; words that a rule has read are not read by the next."""
    rest = text
    for rule in pack.rules("adoption"):
        look_up = _LOOKED_UP.get(str(rule.get("ask")).partition("-")[0])
        if look_up is None:
            raise BadPack(rule.file, rule.id, f"ask is {', '.join(_LOOKED_UP)}")
        for found in rule.pattern.finditer(rest):
            words = {name: (found.groupdict().get(name) or "").strip() for name in ("old", "new", "role")}
            about = re.split(r"[\u3002\uff1b\uff0c\uffff\n]", rest[: found.start()])[-1]
            yield from look_up(_Ask(str(rule.get("ask")), about, **words), _Where(final, work), pack)
        rest = rule.pattern.sub(lambda m: "\uffff" * len(m[0]), rest)


def _changed(ask: _Ask, where: _Where, pack: Pack) -> Iterator[_Wish]:
    """Words for others: as they are, or those of them that are new, and none that should go."""
    text = where.text
    pieces = redline(ask.old, ask.new)
    came = [i for i, piece in enumerate(pieces) if piece.kind != "same" and _bare(piece.after)]
    went = [piece.before for piece in pieces if piece.kind == "removed" and len(_bare(piece.before)) > 1]
    whole = _stands(ask.new, text)
    parts = all(_stands(_among_neighbours(pieces, i), text) for i in came)
    done = (whole or parts) and not any(_stands(word, text) for word in went)
    told = listed(pack, [pieces[i].after for i in came]) if done and came and not whole else ask.new
    yield _Wish(ask=ask.kind, new=ask.new, done=done, words=_of_new(told, pack, done=done))


def _among_neighbours(pieces: Sequence[Piece], at: int) -> str:
    """The new words of a piece; short ones with the ends of the same words beside them."""
    word = _bare(pieces[at].after)
    if len(word) >= ALONE:
        return word
    left = _bare(pieces[at - 1].after) if at else ""
    right = _bare(pieces[at + 1].after) if at + 1 < len(pieces) else ""
    return left[-_NEIGHBOURS:] + word + right[:_NEIGHBOURS]


def _value(ask: _Ask, where: _Where, pack: Pack) -> Iterator[_Wish]:
    """A number, which is looked for in the task named, or where its subject stands: elsewhere it may be another's."""
    about = _topic(ask.about, pack)
    lines = [line for line in where.final.lines if about and about in _bare(line.text)] if where.work is None else []
    texts = [one for line in lines for one in _SENTENCE.findall(line.text) if about in _bare(one)]
    if where.work is not None:
        texts = [where.text]
    done = any(_stands(ask.new, text) for text in texts) if texts else None
    words = "" if done is None else _of_new(ask.new, pack, done=done)
    places = tuple(line.place for line in lines[:1])
    yield _Wish(ask=ask.kind, new=ask.new, done=done, words=words, places=places)


def _topic(about: str, pack: Pack) -> str:
    """What a change without quotation marks is about: 甲工程 of 建议将甲工程完成时限; empty where nothing is named."""
    found = pack.pattern("adoption", "opinion", "topic").fullmatch(_bare(about))
    return found["topic"] if found else ""


def _deleted(ask: _Ask, where: _Where, pack: Pack) -> Iterator[_Wish]:
    kept = _stands(ask.old, where.text)
    words = say(pack, "adoption.kept" if kept else "adoption.deleted", text=ask.old)
    yield _Wish(ask=ask.kind, new="", done=not kept, words=words)


def _added(ask: _Ask, where: _Where, pack: Pack) -> Iterator[_Wish]:
    done = _stands(ask.new, where.text)
    yield _Wish(ask=ask.kind, new=ask.new, done=done, words=_of_new(ask.new, pack, done=done))


def _of_new(words: str, pack: Pack, *, done: bool) -> str:
    return say(pack, "adoption.added" if done else "adoption.missing", text=words)


def _roles(ask: _Ask, where: _Where, pack: Pack) -> Iterator[_Wish]:
    """Bodies that are to be charged or freed: looked up in the task's own lists.

    Where no task is named, a body that no task of the final text charges is as clear; one that some task does is not.
    """
    told = ask.role or say(pack, "adoption.any-role")
    if ask.old:
        works = _charging(ask.old, ask.role, where, pack)
        words = say(pack, "adoption.role-kept" if works else "adoption.role-removed", body=ask.old)
        yield _of_role(replace(ask, new=""), words, works, where, pack, done=not works)
    for name in re.split(r"[\u3001]", ask.new) if ask.new else ():
        works = _charging(name, ask.role, where, pack)
        words = say(pack, "adoption.role-given" if works else "adoption.role-missing", body=name, role=told)
        yield _of_role(replace(ask, old="", new=name), words, works, where, pack, done=bool(works))


def _of_role(ask: _Ask, words: str, works: Sequence[Work], where: _Where, pack: Pack, *, done: bool) -> _Wish:
    if where.work is not None or not works:
        return _Wish(ask=ask.kind, new=ask.new, done=done, words=words)
    labels = listed(pack, [work.label for work in works])
    seen = say(pack, "adoption.role-elsewhere", body=ask.old or ask.new, tasks=labels)
    places = tuple(work.place for work in works)
    return _Wish(ask=ask.kind, new=ask.new, done=None, words=seen, places=places)


_LOOKED_UP: dict[str, Callable[[_Ask, _Where, Pack], Iterator[_Wish]]] = {
    "role": _roles,
    "changed": _changed,
    "value": _value,
    "deleted": _deleted,
    "added": _added,
}
"""By the first word of `ask` in `adoption.toml`, how the final text is searched for it."""


def _charging(name: str, word: str, where: _Where, pack: Pack) -> list[Work]:
    """The task named, or of all tasks those, whose lists charge the body, in this role if they tell roles apart."""
    return [
        work
        for work in ([where.work] if where.work else where.final.works)
        for role in [_role(word, work, pack)]
        if any(
            (role is None or charge.role == role) and same_body(charge.name, name, where.final.region, pack)
            for charge in work.charges
        )
    ]


def _role(word: str, work: Work, pack: Pack) -> Role | None:
    """The role that the word means in this task: beside a 牵头 list, 责任单位 are the others."""
    if word in pack.words("adoption", "roles", "support"):
        return "support"
    first = pack.words("adoption", "roles", "first")
    if word in first or (
        word in pack.words("adoption", "roles", "lead") and not any(one in work.text for one in first)
    ):
        return "lead"
    return None


def _evidence(wishes: Sequence[_Wish], work: Work | None, final: Side) -> Iterator[Place]:
    """Where the final text shows what was asked for, or the task that should."""
    if work is not None:
        yield work.place
    for wish in wishes:
        yield from wish.places
        if wish.new and not wish.places and wish.done and not wish.ask.startswith("role"):
            yield from (line.place for line in _holding(wish.new, final.lines)[:1])


def _holding(words: str, lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if _stands(words, line.text)]


def _stands(words: str, text: str) -> bool:
    """Whether the words stand in the text, blanks and marks left out."""
    from rapidfuzz import fuzz

    wanted, where = _bare(words), _bare(text)
    if not wanted:
        return True
    before = r"(?<!\d)(?<!\d\.)" if wanted[0].isdigit() else ""  # 25 does not stand in 2025
    after = r"(?!\d|\.\d)" if wanted[-1].isdigit() else ""
    return re.search(before + re.escape(wanted) + after, where) is not None or (
        len(wanted) > 12 and len(wanted) <= len(where) and fuzz.partial_ratio(wanted, where) >= STANDS
    )


def _bare(text: str) -> str:
    return _MARKS.sub("", text)
