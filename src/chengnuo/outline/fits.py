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
_LIST = re.compile(r"[^：:。\d]*[、，；][^：:。\d]*")
# A line of a column of bodies that breaks a name is no longer.
WIDEST = 14
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
    goes_on: bool  # begins with a mark that no cell begins with
    open: bool  # ends with a mark that no cell ends with, or with the first character of an office's name

    @property
    def sort(self) -> str:
        """The one thing that it is: a date, bodies, a value; empty where it is words."""
        return "date" if self.date else "bodies" if self.bodies else "value" if self.value and not self.numbered else ""


def _may_be_half(words: str) -> bool:
    """Whether the words are a line of a list that may break off within a name."""
    return len(words) <= WIDEST and _LIST.fullmatch(words) is not None


def fit_of(text: str, span: Span, words: str, known: Words, names: NameWords) -> Fit:
    """What the cell at `span` fits, whose `words` are without blanks."""
    ditto = words in known.ditto
    date = ditto or known.date_cell.match(words) is not None
    bodies = ditto or (not date and looks_like_names(text, span, names, least=0.7))
    marked = words[-1] in _STOPS or _ENUMERATOR.match(words) is not None
    value = len(words) <= LONGEST_VALUE and _VALUE.match(words) is not None
    office = known.of_division.match(words) is not None
    numbered = _NUMBERED.match(words) is not None
    goes_on = names.patterns["torn_start"].match(words) is not None
    half = not (bodies or date) and _may_be_half(words) and looks_like_names(text, span, names, least=0.5)
    is_open = half or names.patterns["line_open"].search(words) is not None
    bodies = bodies or half or goes_on
    return Fit(date, bodies, marked, len(words) <= 4, value, office, numbered, goes_on, is_open)
