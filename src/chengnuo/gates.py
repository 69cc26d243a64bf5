"""Rules that are asked only where their words stand: time does not grow with the rules that cannot match."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar


class Gated(Protocol):
    """A rule, or what is known by one."""

    @property
    def literals(self) -> tuple[str, ...]:
        """Words of which each match holds one."""


Kind = TypeVar("Kind", bound=Gated)


class Gate(Generic[Kind]):
    """Rules in their order, and where the literals begin that their matches hold; those without are always asked."""

    def __init__(self, rules: Iterable[Kind]) -> None:
        self.rules = tuple(rules)
        self._always = [n for n, rule in enumerate(self.rules) if not rule.literals]
        self._places = beginnings(word for rule in self.rules for word in rule.literals)
        self._starting: dict[str, list[tuple[str, int]]] = {}
        for n, rule in enumerate(self.rules):
            for word in rule.literals:
                self._starting.setdefault(word[:2], []).append((word, n))

    def opened(self, words: str) -> list[Kind]:
        """The rules that may match the words, in their order."""
        found = set(self._always)
        for place in self._places.finditer(words):
            at = place.start()
            for start in (words[at], words[at : at + 2]):
                for word, n in self._starting.get(start, ()):
                    if words.startswith(word, at):
                        found.add(n)
        return [self.rules[n] for n in sorted(found)]


def beginnings(words: Iterable[str]) -> re.Pattern[str]:
    """The first characters of the places where one of the words may stand, told by the first two characters."""
    known = set(words)
    firsts, seconds = _class(word[0] for word in known), _class(word[1:2] for word in known)
    alone = _class(word for word in known if len(word) == 1)
    ways = [f"(?<=[{alone}])"] * bool(alone) + [f"(?=[{seconds}])"] * bool(seconds)
    return re.compile(f"[{firsts}](?:{'|'.join(ways)})" if known else "(?!)")


def _class(characters: Iterable[str]) -> str:
    return re.escape("".join(sorted(set(characters))))
