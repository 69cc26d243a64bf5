"""What only headings say: what is measured (（一）高中阶段毛入学率。到2025年达到97%), and for whom (（二）初中)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from chengnuo.assemble.completing import is_short, only_verb
from chengnuo.assemble.drafts import Draft
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.phrases import bare, split_class
from chengnuo.assemble.scenes import Scene
from chengnuo.model import Heading

# The title of a heading that names what is measured is no longer.
LONGEST_TOPIC = 24
# What is measured is named in no fewer characters.
SHORTEST_TOPIC = 2
# A question is no longer.
LONGEST_QUESTION = 80
# A heading is quoted with a number on its line that stands no further behind it.
NEAR = 160
# A heading ends with no more stops and line breaks.
HEADING_END = 4
_ENDS = "。：\n \u3000"


def name_from_headings(scene: Scene, drafts: Iterable[Draft]) -> None:
    """Names what a number measures after the heading above where its own line does not, with a doubt.

    A word that says little alone (覆盖率达到90%) goes behind the heading's, a verb before it unless it ends with it
    (老旧小区改造 above 2023年改造150个). Only what directly follows a heading is told of it.
    """
    named = False
    for draft in drafts:
        if _asked_about(scene, draft):
            continue
        if not _says_too_little(draft, scene.lex):
            named = False
            continue
        heading = _heading_above(scene, draft.clause.start)
        if heading is None or not (named or _follows(scene, draft, heading)):
            continue
        topic = _topic_of(scene, heading)
        if not topic:
            continue
        named = True
        verb_first = only_verb(draft.noun, scene.lex)
        whole = draft.noun + topic if verb_first else topic + draft.noun
        draft.noun = topic if topic.endswith(draft.noun) else whole
        draft.rules.append("indicator.from-heading")
        run_in = "\n" not in scene.text[heading.span.end : heading.span.end + HEADING_END]
        near = draft.clause.start - heading.span.end < NEAR
        draft.from_start = heading.span.end - len(heading.title) if run_in and near else -1
        draft.settle("indicator-missing")
        draft.doubt("indicator-from-heading", "what is measured is taken from the heading above")


def _asked_about(scene: Scene, draft: Draft) -> bool:
    """Names a number after the question that its line answers: 问：限额是多少？答：特困人员5万元，低保对象3万元."""
    text, patterns = scene.text, scene.lex.patterns
    if draft.quantity is None or draft.right or not _may_be_asked(draft, scene.lex):
        return False
    end = text.rfind("\n", 0, draft.clause.start)
    before = text[max(0, end - LONGEST_QUESTION) : max(end, 0)].rstrip()
    found = patterns["question"].fullmatch(before, before.rfind("\n") + 1)
    if found is None:
        return False
    topic = bare(found["topic"], scene.lex).noun
    if patterns["asked_of"].fullmatch(draft.noun):
        topic = patterns["asked_of"].sub("", topic) + draft.noun
    elif draft.noun and not patterns["each_alone"].fullmatch(draft.noun):
        draft.subject = draft.noun
    draft.noun = topic
    draft.rules.append("indicator.from-question")
    draft.settle("indicator-missing")
    draft.doubt("indicator-from-heading", "what is measured is taken from the question above")
    return True


def _may_be_asked(draft: Draft, lex: Lexicon) -> bool:
    """Whether its own words say no more than of whom or per what it is told."""
    if not draft.noun or any(lex.patterns[name].fullmatch(draft.noun) for name in ("each_alone", "asked_of")):
        return True
    whom = any(lex.patterns[name].search(draft.noun) for name in ("persons", "thing_end"))
    whom = whom or lex.patterns["age_class"].fullmatch(draft.noun) is not None
    return whom and draft.subject is None and draft.unit in lex.words["money_units"]


def share_out_by_headings(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Gives numbers of one indicator below headings that are classes (（一）小学…（二）初中) these as subjects."""
    classes = {i: heading.title for i, heading in enumerate(scene.headings) if _is_class(scene, heading.title)}
    if len(set(classes.values())) < 2:
        return
    found: dict[tuple[str, str | None], dict[str, list[Draft]]] = defaultdict(lambda: defaultdict(list))
    for draft in drafts:
        owner = classes.get(scene.heading_at(draft.clause.start))
        if owner and draft.quantity is not None and draft.subject is None and not split_class(draft.noun, scene.lex):
            found[draft.noun, draft.unit][owner].append(draft)
    for owners in found.values():
        for owner, alike in owners.items() if len(owners) > 1 else ():
            for draft in alike:
                draft.subject = owner
                draft.rules.append("subject.heading")


def _is_class(scene: Scene, title: str) -> bool:
    return scene.lex.class_list.fullmatch(title) is not None


def _says_too_little(draft: Draft, lex: Lexicon) -> bool:
    if draft.quantity is None or draft.subject or "indicator.table" in draft.rules:
        return False
    if draft.unit in lex.words["money_units"]:
        return draft.noun == ""  # 总投资 says what it is
    return draft.noun == "" or is_short(draft.noun, lex) or only_verb(draft.noun, lex)


def _follows(scene: Scene, draft: Draft, heading: Heading) -> bool:
    """Whether nothing but the end of the heading stands between it and the sentence."""
    between = scene.text[heading.span.end : max(draft.clause.sentence, heading.span.end)]
    return len(between) <= HEADING_END and not between.strip(_ENDS)


def _heading_above(scene: Scene, at: int) -> Heading | None:
    """The innermost heading above that does not hold the place itself."""
    i = scene.heading_at(at)
    while i >= 0 and scene.headings[i].span.end > at:
        i = scene.heading_nest.parents[i]
    return scene.headings[i] if i >= 0 else None


def _topic_of(scene: Scene, heading: Heading) -> str:
    """What a heading is of; empty where it names a part of the plan, a stage or a time, or is a sentence."""
    patterns, title = scene.lex.patterns, heading.title
    about = patterns["about"].fullmatch(title)
    title = about["topic"] if about else title
    if len(title) > LONGEST_TOPIC or patterns["no_label"].search(title) or scene.lex.tokens.search(title):
        return ""
    if patterns["part_of_document"].search(title):
        return ""
    if scene.times_in(heading.span.start, heading.span.end):
        return ""
    topic = bare(title, scene.lex).noun
    for pattern in ("raise_or_lower", "reform_end"):
        topic = patterns[pattern].sub("", topic)
    return topic if len(topic) >= SHORTEST_TOPIC else ""
