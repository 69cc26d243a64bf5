"""What a stretch of words says of bodies: which of them lead, which support."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from chengnuo.model import Role
from chengnuo.outline.names import NameWords, is_name, looks_like_names, name_words, pieces_of
from chengnuo.packs import Pack
from chengnuo.quick import quick
from chengnuo.remembered import compiled
from chengnuo.spans import Span

Force = Literal["main", "lead", "support", "skip"]

BODY: tuple[Force, ...] = ("main", "lead", "support")
_FORCES: tuple[Force, ...] = ("main", "lead", "support")
_BY_VERB: tuple[Force, ...] = ("main", "support", "lead")
_CLAUSE = re.compile("[^，,；;。]+")
_LAST_BRACKET = re.compile("[（(][^（）()]{4,60}[）)]?$")
_STOP = re.compile("。")
_COLON = re.compile("[：:]")
_COMMA = "，"
CUT = re.compile("[，,；;\n]")
EDGE = "，,、；;。.：:|｜ \t\u3000\xa0（(【〔[）)】〕]"


@quick
@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of names with what makes it one: `main` leads and turns a plain `lead` beside it to support."""

    span: Span
    force: Force
    rule: str


def roles_of(lists: Sequence[Found], *, led: bool = False) -> tuple[tuple[Span, Role, str], ...]:
    """The lists of one task with their roles; a plain 责任单位 beside a 牵头单位 (`led`: one elsewhere) supports."""
    led = led or any(found.force == "main" for found in lists)
    return tuple(
        (f.span, "support" if f.force == "support" or (led and f.force == "lead") else "lead", f.rule)
        for f in lists
        if f.force != "skip"
    )


@dataclass(frozen=True, slots=True)
class ListWords:
    """What `bodies.toml` knows of lists, compiled."""

    labels: Mapping[str, re.Pattern[str]]
    any_label: re.Pattern[str]
    verbs: Mapping[str, re.Pattern[str]]
    names: NameWords


@lru_cache(maxsize=8)
def list_words(pack: Pack) -> ListWords:
    """The patterns of lists in `pack`."""
    return ListWords(
        pack.patterns("bodies", "labels"),
        compiled(_first_of_labels(pack) + pack.source("bodies", "labels", "any")),
        pack.patterns("bodies", "verbs"),
        name_words(pack),
    )


def _first_of_labels(pack: Pack) -> str:
    """A look at the first character, which spares trying every label at every place; empty where a macro is no list.

    Labels begin with a word of the lists `label_…` among the macros of `bodies.toml`.
    """
    lists = [value for key, value in pack.table("bodies", "macros").items() if key.startswith("label_")]
    if not lists or not all(isinstance(value, list) for value in lists):
        return ""
    return f"(?=[{re.escape(''.join(sorted({word[0] for words in lists for word in words})))}])"


def in_cell(text: str, span: Span, force: Force, known: ListWords) -> tuple[Found, ...]:
    """The lists in a cell of a column that says `force`, unless the cell itself says more: 牵头：甲局, 甲局牵头."""
    matches = tuple(known.any_label.finditer(text, span.start, span.end))
    if matches and not text[span.start : matches[0].start()].strip(EDGE):
        return tuple(after_labels(text, span, matches, known))
    found = by_verbs(text, span, known)
    if found and all(looks_like_names(text, one.span, known.names) for one in found):
        return tuple(found)
    return tuple(by_marks(text, Found(span, force, f"table.{force}"), known))


def force_of(label: str, known: ListWords) -> Force:
    """What a label says of the names behind it; `skip` where they are no bodies (责任人)."""
    return next((kind for kind in _FORCES if known.labels[kind].fullmatch(label)), "skip")


def after_labels(text: str, home: Span, matches: Sequence[re.Match[str]], known: ListWords) -> Iterator[Found]:
    """The lists behind the labels `matches` in `home`, each up to the next label."""
    for i, match in enumerate(matches):
        end = matches[i + 1].start() if i + 1 < len(matches) else home.end
        end = _list_end(text, match.end(), end, known)
        span = without_remarks(text, stripped(text, Span(match.end(), end)), known)
        force = force_of(match["label"], known)
        if span.start < span.end:
            plain = Found(span, force, f"list.label-{force}")
            yield from by_verbs(text, span, known) or by_marks(text, plain, known)


def _list_end(text: str, start: int, end: int, known: ListWords) -> int:
    """Where a list ends: at a full stop, and before a label that is none of those known (市财政局 投资概算：…)."""
    stop = _STOP.search(text, start, end)
    end = stop.start() if stop else end
    colon = _COLON.search(text, start, end)
    if colon is None:
        return end
    *_, last = pieces_of(text, Span(start, colon.start()), known.names)
    longest = min(last.end, last.start + known.names.longest)
    whole = (at for at in range(longest, last.start + 1, -1) if is_name(text[last.start : at].strip(), known.names))
    return next(whole, last.start)


def by_verbs(text: str, inside: Span, known: ListWords) -> list[Found]:
    """The names before each verb of `inside`; empty where it does not end with one."""
    found: list[Found] = []
    start = at = inside.start
    ends = [m.start() for m in CUT.finditer(text, inside.start, inside.end)] + [inside.end]
    for end in ends:
        clause = text[at:end]
        for force in _BY_VERB:
            match = known.verbs[force].search(clause)
            if match:
                names = stripped(text, Span(start, at + match.start()))
                if names.start < names.end:
                    for one in together(text, names, force, known):
                        found += by_marks(text, one, known)
                start = end + 1
                break
        else:
            if found and known.verbs["afterwards"].search(clause):
                start = end + 1
        at = end + 1
    if start <= inside.end or not found:
        return []
    return _first_leads(text, found[0], known) + found[1:] if all(f.force == "support" for f in found) else found


def _first_leads(text: str, found: Found, known: ListWords) -> list[Found]:
    """甲局、乙局，丙局参与: what stands before the last comma leads, where nothing else says who does."""
    comma = text.rfind(_COMMA, found.span.start, found.span.end)
    if comma < 0 or not looks_like_names(text, Span(found.span.start, comma), known.names):
        return [found]
    return [
        Found(Span(found.span.start, comma), "lead", found.rule),
        replace(found, span=Span(comma + 1, found.span.end)),
    ]


def by_marks(text: str, found: Found, known: ListWords) -> Iterator[Found]:
    """The list cut where a bracket behind a name says what it does: 甲局（牵头）、乙局."""
    marks = {m.end(): m for m in known.verbs["marked"].finditer(text, found.span.start, found.span.end)}
    if not marks:
        yield found
        return
    led = any(mark["main"] for mark in marks.values())
    rest: Force = "lead" if led and found.force == "main" else found.force
    run: Span | None = None
    for piece in pieces_of(text, found.span, known.names):
        mark = marks.get(piece.start + len(piece.of(text).rstrip()))
        if mark is None:
            run = run.hull(piece) if run else piece
            continue
        if run is not None:
            yield replace(found, span=run, force=rest)
            run = None
        force: Force = "main" if mark["main"] else "support"
        yield Found(Span(piece.start, mark.start()), force, f"list.mark-{force}")
    if run is not None:
        yield replace(found, span=run, force=rest)


def together(text: str, names: Span, force: Force, known: ListWords) -> list[Found]:
    """The list, in two where 会同 stands in it: 甲局会同乙局."""
    rule = f"list.verb-{force}"
    match = known.verbs["together"].search(text, names.start, names.end)
    if match is None or match.start() == names.start or force == "support":
        return [Found(names, force, rule)]
    before = Span(names.start, match.start())
    if not looks_like_names(text, before, known.names):
        return [Found(names, force, rule)]
    return [Found(before, "main", rule), Found(stripped(text, Span(match.end(), names.end)), "support", rule)]


def stripped(text: str, span: Span) -> Span:
    """The span without marks at its edges; a bracket that belongs to a name (各县（市、区）) stays."""
    start, end = span.start, span.end
    while start < end and text[start] in EDGE:
        start += 1
    depth = depth_of(text[start:end])
    while start < end and text[end - 1] in EDGE:
        if text[end - 1] in "）)" and depth >= 0:
            break
        end -= 1
        depth -= depth_of(text[end])
    return Span(start, end)


def without_remarks(text: str, span: Span, known: ListWords) -> Span:
    """The span up to the clause that explains this list and those to come (…，排在第一位的为牵头单位，下同)."""
    remark = _LAST_BRACKET.search(text, span.start, span.end)
    if remark and any(known.verbs[key].search(remark[0]) for key in ("ranked", "remark")):
        span = stripped(text, Span(span.start, remark.start()))
    start = span.start
    for cut in _CLAUSE.finditer(text, span.start, span.end):
        if start > span.start and any(known.verbs[key].search(cut[0]) for key in ("ranked", "remark")):
            return stripped(text, Span(span.start, start))
        start = cut.end()
    return span


def depth_of(words: str) -> int:
    """How many more round brackets open in the words than close."""
    return words.count("（") + words.count("(") - words.count("）") - words.count(")")


def bodies_alone(text: str, span: Span, known: ListWords) -> Span | None:
    """The place of the names where the words are nothing but bodies, with how many tasks they have: 市教育局（3项）."""
    counted = known.labels["counted"].search(text, span.start, span.end)
    place = stripped(text, Span(span.start, counted.start() if counted else span.end))
    told = known.labels["alone"].search(place.of(text)) is not None
    return place if told and looks_like_names(text, place, known.names) else None
