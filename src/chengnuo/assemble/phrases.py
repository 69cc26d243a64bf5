"""Noun phrases: what a number measures, for whom, and where, taken from the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from chengnuo.assemble.lexicon import Lexicon
from chengnuo.quick import quick

# A noun phrase longer than this is a sentence that lost its comma; its end is kept.
LONGEST_PHRASE = 60
# How long short names of provinces and prefectures are (黑龙江, 北京), the longest first.
SHORT_NAMES = (4, 3, 2)
# What persons or bodies are named by for their work (试点学校) is no longer.
LONGEST_WORK = 14
_BALANCE = {"”": "“", "》": "《", "）": "（", ")": "(", "’": "‘", "“": "”", "《": "》", "（": "）", "(": ")", "‘": "’"}
_STRAIGHT = '"'
_MARK = re.compile("[" + re.escape("".join(_BALANCE)) + "]")
_EDGES = "，、：；。,;: \t\u3000"


@quick
@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase with the region or group (`scope`) that stood before it, and the rule that made it."""

    noun: str
    scope: str | None = None
    rule: str = ""


def bare(text: str, lex: Lexicon, *, keep_verbs: bool = False) -> Phrase:
    """The phrase without adverbs, scope and conjunctions at its ends; `keep_verbs` leaves 实现, 打造 and the like."""
    scope = None
    left = text.strip(_EDGES)
    for _ in range(14):
        told = lex.scope.match(left)
        region = (told[1], told.end()) if told else None
        if not region and scope is None and not lex.lead.match(left):
            region = _region(left, lex)
        if region and (scope is None or len(region[0]) < len(left)):
            scope = f"{scope}{region[0]}" if scope else region[0]
            left = lex.patterns["of"].sub("", left[region[1] :].lstrip(_EDGES))
            continue
        lead = lex.lead.match(left) if not keep_verbs else lex.patterns["adverb"].match(left)
        if lead and (len(lead[0]) < len(left) or not keep_verbs):
            left = left[lead.end() :]
            continue
        break
    return Phrase(balanced(left if keep_verbs else trimmed(left, lex)), scope)


def _region(words: str, lex: Lexicon) -> tuple[str, int] | None:
    """The regions at the start of the words, a list or one by its name, and where they end.

    城区 and 农村 are classes, no regions.
    """
    found = lex.scope_region.match(words)
    if found and not lex.class_list.fullmatch(found[1]):
        whole = "、" in found[1] or len(found[1]) == len(words)
        if whole or (lex.patterns["measured_there"].match(words, found.end()) and _is_named(found[1], lex)):
            return found[1], found.end()
    size = _short_name(words, lex)
    if size and lex.patterns["name_joint"].match(words, size):
        return _listed(words, size, lex)
    return (words[:size], size) if size and lex.patterns["measured_in_short"].match(words, size) else None


def _short_name(words: str, lex: Lexicon) -> int:
    """How long the short name of a province or prefecture at the start of the words is; 0 where there is none."""
    return next((n for n in SHORT_NAMES if words[:n] in lex.region_stems), 0)


def _listed(words: str, end: int, lex: Lexicon) -> tuple[str, int] | None:
    """The short names of a list (北京、河北、辽宁等省份) and where it ends; None where no second one follows."""
    joint = lex.patterns["name_joint"]
    while joint.match(words, end) and (size := _short_name(words[end + 1 :], lex)):
        end += 1 + size
    if joint.match(words, end) or not words[end:]:
        return None
    others = lex.patterns["and_others"].match(words, end)
    end = others.end() if others else end
    return words[:end], end


def _is_named(words: str, lex: Lexicon) -> bool:
    """Whether the words are full names of divisions, one after the other: 某某省某某市."""
    while words:
        size = next((n for n in range(len(words), 1, -1) if words[:n] in lex.region_names), 0)
        if not size:
            return False
        words = words[size:]
    return True


def trimmed(text: str, lex: Lexicon) -> str:
    """The text without what only joins it to the number on its right."""
    for _ in range(8):
        may_join = text[-1:] in lex.trail_last or text[-1:].isspace()
        may_join = may_join and not lex.patterns["whole_end"].search(text[-4:])
        cut = lex.trail.search(text[-8:]) if may_join else None
        if not cut or text.endswith(lex.forms["ratio"]):
            break
        text = text[: len(text) - len(cut[0])].rstrip(_EDGES)
    return text


def balanced(text: str) -> str:
    """The text without quotation marks and brackets whose partner is missing, or is of another kind (“…")."""
    if text.count(_STRAIGHT) % 2:
        text = text.replace(_STRAIGHT, "")
    if not _MARK.search(text):
        return text.strip(_EDGES)[-LONGEST_PHRASE:]
    kept = [
        char
        for i, char in enumerate(text)
        if char not in _BALANCE or (_BALANCE[char] in (text[:i] if char in "”》）)’" else text[i:]))
    ]
    return "".join(kept).strip(_EDGES)[-LONGEST_PHRASE:]


def without_making(noun: str, lex: Lexicon) -> str:
    """The object of a verb of making (打造, 建设): the noun alone, or the text where nothing would be left."""
    for _ in range(3):
        verb = lex.making.match(noun)
        if verb and verb[0] in lex.words["finishing"] and noun.startswith(lex.forms["of"], verb.end()):
            break  # 已开工的小区
        if not verb or len(noun) - verb.end() < 2 or lex.patterns["goes_with_making"].match(noun, verb.end()):
            break
        rest = lex.patterns["after_verb"].sub("", noun[verb.end() :])
        if len(rest) < len(noun) - verb.end() and any(
            lex.patterns[name].match(rest) for name in ("telling_lead", "telling_first")
        ):
            break  # 续建和新开工桥梁: two verbs of one object
        noun = rest
    return noun


def nominal(text: str, lex: Lexicon) -> str:
    """A clause `noun verb object` after a count as a noun phrase: 学校参与办学 → 参与办学的学校."""
    text = lex.patterns["carried_out"].sub("", text)
    told = lex.patterns["counted_told"].fullmatch(text) or lex.patterns["counted_any"].fullmatch(text)
    if told:
        return told_of(told["told"], told["noun"], lex)
    benefit = lex.patterns["counted_benefit"].fullmatch(text)
    if benefit:
        return benefit["told"] + benefit["noun"]
    found = lex.patterns["counted_doer"].fullmatch(text)
    if found is None:
        return text
    if found["work"] and len(found["work"]) <= LONGEST_WORK:
        return found["work"] + found["doer"]
    return told_of(lex.patterns["perfective"].sub("", found["work"] or found["told"], count=1), found["doer"], lex)


def told_of(told: str, noun: str, lex: Lexicon) -> str:
    """Things with what is told of them: 获奖 of 教师 → 获奖的教师."""
    return lex.forms["told_of"].format(told=told, noun=noun)


def told_behind(noun: str, words: str, lex: Lexicon, *, persons: bool) -> bool:
    """Whether the words behind a count tell something of the things before it, or of the persons: 农户30户申请理赔."""
    end = lex.patterns["persons" if persons else "thing_end"]
    return end.search(noun) is not None and lex.patterns["told_behind"].fullmatch(words) is not None


def per_first(phrase: Phrase, lex: Lexicon) -> Phrase:
    """The phrase with what its number is counted per before its noun: 床位达到每千人 → 每千人床位."""
    found = lex.patterns["per_behind"].fullmatch(phrase.noun)
    return replace(phrase, noun=found["per"] + found["noun"]) if found else phrase


def split_class(noun: str, lex: Lexicon) -> tuple[str, str] | None:
    """The class words at the start of a noun phrase and the rest: 小学、初中班额 → (小学、初中, 班额)."""
    found = lex.class_list.match(noun)
    if not found:
        return None
    return found[1], lex.patterns["all_of"].sub("", noun[found.end() :])


def class_behind(noun: str, lex: Lexicon) -> tuple[str, str] | None:
    """The class at the end of a noun phrase and what stands before it: 年巩固率小学 → (小学, 年巩固率)."""
    found = lex.patterns["class_at_end"].search(noun)
    return (found[0], noun[: found.start()]) if found else None
