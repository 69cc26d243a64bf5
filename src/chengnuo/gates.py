"""Rules that are asked only where their words stand: time does not grow with the rules that cannot match."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Generic, Protocol, TypeVar

from chengnuo.remembered import compiled


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
        self._always = frozenset(n for n, rule in enumerate(self.rules) if not rule.literals)
        self._ungated = tuple(rule for rule in self.rules if not rule.literals)
        places = beginnings(word for rule in self.rules for word in rule.literals)
        # The two first characters of each place; the second is empty at the end.
        self._places = compiled(f"({places.pattern})(?=((?s:.?)))")
        self._starting: dict[str, list[tuple[str, int]]] = {}
        for n, rule in enumerate(self.rules):
            for word in rule.literals:
                self._starting.setdefault(word[:2], []).append((word, n))

    def opened(self, words: str) -> Sequence[Kind]:
        """The rules that may match the words, in their order."""
        places = self._places.findall(words)
        if not places:
            return self._ungated
        found = set(self._always)
        for first, second in places:
            for start in (first, first + second):
                for word, n in self._starting.get(start, ()):
                    if word in words:
                        found.add(n)
        return [self.rules[n] for n in sorted(found)]


def beginnings(words: Iterable[str]) -> re.Pattern[str]:
    """The first characters of the places where one of the words may stand, told by the first two characters."""
    known = set(words)
    firsts, seconds = _class(word[0] for word in known), _class(word[1:2] for word in known)
    alone = _class(word for word in known if len(word) == 1)
    ways = [f"(?<=[{alone}])"] * bool(alone) + [f"(?=[{seconds}])"] * bool(seconds)
    return compiled(f"[{firsts}](?:{'|'.join(ways)})" if known else "(?!)")


def _class(characters: Iterable[str]) -> str:
    return re.escape("".join(sorted(set(characters))))
