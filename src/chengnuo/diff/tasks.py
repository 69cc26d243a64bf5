"""Which task of a draft became which of the final plan, though renumbered, moved, split or merged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from chengnuo.link import character_pairs
from chengnuo.messages import listed, say
from chengnuo.model import Role
from chengnuo.packs import Pack
from chengnuo.sides import Charge, Work

# Likeness (0–1) from which two tasks are one, half of it by the heading and half by the text.
SAME_TASK = 0.5
# A sentence of a task stands in another task from this likeness (per cent) on.
SAME_SENTENCE = 80
# A task was split off or merged in if this share of its words stands, sentence by sentence, in the other one.
MOSTLY = 0.5
# Where numbers agree as well, tasks that were both renamed and rewritten are still found.
SAME_NUMBER = 0.08
# Tasks whose headings and texts are both less alike (per cent) cannot come to SAME_TASK.
LEAST_ALIKE = 100 * (SAME_TASK - SAME_NUMBER)
# A sentence that stands in another task shares more of its pairs of characters with it.
FEW_PAIRS = 0.25
# Shorter sentences say nothing that tells tasks apart.
SHORT = 5
_SENTENCE = re.compile(r"[^。；\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPair:
    """Two tasks that are one, or a task of one side only; `home` is the task that it was split from or merged into."""

    before: int | None
    after: int | None
    score: float = 0.0
    home: int | None = None


def pair_tasks(before: Sequence[Work], after: Sequence[Work]) -> tuple[TaskPair, ...]:
    """The tasks of both sides paired one to one; what is left over with its home, if it has one.

    Those whose heading stands once on each side are one; of the others the best pairs come first.
    """
    paired = _by_heading(before, after)
    used = {j for j, _ in paired.values()}
    rest = [i for i in range(len(before)) if i not in paired], [j for j in range(len(after)) if j not in used]
    scored = ((likeness(before[i], after[j]), i, j) for i, j in _near(before, after, *rest))
    for score, i, j in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if score >= SAME_TASK and i not in paired and j not in used:
            paired[i] = j, score
            used.add(j)
    both = [TaskPair(before=i, after=j, score=round(score, 3)) for i, (j, score) in sorted(paired.items())]
    homes = _Homes(after), _Homes(before)
    left = [TaskPair(before=i, after=None, home=homes[0].of(before[i])) for i in rest[0] if i not in paired]
    right = [TaskPair(before=None, after=j, home=homes[1].of(after[j])) for j in rest[1] if j not in used]
    return (*both, *left, *right)


def likeness(a: Work, b: Work) -> float:
    """How alike two tasks are (0–1), by heading and by text, a little more where their numbers agree."""
    from rapidfuzz import fuzz

    title = fuzz.ratio(_plain(a.title), _plain(b.title)) / 100
    text = fuzz.ratio(a.text, b.text) / 100 if a.text and b.text else title
    number = SAME_NUMBER if a.number and a.number == b.number else 0.0
    return min(1.0, 0.5 * title + 0.5 * max(text, title * 0.6) + number)


def _by_heading(before: Sequence[Work], after: Sequence[Work]) -> dict[int, tuple[int, float]]:
    """The tasks whose headings stand once on each side: the number of the other, and the likeness."""
    places = []
    for works in (before, after):
        times = Counter(_plain(work.title) for work in works)
        places.append({title: at for at, work in enumerate(works) if times[title := _plain(work.title)] == 1 and title})
    old, new = places
    return {i: (new[title], likeness(before[i], after[new[title]])) for title, i in old.items() if title in new}


def _near(
    before: Sequence[Work], after: Sequence[Work], ours: list[int], theirs: list[int]
) -> Iterator[tuple[int, int]]:
    """The pairs of these tasks that can be one: the heading or the text is alike enough."""
    from rapidfuzz import fuzz, process

    titles, texts = [_plain(after[j].title) for j in theirs], [after[j].text for j in theirs]
    for i in ours:
        found = set[int]()
        for words, others in ((_plain(before[i].title), titles), (before[i].text, texts)):
            alike = process.extract(words, others, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE, limit=None)
            found.update(place for _, _, place in alike)
        yield from ((i, theirs[place]) for place in found)


def charges_changed(before: Sequence[Work], after: Sequence[Work], pack: Pack) -> str | None:
    """What happened to the bodies of a task (of all its parts, if it was split or merged), in words; None: nothing."""
    old = _by_name([charge for work in before for charge in work.charges])
    new = _by_name([charge for work in after for charge in work.charges])
    removed = [charge.name for key, charge in old.items() if key not in new]
    renamed = [
        say(pack, "diff.units-renamed", earlier=old[key].name, later=charge.name)
        for key, charge in new.items()
        if key in old and old[key].name != charge.name
    ]
    added = [charge.name for key, charge in new.items() if key not in old]
    turned: dict[Role, list[str]] = {"lead": [], "support": []}
    for key, charge in new.items():
        if key in old and old[key].role != charge.role:
            turned[charge.role].append(charge.name)
    words = [
        say(pack, f"diff.units-{kind}", bodies=listed(pack, names))
        for kind, names in (
            ("removed", removed),
            ("added", added),
            ("lead", turned["lead"]),
            ("support", turned["support"]),
        )
        if names
    ]
    return say(pack, "sentence.join").join([*words, *renamed]) if words else None


def _by_name(charges: Sequence[Charge]) -> dict[str, Charge]:
    """The charges by their one name; a body that both leads and supports leads."""
    found: dict[str, Charge] = {}
    for charge in charges:
        if charge.canonical not in found or charge.role == "lead":
            found[charge.canonical] = charge
    return found


class _Homes:
    """The tasks of one side, in which sentences of the other side are looked for."""

    def __init__(self, works: Sequence[Work]) -> None:
        self.works = works
        self.having: dict[str, list[int]] = {}
        for at, work in enumerate(works):
            for pair in character_pairs(work.text):
                self.having.setdefault(pair, []).append(at)

    def of(self, work: Work) -> int | None:
        """The task in which most of the work's sentences stand."""
        sentences = [s for s in _SENTENCE.findall(work.text) if len(s) > SHORT and not s.startswith(work.label)]
        held = Counter[int]()
        for sentence in sentences:
            held.update(dict.fromkeys(self._holding(sentence), len(sentence)))
        least = MOSTLY * sum(map(len, sentences))
        homes = [at for at, length in held.items() if length >= least]
        return min(homes, key=lambda at: (-held[at], at), default=None)

    def _holding(self, sentence: str) -> Iterator[int]:
        """The tasks that hold the sentence, or one much like it."""
        from rapidfuzz import fuzz

        pairs = character_pairs(sentence)
        shared = Counter(chain.from_iterable(self.having.get(pair, ()) for pair in pairs))
        for at, number in shared.items():
            text = self.works[at].text
            can_hold = number >= FEW_PAIRS * len(pairs) and len(sentence) <= len(text)
            if can_hold and (sentence in text or fuzz.partial_ratio(sentence, text) >= SAME_SENTENCE):
                yield at


@lru_cache(maxsize=4096)
def _plain(title: str) -> str:
    return re.sub(r"\W", "", title)
