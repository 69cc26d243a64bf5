"""What a reader may call a document: a file, a document within a file, an id of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from chengnuo.cli.frame import extraction_of
from chengnuo.cli.words import say
from chengnuo.errors import UnreadableFile

if TYPE_CHECKING:  # the values take 30 ms, which `--help` has no time for
    from chengnuo.model import Commitment, Extraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A file's findings, and the document in it (from 1) that was asked for; None for all of them."""

    ref: str
    extraction: Extraction
    n: int | None = None

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        rows = self.extraction.commitments
        return rows if self.n is None else tuple(row for row in rows if row.part == self.n - 1)


def choose(ref: str, db: str, packs: Sequence[str] = (), issued: str | None = None) -> Chosen:
    """The document that `ref` names: FILE, FILE#n, `-`, or an id or a file's name of the ledger at `db`.

    Raises UnreadableFile where nothing has this name.
    """
    name, n = _split(ref)
    if name == "-" or Path(name).exists():
        return _within(Chosen(ref=ref, extraction=extraction_of(name, packs, issued), n=n))
    from chengnuo import store

    if Path(db).is_file():
        connection = store.open_ledger(db)
        found = store.file_of(connection, ref)
        if found is not None:
            return _within(Chosen(ref=ref, extraction=store.extraction(connection, found[0]), n=found[1]))
    raise UnreadableFile(ref, say("no-ref", db=db), say("ref-hint"))


def _split(ref: str) -> tuple[str, int | None]:
    """The file and the number in FILE#n; a file whose own name ends so wins."""
    name, mark, number = ref.rpartition("#")
    if mark and number.isdigit() and not Path(ref).exists():
        return name, int(number)
    return ref, None


def _within(chosen: Chosen) -> Chosen:
    count = len(chosen.extraction.parts)
    if chosen.n is not None and not 1 <= chosen.n <= count:
        raise UnreadableFile(chosen.ref, say("no-document", count=count, n=chosen.n))
    return chosen
