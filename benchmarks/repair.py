"""Speed of repair and of the conversion to simplified characters, beside OpenCC's own t2s in the same run.

usage: repair.py [--shared DIR]

The garbled page is the corpora's (glosses behind traditional characters, lost signs of dates, bytes read one off); the
clean texts are that page repaired, and the other corpora repaired. Times are of the process, the least of several;
`x OpenCC` is the speed over that of `OpenCC("t2s").convert` on the same text in the same run, which a busy or slow
machine leaves as it is, and `growth` the time for four times the text over the time for the text: 4 is linear.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from chengnuo.packs import load_pack
from chengnuo.repair import repair
from chengnuo.simplify import convert, simplify
from chengnuo.spans import Rewrite

CORPORA = Path(__file__).resolve().parents[1] / "corpora"
GARBLED = "003_4078b2306bad5cf2.txt"
# The aims, in MB of UTF-8 a second on one core.
AIMS = {"repair, garbled": 5, "repair, clean page": 10, "repair, clean prose": 10, "simplify, clean prose": 100}


def timed(function: Callable[[], object], repeats: int = 7) -> float:
    """The least of `repeats` times of one call, in seconds of the process."""
    best = float("inf")
    for _ in range(repeats):
        start = time.process_time()
        function()
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", help="not needed here; every benchmark takes it")
    parser.parse_args()
    pack = load_pack()
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(CORPORA.glob("*.txt"))}
    clean = {name: simplify(repair(text, pack), pack).text for name, text in texts.items()}
    prose = "\n".join(text for name, text in clean.items() if name != GARBLED)
    runs: dict[str, tuple[str, Callable[[str], object]]] = {
        "repair, garbled": (texts[GARBLED], lambda text: repair(text, pack)),
        "repair, clean page": (clean[GARBLED], lambda text: repair(text, pack)),
        "repair, clean prose": (prose, lambda text: repair(text, pack)),
        "simplify, garbled": (repair(texts[GARBLED], pack).text, lambda text: simplify(Rewrite(text), pack)),
        "simplify, clean prose": (prose, lambda text: simplify(Rewrite(text), pack)),
    }
    print(f"{'run':<22} {'MB':>5} {'MB/s':>7} {'aim':>5} {'x OpenCC':>9} {'growth':>7}")
    for name, (text, function) in runs.items():
        megabytes = len(text.encode()) / 1e6
        function(text)
        seconds, base = timed(partial(function, text)), timed(partial(convert, text))
        growth = timed(partial(function, text * 4), repeats=2) / seconds
        speed, aim = megabytes / seconds, AIMS.get(name, "")
        print(f"{name:<22} {megabytes:>5.2f} {speed:>7.1f} {aim:>5} {base / seconds:>9.2f} {growth:>7.2f}")


if __name__ == "__main__":
    main()
