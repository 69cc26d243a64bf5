"""Progress reported beside its goal in a table: what it counts stands in the goal's cell (新建3所 | 已完成2所)."""

from __future__ import annotations

from collections.abc import Iterable

from chengnuo.assemble.drafts import Draft
from chengnuo.assemble.scenes import Scene

# A verb alone (完工, 新增) names nothing that is counted.
LONGEST_VERB = 2
# What is counted in the goals of a table's tasks, by the number of the task and the unit.
Goals = dict[tuple[int, str | None], str]


def name_progress(scene: Scene, drafts: Iterable[Draft], goals: Goals) -> None:
    """Names what the drafts in cells of progress count after the goals of their rows, and remembers those of goals.

    Of what is only begun the stage is told as well (加装电梯40台 | 已竣工21台、在建13台).
    A share that nothing names is what its column's header says of the goal (新增就业 | 完成率); a verb alone in another
    cell of the row is of the goal too (老旧小区改造100个 | 开工60个).
    """
    cells = scene.cells
    for draft in drafts:
        at = draft.clause.start
        if (task := cells.task_of_progress(at)) is not None:
            noun = goals.get((task, draft.unit))
            first = next((name for (one, _), name in goals.items() if one == task), None)
            header = next((place.of(scene.text) for place in cells.header_at(at)), "")
            if draft.quantity is None or len(draft.noun) > LONGEST_VERB:
                continue
            if noun:
                _rename(draft, noun + (draft.noun if draft.noun in scene.lex.words["under_way"] else ""))
            elif first and draft.quantity.is_share and not draft.noun:
                _rename(draft, first + "".join(header.split()))
        elif (task := cells.task_of_goal(at)) is not None and len(draft.noun) > LONGEST_VERB:
            goals.setdefault((task, draft.unit), draft.noun)
        elif cells.header_at(at) and 0 < len(draft.noun) <= LONGEST_VERB and draft.quantity is not None:
            noun = goals.get((scene.task_nest.at(at), draft.unit))
            if noun:
                _rename(draft, noun + draft.noun)


def _rename(draft: Draft, noun: str) -> None:
    draft.noun = noun
    draft.rules.append("indicator.from-goal")
    draft.settle("indicator-missing")
    draft.doubt("indicator-from-goal", "what is measured is taken from the goal of its row")
