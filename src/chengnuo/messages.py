"""The sentences that say why, from `extractors/messages.toml`, filled with values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from chengnuo.errors import BadPack
from chengnuo.model import Commitment, Op, Value
from chengnuo.packs import Pack
from chengnuo.spans import Doubt

LANGUAGE = "zh"
"""The language of sentences where the pack's `messages.toml` names no other in its key `language`."""
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
# Reasons of doubts are worded in English or in Chinese; an English one has words.
_ENGLISH = re.compile(r"[a-z]{3}")
_READ = re.compile(r"(?:read as|converted to|the unit) ([^\x00-\x40a-z][^;,\s]*|\d[^;,\s]*)")
# The field of a commitment that a doubt is about, by its code or by the first word of the code; others are about the
# words of the source.
_DOUBTED = {
    "bound": "op",
    "compared": "value",
    "deadline": "deadline",
    "implied-unit": "unit",
    "implied-year": "deadline",
    "impossible-year": "deadline",
    "indicator": "indicator",
    "missing-unit": "unit",
    "outcome": "indicator",
    "restored-date": "deadline",
    "restored-percent": "value",
    "share": "value",
    "status": "status",
    "subject": "subject",
    "value": "value",
}
_SEASONS = frozenset({"21", "22", "23", "24"})


def say(pack: Pack, key: str, /, **facts: object) -> str:
    """The sentence `key` with its places filled, without a full stop; in Chinese where the language lacks it."""
    return _worded(pack, _language(pack), key).format(**facts)


def _language(pack: Pack) -> str:
    """The language that the pack speaks; packs that differ in it alone are equal, so caches ask for it, too."""
    return str(pack.file("messages").get("language", LANGUAGE))


@lru_cache(maxsize=4096)
def _worded(pack: Pack, language: str, key: str) -> str:
    return str(pack.table("messages", language).get(key) or pack.text("messages", LANGUAGE, key))


def in_language(pack: Pack, language: str) -> Pack:
    """The same pack, speaking another language of `messages.toml`; BadPack where there is no such language."""
    known = pack.file("messages")
    if language not in known:
        raise BadPack("messages.toml", language, "there is no such language")
    if language == known.get("language", LANGUAGE):
        return pack
    return pack.with_file("messages", {**known, "language": language})


def say_doubt(pack: Pack, doubt: Doubt) -> str:
    """Why there is a doubt, in the pack's language: the doubt's own words, or those for its code where they are in
    another language (with what was read, if the doubt says so)."""
    language = _language(pack)
    if (_ENGLISH.search(doubt.reason) is None) == (language == LANGUAGE):
        return doubt.reason
    known = pack.table("messages", language)
    words = known.get(f"doubt.{doubt.code}") or known.get(f"doubt.{doubt.code.split('-')[0]}")
    if words is None:
        return doubt.reason
    read = _READ.search(doubt.reason)
    return f"{words} → {read[1]}" if read else str(words)


def fields_in_doubt(doubts: Iterable[Doubt]) -> tuple[str, ...]:
    """The fields of a commitment that its doubts are about, each once; `quote` for the words of the source."""
    codes = (doubt.code for doubt in doubts)
    return tuple(dict.fromkeys(_DOUBTED.get(code) or _DOUBTED.get(code.split("-")[0], "quote") for code in codes))


def say_losses(pack: Pack, doubts: Iterable[Doubt]) -> str:
    """What of a file could not be read, by the doubts about it: each kind once with its number, empty without any."""
    lost = Counter(doubt.code for doubt in doubts)
    kinds = (code for code in pack.words("messages", "losses", "codes") if lost[code])
    said = ((say(pack, f"doubt.{code}"), lost[code]) for code in kinds)
    return say(pack, "list.join").join(f"{words} ×{count}" if count > 1 else words for words, count in said)


def sentence(pack: Pack, parts: Iterable[str]) -> str:
    """Several statements as one sentence."""
    joined = say(pack, "sentence.join").join(part for part in parts if part)
    return joined + say(pack, "sentence.end") if joined else ""


def listed(pack: Pack, items: Iterable[str]) -> str:
    """The items as one enumeration."""
    return say(pack, "list.join").join(items)


def say_date(pack: Pack, edtf: str | None) -> str:
    """A date in words (`2026-06` → 2026年6月); an EDTF form that has no words stays as it is."""
    if edtf is None:
        return say(pack, "date.none")
    if "/" in edtf:
        start, end = edtf.split("/", 1)
        return say(pack, "date.interval", start=say_date(pack, start) if start else "", end=say_date(pack, end or None))
    found = _DATE.fullmatch(edtf)
    if found is None:
        return edtf
    year, month, day = found.groups()
    if month in _SEASONS:
        return say(pack, f"date.season.{month}", year=year)
    if day:
        return say(pack, "date.day", year=year, month=int(month), day=int(day))
    return say(pack, "date.month", year=year, month=int(month)) if month else say(pack, "date.year", year=year)


def say_value(pack: Pack, row: Commitment) -> str:
    """A commitment's value with bound, unit and direction of change in words."""
    if row.value is None or row.op is None:
        return say(pack, "value.none")
    words = say_bound(pack, row.op, row.value, row.unit)
    return say(pack, f"value.{row.change}", value=words) if row.change else words


def say_bound(pack: Pack, op: Op, value: Value, unit: str | None) -> str:
    """A bare value with bound and unit in words."""
    unit = unit or ""
    if isinstance(value, tuple):
        return say(pack, "value.range", low=scaled(pack, value[0]), high=scaled(pack, value[1]) + unit)
    return say(pack, f"value.{op}", value=scaled(pack, value) + unit)


def scaled(pack: Pack, value: Decimal) -> str:
    """The number in words of its language where they make it shorter: 2233000000 → 22.33亿."""
    return _scaled(pack, _language(pack), value)


@lru_cache(maxsize=65536)
def _scaled(pack: Pack, language: str, value: Decimal) -> str:
    scales = pack.table("messages", "scales", language)
    for power, word in sorted(((int(key), str(word)) for key, word in scales.items()), reverse=True):
        shorter = number(value.scaleb(-power))
        if abs(value) >= Decimal(10) ** power and len(shorter) < len(number(value)) - 1:
            return shorter + word
    return number(rounded(value))


# Two thirds are 66.666667 % in the ledger; nobody writes so many decimal places.
MOST_PLACES = 4


def rounded(value: Decimal) -> Decimal:
    """The number for reading: two decimal places where it has more than people write, and is not tiny."""
    is_long = value.is_finite() and -int(value.as_tuple().exponent) > MOST_PLACES and abs(value) >= 1
    return value.quantize(Decimal("0.01")).normalize() if is_long else value


def number(value: Decimal) -> str:
    """A number without needless zeros or exponents."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
