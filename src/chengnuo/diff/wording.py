"""Changes of wording: of each task's own text, then of the lines outside tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chengnuo.changes import Verdict
from chengnuo.diff.sides import Line, Place, Side, task_at
from chengnuo.messages import say, sentence
from chengnuo.packs import Pack
from chengnuo.redline import Piece, redline

# Lines are one line from this likeness (per cent) on.
SAME_LINE = 55
# Of a long change only so many pieces and characters are told; the redline has them all.
PIECES = 6
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


def text_changes(before: Side, after: Side, pack: Pack) -> Iterator[TextChange]:
    """The changes of wording in the order of the later text, what was dropped first."""
    old = [line for line in before.lines if len(line.text) > 1]
    new = [line for line in after.lines if len(line.text) > 1]
    for a, b, score in pair_lines(old, new):
        if a is not None and b is not None:
            if a.text != b.text:
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
    scores = process.cdist(
        [old[i].text for i in left], [new[j].text for j in right], scorer=fuzz.ratio, score_cutoff=SAME_LINE
    )
    found = [(float(scores[a][b]), i, j) for a, i in enumerate(left) for b, j in enumerate(right) if scores[a][b]]
    return sorted(found, key=lambda item: (-item[0], item[1], item[2]))


def _changed(a: Line, b: Line, score: float, after: Side, pack: Pack) -> TextChange:
    pieces = [_told(piece, pack) for piece in redline(a.text, b.text) if piece.kind != "same"]
    words = [*pieces[:PIECES], *(["…"] if len(pieces) > PIECES else [])]
    changes = say(pack, "diff.text-changed", score=round(score), changes=say(pack, "sentence.join").join(words))
    return TextChange(verdict="changed", task=task_at(after, b.place.span)[1], because=sentence(pack, [changes]),
                      before=a.place, after=b.place, score=round(score / 100, 3))  # fmt: skip


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
