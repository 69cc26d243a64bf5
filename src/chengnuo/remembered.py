"""Work that is the same in every run, kept from one run to the next: patterns compiled, files of rules parsed.

Reading a letter of three pages asks for a thousand patterns, and compiling those takes ten times as long as reading.
Each result is kept under all that it was made of (a pattern's own words, the text of a file), so that none can be out
of date; the file that holds them is of one version of Python, and is made anew where it is damaged. Nothing is kept
unless somebody asks for it (`remembering`): the command line does.
"""

from __future__ import annotations

import marshal
import re
import sys
import tempfile
import tomllib
import zlib
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

# The versions of Python whose patterns are compiled as told here; with a later one only files of rules are kept.
COMPILES = sys.implementation.name == "cpython" and sys.version_info < (3, 15)
# Old results are dropped when the file has grown to so many bytes; all patterns of the built-in rules take a fifth.
FULL = 32_000_000


@contextmanager
def remembering(folder: Path | None) -> Iterator[None]:
    """Within it results are taken from a file in the folder, and new ones added at its end; None keeps nothing.

    A folder that cannot be read or written is as good as none.
    """
    global _memory  # noqa: PLW0603 - one process has one memory, as it has one cache of modules
    before, _memory = _memory, _Memory(folder) if folder is not None else None
    try:
        yield
    finally:
        save()
        _memory = before


def folder() -> Path | None:
    """The folder in use, for a process that is to use the same."""
    return _memory.folder if _memory is not None else None


def save() -> None:
    """Writes what is new: for a process that may be ended at any time."""
    if _memory is not None:
        _memory.save()


def compiled(source: str) -> re.Pattern[str]:
    """The regular expression, which matches as that of `re.compile` does, with its errors."""
    if not COMPILES:
        return re.compile(source)
    if _memory is None:
        return _pattern(source, *_code_of(source))
    key = "pattern " + source
    kept = _memory.recall(key)
    if kept is None:
        _memory.keep(key, kept := _code_of(source))
    return _pattern(source, *kept)


def parsed(text: str) -> dict[str, Any]:
    """The content of a TOML file; tomllib.TOMLDecodeError where it is none."""
    if _memory is None:
        return tomllib.loads(text)
    key = "toml " + sha256(text.encode()).hexdigest()
    kept: dict[str, Any] | None = _memory.recall(key)
    if kept is None:
        kept = tomllib.loads(text)
        with suppress(ValueError):  # a date has no place in the file
            _memory.keep(key, kept)
    return kept


class _Memory:
    """Results by their keys, each as bytes, which are read when it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._new: dict[str, bytes] = {}
        self._used: set[str] = set()

    @cached_property
    def _file(self) -> Path:
        return self.folder / f"{sys.implementation.cache_tag}-{sys.hexversion:x}.memory"

    @cached_property
    def _known(self) -> dict[str, bytes]:
        try:
            data = self._file.read_bytes()
        except OSError:
            return {}
        body = data[4:]
        if zlib.crc32(body).to_bytes(4, "big") != data[:4]:
            return {}
        known: dict[str, bytes] = marshal.loads(body)  # noqa: S302 - the user's own file, as that of a module
        return known

    def recall(self, key: str) -> Any:
        self._used.add(key)
        kept = self._known.get(key)
        return None if kept is None else marshal.loads(kept)  # noqa: S302

    def keep(self, key: str, value: Any) -> None:
        self._new[key] = self._known[key] = marshal.dumps(value)

    def save(self) -> None:
        if not self._new:
            return
        body = marshal.dumps(self._known)
        if len(body) > FULL:
            body = marshal.dumps({key: self._known[key] for key in self._used if key in self._known})
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as out:
                made = Path(out.name)
                try:
                    out.write(zlib.crc32(body).to_bytes(4, "big") + body)
                    out.close()
                    made.replace(self._file)
                finally:
                    made.unlink(missing_ok=True)
        self._new = {}


_memory: _Memory | None = None


def _code_of(source: str) -> tuple[int, bytes, int, dict[str, int]]:
    """What a pattern is compiled to, its code as bytes."""
    from chengnuo.firsts import code_of

    flags, code, count, names = code_of(source)
    return flags, array("I", code).tobytes(), count, names


def _pattern(source: str, flags: int, code: bytes, count: int, names: dict[str, int]) -> re.Pattern[str]:
    import _sre  # type: ignore[import-not-found]

    by_number: list[str | None] = [None] * (count + 1)
    for name, number in names.items():
        by_number[number] = name
    made: re.Pattern[str] = _sre.compile(source, flags, array("I", code).tolist(), count, names, tuple(by_number))
    return made
