"""Rule packs: the Chinese words, patterns and tables in `extractors/*.toml`, read into a `Pack`.

A pack is one or more folders of TOML files. Files of the same name are merged, later folders after
earlier ones: lists are joined, tables merged, a single value replaces. So are the files of a sub-folder,
when they are asked for by its name: `assemble` is `assemble/choosing.toml` and those beside it. A rule is a table

    [[rule]]
    id = "date.year-month"              # unique within its file
    pattern = '''(?P<year>{year})年…'''  # a Python regular expression; {name} is a pattern of [macros]
    literals = ["年"]                    # optional: the rule is tried only where one of these stands
    match = [["到2025年6月底", "2025年6月"]]   # texts that must match, each with the words matched
    avoid = ["〔2025〕6号"]                # texts that must not match
    …                                   # other keys are the stage's own (`Rule.get`)

Inside `pattern`, `{name}` is replaced only where `name` is a macro, so that `\\d{4}` stays as it is. The macros are
those of `macros.toml`, of the `macros.toml` in the file's own sub-folder, and of the file; a list is a choice of words.
A pattern of several lines is laid out as with `re.VERBOSE`: outside of brackets its blanks, line breaks and
`# comments` mean nothing, so that each alternative, or a few like words, can stand on a line of their own.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from chengnuo.errors import BadPack
from chengnuo.remembered import compiled, parsed

_NAMED = re.compile(r"\(\?P<[A-Za-z_0-9]+>")
_MACRO = re.compile(r"\{([a-z][a-z0-9_]*)\}")
# What lays out a pattern of several lines, beside the escapes and brackets in which blanks and # are kept. Few patterns
# have a comment, or a blank that is kept: from the others all blanks are taken, which is twenty times as fast.
_LAYOUT = re.compile(r"(\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|[ \t\n]+|#[^\n]*")
_MORE_THAN_BLANKS = re.compile(r"#|\\[ \]]|\[\^?\]|\[[^\]]*[ \t\n]|\t")


@dataclass(frozen=True)
class Rule:
    """One pattern with its examples; `fields` are the keys that only its stage understands.

    `source` is the pattern as text, its macros filled in. It is compiled when the rule is first tried: a document
    tries one rule in three, and compiling all takes longer than reading it.
    """

    id: str
    file: str
    source: str
    literals: tuple[str, ...]
    match: tuple[tuple[str, str], ...]
    avoid: tuple[str, ...]
    fields: Mapping[str, Any] = field(repr=False)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern; BadPack where it is no regular expression."""
        return _compiled(self.source, partial(BadPack, self.file, self.id))

    def may_match(self, text: str) -> bool:
        """Whether one of the rule's literals stands in `text` (always, where it has none)."""
        for word in self.literals:
            if word in text:
                return True
        return not self.literals

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches in `text`; nothing is scanned where no literal stands."""
        return self.pattern.finditer(text) if self.may_match(text) else iter(())

    def get(self, key: str, default: Any = None) -> Any:
        return self.fields.get(key, default)


class Patterns(dict[str, re.Pattern[str]]):
    """Patterns by name, each compiled when it is first asked for; a name without a pattern is a KeyError."""

    def __init__(self, names: Iterable[str], compiled: Callable[[str], re.Pattern[str]]) -> None:
        super().__init__()
        self._names, self._compiled = frozenset(names), compiled

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __missing__(self, name: str) -> re.Pattern[str]:
        if name not in self._names:
            raise KeyError(name)
        self[name] = pattern = self._compiled(name)
        return pattern


@dataclass(frozen=True)
class Pack:
    """The merged content of the pack folders; each file is parsed when it is first asked for."""

    folders: tuple[Traversable, ...]
    _parsed: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = field(default_factory=dict, repr=False, compare=False)
    _merged: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False, compare=False)
    _expanded: dict[str, dict[str, str]] = field(default_factory=dict, repr=False, compare=False)
    _compiled: dict[tuple[str, ...], re.Pattern[str]] = field(default_factory=dict, repr=False, compare=False)
    _patterns: dict[tuple[str, ...], Patterns] = field(default_factory=dict, repr=False, compare=False)
    _rules: dict[tuple[str, str], tuple[Rule, ...]] = field(default_factory=dict, repr=False, compare=False)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Pack) and other.digest == self.digest)

    @cached_property
    def _hash(self) -> int:
        # A pack is the key of every lexicon's cache: looked up for each row of a large ledger.
        return hash(self.digest)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over names and bytes of all files, for the record of a run."""
        total = hashlib.sha256()
        for folder in self.folders:
            for name, file in sorted(_toml_files(folder)):
                total.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
        return total.hexdigest()

    def with_file(self, name: str, content: Mapping[str, Any]) -> Pack:
        """The pack with another content of the file `name`; its digest is that of its folders still."""
        return Pack(self.folders, _merged={name: dict(content)})

    def names(self) -> tuple[str, ...]:
        """The names of all files, without `.toml`; those of sub-folders as `indicators/education`."""
        return tuple(sorted({name for folder in self.folders for name, _ in _toml_files(folder)}))

    def file(self, name: str) -> Mapping[str, Any]:
        """The content of the file `name`, or of the files in the sub-folder `name`; empty where there is none."""
        if name not in self._merged:
            merged: dict[str, Any] = {}
            for _, content in self._files(name):
                merged = _merge(merged, content)
            self._merged[name] = merged
        return self._merged[name]

    def _files(self, name: str) -> tuple[tuple[str, dict[str, Any]], ...]:
        """The files that make up `name`, each with its path and content, in the order in which they are merged.

        Paths in a folder that was added begin with its own, so that an error names the file as its owner knows it.
        """
        if name not in self._parsed:
            built_in, *added = self.folders
            entries = [*_entries(built_in, name)]
            entries += [(f"{folder}/{path}", entry) for folder in added for path, entry in _entries(folder, name)]
            self._parsed[name] = tuple((path, _parse(entry, path)) for path, entry in entries)
        return self._parsed[name]

    def _bad(self, name: str, keys: Iterable[str], reason: str) -> BadPack:
        """What is wrong at `keys` of `name`, with the last of its files that has them."""
        keys = tuple(keys)
        holders = [path for path, content in self._files(name) if _value_at(content, keys) is not None]
        return BadPack(holders[-1] if holders else f"{name}.toml", ".".join(keys), reason)

    def table(self, name: str, *keys: str) -> Mapping[str, Any]:
        """The table at `keys` of the file `name`; empty where absent."""
        value = self._at(name, keys)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise self._bad(name, keys, "a table is expected")
        return value

    def words(self, name: str, *keys: str) -> tuple[str, ...]:
        """The list of words at `keys` of the file `name`; empty where absent."""
        value = self._at(name, keys)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
            raise self._bad(name, keys, "a list of words is expected")
        return tuple(value)

    def text(self, name: str, *keys: str) -> str:
        """The one string at `keys` of the file `name`; BadPack where absent."""
        value = self._at(name, keys)
        if not isinstance(value, str):
            raise self._bad(name, keys, "a string is expected")
        return value

    def source(self, name: str, *keys: str) -> str:
        """The regular expression at `keys` as text, with the file's macros filled in."""
        return _expand(self.text(name, *keys), self._macros(name))

    def pattern(self, name: str, *keys: str) -> re.Pattern[str]:
        """The regular expression at `keys`, compiled when it is first asked for."""
        at = (name, *keys)
        if at not in self._compiled:
            self._compiled[at] = self._compile(name, keys, self.text(*at))
        return self._compiled[at]

    def patterns(self, name: str, *keys: str) -> Patterns:
        """The regular expressions among the values of the table at `keys`, by their keys."""
        at = (name, *keys)
        if at not in self._patterns:
            table = self.table(*at)
            sources = {key: value for key, value in table.items() if isinstance(value, str)}
            self._patterns[at] = self.lazily(name, keys, sources)
        return self._patterns[at]

    def lazily(self, name: str, keys: tuple[str, ...], sources: Mapping[str, str]) -> Patterns:
        """The regular expressions `sources` that stand at `keys` of the file `name`, with its macros."""
        patterns = Patterns(sources, lambda key: self._compile(name, (*keys, key), sources[key]))
        if self._is_extended:
            for key in sources:
                patterns[key]
        return patterns

    def _compile(self, name: str, keys: tuple[str, ...], text: str) -> re.Pattern[str]:
        return _compiled(_expand(text, self._macros(name)), partial(self._bad, name, keys))

    def rules(self, name: str, section: str = "rule") -> tuple[Rule, ...]:
        """The rules of the file `name` in their order; BadPack names a wrong key."""
        if (name, section) not in self._rules:
            self._rules[name, section] = self._read_rules(name, section)
        return self._rules[name, section]

    def _read_rules(self, name: str, section: str) -> tuple[Rule, ...]:
        rules: list[Rule] = []
        for path, content in self._files(name):
            found = content.get(section, [])
            if not isinstance(found, list):
                raise BadPack(path, section, "a list of tables is expected")
            rules += [_rule(path, section, raw, self._macros(name)) for raw in found]
        seen: set[str] = set()
        for rule in rules:
            if rule.id in seen:
                raise BadPack(rule.file, rule.id, "the id stands twice")
            seen.add(rule.id)
            if self._is_extended:
                rule.pattern  # noqa: B018
        return tuple(rules)

    @property
    def _is_extended(self) -> bool:
        """Whether a researcher's folder was added: what is wrong in it is named before any document is read."""
        return len(self.folders) > 1

    def _macros(self, name: str) -> Mapping[str, str]:
        """The [macros] of the file over those of its sub-folder and of all, a list of words as an alternation."""
        if name not in self._expanded:
            macros: dict[str, str] = {}
            for source in ("macros", f"{name.partition('/')[0]}/macros", name):
                for key, value in self.table(source, "macros").items():
                    macros[key] = _expand(value if isinstance(value, str) else alternation(value), macros)
            self._expanded[name] = macros
        return self._expanded[name]

    def _at(self, name: str, keys: tuple[str, ...]) -> Any:
        value: Any = self.file(name)
        for key in keys:
            if not isinstance(value, dict):
                raise self._bad(name, keys, "a table is expected on the way")
            value = value.get(key)
            if value is None:
                return None
        return value


def unnamed(source: str) -> str:
    """The regular expression with its groups without names, so that it can stand beside others."""
    return _NAMED.sub("(?:", source)


def alternation(words: list[str] | tuple[str, ...]) -> str:
    """The words as one regular expression, longest first; those of one first character are tried together."""
    rests: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        rests.setdefault(word[:1], []).append(re.escape(word[1:]))
    ways = (re.escape(word) + (some[0] if len(some) == 1 else f"(?:{'|'.join(some)})") for word, some in rests.items())
    return "(?:" + "|".join(ways) + ")"


@lru_cache(maxsize=8)
def load_pack(*extra: str) -> Pack:
    """The built-in pack, with the folders `extra` after it. BadPack where a folder is missing."""
    folders: list[Traversable] = [files("chengnuo.extractors")]
    for name in extra:
        if not Path(name).is_dir():
            raise BadPack(name, "--pack", "there is no such folder")
        if next(_toml_files(Path(name)), None) is None:
            raise BadPack(name, "--pack", "the folder holds no rules (*.toml)")
        folders.append(Path(name))
    return Pack(tuple(folders))


def _toml_files(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.name.endswith(".toml"):
            yield prefix + entry.name.removesuffix(".toml"), entry
        elif entry.is_dir() and not entry.name.startswith(("_", ".")):
            yield from _toml_files(entry, f"{prefix}{entry.name}/")


def _entries(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    """The file `name` of the folder, and those of its sub-folder `name` in the order of their names."""
    if (entry := folder.joinpath(f"{name}.toml")).is_file():
        yield f"{name}.toml", entry
    if (within := folder.joinpath(name)).is_dir():
        yield from ((f"{inner}.toml", entry) for inner, entry in sorted(_toml_files(within, f"{name}/")))


def _parse(entry: Traversable, path: str) -> dict[str, Any]:
    try:
        return parsed(entry.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadPack(path, "-", str(error)) from error


def _compiled(source: str, bad: Callable[[str], BadPack]) -> re.Pattern[str]:
    try:
        return compiled(source)
    except re.error as error:
        raise bad(f"not a regular expression: {error}") from error


def _value_at(content: Mapping[str, Any], keys: Iterable[str]) -> Any:
    value: Any = content
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _merge(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    merged = dict(old)
    for key, value in new.items():
        before = merged.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            merged[key] = _merge(before, value)
        elif isinstance(before, list) and isinstance(value, list):
            merged[key] = before + value
        else:
            merged[key] = value
    return merged


def _expand(pattern: str, macros: Mapping[str, str]) -> str:
    """The pattern on one line, its macros filled in."""
    if "\n" in pattern:
        keeps = _MORE_THAN_BLANKS.search(pattern)
        pattern = _LAYOUT.sub(r"\1", pattern) if keeps else pattern.replace("\n", "").replace(" ", "")
    return _MACRO.sub(lambda m: macros.get(m[1], m[0]), pattern)


def _rule(file: str, section: str, raw: Any, macros: Mapping[str, str]) -> Rule:
    if not isinstance(raw, dict) or not isinstance(raw.get("id"), str):
        raise BadPack(file, section, "every rule needs an id")
    key = raw["id"]
    if not isinstance(raw.get("pattern"), str):
        raise BadPack(file, key, "a rule needs a pattern")
    examples = raw.get("match", [])
    if not all(isinstance(e, list) and len(e) == 2 and all(isinstance(s, str) for s in e) for e in examples):
        raise BadPack(file, key, "match is a list of pairs [text, words matched]")
    own = {k: v for k, v in raw.items() if k not in {"id", "pattern", "literals", "match", "avoid"}}
    return Rule(
        id=key,
        file=file,
        source=_expand(raw["pattern"], macros),
        literals=tuple(raw.get("literals", ())),
        match=tuple((text, words) for text, words in examples),
        avoid=tuple(raw.get("avoid", ())),
        fields=own,
    )
