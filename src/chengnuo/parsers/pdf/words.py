"""The words that a page has around its text, or that its paragraphs begin and end with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from chengnuo.packs import Pack
from chengnuo.parsers.heads import Heads, heads_of
from chengnuo.remembered import compiled

LONGEST_WATERMARK = 40


@dataclass(frozen=True, slots=True, eq=False)
class PageWords:
    """What `parsers.toml` knows of pages, compiled.

    `digits` are runs of digits, Arabic or Chinese: what changes in a running head from page to page.
    """

    number: re.Pattern[str]
    note: re.Pattern[str]
    enumerator: re.Pattern[str]
    sentence_end: re.Pattern[str]
    title_end: re.Pattern[str]
    title_break: re.Pattern[str]
    digits: re.Pattern[str]
    watermarks: tuple[str, ...]
    heads: Heads

    def is_watermark(self, words: str) -> bool:
        """Whether words are what scanners and viewers print over every page, and hardly anything besides."""
        bare = "".join(words.split())
        left = bare
        for word in self.watermarks if len(bare) <= LONGEST_WATERMARK else ():
            left = left.replace(word, "")
        return left != bare and len(left) <= 4

    def begins(self, words: str) -> bool:
        """Whether words begin as a paragraph or an item of a list does."""
        return self.enumerator.match(words) is not None

    def ends(self, words: str) -> bool:
        """Whether words end a sentence."""
        return self.sentence_end.search(words) is not None

    def are_one_title(self, above: str, below: str) -> bool:
        """Whether two centred lines of one size may be of one title."""
        return not (self.title_end.search(above) or self.title_break.search(below))


@lru_cache(maxsize=8)
def page_words(pack: Pack) -> PageWords:
    """The words of pages in `pack`."""
    patterns = pack.patterns("parsers", "page")
    digits = pack.table("parsers", "digits")
    return PageWords(
        **{
            name: patterns[name]
            for name in ("number", "note", "enumerator", "sentence_end", "title_end", "title_break")
        },
        digits=compiled(f"[0-9{digits['counting']}{digits['places']}]+"),
        heads=heads_of(pack),
        watermarks=tuple("".join(word.split()) for word in pack.words("parsers", "page", "watermarks")),
    )
