"""Digits of one number that blanks part, and letters that stand for digits: pages set with wide letters, and scans."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chengnuo.packs import Pack
from chengnuo.remembered import compiled
from chengnuo.repair.characters import HAN
from chengnuo.spans import Doubt, Edit, Span

__all__ = ["find_digits"]

_APART = compiled(r" (?<=\d.)(?=\d)")
_RUN = compiled(r"\d(?: ?\.? ?\d){1,15}")
_OF_RUN = frozenset("0123456789. ")
_LONGEST = 40
_WORD = compiled(f"[{HAN}]")
_THOUSANDS = compiled(r"[1-9]\d{0,2} \d{3}")
_GROUPS = compiled(r"[\d.]+")
# What is said of a number stands within so many characters.
_BESIDE = 3
_LETTERS = {"O": "0", "o": "0", "l": "1", "I": "1"}
_DIGITS = str.maketrans(_LETTERS)
# A search for one letter is many times as fast as one for several.
_LETTER = tuple(compiled(rf"{letter}(?:(?<=\d.)|(?=\d))") for letter in _LETTERS)


def find_digits(text: str, pack: Pack) -> tuple[list[Edit], list[Doubt]]:
    """The edits that close up the digits of years, months, days and values, each with a doubt, and put digits for
    letters in dates and shares; a doubt for a value that may go on before its blank.

    Blanks part numbers too (the cells of a row), so that digits are closed up only as a date, or where they stand
    alone before a measure: behind a word that a value follows, or in a text that parts those of its dates.
    """
    found = [*_closed(text, pack), *_letters(text, pack)]
    edits = [Edit(span, words, "digits") for span, words in found]
    doubts = [
        Doubt(code="restored-digits", span=span, reason=f"digits parted or mistaken for letters; read as {words}")
        for span, words in found
    ]
    closed = {edit.span for edit in edits}
    return edits, doubts + [doubt for doubt in _parted(text, pack) if doubt.span not in closed]


def _parted(text: str, pack: Pack) -> Iterator[Doubt]:
    """A doubt for each value with a blank in it, right behind a word: what is before the blank may belong to it."""
    text = text.replace("\u00a0", " ")
    for m in _runs(text):
        if m[0].count(" ") == 1 and _is_behind_word(text, m) and _is_measured(text, m, pack):
            first, last = m[0].split(" ")
            if len(last) == len("2024") and last.isdecimal():
                continue  # a year behind the number of a table
            readings = (first + last,) if "." in m[0] else (f"{first}.{last}", first + last)
            reason = "a blank in a number: what stands before it may belong to it"
            yield Doubt(code="open-digits", span=Span(*m.span()), reason=reason, alternatives=readings)


def _closed(text: str, pack: Pack) -> Iterator[tuple[Span, str]]:
    text = text.replace("\u00a0", " ")
    runs = list(_runs(text))
    dates = {m.start() for m in runs if _is_of_date(text, m, pack)}
    for m in runs:
        if m.start() in dates or _is_value(text, m, pack, apart=bool(dates)):
            yield Span(*m.span()), "".join(_GROUPS.findall(m[0]))


def _runs(text: str) -> Iterator[re.Match[str]]:
    """The digits around each blank between two of them."""
    end = 0
    for m in _APART.finditer(text):
        if m.start() < end:
            continue
        start = m.start()
        while start > max(end, m.start() - _LONGEST) and text[start - 1] in _OF_RUN:
            start -= 1
        while not text[start].isdecimal():
            start += 1
        run = _RUN.match(text, start)
        if run and run.end() > m.start():
            end = run.end()
            yield run


def _is_of_date(text: str, run: re.Match[str], pack: Pack) -> bool:
    """Whether the digits are a year before its sign, a month behind that, or a day behind the month's."""
    around = text[max(0, run.start() - _BESIDE) : run.start()].rstrip(" ")[-1:] + "".join(_GROUPS.findall(run[0]))
    after = text[run.end() : run.end() + _BESIDE].lstrip(" ")[:1]
    return pack.pattern("repair", "digits", "of_date").fullmatch(around + after) is not None


def _is_value(text: str, run: re.Match[str], pack: Pack, *, apart: bool) -> bool:
    """Whether digits that all stand alone, or thousands, are a value with its measure: 在2 083所学校.

    Thousands stand right behind a word, where their hundreds are not 0, with which no number of its own begins.
    """
    if (
        _THOUSANDS.fullmatch(run[0])
        and _is_measured(text, run, pack)
        and (_is_behind_word(text, run) or run[0][-3] == "0")
    ):
        return True
    if any(len(group) > 1 for group in _GROUPS.findall(run[0])):
        return False
    if not _is_measured(text, run, pack):
        return False
    before = text[max(0, run.start() - _BESIDE) : run.start()].rstrip(" ")
    return apart or pack.pattern("repair", "digits", "before_value").search(before) is not None


def _is_behind_word(text: str, run: re.Match[str]) -> bool:
    return run.start() > 0 and _WORD.match(text, run.start() - 1) is not None


def _is_measured(text: str, run: re.Match[str], pack: Pack) -> bool:
    after = text[run.end() : run.end() + _BESIDE].lstrip(" ")
    return pack.pattern("repair", "digits", "measured").match(after) is not None


def _letters(text: str, pack: Pack) -> Iterator[tuple[Span, str]]:
    def pattern(name: str) -> re.Pattern[str]:
        return pack.pattern("repair", "digits", name)

    if any(letter.search(text) for letter in _LETTER):
        for m in pattern("with_letters").finditer(text):
            yield Span(*m.span()), m[0].translate(_DIGITS)
    for m in pattern("year_with_zero").finditer(text):
        year = Span(m.start() - 4, m.start())
        yield year, pattern("zero").sub("\u3007", year.of(text))
