"""Changes of wording: of each task's own text, then of the lines outside tasks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from chengnuo.changes import Verdict
from chengnuo.diff.tasks import TaskPair
from chengnuo.messages import say, sentence
from chengnuo.packs import Pack
from chengnuo.redline import Paragraph, Piece, redline
from chengnuo.sides import Line, Place, Side, Work, task_at

# Lines are one line from this likeness (per cent) on.
SAME_LINE = 55
# Paragraphs that begin with as many same characters are the same item, rewritten.
HEAD = 8
# Of a long change only so many pieces and characters are told; the redline has them all.
PIECES = 6
# Cells up to this length are names, dates and numbers of a row.
SHORT_CELL = 8
_IDLE = re.compile(r"[\s。.]")
CHARACTERS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """A passage that reads otherwise, or stands on one side only."""

    verdict: Verdict
    task: str
    because: str
    before: Place | None
    after: Place | None
    score: float


def text_changes(tasks: Iterable[TaskPair], before: Side, after: Side, pack: Pack) -> Iterator[TextChange]:
    """One change for each task that reads otherwise, then the lines outside tasks.

    Lists of bodies are left out (they have rows of their own), and table cells that are a word or two.
    """
    old = {id(line): line for line in before.lines if _worded(line)}
    new = {id(line): line for line in after.lines if _worded(line)}
    for pair in tasks:
        if pair.before is None or pair.after is None:
            continue
        ours = _inside(before.works[pair.before], old.values())
        theirs = _inside(after.works[pair.after], new.values())
        for line in ours:
            old.pop(id(line))
        for line in theirs:
            new.pop(id(line))
        if ours and theirs and not _reads_alike(_text(ours), _text(theirs), pack):
            yield _task_change(ours, theirs, after.works[pair.after].label, pack)
    for kind in ("text", "cell"):
        left = [line for line in old.values() if line.kind == kind]
        right = [line for line in new.values() if line.kind == kind]
        yield from _line_changes(left, right, before, after, pack)


def redlined(before: Side, after: Side) -> tuple[Paragraph, ...]:
    """Both sides as one redlined document: in the order of the later text, what was dropped where it stood."""
    pairs = _pair_all(before.lines, after.lines)
    dropped = {id(a): a for a, b, _ in pairs if a is not None and b is None}
    behind: dict[int | None, list[Line]] = {}
    last: int | None = None
    for line in before.lines:
        if id(line) in dropped:
            behind.setdefault(last, []).append(line)
        else:
            last = id(line)
    found = [redline(line.text, "") for line in behind.get(None, ())]
    for a, b, _ in pairs:
        if b is not None:
            found.append(redline(a.text if a is not None else "", b.text))
            found += [redline(line.text, "") for line in behind.get(id(a), ())] if a is not None else []
    return tuple(found)


def _pair_all(old: Sequence[Line], new: Sequence[Line]) -> list[tuple[Line | None, Line | None, float]]:
    """The pairs of all lines; a list of bodies, of which many read alike, goes with the line that it stands below."""
    texts = pair_lines([line for line in old if line.kind != "bodies"], [line for line in new if line.kind != "bodies"])
    known = {id(b): (a, score) for a, b, score in texts if b is not None}
    lists = {(above, place): line for line, above, place in _lists(old)}
    found: dict[int, tuple[Line | None, float]] = {}
    for line, above, place in _lists(new):
        one = known.get(above, (None, 0.0))[0] if above is not None else None
        found[id(line)] = lists.pop((None if one is None else id(one), place), None), 100.0
    dropped = [(a, None, score) for a, b, score in texts if b is None] + [(line, None, 0.0) for line in lists.values()]
    pairs = known | found
    return [*dropped, *((pairs[id(line)][0], line, pairs[id(line)][1]) for line in new)]


def _lists(lines: Sequence[Line]) -> Iterator[tuple[Line, int | None, int]]:
    """The lists of bodies with the line that each stands below (its identity), and its number there."""
    above, place = None, 0
    for line in lines:
        if line.kind != "bodies":
            above, place = id(line), 0
        else:
            yield line, above, place
            place += 1


def _worded(line: Line) -> bool:
    return line.kind != "bodies" and len(line.text) > (SHORT_CELL if line.kind == "cell" else 1)


def _inside(work: Work, lines: Iterable[Line]) -> list[Line]:
    """The lines of running text in the task's own words (its cells are compared as cells)."""
    return [
        line
        for line in lines
        if line.kind == "text" and any(scope.start <= line.place.span.start < scope.end for scope in work.scopes)
    ]


def _bare(text: str) -> str:
    """The text without blanks and full stops, whose coming and going is no change of wording."""
    return _IDLE.sub("", text)


def _unnumbered(text: str, pack: Pack) -> str:
    """The text without the numbers that its lines begin with."""
    enumerator = pack.pattern("check", "figures", "enumerator")
    return "\n".join(line[found.end() :] if (found := enumerator.match(line)) else line for line in text.split("\n"))


def _reads_alike(before: str, after: str, pack: Pack) -> bool:
    """Whether nothing is worded otherwise: what was renumbered alone is not."""
    return _bare(_unnumbered(before, pack)) == _bare(_unnumbered(after, pack))


def _text(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _task_change(old: Sequence[Line], new: Sequence[Line], task: str, pack: Pack) -> TextChange:
    from rapidfuzz import fuzz

    before, after = _text(old), _text(new)
    score = fuzz.ratio(before, after)
    return TextChange(
        verdict="changed",
        task=task,
        because=_reason(before, after, score, pack),
        before=_hull(old),
        after=_hull(new),
        score=round(score / 100, 3),
    )


def _hull(lines: Sequence[Line]) -> Place:
    first, last = lines[0].place, lines[-1].place
    return replace(first, span=first.span.hull(last.span), quote="\n".join(line.place.quote for line in lines))


def _line_changes(
    old: Sequence[Line], new: Sequence[Line], before: Side, after: Side, pack: Pack
) -> Iterator[TextChange]:
    for a, b, score in pair_lines(old, new):
        if a is not None and b is not None:
            if not _reads_alike(a.text, b.text, pack):
                yield _changed(a, b, score, after, pack)
        elif a is not None:
            yield _alone(a, "dropped", before, pack)
        elif b is not None:
            yield _alone(b, "added", after, pack)


def pair_lines(old: Sequence[Line], new: Sequence[Line]) -> list[tuple[Line | None, Line | None, float]]:
    """Lines that are one line: equal ones first, then the best of what is left, wherever they stand."""
    places: dict[str, list[int]] = {}
    for j, line in enumerate(new):
        places.setdefault(line.text, []).append(j)
    paired: dict[int, tuple[int, float]] = {}
    for i, line in enumerate(old):
        if places.get(line.text):
            paired[i] = places[line.text].pop(0), 100.0
    used = {j for j, _ in paired.values()}
    left = [i for i in range(len(old)) if i not in paired]
    right = [j for j in range(len(new)) if j not in used]
    for score, i, j in _alike(old, new, left, right):
        if i not in paired and j not in used:
            paired[i] = j, score
            used.add(j)
    by_new = {j: (i, score) for i, (j, score) in paired.items()}
    dropped: list[tuple[Line | None, Line | None, float]] = [(old[i], None, 0.0) for i in left if i not in paired]
    rest = [(old[by_new[j][0]], line, by_new[j][1]) if j in by_new else (None, line, 0.0) for j, line in enumerate(new)]
    return dropped + rest


def _alike(
    old: Sequence[Line], new: Sequence[Line], left: Sequence[int], right: Sequence[int]
) -> list[tuple[float, int, int]]:
    from rapidfuzz import fuzz, process

    if not left or not right:
        return []
    scores = process.cdist([old[i].text for i in left], [new[j].text for j in right], scorer=fuzz.ratio)
    found = [
        (max(float(scores[a][b]), SAME_LINE if _same_head(old[i], new[j]) else 0.0), i, j)
        for a, i in enumerate(left)
        for b, j in enumerate(right)
        if scores[a][b] >= SAME_LINE or _same_head(old[i], new[j])
    ]
    return sorted(found, key=lambda item: (-item[0], item[1], item[2]))


def _same_head(a: Line, b: Line) -> bool:
    """Whether two paragraphs begin with the same number and heading, however much the rest was rewritten."""
    return len(a.text) > HEAD and a.text[:HEAD] == b.text[:HEAD]


def _changed(a: Line, b: Line, score: float, after: Side, pack: Pack) -> TextChange:
    return TextChange(
        verdict="changed",
        task=task_at(after, b.place.span)[1],
        because=_reason(a.text, b.text, score, pack),
        before=a.place,
        after=b.place,
        score=round(score / 100, 3),
    )


def _reason(before: str, after: str, score: float, pack: Pack) -> str:
    both = redline(_unnumbered(before, pack), _unnumbered(after, pack))
    pieces = [_told(piece, pack) for piece in both if _bare(piece.before) != _bare(piece.after)]
    words = [*pieces[:PIECES], *(["…"] if len(pieces) > PIECES else [])]
    changes = say(pack, "sentence.join").join(words)
    return sentence(pack, [say(pack, "diff.text-changed", score=round(score), changes=changes)])


def _told(piece: Piece, pack: Pack) -> str:
    before, after = _short(piece.before), _short(piece.after)
    if piece.kind == "removed":
        return say(pack, "diff.text-removed", text=before)
    if piece.kind == "added":
        return say(pack, "diff.text-added", text=after)
    return say(pack, "diff.text-replaced", before=before, after=after)


def _alone(line: Line, verdict: Verdict, side: Side, pack: Pack) -> TextChange:
    key = "diff.text-removed" if verdict == "dropped" else "diff.text-added"
    words = sentence(pack, [say(pack, key, text=_short(line.text))])
    place, task = line.place, task_at(side, line.place.span)[1]
    before, after = (place, None) if verdict == "dropped" else (None, place)
    return TextChange(verdict=verdict, task=task, because=words, before=before, after=after, score=0.0)


def _short(text: str) -> str:
    return text if len(text) <= CHARACTERS else text[:CHARACTERS] + "…"
