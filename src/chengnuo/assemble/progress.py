"""Progress reported beside its goal in a table: what it counts stands in the goal's cell (新建3所 | 已完成2所)."""

from __future__ import annotations

from collections.abc import Iterable

from chengnuo.assemble.drafts import Draft
from chengnuo.assemble.scenes import Scene
from chengnuo.spans import Doubt

# A verb alone (完工, 新增) names nothing that is counted.
LONGEST_VERB = 2
# What is counted in the goals of a table's tasks, by the number of the task and the unit.
Goals = dict[tuple[int, str | None], str]


def name_progress(scene: Scene, drafts: Iterable[Draft], goals: Goals) -> None:
    """Names what the drafts in cells of progress count after the goals of their rows, and remembers those of goals."""
    for draft in drafts:
        at = draft.clause.start
        if (cell := scene.progress.at(at)) >= 0:
            noun = goals.get((scene.progress_tasks[cell], draft.unit))
            if noun and draft.quantity is not None and len(draft.noun) <= LONGEST_VERB:
                _rename(draft, noun)
        elif (cell := scene.goals.at(at)) >= 0 and len(draft.noun) > LONGEST_VERB:
            goals.setdefault((scene.goal_tasks[cell], draft.unit), draft.noun)


def _rename(draft: Draft, noun: str) -> None:
    draft.noun = noun
    draft.rules.append("indicator.from-goal")
    kept = [doubt for doubt in draft.doubts if doubt.code != "indicator-missing"]
    reason = "what is measured is taken from the goal of its row"
    draft.doubts = [*kept, Doubt(code="indicator-from-goal", span=draft.clause.span, reason=reason)]
