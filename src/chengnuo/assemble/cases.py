"""Cases in which different sums hold (10人以下的，补助2万元. 10人以上的，补助3万元), and classes behind a label."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from chengnuo.assemble.drafts import Draft
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.scenes import Scene

# A case is told within so many characters before what holds in it.
BEFORE = 80
# The next case of a series stands within so many characters behind the one before.
NEAR = 160
# A class behind a label is named in so many characters.
LONGEST_CLASS = 12


class _Case(NamedTuple):
    """A row, the case that it is told for, and its name without that."""

    draft: Draft
    words: str
    noun: str


def tell_cases(scene: Scene, drafts: Iterable[Draft]) -> None:
    """Takes the cases of a series for the subjects of its rows, where these share a name: what holds in each."""
    series: dict[tuple[str, str | None], list[_Case]] = {}
    for draft in drafts:
        words = _case_of(scene, draft) if draft.quantity is not None and draft.subject is None else ""
        if not words:
            continue
        case = _Case(draft, words, draft.noun.removeprefix(words))
        told = series.setdefault((case.noun, draft.unit), [])
        if told and draft.clause.start - told[-1].draft.clause.end > NEAR:
            _share_out(told)
            told.clear()
        told.append(case)
    for told in series.values():
        _share_out(told)


def tell_classes(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Takes for subjects what a label's numbers stand behind, each alone: 支付比例：机构护理70%，居家护理75%."""
    lex = scene.lex
    numbers = [draft for draft in drafts if draft.quantity is not None]
    for sentence, group in groupby(numbers, key=lambda draft: draft.clause.sentence):
        rows = list(group)
        label = lex.patterns["level_label"].match(scene.text, sentence, rows[0].clause.start)
        if label is None or len(rows) < 2 or len({row.unit for row in rows}) > 1:
            continue
        alone = all(row.left.strip() == row.noun and not row.subject and not row.change for row in rows)
        if alone and all(0 < len(row.noun) <= LONGEST_CLASS and not _is_level(row.noun, lex) for row in rows):
            for row in rows:
                row.subject, row.noun, row.from_start = row.noun, label["name"], label.start("name")
                row.rules.append("subject.behind-label")


def _is_level(noun: str, lex: Lexicon) -> bool:
    return any(lex.patterns[name].search(noun) for name in ("rate_end", "own_noun", "level_label_end"))


def _share_out(cases: Sequence[_Case]) -> None:
    if len({case.words for case in cases}) > 1 and cases[0].noun:
        for case in cases:
            case.draft.subject, case.draft.noun = case.words, case.noun
            case.draft.rules.append("subject.case")


def _case_of(scene: Scene, draft: Draft) -> str:
    """In which case what the clause states holds, with its bounds: the clauses right before it that end with 的."""
    if draft.case:
        return draft.case
    clause, text = draft.clause, scene.text
    start = max(clause.sentence, clause.start - BEFORE)
    start = max(start, text.rfind("；", start, clause.start) + 1)
    found = scene.lex.patterns["bounded_case"].search(text, start, clause.start)
    return found["case"] if found else ""
