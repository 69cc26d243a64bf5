"""The names in a list of bodies: where each stands, and how it is written out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from chengnuo.outline.lines import close_up
from chengnuo.packs import Pack
from chengnuo.quick import quick
from chengnuo.remembered import compiled
from chengnuo.spans import Span

# No more names than this are joined by 和 alone.
MOST_NAMES = 4
# Of so many words between blanks this share are names, where the others are names that are not known.
MANY, MOSTLY = 3, 0.6
# The name of a place so short may end like that of a body (烟台).
SHORT_PLACE = 3
# The same bodies are named again and again in a document; what so many names and lists of names, of so many characters
# at most, were read as is kept.
REMEMBERED = 1 << 12
LONGEST_REMEMBERED = 120
# A column has lines of so many characters, or of so many more or less.
NARROWEST, HANGING = 4, 1
_WORD = re.compile(r"\S+")
_OPENING = "（(〔[【"
_CLOSING = "）)〕]】"


@quick
@dataclass(frozen=True, slots=True)
class Name:
    """A body named in a list: its place and its name without blanks."""

    span: Span
    words: str


@dataclass(frozen=True, slots=True, eq=False)
class NameWords:
    """What `bodies.toml` knows of names, compiled."""

    marks: re.Pattern[str]  # separators and brackets
    marks_in_line: re.Pattern[str]  # the same but for the line break
    patterns: Mapping[str, re.Pattern[str]]
    longest: int


@lru_cache(maxsize=8)
def name_words(pack: Pack) -> NameWords:
    """The patterns of bodies' names in `pack`."""
    table = pack.table("bodies", "names")
    marks = re.escape(pack.text("bodies", "names", "separators") + _OPENING + _CLOSING)
    return NameWords(
        compiled(f"[{marks}\n]"),
        compiled(f"[{marks}]"),
        pack.patterns("bodies", "names"),
        int(table.get("longest", 40)),
    )


def split_names(text: str, span: Span, known: NameWords) -> tuple[Name, ...]:
    """The bodies that the list at `span` of `text` names, in text order.

    What cannot be a name (a date, a quotation, a sentence) is left out.
    """
    words = span.of(text)
    split = _split if len(words) <= LONGEST_REMEMBERED else _split.__wrapped__
    return tuple(Name(name.span.shifted(span.start), name.words) for name in split(words, known))


@lru_cache(maxsize=REMEMBERED)
def _split(words: str, known: NameWords) -> tuple[Name, ...]:
    """The bodies that a list names, with their places in `words`."""
    pieces = _pieces(words, known)
    parts = pieces if _is_wrapped(words, known) else [part for one in pieces for part in _at_blanks(words, one, known)]
    halves = [half for part in parts for half in _at_joints(words, part, known)]
    names: list[Name] = []
    for piece in _shared(words, halves, known):
        if name := _name(words, piece, known):
            names.append(_completed(name, names[-1] if names else None, known))
    return tuple(_with_shared_end(words, names, known))


def looks_like_names(text: str, span: Span, known: NameWords, *, least: float = 1.0) -> bool:
    """Whether at least the share `least` of the list's words are names of bodies by their endings."""
    words = span.of(text)
    share = _share_of_names if len(words) <= LONGEST_REMEMBERED else _share_of_names.__wrapped__
    return share(words, known) >= least


@lru_cache(maxsize=REMEMBERED)
def _share_of_names(words: str, known: NameWords) -> float:
    """The share of names of bodies among what a list names; none where it names nothing."""
    whole = _shared(words, _pieces(words, known), known)
    return sum(is_name(close_up(piece.of(words)), known) for piece in whole) / len(whole) if whole else 0.0


def _pieces(words: str, known: NameWords) -> list[Span]:
    """The parts of a list without what frames them, but for those of nothing else.

    Line breaks part names, unless all lines are as wide and some name is broken by them.
    """
    whole = Span(0, len(words))
    if _is_wrapped(words, known):
        known = replace(known, marks=known.marks_in_line)
    return [trimmed for piece in pieces_of(words, whole, known) if (trimmed := _trim(words, piece, known))]


def _is_wrapped(words: str, known: NameWords) -> bool:
    """Whether lines of equal width hold a list that goes on over their ends: some line begins or ends within a name.

    A mark that may not begin a line hangs behind the one above.
    """
    if "\n" not in words:
        return False
    *full, last = (close_up(line) for line in words.split("\n"))
    width = len(full[0])
    even = (
        width >= NARROWEST and all(abs(len(line) - width) <= HANGING for line in full) and len(last) <= width + HANGING
    )
    torn = any(known.patterns["torn_end"].search(line) for line in full)
    return even and (torn or any(map(known.patterns["torn_start"].match, (*full[1:], last))))


def is_name(words: str, known: NameWords) -> bool:
    """Whether `words` end like the name of a body, or are a group of divisions (各县区)."""
    return 1 < len(words) <= known.longest and _is_name(words, known)


@lru_cache(maxsize=REMEMBERED)
def _is_name(words: str, known: NameWords) -> bool:
    if known.patterns["never"].search(words):
        return False
    return bool(known.patterns["ending"].search(words) or known.patterns["regions"].match(words))


def pieces_of(text: str, span: Span, known: NameWords) -> Iterator[Span]:
    """The parts of a list: what stands between separators that are in no bracket."""
    depth = 0
    start = span.start
    for mark in known.marks.finditer(text, span.start, span.end):
        char = mark[0]
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0:
            yield Span(start, mark.start())
            start = mark.end()
    yield Span(start, span.end)


def _trim(text: str, piece: Span, known: NameWords) -> Span | None:
    words = piece.of(text)
    edges = _edges(words, known) if len(words) <= known.longest else _edges.__wrapped__(words, known)
    if edges is None:
        return None
    start, end = edges
    return piece if end - start == len(words) else Span(piece.start + start, piece.start + end)


@lru_cache(maxsize=REMEMBERED)
def _edges(words: str, known: NameWords) -> tuple[int, int] | None:
    """Where the name within `words` begins and ends; None where nothing is left."""
    start, end = 0, len(words)
    if front := known.patterns["before"].match(words):
        start = front.end()
    for key in ("behind", "etcetera", "behind"):
        if tail := known.patterns[key].search(words[start:end]):
            end = start + tail.start()
    while start < end and words[start].isspace():
        start += 1
    while start < end and words[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _at_blanks(text: str, piece: Span, known: NameWords) -> Iterator[Span]:
    """The piece cut at its blanks, or where one was lost (市教育局市财政局), if each part, or most of many, is a name
    of its own."""
    whole = len(piece.of(text).split()) == 1
    if whole and not known.patterns["run_on"].search(text, piece.start, piece.end):
        yield piece
        return
    parts = [
        Span(start, end)
        for word in _WORD.finditer(text, piece.start, piece.end)
        for start, end in pairwise(
            (word.start(), *(m.start() for m in known.patterns["run_on"].finditer(text, *word.span())), word.end())
        )
    ]
    named = [is_name(part.of(text), known) and not known.patterns["bare"].match(part.of(text)) for part in parts]
    names = len(parts) > 1 and (all(named) or (len(parts) >= MANY and sum(named) >= MOSTLY * len(parts)))
    yield from parts if names else (piece,)


def _at_joints(text: str, piece: Span, known: NameWords) -> Iterator[Span]:
    """The piece cut at 和, 及 where both sides are whole names."""
    words = piece.of(text)
    if len(words) > MOST_NAMES * known.longest:
        yield piece
        return
    for match in known.patterns["joints"].finditer(words):
        left, right = words[: match.start()], words[match.end() :]
        if not (_balanced(left) and is_name(close_up(left), known) and is_name(close_up(right), known)):
            continue
        whole = len(right) > 2 or known.patterns["shared_left"].match(right)
        if whole and not _is_within(words, match, known):
            if trimmed := _trim(text, Span(piece.start, piece.start + match.start()), known):
                yield trimmed
            yield from _at_joints(text, Span(piece.start + match.end(), piece.end), known)
            return
    yield piece


def _is_within(words: str, joint: re.Match[str], known: NameWords) -> bool:
    """Whether the joint stands within one name: 中央和国家机关工委."""
    return any(
        whole.start() < joint.start() and joint.end() < whole.end()
        for whole in known.patterns["within"].finditer(words)
    )


def _balanced(words: str) -> bool:
    return sum(words.count(c) for c in _OPENING) == sum(words.count(c) for c in _CLOSING)


def _shared(text: str, pieces: list[Span], known: NameWords) -> list[Span]:
    """The pieces with 各区、市政府 put together again."""
    left_half, right_half = known.patterns["shared_left"], known.patterns["shared_right"]
    found: list[Span] = []
    for piece in pieces:
        if (
            found
            and piece.start - found[-1].end <= 1
            and left_half.match(close_up(found[-1].of(text)))
            and right_half.match(close_up(piece.of(text)))
        ):
            found[-1] = Span(found[-1].start, piece.end)
        else:
            found.append(piece)
    return found


def _completed(name: Name, before: Name | None, known: NameWords) -> Name:
    """A bare 政府 behind 各县区党委 with the words that both share."""
    if before is None or not known.patterns["bare"].match(name.words):
        return name
    match = known.patterns["party"].match(before.words)
    return Name(name.span, match["whose"] + name.words) if match else name


def _with_shared_end(text: str, names: list[Name], known: NameWords) -> list[Name]:
    """The names with what those before the last of a row share with it: 甲、乙县、丙市政府 are three governments."""
    found = list(names)
    for i, name in enumerate(names):
        shared = known.patterns["shared_end"].match(name.words)
        at = i
        while shared and at > 0 and _goes_on(text, names[at - 1], names[at], known):
            at -= 1
            place = found[at].words
            level = "" if known.patterns["division"].match(place) else shared["level"]
            found[at] = Name(found[at].span, place + level + shared["body"])
    return found


def _goes_on(text: str, place: Name, following: Name, known: NameWords) -> bool:
    """Whether a name is that of a place alone, in a row with the one that follows."""
    between = text[place.span.end : following.span.start]
    if not known.patterns["row"].fullmatch(between) or not known.patterns["place"].match(place.words):
        return False
    if len(place.words) > SHORT_PLACE and is_name(place.words, known):
        return False
    return not any(known.patterns[key].fullmatch(place.words) for key in ("ending", "office_name"))


def _name(text: str, piece: Span, known: NameWords) -> Name | None:
    words = close_up(piece.of(text))
    if not 1 < len(words) <= known.longest or known.patterns["never"].search(words):
        return None
    return Name(piece, words)
