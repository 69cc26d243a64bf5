"""What a ratio tells of: 师生比达到1:15, 教职工按1:7配备."""

from __future__ import annotations

from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.phrases import Phrase, bare

# The rule of a ratio by which something is provided, which lasts.
BY_RATIO = "indicator.by-ratio"


def phrase_of_ratio(stem: str, right: str, lex: Lexicon) -> Phrase:
    """The indicator of a ratio, from the words before it, without those of its level, and those behind it."""
    told = lex.patterns["by_ratio"].fullmatch(stem)
    act = lex.patterns["ratio_act"].match(right)
    who = ratio_words(told["who"] if told else stem, lex)
    name = (told["name"] if told else None) or (act["name"] if act else None)
    if name:
        return Phrase(who.noun + name, who.scope, BY_RATIO)  # 辅导员按师生比不低于1:200的比例配备
    if act is None:
        return Phrase(who.noun, who.scope, "indicator.before" if who.noun else "indicator.inherited")
    return Phrase(who.noun + act["what"] + act["act"] + lex.forms["share"], who.scope, BY_RATIO)


def ratio_words(words: str, lex: Lexicon) -> Phrase:
    """The noun phrase of the words, with the 比 in which the name of a ratio ends."""
    phrase, sign = bare(words, lex), lex.forms["compared"]
    kept = words.endswith(sign) and not phrase.noun.endswith(sign)
    return Phrase(phrase.noun + sign, phrase.scope) if kept else phrase
