"""A row in the making: what is known of it before its line has been read to the end."""

from __future__ import annotations

from dataclasses import dataclass, field

from chengnuo.assemble.clauses import Clause
from chengnuo.assemble.deadlines import Governing
from chengnuo.model import Binding, Change, Op, Quantity, Status, TimeMention, Value
from chengnuo.spans import Doubt, Span


@dataclass(slots=True)
class Draft:
    """The parts of a commitment, still open to what the rest of the line says."""

    clause: Clause
    quantity: Quantity | None
    noun: str
    rules: list[str] = field(default_factory=list)
    subject: str | None = None
    scope: str | None = None
    op: Op | None = None
    value: Value | None = None
    unit: str | None = None
    value_span: Span | None = None
    change: Change | None = None
    baseline: str | None = None
    governing: Governing | None = None
    recurrence: str | None = None
    status: Status = "pledged"
    binding: Binding | None = None
    each_period: str | None = None
    restated_from: str | None = None
    restated: bool = False
    date: TimeMention | None = None
    from_start: int = -1
    left: str = ""
    right: str = ""
    tail: str = ""
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def span(self) -> Span:
        """The clause, with the words before it that hold the indicator."""
        return Span(self.from_start if self.from_start >= 0 else self.clause.start, self.clause.end)


@dataclass(slots=True)
class Flow:
    """What one clause hands on to the next while a line is read.

    `last` is the row before up to a ；, `counted` the one before across it, `rows` are all of the sentence; `dates`
    are those of a clause that only names several. `segment` is where the words after the last ；begin.
    """

    governing: Governing | None = None
    paragraph: Governing | None = None
    recurrence: TimeMention | None = None
    scope: str | None = None
    striving: bool = False
    fresh: bool = False
    cited: str | None = None
    citing: bool = False
    lead_in: bool = False
    label: str = ""
    label_start: int = -1
    last: Draft | None = None
    counted: Draft | None = None
    group: list[Draft] = field(default_factory=list)
    rows: list[Draft] = field(default_factory=list)
    dates: list[TimeMention] = field(default_factory=list)
    topic: str = ""
    topic_start: int = -1
    risen_from: str | None = None
    previous: Clause | None = None
    sentence: int = -1
    segment: int = -1
    passed: bool = False
    addressee: str = ""
