"""What a character may be read as (pinyin), in the script of the text or simplified."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

_DIAERESIS = "\u0308"


@lru_cache(maxsize=1)
def converter() -> Any:
    """OpenCC's t2s."""
    from opencc import OpenCC

    return OpenCC("t2s")


@lru_cache(maxsize=1)
def simplifications() -> dict[str, str]:
    """Each traditional character of the Basic Multilingual Plane with its simplified form."""
    every = [chr(code) for code in range(0x3400, 0xA000)]
    # A line feed between the characters keeps the converter from reading them as phrases.
    simple = str(converter().convert("\n".join(every))).split("\n")
    return {old: new for old, new in zip(every, simple, strict=True) if old != new}


@lru_cache(maxsize=4096)
def simplified(character: str) -> str:
    """The simplified form of one character; itself where it has none."""
    if character > "\uffff":
        return str(converter().convert(character))
    return simplifications().get(character, character)


@lru_cache(maxsize=65536)
def is_gloss(character: str, pinyin: str) -> bool:
    """Whether `pinyin` is a reading of `character` or of its simplified form; tones are not compared.

    Sites that convert simplified text leave tones off or take those of another reading (們(men)).
    """
    forms = {character, simplified(character)}
    return plain(pinyin) in {reading for form in forms for reading in readings(form)}


@lru_cache(maxsize=16384)
def readings(character: str) -> frozenset[str]:
    """All readings of one character, without tones."""
    from pypinyin import Style, pinyin

    return frozenset(plain(r) for r in pinyin(character, style=Style.TONE, heteronym=True)[0])


@lru_cache(maxsize=8192)
def plain(pinyin: str) -> str:
    """A syllable without its tone mark; ü stays, and v stands for it."""
    letters = unicodedata.normalize("NFD", pinyin.strip().lower().replace("v", "ü"))
    kept = "".join(c for c in letters if c == _DIAERESIS or not unicodedata.combining(c))
    return unicodedata.normalize("NFC", kept)
