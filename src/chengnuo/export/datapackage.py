"""Commitments as a Frictionless Data Package: a zip of datapackage.json and commitments.csv."""

from __future__ import annotations

import json
from collections.abc import Sequence

from chengnuo.export.table import COLUMNS, delimited, rows
from chengnuo.model import Commitment
from chengnuo.packing import zipped


def data_package(commitments: Sequence[Commitment]) -> bytes:
    """The bytes of the zip; types after Table Schema (https://specs.frictionlessdata.io/table-schema/)."""
    fields = [{"name": c.name, "type": c.type, "description": c.about} for c in COLUMNS]
    descriptor = {
        "name": "chengnuo-commitments",
        "title": "Commitments in government documents",
        "profile": "tabular-data-package",
        "resources": [
            {
                "name": "commitments",
                "path": "commitments.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": fields, "primaryKey": ["id"], "missingValues": [""]},
            }
        ],
    }
    return zipped(
        {
            "datapackage.json": json.dumps(descriptor, ensure_ascii=False, indent=2).encode(),
            "commitments.csv": delimited(rows(commitments), ",", bom=False),
        }
    )
