"""Lists of responsible bodies in running text: 责任单位：…, （甲牵头，乙、丙配合）, （甲、乙按职责分工负责）."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chengnuo.outline.lines import Line, lines_with
from chengnuo.outline.names import is_name, looks_like_names, pieces_of
from chengnuo.outline.roles import (
    CUT,
    EDGE,
    Found,
    ListWords,
    after_labels,
    bodies_alone,
    by_marks,
    by_verbs,
    depth_of,
    force_of,
    stripped,
    together,
    without_remarks,
)
from chengnuo.spans import Span

# A bracket without its other half ends here at the latest; lists of bodies are shorter.
LONGEST_BRACKET = 600
# 教育部负责 is among the shortest lists.
# So much of a list in brackets that ends with what its bodies do must be names; a name that is not known is rather lost
# than all of them.
KNOWN = 0.5
SHORTEST_LIST = 4
# So many lines may go on with a list behind a label, and what the rules of these begin with.
MOST_LINES, BY_LABEL = 12, "list.label-"
# No label is longer, its remark and colon included.
LONGEST_LABEL = 20
# A bare list of names behind a paragraph counts where so many paragraphs have one, or where it has so many names.
FEWEST_BARE = 2
_BRACKETS = re.compile("[（(【〔\\[）)】〕\\]]")
_OPENING = "（(【〔["
_MARK = re.compile("[（(【〔\\[：:】\\]]")
_COLON = re.compile("[：:】]")
_AFTER_LABEL = re.compile("[：:】\\]]")
_BEFORE_LABEL = frozenset("。；;，,、）)】〕]（([【〔 \t\u3000\xa0”：—–-")
_CLOSING = "）)】〕"
_STOP = "。；;"
_FULL_STOP = "。"
_SAID = "。；;！!”"
_CLAUSE_END = re.compile("[，,；;。\n]")
_SENTENCE_END = re.compile("[。\n]")


@dataclass(slots=True, eq=False)
class Group:
    """Lists that stand together and belong to one task. `span` holds their labels and brackets."""

    span: Span
    lists: list[Found]
    line: int  # the number of the line where it begins
    alone: bool  # whether nothing else stands on its line

    def take(self, other: Group) -> None:
        """Goes on with the lists of a group behind it."""
        self.span = self.span.hull(other.span)
        self.lists += other.lists


def find_groups(text: str, lines: Sequence[Line], known: ListWords) -> tuple[Group, ...]:
    """The groups of lists in the lines, in text order; lists on lines that follow each other are one group."""
    groups: list[Group] = []
    bare = {**_headings(text, lines, known), **_bare_lists(text, lines, known)}
    told = lines_with(known.labels["trigger"], text, lines)
    for at, (line, below) in enumerate(zip(lines, (*lines[1:], None), strict=False)):
        found = (list(_in_line(text, line, known)) if line.index in told else []) or bare.get(line.index, [])
        if below and line.index in told and (hanging := _hanging(text, line, below, known)):
            found.append(hanging)
        if found and (more := _going_on(text, lines, at, found[-1], known)):
            found[-1].take(more)
        for group in found:
            if groups and _continues(groups[-1], group, text):
                groups[-1].take(group)
            else:
                groups.append(group)
        if groups and (rest := _torn_off(text, line, groups[-1], known)):
            groups[-1].take(rest)
    return tuple(groups)


def _hanging(text: str, line: Line, below: Line, known: ListWords) -> Group | None:
    """The list on the line below a label that ends its own line, or is all of it."""
    start, force = line.start, force_of(line.bare, known)
    if line.text[-1] in "：:】":
        label = known.any_label.search(text, max(line.start, line.end - LONGEST_LABEL), line.end)
        if label is None or label.end() != line.end:
            return None
        start, force = label.start(), force_of(label["label"], known)
    if force == "skip" or len(line.bare) < SHORTEST_LIST or not looks_like_names(text, below.span, known.names):
        return None
    alone = not text[line.start : start].strip(EDGE)
    span = Span(start, below.end)
    lists = list(by_marks(text, Found(below.span, force, f"list.label-{force}"), known))
    return Group(span, lists, line.index, alone)


def _going_on(text: str, lines: Sequence[Line], at: int, group: Group, known: ListWords) -> Group | None:
    """The names on the lines below a labelled list, a line each, down to the next label or number."""
    last = lines[at + 1] if lines[at].end < group.span.end else lines[at]
    begin = at + 1 + (last is not lines[at])
    if not group.lists or not group.lists[-1].rule.startswith(BY_LABEL) or text[group.span.end : last.end].strip(EDGE):
        return None
    end = begin
    while end < len(lines) and end - begin < MOST_LINES and _may_go_on(text, lines[end], lines[begin].gap, known):
        end += 1
    stop = lines[end] if begin < end < len(lines) else None
    if stop is None or not (known.any_label.match(text, stop.start) or known.labels["numbered"].match(stop.text)):
        return None
    force = group.lists[-1].force
    more = [Found(line.span, force, f"{BY_LABEL}{force}") for line in lines[begin:end]]
    return Group(Span(lines[begin].start, lines[end - 1].end), more, lines[begin].index, alone=True)


def _may_go_on(text: str, line: Line, gap: int, known: ListWords) -> bool:
    """Whether a line is nothing but names, as far from the line above it as `gap`."""
    if len(line.text) > known.names.longest or line.gap != gap or _COLON.search(line.text):
        return False
    return not known.labels["numbered"].match(line.text) and looks_like_names(text, line.span, known.names)


def _continues(before: Group, group: Group, text: str) -> bool:
    between = text[before.span.end : group.span.start]
    if between.strip(EDGE + "\n"):
        return False
    return before.line == group.line or (before.alone and group.alone)


def _torn_off(text: str, line: Line, before: Group, known: ListWords) -> Group | None:
    """The end of a list that a page break tore off: names up to a bracket that no bracket opens."""
    if line.index != before.line + 1 or line.text[-1] not in "）)" or len(line.text) > LONGEST_BRACKET:
        return None
    if any(char in _OPENING for char in line.text[:1]) or depth_of(line.text) != -1:
        return None
    if text[before.span.end : line.start].strip():
        return None
    cut = CUT.search(line.text)
    start = line.start + (cut.end() if cut and cut.start() <= 2 else 0)
    span = Span(start, line.end - 1)
    if not looks_like_names(text, span, known.names):
        return None
    return Group(line.span, [Found(span, before.lists[-1].force, "list.torn-off")], line.index, True)


def _in_line(text: str, line: Line, known: ListWords) -> Iterator[Group]:
    lists_here = list(_of_this_work(text, line, known))
    mark = _MARK.search(line.text)
    brackets = _pairs(text, line) if mark else ()
    if (mark and _AFTER_LABEL.search(line.text, mark.start())) or known.labels["runs_on"].search(line.text):
        lists_here += _labelled(text, line, brackets, known)
    lists_here += _bracketed(text, brackets, known)
    done = line.start
    first = line.end - len(line.text.lstrip(EDGE))
    last = line.start + len(line.text.rstrip(EDGE))
    for span, lists in sorted(lists_here, key=lambda found: found[0].start):
        if span.start >= done:
            yield Group(span, list(lists), line.index, alone=span.start <= first and last <= span.end)
            done = span.end


def _bare_lists(text: str, lines: Sequence[Line], known: ListWords) -> Mapping[int, list[Group]]:
    """The brackets at the end of a paragraph or heading that hold nothing but names, by the numbers of their lines.

    One alone may be a remark, unless it names several bodies behind a sentence; where several paragraphs end so, they
    name who does what. One name that is no office's counts where more headings have offices there.
    """
    found: dict[int, list[Group]] = {}
    weak: set[int] = set()
    sure = False
    for line in lines:
        if line.text.rstrip(_STOP)[-1:] not in _CLOSING or len(line.text) < SHORTEST_LIST:
            continue
        pairs = _pairs(text, line)
        if not pairs or pairs[-1].start == line.start or text[pairs[-1].end : line.end].strip(_STOP):
            continue
        inside = without_remarks(text, stripped(text, Span(pairs[-1].start + 1, pairs[-1].end - 1)), known)
        likely = _may_be_bare(text, line, inside, known)
        headed = likely or _is_heading(text, Span(line.start, pairs[-1].start), known)
        if headed and looks_like_names(text, inside, known.names):
            weak.update(() if likely else (line.index,))
            lists = [one for each in together(text, inside, "lead", known) for one in by_marks(text, each, known)]
            found[line.index] = [Group(Span(pairs[-1].start, line.end), lists, line.index, alone=False)]
            sure = sure or _names_offices(text, line, inside, known) or _names_one_office(text, pairs[-1], line, known)
    if 2 * len(weak) >= len(found):
        found = {line: groups for line, groups in found.items() if line not in weak}
    return found if sure or len(found) >= FEWEST_BARE else {}


def _headings(text: str, lines: Sequence[Line], known: ListWords) -> Mapping[int, list[Group]]:
    """By their lines the numbered headings that are nothing but bodies, which do what stands below them: 一、甲局.

    All headings that count on from each other are such, but for a last one perhaps.
    """
    found: dict[int, list[Group]] = {}
    runs: dict[str, list[tuple[Line, Span | None]]] = {}
    for line in lines:
        number = known.labels["numbered"].match(line.text)
        if number is None:
            continue
        style = known.labels["numeral"].sub("0", number[0])
        place = Span(line.start + number.end(), line.end)
        run = runs.setdefault(style, [])
        if known.labels["first"].search(number[0]):
            found |= _of_run(run)
            run.clear()
        run.append((line, bodies_alone(text, place, known) if len(place) <= known.names.longest else None))
    for run in runs.values():
        found |= _of_run(run)
    return found


def _of_run(run: Sequence[tuple[Line, Span | None]]) -> Mapping[int, list[Group]]:
    """The lists that headings counting on from each other are."""
    are = [place is not None for _, place in run]
    if sum(are) < FEWEST_BARE or not all(are[:-1]):
        return {}
    return {
        line.index: [Group(Span(line.end, line.end), [Found(place, "lead", "list.heading")], line.index, alone=False)]
        for line, place in run
        if place is not None
    }


def _is_heading(text: str, place: Span, known: ListWords) -> bool:
    """Whether the words before a bracket are those of a numbered heading rather than a sentence."""
    return known.labels["numbered"].match(place.of(text)) is not None and not CUT.search(text, place.start, place.end)


def _names_offices(text: str, line: Line, inside: Span, known: ListWords) -> bool:
    """Whether a bracket behind a sentence holds several names, each of an office or of a group of divisions."""
    names = [piece.of(text).strip() for piece in pieces_of(text, inside, known.names)]
    is_body = (
        known.names.patterns["office"].search(name) or known.names.patterns["regions"].match(name) for name in names
    )
    behind = text[line.start : inside.start - 1].rstrip()[-1:]
    return len(names) >= FEWEST_BARE and behind in _SAID and all(is_body)


def _names_one_office(text: str, bracket: Span, line: Line, known: ListWords) -> bool:
    """Whether a bracket behind a numbered sentence of several clauses names an office of a division's own (县住建局),
    which is no other name of one told before it."""
    words = bracket.of(text).strip(EDGE)
    clause = CUT.split(text[line.start : bracket.start])[-1]
    return (
        known.labels["numbered"].match(line.text) is not None
        and known.labels["divisions_own"].match(words) is not None
        and CUT.search(line.text) is not None
        and not is_name(clause.strip(EDGE), known.names)
    )


def _may_be_bare(text: str, line: Line, inside: Span, known: ListWords) -> bool:
    """Whether a bracket at a line's end is behind a sentence, or behind a numbered heading and no remark on a word."""
    if text[line.start : inside.start - 1].rstrip()[-1:] in _SAID:
        return True
    words = inside.of(text)
    several = CUT.search(words) or known.names.marks.search(words)
    alone = known.names.patterns["office"].search(words)
    return bool((several or alone) and known.labels["numbered"].match(line.text))


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
        if not match["mark"] and not _says_names(text, match.end(), line.end, known):
            continue
        at = bisect_left(starts, match.start()) - 1
        home = brackets[at] if at >= 0 and match.end() <= brackets[at].end else None
        if home is not None and text[home.start] in "【[" and match.end() >= home.end:
            home = None
        if home is None:
            if runs and match.start() < runs[-1][0].end:
                runs[-1][1].append(match)
                continue
            if match.start() > line.start and text[match.start() - 1] not in _BEFORE_LABEL:
                continue
            stop = _SENTENCE_END.search(text, match.end(), line.end)
            home = Span(match.start(), stop.start() if stop else line.end)
        if runs and runs[-1][0] == home:
            runs[-1][1].append(match)
        else:
            runs.append((home, [match]))
    for home, matches in runs:
        lists = tuple(after_labels(text, home, matches, known))
        if any(found.force != "skip" for found in lists):
            yield home, lists


def _says_names(text: str, start: int, end: int, known: ListWords) -> bool:
    """Whether a label that runs on in words (牵头单位为甲局，配合单位为乙局) has only names behind it."""
    stop = _CLAUSE_END.search(text, start, end)
    return looks_like_names(text, Span(start, stop.start() if stop else end), known.names)


def _bracketed(text: str, brackets: Sequence[Span], known: ListWords) -> Iterator[tuple[Span, tuple[Found, ...]]]:
    """Lists in brackets that end with what the bodies do."""
    for pair in brackets:
        inside = stripped(text, Span(pair.start + 1, pair.end))
        label = known.any_label.search(text, inside.start, inside.end)
        if label and force_of(label["label"], known) != "skip":
            continue
        if label:
            inside = stripped(text, Span(inside.start, label.start()))
        inside = without_remarks(text, inside, known)
        words = inside.of(text)
        if len(words) < SHORTEST_LIST or not known.labels["trigger"].search(words):
            continue
        lists = by_verbs(text, inside, known)
        if lists and all(looks_like_names(text, found.span, known.names, least=KNOWN) for found in lists):
            yield pair, tuple(lists)


def _of_this_work(text: str, line: Line, known: ListWords) -> Iterator[tuple[Span, tuple[Found, ...]]]:
    """Lists in a sentence that says who does the work told of: 此项工作由甲局负责，乙局参与; 甲局、乙局负责落实。"""
    last = text.rfind(_FULL_STOP, line.start, line.end - 1) + 1 or line.start
    inside = stripped(text, Span(last, line.end))
    if text[line.end - 1] == _FULL_STOP and not known.verbs["no_names"].search(text, inside.start, inside.end):
        lists = by_verbs(text, inside, known)
        if lists and all(looks_like_names(text, found.span, known.names) for found in lists):
            yield Span(last, line.end), tuple(lists)
            return
    for match in known.verbs["this_work"].finditer(text, line.start, line.end):
        stop = _SENTENCE_END.search(text, match.end(), line.end)
        inside = Span(match.end(), stop.start() if stop else line.end)
        lists = by_verbs(text, inside, known)
        if lists and all(looks_like_names(text, found.span, known.names) for found in lists):
            yield Span(match.start(), inside.end), tuple(lists)
