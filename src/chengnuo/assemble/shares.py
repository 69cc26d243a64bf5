"""What a share measures: of a named whole, granted of a sum, or as the words beside it tell."""

from __future__ import annotations

import re

from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.phrases import Phrase, balanced, bare, without_making
from chengnuo.model import Quantity

# So many characters behind a share are read for what it is granted as.
REST = 80


def share_of_whole(left: str, right: str, rest: str, q: Quantity, lex: Lexicon) -> Phrase | None:
    """The indicator of a share of a named whole: 教师不低于总数的10%, 不低于总额的5%安排经费."""
    if q.is_share and lex.patterns["bare_share"].fullmatch(left):
        return Phrase(lex.forms["ratio"], None, "indicator.share-inherited")  # 立案40件，占26.3%
    task = lex.patterns["of_task"].search(left) if q.is_share else None
    if task and task["own"]:
        return Phrase(task["own"] + lex.forms["done_rate"], None, "indicator.share-of-task")  # 完成总工程量的82%
    if task:
        return Phrase(bare(left[: task.start()], lex).noun + lex.forms["done_rate"], None, "indicator.share-of-task")
    found = lex.patterns["share_of"].search(left) if q.is_share else None
    if not found:
        return _granted_share(left, rest, lex) if q.is_share else None
    if found["rest"]:
        return _share_as_worded(left, found, lex)
    task = lex.patterns["task_set"].fullmatch(found["whole"])
    whole = task["task"] if task else _whole(found["whole"], lex)
    share = lex.forms["share_of_whole"]
    part = bare(found["part"] or "", lex)
    object_ = without_making(right, lex) if right else ""
    paid = lex.patterns["paid_of"].match(right)
    if paid:
        noun = share.format(part=paid["what"], whole=whole)
        return Phrase(noun, part.scope or _scope_only(found["part"] or "", lex), "indicator.share-spent")
    if object_ and lex.patterns["spent"].match(right):
        noun = lex.patterns["spent"].sub("", right, count=1) or part.noun
        return Phrase(
            share.format(part=noun, whole=whole),
            part.scope or _scope_only(found["part"] or "", lex),
            "indicator.share-spent",
        )
    if not part.noun:
        return Phrase(share.format(part="", whole=whole), part.scope, "indicator.share-inherited")
    part = Phrase(part.noun.removesuffix(lex.forms["ratio"]) or part.noun, part.scope)
    if lex.patterns["ratio_noun"].search(part.noun):
        return Phrase(part.noun, part.scope, "indicator.share-ratio")
    return Phrase(share.format(part=part.noun, whole=whole), part.scope, "indicator.share-whole")


def recovered(before: str, lex: Lexicon) -> Phrase | None:
    """The indicator of a share of an earlier level that is reached again: 收入恢复到2019年同期的比例."""
    found = lex.patterns["recovered"].search(before)
    if found is None:
        return None
    part = bare(found["part"], lex)
    noun = lex.forms["recovered_to"].format(part=part.noun, level=found["level"])
    return Phrase(noun, part.scope, "indicator.share-recovered")


def of_share(before: Phrase, object_: str, right: str, reach: str, lex: Lexicon) -> Phrase:
    """The indicator of a share of which no whole is named; `reach` are the words that carry it to its level."""
    if before.noun and lex.patterns["takes_up"].match(reach) and not lex.patterns["ratio_noun"].search(before.noun):
        return Phrase(before.noun + lex.forms["ratio"], before.scope, "indicator.before")  # 教师占60%
    share = lex.forms["of_share"]
    if before.noun and lex.patterns["at_standard"].search(right):
        object_ = ""
    spent = lex.patterns["spent_share"].match(right)
    if spent and not before.noun:
        return Phrase(spent["act"] + share, before.scope, "indicator.share-spent")
    change = lex.patterns["rate_of_change"].match(right)
    if change and (not before.noun or change["growth"] or change["loss"]):
        # 产值保持了年均38%的增幅
        return Phrase(before.noun, before.scope, "indicator.before" if before.noun else "indicator.inherited")
    kind = lex.patterns["kind_then_act"].fullmatch(right)
    if kind and (not before.noun or right.startswith(lex.forms["of"])):
        # 按不低于10%的比例足额计提
        return Phrase(kind["act"] + kind["kind"], before.scope, "indicator.share-act")
    if before.noun and reach and lex.patterns["done_by_share"].fullmatch(right):
        return Phrase(before.noun + right + share, before.scope, "indicator.share-done")  # 毕业生实现100%就业
    if before.noun and lex.patterns["goes_to"].fullmatch(right):
        return Phrase(before.noun + right + share, before.scope, "indicator.share-spent")
    if object_:
        if lex.patterns["of"].match(right) or not before.noun:
            named = lex.patterns["tax_rate"].search(object_)  # 保持6%一档的税率
            whose = before.noun if lex.patterns["covering"].search(before.noun) else ""
            noun = named[0] if named else whose + balanced(object_) + share
            return Phrase(noun, before.scope, "indicator.share-after")
        if not reach:
            verb_first = lex.patterns["act"].search(before.noun) is not None
            of_what = lex.patterns["of_what"].sub("", before.noun)  # 大型企业按缴费额的30%返还
            noun = f"{balanced(object_)}{before.noun}" if verb_first else f"{of_what}{balanced(object_)}"
            return Phrase(noun + lex.forms["share"], before.scope, "indicator.share-act")
    if not reach and lex.patterns["paid_share"].search(before.noun):
        return Phrase(before.noun + lex.forms["share"], before.scope, "indicator.share-paid")  # 大型企业返还30%
    return Phrase(before.noun, before.scope, "indicator.before" if before.noun else "indicator.inherited")


def _granted_share(left: str, rest: str, lex: Lexicon) -> Phrase | None:
    """The share of a sum that is granted or set aside: 按照投入的30%给予补助, 培训经费按工资总额的1.5%安排."""
    found = lex.patterns["by_share"].search(left)
    if not found:
        return None
    part = bare(found["part"], lex)
    base = lex.patterns["as_base"].match(rest)
    if base:
        noun = lex.forms["share_of_whole"].format(part=part.noun + base["what"], whole=_whole(found["whole"], lex))
        return Phrase(noun, part.scope, "indicator.share-base")
    allotted = part.noun and lex.patterns["allotted"].match(rest)
    grant = None if allotted else lex.patterns["grant_word"].search(rest[:REST])
    if not allotted and grant is None:
        return None
    whole = _whole(found["whole"], lex)
    noun = grant[0] if grant else part.noun
    return Phrase(lex.forms["share_of_whole"].format(part=noun, whole=whole), None, "indicator.share-granted")


def _share_as_worded(left: str, found: re.Match[str], lex: Lexicon) -> Phrase:
    """A share that the text words itself: 数字经济占全省生产总值比重."""
    words = left[found.end("part") : found.start("rest")] + task_named(found["rest"], lex)
    part = bare(found["part"] or "", lex)
    return Phrase(part.noun + words + (found["ratio"] or lex.forms["of_share"]), part.scope, "indicator.share-whole")


def task_named(whole: str, lex: Lexicon) -> str:
    """The task that a share is of, without who set it and how much it is: 目标任务 of 市下达目标任务4500人的."""
    found = lex.patterns["task_set"].fullmatch(whole)
    return found["task"] if found else whole


def _whole(words: str, lex: Lexicon) -> str:
    """What a share is of, with its region: 全国人口."""
    phrase = bare(words, lex)
    return (phrase.scope or "") + phrase.noun if phrase.noun else words


def _scope_only(words: str, lex: Lexicon) -> str | None:
    found = lex.scope.match(words)
    return found[1] if found else None
