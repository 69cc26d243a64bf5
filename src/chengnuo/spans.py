"""Places in a text, and the edits between a source text and its clean reading.

All offsets count Unicode code points; spans are half-open. A `Rewrite` carries every change
made to a text as named edits in layers (the output of one layer is the input of the next), so
that a place in the clean text maps back to the source, and forth, without searching.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, chain, compress
from operator import add, ge, gt, itemgetter, ne, sub

from chengnuo.quick import quick


@quick
@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words that stand in `text` at this place."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)

    def hull(self, other: Span) -> Span:
        """The smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


class Cover:
    """What some spans cover together, in whatever order they come; asked in the logarithm of their number."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            if self._ends and span.start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def overlaps(self, span: Span) -> bool:
        """Whether one of the spans overlaps this one."""
        at = bisect_right(self._ends, span.start)
        return at < len(self._starts) and self._starts[at] < span.end


@dataclass(frozen=True, slots=True)
class Edit:
    """One named change: the words at `span` of a layer's input became `replacement`."""

    span: Span
    replacement: str
    rule: str


# An edit as start, end, replacement and rule: a page of glosses has five thousand, and most are never asked for.
Change = tuple[int, int, str, str]


@dataclass(frozen=True, slots=True)
class Layer:
    """One pass over a text: sorted, non-overlapping changes from `text` to `output`, kept by columns.

    `starts` and `ends` are their places in the text, `outs` where their replacements begin in the output.
    """

    text: str
    output: str
    starts: Sequence[int] = field(repr=False)
    ends: Sequence[int] = field(repr=False)
    replacements: Sequence[str] = field(repr=False)
    rules: Sequence[str] = field(repr=False)
    outs: Sequence[int] = field(repr=False)

    @classmethod
    def of(cls, text: str, edits: Iterable[Edit | Change]) -> Layer:
        """The layer that applies `edits` to `text`.

        Raises ValueError where edits overlap or leave the text.
        """
        changes = [e if isinstance(e, tuple) else (e.span.start, e.span.end, e.replacement, e.rule) for e in edits]
        if not changes:
            return cls(text, text, (), (), (), (), ())
        places = [change[0] for change in changes]
        if any(map(ge, places, places[1:])):
            # Two sorts by numbers cost less than one by pairs.
            changes.sort(key=itemgetter(1))
            changes.sort(key=itemgetter(0))
        starts, ends, replacements, rules = zip(*changes, strict=True)
        begins, stops = (0, *ends), (*starts, len(text))
        if any(map(gt, begins, stops)):
            at = next(stop for begin, stop in zip(begins, stops, strict=True) if begin > stop)
            raise ValueError(f"the edit at {at} overlaps another or leaves the text")
        kept = [text[begin:stop] for begin, stop in zip(begins, stops, strict=True)]
        output = "".join(chain.from_iterable(zip(kept, (*replacements, ""), strict=True)))
        grown = accumulate(map(sub, map(len, replacements), map(sub, ends, starts)), initial=0)
        return cls(text, output, starts, ends, replacements, rules, tuple(map(add, starts, grown)))

    def __bool__(self) -> bool:
        """Whether it changes anything."""
        return bool(self.starts)

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes in text order."""
        return tuple(zip(self.starts, self.ends, self.replacements, self.rules, strict=True))

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The changes as values with names, in text order."""
        return _edits(self.changes)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Where a span of the output came from; a part of an edit stands for the whole edit."""
        begin = self._back(start, bisect_right(self.outs, start) - 1, self.starts)
        if end <= start:
            return begin, begin
        return begin, max(begin, self._back(end, bisect_left(self.outs, end) - 1, self.ends))

    def forth(self, start: int, end: int) -> tuple[int, int]:
        """Where a span of the text went; a part of an edit stands for the whole edit."""
        begin = self._forth(start, bisect_right(self.starts, start) - 1, whole=False)
        if end <= start:
            return begin, begin
        return begin, max(begin, self._forth(end, bisect_left(self.starts, end) - 1, whole=True))

    def _back(self, offset: int, i: int, sides: Sequence[int]) -> int:
        """The place in the text of an offset in the output that lies in change `i` or behind it."""
        if i < 0:
            return offset
        start, end = self.starts[i], self.ends[i]
        size = len(self.replacements[i])
        inside = offset - self.outs[i]
        if inside >= size:
            return end + inside - size
        return start + inside if size == end - start else sides[i]

    def _forth(self, offset: int, i: int, *, whole: bool) -> int:
        """The place in the output of an offset in the text that lies in change `i` or behind it."""
        if i < 0:
            return offset
        out = self.outs[i]
        inside, length = offset - self.starts[i], self.ends[i] - self.starts[i]
        size = len(self.replacements[i])
        if inside >= length:
            return out + size + inside - length
        return out + inside if size == length else out + size if whole else out


@dataclass(frozen=True, slots=True)
class Conversion:
    """One pass over a text that puts one character for one, so that all places stay.

    Its changes, thousands on a page, are told apart only when somebody asks for them.
    """

    text: str
    output: str
    rule: str

    def __post_init__(self) -> None:
        """ValueError where the number of characters has changed."""
        if len(self.output) != len(self.text):
            raise ValueError("the conversion changed the number of characters")

    def __bool__(self) -> bool:
        """Whether it changes anything."""
        return self.output != self.text

    @property
    def changes(self) -> tuple[Change, ...]:
        """One for each longest run of changed characters."""
        changed = list(compress(range(len(self.text)), map(ne, self.text, self.output)))
        starts = [at for at, before in zip(changed, (-2, *changed), strict=False) if at != before + 1]
        ends = [at + 1 for at, after in zip(changed, (*changed[1:], -2), strict=False) if after != at + 1]
        return tuple((start, end, self.output[start:end], self.rule) for start, end in zip(starts, ends, strict=True))

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The changes as values with names, in text order."""
        return _edits(self.changes)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Where a span of the output came from."""
        return start, end

    def forth(self, start: int, end: int) -> tuple[int, int]:
        """Where a span of the text went."""
        return start, end


def _edits(changes: Iterable[Change]) -> tuple[Edit, ...]:
    return tuple(Edit(Span(start, end), replacement, rule) for start, end, replacement, rule in changes)


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A stored "this may be wrong": shown with the finding that it overlaps."""

    code: str
    span: Span
    reason: str
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A source text, the layers of edits over it, and what is doubtful about them.

    The spans of `doubts` are places in the source.
    """

    source: str
    layers: tuple[Layer | Conversion, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def text(self) -> str:
        """The clean text: what the last layer gives, or the source where there is none."""
        return self.layers[-1].output if self.layers else self.source

    def with_layer(self, edits: Iterable[Edit | Change] | Layer | Conversion, doubts: Iterable[Doubt] = ()) -> Rewrite:
        """This rewrite and one more pass; a pass without edits adds no layer.

        `edits` and `doubts` have places in the present clean text.
        """
        new = tuple(self._moved(d) for d in doubts)
        layer = edits if isinstance(edits, Layer | Conversion) else Layer.of(self.text, edits)
        layers = (*self.layers, layer) if layer else self.layers
        return Rewrite(self.source, layers, self.doubts + new)

    def then(self, other: Rewrite) -> Rewrite:
        """This rewrite followed by one that began with this one's clean text.

        Raises ValueError where `other` began with another text.
        """
        if other.source != self.text:
            raise ValueError("the second rewrite does not begin where the first ends")
        new = tuple(self._moved(d) for d in other.doubts)
        return Rewrite(self.source, self.layers + other.layers, self.doubts + new)

    def _moved(self, doubt: Doubt) -> Doubt:
        """The doubt, which has its place in the clean text, with its place in the source."""
        return replace(doubt, span=self.to_source(doubt.span)) if self.layers else doubt

    def to_source(self, span: Span) -> Span:
        """The place in the source of a place in the clean text."""
        start, end = span.start, span.end
        for layer in reversed(self.layers):
            start, end = layer.back(start, end)
        return Span(start, end)

    def to_clean(self, span: Span) -> Span:
        """The place in the clean text of a place in the source."""
        start, end = span.start, span.end
        for layer in self.layers:
            start, end = layer.forth(start, end)
        return Span(start, end)
