"""Whether a stretch of a document reviews what was done or says what is to be done."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from chengnuo.assemble.families import BEGINNING, is_press, plans_often, tells_exactly
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.nests import Nest
from chengnuo.model import Heading, Outline, Part, Status, Task
from chengnuo.packs import Rule

_YEARS = re.compile(r"[12]\d{3}")
# A turn that introduces a list holds for the rest of its document, not only for its section.
FAR_REACHING = 0
# What tables set as goals beside what has been reached of them.
GOAL_COLUMN = "mood.goal-column"
# A heading with more characters has the text behind it run together with it.
LONGEST_TITLE = 60
# What stands before the first heading or task table of a plan, so many characters long, tells why it is made.
SHORTEST_PREFACE, LONGEST_PREFACE = 40, 2500
# So many goals with what has been reached of each make a list of them.
OF_A_LIST = 2
# An item that sets a goal has no more characters; a text of one line takes no more time than its length asks for.
LONGEST_ITEM = 420
# A turn to plans after this share of a document leaves a review before it.
LATE = 0.2


@dataclass(frozen=True, slots=True)
class Mood:
    """The status that statements have here without a word of their own.

    `firm` is false where only the kind of document speaks for it; `turned` is true of a review whose section turns to
    plans later (下一步，…). `planned`: whether a change from one number to another (由…提高到…) is to come, always or
    where a date says by when.
    """

    status: Status
    rule: str
    firm: bool = True
    turned: bool = False
    planned: Literal["", "dated", "always"] = ""

    @classmethod
    def of(cls, rule: Rule) -> Mood:
        """The mood that a rule tells of."""
        return cls(rule.get("status"), rule.id, firm=rule.get("firm", True), planned=rule.get("planned", ""))


# Behind the section of a report that sets out what is to be done; behind the one that looks back.
OUTLOOK = Mood("pledged", "mood.after-outlook", planned="always")
AFTER_REVIEW = Mood("pledged", "mood.after-review", firm=False)
# Below a heading with the year that a report plans.
OF_PLANNED_YEAR = Mood("pledged", "mood.heading-of-planned-year", planned="always")
# Before the first heading of a plan.
PREFACE = Mood("pledged", "mood.preface", firm=False)
# A text that does not say what it is, with numbers that only counting gives.
EXACT = Mood("achieved", "mood.exact-numbers", firm=False)
# A text that opens with what a time that is over has brought.
REVIEWING = Mood("achieved", "mood.opens-with-review", firm=False)
# News: a status of it is never sure.
NEWS = Mood("achieved", "mood.news")


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of speech: where it stands, its mood, whether it introduces a list, the end of its line.

    `label` is one that opens a line (整改目标：) and holds for it alone.
    """

    at: int
    mood: Mood
    far: bool
    line_end: int
    label: bool = False


@dataclass(frozen=True, slots=True)
class Moods:
    """The moods of a file in text order."""

    starts: tuple[int, ...]
    moods: tuple[Mood, ...]

    def at(self, offset: int) -> Mood:
        """The mood that holds at `offset`."""
        i = bisect_right(self.starts, offset) - 1
        return self.moods[i] if i >= 0 else Mood("pledged", "mood.default", firm=False)

    def start_of(self, offset: int) -> int:
        """Where the mood that holds at `offset` begins; 0 where none does."""
        i = bisect_right(self.starts, offset) - 1
        return self.starts[i] if i >= 0 else 0


def moods_of(outline: Outline, families: Sequence[str], labelled: Sequence[int], lex: Lexicon) -> Moods:
    """The moods that the headings, the turns of speech, the labels of lines and the kinds of document give."""
    turns = sorted([*_turns(outline.text, labelled, lex), *_set_goals(outline.text, lex)], key=lambda turn: turn.at)
    starts: list[int] = []
    moods: list[Mood] = []
    all_headings = sorted(outline.headings, key=lambda h: h.span.start)
    heading_starts = [h.span.start for h in all_headings]
    turn_starts = [turn.at for turn in turns]
    table_starts = sorted(task.scope.start for task in outline.tasks if task.in_table)
    for part, family in zip(outline.parts, families, strict=True):
        begin, end = part.span.start, part.span.end
        inside = turns[bisect_left(turn_starts, begin) : bisect_left(turn_starts, end)]
        headings = all_headings[bisect_left(heading_starts, begin) : bisect_left(heading_starts, end)]
        rows = table_starts[bisect_left(table_starts, begin) : bisect_left(table_starts, end)][:1]
        for offset, mood in _moods_of_part(part, family, outline.text, headings, inside, rows, lex):
            starts.append(offset)
            moods.append(mood)
    return _with_columns(Moods(tuple(starts), tuple(moods)), outline.tasks)


def _with_columns(moods: Moods, tasks: Sequence[Task]) -> Moods:
    """The moods with those of the cells of tables that set what is to be done beside what has been."""
    both = [task for task in tasks if task.progress]
    cells = {span: Mood("pledged", GOAL_COLUMN) for task in both for span in task.goals}
    cells |= {span: Mood("achieved", "mood.progress-column") for task in both for span in task.progress}
    if not cells:
        return moods
    inside = Nest.of(sorted(cells))
    kept = [(at, mood) for at, mood in zip(moods.starts, moods.moods, strict=True) if inside.at(at) < 0]
    ends = [(span.end, moods.at(span.end)) for span in cells if inside.at(span.end) < 0]
    starts = [(span.start, mood) for span, mood in cells.items()]
    ordered = sorted([*kept, *ends, *starts], key=lambda one: one[0])
    return Moods(tuple(at for at, _ in ordered), tuple(mood for _, mood in ordered))


def _turns(text: str, starts: Sequence[int], lex: Lexicon) -> Iterator[Turn]:
    """Each turn of speech that a rule finds: in a sentence, or as the label that opens the line at one of `starts`."""
    for rule in lex.mood["label"]:
        for label in filter(None, (rule.pattern.match(text, start) for start in starts)):
            end = text.find("\n", label.end())
            yield Turn(label.end(), Mood.of(rule), far=False, line_end=end if end >= 0 else len(text), label=True)
    places = [place.start() for place in lex.turns.finditer(text)]
    for rule in lex.mood["sentence"]:
        seen: set[int] = set()
        for at in places:
            if not text.startswith(rule.literals, at):
                continue
            found = rule.pattern.search(text, max(0, at - 40), min(len(text), at + 40))
            if found and found.end() not in seen:
                seen.add(found.end())
                line_end = text.find("\n", found.end())
                tail = text[found.end() : min(line_end if line_end >= 0 else len(text), found.end() + 400)]
                far = rule.get("lists") is True or tail.rstrip().endswith("：")
                far = far or any(word in tail for word in lex.words["announcing"])
                yield Turn(found.end(), Mood.of(rule), far, line_end if line_end >= 0 else len(text))


def _set_goals(text: str, lex: Lexicon) -> Iterator[Turn]:
    """Each item of a list that sets a goal of which the line below it tells how far it is reached.

    Where two or more are answered by how things stand at a time (上半年，…), an item above a line of what was done
    already sets a goal, too; and where two or more are within their lines, so do these.
    """
    goals = _above(text, lex.patterns["told_at"], lex)
    inside = _above(text, lex.patterns["told_inside"], lex)
    if len(goals) >= OF_A_LIST:
        goals |= _above(text, lex.patterns["told_done"], lex)
    if len(inside) >= OF_A_LIST:
        goals |= inside
    for start, end in sorted(goals):
        # Behind the first character: the item may be a heading, and its turn comes after the heading's.
        yield Turn(start + 1, Mood("pledged", "mood.goal-told-of"), far=False, line_end=end, label=True)


def _above(text: str, told: re.Pattern[str], lex: Lexicon) -> set[tuple[int, int]]:
    """The items that set a goal in the line above one that `told` finds, from its break on."""
    ends = (found.start() for found in told.finditer(text))
    lines = ((text.rfind("\n", max(0, end - LONGEST_ITEM), end) + 1, end) for end in ends)
    near = ((start, end) for start, end in lines if end - start <= LONGEST_ITEM)
    return {(start, end) for start, end in near if lex.patterns["goal_item"].fullmatch(text, start, end)}


class _Held:
    """The moods in force by the levels at which they began; the last holds.

    They are counted by status, so that a text of nothing but turns takes no more time than its length asks for.
    """

    def __init__(self, default: Mood) -> None:
        self._stack: list[tuple[int, Mood]] = [(-1, default)]
        self._sections: Counter[Status] = Counter()

    @property
    def mood(self) -> Mood:
        """The mood that holds."""
        return self._stack[-1][1]

    def enter(self, level: int, mood: Mood) -> None:
        """Lets the mood hold until a heading of that level or of one above it."""
        self._stack.append((level, mood))
        self._sections[mood.status] += level > FAR_REACHING

    def leave(self, level: int) -> None:
        """Ends what began at that level or below it."""
        while self._stack[-1][0] >= level:
            began, mood = self._stack.pop()
            self._sections[mood.status] -= began > FAR_REACHING

    def says(self, status: Status) -> bool:
        """Whether a heading, or a turn that reaches no further than one, says so."""
        return self._sections[status] > 0


def _moods_of_part(
    part: Part,
    family: str,
    text: str,
    headings: list[Heading],
    turns: list[Turn],
    tables: Sequence[int],
    lex: Lexicon,
) -> Iterator[tuple[int, Mood]]:
    plan = family == "plan"
    planned = lex.patterns["planned_year"].search(part.title or "")
    told = [(h, _of_title(h.title, lex, family) or _of_year(h.title, planned)) for h in headings]
    titled = _before_turns(told, turns)
    plans = any(mood.status == "pledged" for mood in [*(m for _, m in titled if m), *(turn.mood for turn in turns)])
    default = _default(part, family, text, lex, reviews=_reviews_first(part, titled, turns), plans=plans)
    back = [h.level for h in headings if lex.patterns["looked_back"].search(h.title)]
    if default.rule == "mood.report" and back:
        # The sections after the one that looks back say what is to be done.
        default = AFTER_REVIEW
    first = min((*(h.span.start for h in headings[:1]), *tables), default=part.span.start)
    prefaced = default.rule == "mood.plan" and SHORTEST_PREFACE < first - part.span.start < LONGEST_PREFACE
    yield part.span.start, PREFACE if prefaced else default
    events: list[tuple[int, int, Mood | None, bool]] = [(h.span.start, h.level, m, False) for h, m in titled]
    # A plan looks back for a paragraph only.
    brief = {turn.at: turn.line_end for turn in turns if turn.label or (plan and turn.mood.status == "achieved")}
    events += [(turn.at, -1, turn.mood, turn.far) for turn in turns]
    events += [(end, -2, None, False) for end in brief.values()]
    if prefaced:
        yield first, default
    held = _Held(default)
    level = 1
    for offset, own, mood, far in sorted(events, key=lambda e: (e[0], e[1])):
        if own >= 0:
            level = own
            held.leave(own)
            if default is AFTER_REVIEW and own <= min(back) and mood and mood.status == "pledged":
                # Once a section beside the review sets out plans, all behind it do.
                held = _Held(OUTLOOK)
            if mood:
                held.enter(own, mood)
        elif offset in brief and mood:
            yield offset, mood
            continue
        elif mood:
            # Below a heading that says so already, a turn of speech reaches no further than the heading.
            held.enter(FAR_REACHING if far and not held.says(mood.status) else max(level, 1), mood)
        yield offset, held.mood


def _of_title(title: str, lex: Lexicon, family: str) -> Mood | None:
    if len(title) > LONGEST_TITLE:
        return None
    for rule in lex.titled.opened(title):
        if family in rule.get("families", (family,)) and rule.pattern.search(title):
            return Mood.of(rule)
    return None


def _of_year(title: str, planned: re.Match[str] | None) -> Mood | None:
    """That of a heading with the later of two years that a report names in its title: 2012年总结和2013年打算."""
    return OF_PLANNED_YEAR if planned and planned["year"] in title else None


def _before_turns(
    titled: list[tuple[Heading, Mood | None]], turns: Sequence[Turn]
) -> list[tuple[Heading, Mood | None]]:
    """The headings and their moods, those of reviews that turn to plans marked."""
    plans = [turn.at for turn in turns if turn.mood.status == "pledged" and not turn.label]
    ends = [heading.span.start for heading, _ in titled[1:]] + [sys.maxsize]
    return [
        (heading, replace(mood, turned=True) if mood and _has_between(plans, heading, end) else mood)
        for (heading, mood), end in zip(titled, ends, strict=False)
    ]


def _has_between(places: Sequence[int], heading: Heading, end: int) -> bool:
    at = bisect_right(places, heading.span.start)
    return at < len(places) and places[at] < end


def _reviews_first(part: Part, titled: list[tuple[Heading, Mood | None]], turns: list[Turn]) -> bool:
    """Whether the document begins by looking back: its first sign is of a review, or one of plans comes late."""
    signs = [(h.span.start, mood) for h, mood in titled if mood] + [
        (turn.at, turn.mood) for turn in turns if not turn.label
    ]
    if not signs:
        return False
    at, mood = min(signs, key=lambda sign: sign[0])
    return mood.status == "achieved" or at - part.span.start > len(part.span) * LATE


def _default(part: Part, family: str, text: str, lex: Lexicon, *, reviews: bool, plans: bool) -> Mood:
    """The mood where nothing gives one; `reviews`: it begins by looking back, `plans`: something in it plans."""
    opening = text[part.span.start : min(part.span.end, part.span.start + BEGINNING)].partition("。")[0]
    named = f"{part.genre or ''} {part.title or opening}"
    law = any((part.genre or "").endswith(word) for word in lex.words["law_genres"])
    twofold = any(word in named for word in lex.words["plans_named"]) and len(_YEARS.findall(named)) > 1
    reviewed = any(word in named for word in lex.words["reviews"]) and not twofold
    if reviewed and family != "reply" and not law:
        return Mood("achieved", "mood.review")
    if family in {"bulletin", "news"}:
        return NEWS if family == "news" else Mood("achieved", "mood.review")
    if family in {"report", "reply"} and reviews:
        return Mood("achieved", f"mood.{family}")
    if family == "reply":
        return Mood("achieved", "mood.reply", firm=False)
    if family == "report":
        summary = any(word in (part.genre or "") for word in lex.words["bulletins"])
        if not summary and not plans and _opens_with_review(part, text, lex):
            return REVIEWING
        held = any(word in (part.genre or "") for word in lex.words["speeches"])
        told = summary or not (plans or held or plans_often(part, text, lex))
        return Mood("achieved" if told else "pledged", "mood.report", firm=summary and not plans)
    told = (part.genre is not None and not is_press(part, lex)) or plans_often(part, text, lex)
    plan = family == "plan"
    if plan and not told and tells_exactly(part, text, lex):
        return EXACT
    if plan and not told and not plans and _opens_with_review(part, text, lex):
        return REVIEWING
    return Mood("pledged", f"mood.{family}", firm=plan and told, planned="always" if plan else "")


def _opens_with_review(part: Part, text: str, lex: Lexicon) -> bool:
    """Whether its first sentences tell what a time that is over has brought."""
    end = min(part.span.end, part.span.start + BEGINNING)
    return lex.patterns["opens_with_review"].match(text, part.span.start, end) is not None
