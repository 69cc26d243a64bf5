"""The words and patterns of assembling, compiled once for a pack."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from chengnuo.gates import Gate, beginnings
from chengnuo.packs import Pack, Patterns, Rule, alternation
from chengnuo.regions import full_names, short_names
from chengnuo.remembered import compiled

FILE = "assemble"
Search = Callable[[str], re.Match[str] | None]
# A line that begins with a label, behind the break before it; labels are no longer.
_LABELLED = re.compile("\n[^\n：:]{1,30}[：:]")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Compiled patterns and word sets of `extractors/assemble/`; `…_end` patterns are anchored at the end."""

    tokens: re.Pattern[str]
    enumerator: re.Pattern[str]
    scope: re.Pattern[str]
    scope_region: re.Pattern[str]
    date_lead: re.Pattern[str]
    reach_end: re.Pattern[str]
    lead: re.Pattern[str]
    trail: re.Pattern[str]
    trail_last: frozenset[str]  # the characters with which it may end, but for blanks
    making: re.Pattern[str]
    class_list: re.Pattern[str]
    forms: dict[str, str]
    patterns: Patterns
    words: dict[str, frozenset[str]]
    pairs: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]  # a word for several classes (城乡), and those
    region_names: frozenset[str]
    region_stems: frozenset[str]
    compounds: tuple[tuple[str, tuple[str, ...]], ...]  # a word for several things (存贷款), and those
    length_units: dict[str, str]
    implied_units: tuple[tuple[str, str], ...]
    written_year: re.Pattern[str]  # in a title
    agendas: tuple[str, ...]  # what the genres of documents on one year's work end with
    skip: Gate[Rule]
    aside: Gate[Rule]
    means: Gate[Rule]
    status: Gate[Rule]
    strive: re.Pattern[str]
    scope_first: frozenset[str]
    titled: Gate[Rule]  # moods that headings tell
    mood: dict[str, tuple[Rule, ...]]  # the others, by where they look
    turns: re.Pattern[str]  # where the literals of those stand that look into sentences
    source: tuple[Rule, ...]
    binding: tuple[Rule, ...]
    doubt: dict[str, tuple[Rule, ...]]  # by the rows that they are about
    guesses: dict[str, tuple[str, str]]  # rules that guess: the doubt of their rows, with its reason


@lru_cache(maxsize=8)
def lexicon(pack: Pack) -> Lexicon:
    """The lexicon of the pack. BadPack where a key is missing or no regular expression."""
    patterns = pack.patterns(FILE, "patterns")
    mood = _of_each(pack.rules(FILE, "mood"), "where", ("heading", "sentence", "label"))
    titled = Gate(mood.pop("heading"))
    reach = [word for key in ("reach", "rise", "fall") for word in pack.words(FILE, "words", key)]
    words = {k: alternation(pack.words(FILE, "words", k)) for k in ("trail", "summing", "making", "perfective")}
    return Lexicon(
        tokens=patterns["tokens"],
        enumerator=patterns["enumerator"],
        scope=patterns["scope"],
        scope_region=patterns["scope_region"],
        date_lead=patterns["date_lead"],
        reach_end=compiled(f"{_opening(reach)}(?:{alternation(reach)}|[，：\\s]){{1,8}}$"),
        lead=patterns["lead"],
        trail=compiled(f"(?:{words['trail']}|[“\\s])$"),
        trail_last=frozenset("“").union(word[-1] for word in pack.words(FILE, "words", "trail")),
        making=compiled(f"^{words['summing']}?{words['making']}{words['perfective']}?"),
        class_list=pack.pattern(FILE, "patterns", "subject", "class_list"),
        forms={k: pack.text(FILE, "forms", k) for k in pack.table(FILE, "forms")},
        patterns=patterns,
        words={k: frozenset(pack.words(FILE, "words", k)) for k in pack.table(FILE, "words")},
        region_names=full_names(pack),
        region_stems=short_names(pack),
        compounds=tuple((key, pack.words(FILE, "compounds", key)) for key in pack.table(FILE, "compounds")),
        pairs=tuple((compiled(key), pack.words(FILE, "pairs", key)) for key in pack.table(FILE, "pairs")),
        length_units=dict(pack.table(FILE, "length_units")),
        status=Gate(pack.rules(FILE, "status")),
        titled=titled,
        mood=mood,
        turns=beginnings(word for rule in mood["sentence"] for word in rule.literals),
        doubt=_of_each(pack.rules(FILE, "doubt"), "rows", ("number", "milestone")),
        strive=next(rule.pattern for rule in pack.rules(FILE, "binding") if rule.get("reach") == "sentence"),
        scope_first=frozenset(pack.text(FILE, "forms", "scope_first")),
        guesses={
            rule: (why.split()[0], pack.text(FILE, "guessed", why)) for rule, why in pack.table(FILE, "guesses").items()
        },
        written_year=pack.pattern("dates", "passages", "written"),
        agendas=pack.words("dates", "passages", "agendas"),
        implied_units=tuple(pack.table(FILE, "implied_units").items()),
        skip=Gate(pack.rules(FILE, "skip")),
        aside=Gate(pack.rules(FILE, "aside")),
        means=Gate(pack.rules(FILE, "means")),
        **{section: pack.rules(FILE, section) for section in ("source", "binding")},
    )


def _of_each(rules: tuple[Rule, ...], key: str, values: tuple[str, ...]) -> dict[str, tuple[Rule, ...]]:
    """The rules for each value of the key; those without the key are for all."""
    return {value: tuple(rule for rule in rules if rule.get(key, value) == value) for value in values}


def labelled(text: str) -> tuple[int, ...]:
    """Where the lines begin that may begin with a label (整改目标：): few hold a colon so early."""
    return tuple(line.start() for line in _LABELLED.finditer("\n" + text))


def _opening(words: Iterable[str]) -> str:
    """A look at the first character, which spares trying every word at every place."""
    return f"(?=[{re.escape(''.join(sorted({word[0] for word in words})))}，：\\s])"
