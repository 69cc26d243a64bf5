"""The rules of one layer, tried together at the places where one may start.

Most characters start no rule: a character class finds the places that may, and one alternation decides there: over
all rules at a numeral, over those that start with the word elsewhere. So time does not grow with the number of rules
that cannot match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chengnuo.packs import Rule, unnamed
from chengnuo.remembered import compiled


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Rules in their order, the places where one may start, and all rules as one alternation.

    `starting` has the alternation of the rules that start with two characters, None for those that start no rule.
    """

    rules: tuple[Rule, ...]
    places: re.Pattern[str]
    union: re.Pattern[str]
    numerals: frozenset[str]
    starting: _Starting

    def scan(self, text: str) -> Iterator[tuple[Rule, re.Match[str]]]:
        """The first rule that matches at each place, in text order, without overlaps."""
        end = 0
        numerals, starting = self.numerals, self.starting
        for place in self.places.finditer(text):
            at = place.start()
            if at < end:
                continue
            tried = self.union if text[at] in numerals else starting[text[at : at + 2]]
            hit = tried.match(text, at) if tried is not None else None
            if hit is None or hit.lastgroup is None:
                continue
            rule = self.rules[int(hit.lastgroup[1:])]
            match = rule.pattern.match(text, at)
            if match is not None and match.end() > at:
                end = match.end()
                yield rule, match


def rulebook(
    rules: Iterable[Rule], *, numerals: str, after: str, digits: str = "0-9", whole_runs: bool = False
) -> Rulebook:
    """The rulebook of `rules`: they start with a numeral that one of `after` follows, or with their own `starts`.

    Of the `starts` (words of two characters or more) the first two characters are looked at. A run of digits, or of
    other numerals, is entered at its first character only, so that a rule sees each run once. With `whole_runs` one
    of `after` must follow the whole run of digits, otherwise the first of them.
    """
    book = tuple(rules)
    starts = {word for rule in book for word in rule.get("starts", ())}
    firsts, seconds = _class(word[0] for word in starts), _class(word[1] for word in starts)
    hanzi = _class(char for char in numerals if not char.isascii())
    follows = f"[{_class(after)}]"
    if whole_runs:
        follows = f"[{digits}]*+[{_class(char for char in after if not char.isdecimal())}]"
    run = f"(?<![{digits}][{digits}])(?<![{hanzi}][{hanzi}])"
    # Numbers of headings and items (1. , 二、) count nothing.
    run += rf"(?!(?<=[{digits}])[{digits}]?\.(?![{digits}]))(?!(?m:(?<=^.))[{hanzi}]{{0,2}}、)"
    places = f"[{_class(numerals)}{firsts}](?:(?<=[{_class(numerals)}]){run}(?={follows})"
    places += f"|(?<=[{firsts}])(?=[{seconds}]))" if starts else ")"
    return Rulebook(book, compiled(places), _union(enumerate(book)), frozenset(numerals), _Starting(book))


class _Starting(dict[str, "re.Pattern[str] | None"]):
    """The alternation of the rules that start with two characters, made when these are first met."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        super().__init__()
        self._rules = [(n, rule, {start[:2] for start in rule.get("starts", ())}) for n, rule in enumerate(rules)]

    def __missing__(self, word: str) -> re.Pattern[str] | None:
        some = [(n, rule) for n, rule, starts in self._rules if word in starts]
        self[word] = union = _union(some) if some else None
        return union


def _union(rules: Iterable[tuple[int, Rule]]) -> re.Pattern[str]:
    """One alternation; the name of an empty group behind a rule's words tells which one matched.

    The group stands behind, since `re` passes over a branch by its first character only where it begins with it.
    """
    return compiled("|".join(f"(?:{unnamed(rule.source)})(?P<r{n}>)" for n, rule in rules))


def _class(characters: Iterable[str]) -> str:
    return re.escape("".join(sorted(set("".join(characters)))))
