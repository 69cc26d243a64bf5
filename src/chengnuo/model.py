"""The values that travel between the stages. They know nothing of the stages.

Spans are places in a text (code points, half-open). Up to and including `assemble`, they are places in
the clean text (`Rewrite.text`); in an `Extraction` they are places in the source text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from chengnuo.quick import quick
from chengnuo.spans import Doubt, Span

TimeType = Literal["DATE", "DURATION", "SET"]
Op = Literal[">=", ">", "<=", "<", "=", "~", "range"]
Role = Literal["lead", "support"]
Status = Literal["pledged", "achieved"]
Kind = Literal["target", "milestone", "amount", "norm"]
Binding = Literal["must", "strive", "encourage"]
Change = Literal["increase", "decrease"]
PartStatus = Literal["draft", "final", "other"]
CellTime = Literal["past", "goal", ""]
Value = Decimal | tuple[Decimal, Decimal]
Region = tuple[str | None, str | None, str | None]

# ---------------------------------------------------------------- a file as parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a paged format: its number from 1 and its place in the text; size in points."""

    number: int
    span: Span
    width: float = 0.0
    height: float = 0.0


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A table cell: its place in the text, and in the grid (row and column from 0)."""

    span: Span
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as the format itself knows it (or as the outline found it in flattened lines)."""

    span: Span
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of the text with a kind of its own: "paragraph", "heading", "cell", "header", "footer",
    "footnote", "comment", "textbox", "list"."""

    kind: str
    span: Span
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as its parser read it. `text` is what all offsets of its findings point into."""

    source: str
    format: str
    text: str
    sha256: str
    encoding: str | None = None
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()


# ---------------------------------------------------------------- the outline


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One document within a file (a carrier, a plan, an annex …); `carrier` is its place in the file's list.

    `region_code` is the GB/T 2260 code of the deepest division of `region`.
    """

    span: Span
    title: str | None
    genre: str | None
    number: str | None = None
    issuer: str | None = None
    date: str | None = None
    region: Region = (None, None, None)
    region_code: str | None = None
    status: PartStatus = "other"
    carrier: int | None = None


def part_at(parts: Sequence[Part], offset: int) -> int:
    """The place (from 0) in `parts` of the document that holds `offset`; 0 where none begins before it."""
    return max(bisect_right(parts, offset, key=_start) - 1, 0)


def _start(part: Part) -> int:
    return part.span.start


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A numbered or plain heading.

    `span` holds the enumerator and the heading's words (without a final 。), `scope` the text that it
    governs, itself included, up to the next heading of its level or above. `level` counts from 1.
    """

    span: Span
    scope: Span
    level: int
    number: str
    title: str

    def shares_line(self, text: str, place: int) -> bool:
        """Whether it begins inside a line of its `text` that ends before the place: 1.…；2.…；3.…。"""
        start = self.span.start
        return start > 0 and text[start - 1] != "\n" and text.find("\n", self.span.end, place) >= 0


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a list of responsible bodies belongs to: a numbered task, a table row, a sentence.

    `span` names it (enumerator and heading, or the first sentence, or the row's task cell), `scope` is all its
    text, `deadline` the place of its completion time where a table column, a line or a bracket gives one, `goals` the
    cells of its row that say what is to be reached by then, the task's own where there are no others, `progress` those
    that report how far it has come, or how things were before.
    """

    span: Span
    scope: Span
    number: str = ""
    title: str = ""
    deadline: Span | None = None
    goals: tuple[Span, ...] = ()
    progress: tuple[Span, ...] = ()
    in_table: bool = False


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class BodyList:
    """A list of responsible bodies as found: where it stands, the role it gives, its task (an index)."""

    span: Span
    role: Role
    task: int
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The structure of one file's clean text. All tuples are in text order.

    `paragraphs` are lines of running text and cells; `lists` the responsibility lists (their words are no
    policy content of their own).
    """

    text: str
    parts: tuple[Part, ...]
    headings: tuple[Heading, ...] = ()
    paragraphs: tuple[Span, ...] = ()
    tables: tuple[Table, ...] = ()
    tasks: tuple[Task, ...] = ()
    lists: tuple[BodyList, ...] = ()


# ---------------------------------------------------------------- mentions


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """An expression of time after TIMEX3; `value` is EDTF for a DATE, an ISO duration or a word else."""

    span: Span
    type: TimeType
    value: str
    rule: str = ""
    doubts: tuple[Doubt, ...] = ()


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit of measure and its bound.

    `span` holds the number, the unit and the bound that touches it on the right; `percentage` is the span of the
    percentages layer where the quantity is one. `unit` is `%`, `个百分点`, a measure word, or None for a
    pure number. `value` is counted in `unit`; a range is a pair. `bound` is the place of a bound word on the
    left (不低于), if any.
    """

    span: Span
    op: Op
    value: Value
    unit: str | None
    points: bool = False
    bound: Span | None = None
    rule: str = ""
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_share(self) -> bool:
        """Whether it is counted in per cent or in percentage points."""
        return self.unit == "%" or self.points

    @property
    def is_ratio(self) -> bool:
        """Whether it is one number over another (1:7): it has no unit and misses none."""
        return self.rule.startswith("ratio.")

    @property
    def is_percentage(self) -> bool:
        """Whether it belongs to the percentages layer: a share in words counts where it is exactly a percentage
        (五分之一, not 三分之一), a change in words (翻一番) does not."""
        ends = self.value if isinstance(self.value, tuple) else (self.value,)
        exact = all(int(end.as_tuple().exponent) >= -4 for end in ends)
        return self.is_share and exact and not self.rule.startswith("change.")


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class BodyMention:
    """A responsible body (a row of the `units` layer): its role and the task that names it."""

    span: Span
    name: str
    role: Role
    task: Span
    rule: str = ""
    doubts: tuple[Doubt, ...] = ()


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class CellValue:
    """A value that a table gives of an indicator: for which year, and whether it is a state or a goal.

    `row` is the whole row, `header` what names its column or the table; `time` is empty where that does not say;
    `is_change` marks a yearly growth, `change` and `baseline` what the indicator's name says (较2017年下降); `scope` is
    the region of its row or column. `taken` are the places that say no more than the values of the row:
    the row, or its cells of names, units and values where another says more. `years` are those of all columns; `due` is
    the cell that says by when what the row plans is done.
    """

    quantity: Quantity
    name: str
    row: Span
    taken: tuple[Span, ...]
    year: str | None
    header: Span
    time: CellTime = ""
    is_change: bool = False
    subject: str | None = None
    change: Change | None = None
    baseline: str | None = None
    scope: str | None = None
    years: tuple[str, ...] = ()
    due: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """All mentions of one file, each tuple in text order; the quantities of `cells` are among `quantities`."""

    times: tuple[TimeMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    bodies: tuple[BodyMention, ...] = ()
    cells: tuple[CellValue, ...] = ()


# ---------------------------------------------------------------- commitments


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """One measurable or dated statement, with the fields of the annotation guidelines.

    `id`, `source`, `part`, `quote`, `page`, `place`, `indicator_id` are empty until the pipeline, the linker or the
    store fill them. `part` is the index of the document within the file.
    """

    span: Span
    value_span: Span | None
    status: Status
    kind: Kind
    indicator: str
    restated: bool = False
    restated_from: str | None = None
    subject: str | None = None
    op: Op | None = None
    value: Value | None = None
    unit: str | None = None
    change: Change | None = None
    baseline: str | None = None
    deadline: str | None = None
    deadline_span: Span | None = None
    recurrence: str | None = None
    binding: Binding | None = None
    scope: str | None = None
    units: tuple[str, ...] = ()
    task: Span | None = None
    rule: str = ""
    doubts: tuple[Doubt, ...] = ()
    id: str = ""
    source: str = ""
    part: int = 0
    document: Part | None = None
    quote: str = ""
    page: int | None = None
    place: str = ""
    indicator_id: str | None = None

    @property
    def is_of_draft(self) -> bool:
        """Whether its document is a draft that asks for comments."""
        return self.document is not None and self.document.status == "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskText:
    """A task with its clean words, for aligning drafts with final plans. Spans are in the source.

    `deadline` is the last date (EDTF) that its completion time names.
    """

    span: Span
    scope: Span
    part: int
    number: str
    title: str
    text: str
    deadline: str | None
    bodies: tuple[BodyMention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A finding that was not kept, because its words do not stand at its place."""

    layer: str
    span: Span
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Everything found in one file. Spans are places in `text`, the source text.

    `lines` pairs the place of every line of `clean` that is not empty with its place in `text`. `outline` (in
    places of `clean`) is for work inside one file, as the diff of two plans; it is left out (None) where an
    extraction travels or is stored.
    """

    source: str
    sha256: str
    format: str
    text: str
    clean: str
    parts: tuple[Part, ...]
    tasks: tuple[TaskText, ...]
    times: tuple[TimeMention, ...]
    quantities: tuple[Quantity, ...]
    bodies: tuple[BodyMention, ...]
    commitments: tuple[Commitment, ...]
    doubts: tuple[Doubt, ...] = ()
    rejected: tuple[Rejection, ...] = ()
    encoding: str | None = None
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    lines: tuple[tuple[Span, Span], ...] = ()
    outline: Outline | None = field(default=None, repr=False, compare=False)
