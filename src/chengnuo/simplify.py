"""Traditional characters of a repaired text become simplified ones, as one more layer of edits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from chengnuo.packs import Pack
from chengnuo.repair.readings import simplifications
from chengnuo.spans import Edit, Rewrite, Span


def simplify(rewrite: Rewrite, pack: Pack) -> Rewrite:
    """`rewrite` with a layer that converts traditional characters; unchanged where it holds none."""
    text = rewrite.text
    if not _gate().search(text):
        return rewrite
    simple = convert(text)
    return rewrite.with_layer(_changes(text, simple))


def convert(text: str) -> str:
    """The text in simplified characters (OpenCC's t2s), one code point for one."""
    simple = str(_converter().convert(text))
    if len(simple) != len(text):
        raise ValueError("the conversion changed the number of characters")
    return simple


@lru_cache(maxsize=1)
def _converter():  # type: ignore[no-untyped-def]
    from opencc import OpenCC

    return OpenCC("t2s")


@lru_cache(maxsize=1)
def _gate() -> re.Pattern[str]:
    return re.compile("[" + "".join(map(chr, simplifications())) + "]")


def _changes(text: str, simple: str) -> Iterator[Edit]:
    start = None
    for at, (old, new) in enumerate(zip(text, simple, strict=True)):
        if old != new:
            start = at if start is None else start
        elif start is not None:
            yield Edit(Span(start, at), simple[start:at], "t2s")
            start = None
    if start is not None:
        yield Edit(Span(start, len(text)), simple[start:], "t2s")
