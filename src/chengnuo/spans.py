"""Places in a text, and the edits between a source text and its clean reading.

All offsets count Unicode code points; spans are half-open. A `Rewrite` carries every change
made to a text as named edits in layers (the output of one layer is the input of the next), so
that a place in the clean text maps back to the source, and forth, without searching.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace


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


@dataclass(frozen=True, slots=True)
class Edit:
    """One named change: the words at `span` of a layer's input became `replacement`."""

    span: Span
    replacement: str
    rule: str


@dataclass(frozen=True, slots=True)
class Layer:
    """One pass over a text: sorted, non-overlapping edits from `text` to `output`."""

    text: str
    edits: tuple[Edit, ...]
    output: str
    _starts: tuple[int, ...] = field(repr=False)  # of the edits, in the input
    _outs: tuple[int, ...] = field(repr=False)  # of the replacements, in the output

    @classmethod
    def of(cls, text: str, edits: Iterable[Edit]) -> Layer:
        """The layer that applies `edits` to `text`.

        Raises ValueError where edits overlap or leave the text.
        """
        ordered = tuple(sorted(edits, key=lambda e: (e.span.start, e.span.end)))
        pieces: list[str] = []
        outs: list[int] = []
        at = size = 0
        for edit in ordered:
            if edit.span.start < at or edit.span.end > len(text):
                raise ValueError(f"edit {edit} overlaps another or leaves the text")
            pieces.append(text[at : edit.span.start])
            size += edit.span.start - at
            outs.append(size)
            pieces.append(edit.replacement)
            size += len(edit.replacement)
            at = edit.span.end
        pieces.append(text[at:])
        starts = tuple(e.span.start for e in ordered)
        return cls(text, ordered, "".join(pieces), starts, tuple(outs))

    def to_input(self, span: Span) -> Span:
        """Where the output's `span` came from; a part of an edit stands for the whole edit."""
        start = self._back(span.start, at_end=False)
        end = self._back(span.end, at_end=True) if span.end > span.start else start
        return Span(start, max(start, end))

    def to_output(self, span: Span) -> Span:
        """Where the input's `span` went; a part of an edit stands for the whole edit."""
        start = self._forth(span.start, at_end=False)
        end = self._forth(span.end, at_end=True) if span.end > span.start else start
        return Span(start, max(start, end))

    def _back(self, offset: int, *, at_end: bool) -> int:
        i = (bisect_left if at_end else bisect_right)(self._outs, offset) - 1
        if i < 0:
            return offset
        edit, out = self.edits[i], self._outs[i]
        inside = offset - out
        size = len(edit.replacement)
        if inside > size or (inside == size and not (at_end and size)):
            return edit.span.end + inside - size
        if size == len(edit.span):
            return edit.span.start + inside
        return edit.span.end if at_end else edit.span.start

    def _forth(self, offset: int, *, at_end: bool) -> int:
        i = (bisect_left if at_end else bisect_right)(self._starts, offset) - 1
        if i < 0:
            return offset
        edit, out = self.edits[i], self._outs[i]
        inside = offset - edit.span.start
        size = len(edit.replacement)
        if inside >= len(edit.span):
            return out + size + inside - len(edit.span)
        if size == len(edit.span):
            return out + inside
        return out + size if at_end else out


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
    layers: tuple[Layer, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def text(self) -> str:
        """The clean text: what the last layer gives, or the source where there is none."""
        return self.layers[-1].output if self.layers else self.source

    def with_layer(self, edits: Iterable[Edit], doubts: Iterable[Doubt] = ()) -> Rewrite:
        """This rewrite and one more pass; a pass without edits adds no layer.

        `edits` and `doubts` have places in the present clean text.
        """
        new = tuple(replace(d, span=self.to_source(d.span)) for d in doubts)
        wanted = tuple(edits)
        layers = (*self.layers, Layer.of(self.text, wanted)) if wanted else self.layers
        return Rewrite(self.source, layers, self.doubts + new)

    def then(self, other: Rewrite) -> Rewrite:
        """This rewrite followed by one that began with this one's clean text.

        Raises ValueError where `other` began with another text.
        """
        if other.source != self.text:
            raise ValueError("the second rewrite does not begin where the first ends")
        new = tuple(replace(d, span=self.to_source(d.span)) for d in other.doubts)
        return Rewrite(self.source, self.layers + other.layers, self.doubts + new)

    def to_source(self, span: Span) -> Span:
        """The place in the source of a place in the clean text."""
        for layer in reversed(self.layers):
            span = layer.to_input(span)
        return span

    def to_clean(self, span: Span) -> Span:
        """The place in the clean text of a place in the source."""
        for layer in self.layers:
            span = layer.to_output(span)
        return span
