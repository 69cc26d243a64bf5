"""Which numbers are policy content, and which clauses are outcomes; else the reason why not."""

from __future__ import annotations

from collections.abc import Sequence

from chengnuo.assemble.clauses import Clause
from chengnuo.assemble.drafts import Draft
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.periods import is_past
from chengnuo.assemble.scenes import Scene
from chengnuo.model import Quantity, TimeMention
from chengnuo.spans import Span

# The rules of [[skip]] see so much on both sides of a number.
BEFORE, AFTER = 24, 24
# A clause shorter than this says no outcome (一是, 其中).
SHORTEST_OUTCOME = 4


def why_not(
    scene: Scene, clause: Clause, quantity: Quantity, times: Sequence[TimeMention], titles: Sequence[Span]
) -> str | None:
    """The rule by which the number is no policy content; None where it is."""
    if scene.lists.at(quantity.span.start) >= 0:
        return "skip.in-a-list-of-bodies"
    if any(title.contains(quantity.span) for title in titles):
        return "skip.in-a-title"
    if any(t.span.overlaps(quantity.span) for t in times if t.type != "SET"):
        return "skip.an-expression-of-time"
    if not quantity.is_share and _is_condition(scene, clause):
        return "skip.condition"
    words = quantity.span.of(scene.text)
    left = scene.text[max(clause.raw, quantity.span.start - BEFORE) : quantity.span.start]
    right = scene.text[quantity.span.end : min(clause.end + 1, quantity.span.end + AFTER)]
    around = f"{left}⟦{words}⟧{right}"
    for rule in scene.lex.skip:
        found = rule.pattern.search(around)
        if found and found.start() <= len(left) + len(words) + 1 and found.end() > len(left):
            return rule.id
    return _small_numeral(scene, words, quantity, times)


def _is_condition(scene: Scene, clause: Clause) -> bool:
    """Whether the clause only says who is meant (营业收入达到某数以上的，…): its numbers delimit."""
    words = clause.span.of(scene.text)
    if not clause.stop or clause.stop not in "，；：" or not scene.lex.patterns["condition"].match(words):
        return False
    return words.endswith(scene.lex.forms["of"]) or scene.lex.patterns["condition_of"].match(words) is not None


def _small_numeral(scene: Scene, words: str, quantity: Quantity, times: Sequence[TimeMention]) -> str | None:
    """一个, 两项 are mostly figures of speech; with a bound, a recurrence or a firm measure they count."""
    lex = scene.lex
    if words[:1].isdigit() or quantity.is_share or quantity.op != "=" or quantity.bound is not None:
        return None
    if not lex.patterns["small_numeral"].match(words):
        return None
    if quantity.unit in lex.words["firm_measures"] or any(t.type == "SET" for t in times):
        return None
    return "skip.small-numeral"


def why_no_outcome(scene: Scene, clause: Clause, draft: Draft, opens: bool, in_table: bool, family: str) -> str | None:
    """The rule by which a dated clause without a number is no outcome of its own; None where it is."""
    lex = scene.lex
    if scene.lists.at(clause.start) >= 0:
        return "means.in-a-list-of-bodies"
    words = clause.span.of(scene.text)
    if len(words) < SHORTEST_OUTCOME:
        return "means.too-short"
    if clause.stop == "：":
        return "means.announces"
    if clause.stop in {"", "\n"} and scene.lex.patterns["title"].search(words):
        return "means.title"
    body = lex.patterns["before_outcome"].sub("", undated(scene, clause))
    if len(body) < SHORTEST_OUTCOME or lex.patterns["only_numbers"].match(body):
        return "means.only-a-date"
    for rule in lex.means:
        if in_table and rule.get("in_tables") is False:
            continue
        if rule.pattern.search(body) or rule.pattern.search(words):
            return rule.id
    if lex.patterns["no_statement"].match(body):
        return "means.no-statement"
    sure = in_table or (opens and draft.status == "pledged")
    if not sure and not _says_outcome(body, lex):
        return "means.tail"
    today = scene.today(clause.start)
    if (
        draft.status == "pledged"
        and "status.future-date" not in draft.rules
        and not in_table
        and draft.governing
        and today
    ):
        if is_past(draft.governing.value, today) and draft.governing.via != "goals":
            return "means.promised-for-the-past"
    return _of_the_past(scene, clause, draft, body, family)


def undated(scene: Scene, clause: Clause) -> str:
    """The clause's words without its dates and the 到, 在, 前 that frame them."""
    patterns = scene.lex.patterns
    start, kept = clause.start, ""
    for time in scene.times_in(clause.start, clause.end):
        if time.type == "DATE" and time.span.start >= start:
            kept += patterns["date_frame"].sub("", scene.text[start : time.span.start])
            start = time.span.end
            after = patterns["date_frame_after"].match(scene.text[start : min(start + 6, clause.end)])
            start += after.end() if after else 0
    return kept + scene.text[start : clause.end]


def _says_outcome(body: str, lex: Lexicon) -> bool:
    """Whether the words reach or bring about something, and do not only say how to go about it."""
    patterns = lex.patterns
    if patterns["outcome"].match(body) or patterns["outcome_end"].search(body):
        return True
    return patterns["outcome_adverb"].match(body) is not None


def _of_the_past(scene: Scene, clause: Clause, draft: Draft, body: str, family: str) -> str | None:
    """Acts of administration that were done, and the history of a document itself, are no outcomes."""
    if family == "note" and draft.governing is not None:
        dated = draft.governing.via == "table" or "status.future-date" in draft.rules
        if draft.status == "achieved" or not dated:
            return "means.own-history"
    if (draft.status == "achieved" or family == "note") and scene.lex.patterns["administrative_act"].search(body):
        return "means.act-of-administration"
    return None
