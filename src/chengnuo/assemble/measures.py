"""What a number measures: the indicator, the subject and the region, from the words on both its sides."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chengnuo.assemble.changes import baseline_of, change_of
from chengnuo.assemble.clauses import Clause
from chengnuo.assemble.drafts import Draft, Flow
from chengnuo.assemble.grants import by_standard, with_recipient
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.parallels import share_heads, shared_out
from chengnuo.assemble.phrases import Phrase, balanced, bare, nominal, split_class, without_making
from chengnuo.assemble.polish import doubt_emptiness, due_deed, experience_required, polish
from chengnuo.model import Quantity, TimeMention
from chengnuo.spans import Doubt, Span

# So many characters around a number are read; a longer clause has lost its punctuation.
LEFT, RIGHT = 160, 80
# A class that 其中 singles out is no longer than this.
LONGEST_CLASS = 12
# Whom a duty of the next clause binds is named in no more than so many.
LONGEST_DOER = 24
# A noun of no more characters says little without its verb (召开两次会议).
SHORTEST_OBJECT = 2


def measured(
    text: str,
    clause: Clause,
    quantities: Sequence[Quantity],
    times: Sequence[TimeMention],
    roles: Sequence[str],
    flow: Flow,
    lex: Lexicon,
) -> list[Draft]:
    """A draft for each of the clause's quantities with what it measures."""
    drafts: list[Draft] = []
    sets = [t for t in times if t.type == "SET"]
    lists = _parallel(text, quantities, lex)
    for group in lists:
        first = group[0]
        left = _left(text, clause, first, drafts[-1].quantity if drafts else None, times, lex)
        right = _right(text, clause, group[-1], quantities, lex)
        if len(group) > 1:
            drafts += shared_out(text, clause, group, left, right, flow, lex)
            for draft in drafts[-len(group) :]:
                if not draft.noun:
                    _complete(text, draft, (), flow, lex)
        else:
            drafts.append(_single(text, clause, first, left, right, drafts, flow, lex))
    share_heads(drafts, lex)
    for draft in drafts:
        with_recipient(text, draft, flow, lex)
        quantity = draft.quantity
        if quantity is None:
            continue
        draft.change = change_of(draft.left, draft.noun, quantity, bool(draft.right), lex)
        _doer_of_norm(text, draft, sets, lex)
        _each_period(text, draft, times, lex)
        doubt_emptiness(draft, lex)
        draft.baseline = baseline_of(times, roles, quantity.span.start) if draft.change else None
        if draft.change and draft.baseline is None and flow.risen_from is not None:
            draft.baseline = flow.risen_from
    return drafts


def _parallel(text: str, quantities: Sequence[Quantity], lex: Lexicon) -> list[list[Quantity]]:
    """The quantities in groups that only 、 or 和 parts (80%、60%)."""
    groups: list[list[Quantity]] = []
    for quantity in quantities:
        if groups:
            between = text[groups[-1][-1].span.end : quantity.span.start]
            if between and lex.patterns["joint"].fullmatch(between):
                groups[-1].append(quantity)
                continue
        groups.append([quantity])
    return groups


def _left(
    text: str, clause: Clause, q: Quantity, before: Quantity | None, times: Sequence[TimeMention], lex: Lexicon
) -> str:
    """The words between the clause's start (or the number before) and the number, without expressions of time."""
    start = max(clause.start, q.span.start - LEFT)
    if before is not None and before.span.end > start:
        between = text[before.span.end : q.span.start]
        start = before.span.end + _last_joint(between, lex)[1]
    opened = lex.patterns["inside_bracket"].search(text[start : q.span.start])
    start += opened.end() if opened else 0
    pieces = []
    for time in times:
        if time.span.end <= start or time.span.start >= q.span.start:
            continue
        piece = text[start : max(start, time.span.start)]
        start = time.span.end
        after = lex.patterns["after_time"].match(text, start, q.span.start)
        since = lex.patterns["since_when"].match(text, start, q.span.start)
        pieces.append(lex.patterns["since_from"].sub("", piece) if since else piece)
        passed = after or since
        start = passed.end() if passed else start
    pieces.append(text[start : q.span.start])
    return lex.patterns["reach_of"].sub("", "".join(pieces).strip(" "))


def _right(text: str, clause: Clause, q: Quantity, quantities: Sequence[Quantity], lex: Lexicon) -> str:
    end = min(clause.end, q.span.end + RIGHT)
    after = next((other for other in quantities if other.span.start >= q.span.end), None)
    words = text[q.span.end : min(end, after.span.start) if after else end]
    if after:
        cut = _last_joint(words, lex)
        words = words[: cut[0]] if cut[1] else lex.patterns["next_reach"].sub("", words)
    return words.strip(' ”"')


def _last_joint(words: str, lex: Lexicon) -> tuple[int, int]:
    """Where the last 、 or 和 of the words stands; their end and their start where there is none."""
    place = (len(words), 0)
    for found in lex.patterns["joint"].finditer(words):
        place = found.span()
    return place


def _single(
    text: str, clause: Clause, q: Quantity, left: str, right: str, earlier: Sequence[Draft], flow: Flow, lex: Lexicon
) -> Draft:
    draft = Draft(clause, q, "", left=left, tail=right, value_span=q.span, op=q.op, value=q.value, unit=q.unit)
    phrase = _share_of(left, right, text[q.span.end : clause.end], q, lex) or _before_or_after(
        left, right, q, lex, draft
    )
    draft.scope = phrase.scope
    draft.noun = phrase.noun
    if q.unit in lex.words["hours"] and phrase.noun and q.unit not in phrase.noun and not right:
        draft.noun += q.unit
    draft.rules.append(phrase.rule)
    polish(draft, lex)
    by_standard(draft, lex)
    due_deed(text, draft, lex)
    experience_required(draft, lex)
    _doer(text, draft, flow, lex)
    _complete(text, draft, earlier, flow, lex)
    return draft


def _doer(text: str, draft: Draft, flow: Flow, lex: Lexicon) -> None:
    """The subject that the clause's own grammar singles out: 其中骨干教师不低于…, 不足100人的学校按100人核定."""
    clause, at = draft.clause, draft.value_span.start if draft.value_span else draft.clause.start
    before = text[max(clause.raw - 4, 0) : clause.start]
    counted = lex.patterns["by_count"].match(text[clause.start : at]) if at - clause.start < LEFT else None
    if counted and lex.patterns["by_verb"].match(draft.right):
        draft.subject = bare(counted[1], lex).noun
        draft.rules.append("subject.by-count")
    who = flow.previous
    if who is not None and who.sentence == clause.sentence and lex.patterns["must_follow"].match(text, clause.start):
        name = bare(who.span.of(text), lex).noun if len(who.span) <= LONGEST_DOER else ""
        if name and draft.subject is None and draft.unit in lex.words["norm_units"]:
            draft.subject = name
            draft.rules.append("subject.clause-before")
    among = lex.patterns["among_before"].search(before) or lex.patterns["among"].match(text, clause.start)
    if among and draft.rules and draft.rules[-1] == "indicator.share-whole":
        part = draft.noun.partition(lex.forms["share_of_whole"].format(part="", whole="")[0])[0]
        if 0 < len(part) <= LONGEST_CLASS:
            draft.subject = part


def _doer_of_norm(text: str, draft: Draft, sets: Sequence[TimeMention], lex: Lexicon) -> None:
    """Who has to do what recurs: 服务站每年至少组织4次 → 服务站."""
    start, quantity = draft.clause.start, draft.quantity
    rec = next((t for t in sets if quantity and t.span.end <= quantity.span.start), None)
    if rec is None or draft.subject or not draft.right or rec.span.start - start > LEFT:
        return
    doer = bare(text[start : rec.span.start], lex)
    name = lex.patterns["doer_each"].sub("", lex.patterns["by_whom"].sub("", doer.noun))
    if 2 <= len(name) <= LONGEST_CLASS and not lex.patterns["act"].search(name) and not lex.making.fullmatch(name):
        draft.subject = name
        draft.rules.append("subject.doer")


def _each_period(text: str, draft: Draft, times: Sequence[TimeMention], lex: Lexicon) -> None:
    """一天一节, 5年360学时: the period directly before the number is its recurrence."""
    if draft.quantity is None:
        return
    at = draft.quantity.span.start
    found = lex.patterns["each_period"].search(text[max(draft.clause.start, at - 4) : at])
    if found:
        draft.each_period = lex.forms["each"].format(period=found[1])
        draft.left = draft.left[: len(draft.left) - len(found[0])]
        return
    before = next((t for t in times if t.type == "DURATION" and t.span.end == at), None)
    if before is not None and draft.unit in lex.words["norm_units"] | lex.words["act_units"]:
        draft.each_period = lex.forms["each"].format(period=before.span.of(text))


def _share_of(left: str, right: str, rest: str, q: Quantity, lex: Lexicon) -> Phrase | None:
    """The indicator of a share of a named whole: 教师不低于总数的10%, 不低于总额的5%安排经费."""
    found = lex.patterns["share_of"].search(left) if q.is_share else None
    if not found:
        return _granted_share(left, rest, lex) if q.is_share else None
    if found["rest"]:
        return _share_as_worded(left, found, lex)
    named = found["whole"]
    whole = bare(named, lex).noun or named
    share = lex.forms["share_of_whole"]
    part = bare(found["part"] or "", lex)
    object_ = without_making(right, lex) if right else ""
    if object_ and lex.patterns["spent"].match(right):
        noun = lex.patterns["spent"].sub("", right, count=1)
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


def _granted_share(left: str, rest: str, lex: Lexicon) -> Phrase | None:
    """The share of a sum that is granted: 按照投入的30%给予补助 → 补助占投入的比例."""
    found = lex.patterns["by_share"].search(left)
    grant = lex.patterns["grant_word"].search(rest[:RIGHT])
    if not found or not grant:
        return None
    whole = bare(found["whole"], lex).noun or found["whole"]
    return Phrase(lex.forms["share_of_whole"].format(part=grant[0], whole=whole), None, "indicator.share-granted")


def _share_as_worded(left: str, found: re.Match[str], lex: Lexicon) -> Phrase:
    """A share that the text words itself: 数字经济占全省生产总值比重."""
    words = left[found.end("part") : found.end("rest")]
    told = lex.patterns["ratio_noun"].search(left[: found.end("ratio")]) if found["ratio"] else None
    part = bare(found["part"] or "", lex)
    return Phrase(
        part.noun + words + (found["ratio"] if told else lex.forms["of_share"]), part.scope, "indicator.share-whole"
    )


def _scope_only(words: str, lex: Lexicon) -> str | None:
    found = lex.scope.match(words)
    return found[1] if found else None


def _before_or_after(left: str, right: str, q: Quantity, lex: Lexicon, draft: Draft) -> Phrase:
    left = lex.patterns["current_level"].sub("", left)
    reach = lex.reach_end.search(left[-40:])
    stem = left[: len(left) - len(reach[0])] if reach else left
    if reach and reach[0].startswith(lex.forms["ratio"]):
        stem += lex.forms["ratio"]
    stem = lex.patterns["comparison_end"].sub("", stem)
    if reach and lex.patterns["up_to"].search(reach[0]):
        stem = lex.patterns["from_end"].sub("", stem)
    stem = _without_each(stem, right, lex)
    before = bare(stem, lex)
    object_ = _object(right, lex)
    if q.is_share:
        return _of_share(before, object_, right, reach is not None, lex)
    strong = reach is not None and lex.patterns["strong_reach"].search(reach[0]) is not None
    if object_:
        made = without_making(before.noun, lex)
        only_verb = not before.noun or (made == before.noun and lex.making.fullmatch(before.noun) is not None)
        if not strong or only_verb:
            draft.right = object_
            return _after(stem, before, object_, lex)
    elif stem.endswith(lex.forms["of"]) and before.noun:
        # 应移交的29所: the noun that 的 leaves out is the row before's.
        draft.rules.append("indicator.elided")
        return Phrase(before.noun, before.scope, "indicator.before")
    if before.noun and not reach:
        return Phrase(without_making(before.noun, lex), before.scope, "indicator.object")
    if lex.making.fullmatch(before.noun):
        before = Phrase("", before.scope)
    return Phrase(
        without_making(before.noun, lex), before.scope, "indicator.before" if before.noun else "indicator.inherited"
    )


def _without_each(stem: str, right: str, lex: Lexicon) -> str:
    """The words without the 每生 or 为每人 that only says per whom a sum is counted."""
    found = lex.patterns["each_end"].search(stem)
    if found is None or (found.start() < SHORTEST_OBJECT and not lex.patterns["grant_standard"].match(right)):
        return stem
    return stem[: found.start()]


def _object(right: str, lex: Lexicon) -> str:
    """What the words after a number name as counted; empty where they go on otherwise (已全部移交, 以上)."""
    object_ = lex.patterns["attribute_after"].sub("", right)
    object_ = lex.patterns["after_number"].sub("", object_)
    object_ = lex.patterns["object_end"].sub("", object_)
    return "" if lex.patterns["no_object"].match(object_) else object_


def _after(stem: str, before: Phrase, object_: str, lex: Lexicon) -> Phrase:
    """The indicator of a number whose noun follows it (回收200套住房)."""
    noun = nominal(balanced(object_), lex)
    if before.noun in lex.words["short_nouns"]:
        return Phrase(noun + before.noun, before.scope, "indicator.after")
    if lex.patterns["per_count"].match(stem):
        return Phrase(stem.strip() + noun, before.scope, "indicator.per-count")
    verb = lex.patterns["telling_verb"].search(before.noun)
    if verb is None and len(noun) <= SHORTEST_OBJECT:
        verb = lex.patterns["short_verb"].fullmatch(before.noun)
    return Phrase((verb[0] if verb else "") + noun, before.scope, "indicator.after")


def _of_share(before: Phrase, object_: str, right: str, reached: bool, lex: Lexicon) -> Phrase:
    of_share = lex.forms["of_share"]
    if object_:
        if lex.patterns["of"].match(right) or not before.noun:
            return Phrase(balanced(object_) + of_share, before.scope, "indicator.share-after")
        if not reached:
            verb_first = lex.patterns["act"].search(before.noun) is not None
            noun = f"{balanced(object_)}{before.noun}" if verb_first else f"{before.noun}{balanced(object_)}"
            return Phrase(noun + lex.forms["share"], before.scope, "indicator.share-act")
    return Phrase(before.noun, before.scope, "indicator.before" if before.noun else "indicator.inherited")


def _complete(text: str, draft: Draft, earlier: Sequence[Draft], flow: Flow, lex: Lexicon) -> None:
    """Fills an indicator that is missing or says nothing alone from the label, the row before or the clause before."""
    clause, named = draft.clause, draft.noun
    _single_out(draft, lex)
    elided = "indicator.elided" in draft.rules
    whole = draft.noun and not _is_short(draft.noun, lex) and not lex.patterns["share_form"].match(draft.noun)
    if whole and not elided:
        return
    short = draft.noun
    source = earlier[-1] if earlier else None
    near = flow.last is not None and flow.last.clause.sentence == clause.sentence
    if flow.label and not short and not near and not source:
        draft.noun, draft.from_start = flow.label, flow.label_start
        draft.rules.append("indicator.label")
        return
    source = source or (flow.last if near else None)
    if source is not None and source.noun:
        _from_row_before(draft, source, short, lex, elided=elided)
        return
    previous = flow.previous
    topic = topic_of(text, previous, lex) if previous is not None and previous.sentence == clause.sentence else ""
    if previous is not None and topic and not elided:
        draft.noun = topic.removesuffix(short) + short
        draft.from_start = previous.start if clause.start - previous.start < LEFT else -1
        draft.rules.append("indicator.from-clause-before")
        return
    draft.noun = short
    if not short and draft.subject == named:
        draft.noun, draft.subject = named, None
    if len(draft.noun) < 2:
        draft.doubts.append(
            Doubt(code="indicator-missing", span=Span(clause.start, clause.end), reason="no words say what is measured")
        )


def _single_out(draft: Draft, lex: Lexicon) -> None:
    """Takes a class or some of one for the subject: 小学12所, 个别学校超过…, 部分行业的合格率."""
    some = lex.patterns["some_of"].match(draft.noun)
    if some and draft.subject is None:
        draft.subject, draft.noun = some[1], some[2]
        return
    alone = split_class(draft.noun, lex)
    is_class = draft.noun and alone and not alone[1] and "indicator.after" not in draft.rules
    if is_class or lex.patterns["some_few"].match(draft.noun):
        draft.subject, draft.noun = draft.noun, ""


def _from_row_before(draft: Draft, source: Draft, short: str, lex: Lexicon, *, elided: bool) -> None:
    """The indicator of the row before, with what this one says of its own."""
    if elided:
        if source.unit == draft.unit:
            draft.noun = lex.patterns["elided_of"].sub("", short) + lex.forms["of"] + source.noun
        return
    base = source.noun.removesuffix(short) if short and not lex.patterns["share_form"].match(short) else source.noun
    draft.noun = base + short if not base.endswith(short) or not short else base
    draft.scope = draft.scope or source.scope
    draft.rules.append("indicator.from-row-before")
    if source.clause is not draft.clause:
        near = draft.clause.start - source.span.start < LEFT
        draft.from_start = source.span.start if near else -1


def _is_short(noun: str, lex: Lexicon) -> bool:
    """Whether the noun says nothing without what was spoken of before (总量, 年均增速)."""
    return noun in lex.words["short_nouns"] or lex.patterns["short_noun"].fullmatch(noun) is not None


def topic_of(text: str, clause: Clause, lex: Lexicon) -> str:
    """What the clause before speaks of: 下调单位缴费比例 → 单位缴费比例, 深化增值税改革 → 增值税."""
    words = bare(clause.span.of(text)[-LEFT:], lex).noun
    words = lex.patterns["raise_or_lower"].sub("", words)
    words = lex.patterns["predicate_end"].sub("", words)
    return lex.patterns["reform_end"].sub("", words)
