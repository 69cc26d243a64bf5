"""The flow of one document: bytes → Document → Rewrite → Outline → mentions → commitments → Extraction.

Every stage up to `assemble` works in the clean text. Here its findings are mapped back to the source, and those
whose words do not stand exactly at their place are rejected and reported.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar, Unpack, cast

from chengnuo.assemble import assemble
from chengnuo.extract.bodies import find_bodies
from chengnuo.extract.cells import find_cells, with_cells
from chengnuo.extract.quantities import find_quantities
from chengnuo.extract.times import find_times
from chengnuo.extract.unlisted import run_together, unlisted
from chengnuo.extract.unread import unread_figures
from chengnuo.model import (
    BodyMention,
    Commitment,
    Document,
    Extraction,
    Mentions,
    Outline,
    Part,
    Quantity,
    Rejection,
    Task,
    TaskText,
    TimeMention,
    part_at,
)
from chengnuo.outline import outline
from chengnuo.packs import Pack, load_pack
from chengnuo.parsers import Options, parse
from chengnuo.parsers.language import language_doubts
from chengnuo.parsers.layout import TYPED, layout_edits
from chengnuo.parsers.merged import merged_cells
from chengnuo.parsers.tabbed import tables_of, wrapped_cells
from chengnuo.parsers.wrapped import wrapped_tables
from chengnuo.places import Places
from chengnuo.remembered import compiled
from chengnuo.repair import repair
from chengnuo.simplify import simplify
from chengnuo.spans import Doubt, Rewrite, Span

_SPANS = ("span", "value_span", "deadline_span", "bound", "task")
# Doubts longer than this (a page, a whole text) are few and are looked at one by one; the others through an index.
LONG_DOUBT = 200
# Where characters of a row's words were lost, nobody knows what the row is about, nor whether its number is whole.
_LOST_WORDS = frozenset({"lost-character", "lost-bytes", "lost-number", "lost-in-brackets"})
# A line of a passage that a page wrapped has so many characters, but for its first and last.
SHORTEST_WRAPPED = 10
_WRAP = compiled(r"(?<=[\u3400-\u9fff，、；：“（《])\n(?=[\u3400-\u9fff，、；：。”）》])")

Found = TypeVar("Found", TimeMention, Quantity, BodyMention, Commitment)


def extraction_of_bytes(
    data: bytes, source: str, *, pack: Pack | None = None, issued: str | None = None, **options: Unpack[Options]
) -> Extraction:
    """Everything found in a file's bytes; `source` is its name, `options` are the parser's own.

    Raises UnreadableFile where the file cannot be read.
    """
    pack = pack or load_pack()
    return read(parse(data, source, pack=pack, **options), pack, issued=issued)


def extraction_of_text(
    text: str, *, source: str = "text", pack: Pack | None = None, issued: str | None = None
) -> Extraction:
    """Everything found in a text; offsets count code points of `text` as it is."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    pack = pack or load_pack()
    document = Document(source=source, format="text", text=text, sha256=digest, tables=tables_of(text, pack))
    return read(document, pack, issued=issued)


def clean(document: Document, pack: Pack) -> Rewrite:
    """The document's text with every change made to it before it is read."""
    bare = Rewrite(document.text).with_layer(layout_edits(document))
    return simplify(bare.then(repair(bare.text, pack)), pack)


@lru_cache(maxsize=65536)
def readable(text: str) -> str:
    """A passage of a source as the built-in rules read it (repaired, in simplified characters), on one line.

    What a page wrapped is closed up; cells, which are shorter, and empty lines stay apart.
    """
    rewrite = clean(Document(source="", format="text", text=text, sha256=""), load_pack())
    lines = [line.strip() for line in rewrite.text.split("\n")]
    if all(len(line) >= SHORTEST_WRAPPED for line in lines[1:-1]):
        return " ".join(_WRAP.sub("", "\n".join(lines)).split())
    return " ".join(rewrite.text.split())


def structure(
    document: Document, rewrite: Rewrite, pack: Pack, *, issued: str | None = None
) -> tuple[Outline, Mentions]:
    """The outline and the mentions of one document, in places of the clean text."""
    shape = outline(document, rewrite, pack)
    if issued is not None:
        shape = replace(shape, parts=tuple(replace(part, date=part.date or issued) for part in shape.parts))
    times = find_times(shape, pack, issued=issued)
    cells = find_cells(shape, pack)
    quantities = with_cells(find_quantities(shape, pack, times), cells)
    return shape, Mentions(times=times, quantities=quantities, bodies=find_bodies(shape, pack), cells=cells)


def read(document: Document, pack: Pack, *, issued: str | None = None) -> Extraction:
    """Everything found in one parsed document, in places of its source text."""
    rewrite = clean(document, pack)
    shape, mentions = structure(document, rewrite, pack, issued=issued)
    commitments = assemble(shape, mentions, pack)
    unread = _unread(shape, mentions, commitments, rewrite, pack)
    typed = _typed(document, pack) if document.format in TYPED else ()
    about = (*document.doubts, *language_doubts(document.text), *rewrite.doubts, *unread, *typed)
    back = _Back(document, rewrite, about)
    parts = _covering(shape.parts, rewrite)
    bodies = back.all("units", mentions.bodies)
    return Extraction(
        source=document.source,
        sha256=document.sha256,
        format=document.format,
        text=document.text,
        clean=rewrite.text,
        parts=parts,
        tasks=_task_texts(shape, mentions.times, bodies, rewrite),
        times=back.all("dates", mentions.times),
        quantities=back.all("percentages", mentions.quantities),
        bodies=bodies,
        commitments=_identified(back.placed("commitments", commitments), document, parts),
        doubts=about,
        rejected=tuple(back.rejected),
        encoding=document.encoding,
        pages=document.pages,
        blocks=document.blocks,
        meta=document.meta,
        lines=_lines(rewrite),
        outline=shape,
    )


def _typed(document: Document, pack: Pack) -> Iterator[Doubt]:
    """The doubts of tables in plain text, whose cells nothing but signs and blanks tells."""
    yield from wrapped_cells(document.text, document.tables)
    yield from merged_cells(document.tables)
    yield from wrapped_tables(document.text, pack)


def _unread(
    shape: Outline, mentions: Mentions, rows: Iterable[Commitment], rewrite: Rewrite, pack: Pack
) -> Iterator[Doubt]:
    """A doubt for each table with numbers that no row was made of, and for each with bodies that no list holds."""
    stated = (row.value_span if row.value_span and row.kind != "milestone" else row.span for row in rows)
    dated = (time.span for time in mentions.times)
    for place, count in unread_figures(shape, (*stated, *dated), pack):
        reason = f"{count} numbers in the cells of a table gave no row"
        yield Doubt(code="table-unread", span=rewrite.to_source(place), reason=reason)
    for place in unlisted(shape, pack):
        yield Doubt(code="bodies-unread", span=rewrite.to_source(place), reason="no bodies were read that it names")
    for place in run_together(shape, pack):
        yield Doubt(code="table-glued", span=rewrite.to_source(place), reason="the cells of a table run together")


def _lines(rewrite: Rewrite) -> tuple[tuple[Span, Span], ...]:
    """Each line of the clean text that is not empty, with its place in the source."""
    places = (Span(*match.span()) for match in re.finditer("[^\n]+", rewrite.text))
    return tuple((place, rewrite.to_source(place)) for place in places)


def _covering(parts: Sequence[Part], rewrite: Rewrite) -> tuple[Part, ...]:
    """The parts in places of the source, which they cover: what an edit took away at an end belongs to the next."""
    starts = [0, *(rewrite.to_source(part.span).start for part in parts[1:]), len(rewrite.source)]
    return tuple(replace(part, span=Span(starts[i], starts[i + 1])) for i, part in enumerate(parts))


class _Back:
    """Maps findings from the clean text to the source and keeps those that do not fit.

    A finding bears the doubts that its place lies in: those of a page, of the whole text, of a character restored.
    """

    def __init__(self, document: Document, rewrite: Rewrite, doubts: Iterable[Doubt]) -> None:
        self.document = document
        self.rewrite = rewrite
        self._size = len(rewrite.text)
        self.rejected: list[Rejection] = []
        ordered = sorted(doubts, key=lambda doubt: doubt.span.start)
        self._long = [doubt for doubt in ordered if len(doubt.span) > LONG_DOUBT]
        self._short = [doubt for doubt in ordered if len(doubt.span) <= LONG_DOUBT]
        self._starts = [doubt.span.start for doubt in self._short]

    def all(self, layer: str, rows: Iterable[Found]) -> tuple[Found, ...]:
        """The rows with places in the source; one whose words do not stand there is rejected."""
        return tuple(replace(row, **changes) if changes else row for row, changes in self.placed(layer, rows))

    def placed(self, layer: str, rows: Iterable[Found]) -> Iterator[tuple[Found, dict[str, Any]]]:
        """The rows that stand at their place, each with those of its fields that are others in the source."""
        for row in rows:
            places = {name: place for name in _SPANS if (place := getattr(row, name, None)) is not None}
            there = {name: self._source(place) for name, place in places.items()}
            if None in there.values():
                reason = "the words found do not stand at their place"
                self.rejected.append(Rejection(layer=layer, span=self.rewrite.to_source(row.span), reason=reason))
                continue
            changes: dict[str, Any] = {name: place for name, place in there.items() if place is not places[name]}
            doubts = self._doubts(row, cast("dict[str, Span]", there))
            yield row, {**changes, "doubts": doubts} if doubts else changes

    def _source(self, place: Span) -> Span | None:
        """The place in the source; None where it is not real or does not survive the way there and forth again."""
        if not 0 <= place.start < place.end <= self._size:
            return None
        there = self.rewrite.to_source(place)
        if not 0 <= there.start < there.end <= len(self.document.text):
            return None
        return there if self.rewrite.to_clean(there).contains(place) else None

    def _doubts(self, row: Found, places: Mapping[str, Span]) -> tuple[Doubt, ...]:
        """The row's own doubts, moved, those that its value, its date or its bound lies in, and what its words lost."""
        own = [replace(doubt, span=self.rewrite.to_source(doubt.span)) for doubt in row.doubts]
        if not self._starts and not self._long:
            return tuple(dict.fromkeys(own))
        seen = {(doubt.code, doubt.span) for doubt in own}
        about = [places[name] for name in ("value_span", "deadline_span", "bound") if name in places]
        if "value_span" not in places:
            about.append(places["span"])
        more = [doubt for place in about for doubt in self._doubts_at(place)]
        # What was lost right before the words may belong to them: a digit of the number they begin with.
        words = Span(max(0, places["span"].start - 1), places["span"].end + 1)
        more += [doubt for doubt in self._doubts_at(words) if doubt.code in _LOST_WORDS]
        more = [doubt for doubt in more if (doubt.code, doubt.span) not in seen]
        return tuple(dict.fromkeys(own + more))

    def _doubts_at(self, place: Span) -> list[Doubt]:
        first = bisect_right(self._starts, place.start - LONG_DOUBT - 1)
        last = bisect_right(self._starts, place.end)
        return [doubt for doubt in (*self._short[first:last], *self._long) if doubt.span.overlaps(place)]


def _task_texts(
    shape: Outline, times: tuple[TimeMention, ...], bodies: Iterable[BodyMention], rewrite: Rewrite
) -> tuple[TaskText, ...]:
    """The tasks with their words; `bodies` have places in the source already."""
    named: dict[Span, list[BodyMention]] = {}
    for body in bodies:
        named.setdefault(body.task, []).append(body)
    return tuple(
        TaskText(
            span=(span := rewrite.to_source(task.span)),
            scope=rewrite.to_source(task.scope),
            part=part_at(shape.parts, task.span.start),
            number=task.number,
            title=task.title,
            text=task.scope.of(shape.text),
            deadline=_deadline(task, times),
            bodies=tuple(named.get(span, ())),
        )
        for task in shape.tasks
    )


def _deadline(task: Task, times: Sequence[TimeMention]) -> str | None:
    """The value of the last date at the place of the task's completion time: what has stages is done with the last."""
    if task.deadline is None:
        return None
    place = task.deadline
    first, end = (bisect_left(times, at, key=lambda time: time.span.start) for at in (place.start, place.end))
    return next((time.value for time in reversed(times[first:end]) if time.type == "DATE"), None)


def _identified(
    rows: Iterable[tuple[Commitment, dict[str, Any]]], document: Document, parts: tuple[Part, ...]
) -> tuple[Commitment, ...]:
    """The rows, given with what is other in the source, with id, source, document, quotation, page and place."""
    where = Places(document)
    twins: Counter[str] = Counter()
    named = []
    for row, changes in rows:
        span = changes.get("span", row.span)
        at = changes.get("value_span", row.value_span) or span
        key = f"{document.sha256}:{span.start}:{span.end}:{at.start}:{at.end}"
        twins[key] += 1
        part = part_at(parts, span.start)
        named.append(
            replace(
                row,
                **changes,
                id="c" + hashlib.sha256(f"{key}:{twins[key]}".encode()).hexdigest()[:12],
                source=document.source,
                part=part,
                document=parts[part] if parts else None,
                quote=span.of(document.text),
                page=where.page(at.start),
                place=where.place(at.start),
            )
        )
    return tuple(named)
