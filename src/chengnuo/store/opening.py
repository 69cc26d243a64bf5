"""Opening a ledger: its schema, its migrations, and BadStore for everything that is not one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from chengnuo.errors import BadStore
from chengnuo.packs import load_pack
from chengnuo.regions import code_of

# "chnu" in ASCII: marks the file as a ledger (PRAGMA application_id).
APPLICATION_ID = 0x63686E75
# How long one process waits for another that writes into the same file, in seconds.
PATIENCE = 60.0

Migration = Callable[[sqlite3.Connection], None]


def schema_sql() -> str:
    """The schema of the present version, as it stands in `schemas/ledger.sql`."""
    return (files("chengnuo.schemas") / "ledger.sql").read_text(encoding="utf-8")


def _with_additions(connection: sqlite3.Connection) -> None:
    """2: rows that people add."""
    connection.execute(_statement("CREATE TABLE additions"))


def _with_region_codes(connection: sqlite3.Connection) -> None:
    """3: the GB/T 2260 codes of regions."""
    pack = load_pack()
    regions = connection.execute("SELECT DISTINCT province, city, county FROM documents").fetchall()
    connection.execute("ALTER TABLE documents ADD COLUMN region_code TEXT")
    connection.executemany(
        "UPDATE documents SET region_code = ? WHERE province IS ? AND city IS ? AND county IS ?",
        [(code_of(region, pack), *region) for region in regions],
    )
    connection.execute("DROP VIEW ledger")
    connection.execute(_statement("CREATE VIEW ledger"))


# Step n brings a ledger from schema version n to n + 1. A new ledger gets `ledger.sql` and the last version at once.
MIGRATIONS: tuple[Migration, ...] = (_with_additions, _with_region_codes)
VERSION = 1 + len(MIGRATIONS)


def create_ledger(path: str) -> sqlite3.Connection:
    """The ledger at `path` for writing; made where there is none, brought up to date where it is older.

    Raises BadStore where the file is not a ledger or cannot be written.
    """
    import sqlite_utils

    with speaking(path):
        connection = _connect(path, "rwc")
        try:
            _prepare(connection, path)
            _write_ahead(connection)
            sqlite_utils.Database(connection)  # lets sqlite-utils plugins prepare the connection
        except BaseException:
            connection.close()
            raise
        return connection


def open_ledger(path: str) -> sqlite3.Connection:
    """The ledger at `path` for reading. Raises BadStore where there is none."""
    if not Path(path).is_file():
        raise BadStore(path, "there is no ledger here", "make one with `chengnuo ingest PATH… --db FILE`")
    with speaking(path):
        try:
            connection = _connect(path, "ro")
            version = _version(connection, path)
        except sqlite3.OperationalError:
            # A ledger in a folder that cannot be written, left in WAL mode by another program.
            connection = _connect(path, "ro&immutable=1")
            version = _version(connection, path)
        if version < VERSION:
            connection.close()
            raise BadStore(path, f"the ledger has schema {version}, an older one", "run `chengnuo ingest` on it once")
        return connection


def close_ledger(connection: sqlite3.Connection) -> None:
    """Closes a ledger opened for writing, as one file that can be read from anywhere where nobody else has it open."""
    try:
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError:
        pass  # another process is at it; the last one to leave will do it
    finally:
        connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; waits for other writers first."""
    with speaking(path_of(connection)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


@contextmanager
def speaking(path: str) -> Iterator[None]:
    """Turns SQLite's errors into BadStore, saying what to try."""
    try:
        yield
    except sqlite3.Error as error:
        reason = str(error)
        hint = next((hint for words, hint in _HINTS if words in reason), "")
        raise BadStore(path, reason, hint) from error


def path_of(connection: sqlite3.Connection) -> str:
    """The file of an open ledger."""
    return str(connection.execute("PRAGMA database_list").fetchone()[2]) or "ledger"


_HINTS = (
    ("not a database", "this file is something else; name another with --db"),
    ("malformed", "restore a copy, or ingest into a new file"),
    ("unable to open", "is the folder there, and may you write in it?"),
    ("readonly", "copy it to a folder that you may write in"),
    ("attempt to write", "copy it to a folder that you may write in"),
    ("full", "the disk is full; make room and run again: what is stored stays"),
    ("locked", "another program is writing; try again"),
    ("disk I/O", "is the disk full or gone? What is stored stays"),
)


def _connect(path: str, mode: str) -> sqlite3.Connection:
    # `?`, `#` and `%` in a file's name would end the path of a URI.
    quoted = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    connection = sqlite3.connect(f"file:{quoted}?mode={mode}", uri=True, timeout=PATIENCE, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _version(connection: sqlite3.Connection, path: str) -> int:
    """The schema version; BadStore where it is no ledger of ours or a newer one."""
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    if mark != APPLICATION_ID:
        raise BadStore(path, "this is a database, but not a ledger of chengnuo", "name another with --db")
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise BadStore(path, f"the ledger has schema {version}, newer than this program knows", "update chengnuo")
    return version


def _prepare(connection: sqlite3.Connection, path: str) -> None:
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if not empty and _version(connection, path) == VERSION:
        return
    with transaction(connection):
        # Another process may have been first.
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
            for statement in _statements(schema_sql()):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        else:
            for step in MIGRATIONS[_version(connection, path) - 1 :]:
                step(connection)
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Lets others read while this process writes. Where that cannot be (some network drives), they wait."""
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError:
        return
    connection.execute("PRAGMA synchronous = NORMAL")


def _statement(beginning: str) -> str:
    """The statement of the present schema that begins so."""
    return next(one for one in _statements(schema_sql()) if one.lstrip().startswith(beginning))


def _statements(script: str) -> Iterator[str]:
    """The script's statements one by one: `executescript` would commit an open transaction."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
