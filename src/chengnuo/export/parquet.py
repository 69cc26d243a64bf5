"""Commitments as Parquet (needs the extra `chengnuo[parquet]`)."""

from __future__ import annotations

import io
from collections.abc import Sequence

from chengnuo.errors import ChengnuoError
from chengnuo.export.table import COLUMNS, rows
from chengnuo.model import Commitment


def parquet(commitments: Sequence[Commitment]) -> bytes:
    """The bytes of a Parquet file, zstd-compressed, one typed column for each of COLUMNS."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ChengnuoError('Parquet needs pyarrow: pip install "chengnuo[parquet]"') from error
    types = {
        "string": pa.string(),
        "number": pa.float64(),
        "integer": pa.int64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    schema = pa.schema([pa.field(c.name, types[c.type], metadata={"about": c.about}) for c in COLUMNS])
    table = pa.Table.from_pylist([_floats(record) for record in rows(commitments)], schema=schema)
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()


def _floats(record: dict[str, object]) -> dict[str, object]:
    numbers = {c.name for c in COLUMNS if c.type == "number"}
    return {k: float(v) if k in numbers and isinstance(v, int) else v for k, v in record.items()}
