"""The rules of one layer, tried together at the places where one may start.

Most characters start no rule: a character class finds the places that may, and one alternation over all rules
decides there, so that time does not grow with the number of rules that cannot match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chengnuo.packs import Rule

_NAMED = re.compile(r"\(\?P<[A-Za-z_0-9]+>")


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Rules in their order, the places where one may start, and all rules as one alternation."""

    rules: tuple[Rule, ...]
    places: re.Pattern[str]
    union: re.Pattern[str]

    def scan(self, text: str) -> Iterator[tuple[Rule, re.Match[str]]]:
        """The first rule that matches at each place, in text order, without overlaps."""
        end = 0
        try_at = self.union.match
        for place in self.places.finditer(text):
            at = place.start()
            if at < end:
                continue
            hit = try_at(text, at)
            if hit is None or hit.lastgroup is None:
                continue
            rule = self.rules[int(hit.lastgroup[1:])]
            match = rule.pattern.match(text, at)
            if match is not None and match.end() > at:
                end = match.end()
                yield rule, match


def rulebook(rules: Iterable[Rule], *, numerals: str, after: str, digits: str = "0-9") -> Rulebook:
    """The rulebook of `rules`: they start with a numeral that one of `after` follows, or with their own `starts`.

    Of the `starts` (words of two characters or more) the first two characters are looked at. A run of digits, or of
    other numerals, is entered at its first character only, so that a rule sees each run once.
    """
    book = tuple(rules)
    starts = {word for rule in book for word in rule.get("starts", ())}
    firsts, seconds = _class(word[0] for word in starts), _class(word[1] for word in starts)
    hanzi = _class(char for char in numerals if not char.isascii())
    run = f"(?<![{digits}][{digits}])(?<![{hanzi}][{hanzi}])"
    places = f"[{_class(numerals)}{firsts}](?:(?<=[{_class(numerals)}]){run}(?=[{_class(after)}])"
    places += f"|(?<=[{firsts}])(?=[{seconds}]))" if starts else ")"
    union = "|".join(f"(?P<r{n}>{_NAMED.sub('(?:', rule.pattern.pattern)})" for n, rule in enumerate(book))
    return Rulebook(book, re.compile(places), re.compile(union))


def _class(characters: Iterable[str]) -> str:
    return re.escape("".join(sorted(set("".join(characters)))))
