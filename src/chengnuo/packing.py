"""Zip archives whose bytes depend on their contents alone, not on the hour at which they are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

# The first day that a zip archive can give.
EPOCH = (1980, 1, 1, 0, 0, 0)


def zipped(entries: Mapping[str, bytes]) -> bytes:
    """A zip of the entries in their order, the same bytes for the same entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def undated(data: bytes) -> bytes:
    """The zip (a DOCX, say) without the hours of its entries; BadZipFile where it is none."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})
