"""The words on both sides of a number that belong to it, up to those of the next."""

from __future__ import annotations

from collections.abc import Sequence

from chengnuo.assemble.clauses import Clause
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.scenes import Scene
from chengnuo.model import Quantity, TimeMention

# So many characters around a number are read; a longer clause has lost its punctuation.
LEFT, RIGHT = 160, 80
# A noun that stands on both sides of an expression of time is no longer.
LONGEST_AGAIN = 8
_AND = "、"


def left_of(scene: Scene, clause: Clause, q: Quantity, before: Quantity | None, times: Sequence[TimeMention]) -> str:
    """The words between the clause's start (or the number before) and the number, without expressions of time."""
    text, lex = scene.text, scene.lex
    start = max(clause.start, q.span.start - LEFT)
    if before is not None and before.span.end > start:
        between = text[before.span.end : q.span.start]
        comma = between.rfind("，") + 1  # in a bracket, behind which no joint parts the numbers
        start = before.span.end + (comma or _last_joint(between, lex)[1])
    end = q.span.start
    opened = lex.patterns["inside_bracket"].search(text[start:end])
    if opened and lex.patterns["alone_in_bracket"].match(text, start + opened.start()):
        end = start + opened.start()  # 新建学校（5所）
    elif opened:
        start += opened.end()
    pieces = []
    for time in times:
        if time.span.end <= start or time.span.start >= end:
            continue
        if time.type == "DURATION" and lex.patterns["bounds_length"].match(text, time.span.end):
            continue  # 闲置两年以上的6200万元
        if lex.patterns["of_year_task"].match(text, time.span.start - 1):
            continue  # 占年度任务的61%
        piece = text[start : max(start, time.span.start)]
        start = time.span.end
        after = lex.patterns["after_time"].match(text, start, end)
        since = lex.patterns["since_when"].match(text, start, end)
        carrying = "since_from" if since else "taking" if time.type == "DURATION" else ""
        pieces.append(lex.patterns[carrying].sub("", piece) if carrying else piece)
        passed = after or since
        start = passed.end() if passed else start
    pieces.append(text[start:end])
    words = lex.patterns["next_deed"].sub("", "".join([*pieces[:-1], _not_again(pieces)]).strip(" "))
    words = lex.patterns["counted_place"].sub("", words) if before is not None else words
    return lex.patterns["sent_to"].sub("", lex.patterns["reach_of"].sub("", words))


def _not_again(pieces: Sequence[str]) -> str:
    """The last of the pieces without the noun that the one before ends with: 建设项目1-3月项目累计完成投资."""
    last, earlier = pieces[-1], "".join(pieces[:-1])
    size = next((n for n in range(min(len(last), LONGEST_AGAIN), 1, -1) if earlier.endswith(last[:n])), 0)
    return last[size:]


def right_of(scene: Scene, clause: Clause, q: Quantity, quantities: Sequence[Quantity]) -> str:
    """The words between the number and the next one, or the clause's end, without those that tell of the next."""
    text, lex = scene.text, scene.lex
    end = min(clause.end, q.span.end + RIGHT)
    after = next((other for other in quantities if other.span.start >= q.span.end), None)
    words = text[q.span.end : min(end, after.span.start) if after else end]
    sized = lex.patterns["of_classes"].match(text, after.span.end, end) if after and not words else None
    if sized:
        return sized["noun"]  # 建设1所9个班以上的幼儿园
    if after and lex.patterns["reaches_next"].search(words):
        words = text[q.span.end : after.span.end]  # 8家企业实现销售收入过亿元
    elif after:
        cut = _last_joint(words, lex)
        placed = lex.patterns["counted_place"].match(words)
        words = placed[0] if placed else words
        words = words[: cut[0]] if cut[1] else lex.patterns["next_reach"].sub("", words)
        words = lex.patterns["next_telling"].sub("", words)
        words = lex.patterns["next_attribute"].sub("", words)
    return words.strip(' ”"')


def _last_joint(words: str, lex: Lexicon) -> tuple[int, int]:
    """Where 、 or 和 parts two numbers with their words: directly behind the first, else the last 、, else the last 和.

    The end and the start of the words where there is none.
    """
    joints = [
        found.span()
        for found in lex.patterns["joint"].finditer(words)
        if not _is_in_bracket(words, found.start())
        and not (
            lex.patterns["verb_joined"].search(words, 0, found.start())
            and lex.patterns["telling_lead"].match(words, found.end())
        )
    ]
    if joints and joints[0][0] == 0:
        return joints[0]
    examples = lex.patterns["examples"].fullmatch(words) if joints else None
    if examples and examples["verb"]:
        return len(words), 0  # 投资3亿元新建某小学、某中学等学校5所: one list of names
    return max(joints, key=lambda place: (words[place[0]] == _AND, place), default=(len(words), 0))


def _is_in_bracket(words: str, at: int) -> bool:
    """Whether the place is in a bracket that the words hold whole: 省（区、市）."""
    return words.count("（", 0, at) > words.count("）", 0, at) and "）" in words[at:]
