"""Names of administrative divisions and their GB/T 2260 codes; the region that a document speaks for.

A region is (province, city, county), None where it does not reach down. A municipality's district has no
city of its own: (上海市, None, 浦东新区).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from chengnuo.gates import beginnings
from chengnuo.model import Region
from chengnuo.packs import Pack, alternation
from chengnuo.remembered import compiled

NOWHERE: Region = (None, None, None)
# By so many of its last characters a name is looked for.
ENDING = 2
# A shorter name (西区) is part of others (中西区); it counts only behind the city that it belongs to.
CLEAR = 3
# A name without its kind (瑞安, 齐齐哈尔) has from two to so many characters.
LONGEST_STEM = 4
# A document names its region early; what stands deeper is about others.
LOOKED_AT = 20_000
# Whom a document is sent to stands within its first characters.
ADDRESSED = 400


def region_of(issuer: str | None, title: str | None, text: str, pack: Pack) -> Region:
    """The region that a document speaks for: after its issuer, its title, else the names in its text."""
    if (issuer and is_national(issuer, pack)) or _divisions(pack).nationwide.search(text[:ADDRESSED]):
        return NOWHERE
    for words in (issuer, title):
        if words and (found := find_region(words, pack)) != NOWHERE:
            return found
    return _region_by_count(text[:LOOKED_AT], pack)


def find_region(words: str, pack: Pack, within: Region = NOWHERE) -> Region:
    """The first region that a name or title states, with what is above it; NOWHERE where there is none.

    `within` decides between divisions of the same name.
    """
    chain: list[str] = []
    end = -1
    known = within
    for start, stop, codes in _names(words, pack):
        if chain and start != end:
            break
        owner = None if chain else _owner(words[:start], pack)
        if stop - start < CLEAR and not chain and start > 0 and owner is None:
            continue
        code = _choice(codes, chain[-1] if chain else owner, known, pack)
        if code is None and owner is not None:
            return _above(owner, pack)  # 瑞安滨海新区 is a part of 瑞安, not of the city that has a 滨海新区
        if code is None:
            continue
        chain.append(code)
        end = stop
    return _above(chain[-1], pack) if chain else _taiwanese(words, pack) or _short(words, pack)


def _taiwanese(words: str, pack: Pack) -> Region | None:
    """The county or city of Taiwan that `words` name first: the list of the mainland's divisions has none."""
    found = _divisions(pack).taiwan.search(words)
    return (None, found[0], None) if found else None


def _owner(before: str, pack: Pack) -> str | None:
    """The code of the division whose name, without its kind, ends the words before another name; None for none."""
    divisions = _divisions(pack)
    stems = (before[-size:] for size in range(LONGEST_STEM, 1, -1))
    return next((code for stem in stems if (code := divisions.short.get(stem) or divisions.counties.get(stem))), None)


def full_names(pack: Pack) -> frozenset[str]:
    """The full names of all divisions, former ones included."""
    return frozenset(_divisions(pack).codes)


def short_names(pack: Pack) -> frozenset[str]:
    """The names of provinces and prefectures without their kind, as far as they are no words of their own."""
    return frozenset(_divisions(pack).short)


def is_national(issuer: str, pack: Pack) -> bool:
    """Whether a body of the whole country issues: what it says is for no region alone."""
    return _divisions(pack).national.match(issuer) is not None


def code_of(region: Region, pack: Pack) -> str | None:
    """The six digits of the deepest division named in `region`, None where it is unknown."""
    divisions = _divisions(pack)
    for depth in (2, 1, 0):
        name = region[depth]
        if name is None:
            continue
        for code in divisions.codes.get(name, ()):
            if _above(code, pack)[: depth + 1] == region[: depth + 1]:
                return code
    return None


@dataclass(frozen=True, slots=True)
class _Divisions:
    names: dict[str, str]  # code → name
    codes: dict[str, tuple[str, ...]]  # name, former names included → codes
    sizes: dict[str, tuple[int, ...]]  # the last characters of a name → how long such names are, the longest first
    short: dict[str, str]  # 承德 → code; provinces and prefectures only
    counties: dict[str, str]  # 瑞安 → code; counties and cities of their rank, where one alone is called so
    last: re.Pattern[str]
    short_names: re.Pattern[str]
    borrowed: re.Pattern[str]
    taiwan: re.Pattern[str]
    national: re.Pattern[str]
    nationwide: re.Pattern[str]
    central: re.Pattern[str]
    levels: tuple[re.Pattern[str], ...]  # of the nation, a province, a city, a county


@lru_cache(maxsize=8)
def _divisions(pack: Pack) -> _Divisions:
    names: dict[str, str] = {}
    codes: dict[str, list[str]] = {}
    for line in pack.text("regions", "divisions", "list").split("\n"):
        code, _, name = line.partition(" ")
        if name:
            names[code] = name
            codes.setdefault(name, []).append(code)
    for old in pack.file("regions").get("renamed", ()):
        codes.setdefault(old["name"], []).append(old["code"])
    for code, name in names.items():
        if (plain := _unethnic(name, pack)) not in codes:
            codes[plain] = [code]
    short = {_stem(name, code, pack): code for code, name in reversed(names.items()) if code.endswith("00")}
    words_too = pack.words("regions", "words_too")
    counties = {name[:-1]: code for code, name in names.items() if name[-1] in pack.text("regions", "counties")}
    alike = Counter(name[:-1] for name in names.values())
    counties = {
        stem: code for stem, code in counties.items() if len(stem) > 1 and alike[stem] == 1 and stem not in words_too
    }
    short = {stem: code for stem, code in short.items() if len(stem) > 1 and stem not in words_too}
    return _Divisions(
        names,
        {name: tuple(found) for name, found in codes.items()},
        _sizes(codes),
        short,
        counties,
        compiled(f"[{pack.text('regions', 'last')}]"),
        compiled(f"(?={beginnings(short).pattern}){alternation(tuple(short))}{pack.text('regions', 'no_feature')}"),
        pack.pattern("regions", "borrowed"),
        pack.pattern("regions", "taiwan"),
        pack.pattern("regions", "national"),
        pack.pattern("regions", "nationwide"),
        pack.pattern("regions", "central"),
        tuple(pack.pattern("regions", "levels", key) for key in ("nation", "province", "city", "county")),
    )


def _sizes(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for name in names:
        found.setdefault(name[-ENDING:], set()).add(len(name))
    return {ending: tuple(sorted(sizes, reverse=True)) for ending, sizes in found.items()}


def _stem(name: str, code: str, pack: Pack) -> str:
    key = "province_endings" if code.endswith("0000") else "prefecture_endings"
    for ending in pack.words("regions", key):
        if name.endswith(ending) and len(name) - len(ending) > 1:
            return _peoples(pack).sub("", name.removesuffix(ending))
    return name


def _unethnic(name: str, pack: Pack) -> str:
    """The name without the peoples that an autonomous division is named after: 某某回族自治州 is 某某州."""
    stem, autonomous, level = name.partition(pack.text("regions", "autonomous"))
    return _peoples(pack).sub("", stem) + level if autonomous and len(level) == 1 else name


@lru_cache(maxsize=8)
def _peoples(pack: Pack) -> re.Pattern[str]:
    return compiled(f"(?<=..)(?:{pack.text('regions', 'peoples')})+$")


def _names(words: str, pack: Pack) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Full names of divisions in `words`: start, end, the codes that bear the name; none inside another."""
    divisions = _divisions(pack)
    done = 0
    for match in divisions.last.finditer(words):
        end = match.end()
        for size in divisions.sizes.get(words[end - ENDING : end], ()):
            start = end - size
            codes = divisions.codes.get(words[start:end]) if start >= done else None
            if codes and not divisions.borrowed.match(words, start):
                yield start, end, codes
                done = end
                break


def _choice(codes: tuple[str, ...], parent: str | None, within: Region, pack: Pack) -> str | None:
    """The one of `codes` that lies below `parent` or `within`; None where the name stays ambiguous."""
    if parent is not None:
        stem = parent.rstrip("0") if parent.endswith("00") else parent
        inside = [code for code in codes if code.startswith(stem[:4] if len(stem) > 2 else stem.ljust(2, "0"))]
        return inside[0] if inside else None
    if len(codes) == 1:
        return codes[0]
    known = {name for name in within if name}
    inside = [code for code in codes if known & set(_above(code, pack)[:2])]
    return inside[0] if len(inside) == 1 else None


def _above(code: str, pack: Pack) -> Region:
    names = _divisions(pack).names
    province = names.get(code[:2] + "0000")
    if code.endswith("0000"):
        return (province, None, None)
    city = names.get(code[:4] + "00")
    return (province, city, None if code.endswith("00") else names.get(code))


def _short(words: str, pack: Pack) -> Region:
    divisions = _divisions(pack)
    match = divisions.short_names.search(words)
    return _above(divisions.short[match.group()], pack) if match else NOWHERE


def _region_by_count(text: str, pack: Pack) -> Region:
    """The division named most often at the level that the text speaks for."""
    divisions = _divisions(pack)
    taiwanese = Counter(divisions.taiwan.findall(text))
    if taiwanese and next(_names(divisions.taiwan.sub("", text), pack), None) is None:
        return (None, taiwanese.most_common(1)[0][0], None)
    nation, *levels = (len(level.findall(text)) for level in divisions.levels)
    says = nation < sum(levels)
    if nation and not says:
        return NOWHERE
    depth = max(range(3), key=lambda i: levels[i]) if says else 2
    counts: Counter[str] = Counter()
    for start, end, codes in _names(text, pack):
        if len(codes) == 1 and end - start >= CLEAR:
            counts[codes[0]] += 2
    for match in divisions.short_names.finditer(text):
        counts[divisions.short[match.group()]] += 1
    if not says and (len({code[:2] for code in counts}) > 1 or divisions.central.search(text)):
        return NOWHERE  # names of several provinces or of the nation's bodies, and no word of whose text it is
    return _most_named(counts, depth, pack)


def _most_named(counts: Counter[str], depth: int, pack: Pack) -> Region:
    for level in range(depth, -1, -1):
        fitting = [(n, code) for code, n in counts.items() if _depth(code, pack) == level]
        if fitting:
            most = max(fitting, key=lambda pair: (pair[0], pair[1]))
            return _above(most[1], pack)
    return NOWHERE


def _depth(code: str, pack: Pack) -> int:
    region = _above(code, pack)
    return max(i for i in range(3) if region[i] is not None)
