"""Speed of the chain from clean text to commitments, and how time grows with length.

usage: chain.py [--shared DIR]

The text is that of the corpora, repeated. Each stage's time is given in MB of UTF-8 a second, and as a ratio to
`re.findall` of one pattern for digits over the same text in the same run (the baseline: the least that any
program must do to see the numbers). Growth is the time for twice the text over the time for the text: 2 is linear.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable
from pathlib import Path

from chengnuo.assemble import assemble
from chengnuo.extract.bodies import find_bodies
from chengnuo.extract.cells import find_cells, with_cells
from chengnuo.extract.quantities import find_quantities
from chengnuo.extract.times import find_times
from chengnuo.model import Document, Mentions
from chengnuo.outline import outline
from chengnuo.packs import load_pack
from chengnuo.repair import repair
from chengnuo.simplify import simplify
from chengnuo.spans import Rewrite

CORPORA = Path(__file__).resolve().parents[1] / "corpora"
CHAIN = ("outline", "times", "cells", "quantities", "bodies", "assemble")
"""The stages between clean text and commitments."""


def clean_text(size: int) -> str:
    """About `size` characters of clean prose, tables and lists."""
    pack = load_pack()
    texts = [simplify(repair(p.read_text(encoding="utf-8"), pack), pack).text for p in sorted(CORPORA.glob("*.txt"))]
    whole = "\n".join(texts) + "\n"
    return whole * max(1, size // len(whole))


def timed(function: Callable[[], object], repeats: int = 3) -> float:
    """The least of `repeats` times of one call, in seconds of the processor."""
    best = float("inf")
    for _ in range(repeats):
        start = time.process_time()
        function()
        best = min(best, time.process_time() - start)
    return best


def stages(text: str) -> dict[str, float]:
    """Seconds of each stage over `text`."""
    pack = load_pack()
    rewrite = Rewrite(text)
    document = Document(source="bench", format="text", text=text, sha256="0" * 64)
    shape = outline(document, rewrite, pack)
    times = find_times(shape, pack, issued=None)
    cells = find_cells(shape, pack)
    quantities = with_cells(find_quantities(shape, pack, times), cells)
    mentions = Mentions(times=times, quantities=quantities, bodies=find_bodies(shape, pack), cells=cells)
    return {
        "digits (baseline)": timed(lambda: re.findall(r"\d+", text)),
        "repair": timed(lambda: repair(text, pack)),
        "simplify (gate)": timed(lambda: simplify(rewrite, pack)),
        "outline": timed(lambda: outline(document, rewrite, pack)),
        "times": timed(lambda: find_times(shape, pack, issued=None)),
        "cells": timed(lambda: find_cells(shape, pack)),
        "quantities": timed(lambda: with_cells(find_quantities(shape, pack, times), cells)),
        "bodies": timed(lambda: find_bodies(shape, pack)),
        "assemble": timed(lambda: assemble(shape, mentions, pack)),
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", help="not needed here; every benchmark takes it")
    parser.add_argument("--size", type=int, default=500_000, help="characters of the smaller text")
    size = parser.parse_args().size
    text, double = clean_text(size), clean_text(2 * size)
    once, twice = stages(text), stages(double)
    megabytes = len(text.encode()) / 1e6
    base = once["digits (baseline)"]
    print(f"{megabytes:.1f} MB of clean text")
    print(f"{'stage':<20} {'MB/s':>8} {'x baseline':>11} {'growth':>7}")
    for name, seconds in once.items():
        print(f"{name:<20} {megabytes / seconds:>8.1f} {seconds / base:>11.1f} {twice[name] / seconds:>7.2f}")
    chain = sum(once[name] for name in CHAIN)
    again = sum(twice[name] for name in CHAIN)
    print(f"{'clean → commitments':<20} {megabytes / chain:>8.1f} {chain / base:>11.1f} {again / chain:>7.2f}")


if __name__ == "__main__":
    main()
