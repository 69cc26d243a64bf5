"""What a line of a flattened table may be a cell of: a completion time, bodies, a value, or words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chengnuo.outline.names import NameWords, looks_like_names
from chengnuo.outline.words import Words
from chengnuo.quick import quick
from chengnuo.spans import Span

_STOPS = "。；;"
# A cell with more characters says more than a value.
LONGEST_VALUE = 16
_VALUE = re.compile(r"[<>≤≥＜＞\[〔【(（+＋-]{0,3}\d|[—–-]{1,2}$|/$")
_ENUMERATOR = re.compile(r"(?:[（(]?\d{1,2}[）).、．]|[①-⑳])")
_NUMBERED = re.compile(r"[（(]?\d{1,2}[）).、．]\D")


@quick
@dataclass(frozen=True, slots=True)
class Fit:
    """What decides how well a line fits each kind of column."""

    date: bool
    bodies: bool
    marked: bool  # ends with a stop, or begins with an enumerator
    short: bool
    value: bool  # a number with its bound, or the dash for none
    office: bool  # named as an office of a division is, though its end may be lost
    numbered: bool  # begins with a number that is none of its words

    @property
    def sort(self) -> str:
        """The one thing that it is: a date, bodies, a value; empty where it is words."""
        return "date" if self.date else "bodies" if self.bodies else "value" if self.value and not self.numbered else ""


def fit_of(text: str, span: Span, words: str, known: Words, names: NameWords) -> Fit:
    """What the cell at `span` fits, whose `words` are without blanks."""
    ditto = words in known.ditto
    date = ditto or known.date_cell.match(words) is not None
    bodies = ditto or (not date and looks_like_names(text, span, names, least=0.7))
    marked = words[-1] in _STOPS or _ENUMERATOR.match(words) is not None
    value = len(words) <= LONGEST_VALUE and _VALUE.match(words) is not None
    office = known.of_division.match(words) is not None
    return Fit(date, bodies, marked, len(words) <= 4, value, office, _NUMBERED.match(words) is not None)
