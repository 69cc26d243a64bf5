"""Titles of documents: the lines that make one up, its words and its genre."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chengnuo.outline.lines import Line
from chengnuo.outline.words import Words

# No title of a document is longer, and none is broken over more lines.
LONGEST = 150
MOST_LINES = 6
# A title line that is only its genre (通知), or its tail, goes on with the line above.
SHORT_TAIL = 8
# A page has the title of its document again within so many lines.
REPEATED = 12
# Two titles of one document may differ by a word of this length in front.
FRONT_WORD = 2
# Shorter ones are no titles to be found again.
SHORTEST_TITLE = 4
_SENTENCE = re.compile("[。；！？!?;]|[，,：:]$")
_CLOSING = '）)〕]】》〉”"』」'
_COMMA = re.compile("[，,]")
_INSIDE = re.compile("《[^《》]*》|[（(][^（）()]*[）)]")
_BOOK = "《》"
_COLONS = ":："
_PAIRS = (("《", "》"), ("〈", "〉"), ("（", "）"), ("(", ")"), ("“", "”"), ("<", ">"))


@dataclass(frozen=True, slots=True)
class Title:
    """A title: the numbers of its first and last line, its words without blanks, its genre as written."""

    first: int
    last: int
    words: str
    genre: str

    @property
    def is_bare(self) -> bool:
        """Whether it says nothing but its genre (起草说明)."""
        return len(self.words) <= len(self.genre)


def genre_at_end(words: str, known: Words) -> str | None:
    """The genre word that `words` end with, what stands in brackets behind it aside."""
    if found := _genre_of(words, known):
        return found
    words = known.title["note_mark"].sub("", known.title["subtitle"].sub("", words))
    if found := _genre_of(words, known):
        return found
    cut = known.title["tail" if words[-1:] in _CLOSING else "serial"].search(words)
    return _genre_of(words[: cut.start()], known) if cut else None


def _genre_of(words: str, known: Words) -> str | None:
    for genre in known.genres_by_last.get(words[-1:], ()):
        if words.endswith(genre):
            return None if known.title["never"].search(words) else genre
    return None


def genre_name(genre: str, known: Words) -> str:
    """The genre that the word `genre` stands for."""
    return known.genre_of.get(genre, genre)


def title_ending_at(lines: Sequence[Line], last: int, known: Words) -> Title | None:
    """The title whose last line is `lines[last]`, None where that line cannot end one."""
    words = lines[last].bare
    genre = genre_at_end(words, known) if len(words) <= LONGEST else None
    if genre is None or not _may_belong(lines[last], known) or (last and labels_other(lines[last - 1], known)):
        return None
    first = last
    while first > 0 and last - first < MOST_LINES - 1 and _goes_up(lines[first - 1], words, genre, known):
        if any(line.bare == words for line in lines[max(0, first - REPEATED) : first]):
            break  # the page has it alone above
        first -= 1
        words = lines[first].bare + words
    if last + 1 < len(lines) and _goes_down(lines[last + 1], words, known):
        last += 1
        words += lines[last].bare
        genre = genre_at_end(words, known) or genre
    if len(words) > LONGEST or not is_balanced(words):
        return None
    while last + 1 < len(lines) and (tail := lines[last + 1].bare) and _is_tail(tail, known):
        words += tail
        last += 1
    cut = known.title["lead_in"].match(words)
    return Title(first, last, _bare(words[cut.end() :] if cut else words, known), genre)


def _bare(words: str, known: Words) -> str:
    """The words without the brackets that hold all of them (《…的通知》) and without the mark of a note."""
    words = known.title["note_mark"].sub("", words)
    inner = words[1:-1]
    whole = words[:1] == _BOOK[0] and words[-1:] == _BOOK[1] and not any(mark in inner for mark in _BOOK)
    return inner if whole else words


def _is_tail(words: str, known: Words) -> bool:
    """Whether a line goes on with a title by a bracket: （试行）, not （民政部1997年1月28日发布）, （2022年7月）."""
    if known.parts["number_line"].match(words) or known.parts["day"].search(words):
        return False
    if known.title["month_below"].match(words):
        return False
    return known.title["tail"].fullmatch(words) is not None


def _may_belong(line: Line, known: Words) -> bool:
    """Whether the line can be one of a title's."""
    words = line.text
    if len(words) > LONGEST or _SENTENCE.search(_INSIDE.sub("", words)):
        return False
    if len(_COMMA.findall(_INSIDE.sub("", words))) > 2 or known.numbered.match(words):
        return False
    return known.furniture.search(words) is None or known.title["behind_number"].match(words) is not None


def labels_other(above: Line, known: Words) -> bool:
    """Whether the line is a page's label, and of something else than its title: 组配分类 above 人大代表建议."""
    if not known.parts["meta_name"].match(above.bare):
        return False
    return above.bare.rstrip(_COLONS) not in known.meta["title"]


def _goes_up(above: Line, words: str, genre: str, known: Words) -> bool:
    """Whether the title that ends with `words` begins further up, in the line `above`."""
    if not _may_belong(above, known) or len(above.text) + len(words) > LONGEST:
        return False
    upper = above.bare
    if upper in known.tabs or known.parts["red_head"].search(above.text):
        return False
    if not is_balanced(words) or known.title["item"].match(words):
        return True
    if genre_at_end(upper, known) and not upper.endswith(tuple(known.title_goes_on)):
        return False
    if len(words) <= max(SHORT_TAIL, len(genre) + 2) and len(upper) > 4:
        return True
    if upper.endswith(tuple(known.title_goes_on)):
        return True
    if known.title["region_line"].match(upper) and not known.parts["org_line"].search(above.text):
        return known.title["about"].match(words) is None
    if known.parts["org_line"].search(above.text) and (
        known.title["about"].match(words) or known.title["together"].match(words)
    ):
        return True
    if known.title["about"].search(upper) is not None and genre_at_end(upper, known) is None:
        return True
    return _signs_with(above, words, known)


def _signs_with(above: Line, words: str, known: Words) -> bool:
    """Whether the line above names a body that signs with the one with which the title begins, and not that one."""
    signer = known.title["issuer"].match(words)
    if signer is None or not known.parts["org_line"].match(above.text) or not known.title["signer"].match(above.text):
        return False
    other = signer["issuer"]
    return known.title["several"].search(other) is None and not (
        above.bare.endswith(other) or other.endswith(above.bare)
    )


def _goes_down(below: Line, words: str, known: Words) -> bool:
    """Whether the line `below` is the tail of a title: 的通知, （试行）的通知; 方案的通知 where it prints something."""
    tail = below.bare
    if not _may_belong(below, known) or tail in known.tabs:
        return False
    prints = known.title["prints"].search(words) and not known.title["carrier"].search(words)
    return known.title["goes_on_down" if prints else "goes_down"].match(tail) is not None


def is_balanced(words: str) -> bool:
    """Whether each bracket and quotation mark has its other half."""
    return all(words.count(opening) == words.count(closing) for opening, closing in _PAIRS)


def may_be_news(words: str, genre: str, known: Words) -> bool:
    """Whether a title that ends like one of a document may be a headline: 某部办结全部意见, 我市出台工作方案."""
    if known.title["news"].search(words) is None:
        return False
    return genre_name(genre, known) in known.weak or known.title["ours"].match(words) is not None


def is_headline(words: str, known: Words) -> bool:
    """Whether a title that ends like one of a document is a sentence of the press: 某局下发通知."""
    return known.title["headline"].search(words) is not None


def carried_titles(title: str, known: Words) -> tuple[str, ...]:
    """The titles of the documents that a notice with this title prints, forwards or asks opinions on."""
    plainly = known.title["carries_plainly"].search(title)
    found = [plainly["title"]] if plainly else []
    for match in known.title["carries"].finditer(title):
        start = title.index("《", match.start()) + 1
        depth = 1
        for at in range(start, len(title)):
            depth += {"《": 1, "》": -1}.get(title[at], 0)
            if depth == 0:
                found.append(title[start:at])
                break
    return tuple(found)


def same_title(one: str, other: str) -> bool:
    """Whether two titles are one, marks and a word in front (关于) aside."""
    return Titles([one]).has(other)


class Titles:
    """The titles that a file has announced, to be found again in constant time."""

    def __init__(self, titles: Iterable[str] = ()) -> None:
        self._known: dict[str, str] = {}
        self._heads: set[str] = set()
        self._longest = 0
        self.add(titles)

    def __bool__(self) -> bool:
        return bool(self._known)

    def add(self, titles: Iterable[str]) -> None:
        """Announce more of them."""
        for title in titles:
            words = plain(title)
            endings = _endings(words)
            self._known.update(dict.fromkeys(endings, title))
            self._heads.update(ending[:SHORTEST_TITLE] for ending in endings)
            self._longest = max(self._longest, len(words))

    def has(self, title: str) -> bool:
        """Whether `title` is one of them, marks and a word in front aside."""
        return self.announced(plain(title)) is not None

    def announced(self, words: str) -> str | None:
        """The title as it was announced, whose words without marks, a word in front aside, are `words`."""
        return next((self._known[words[n:]] for n in range(FRONT_WORD + 1) if words[n:] in self._known), None)

    def may_begin(self, words: str) -> bool:
        """Whether a title without marks that begins with `words` can be one of them."""
        if len(words) - FRONT_WORD > self._longest:
            return False
        if len(words) < FRONT_WORD + SHORTEST_TITLE:
            return bool(self._known)
        return any(words[n : n + SHORTEST_TITLE] in self._heads for n in range(FRONT_WORD + 1))


def plain(title: str) -> str:
    """The title without marks and blanks."""
    return title if title.isalnum() else "".join(filter(str.isalnum, title))


def _endings(words: str) -> tuple[str, ...]:
    return tuple(words[n:] for n in range(FRONT_WORD + 1) if len(words) - n >= SHORTEST_TITLE)
