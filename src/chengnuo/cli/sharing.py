"""Comparing a large ledger with all processors: each process loads some groups, compares them and writes them out."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from multiprocessing import get_context
from sqlite3 import Connection
from typing import Any

from chengnuo import store
from chengnuo.claims import Claims, joined
from chengnuo.cli.comparisons import part_of
from chengnuo.cli.inputs import voiced
from chengnuo.cli.output import Output, emit_pieces
from chengnuo.cli.words import Language, speak
from chengnuo.compare import Group, compared
from chengnuo.link import Each, indicators
from chengnuo.model import Commitment
from chengnuo.packs import Pack, load_pack

# From so many rows on, starting processes is worth it.
SHARED = 50_000
# So many rows are loaded, compared and written at a time.
AT_ONCE = 5000
# Each process reads the claims of so many shares of the files, so that none has long to wait for another.
AHEAD = 4

Groups = Iterable[Group[Any]]  # of commitments' ids, or of what else stands for them
InFull = Callable[[Sequence[Any]], Iterable[Commitment]]  # what makes commitments of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a process must know to write a part of the comparison of a ledger: `form` is a format of STREAMED."""

    db: str
    packs: tuple[str, ...]
    language: Language | None
    national: bool
    form: str


@contextmanager
def writers(work: Work) -> Iterator[Executor]:
    """As many processes as there are processors, which get ready at once, while the ledger is still being linked."""
    count = os.cpu_count() or 1
    with ProcessPoolExecutor(
        count,
        mp_context=get_context("spawn"),
        initializer=signal.signal,  # the parent ends its workers itself
        initargs=(signal.SIGINT, signal.SIG_IGN),
    ) as pool:
        for _ in range(count):
            pool.submit(_get_ready, work)
        yield pool


def each(work: Work, pool: Executor) -> Each:
    """What shares out among the processes of `pool` the work on many things."""
    return lambda function, things: pool.map(partial(_applied, work, function), things)


def claims(connection: Connection, words: Sequence[str], work: Work, pool: Executor) -> Claims:
    """The claims of a ledger, read by the processes of `pool`."""
    return joined(pool.map(partial(_read, work, words), store.shares(connection, AHEAD * (os.cpu_count() or 1))))


def write(groups: Groups, work: Work, pool: Executor, out: Output) -> None:
    """Prints or writes the groups of a ledger's commitments, which are given by their ids; `pool` makes them."""
    blocks = list(_blocks(groups))
    ends = [(at == 0, at == len(blocks) - 1) for at in range(len(blocks))]
    emit_pieces(pool.map(partial(_written, work), blocks, ends), out)


def loaded(groups: Groups, in_full: InFull) -> Iterator[Group[Commitment]]:
    """The groups with their commitments in full, some thousands at a time."""
    for block in _blocks(groups):
        rows = iter(in_full([one for group in block for one in group.rows]))
        yield from (group._replace(rows=list(islice(rows, len(group.rows)))) for group in block)


def _applied(work: Work, function: Callable[[Any, Pack], Any], thing: Any) -> Any:
    """What the function makes of the thing by the rules."""
    with store.uncollected():
        return function(thing, _tools(work)[1])


def _read(work: Work, words: Sequence[str], files: store.Files) -> Claims:
    """The claims of some files."""
    return store.claims(_tools(work)[0], words, files)


def _written(work: Work, block: Groups, ends: tuple[bool, bool]) -> bytes:
    """The output of a block of ids in UTF-8; `ends` says whether it is the first, the last."""
    connection, pack = _tools(work)
    with store.uncollected():
        found = compared(loaded(block, _reader(connection)), pack, against_national=work.national)
        return b"".join(part_of(found, work.form, is_first=ends[0], is_last=ends[1]))


def _get_ready(work: Work) -> None:
    """Lets the process load what it needs, before there is anything to write; what fails here fails there, too."""
    indicators(_tools(work)[1])


@lru_cache(maxsize=1)
def _tools(work: Work) -> tuple[Connection, Pack]:
    """The ledger, and the rules, for this process."""
    if work.language:
        speak(work.language)
    return store.open_ledger(work.db), voiced(load_pack(*work.packs), work.form)


@lru_cache(maxsize=1)
def _reader(connection: Connection) -> InFull:
    """What loads commitments of the ledger, for this process."""
    return store.reader(connection)


def _blocks(groups: Groups) -> Iterator[list[Group[Any]]]:
    """The groups in their order, some thousands of rows at a time."""
    block: list[Group[Any]] = []
    left = AT_ONCE
    for group in groups:
        block.append(group)
        left -= len(group.rows)
        if left <= 0:
            yield block
            block, left = [], AT_ONCE
    if block:
        yield block
