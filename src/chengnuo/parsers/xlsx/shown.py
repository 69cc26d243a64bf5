"""What a cell of a workbook shows: its value by its number format (ECMA-376, part 1, 18.8.30 and 18.8.31)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, Any

from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape

if TYPE_CHECKING:
    from openpyxl import Workbook

_GENERAL = Context(prec=11, rounding=ROUND_HALF_UP)
"""What fits into a cell of the usual width."""
_PRECISE = Context(prec=15, rounding=ROUND_HALF_UP)
"""The digits of a stored number that mean something."""
_LITERAL = re.compile(r'"([^"]*)"|[\\!](.)|_.|\*.|\[\$([^\]-]*)(?:-[0-9A-Fa-f]+)?\]|\[[^\]]*\]')
_CONDITION = re.compile(r"\[[<>=]")
_NUMBER = re.compile(
    r"(?P<before>[^#0?,.]*)(?P<whole>[#0?][#0?,]*(?<!,))?(?:\.(?P<places>[#0?]*))?(?P<thousands>,*)(?P<behind>[^#0?,.]*)"
)
_ANY = "General"
_HELD = 0xE000
"""Where the signs of private use begin."""
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.|([Yy]+|[Mm]+|[Dd]+|[Hh]+|[Ss]+)|(;.*)|(.)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shown:
    """The lines that a cell shows, and whether words with a line through them were left out."""

    lines: tuple[str, ...]
    struck: bool = False


class Shower:
    """Writes values as their formats show them; `formats` are the built-in ones of Chinese systems by their numbers.

    `unread` names the formats in which a number would look otherwise than it was written.
    """

    __slots__ = ("_epoch", "_formats", "_looks", "unread")

    def __init__(self, book: Workbook, formats: Mapping[str, Any]) -> None:
        self._epoch = book.epoch
        self._formats: dict[int, str] = {int(key): code for key, code in formats["formats"].items()}
        self._looks: dict[tuple[int, int], tuple[str, bool]] = {}
        self.unread: list[str] = []

    def shown(self, cell: Any) -> Shown | None:
        """What the cell shows; None where that is nothing."""
        value: Any = cell.value
        code, struck = self._look(cell)
        if struck:
            return Shown((), struck=True) if str(value).strip() else None
        if isinstance(value, list):  # runs with looks of their own
            kept = [run for run in value if not _strikes(run)]
            struck = len(kept) < len(value)
            value = "".join(map(str, kept))
        words = _unescaped(value) if isinstance(value, str) else self._written(value, code)
        lines = tuple(line.strip() for line in words.splitlines() if line.strip())
        return Shown(lines, struck) if lines or struck else None

    def _look(self, cell: Any) -> tuple[str, bool]:
        """The format of the cell's number, and whether a line goes through its words; kept, as few cells differ."""
        style = cell._style if cell.has_style else None  # noqa: SLF001  (openpyxl makes a copy of each part for who asks)
        key = (style.numFmtId, style.fontId) if style else (0, 0)
        if key not in self._looks:
            code = self._formats.get(key[0]) or cell.number_format
            self._looks[key] = (code, bool(cell.font and cell.font.strike))
        return self._looks[key]

    def _written(self, value: Any, code: str) -> str:
        """A value that is no string, as the format shows it."""
        if isinstance(value, bool):
            return str(value).upper()
        if isinstance(value, int | float) and code in self._formats.values():
            with suppress(ValueError, OverflowError):  # no day of the calendar
                value = from_excel(value, self._epoch)
        if isinstance(value, date | time):
            return dated(value, code)
        if not isinstance(value, int | float):
            return str(value)
        words = numbered(value, code)
        if words is None:
            self.unread.append(code)
            words = f"{_GENERAL.create_decimal(repr(value)).normalize():f}"
        return words


def _unescaped(words: str) -> str:
    return unescape(words) if "_x" in words else words


def dated(value: date | time, code: str) -> str:
    """A date as the format shows it; years have four digits, months and days are numbers."""
    words = ""
    in_time = False
    for token in _TOKEN.finditer(code):
        quoted, escaped, letters, rest, sign = token.groups()
        if rest:
            break
        if letters:
            in_time = letters[0] in "Hh" or (in_time and letters[0] in "Mm")
            words += _part(value, letters.lower(), in_time=in_time)
        else:
            words += quoted or escaped or (sign if sign not in {"@", None} else "")
    return words.strip()


def _part(value: date | time, letters: str, *, in_time: bool) -> str:
    names = {"y": "year", "m": "minute" if in_time else "month", "d": "day", "h": "hour", "s": "second"}
    number = getattr(value, names[letters[0]], None)
    if number is None:
        return ""
    least = 2 if len(letters) == 2 and letters[0] != "y" else 1
    return f"{number:0{least}d}"


def numbered(value: float, code: str) -> str | None:
    """A number as the format shows it; None where the format is none of plain numbers."""
    exact = _PRECISE.create_decimal(repr(value))
    if _CONDITION.search(code):
        return None
    held: list[str] = []
    sections = _LITERAL.sub(lambda found: _set_aside(found, held), code).split(";")
    section = sections[1] if exact < 0 and len(sections) > 1 else sections[0]
    written = (_by_general if _ANY in section else _by_digits)(abs(exact), section)
    if written is None:
        return None
    sign = "-" if exact < 0 and len(sections) == 1 else ""
    return sign + written.translate({_HELD + at: words for at, words in enumerate(held)}).strip()


def _set_aside(found: re.Match[str], held: list[str]) -> str:
    """A sign that stands for the words of a format that are shown as they are."""
    held.append(next(filter(None, found.groups()), ""))
    return chr(_HELD + len(held) - 1)


def _by_general(number: Decimal, section: str) -> str:
    return section.replace(_ANY, f"{_GENERAL.plus(number).normalize():f}")


def _by_digits(number: Decimal, section: str) -> str | None:
    found = _NUMBER.fullmatch(section)
    if found is None or not (found["whole"] or found["places"]):
        return None
    before, whole, places, behind = (found[name] or "" for name in ("before", "whole", "places", "behind"))
    if "%" in before + behind:
        number *= 100
    number = number.scaleb(-3 * len(found["thousands"]))
    digits = format(number.quantize(Decimal(1).scaleb(-len(places)), rounding=ROUND_HALF_UP), ",f")
    if "," not in whole:
        digits = digits.replace(",", "")
    for _ in range(len(places) - len(places.rstrip("#?"))):
        digits = digits.removesuffix("0")
    return before + digits.removesuffix(".") + behind


def _strikes(run: Any) -> bool:
    """Whether a run of a cell with several looks has a line through it."""
    font = getattr(run, "font", None)
    return bool(font is not None and font.strike)
