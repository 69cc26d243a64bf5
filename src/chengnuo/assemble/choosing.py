"""Which numbers are policy content; else the reason why not."""

from __future__ import annotations

from collections.abc import Sequence

from chengnuo.assemble.clauses import Clause
from chengnuo.assemble.lengths import lengths_in
from chengnuo.assemble.lines import Line
from chengnuo.assemble.phrases import bare
from chengnuo.assemble.scenes import Scene
from chengnuo.model import Quantity, TimeMention

# The rules of [[skip]] see so much on both sides of a number.
BEFORE, AFTER = 24, 32
# The rules of [[aside]] see so much of a sentence up to the end of a clause.
ASIDE = 200
# A count and the level that it delimits.
PAIR = 2
# A clause of a law that one of these ends may be a condition.
LAW_CONDITION_STOPS = ("，", "；", "：")


def aside(scene: Scene, clause: Clause) -> str | None:
    """The rule by which the sentence up to here speaks of something that nobody here answers for; None else."""
    words = scene.text[max(clause.sentence, clause.end - ASIDE) : clause.end]
    return next((rule.id for rule in scene.lex.aside.opened(words) if rule.pattern.search(words)), None)


def _why_not(scene: Scene, line: Line, clause: Clause, quantity: Quantity, times: Sequence[TimeMention]) -> str | None:
    """The rule by which the number is no policy content; None where it is."""
    if scene.lists.at(quantity.span.start) >= 0:
        return "skip.in-a-list-of-bodies"
    if line.titles and any(title.contains(quantity.span) for title in line.titles):
        return "skip.in-a-title"
    if times and any(t.span.overlaps(quantity.span) for t in times if t.type != "SET"):
        return "skip.an-expression-of-time"
    if _lawful_condition(scene, clause):
        return "skip.condition"
    if clause.stop == "，" and scene.lex.patterns["if_clause"].match(clause.of(scene.text)):
        return "skip.condition"
    if not quantity.is_share and _is_condition(scene, clause):
        return "skip.condition"
    start = quantity.span.start
    if start == clause.start and scene.lex.patterns["page_views"].search(scene.text, max(0, start - BEFORE), start):
        return "skip.views-of-a-page"
    words = quantity.span.of(scene.text)
    left = scene.text[max(clause.raw, quantity.span.start - BEFORE) : quantity.span.start]
    right = scene.text[quantity.span.end : min(clause.end + 1, quantity.span.end + AFTER)]
    around = f"{left}⟦{words}⟧{right}"
    lawful = scene.setting(clause.start).standing == "law"
    for rule in scene.lex.skip.opened(around):
        if lawful and rule.get("not_in_laws"):
            continue
        found = rule.pattern.search(around)
        if found and found.start() <= len(left) + len(words) + 1 and found.end() > len(left):
            return rule.id
    return _small_numeral(scene, words, quantity, times)


def _is_condition(scene: Scene, clause: Clause) -> bool:
    """Whether the clause only says who is meant (营业收入达到某数以上的，…): its numbers delimit."""
    words = clause.of(scene.text)
    if not clause.stop or clause.stop not in "，；：" or not scene.lex.patterns["condition"].match(words):
        return False
    return words.endswith(scene.lex.forms["of"]) or scene.lex.patterns["condition_of"].match(words) is not None


def _tells_whom(scene: Scene, clause: Clause) -> bool:
    """Whether the clause names those to whom the next applies (对缴纳社会保险1年以上的，): its lengths delimit."""
    return _is_condition(scene, clause) and scene.lex.patterns["condition_of"].match(clause.of(scene.text)) is not None


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


def chosen(
    scene: Scene, line: Line, clause: Clause, found: Sequence[Quantity], times: Sequence[TimeMention]
) -> list[Quantity]:
    """The clause's quantities that are policy content, with its lengths of time that are."""
    kept: list[Quantity] = []
    beside = aside(scene, clause) if found or times else None
    for quantity in found:
        reason = beside or _why_not(scene, line, clause, quantity, times)
        if reason is None:
            kept.append(quantity)
        else:
            line.passed.append((quantity.span, reason))
    kept = _without_delimiter(scene, line, clause, kept)
    durations = [time for time in times if time.type == "DURATION"]
    told = durations and not beside and not _lawful_condition(scene, clause) and not _tells_whom(scene, clause)
    lengths = lengths_in(scene, clause, durations, kept) if told else []
    return sorted(kept + lengths, key=lambda q: q.span) if lengths else kept


def _lawful_condition(scene: Scene, clause: Clause) -> bool:
    """Whether a clause of a law says in which case the next one holds (逾期三十日未答复的，)."""
    if clause.stop not in LAW_CONDITION_STOPS or scene.setting(clause.start).standing != "law":
        return False
    return scene.lex.patterns["law_condition"].search(scene.text, clause.start, clause.end) is not None


def _without_delimiter(scene: Scene, line: Line, clause: Clause, kept: list[Quantity]) -> list[Quantity]:
    """The quantities less a count that only says whose level the next one is: 31个省份财政支出减少26%,
    省考核我市的8个断面中优良比例达到25%."""
    if len(kept) != PAIR or kept[0].is_share or not kept[1].is_share:
        return kept
    patterns = scene.lex.patterns
    between = scene.text[kept[0].span.end : kept[1].span.start]
    left = scene.text[clause.start : kept[0].span.start]
    among = patterns["count_among"].match(between) is not None and patterns["of_whom"].search(left) is not None
    if not among and (bare(left, scene.lex).noun or not patterns["count_then_level"].match(between)):
        return kept
    line.passed.append((kept[0].span, "skip.count-of-bearers"))
    return kept[1:]
