"""Files into the ledger: parsed by worker processes, written by one.

A worker that dies or hangs takes down only its file. Each file is one transaction, so that a run which is cut
short leaves a ledger that the next run completes.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import signal
import sqlite3
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Literal

from chengnuo import remembered
from chengnuo.errors import ChengnuoError, UnreadableFile
from chengnuo.files import Manner, name_of, read_bytes, read_data, spelled
from chengnuo.model import Extraction
from chengnuo.spans import Doubt

# The first file of a process waits for its imports, too: seconds more.
WARM_UP = 30.0
# Seconds that a file may take.
TIMEOUT = 120.0
# What a report of ours begins with.
_OWN_REPORT = b'<meta name="generator" content="chengnuo'


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file; `doubts` are those about the file as a whole and its characters.

    `doubtful` counts the commitments that bear doubts.
    """

    path: str
    state: Literal["read", "skipped", "failed"]
    reason: str = ""
    kind: str = ""
    size: int = 0
    documents: int = 0
    commitments: int = 0
    doubtful: int = 0
    rejected: int = 0
    doubts: tuple[Doubt, ...] = ()


def ingest(
    connection: sqlite3.Connection,
    paths: Sequence[str],
    *,
    manner: Manner,
    version: str,
    clock: Callable[[], datetime],
    given: Mapping[str, bytes] | None = None,
    jobs: int = 1,
    timeout: float = TIMEOUT,
    on_outcome: Callable[[Outcome], None] = lambda _: None,
) -> tuple[Outcome, ...]:
    """Reads the files at `paths` into the ledger and says what became of each, in the order of completion.

    `given` holds the content of those that are names and no files (standard input). Files whose content was read
    before by this version with these rules are skipped; the others are read by `jobs` processes. Raises BadStore where
    the ledger cannot be written, ChengnuoError where a rule pack is wrong; what was stored before stays.
    """
    from chengnuo import store

    pack = manner.digest()
    given = given or {}
    outcomes: list[Outcome] = []

    def note(outcome: Outcome) -> None:
        outcomes.append(outcome)
        on_outcome(outcome)

    pending = []
    for path in paths:
        early = _early(connection, path, given, version=version, pack=pack)
        if early is None:
            pending.append(path)
        else:
            note(early)
    failed = [outcome for outcome in outcomes if outcome.state == "failed"]
    if not pending and not failed:
        return tuple(outcomes)
    run = store.start_run(connection, version=version, pack=pack, started=clock().isoformat(timespec="seconds"))
    for outcome in failed:
        store.note_unread(connection, _key(outcome.path, given), kind=outcome.kind, reason=outcome.reason, run=run)
    for path, result in read_all(pending, manner, given, jobs=jobs, timeout=timeout):
        note(_keep(connection, path, result, key=_key(path, given), run=run))
    store.finish_run(connection, run, ended=clock().isoformat(timespec="seconds"))
    return tuple(outcomes)


def _key(path: str, given: Mapping[str, bytes]) -> str:
    """What a file is known by in the ledger: its absolute path, or the name it was given."""
    return path if path in given else spelled(str(Path(path).resolve()))


def _early(
    connection: sqlite3.Connection, path: str, given: Mapping[str, bytes], *, version: str, pack: str
) -> Outcome | None:
    """The outcome of a file that need not or cannot be read; None where it is to be read."""
    from chengnuo import store

    try:
        data = given[path] if path in given else read_bytes(path)
    except UnreadableFile as error:
        return Outcome(path=path, state="failed", reason=_why(error), kind=type(error).__name__)
    if _OWN_REPORT in data[:4000]:
        return Outcome(path=path, state="skipped", reason="a report of chengnuo", size=len(data))
    digest = hashlib.sha256(data).hexdigest()
    if store.is_current(connection, digest, path=_key(path, given), version=version, pack=pack):
        return Outcome(path=path, state="skipped", reason="unchanged", size=len(data))
    return None


def _why(error: UnreadableFile) -> str:
    """The reason and what to try, without the path, which stands beside it everywhere."""
    return error.reason + (f" ({error.hint})" if error.hint else "")


def _keep(connection: sqlite3.Connection, path: str, result: Result, *, key: str, run: int) -> Outcome:
    from chengnuo import store

    if isinstance(result, Failure):
        if result.kind == "BadPack":  # no other file would fare better
            raise ChengnuoError(result.reason)
        store.note_unread(connection, key, kind=result.kind, reason=result.reason, run=run)
        return Outcome(path=path, state="failed", reason=result.reason, kind=result.kind)
    extraction, size = result
    try:
        store.save(connection, extraction, path=key, name=extraction.source, size=size, run=run)
    except UnreadableFile as error:
        return _keep(connection, path, Failure(type(error).__name__, _why(error)), key=key, run=run)
    return Outcome(
        path=path,
        state="read",
        size=size,
        documents=len(extraction.parts),
        commitments=len(extraction.commitments),
        doubtful=sum(bool(row.doubts) for row in extraction.commitments),
        rejected=len(extraction.rejected),
        doubts=extraction.doubts,
    )


# ---------------------------------------------------------------- workers


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file could not be read: the kind of error and a line about it."""

    kind: str
    reason: str


Result = tuple[Extraction, int] | Failure


class _Worker:
    """A process that reads one file after another, and the file it is at."""

    def __init__(self, manner: Manner) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, manner, remembered.folder()), daemon=True)
        self.process.start()
        theirs.close()
        self.path: str | None = None
        self.deadline = 0.0

    def give(self, path: str, data: bytes | None, timeout: float) -> None:
        self.path = path
        self.deadline = time.monotonic() + timeout
        self.pipe.send((path, data))

    def take(self) -> Result:
        """What the worker found, or why there is nothing."""
        try:
            result: Result = self.pipe.recv()
        except (EOFError, OSError):
            self.process.join(5)
            return Failure("Died", f"the reader died (exit code {self.process.exitcode})")
        self.path = None
        return result

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def read_all(
    paths: Sequence[str],
    manner: Manner,
    given: Mapping[str, bytes] | None = None,
    *,
    jobs: int = 1,
    timeout: float = TIMEOUT,
) -> Iterator[tuple[str, Result]]:
    """Each path with what was found in it (or in the content given for it), in the order of completion.

    `jobs` processes read, each file for at most `timeout` seconds.
    """
    given = given or {}
    queue = deque(paths)
    workers: list[_Worker] = []
    try:
        while queue or any(worker.path is not None for worker in workers):
            while queue and len(workers) < jobs:
                workers.append(_Worker(manner))
                path = queue.popleft()
                workers[-1].give(path, given.get(path), timeout + WARM_UP)
            for worker, path, result in list(_answers(workers, timeout)):
                if worker.path is not None:  # died or hung
                    worker.stop()
                    workers.remove(worker)
                elif queue:
                    following = queue.popleft()
                    worker.give(following, given.get(following), timeout)
                yield path, result
    finally:
        for worker in workers:
            worker.stop()


def read_in_order(paths: Sequence[str], manner: Manner, *, jobs: int, timeout: float) -> Iterator[tuple[str, Result]]:
    """Likewise, in the order of the paths; one that is given twice is read once."""
    wanted = Counter(paths)
    results = read_all(list(wanted), manner, jobs=jobs, timeout=timeout)
    read: dict[str, Result] = {}
    for path in paths:
        while path not in read:
            other, read[other] = next(results)
        wanted[path] -= 1
        yield path, read[path] if wanted[path] else read.pop(path)


def _answers(workers: Sequence[_Worker], timeout: float) -> Iterator[tuple[_Worker, str, Result]]:
    """The workers that have answered, died or taken too long, with their files; waits for the first."""
    busy = [worker for worker in workers if worker.path is not None]
    left = min(worker.deadline for worker in busy) - time.monotonic()
    ready = wait([worker.pipe for worker in busy], timeout=max(left, 0.05))
    for worker in busy:
        path = worker.path or ""
        if worker.pipe in ready:
            yield worker, path, worker.take()
        elif time.monotonic() > worker.deadline:
            reason = f"not read within {timeout:g} seconds (give it more with --timeout)"
            yield worker, path, Failure("TimedOut", reason)


def _work(pipe: Connection[Any, Any], manner: Manner, memory: Path | None) -> None:
    """Answers paths with extractions until the pipe is closed; `memory` is the folder of what is remembered."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its workers itself
    try:
        with remembered.remembering(memory):
            while True:
                path, data = pipe.recv()
                pipe.send(_read_one(path, data, manner))
                remembered.save()
    except (EOFError, OSError):
        return  # the parent has gone


def _read_one(path: str, data: bytes | None, manner: Manner) -> Result:
    try:
        data = read_bytes(path) if data is None else data
        found = read_data(data, name_of(path), manner)
        found.text.encode()  # lone surrogates cannot be stored
    except UnreadableFile as error:
        return Failure(type(error).__name__, _why(error))
    except ChengnuoError as error:
        return Failure(type(error).__name__, str(error))
    except MemoryError:
        return Failure("MemoryError", "too large for the memory of this machine")
    except Exception as error:  # noqa: BLE001  (a fault in one file must not end the run of a thousand)
        fault = f"a fault of the program ({type(error).__name__}: {error}) (please report it with this file)"
        return Failure("Fault", fault)
    return found, len(data)
