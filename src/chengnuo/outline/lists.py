"""Lists of responsible bodies in running text: 责任单位：…, （甲牵头，乙、丙配合）, （甲、乙按职责分工负责）."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from chengnuo.model import Role
from chengnuo.outline.lines import Line
from chengnuo.outline.names import NameWords, looks_like_names, name_words
from chengnuo.packs import Pack
from chengnuo.spans import Span

Force = Literal["main", "lead", "support", "skip"]

# A bracket without its other half ends here at the latest; lists of bodies are shorter.
LONGEST_BRACKET = 600
# 教育部负责 is among the shortest lists.
SHORTEST_LIST = 4
# A bare list of names behind a paragraph counts where so many paragraphs have one.
FEWEST_BARE = 2
_FORCES: tuple[Force, ...] = ("main", "lead", "support")
_BY_VERB: tuple[Force, ...] = ("main", "support", "lead")
_BRACKETS = re.compile("[（(【〔\\[）)】〕\\]]")
_OPENING = "（(【〔["
_MARK = re.compile("[（(【〔\\[：:】\\]]")
_AFTER_LABEL = re.compile("[：:】\\]]")
_BEFORE_LABEL = frozenset("。；;，,、）)】〕]（([【〔 \t\u3000\xa0”：")
_BARE = re.compile("(?<=[。；;！])[（(](?P<names>[^（）()。；;]{2,200})[）)]。?$")
_SENTENCE_END = re.compile("[。\n]")
_CLAUSE = re.compile("[^，,；;。]+")
_CUT = re.compile("[，,；;]")
_EDGE = "，,、；;。.：: \t\u3000\xa0（(【〔[）)】〕]"


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of names with what makes it one: `main` leads and turns a plain `lead` beside it to support."""

    span: Span
    force: Force
    rule: str


@dataclass(frozen=True, slots=True)
class Group:
    """Lists that stand together and belong to one task. `span` holds their labels and brackets."""

    span: Span
    lists: tuple[Found, ...]
    line: int  # the number of the line where it begins
    alone: bool  # whether nothing else stands on its line

    def roles(self) -> tuple[tuple[Span, Role, str], ...]:
        """The lists with their roles; a plain 责任单位 beside a 牵头单位 supports."""
        led = any(found.force == "main" for found in self.lists)
        return tuple(
            (f.span, "support" if f.force == "support" or (led and f.force == "lead") else "lead", f.rule)
            for f in self.lists
            if f.force != "skip"
        )


@dataclass(frozen=True, slots=True)
class ListWords:
    """What `bodies.toml` knows of lists, compiled."""

    labels: Mapping[str, re.Pattern[str]]
    any_label: re.Pattern[str]
    verbs: Mapping[str, re.Pattern[str]]
    names: NameWords


@lru_cache(maxsize=8)
def list_words(pack: Pack) -> ListWords:
    """The patterns of lists in `pack`."""
    return ListWords(
        pack.patterns("bodies", "labels"),
        re.compile(_first_of_labels(pack) + pack.source("bodies", "labels", "any")),
        pack.patterns("bodies", "verbs"),
        name_words(pack),
    )


def _first_of_labels(pack: Pack) -> str:
    """A look at the first character, which spares trying every label at every place; empty where a macro is no list.

    Labels begin with a word of the lists `label_…` among the macros of `bodies.toml`.
    """
    lists = [value for key, value in pack.table("bodies", "macros").items() if key.startswith("label_")]
    if not lists or not all(isinstance(value, list) for value in lists):
        return ""
    return f"(?=[{re.escape(''.join(sorted({word[0] for words in lists for word in words})))}])"


def find_groups(text: str, lines: Sequence[Line], known: ListWords) -> tuple[Group, ...]:
    """The groups of lists in the lines, in text order; lists on lines that follow each other are one group."""
    groups: list[Group] = []
    bare = _bare_lists(text, lines, known)
    for line in lines:
        found = list(_in_line(text, line, known)) or bare.get(line.index, [])
        for group in found:
            if groups and _continues(groups[-1], group, text):
                groups[-1] = _joined(groups[-1], group)
            else:
                groups.append(group)
        if groups and (rest := _torn_off(text, line, groups[-1], known)):
            groups[-1] = _joined(groups[-1], rest)
    return tuple(groups)


def _continues(before: Group, group: Group, text: str) -> bool:
    between = text[before.span.end : group.span.start]
    if between.strip(_EDGE + "\n"):
        return False
    return before.line == group.line or (before.alone and group.alone)


def _joined(before: Group, group: Group) -> Group:
    return Group(before.span.hull(group.span), before.lists + group.lists, before.line, before.alone)


def _torn_off(text: str, line: Line, before: Group, known: ListWords) -> Group | None:
    """The end of a list that a page break tore off: names up to a bracket that no bracket opens."""
    if line.index != before.line + 1 or line.text[-1] not in "）)" or len(line.text) > LONGEST_BRACKET:
        return None
    if any(char in _OPENING for char in line.text[:1]) or _depth(line.text) != -1:
        return None
    if text[before.span.end : line.start].strip():
        return None
    cut = _CUT.search(line.text)
    start = line.start + (cut.end() if cut and cut.start() <= 2 else 0)
    span = Span(start, line.end - 1)
    if not looks_like_names(text, span, known.names):
        return None
    return Group(line.span, (Found(span, before.lists[-1].force, "list.torn-off"),), line.index, True)


def _depth(words: str) -> int:
    """How many more round brackets open in the words than close."""
    return words.count("（") + words.count("(") - words.count("）") - words.count(")")


def _in_line(text: str, line: Line, known: ListWords) -> Iterator[Group]:
    if not known.labels["trigger"].search(line.text):
        return
    lists_here = list(_of_this_work(text, line, known))
    mark = _MARK.search(line.text)
    if mark is not None:
        brackets = _pairs(text, line)
        if _AFTER_LABEL.search(line.text, mark.start()):
            lists_here += _labelled(text, line, brackets, known)
        lists_here += _bracketed(text, brackets, known)
    done = line.start
    for span, lists in sorted(lists_here, key=lambda found: found[0].start):
        if span.start >= done:
            alone = not (text[line.start : span.start] + text[span.end : line.end]).strip(_EDGE)
            yield Group(span, lists, line.index, alone)
            done = span.end


def _bare_lists(text: str, lines: Sequence[Line], known: ListWords) -> Mapping[int, list[Group]]:
    """The brackets behind the last sentence of a paragraph that hold nothing but names, by the numbers of their lines.

    One alone may be a remark; where several paragraphs end so, they name who does what.
    """
    found: dict[int, list[Group]] = {}
    for line in lines:
        match = _BARE.search(line.text)
        if match is None:
            continue
        inside = Span(line.start + match.start("names"), line.start + match.end("names"))
        if looks_like_names(text, inside, known.names):
            whole = Span(line.start + match.start(), line.end)
            lists = tuple(_together(text, inside, "lead", known))
            found[line.index] = [Group(whole, lists, line.index, alone=False)]
    return found if len(found) >= FEWEST_BARE else {}


def _pairs(text: str, line: Line) -> tuple[Span, ...]:
    """The outermost brackets of the line, the marks included; one left open ends with the line."""
    found: list[Span] = []
    stack: list[int] = []
    for match in _BRACKETS.finditer(text, line.start, line.end):
        if match.group() in _OPENING:
            if stack and match.start() - stack[0] > LONGEST_BRACKET:
                stack.clear()
            stack.append(match.start())
        elif stack:
            start = stack.pop()
            if not stack:
                found.append(Span(start, match.end()))
    if stack and line.end - stack[0] <= LONGEST_BRACKET:
        found.append(Span(stack[0], line.end))
    return tuple(found)


def _labelled(
    text: str, line: Line, brackets: Sequence[Span], known: ListWords
) -> Iterator[tuple[Span, tuple[Found, ...]]]:
    """Lists after a label, grouped by the bracket or the sentence that they stand in."""
    runs: list[tuple[Span, list[re.Match[str]]]] = []
    starts = [pair.start for pair in brackets]
    for match in known.any_label.finditer(text, line.start, line.end):
        if known.labels["not_behind"].search(text, max(line.start, match.start() - 4), match.start()):
            continue
        at = bisect_left(starts, match.start()) - 1
        home = brackets[at] if at >= 0 and match.end() <= brackets[at].end else None
        if home is not None and text[home.start] in "【[" and match.end() >= home.end:
            home = None
        if home is None:
            if match.start() > line.start and text[match.start() - 1] not in _BEFORE_LABEL:
                continue
            if runs and match.start() < runs[-1][0].end:
                runs[-1][1].append(match)
                continue
            stop = _SENTENCE_END.search(text, match.end(), line.end)
            home = Span(match.start(), stop.start() if stop else line.end)
        if runs and runs[-1][0] == home:
            runs[-1][1].append(match)
        else:
            runs.append((home, [match]))
    for home, matches in runs:
        lists = tuple(_after_labels(text, home, matches, known))
        if any(found.force != "skip" for found in lists):
            yield home, lists


def _after_labels(text: str, home: Span, matches: Sequence[re.Match[str]], known: ListWords) -> Iterator[Found]:
    for i, match in enumerate(matches):
        end = matches[i + 1].start() if i + 1 < len(matches) else home.end
        span = _without_remarks(text, _stripped(text, Span(match.end(), end)), known)
        label = match["label"]
        force: Force = "skip"
        for kind in _FORCES:
            if known.labels[kind].fullmatch(label):
                force = kind
                break
        if span.start < span.end:
            yield from _by_verbs(text, span, known) or [Found(span, force, f"list.label-{force}")]


def _stripped(text: str, span: Span) -> Span:
    """The span without marks at its edges; a bracket that belongs to a name (各县（市、区）) stays."""
    start, end = span.start, span.end
    while start < end and text[start] in _EDGE:
        start += 1
    depth = _depth(text[start:end])
    while start < end and text[end - 1] in _EDGE:
        if text[end - 1] in "）)" and depth >= 0:
            break
        end -= 1
        depth -= _depth(text[end])
    return Span(start, end)


def _without_remarks(text: str, span: Span, known: ListWords) -> Span:
    """The span up to the clause that explains this list and those to come (…，排在第一位的为牵头单位，下同)."""
    start = span.start
    for cut in _CLAUSE.finditer(text, span.start, span.end):
        if start > span.start and any(known.verbs[key].search(cut[0]) for key in ("ranked", "remark")):
            return _stripped(text, Span(span.start, start))
        start = cut.end()
    return span


def _bracketed(text: str, brackets: Sequence[Span], known: ListWords) -> Iterator[tuple[Span, tuple[Found, ...]]]:
    """Lists in brackets that end with what the bodies do."""
    for pair in brackets:
        inside = _stripped(text, Span(pair.start + 1, pair.end))
        label = known.any_label.search(text, inside.start, inside.end)
        if label and any(known.labels[kind].fullmatch(label["label"]) for kind in _FORCES):
            continue
        if label:
            inside = _stripped(text, Span(inside.start, label.start()))
        inside = _without_remarks(text, inside, known)
        words = inside.of(text)
        if len(words) < SHORTEST_LIST or not known.labels["trigger"].search(words):
            continue
        lists = _by_verbs(text, inside, known)
        if lists and all(looks_like_names(text, found.span, known.names, least=0.6) for found in lists):
            yield pair, tuple(lists)


def _of_this_work(text: str, line: Line, known: ListWords) -> Iterator[tuple[Span, tuple[Found, ...]]]:
    """Lists in a sentence that says who does the work told of: 此项工作由甲局负责，乙局参与."""
    for match in known.verbs["this_work"].finditer(text, line.start, line.end):
        stop = _SENTENCE_END.search(text, match.end(), line.end)
        inside = Span(match.end(), stop.start() if stop else line.end)
        lists = _by_verbs(text, inside, known)
        if lists and all(looks_like_names(text, found.span, known.names) for found in lists):
            yield Span(match.start(), inside.end), tuple(lists)


def _by_verbs(text: str, inside: Span, known: ListWords) -> list[Found]:
    """The names before each verb of `inside`; empty where it does not end with one."""
    found: list[Found] = []
    start = at = inside.start
    ends = [m.start() for m in _CUT.finditer(text, inside.start, inside.end)] + [inside.end]
    for end in ends:
        clause = text[at:end]
        for force in _BY_VERB:
            match = known.verbs[force].search(clause)
            if match:
                names = _stripped(text, Span(start, at + match.start()))
                if names.start < names.end:
                    found += _together(text, names, force, known)
                start = end + 1
                break
        else:
            if found and known.verbs["afterwards"].search(clause):
                start = end + 1
        at = end + 1
    return found if start > inside.end else []


def _together(text: str, names: Span, force: Force, known: ListWords) -> list[Found]:
    rule = f"list.verb-{force}"
    match = known.verbs["together"].search(text, names.start, names.end)
    if match is None or match.start() == names.start or force == "support":
        return [Found(names, force, rule)]
    before = Span(names.start, match.start())
    if not looks_like_names(text, before, known.names):
        return [Found(names, force, rule)]
    return [Found(before, "main", rule), Found(_stripped(text, Span(match.end(), names.end)), "support", rule)]
