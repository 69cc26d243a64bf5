"""One name for a body that documents write in several ways, and what it is for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from chengnuo.model import Region
from chengnuo.packs import Pack, alternation
from chengnuo.remembered import compiled


@lru_cache(maxsize=65536)
def canonical_body(name: str, region: Region, pack: Pack) -> str:
    """The body's full name with its place: 区教体局 in 裕安区 → 裕安区教育体育局.

    A body that the pack does not know keeps its own words after the place.
    """
    place, rest = _split(name.strip(), region, pack)
    known = _known(rest, pack)
    return place + (known[0] if known else rest)


def body_function(name: str, pack: Pack) -> str | None:
    """What the body is for (`education`, `finance` …); None where the pack does not know it."""
    found = _suffix(pack).search(name.strip())
    return _names(pack)[found[0]][1] if found else None


def same_body(a: str, b: str, region: Region, pack: Pack) -> bool:
    """Whether the two names mean one body of the region."""
    return canonical_body(a, region, pack) == canonical_body(b, region, pack)


def _known(rest: str, pack: Pack) -> tuple[str, str] | None:
    return _names(pack).get(rest)


@lru_cache(maxsize=8)
def _names(pack: Pack) -> Mapping[str, tuple[str, str]]:
    return {
        also: (str(entry["name"]), str(entry["function"]))
        for entry in pack.file("link").get("body", ())
        for also in {*entry["also"], entry["name"]}
    }


@lru_cache(maxsize=8)
def _suffix(pack: Pack) -> re.Pattern[str]:
    return compiled(alternation(tuple(_names(pack))) + "$")


def _split(name: str, region: Region, pack: Pack) -> tuple[str, str]:
    """The place that the name begins with (by name or by its level's mark) and the rest."""
    places = [place for place in reversed(region) if place]
    for above in reversed(places[1:]):
        if any(name.startswith(above + below) for below in places):
            name = name.removeprefix(above)
    for place in places:
        for short in (place, _short(place, pack)):
            rest = name.removeprefix(short)
            if len(short) > 1 and rest and rest != name:
                return place, rest if _known(rest, pack) else rest.removeprefix(_mark(place, pack))
    for level, marks in zip(region, ("province_marks", "city_marks", "county_marks"), strict=True):
        for mark in pack.words("link", "region", marks):
            if level and name.startswith(mark) and level.endswith(mark):
                return level, name.removeprefix(mark)
    return _inside(name, places, pack)


def _inside(name: str, places: list[str], pack: Pack) -> tuple[str, str]:
    """The place of a name that holds its level's mark or its place further inside (团区委, 公安局某某分局)."""
    for place in places:
        short = _short(place, pack)
        if len(short) > 1 and short in name:
            return place, name.replace(short, "", 1)
        if _mark(place, pack) in name and _known(name, pack):
            return place, name
    return (places[0] if places and _known(name, pack) else ""), name


def _mark(place: str, pack: Pack) -> str:
    """The last characters of a place's name that say what it is (区, 自治州 …)."""
    return next((s for s in pack.words("link", "region", "suffixes") if place.endswith(s)), "")


def _short(place: str, pack: Pack) -> str:
    return place.removesuffix(_mark(place, pack))
