"""What something is done for, with or by, counted in the middle of a clause: 为2万名老年人提供服务.

What is done tells what they are: 对40所学校实施改造 counts schools that are renovated.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from chengnuo.assemble.completing import PLACED
from chengnuo.assemble.drafts import Draft
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.phrases import Phrase, balanced, bare, nominal, told_of
from chengnuo.assemble.scenes import Scene

# A preposition stands no further before the first count of its list.
LEFT = 40
# The rule of a count whose noun the work told of the last of a list ends.
TAIL_SHARED = "indicator.tail-shared"
# The rule of a share of what stands behind it.
SHARE_AFTER = "indicator.share-after"
# The names of two classes of the same persons end with so many characters alike.
ALIKE = 2
# The rule of such a count; it is an amount whatever its preposition is.
SERVED = "indicator.served"


def served(left: str, object_: str, lex: Lexicon) -> Phrase | None:
    """The indicator of a count between a preposition and what is done with the things counted; None for others."""
    if not object_ or lex.patterns["coverb"].search(left) is None:
        return None
    found = lex.patterns["noun_then_act"].fullmatch(object_)
    return None if found is None else Phrase(_done(found["noun"], found, lex), bare(left, lex).scope, SERVED)


def some_among(left: str, right: str, draft: Draft, lex: Lexicon) -> Phrase | None:
    """What some of the things counted before are, or where they stand: 其中8所为城区幼儿园, 其中10家在城区."""
    if lex.patterns["among"].sub("", left):
        return None
    among = lex.patterns["among_is"].fullmatch(right)
    if among:
        return Phrase(nominal(among["noun"], lex), None, "indicator.after")
    placed = lex.patterns["among_at"].fullmatch(right)
    if placed:
        draft.subject = placed["where"]
        draft.rules.append(PLACED)
    return Phrase("", None, "indicator.inherited") if placed else None


def share_deeds(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Gives what is done with the last of a list to the others, and to what it is done with its own count.

    对4条管网、2个小区实施改造 counts networks too, 为120所学校更换课桌椅3万套 also desks.
    """
    text, lex = scene.text, scene.lex
    if len(drafts) < 2:
        return
    for later, earlier in pairwise(reversed(drafts)):
        if earlier.value_span is None or later.value_span is None:
            continue
        between = text[earlier.value_span.end : later.value_span.start]
        listed = lex.patterns["listed_thing"].fullmatch(between)
        if listed and lex.patterns["coverb"].search(_before_list(text, drafts)):
            found = lex.patterns["noun_then_act"].fullmatch(later.right)
            own = lex.patterns["noun_then_act"].fullmatch(listed["noun"])
            if found and not (own and own["rest"]):
                later.noun, earlier.noun = (_done(noun, found, lex) for noun in (found["noun"], listed["noun"]))
                earlier.right = listed["noun"] + later.right[found.end("noun") :]
                for draft in (earlier, later):
                    draft.rules.append(SERVED)
                    draft.doubts = [doubt for doubt in draft.doubts if doubt.code != "indicator-missing"]
        elif SERVED in earlier.rules and later.left.startswith(earlier.right) and not later.right:
            found = lex.patterns["noun_then_act"].fullmatch(earlier.right)
            later.noun = found["act"] + found["rest"] if found else later.noun
        elif earlier.unit == later.unit and later.noun.endswith(lex.forms["of"] + earlier.noun) and earlier.right:
            earlier.noun = later.noun  # 2025年1个县、2026年3个县通过认定


def share_tails(drafts: Sequence[Draft], lex: Lexicon) -> None:
    """Gives what is told of the last of a list to the others: 95%的乡镇、90%的村通硬化路, 3座油库和9辆油罐车的治理."""
    for later, earlier in pairwise(reversed(drafts)):
        _share_things(earlier, later, lex)
        of, share = lex.forms["of"], lex.forms["of_share"]
        name = earlier.tail.removeprefix(of)
        _share_told(earlier, later, lex)
        if SHARE_AFTER in earlier.rules and SHARE_AFTER in later.rules:
            told = lex.patterns["counted_doer"].fullmatch(later.tail.removeprefix(of))
            if told and told["told"] and earlier.noun == name + share:
                earlier.noun, earlier.tail = name + told["told"] + share, name + told["told"]
        elif earlier.noun == name and (earlier.unit != later.unit or TAIL_SHARED in later.rules):
            tail = lex.patterns["work_of_all"].search(later.noun)
            if tail and later.noun == later.right and of not in name:
                earlier.noun = earlier.right = name + tail[0]
                earlier.rules.append(TAIL_SHARED)


def _share_told(earlier: Draft, later: Draft, lex: Lexicon) -> None:
    """Tells of the first of two classes what only the last does: 2万名城镇居民、6万名农村居民得到低保."""
    if earlier.unit != later.unit or earlier.unit not in lex.words["heads"] or earlier.noun != earlier.right:
        return
    told = lex.patterns["counted_doer"].fullmatch(later.tail)
    if told and told["told"] and told["doer"][-ALIKE:] == earlier.noun[-ALIKE:]:
        earlier.noun = told_of(told["told"], earlier.noun, lex)
        earlier.rules.append(TAIL_SHARED)


def _share_things(earlier: Draft, later: Draft, lex: Lexicon) -> None:
    """Says what things of a size are counted where only the last does: 2家产值超百亿元、5家产值超50亿元的企业."""
    last = lex.patterns["sized_last"].search(later.noun) if later.right else None
    if last and earlier.right and lex.patterns["sized"].search(earlier.noun):
        earlier.noun += last["things"]


def share_objects(drafts: Sequence[Draft], lex: Lexicon) -> None:
    """Says of money what is bought with it, and of persons that they are reached, from the count beside them.

    投资4亿元购置358辆公交车, 覆盖6个村、1万人.
    """
    for earlier, later in pairwise(drafts):
        bought = lex.patterns["bought_with"].fullmatch(earlier.noun)
        if bought and later.noun.startswith(bought["verb"]) and len(later.noun) > len(bought["verb"]):
            earlier.noun = later.noun + bought["money"]
        reaches = lex.patterns["reaches"].search(earlier.left)
        heads = lex.words["heads"]
        bare_count = later.unit in heads and not later.right and not later.left.strip()
        if reaches and bare_count and earlier.right and earlier.unit not in heads:
            later.noun = reaches["verb"] + lex.forms["people"]
            later.rules = [rule for rule in later.rules if rule != "indicator.from-clause-before"]


def _before_list(text: str, drafts: Sequence[Draft]) -> str:
    first = drafts[0]
    return text[max(first.clause.start, first.at - LEFT) : first.at]


def _done(noun: str, found: re.Match[str], lex: Lexicon) -> str:
    """The things with what is done with them; a verb that only carries its object goes."""
    carries = found["act"] in lex.words["empty_verbs"]
    if carries and not found["rest"]:
        return balanced(noun)
    told = found["rest"] if carries else (found["manner"] or "") + found["act"] + found["rest"]
    return told_of(balanced(told), balanced(noun), lex)
