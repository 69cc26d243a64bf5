"""Which task of a draft became which of the final plan, though renumbered, moved, split or merged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
    """The tasks of both sides paired one to one, the best first; what is left over with its home, if it has one."""
    scored = sorted(
        ((likeness(a, b), i, j) for i, a in enumerate(before) for j, b in enumerate(after)),
        key=lambda item: (-item[0], item[1], item[2]),
    )
    paired: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for score, i, j in scored:
        if score >= SAME_TASK and i not in paired and j not in used:
            paired[i] = j, score
            used.add(j)
    both = [TaskPair(before=i, after=j, score=round(score, 3)) for i, (j, score) in sorted(paired.items())]
    left = [TaskPair(before=i, after=None, home=_home(work, after)) for i, work in enumerate(before) if i not in paired]
    right = [TaskPair(before=None, after=j, home=_home(work, before)) for j, work in enumerate(after) if j not in used]
    return (*both, *left, *right)


def likeness(a: Work, b: Work) -> float:
    """How alike two tasks are (0–1), by heading and by text, a little more where their numbers agree."""
    from rapidfuzz import fuzz

    title = fuzz.ratio(_plain(a.title), _plain(b.title)) / 100
    text = fuzz.ratio(a.text, b.text) / 100 if a.text and b.text else title
    number = SAME_NUMBER if a.number and a.number == b.number else 0.0
    return min(1.0, 0.5 * title + 0.5 * max(text, title * 0.6) + number)


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


def _home(work: Work, others: Sequence[Work]) -> int | None:
    """The task of the other side in which most of this one's sentences stand."""
    from rapidfuzz import fuzz

    sentences = [s for s in _SENTENCE.findall(work.text) if len(s) > SHORT and not s.startswith(work.label)]
    if not sentences:
        return None
    best: tuple[float, int] | None = None
    for index, other in enumerate(others):
        held = [
            s for s in sentences if len(s) <= len(other.text) and fuzz.partial_ratio(s, other.text) >= SAME_SENTENCE
        ]
        share = sum(map(len, held)) / sum(map(len, sentences))
        if share >= MOSTLY and (best is None or share > best[0]):
            best = share, index
    return best[1] if best else None


def _plain(title: str) -> str:
    return re.sub(r"\W", "", title)
