"""Regular expressions that ask which character is next before they try their ways.

`re` tries the ways of an alternation one after the other, a hundred words at each place where none stands; and it
searches a text for a pattern at every character, unless the pattern begins with a character or a class (`(?<=…)`, or
a class among the words, hides that). Which characters a match can begin with is told by the parsed pattern. With it a
search passes over the others, and an alternation of many ways is asked for them first, as `(?=[…])` would; ways
beside each other that begin alike begin once. What a pattern matches stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from re import _compiler, _parser  # type: ignore[attr-defined]
from re import _constants as ops  # type: ignore[attr-defined]
from typing import Any

__all__ = ["code_of"]

# An alternation of fewer ways is tried as fast as a class of characters is asked.
_MANY = 12
# Nodes of a parsed pattern that take no character.
_NO_CHARACTER = (ops.AT, ops.ASSERT, ops.ASSERT_NOT)
_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
# A node as `re` parses it: what it is, and what belongs to it.
Node = tuple[Any, Any]


def code_of(source: str) -> tuple[int, list[int], int, dict[str, int]]:
    """What `re` makes of a pattern before it hands it to its engine: flags, code, number and names of groups.

    Raises re.error as `re.compile` does.
    """
    tree = _parser.parse(source)
    flags = tree.state.flags
    code: list[int] = []
    if flags & re.IGNORECASE:
        code = _compiler._code(tree, 0)  # noqa: SLF001 - `re.compile` gives no other way, here and below
    else:
        _compiler._compile_info(code, _beginning(tree, flags), flags)  # noqa: SLF001
        _ask_first(tree, is_asked=True)
        _compiler._compile(code, tree.data, flags)  # noqa: SLF001
        code.append(ops.SUCCESS)
    return flags, code, tree.state.groups - 1, tree.state.groupdict


def _beginning(tree: Any, flags: int) -> Any:
    """What tells a search where the pattern can begin: itself, where `re` sees its first character or class, or else
    one that begins with any of its first characters."""
    is_seen = _compiler._get_literal_prefix(tree, flags)[0] or _compiler._get_charset_prefix(tree, flags)  # noqa: SLF001
    firsts = None if is_seen else _firsts(tree.data)
    if firsts is None:
        return tree
    beginning = _parser.SubPattern(tree.state, [(ops.IN, firsts), (ops.ANY, None)])
    beginning.width = tree.getwidth()
    return beginning


def _ask_first(tree: Any, *, is_asked: bool) -> None:
    """Puts before each alternation of many ways a look at the next character, unless a search asks for it as it is;
    what ways share is put before them."""
    nodes: list[Node] = []
    for kind, parts in tree.data:
        if kind is ops.BRANCH:
            parts = (None, _shared(tree, parts[1]))  # noqa: PLW2901 - the same words in fewer ways
        for inner in _inner(kind, parts):
            _ask_first(inner, is_asked=is_asked and kind is ops.SUBPATTERN)
        if kind is ops.BRANCH and not is_asked and len(parts[1]) >= _MANY:
            firsts = _firsts([(kind, parts)])
            if firsts is not None:
                nodes.append((ops.ASSERT, (1, _parser.SubPattern(tree.state, [(ops.IN, firsts)]))))
        nodes.append((kind, parts))
        is_asked = is_asked and kind in _NO_CHARACTER
    tree.data = nodes


def _shared(tree: Any, ways: Sequence[Any]) -> list[Any]:
    """The ways of an alternation; those beside each other that begin alike are one, whose beginning is tried once."""
    shared: list[Any] = []
    for beginning, some in groupby(ways, key=_beginning_of):
        alike = list(some)
        if beginning is None or len(alike) == 1:
            shared += alike
            continue
        rests = [_parser.SubPattern(tree.state, way.data[1:]) for way in alike]
        shared.append(_parser.SubPattern(tree.state, [alike[0].data[0], (ops.BRANCH, (None, rests))]))
    return shared


def _beginning_of(way: Any) -> str | None:
    """What a way begins with, where that can be matched in one way only: it is as long always, and names no group."""
    told = repr(way.data[:1])
    least, most = _parser.SubPattern(way.state, way.data[:1]).getwidth()
    return told if way.data and least == most and "SUBPATTERN" not in told and "GROUPREF" not in told else None


def _inner(kind: Any, parts: Any) -> Sequence[Any]:
    """The patterns within a node."""
    if kind is ops.BRANCH:
        return tuple(parts[1])
    if kind is ops.SUBPATTERN:
        return (parts[3],)
    if kind in (ops.ASSERT, ops.ASSERT_NOT):
        return (parts[1],)
    if kind in _REPEATS:
        return (parts[2],)
    return (parts,) if kind is ops.ATOMIC_GROUP else ()


def _firsts(nodes: Iterable[Node]) -> list[Node] | None:
    """The characters and classes with one of which each match begins; None where these are not known, or where a match
    may be empty."""
    firsts: list[Node] = []
    for kind, parts in nodes:
        if kind in _NO_CHARACTER:
            continue
        found, may_be_empty = _of_node(kind, parts)
        if found is None:
            return None
        firsts += found
        if not may_be_empty:
            return firsts
    return None


def _of_node(kind: Any, parts: Any) -> tuple[list[Node] | None, bool]:
    """The first characters of what a node matches, and whether it may match nothing."""
    if kind is ops.LITERAL:
        return [(kind, parts)], False
    if kind is ops.IN and parts[0][0] is not ops.NEGATE:
        return list(parts), False
    if kind in _REPEATS:
        return _firsts(parts[2]), parts[0] == 0
    if kind is ops.BRANCH:
        ways = [_firsts(way) for way in parts[1]]
        return (None if None in ways else [first for way in ways for first in way or ()]), False
    if kind is ops.ATOMIC_GROUP or (kind is ops.SUBPATTERN and not (parts[1] or parts[2])):
        return _firsts(_inner(kind, parts)[0]), False
    return None, False
