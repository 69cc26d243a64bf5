"""A line of the clean text while it is read, and the date that it hands on."""

from __future__ import annotations

from dataclasses import dataclass, field

from chengnuo.assemble.deadlines import Governing
from chengnuo.assemble.drafts import Draft
from chengnuo.spans import Span

# A number or a clause that is passed by, and the rule by which it is.
Passed = tuple[Span, str]


@dataclass(slots=True)
class Carry:
    """A date that a goal list hands on from line to line, up to `until`; `dashed`: it is a list of dashes.

    `of_years`: the line before gave another date for goals of the same list: each line is of its own. `runs_on`: the
    line before ended with ；, and the next goes on with it if it is no item of a list.
    """

    governing: Governing
    until: int
    dashes_only: bool
    dashed: bool = False
    of_years: bool = False
    runs_on: bool = False

    def reaches(self, *, is_item: bool, is_dash: bool) -> bool:
        """Whether the date holds for a line, which may be an item of a list."""
        if is_dash:
            return True
        if self.runs_on:
            return not is_item
        return not (self.dashes_only or self.dashed or (self.of_years and not is_item))


@dataclass(slots=True)
class Line:
    """A line, the date carried to it from a goal list, and the completion time of the table row it is a goal of.

    `due`: the completion time that a line below sets for the task that this one states (完成时限：…).

    `hangs_on`: the row that ends the line above, of which this one goes on (258件 / 占38.8%). `named_above`: the line
    above, where it names what the number that fills this one measures. `in_goals`: under a heading of goals;
    `lists_goals`: its own words announce a list of goals. `titles`: the titles in 《》 that it names.
    """

    start: int
    end: int
    carried: Governing | None = None
    table: Governing | None = None
    due: Governing | None = None
    hangs_on: Draft | None = None
    named_above: Span | None = None
    in_goals: bool = False
    lists_goals: bool = False
    is_heading: bool = False
    is_item: bool = False
    is_dash: bool = False
    titles: list[Span] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    last_date: Governing | None = None
    first_target: Governing | None = None
    announces: bool = False
