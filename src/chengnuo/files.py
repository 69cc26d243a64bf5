"""Files on disk: which of them may be documents, their bytes and names, and what is found in one."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from chengnuo.errors import ChengnuoError, UnreadableFile

if TYPE_CHECKING:  # the values take 30 ms, which a command's help has no time for
    from chengnuo.model import Extraction
    from chengnuo.packs import Pack
    from chengnuo.parsers import Options

# Files that the system or an office program leaves in folders, by the beginning of their names.
DEBRIS = (".", "~$", "Thumbs.db", "desktop.ini", "__MACOSX", "README")
# Data beside the documents, such as our own exports: read as text, a table of commitments would be taken for promises.
DATA = (".csv", ".tsv", ".json", ".jsonl", ".toml", ".yaml", ".yml", ".parquet", ".qdpx", ".spacy")
# Databases beside the documents, above all the ledger itself.
DATABASES = (".db", ".db-wal", ".db-shm", ".db-journal", ".sqlite", ".sqlite3")

# What the bytes of names are, in this order.
CODECS = ("utf-8", "gb18030")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How files are read: folders of rules beyond the built-in ones, a date (EDTF) for undated documents, options of
    the parsers."""

    packs: tuple[str, ...] = ()
    issued: str | None = None
    options: Options = field(default_factory=dict)  # type: ignore[assignment]  # an empty one

    def digest(self) -> str:
        """What says whether a file would be read in the same way. BadPack where a folder of rules is missing."""
        from chengnuo.packs import load_pack

        rules = load_pack(*self.packs).digest
        more = {name: value for name, value in self.options.items() if name != "password"}
        if not more and self.issued is None:
            return rules
        return hashlib.sha256(f"{rules} {self.issued} {sorted(more.items())}".encode()).hexdigest()


def find_files(paths: Iterable[str]) -> Iterator[str]:
    """The files that `paths` name; folders stand for all files in them, in sorted order.

    What cannot be a document (hidden files, databases, debris of office programs, data) is left out in folders. A path
    that does not exist, and a link that leads nowhere, come out as they are, to be reported by whoever opens them.
    """
    for name in paths:
        path = Path(name)
        if path.is_dir():
            yield from (str(p) for p in _inside(path) if not p.name.lower().endswith(DATA))
        else:
            yield name


def data_files(paths: Iterable[str]) -> list[str]:
    """The files of data in the folders among `paths`, which `find_files` leaves out."""
    folders = (Path(name) for name in paths if Path(name).is_dir())
    return [str(p) for folder in folders for p in _inside(folder) if p.name.lower().endswith(DATA)]


def read_bytes(path: str) -> bytes:
    """The file's bytes; UnreadableFile says why not."""
    try:
        return _on_disk(path).read_bytes()
    except (FileNotFoundError, UnicodeEncodeError):
        raise UnreadableFile(path, "there is no such file", "check the path") from None
    except IsADirectoryError:
        raise UnreadableFile(path, "this is a folder", "give the files in it, or use `chengnuo ingest`") from None
    except OSError as error:
        raise UnreadableFile(path, error.strerror or str(error), "may you read it?") from None


def read_data(data: bytes, source: str, manner: Manner | None = None) -> Extraction:
    """Everything found in the bytes of the file `source`, with the ids of the indicators that the packs know.

    A fault of the program itself is an UnreadableFile as well: it costs this file and not the others.
    """
    from chengnuo.packs import load_pack
    from chengnuo.pipeline import extraction_of_bytes

    manner = manner or Manner()
    pack = load_pack(*manner.packs)
    try:
        found = extraction_of_bytes(data, source, pack=pack, issued=manner.issued, **manner.options)
    except (ChengnuoError, MemoryError):
        raise
    except Exception as error:
        fault = f"a fault of the program ({type(error).__name__}: {error})"
        raise UnreadableFile(source, fault, "please report it with this file") from error
    return linked(found, pack)


def linked(found: Extraction, pack: Pack) -> Extraction:
    """The extraction, its commitments with the ids of the indicators that the pack knows."""
    from chengnuo.link import link_known

    return replace(found, commitments=link_known(found.commitments, pack))


def name_of(path: str) -> str:
    """What a file is called in the ledger and in all outputs: its name without folders."""
    return spelled(Path(path).name)


def spelled(path: str) -> str:
    """The path in characters that can be stored and printed, each of its names on its own.

    Names out of an archive made on a Chinese Windows are GB 18030, whatever this system has; Python keeps their bytes
    as lone surrogates (PEP 383).
    """
    try:
        path.encode()
    except UnicodeEncodeError:
        return str(Path(*map(_characters, Path(path).parts)))
    return path


def _characters(part: str) -> str:
    try:
        name = os.fsencode(part)
    except UnicodeEncodeError:  # characters that names cannot have here
        return part.encode("utf-8", "replace").decode()
    for codec in CODECS:
        try:
            return name.decode(codec)
        except UnicodeDecodeError:
            continue
    return name.decode("utf-8", "backslashreplace")


def _on_disk(path: str) -> Path:
    """The file whose path is spelled like this; its names may be other bytes than the system would give them."""
    there = Path()
    for part in Path(path).parts:
        there = next((there / name for name in _names(part) if os.path.lexists(there / name)), there / part)
    return there


def _names(part: str) -> Iterator[str]:
    yield part
    for codec in CODECS:
        with suppress(UnicodeError):
            yield os.fsdecode(part.encode(codec, "surrogateescape"))


def _inside(folder: Path) -> list[Path]:
    every = (p for p in folder.rglob("*") if p.is_file() or (p.is_symlink() and not p.exists()))
    return sorted(p for p in every if not _is_debris(p.relative_to(folder)))


def _is_debris(path: Path) -> bool:
    return any(part.startswith(DEBRIS) for part in path.parts) or path.name.lower().endswith(DATABASES)
