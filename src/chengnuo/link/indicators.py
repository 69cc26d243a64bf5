"""The indicators that packs know, and which of them a commitment speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Literal, cast, get_args

from chengnuo.claims import Wording
from chengnuo.errors import BadPack
from chengnuo.gates import Gate
from chengnuo.link.wording import full_form, narrowed
from chengnuo.model import Op, Value
from chengnuo.packs import Pack, Patterns, Rule, alternation
from chengnuo.remembered import compiled

Direction = Literal["higher", "lower", "none"]
FOLDER = "indicators/"
_BRACKETS = str.maketrans({"（": "(", "）": ")", "“": None, "”": None, " ": None, "　": None, "\n": None})


@dataclass(frozen=True, slots=True, kw_only=True)
class National:
    """The national value of an indicator for one subject (None: for all)."""

    op: Op
    value: Decimal
    unit: str | None
    subject: str | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator of a pack.

    `direction` says which way is stricter; `units` are its units of measure, None for a milestone or a bare
    ratio; `changes` whether a number counted as a change (增长6%) may be meant, `grows` whether a per cent of it can
    be nothing else. `others` are the patterns beside its rule's: `unless` finds what must not stand in a phrase,
    `elliptic` phrases that only take the indicator up again. They are compiled when a phrase is tried: a document
    speaks of a few of some five hundred indicators.
    """

    id: str
    name: str
    field: str
    rule: Rule
    others: Patterns
    clause: bool
    units: frozenset[str | None]
    changes: bool
    grows: bool
    direction: Direction
    confusable: tuple[str, ...]
    national: tuple[National, ...]
    own: str
    """All words that its rule uses: a name that holds others of a narrowing list is of another indicator."""
    wordings: tuple[str, ...]
    """Its name and the wordings of its examples."""

    @property
    def literals(self) -> tuple[str, ...]:
        """Words of which each phrase that speaks of it holds one."""
        return self.rule.literals

    def is_barred(self, phrase: str) -> bool:
        """Whether words stand in the phrase that tell it apart."""
        return "unless" in self.others and self.others["unless"].search(phrase) is not None


@lru_cache(maxsize=8)
def indicators(pack: Pack) -> tuple[Indicator, ...]:
    """All indicators of the pack's `indicators/` folder, in the order of files and rules."""
    files = [name for name in pack.names() if name.startswith(FOLDER)]
    return tuple(_indicator(rule, name, pack) for name in files for rule in pack.rules(name))


@lru_cache(maxsize=8)
def _by_id(pack: Pack) -> Mapping[str, Indicator]:
    return {entry.id: entry for entry in indicators(pack)}


def indicator_by_id(indicator_id: str | None, pack: Pack) -> Indicator | None:
    """The pack's indicator with this id; None where no pack knows it."""
    return _by_id(pack).get(indicator_id or "")


def known(wording: Wording, pack: Pack) -> tuple[Indicator, str] | None:
    """The indicator that a wording speaks of and the words that say so; None where no pack knows it.

    Of several that fit the one with the longest words is taken.
    """
    phrase = (wording.subject or "") + wording.indicator
    full = full_form(phrase, pack)
    hit = _longest(_plain(phrase), wording, pack)
    return hit or (_longest(_plain(full), wording, pack) if full != phrase else None)


def known_in_clause(clause: str, wording: Wording, pack: Pack) -> tuple[Indicator, str] | None:
    """Likewise for the whole clause, with the indicators that may be read from one."""
    if not _clause_gate(pack).search(clause):
        return None
    return _longest(_plain(clause), wording, pack, in_clause=True)


def _longest(phrase: str, row: Wording, pack: Pack, *, in_clause: bool = False) -> tuple[Indicator, str] | None:
    share = pack.pattern("link", "indicator", "share")
    is_share = row.change is None and row.unit == "%" and share.search(phrase) is not None
    best: tuple[Indicator, str] | None = None
    for entry in _gate(pack).opened(phrase):
        if (in_clause and not entry.clause) or (is_share and entry.grows) or not _fits(entry, row, pack):
            continue
        hit = entry.rule.pattern.search(phrase)
        if hit is None or entry.is_barred(phrase):
            continue
        if pack.pattern("link", "indicator", "before_whole").search(phrase[: hit.start()]):
            continue
        if not in_clause and narrowed(phrase, entry.own, pack):
            continue
        if best is None or len(hit[0]) > len(best[1]):
            best = entry, hit[0]
    return best


@lru_cache(maxsize=8)
def clause_words(pack: Pack) -> tuple[str, ...]:
    """Words of which a clause must have one for its indicator to be read from the whole clause."""
    return tuple(dict.fromkeys(word for entry in indicators(pack) if entry.clause for word in entry.rule.literals))


def is_barred(indicator_id: str, name: str, pack: Pack) -> bool:
    """Whether a name cannot mean the pack's indicator, however like its wordings."""
    entry = _by_id(pack)[indicator_id]
    hit = entry.rule.pattern.search(name)
    before_whole = pack.pattern("link", "indicator", "before_whole")
    is_whole = hit is not None and before_whole.search(name[: hit.start()]) is not None
    return is_whole or entry.is_barred(name) or narrowed(name, entry.own, pack)


def same_unit(one: str | None, other: str | None, pack: Pack) -> bool:
    """Whether two units count alike (人 and 名), or measure alike (亩 and 公顷), for one indicator."""
    return one == other or unit_class(one, pack) == unit_class(other, pack)


def counted_in(unit: str | None, name: str, pack: Pack) -> str | None:
    """The unit class of what the indicator with this name counts: 户 are firms of 企业, households elsewhere."""
    if unit == _firms(pack)[0] and _firms(pack)[1].search(name):
        return unit_class(_firms(pack)[2], pack)
    return unit_class(unit, pack)


@lru_cache(maxsize=65536)
def unit_class(unit: str | None, pack: Pack) -> str | None:
    """The unit that stands for all that count or measure alike; Latin letters count alike in either case (kWh, KWh)."""
    if unit is None:
        return None
    folded = unit.casefold()
    if folded in _sizes(pack):
        return _sizes(pack)[folded][0]
    return _unit_classes(pack).get(folded, folded)


def measured(value: Value | None, unit: str | None, pack: Pack) -> Value | None:
    """The value counted in the unit that `unit_class` gives: 2公顷 are 30 (亩)."""
    size = _sizes(pack).get((unit or "").casefold(), ("", Decimal(1)))[1]
    if value is None or size == 1:
        return value
    return (value[0] * size, value[1] * size) if isinstance(value, tuple) else value * size


def dimension(unit: str | None, name: str, pack: Pack) -> str | None:
    """What the unit measures, as the unit that stands for all of its kind: 人 and 人次 are counts of people."""
    unit = _unit_meant(unit, name, pack)
    return _dimensions(pack).get(unit or "") or counted_in(unit, name, pack)


@lru_cache(maxsize=65536)
def covers_all(name: str, pack: Pack) -> Op | None:
    """The bound of the 100% that a name means by itself: `=` where it says 全覆盖, `~` where 基本全覆盖."""
    found = pack.pattern("link", "units", "all").search(name)
    return None if found is None else "~" if found["almost"] else "="


@lru_cache(maxsize=65536)
def counts_whole(unit: str | None, name: str, pack: Pack) -> bool:
    """Whether a number in this unit only counts the set of which the name says that all are meant (全部通过认定)."""
    return unit in _set_units(pack) and says_all(name, pack)


@lru_cache(maxsize=65536)
def says_all(name: str, pack: Pack) -> bool:
    """Whether the name says what all of a set do."""
    return pack.pattern("link", "units", "whole_set").search(name) is not None


def _unit_meant(unit: str | None, name: str, pack: Pack) -> str | None:
    if unit is not None and not counts_whole(unit, name, pack):
        return unit
    return "%" if covers_all(name, pack) else None


@lru_cache(maxsize=8)
def _set_units(pack: Pack) -> frozenset[str]:
    return frozenset(pack.words("link", "units", "set_units"))


def elliptic_indicator(row: Wording, pack: Pack) -> Indicator | None:
    """The indicator that the phrase may take up again in short form."""
    phrase = _plain(row.indicator)
    short = (entry for entry in _elliptic(pack) if _fits(entry, row, pack))
    return next((entry for entry in short if entry.others["elliptic"].search(phrase)), None)


def _plain(phrase: str) -> str:
    return phrase.translate(_BRACKETS)


def _fits(entry: Indicator, row: Wording, pack: Pack) -> bool:
    """Whether unit and kind of number are possible for the indicator."""
    unit = _unit_meant(row.unit, row.indicator, pack)
    counted = counted_in(unit, row.indicator, pack)
    fits = unit in entry.units or counted in {unit_class(unit, pack) for unit in entry.units}
    if not fits and not (not row.has_value and None in entry.units):
        return False
    return row.change is None or entry.changes


@lru_cache(maxsize=8)
def _unit_classes(pack: Pack) -> Mapping[str, str]:
    return {unit.casefold(): group[0] for group in pack.table("link", "units").get("same", ()) for unit in group}


@lru_cache(maxsize=8)
def _firms(pack: Pack) -> tuple[str, re.Pattern[str], str]:
    """The unit of households, which also counts what the pattern finds, and the unit that counts the same then."""
    table = pack.table("link", "units", "firms")
    return str(table["unit"]), pack.pattern("link", "units", "firms", "names"), str(table["as"])


@lru_cache(maxsize=8)
def _sizes(pack: Pack) -> Mapping[str, tuple[str, Decimal]]:
    """The first unit of a kind, and how many of it make one of the unit."""
    kinds = pack.table("link", "units").get("sizes", ())
    return {unit.casefold(): (next(iter(kind)), Decimal(size)) for kind in kinds for unit, size in kind.items()}


@lru_cache(maxsize=8)
def _dimensions(pack: Pack) -> Mapping[str, str]:
    return {unit: group[0] for group in pack.table("link", "units").get("kinds", ()) for unit in group}


@lru_cache(maxsize=8)
def _elliptic(pack: Pack) -> tuple[Indicator, ...]:
    return tuple(entry for entry in indicators(pack) if "elliptic" in entry.others)


@lru_cache(maxsize=8)
def _gate(pack: Pack) -> Gate[Indicator]:
    return Gate(indicators(pack))


@lru_cache(maxsize=8)
def _clause_gate(pack: Pack) -> re.Pattern[str]:
    """Finds the words of which a clause must have one (nothing where there are none)."""
    return compiled(alternation(clause_words(pack)) if clause_words(pack) else r"(?!)")


def _indicator(rule: Rule, name: str, pack: Pack) -> Indicator:
    about = pack.table(name, "about")
    direction = rule.get("direction", "none")
    if direction not in ("higher", "lower", "none"):
        raise BadPack(rule.file, rule.id, "direction is higher, lower or none")
    source = str(about.get("national_source", ""))
    label = str(rule.get("name", rule.id))
    changes = rule.get("change") == "any"
    return Indicator(
        id=f"{name.removeprefix(FOLDER)}.{rule.id}",
        name=label,
        field=str(about.get("field", name.removeprefix(FOLDER))),
        rule=rule,
        others=pack.lazily(name, (rule.id,), {key: rule.get(key) for key in ("unless", "elliptic") if rule.get(key)}),
        clause=bool(rule.get("clause", False)),
        units=frozenset(unit or None for unit in rule.get("unit", [""])),
        changes=changes,
        grows=changes and not pack.pattern("link", "indicator", "ratio").search(label),
        direction=direction,
        confusable=tuple(rule.get("not", ())),
        national=tuple(_national(raw, rule, source) for raw in rule.get("national", ())),
        own="\n".join(_own(rule, label, about)),
        wordings=tuple(dict.fromkeys((label, *(text for text, _ in rule.match)))),
    )


def _own(rule: Rule, label: str, about: Mapping[str, Any]) -> Iterator[str]:
    yield from (label, rule.source, *rule.literals, *(text for text, _ in rule.match))
    yield from (*rule.get("also", ()), *about.get("subjects", ()))


def _national(raw: Mapping[str, str], rule: Rule, source: str) -> National:
    try:
        value = Decimal(raw["value"])
    except (KeyError, InvalidOperation) as error:
        raise BadPack(rule.file, f"{rule.id}.national", "a national value needs op and value") from error
    op = raw.get("op", "=")
    if op not in get_args(Op):
        raise BadPack(rule.file, f"{rule.id}.national", f"unknown op {op!r}")
    return National(
        op=cast("Op", op), value=value, unit=raw.get("unit") or None, subject=raw.get("subject"), source=source
    )
