"""Accuracy on the gold documents: the scorer's table, and gains and losses against the last committed scores.

usage: score.py [--shared DIR] [--write] [--misses]

Gold: DIR/eval/gold (sources in DIR/corpora, DIR/eval/sources) and the folders of tests/gold, whose README says what was
looked at of each (sources named in each file, below DIR or beside the file).
The scorer is DIR/eval/score.py. `--write` commits the new figures to tests/scores.json.

Doubts, by group: of the rows that gold decides about, how many are wrong (`wrong`: the record is not right, or the row
is spurious); how many of the wrong ones bear a doubt (`wrong.doubted`), how many of the right ones do (`right.doubted`,
the price); and how many of all rows are wrong without one (`unwarned`, the worst outcome).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from chengnuo.model import Document
from chengnuo.packs import load_pack
from chengnuo.parsers import parse
from chengnuo.pipeline import read
from chengnuo.wire import to_wire

HERE = Path(__file__).resolve().parent
SCORES = HERE / "scores.json"


def gold_pairs(shared: Path, own: Path = HERE / "gold") -> list[tuple[str, str, Path, dict[str, Any]]]:
    """(group, name, source file, gold) of every gold document whose source is at hand."""
    pairs = []
    for path in sorted((shared / "eval" / "gold").glob("*.json")):
        for folder in (shared / "corpora", shared / "eval" / "sources"):
            source = folder / f"{path.stem}.txt"
            if source.is_file():
                pairs.append(("given", path.stem, source, json.loads(path.read_text(encoding="utf-8"))))
    for path in sorted(own.rglob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for source in (shared / gold["source"], path.parent / gold["source"]):
            if source.is_file():
                group = "own" if path.parent == own else path.parent.name.replace("_", " ")
                pairs.append((group, path.stem, source, gold))
    return pairs


def prediction(source: Path, gold: dict[str, Any]) -> dict[str, Any]:
    """What the program finds in the source, or in its first `source_chars` characters."""
    document = parse(source.read_bytes(), source.name)
    return to_wire(read(shortened(document, gold.get("source_chars", len(document.text))), load_pack()))


def shortened(document: Document, length: int) -> Document:
    """The document as if its file ended after `length` characters."""
    if length >= len(document.text):
        return document
    kept: dict[str, Any] = {
        name: tuple(item for item in getattr(document, name) if item.span.end <= length)
        for name in ("pages", "blocks", "tables", "doubts")
    }
    return replace(document, text=document.text[:length], **kept)


def load_scorer(shared: Path) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_gold", shared / "eval" / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{shared}: no eval/score.py there")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def scores(shared: Path, misses: list[Any] | None = None, only: str = "") -> dict[str, Any]:
    """Layers and fields by document and pooled over each group (over the group `only`)."""
    scorer = load_scorer(shared)
    groups: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = {}
    result: dict[str, Any] = {}
    for group, name, source, gold in gold_pairs(shared):
        if only not in ("", group):
            continue
        case = (prediction(source, gold), gold)
        groups.setdefault(group, []).append(case)
        layers = scorer.score([case], misses if misses is not None else None)["layers"]
        result[name] = {layer: row["f1"] for layer, row in layers.items()}
    for group, cases in groups.items():
        pooled = scorer.score(cases)
        result[f"all {group}"] = {layer: row["f1"] for layer, row in pooled["layers"].items()}
        result[f"fields {group}"] = {field: row["accuracy"] for field, row in pooled["fields"].items()}
        result[f"doubts {group}"] = doubted([row for case in cases for row in judged(scorer, *case)])
    return result


def judged(scorer: ModuleType, pred: dict[str, Any], gold: dict[str, Any]) -> list[tuple[dict[str, Any], list[str]]]:
    """The rows that gold decides about, each with the fields of its record that are wrong, or with `spurious`."""
    preds, golds = scorer.without_optional(pred["commitments"], gold["commitments"])
    wrong: dict[int, list[str]] = {}
    for numbered, least in ((True, 0.5), (False, 0.4)):
        mine, theirs = (
            [row for row in rows if (row.get("value_start") is not None) == numbered] for rows in (preds, golds)
        )
        for p, g in scorer.align(mine, theirs, least=least):
            row, right = mine[p], theirs[g]
            wrong[id(row)] = [f for f in scorer.RECORD if not scorer.same(f, row.get(f), right.get(f))]
    return [(row, wrong.get(id(row), ["spurious"])) for row in preds]


def doubted(rows: list[tuple[dict[str, Any], list[str]]]) -> dict[str, float | None]:
    """The shares of rows that are wrong, of wrong and of right ones with a doubt, and of wrong ones without."""
    right, wrong = ([bool(row["doubts"]) for row, fields in rows if bool(fields) == fault] for fault in (False, True))

    def share(part: int, whole: int) -> float | None:
        return round(part / whole, 4) if whole else None

    return {
        "wrong": share(len(wrong), len(rows)),
        "wrong.doubted": share(sum(wrong), len(wrong)),
        "right.doubted": share(sum(right), len(right)),
        "unwarned": share(len(wrong) - sum(wrong), len(rows)),
    }


def show(now: dict[str, Any], before: dict[str, Any]) -> None:
    """The table; behind each figure its gain or loss."""
    for name, row in now.items():
        print(name)
        for key, value in row.items():
            old = before.get(name, {}).get(key)
            change = "" if old is None or value is None or abs(value - old) < 0.00005 else f"  {value - old:+.4f}"
            print(f"  {key:<22} {'-' if value is None else format(value, '.4f')}{change}")


def main() -> int:
    """Run from the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    parser.add_argument("--write", action="store_true", help="store these figures as the ones to compare with")
    parser.add_argument("--misses", action="store_true", help="print every miss as a line of JSON")
    parser.add_argument("--only", default="", metavar="GROUP", help="one group alone: given, own, development …")
    args = parser.parse_args()
    if not (args.shared / "eval" / "score.py").is_file():
        print(f"{args.shared}: there is no gold here; say where with --shared DIR", file=sys.stderr)
        return 1
    misses: list[Any] | None = [] if args.misses else None
    now = scores(args.shared, misses, args.only)
    before = json.loads(SCORES.read_text(encoding="utf-8")) if SCORES.is_file() else {}
    show(now, before)
    for miss in misses or ():
        print(json.dumps(miss, ensure_ascii=False))
    if args.write:
        SCORES.write_text(json.dumps(now, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
