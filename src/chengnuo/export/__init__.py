"""Taking the ledger away: one module a format, each a pure function from values to bytes or text.

`FORMATS` maps the name that `chengnuo export --format` takes to a function of (commitments, context).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from chengnuo.model import Commitment, Extraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Cargo:
    """What is taken away: commitments, and the extractions they come from (for formats that hold the texts).

    `paths` gives, by the name of a source, the file it was read from; sheets link to it.
    """

    commitments: Sequence[Commitment]
    extractions: Sequence[Extraction] = ()
    paths: Mapping[str, str] = field(default_factory=dict)


def export(cargo: Cargo, name: str) -> bytes:
    """`cargo` in the format `name`, as the bytes of one file; KeyError for an unknown name."""
    return FORMATS[name](cargo)


def _csv(cargo: Cargo) -> bytes:
    from chengnuo.export.table import delimited, rows

    return delimited(rows(cargo.commitments), ",")


def _tsv(cargo: Cargo) -> bytes:
    from chengnuo.export.table import delimited, rows

    return delimited(rows(cargo.commitments), "\t")


def _jsonl(cargo: Cargo) -> bytes:
    from chengnuo.export.lines import json_lines

    return json_lines(cargo.commitments)


def _xlsx(cargo: Cargo) -> bytes:
    from chengnuo.export.workbook import workbook

    return workbook(cargo.commitments, cargo.paths)


def _parquet(cargo: Cargo) -> bytes:
    from chengnuo.export.parquet import parquet

    return parquet(cargo.commitments)


def _panel(cargo: Cargo) -> bytes:
    from chengnuo.export.panel import COLUMNS, panel
    from chengnuo.export.table import delimited

    return delimited(panel(cargo.commitments), ",", names=COLUMNS)


def _package(cargo: Cargo) -> bytes:
    from chengnuo.export.datapackage import data_package

    return data_package(cargo.commitments)


def _annotations(cargo: Cargo) -> bytes:
    from chengnuo.export.annotations import web_annotations

    return web_annotations(cargo.extractions, cargo.commitments)


def _qdpx(cargo: Cargo) -> bytes:
    from chengnuo.export.qda import qda_project

    return qda_project(cargo.extractions, cargo.commitments)


def _gold(cargo: Cargo) -> bytes:
    from chengnuo.export.gold import gold

    return gold(cargo.extractions, cargo.commitments)


def _spacy(cargo: Cargo) -> bytes:
    from chengnuo.export.docbin import doc_bin

    return doc_bin(cargo.extractions, cargo.commitments)


FORMATS: Mapping[str, Callable[[Cargo], bytes]] = {
    "csv": _csv,
    "tsv": _tsv,
    "jsonl": _jsonl,
    "xlsx": _xlsx,
    "parquet": _parquet,
    "panel": _panel,
    "datapackage": _package,
    "webannotation": _annotations,
    "qdpx": _qdpx,
    "gold": _gold,
    "spacy": _spacy,
}
# The formats that hold the source texts.
WITH_TEXTS = frozenset({"webannotation", "qdpx", "gold", "spacy"})
