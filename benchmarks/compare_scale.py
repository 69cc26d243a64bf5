"""Comparing a large ledger: seconds, peak memory and growth of `chengnuo compare`, beside SQLite's own work.

usage: python benchmarks/compare_scale.py [ROWS …] [--shared DIR] [--keep DIR]

A synthetic ledger is made from real rows: those of corpora/ and of some texts of the shared realdocs, repeated in
documents of 300 cities with other dates and values, one row in twenty worded in its own way, so that distinct names and
quotations grow with the ledger as those of real ledgers do. Each task is a process of its own:

- `fetch`    the columns of a comparison fetched as bare tuples by sqlite3: the baseline of the ratios;
- `group by` SQLite counting the same rows by indicator and city;
- `link`     loading the claims of the commitments and giving every one its indicator, clusters included;
- `csv`, `json`, `table`, `one city`  `chengnuo compare` as people run it.

Targets for 1,000,000 rows on two cores: 60 s and 2 GB; from one size to the next no faster than n log n.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from chengnuo import store
from chengnuo.files import read_data
from chengnuo.model import Commitment, Extraction, Part
from chengnuo.spans import Span
from chengnuo.store.saving import rows_of

HERE = Path(__file__).resolve().parents[1]
CITIES = 300
ROWS_PER_FILE = 30
# One row in so many is worded in a way of its own.
OWN_WORDS = 20
# So many real texts beside the corpora give the rows.
REAL_TEXTS = 12
PLACES = "东西南北中上下新老大小"
THINGS = ("社区", "园区", "企业", "医院", "景区", "市场", "河道", "道路", "林场", "农场", "车站", "码头")
DEEDS = ("改造", "达标", "覆盖", "建成", "治理", "提升", "养护", "检测", "开放", "服务")
COLUMNS = (
    "c.id, c.indicator, c.subject, c.unit, c.op, c.value_exact, c.change, c.deadline, c.status, c.binding, c.scope,"
    ' c.quote, c.page, c.start, c."end", f.name, d.province, d.city, d.county, d.status, d.date'
)
JOINED = " FROM commitments c JOIN documents d ON d.file = c.file AND d.n = c.document JOIN files f ON f.id = c.file"


def real_rows(shared: Path) -> list[Commitment]:
    """The commitments of the corpora and of the longest real texts."""
    texts = sorted(HERE.glob("corpora/*.txt"))
    more = (shared / "realdocs" / "txt").glob("*.txt")
    texts += sorted(more, key=lambda path: (-path.stat().st_size, path.name))[:REAL_TEXTS]
    return [row for path in texts for row in read_data(path.read_bytes(), path.name).commitments]


def write_ledger(path: str, real: list[Commitment], count: int) -> None:
    """A ledger of `count` commitments at `path`."""
    connection = store.create_ledger(path)
    run = store.start_run(connection, version="benchmark", pack="-", started="2026-01-01T00:00:00+00:00")
    connection.execute("PRAGMA synchronous = OFF")
    with store.transaction(connection):
        for number, made in enumerate(_files(real, count), 1):
            entry = (number, made.sha256, made.source, "text", "utf-8", 0, "", "", run)
            connection.execute("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", entry)
            for table, rows in rows_of(made, number).items():
                if rows:
                    marks = ", ".join("?" * len(rows[0]))
                    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
    store.finish_run(connection, run, ended="2026-01-01T00:00:00+00:00")
    store.close_ledger(connection)


def _files(real: list[Commitment], count: int) -> Iterator[Extraction]:
    draw = random.Random(1)
    for number, first in enumerate(range(0, count, ROWS_PER_FILE)):
        part = _part(draw)
        name = f"{number:06}.txt"
        rows = tuple(
            _varied(real[index % len(real)], index, part, name, draw)
            for index in range(first, min(first + ROWS_PER_FILE, count))
        )
        yield Extraction(
            source=name, sha256=f"{number:012x}".ljust(64, "0"), format="text", text="", clean="", parts=(part,),
            tasks=(), times=(), quantities=(), bodies=(), commitments=rows,
        )  # fmt: skip


def _varied(row: Commitment, index: int, part: Part, source: str, draw: random.Random) -> Commitment:
    """The row with another value, at times in other words; its quotation is its own."""
    value = row.value + Decimal(draw.randrange(20)) if isinstance(row.value, Decimal) else row.value
    own = index % OWN_WORDS == 0
    words = _own(draw) if own else row.indicator
    quote = (row.quote.replace(row.indicator, words) if own else row.quote) + f"（{index}）"
    year = str(2024 + draw.randrange(8))
    deadline = year + row.deadline[4:] if row.deadline and "/" not in row.deadline else row.deadline
    return replace(
        row, id=f"{index:016x}", indicator=words, value=value, quote=quote, deadline=deadline, document=part, part=0,
        source=source, span=Span(index % ROWS_PER_FILE * 300, index % ROWS_PER_FILE * 300 + len(quote)),
    )  # fmt: skip


def _own(draw: random.Random) -> str:
    place = "".join(draw.choice(PLACES) for _ in range(2))
    return f"{place}{draw.choice(THINGS)}{draw.choice(THINGS)}{draw.choice(DEEDS)}{draw.choice(('率', '数', '面积'))}"


def _part(draw: random.Random) -> Part:
    city = draw.randrange(CITIES)
    year = 2020 + draw.randrange(6)
    return Part(
        span=Span(0, 10_000), title=f"关于{city}市工作的方案", genre="方案",
        date=f"{year}-{1 + draw.randrange(12):02}-01",
        region=(f"省{city % 30}", f"城{city}市", None), status="final" if draw.random() < 0.8 else "draft",
    )  # fmt: skip


# ---------------------------------------------------------------- tasks


def fetch(db: str) -> None:
    """The baseline: the rows as sqlite3 gives them."""
    rows = store.open_ledger(db).execute(f"SELECT {COLUMNS}{JOINED} ORDER BY f.name, c.n").fetchall()
    print(len(rows))


def group_by(db: str) -> None:
    """SQLite's own comparison."""
    sql = f"SELECT c.indicator, d.city, count(*), min(c.value), max(c.value){JOINED} GROUP BY 1, 2"
    print(len(store.open_ledger(db).execute(sql).fetchall()))


def link(db: str) -> None:
    """Loading and clustering alone, as `compare` does it."""
    from chengnuo.link import clause_words, explain
    from chengnuo.packs import load_pack

    start = time.perf_counter()
    pack = load_pack()
    rows = store.claims(store.open_ledger(db), clause_words(pack))
    loaded = time.perf_counter()
    found = explain(rows, pack)
    print(f"{len({one.indicator_id for one in found})} indicators; loading {loaded - start:.1f} s,", end=" ")
    print(f"linking {time.perf_counter() - loaded:.1f} s")


TASKS = {"fetch": fetch, "group by": group_by, "link": link}
COMMANDS = {
    "csv": ("--format", "csv"),
    "json": ("--format", "json"),
    "table": ("--format", "table"),
    "one city": ("--city", "城7市", "--format", "json"),
}


def measured(arguments: list[str]) -> tuple[float, float, float, str]:
    """Wall seconds, processor seconds (with those of its children), peak megabytes of a process, and its last words."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(arguments, stdout=said, env={**os.environ, "PYTHONHASHSEED": "0"})
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{arguments}: exit code {process.returncode}")
        said.seek(max(said.seek(0, os.SEEK_END) - 200, 0))
        words = said.read().decode(errors="replace").strip()
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, words


def measure(db: str, count: int, before: dict[str, tuple[int, float]], chosen: list[str]) -> None:
    """Prints a line a task: its figures, and its growth since the size before in units of n log n."""
    python = [sys.executable, __file__, "--task"]
    baseline = 0.0
    for name in chosen:
        if name in TASKS:
            seconds, busy, peak, words = measured([*python, name, db])
        else:
            with tempfile.NamedTemporaryFile() as out:
                options = ["compare", "--quiet", "--db", db, *COMMANDS[name], "--output", out.name]
                seconds, busy, peak, words = measured([sys.executable, str(HERE / "cli.py"), *options])
                words = f"{Path(out.name).stat().st_size / 1e6:.0f} MB written"
        baseline = busy if name == "fetch" else baseline
        ratio = f"{busy / baseline:6.1f}" if baseline else " " * 6
        growth = ""
        if name in before:
            smaller, then = before[name]
            growth = f"{busy / then / (count * math.log(count) / (smaller * math.log(smaller))):.2f}"
        before[name] = count, busy
        print(f"{count:9} {name:9} {seconds:7.1f} {busy:7.1f} {ratio} {peak:7.0f} {growth:>7}  {words}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--shared", type=Path, default=HERE.parent / "shared")
    parser.add_argument("--keep", type=Path, help="make the ledgers here and leave them; what is there is used again")
    parser.add_argument("--only", help="some of the tasks, by name, with commas")
    parser.add_argument("--task", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.task:
        TASKS[arguments.task[0]](arguments.task[1])
        return
    chosen = arguments.only.split(",") if arguments.only else [*TASKS, *COMMANDS]
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        before: dict[str, tuple[int, float]] = {}
        real: list[Commitment] = []
        print("     rows task         wall s   CPU s × fetch peak MB n log n")
        for count in arguments.rows:
            db = folder / f"{count}.db"
            if not db.exists():
                real = real or real_rows(arguments.shared)
                write_ledger(str(db), real, count)
            measure(str(db), count, before, chosen)


if __name__ == "__main__":
    main()
