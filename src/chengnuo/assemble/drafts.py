"""A row in the making: what is known of it before its line has been read to the end."""

from __future__ import annotations

from dataclasses import dataclass, field

from chengnuo.assemble.clauses import Clause
from chengnuo.assemble.deadlines import Governing
from chengnuo.model import Binding, Change, Op, Quantity, Status, TimeMention, Value
from chengnuo.spans import Doubt, Span


@dataclass(slots=True)
class Draft:
    """The parts of a commitment, still open to what the rest of the line says; without a quantity it is an outcome."""

    clause: Clause
    quantity: Quantity | None
    noun: str  # the indicator, as far as it is known
    rules: list[str] = field(default_factory=list)  # that gave the parts, in the order in which they did
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
    each_period: str | None = None  # the recurrence that stands at the number: 一天一节
    restated_from: str | None = None
    restated: bool = False
    date: TimeMention | None = None  # its own of several that are shared out among as many numbers
    from_start: int = -1  # where the words of the indicator begin, if not in the clause
    led: Draft | None = None  # the first of the list that goes on with it: 培养不少于10名院士，不少于20名专家
    payee: str = ""  # whom the grant is for, as its sentence says
    case: str = ""  # in which case it is paid, as the clause before says with a number: 车长8米以上的，每车补助5万元
    left: str = ""  # the words before the number
    right: str = ""  # what is counted, where that stands behind the number
    tail: str = ""  # all words behind the number
    doubts: list[Doubt] = field(default_factory=list)

    def __post_init__(self) -> None:
        """A row says what its number does, until more is read."""
        number = self.quantity
        if number is not None:
            self.op, self.value, self.unit, self.value_span = number.op, number.value, number.unit, number.span

    @property
    def span(self) -> Span:
        """The clause, with the words before it that hold the indicator."""
        return Span(self.from_start if self.from_start >= 0 else self.clause.start, self.clause.end)

    @property
    def at(self) -> int:
        """Where the number begins; the clause, where there is none."""
        return self.value_span.start if self.value_span is not None else self.clause.start

    def doubt(self, code: str, reason: str, span: Span | None = None, alternatives: tuple[str, ...] = ()) -> None:
        """Adds a doubt, about the clause if no other place is given."""
        place = self.clause.span if span is None else span
        self.doubts.append(Doubt(code=code, span=place, reason=reason, alternatives=alternatives))

    def is_doubted(self, code: str) -> bool:
        """Whether there is a doubt of this code."""
        return any(doubt.code == code for doubt in self.doubts)

    def settle(self, code: str) -> None:
        """Takes back the doubts of this code."""
        self.doubts = [doubt for doubt in self.doubts if doubt.code != code]


@dataclass(slots=True)
class Flow:
    """What one clause hands on to the next while a line is read."""

    governing: Governing | None = None  # the date that holds for the clauses after it
    whole: Governing | None = None  # the one that held before 其中 dated a part of what was counted
    closed: Governing | None = None  # the one that a ；of the sentence ended
    paragraph: Governing | None = None  # one that opened an earlier sentence and holds for numbers of the paragraph
    recurrence: TimeMention | None = None
    scope: str | None = None
    striving: bool = False  # a clause before said that something is striven for (力争)
    fresh: bool = False  # nothing was said yet since the date that governs
    cited: str | None = None  # the document from which the sentence before cites
    citing: bool = False
    lead_in: bool = False  # a clause with a date ended with ：, and what follows is its list
    label: str = ""  # what stood before a ：
    label_start: int = -1
    last: Draft | None = None  # the row before, up to a ；
    counted: Draft | None = None  # the row before, across a ；
    group: list[Draft] = field(default_factory=list)  # the rows of the clause of `last`
    rows: list[Draft] = field(default_factory=list)  # all rows of the sentence
    dates: list[TimeMention] = field(default_factory=list)  # of a clause that only names several
    topic: str = ""  # whom a clause without an outcome speaks of, for the outcome after it
    topic_start: int = -1
    risen_from: str | None = None  # the earlier state that a rise is counted from
    compared_with: str | None = None  # the state that a clause without a number compares with: 与2020年相比，
    previous: Clause | None = None
    sentence: int = -1
    segment: int = -1  # where the words after the last ；begin
    passed: bool = False  # a sentence of the line had nothing to read
    addressee: str = ""  # the class that a clause before named for the levels after it
