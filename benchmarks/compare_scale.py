"""Clustering and comparing a synthetic ledger: processor seconds and peak memory for growing numbers of commitments.

usage: python benchmarks/compare_scale.py [ROWS …] [--folder DIR]

The rows are those of the documents in DIR (default: corpora/), each repeated with other cities, values and small
variations of its indicator's wording, so that distinct strings grow with the ledger as real ledgers' do.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from chengnuo.compare import compare
from chengnuo.model import Commitment, Part
from chengnuo.packs import load_pack
from chengnuo.pipeline import extraction_of_bytes

CITIES = 300
# One row in so many is worded in a way of its own.
OWN_WORDS = 20
PLACES = "东西南北中上下新老大小"
THINGS = ("社区", "园区", "企业", "医院", "景区", "市场", "河道", "道路", "林场", "农场", "车站", "码头")
DEEDS = ("改造", "达标", "覆盖", "建成", "治理", "提升", "养护", "检测", "开放", "服务")


def real_rows(folder: Path) -> list[Commitment]:
    """The commitments of all texts of the folder."""
    rows: list[Commitment] = []
    for path in sorted(folder.glob("*.txt")):
        rows += extraction_of_bytes(path.read_bytes(), path.name).commitments
    return rows


def ledger(rows: list[Commitment], count: int, seed: int = 1) -> list[Commitment]:
    """`count` rows made from real ones, with other cities, values and at times words of their own."""
    draw = random.Random(seed)
    parts = [_part(i) for i in range(CITIES)]
    made = []
    for index in range(count):
        row = rows[index % len(rows)]
        part = parts[draw.randrange(CITIES)]
        value = row.value + Decimal(draw.randrange(20)) if isinstance(row.value, Decimal) else row.value
        words = _own(draw) if index % OWN_WORDS == 0 else row.indicator
        made.append(
            replace(row, id=f"c{index}", indicator=words, value=value, document=part, source=f"{index % 9973}.txt")
        )
    return made


def _own(draw: random.Random) -> str:
    place = "".join(draw.choice(PLACES) for _ in range(2))
    return f"{place}{draw.choice(THINGS)}{draw.choice(THINGS)}{draw.choice(DEEDS)}{draw.choice(('率', '数', '面积'))}"


def _part(index: int) -> Part:
    from chengnuo.spans import Span

    return Part(
        span=Span(0, 1),
        title=f"{index}市方案",
        genre="方案",
        date="2024-01-01",
        region=("某省", f"{index}市", None),
        status="final",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--folder", type=Path, default=Path(__file__).resolve().parents[1] / "corpora")
    arguments = parser.parse_args()
    pack = load_pack()
    rows = real_rows(arguments.folder)
    print(f"{len(rows)} real rows\nrows\tdistinct names\tindicators\tseconds\tpeak MB")
    for count in arguments.rows:
        made = ledger(rows, count)
        distinct = len({row.indicator for row in made})
        start = time.process_time()
        found = compare(made, pack)
        seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{count}\t{distinct}\t{len(found)}\t{seconds:.1f}\t{peak:.0f}")


if __name__ == "__main__":
    main()
