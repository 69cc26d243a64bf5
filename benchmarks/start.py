"""Seconds until one short file is read: `chengnuo --help`, the first command of all, and any later one.

usage: python benchmarks/start.py [--shared DIR]

Each is a process of its own, its processor time given as a ratio to that of `python -c pass` in the same run (the
baseline: the least that any program in Python takes to start). The first command compiles the rules and keeps them;
later ones find them in the folder that CHENGNUO_CACHE names.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
RUNS = 5


def seconds(arguments: Sequence[str], cache: str) -> float:
    """The processor time of a process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        arguments, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "CHENGNUO_CACHE": cache, "LANG": "C.UTF-8"}
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", help="not needed here; every benchmark takes it")
    parser.parse_args()
    program = [sys.executable, str(HERE / "cli.py")]
    shortest = min((HERE / "corpora").glob("*.txt"), key=lambda path: path.stat().st_size)
    read = [*program, "extract", str(shortest), "--format", "json"]
    with tempfile.TemporaryDirectory() as cache:
        seconds([*program, "--help"], cache)  # Python compiles the modules themselves when they are first imported
        base = min(seconds([sys.executable, "-c", "pass"], cache) for _ in range(RUNS))
        rows = {
            "--help": min(seconds([*program, "--help"], cache) for _ in range(RUNS)),
            "one file, nothing kept": min(seconds(read, "") for _ in range(RUNS)),
            "one file, first command": seconds(read, cache),
            "one file, later": min(seconds(read, cache) for _ in range(RUNS)),
        }
    print(f"{'command':<24} {'CPU s':>6} {'x python -c pass':>17}")
    print(f"{'python -c pass':<24} {base:>6.3f} {1:>17.1f}")
    for name, spent in rows.items():
        print(f"{name:<24} {spent:>6.3f} {spent / base:>17.1f}")


if __name__ == "__main__":
    main()
