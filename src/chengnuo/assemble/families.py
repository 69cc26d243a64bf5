"""What kind of document a part is, by its genre, or by how it opens and speaks where it has none."""

from __future__ import annotations

from chengnuo.assemble.lexicon import Lexicon
from chengnuo.model import Part

# A report says what it is within so many characters.
BEGINNING = 600
# A bulletin compares so many times with the year before, and once in so many characters; without a word of plans fewer
# times say as much.
COMPARED = (5, 120)
ONLY_COMPARED = 3
# A plan has a word of plans in so many characters, and more than one.
PLANNED, OFTEN = 400, 2
# News has so many words of what was done, and so many times as many as words of plans.
NEWS = (2, 2)
# What is told has so many numbers that nobody plans, and so many times as many as words of plans.
EXACT = (3, 5)


def family_of(part: Part, text: str, lex: Lexicon) -> str:
    """The family of the part's genre: plan, report, reply or note; where it has none also bulletin or news."""
    genre = part.genre or ""
    if lex.patterns["spoken_report"].search(text, part.span.start, min(part.span.end, part.span.start + BEGINNING)):
        return "report"
    for family in ("note", "reply", "report"):
        if any(word in genre for word in lex.words[f"{family}_genres"]):
            return family
    press = is_press(part, lex) or _opens_as_press(part, text, lex)
    return "plan" if genre and not press else _by_words(part, text, lex, press=press)


def _by_words(part: Part, text: str, lex: Lexicon, *, press: bool) -> str:
    """The family of a document that does not say what it is, or only that it is of the press; plan as the last."""
    begin, end = part.span.start, part.span.end

    def count(name: str, end: int = end) -> int:
        return sum(1 for _ in lex.patterns[name].finditer(text, begin, end))

    compared, planned = count("compared"), count("planning")
    if compared >= COMPARED[0] and compared * COMPARED[1] >= len(part.span):
        return "bulletin"
    if compared >= ONLY_COMPARED and not planned:
        return "bulletin"
    if any(lex.patterns[told].search(text, begin, min(end, begin + BEGINNING)) for told in ("minutes", "meeting_told")):
        return "news"
    if lex.patterns["report_opening"].search(text, begin, min(end, begin + BEGINNING)):
        return "report"
    done = count("news")
    if press:
        # What it says of the next steps is a plan's part in any news.
        turn = lex.patterns["next_step"].search(text, begin, end)
        return "news" if done >= (count("planning", turn.start()) if turn else planned) else "plan"
    return "news" if done >= NEWS[0] and done > NEWS[1] * planned else "plan"


def is_press(part: Part, lex: Lexicon) -> bool:
    """Whether the part's genre is one that tells of what was done as well as of plans."""
    return any(word in (part.genre or "") for word in lex.words["press_genres"])


def _opens_as_press(part: Part, text: str, lex: Lexicon) -> bool:
    """Whether it opens as news do, whatever its headline names: 记者从市人大常委会获悉，…."""
    end = min(part.span.end, part.span.start + BEGINNING // 2)
    return lex.patterns["press_opening"].search(text, part.span.start, end) is not None


def tells_exactly(part: Part, text: str, lex: Lexicon) -> bool:
    """Whether numbers that only counting gives (23.91%, 28063人) stand in it, and hardly a word of plans."""
    exact = sum(1 for _ in lex.patterns["exact_number"].finditer(text, part.span.start, part.span.end))
    planned = sum(1 for _ in lex.patterns["planning"].finditer(text, part.span.start, part.span.end))
    return exact >= EXACT[0] and exact > EXACT[1] * planned


def plans_often(part: Part, text: str, lex: Lexicon) -> bool:
    """Whether words of plans stand in the document as often as in a plan."""
    count = sum(1 for _ in lex.patterns["planning"].finditer(text, part.span.start, part.span.end))
    return count >= OFTEN and count * PLANNED >= len(part.span)


def is_report(family: str) -> bool:
    """Whether a document of the family tells how things are; a work report tells plans as well."""
    return family in {"report", "bulletin", "news"}
