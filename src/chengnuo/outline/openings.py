"""The lines of a file with what is asked of them more than once, and where a document may begin or end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from chengnuo.outline.lines import Line
from chengnuo.outline.titles import Title, Titles, genre_at_end, is_balanced, plain, title_ending_at
from chengnuo.outline.words import Words

Opening = Literal["first", "tab", "annex", "title", "handed"]


# A line this long that ends like a sentence is running text.
PROSE = 40
# A title in mid-file needs the end of the document before it within so many lines.
NEAR_END = 3
# A wider gap than one blank line parts documents where so few lines of a file have it.
BLANK = 2
MOST_PARTS = 6
# The sentence that hands on a plan is no longer.
HANDED_ON = 300
# No title of a document is longer.
LONGEST_TITLE = 150
_NUMBER = re.compile(r"^\d{1,2}[.．、]\s*")
# A sentence this long above all titles shows that the document has none.
SENTENCE = 16
# A document says at least one sentence before the next begins.
SENTENCE_ENDS = "。！？"


@dataclass(frozen=True, slots=True)
class Start:
    """Where a document begins (a line number), by what it was recognised, and its title where found."""

    line: int
    opening: Opening
    title: Title | None
    tab: str | None = None
    number: int | None = None  # of an annex


class File:
    """The lines of a file, with what is asked of a line more than once."""

    def __init__(self, lines: Sequence[Line], known: Words) -> None:
        annex = known.parts["annex"]
        self.lines, self.known = lines, known
        self.annexes = {line.index: match for line in lines if (match := annex.match(line.text))}
        self._titles: dict[int, Title | None] = {}
        self._plain: dict[int, str] = {}

    def title_ending_at(self, last: int) -> Title | None:
        """The title whose last line is the line `last`."""
        if last not in self._titles:
            self._titles[last] = title_ending_at(self.lines, last, self.known)
        return self._titles[last]

    def unmarked(self, at: int) -> str:
        """The words of the line `at` without marks; empty where they are too many for a title."""
        if at not in self._plain:
            bare = self.lines[at].bare
            self._plain[at] = plain(bare) if len(bare) <= LONGEST_TITLE else ""
        return self._plain[at]

    @cached_property
    def widest(self) -> int:
        """How many line breaks part documents: more than one blank line, and hardly any lines of the file have it."""
        gaps = sorted((line.gap for line in self.lines if line.gap > BLANK), reverse=True)
        most = max(MOST_PARTS, len(self.lines) // 20)
        return max(gaps[most] + 1 if len(gaps) > most else 0, BLANK + 1)

    @cached_property
    def said(self) -> Sequence[int]:
        """The lines in which a sentence ends."""
        return [line.index for line in self.lines if any(mark in line.text for mark in SENTENCE_ENDS)]

    @cached_property
    def last_places(self) -> Mapping[str, int]:
        """For each short line without its marks, and each annex by its number, the last line where it stands."""
        places: dict[str, int] = {}
        for line in self.lines:
            if len(line.text) <= LONGEST_TITLE:
                places[self.unmarked(line.index)] = line.index
                if match := self.annexes.get(line.index):
                    places[annex_key(match["number"], match["rest"])] = line.index
        return places


def is_prose(line: Line, known: Words) -> bool:
    """Whether the line is running text by its length and end, and not a page's labels (… 打印 分享：)."""
    return len(line.text) >= PROSE and line.text[-1] in "。；：:;" and not known.parts["meta_line"].match(line.bare)


def announced_at(file: File, at: int, announced: Titles) -> Title | None:
    """The title that begins at line `at`, if it is one that a notice or a note of annexes has named."""
    if not announced:
        return None
    size, words = 0, ""
    for last in range(at, min(at + 5, len(file.lines))):
        size += len(file.lines[last].bare)
        words += file.unmarked(last)
        if size > LONGEST_TITLE or not announced.may_begin(words):
            return None
        if named := announced.announced(words):
            whole = "".join(line.bare for line in file.lines[at : last + 1])
            whole = whole if is_balanced(whole) else named
            return Title(at, last, whole, genre_at_end(whole, file.known) or "")
    return None


def announced_in(file: File, at: int, in_note: bool) -> list[str]:
    """The title that the line announces: one handed on, or one in a note of annexes.

    A note begins at a line 附件：… and goes on in numbered lines.
    """
    line, known = file.lines[at], file.known
    if line.text[-1] == SENTENCE_ENDS[0]:
        may_hand = len(line.text) <= HANDED_ON and "《" in line.text
        handed = known.title["hands_on"].search(line.text) if may_hand else None
        return [handed["title"] or handed["issued"]] if handed else []
    if len(line.text) > PROSE * 3:
        return []
    note = file.annexes.get(at)
    if note:
        return [_NUMBER.sub("", note["rest"]) or note.group()]
    match = known.parts["note_item"].match(line.text) if in_note else None
    return [match["title"]] if match else []


def behind_end(lines: Sequence[Line], at: int, since: int, known: Words) -> bool:
    """Whether a signature, an imprint or the like ends a document just before line `at`."""
    keys = ("date_line", "signed_line", "copy_to", "imprint", "imprint_date", "public", "red_head", "number_line")
    return any(
        any(known.parts[key].match(line.text) for key in keys) for line in lines[max(since + 1, at - NEAR_END) : at]
    )


def with_head(lines: Sequence[Line], at: int, since: int, known: Words) -> int:
    """The line where the head above a title begins: red head, number, data of a web page."""
    keys = ("red_head", "number_line", "meta_line", "signed_by")
    while at - 1 > since and any(known.parts[key].match(lines[at - 1].text) for key in keys):
        at -= 1
    return at


def annex_key(number: str | None, rest: str) -> str:
    """What an annex is known by: its number and the words on its line."""
    return f"#{number or ''}#{plain(rest)}"


def is_sentence(line: Line, known: Words) -> bool:
    """Whether a short line is one: it says so much, and is neither a headline (恢复！) nor the greeting of a page."""
    says = line.text[-1] == SENTENCE_ENDS[0] and len(line.text) >= SENTENCE
    return says and known.parts["navigation"].search(line.text) is None
