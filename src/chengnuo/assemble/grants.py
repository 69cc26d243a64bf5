"""Money that is granted: whom the award or subsidy of a clause is for."""

from __future__ import annotations

from chengnuo.assemble.clauses import Clause
from chengnuo.assemble.drafts import Draft, Flow
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.phrases import bare
from chengnuo.assemble.scenes import Scene

# Whom a grant is for is told within so many characters before it, in no more than so many.
BEFORE, LONGEST_RECIPIENT = 160, 48
# The rule of sums whose receivers the clause before lists.
PAID_LIST = "subject.paid-list"
# A receiver in a list is named in no more characters.
LONGEST_LISTED = 40
# What stands behind the last 的 of a long name says enough alone where it has so many characters.
SHORTEST_NAME = 4
# The rule of a grant whose giver stood before it.
PAID_BY = "indicator.paid-by"
# An indicator of fewer characters says nothing.
SHORTEST = 2
_AND = "、"


def by_standard(draft: Draft, lex: Lexicon) -> None:
    """Names the grant that follows a standard: 按每人最高5000元标准给予企业培训补助 → 培训补助."""
    if lex.patterns["charged"].match(draft.tail):
        draft.noun = lex.forms["charge"]
        return
    each = lex.patterns["granted_each"].match(draft.left)
    given = lex.patterns["given"].match(draft.tail) if each else None
    if each and given and not lex.patterns["bodies"].search(each["who"]):
        draft.noun = draft.right = each["who"] + given["noun"]
        draft.rules.append("indicator.by-standard")
        return
    found = lex.patterns["grant_by_standard"].match(draft.tail)
    if found is None:
        return
    giver = lex.patterns["bodies"].search(draft.noun) or lex.forms["by"] in draft.noun
    if giver or len(draft.noun) < SHORTEST or lex.patterns["each_alone"].fullmatch(draft.noun):
        draft.noun = found["noun"]
        draft.right = found["noun"]


def granted_behind(tail: str, lex: Lexicon) -> str:
    """What the words behind a sum say is given, at its standard or as it is: 的标准给予培训补贴; empty for none."""
    found = lex.patterns["given"].match(tail) or lex.patterns["grant_by_standard"].match(tail)
    return found["noun"] if found else ""


def built_by_standard(draft: Draft, lex: Lexicon) -> None:
    """Names what is built or paid by a standard, per what, and whose it is: 小区按每百户30平方米的标准配建养老用房.

    Persons by whose number something is counted (按100人核定) are no standard, and a ratio (按1:7配备) has a name.
    """
    found, for_each = lex.patterns["built_by_standard"].match(draft.tail), lex.patterns["built_for"].match(draft.left)
    if found and for_each and (for_each["each"] or draft.unit not in {None, *lex.words["heads"]}):
        draft.noun = (for_each["each"] or "") + found["noun"] if found["noun"] else ""
        draft.subject = bare(for_each["who"], lex).noun or None
        draft.rules.append("indicator.by-standard")


def without_giver(draft: Draft, lex: Lexicon) -> None:
    """Takes who pays out of the name of what is paid, and the verb: 市财政每辆补贴 → 每辆补贴."""
    noun = lex.patterns["giver"].sub("", draft.noun)
    if noun != draft.noun:
        noun = lex.patterns["interest"].sub("", noun)
        draft.rules.append(PAID_BY)
    whom = lex.patterns["given_to_whom"].fullmatch(noun)
    if whom:
        noun = _short_of(whom["who"].rpartition(lex.forms["of"])[2] or whom["who"], lex) + whom["what"]
    draft.noun = lex.patterns["given_each"].sub("", lex.patterns["given_to_those"].sub("", noun))


def is_entitled(scene: Scene, draft: Draft, flow: Flow) -> bool:
    """Whether it is how much somebody may ask for, who is then its subject: 个人最高可贷20万元，企业最高可贷300万元.

    What they ask for stands in the clause before, in the label or with the one before.
    """
    lex = scene.lex
    if draft.right or draft.unit not in lex.words["money_units"]:
        return False
    found = lex.patterns["entitled"].fullmatch(draft.left)
    who = bare(found["who"], lex).noun if found else ""
    if len(who) < SHORTEST or lex.patterns["asked_for"].search(who):
        return False
    before = flow.rows[-1] if flow.rows and "subject.entitled" in flow.rows[-1].rules else None
    previous = flow.previous if flow.previous and flow.previous.sentence == draft.clause.sentence else None
    asked = lex.patterns["asked_for"].search(previous.of(scene.text)) if previous else None
    draft.subject = who
    draft.noun = asked["what"] + lex.forms["limit"] if asked else before.noun if before else flow.label
    draft.rules.append("subject.entitled")
    return True


def with_recipient(scene: Scene, draft: Draft, flow: Flow) -> None:
    """Puts whom it is for before an indicator that only says 奖励 or 补贴, and 奖励 after one that only says 每家."""
    lex = scene.lex
    earlier = flow.last
    given = draft.unit in lex.words["money_units"] and lex.patterns["promised_first"].match(draft.noun) is not None
    what = lex.patterns["giving"].sub("", draft.noun) if given else draft.noun
    paid = any(lex.patterns[name].fullmatch(what) for name in ("grant", "wage"))
    if earlier is not None and not paid and lex.patterns["each_alone"].fullmatch(draft.noun):
        grant = lex.patterns["grant_word"].search(earlier.noun)
        draft.noun += grant[0] if grant else ""
        return
    if draft.subject is None and lex.patterns["penalty"].search(draft.noun):
        _penalised(scene, draft)
        return
    if not paid or _is_told_whole(draft, lex):
        return
    behind = draft.right != "" or "subject.grant-standard" in draft.rules
    behind = behind or given
    told = PAID_BY in draft.rules and lex.patterns["grant_alone"].fullmatch(draft.noun) is not None
    if not (behind or told or lex.patterns["each"].match(draft.noun)):
        _paid_too(draft, flow, lex)
        return
    draft.noun = lex.patterns["of"].sub("", draft.noun)
    if not behind and _paid_to_counted(draft, flow, lex):
        return
    each = lex.patterns["by_each"].search(draft.left) if behind and draft.subject is None else None
    if each:
        draft.noun = each["each"] + draft.noun  # 按每个床位5000元给予补助
    name = _recipient(scene, draft, flow)
    if lex.patterns["doing"].search(name):
        name = name.rpartition(lex.forms["of"])[2]
    if lex.patterns["doing"].search(name):
        return
    if len(name) > LONGEST_RECIPIENT:
        draft.doubt("indicator-guessed", "those who get it are told at length: only the last of them are named")
    name = _short_of(lex.patterns["levels_listed"].sub("", name) if draft.subject else name, lex)
    name = "" if name.endswith(_AND) else lex.patterns["open_bracket"].sub("", name)
    if lex.patterns["holds_sum"].search(name):
        draft.case = name
    elif len(name) >= SHORTEST:
        _pay(draft, name, lex)
    else:
        _paid_too(draft, flow, lex)


def _pay(draft: Draft, name: str, lex: Lexicon) -> None:
    grant = lex.patterns["giving"].sub("", draft.noun)
    alike = name.endswith(grant[:SHORTEST])  # 顶尖人才, 人才津贴
    draft.payee, draft.noun = name, name + (grant[SHORTEST:] if alike else grant)
    draft.rules.append("indicator.grant")


def _paid_too(draft: Draft, flow: Flow, lex: Lexicon) -> None:
    """Names those whom the clause before pays before what else they get: 给予专家6万元津贴，一次性补助30万元."""
    row = flow.last
    if row is None or not row.payee or row.clause is not flow.previous or row.clause.stop != "，" or draft.subject:
        return
    if row.clause.sentence == draft.clause.sentence and lex.patterns["other_grant"].fullmatch(draft.noun):
        _pay(draft, row.payee, lex)


def _short_of(name: str, lex: Lexicon) -> str:
    """The name of those who are paid without how many they are, and cut where it is too long."""
    name = lex.patterns["quoted_behind"].sub("", lex.patterns["counted_first"].sub("", name))
    if len(name) <= LONGEST_RECIPIENT:
        return name
    last = name.rpartition(lex.forms["of"])[2]
    if len(last) >= SHORTEST_NAME and any(char.isdigit() for char in name):
        return last
    name = name[-LONGEST_RECIPIENT:]
    return name.partition("、")[2] or name.partition(lex.forms["of"])[2] or name


def paid_list(scene: Scene, clause: Clause, flow: Flow, count: int, words: str) -> tuple[list[str], str]:
    """The `count` receivers that the clause before lists for sums shared out: 对省级、市级园区，分别奖励6万元、3万元.

    `words` are those beside the numbers; empty where they share nothing out, or the list is of another length.
    Behind them stands what the last says of all: 金奖、银奖的专利 are [金奖, 银奖], 专利.
    """
    lex, previous = scene.lex, flow.previous
    if lex.forms["respectively"] not in words or lex.patterns["grant_word"].search(words) is None:
        return [], ""
    if previous is None or previous.sentence != clause.sentence or previous.stop != "，":
        return [], ""
    found = lex.patterns["paid_list"].fullmatch(previous.of(scene.text))
    items = found["list"].split("、") if found else []
    if found and len(items) != count:
        items = [item for item in lex.patterns["joint"].split(found["list"]) if item]
    if len(items) != count or not all(SHORTEST <= len(item) <= LONGEST_LISTED for item in items):
        return [], ""
    of = lex.forms["of"]
    last, told, head = items[-1].partition(of)
    if not told or len(head) < SHORTEST_NAME or any(of in item for item in items[:-1]):
        return items, ""
    return [*items[:-1], last], head


def _is_told_whole(draft: Draft, lex: Lexicon) -> bool:
    """Whether nothing of its name stands elsewhere: 博士研究生每人补贴3000元，硕士研究生1500元."""
    same = "indicator.from-row-before" in draft.rules and draft.subject is not None
    same = same and lex.patterns["each"].match(draft.noun) is not None
    return same or not {"indicator.elided", "indicator.by-standard", PAID_LIST}.isdisjoint(draft.rules)


def _paid_to_counted(draft: Draft, flow: Flow, lex: Lexicon) -> bool:
    """Names what each gets by those whom the clause before counts: 选聘护林员500名，每人每月补助800元."""
    row = flow.last
    if row is None or row.clause is not flow.previous or row.unit in lex.words["money_units"]:
        return False
    if not lex.patterns["each_of_them"].fullmatch(draft.noun):
        return False
    noun = lex.patterns["counted_end"].sub("", lex.patterns["hiring"].sub("", row.noun))
    if not lex.patterns["thing_end"].search(noun) or noun in draft.noun:
        return False
    draft.noun = noun + draft.noun
    draft.rules.append("indicator.grant")
    return True


def _recipient(scene: Scene, draft: Draft, flow: Flow) -> str:
    """Whom the grant is for: 对… before it, a condition in the clause before, 给予… , else that clause's topic."""
    text, lex = scene.text, scene.lex
    clause = draft.clause
    start = max(clause.sentence, clause.start - BEFORE)
    last = text.rfind("；", start, clause.start)
    words = text[max(start, last + 1) : draft.at]
    found = max(lex.patterns["recipient"].finditer(words), key=lambda match: match.start(), default=None)
    own = lex.patterns["own_recipient"].match(draft.left)
    if own and _is_own(own["who"], lex, of_clause=found is None):
        return own["who"]
    previous = flow.previous
    before = previous is not None and previous.sentence == clause.sentence and previous.stop == "，"
    if found is not None and not (before and previous and _names_recipient(scene, previous, start + found.end())):
        return lex.patterns["recipient_end"].sub("", found[1])
    given = lex.patterns["given_to"].search(draft.left)
    if given and not (before and previous is not None and text[previous.end - 1] == lex.forms["of"]):
        return given["who"]
    if previous is None or not before:
        return ""
    words = previous.of(text)
    if lex.patterns["no_recipient"].match(words):
        return ""
    words = lex.patterns["for_so_many"].sub("", words)
    return lex.patterns["recipient_end"].sub("", bare(words, lex).noun)


def _is_own(who: str, lex: Lexicon, *, of_clause: bool) -> bool:
    """Whether the clause itself says whom it pays; where a 对 stands before it, they end like persons or bodies."""
    if lex.patterns["bodies"].search(who):
        return False
    named = lex.forms["of"] in who and lex.patterns["thing_end"].search(who) is not None
    return named or (of_clause and not lex.patterns["doing"].search(who))


def _names_recipient(scene: Scene, clause: Clause, end: int) -> bool:
    """Whether a clause behind the 对 that ends at `end` names whom it pays: 对到期未认定，再次通过认定的企业，给予…."""
    words = clause.of(scene.text)
    if clause.start <= end or scene.lex.patterns["no_recipient"].match(words):
        return False
    return scene.lex.forms["of"] in words and scene.lex.patterns["thing_end"].search(words) is not None


def _penalised(scene: Scene, draft: Draft) -> None:
    """Whom a fine is laid on: 对机构处一万元以上五万元以下罚款."""
    start = scene.text.rfind("。", max(0, draft.clause.start - BEFORE), draft.clause.start) + 1
    found = max(
        scene.lex.patterns["penalised"].finditer(scene.text, start, draft.at), key=lambda m: m.start(), default=None
    )
    if found is not None:
        draft.subject = found[1]
        draft.rules.append("subject.penalised")
