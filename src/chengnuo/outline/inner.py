"""Paragraphs that a web page ran together: a line is cut where headings begin within it, numbers in sequence, and
where the head and the signature of a document stand in it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence, Set

from chengnuo.outline.lines import Line, close_up
from chengnuo.outline.metadata import bodies_apart, whole_number
from chengnuo.outline.words import Words

# A shorter line holds no headings and their text.
SHORTEST_RUN = 60
# A line this long that holds a title and a signature is a whole document.
SHORTEST_DOCUMENT = 200
# A heading right behind another one (一、总体要求（一）指导思想) stands so near to it.
NEAR = 40
# Who signs, and the class of a reply, stand in so many characters before the title.
SIGNER = 12
# Blanks in front of a heading.
WIDEST_GAP = 12
# One number alone may be a reference; so many that count on are headings.
FEWEST = 2
# The parts of a head in their order.
HEAD = ("red_head", "number", "title", "number", "sendto")
_BREAKS = "。！？!?；;）)】”"
# What leads in the outermost numbers (如下：一、); others behind it are a list within a sentence.
_LEADS = "：:"
_MARKS = frozenset("，。；：,;:")


def cut_lines(lines: Sequence[Line], known: Words) -> tuple[Line, ...]:
    """The lines, those that hold the parts of a document cut before each, with their numbers counted anew."""
    cuts = {line.index: found for line in lines if len(line.text) >= SHORTEST_RUN and (found := _cuts(line, known))}
    if not cuts:
        return tuple(lines)
    parts = (part for line in lines for part in (_parts(line, cuts[line.index]) if line.index in cuts else (line,)))
    return tuple(Line(p.start, p.end, p.text, index, p.gap, p.bare) for index, p in enumerate(parts))


def _cuts(line: Line, known: Words) -> list[int]:
    """Where the parts of a document begin within the line."""
    cuts: list[int] = []
    if len(line.text) >= SHORTEST_DOCUMENT:
        cuts += _signatures(line.text, known) if known.run_on["signed_day"].search(line.text) else []
        cuts += _annexes(line.text, known) if cuts else []
        cuts += _head(line.text, known) if line.index == 0 else []
    if known.second.search(line.text, 1):
        cuts += _headings(line.text, frozenset(cuts), known)
    return sorted({*cuts} - {0, len(line.text)})


def _head(words: str, known: Words) -> list[int]:
    """Where the parts of the head end: red head, number, title, number again, whom it is for."""
    if spoken := known.run_on["spoken"].match(words):
        return [spoken.end()]
    cuts: list[int] = []
    titled = False
    body = ""
    at = 0
    for part in HEAD:
        if part == "sendto" and not titled:
            break
        if part == "title" and (signed := _behind_signer(words, at, body, known)) > at:
            at = signed
            cuts.append(at)
        if found := known.run_on[part].match(words, at):
            titled = titled or part == "title"
            body = found["body"] or found["end"] if part == "red_head" else body
            at = found.end()
            cuts.append(at)
    return cuts if titled else []


def _behind_signer(words: str, at: int, body: str, known: Words) -> int:
    """Where the title begins behind the name of who signs: it names the body of the red head again."""
    signer = known.run_on["signer"].match(words, at)
    if signer is None:
        return at
    named = words.find(body, signer.end("label"), signer.end("label") + SIGNER + len(body)) if body else -1
    return named if named >= 0 else signer.end("name") if signer["name"] else at


def _signatures(words: str, known: Words) -> list[int]:
    """Where bodies that sign, the day and what stands behind it begin: the title of what was sent, and its text."""
    cuts: list[int] = []
    for match in known.run_on["signature"].finditer(words):
        cuts += _signers(match["issuer"], match.start("issuer"), known)
        cuts += (match.start("day"), match.end("day"), match.end())
        at = _behind_blanks(words, match.end())
        named = [m["name"] for m in known.run_on["named"].finditer(words, 0, match.start()) if m["name"]]
        if title := known.run_on["title"].match(words, at):
            cuts.append(title.end())
        else:
            cuts += (at + len(name) for name in named if words.startswith(name, at))
    return cuts


def _signers(names: str, at: int, known: Words) -> Iterator[int]:
    """Where the bodies begin that sign together, the first at `at`."""
    for name in bodies_apart(names, known):
        yield at
        at += len(name)


def _annexes(words: str, known: Words) -> list[int]:
    """Where annexes, their titles and their text begin."""
    return [
        at
        for match in known.run_on["annex"].finditer(words)
        for at in (match.start("label"), match.start("title"), match.end())
    ]


def _behind_blanks(words: str, at: int) -> int:
    return len(words) - len(words[at:].lstrip())


def _headings(words: str, parts: Set[int], known: Words) -> list[int]:
    """Where numbered headings begin, and the text behind those that are called as everywhere; empty where there is but
    one number. `parts` are where other parts of documents begin: numbers may begin anew there."""
    cuts: list[int] = []
    ends: list[int] = []
    last: dict[str, int] = {}
    for match in known.inner.finditer(words):
        style = match.lastgroup or ""
        number = whole_number(match[style], known)
        breaks = _BREAKS + _LEADS if style == known.inner_styles[0] else _BREAKS
        opens = match.start() in parts or _opens(words, match.start(), cuts, breaks)
        if not opens or number != (1 if match.start() in parts else last.get(style, 0) + 1):
            continue
        last[style] = number
        for inner in known.inner_styles[known.inner_styles.index(style) + 1 :]:
            last.pop(inner, None)
        cuts.append(match.start())
        ends.append(match.end())
    if len(cuts) < FEWEST:
        return []
    return cuts + [named.end() for end in ends if (named := known.run_on["heading"].match(words, end))]


def _opens(words: str, at: int, cuts: Sequence[int], breaks: str) -> bool:
    """Whether what begins at `at` stands behind one of the `breaks`, at the start, or right behind a heading."""
    before = words[max(0, at - WIDEST_GAP) : at].rstrip()
    if (not before and at < WIDEST_GAP) or (before and before[-1] in breaks):
        return True
    return bool(cuts) and at - cuts[-1] <= NEAR and not _MARKS & set(words[cuts[-1] : at])


def _parts(line: Line, cuts: Sequence[int]) -> Iterator[Line]:
    edges = sorted({0, *cuts, len(line.text)})
    for start, end in itertools.pairwise(edges):
        part = line.text[start:end]
        if words := part.strip():
            begin = line.start + start + part.index(words[0])
            yield Line(begin, begin + len(words), words, 0, line.gap if start == 0 else 1, close_up(words))
