"""Indicators without what is no part of them, and a doubt where nothing is left that says what is measured."""

from __future__ import annotations

import re

from chengnuo.assemble.drafts import Draft, Flow
from chengnuo.assemble.lengths import LENGTH
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.phrases import bare, told_of
from chengnuo.assemble.scenes import Scene

# An indicator of fewer characters names at most goods (钢, 煤).
SHORTEST = 2
# What is due within a term is told in no more characters.
LONGEST_DEED = 60


def polish(draft: Draft, lex: Lexicon) -> None:
    """Takes conjunctions and adverbs off the ends of an indicator; one of function words only becomes empty."""
    noun = draft.noun if _is_told_of(draft, lex) else lex.patterns["noun_lead"].sub("", draft.noun)
    if noun != draft.noun and draft.scope is None:
        phrase = bare(noun, lex)  # 提出通过努力实现全省小学近视率: the region shows only now
        noun, draft.scope = phrase.noun, phrase.scope
    done_to = lex.patterns["done_to"].search(draft.left)
    if done_to and noun.endswith(done_to["act"]):
        phrase = bare(done_to["noun"], lex)
        noun, draft.scope = phrase.noun + done_to["act"], draft.scope or phrase.scope
    place = lex.patterns["place_has"].match(noun) if draft.scope is None else None
    if place:
        noun, draft.scope = noun[place.end() :], place["place"]
    noun = lex.patterns["group_counted"].sub("", lex.patterns["includes"].sub("", noun))
    noun = lex.patterns["in_all_told"].sub("", lex.patterns["noun_trail"].sub("", noun))
    twice = lex.patterns["ratio_twice"].search(noun)
    noun = noun[: twice.end("kept")] if twice else noun
    noun = lex.patterns["perfective"].sub("", noun, count=1)
    if noun != draft.noun and len(noun) != 1:
        draft.noun = noun
    dealt = lex.patterns["dealt_with"].fullmatch(draft.noun) if draft.unit in lex.words["general_measures"] else None
    if dealt:
        draft.noun = told_of(dealt["told"], dealt["noun"], lex)
    others = lex.patterns["than_others"].search(draft.noun)
    gap = lex.patterns["gap_to_goal"].fullmatch(draft.left) or _differs(draft, lex)
    if gap or (others and others.start() != 1):
        pace = lex.patterns["pace"].search(draft.left) if gap else None
        draft.noun = draft.noun[: others.start()] if others and not gap else pace[0] if pace else ""
        draft.doubt("compared-with-others", "the number is a gap to others, no level")
    pulled = lex.patterns["pulled"].search(draft.left)
    draft.noun = pulled["what"] if pulled else draft.noun
    if draft.unit in lex.words["heads"]:
        _name_persons(draft, lex)
    if lex.patterns["noun_empty"].fullmatch(draft.noun) and draft.noun not in lex.words["goods"]:
        draft.noun = ""


def _differs(draft: Draft, lex: Lexicon) -> re.Match[str] | None:
    """Whether the points tell by how much a rate differs from that of others: 比全国高20个百分点."""
    points = draft.quantity is not None and draft.quantity.points
    return lex.patterns["differs_by"].fullmatch(draft.left.strip()) if points else None


def _name_persons(draft: Draft, lex: Lexicon) -> None:
    """Names persons who are counted by what they do, or are helped to: 参保108万人, 带动就业2000人."""
    if draft.unit == lex.forms["person"] and lex.patterns["act_of_persons"].fullmatch(draft.noun):
        draft.noun = lex.forms["persons"].format(act=draft.noun)
    helped = lex.patterns["helped_to"].search(draft.left)
    if helped and draft.left.endswith(draft.noun) and not draft.noun.startswith(helped["help"]):
        draft.noun = helped["help"] + draft.noun


def _is_told_of(draft: Draft, lex: Lexicon) -> bool:
    """Whether the indicator begins with what the words behind the number tell of the things counted."""
    told, of, things = draft.noun.rpartition(lex.forms["of"])
    return draft.right != "" and of != "" and (draft.right.startswith(things) or draft.right == told)


def named_by_body(scene: Scene, draft: Draft, flow: Flow) -> None:
    """Says whose meeting it is: 成立领导小组，每半年召开一次会议 → 领导小组会议."""
    patterns, before = scene.lex.patterns, flow.previous
    if draft.unit not in scene.lex.words["act_units"] or before is None or before.sentence != draft.clause.sentence:
        return
    meeting, formed = patterns["meeting"].fullmatch(draft.noun), patterns["formed"].fullmatch(before.of(scene.text))
    if meeting and formed:
        draft.noun = formed["body"].removesuffix(meeting["kind"]) + meeting["kind"]
        draft.rules.append("indicator.body-before")


def experience_required(draft: Draft, lex: Lexicon) -> None:
    """Names the experience that a length of time is required of: 教师从具有3年以上企业工作经历的人员中招聘."""
    found = lex.patterns["experience"].match(draft.tail) if draft.unit in lex.words["norm_units"] else None
    if found:
        draft.noun = found["noun"]


def due_deed(scene: Scene, draft: Draft) -> None:
    """Names what is due within a term: 自受理之日起三十日内，作出决定 → 作出决定; 投诉24小时内给予答复 → 投诉答复."""
    text, lex = scene.text, scene.lex
    clause = draft.clause
    _served_matter(draft, lex)
    if clause.stop == "，" and lex.patterns["from_day"].search(draft.noun):
        end = next((found.start() for found in lex.tokens.finditer(text, clause.end + 1, clause.end + LONGEST_DEED)), 0)
        noun = bare(text[clause.end + 1 : end], lex).noun if end > clause.end + 1 else ""
        if len(noun) >= SHORTEST:
            draft.noun = noun
            draft.rules.append("indicator.clause-after")
    _name_limit(text, draft, lex)


def _name_limit(text: str, draft: Draft, lex: Lexicon) -> None:
    """Names the time that is allowed for a deed: 15个工作日内完成初审 → 初审时限."""
    if draft.quantity is None or draft.quantity.rule != LENGTH or draft.value_span is None:
        return
    end = draft.value_span.end
    within = lex.patterns["within"].match(text, end) or lex.patterns["within_end"].search(text, draft.at, end)
    if not within and "indicator.matter-served" not in draft.rules:
        return
    by_means = lex.patterns["by_means"].match(draft.tail)
    deed = bare(by_means["deed"], lex).noun if by_means else lex.patterns["deed_lead"].sub("", draft.noun)
    if len(deed) >= SHORTEST and not lex.patterns["no_deed"].search(deed):
        draft.noun = lex.forms["time_limit"].format(deed=deed)
        draft.rules.append("indicator.time-limit")


def _served_matter(draft: Draft, lex: Lexicon) -> None:
    """Names the matter that an office deals with by what it does about it in time."""
    if draft.quantity is None or draft.quantity.rule != LENGTH:
        return
    served = lex.patterns["served_within"].match(draft.tail)
    if served is None or lex.patterns["binds_doer"].search(draft.left):
        return
    matter = bare(lex.patterns["turned_to"].sub("", draft.left), lex).noun
    if matter and not draft.noun.startswith(matter):
        draft.noun = matter + served["deed"]
        draft.rules.append("indicator.matter-served")


def doubt_emptiness(draft: Draft, lex: Lexicon) -> None:
    """Adds a doubt where the indicator is one character that names no goods."""
    if draft.is_doubted("indicator-missing"):
        return
    if len(draft.noun) < SHORTEST and draft.noun not in lex.words["goods"]:
        draft.doubt("indicator-missing", "no words say what is measured")
    elif "indicator.from-clause-before" in draft.rules:
        draft.doubt("indicator-guessed", "what is measured is taken from the clause before")
