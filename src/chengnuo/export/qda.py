"""Commitments as a REFI-QDA project (.qdpx) that NVivo, MAXQDA, ATLAS.ti and QualCoder open.

https://www.qdasoftware.org/ ; QDA-XML project 1.0. Positions count code points of the plain text.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from chengnuo.export.datapackage import zipped
from chengnuo.model import Commitment, Extraction

NAMESPACE = "urn:QDA-XML:project:1.0"
_SPACE = uuid.UUID("6f1c3a52-3d53-5f7e-9a0e-5c1f6b1f9a3d")
# Codings need a moment; a fixed one makes equal input give equal bytes.
MOMENT = "2000-01-01T00:00:00Z"
_COLOURS = {"pledged": "#1F77B4", "achieved": "#2CA02C"}


def qda_project(extractions: Sequence[Extraction], commitments: Iterable[Commitment]) -> bytes:
    """The bytes of a .qdpx: one text source a file, one code a status, one below it an indicator."""
    from lxml import etree

    rows = list(commitments)
    user = _guid("user")
    root = etree.Element(
        f"{{{NAMESPACE}}}Project",
        nsmap={None: NAMESPACE},  # type: ignore[dict-item]  # None is the default namespace
        name="chengnuo",
        origin="chengnuo",
        creatingUserGUID=user,
        creationDateTime=MOMENT,
    )
    users = etree.SubElement(root, f"{{{NAMESPACE}}}Users")
    etree.SubElement(users, f"{{{NAMESPACE}}}User", guid=user, name="chengnuo")
    _code_book(root, rows)
    files: dict[str, bytes] = {}
    sources = etree.SubElement(root, f"{{{NAMESPACE}}}Sources")
    for extraction in extractions:
        guid = _guid("source", extraction.sha256, extraction.source)
        files[f"sources/{guid}.txt"] = extraction.text.encode("utf-8", "replace")
        source = etree.SubElement(
            sources,
            f"{{{NAMESPACE}}}TextSource",
            guid=guid,
            name=_xml(extraction.source),
            plainTextPath=f"internal://{guid}.txt",
            creatingUser=user,
            creationDateTime=MOMENT,
        )
        for row in rows:
            if row.source == extraction.source:
                _selection(source, row, user)
    project = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return zipped({"project.qde": project, **files})


def _code_book(root: Any, rows: Sequence[Commitment]) -> None:
    from lxml import etree

    book = etree.SubElement(root, f"{{{NAMESPACE}}}CodeBook")
    codes = etree.SubElement(book, f"{{{NAMESPACE}}}Codes")
    for status, colour in _COLOURS.items():
        top = etree.SubElement(
            codes, f"{{{NAMESPACE}}}Code", guid=_guid("code", status), name=status, isCodable="true", color=colour
        )
        for name in sorted({row.indicator for row in rows if row.status == status}):
            etree.SubElement(
                top,
                f"{{{NAMESPACE}}}Code",
                guid=_guid("code", status, name),
                name=_xml(name),
                isCodable="true",
                color=colour,
            )


def _selection(source: Any, row: Commitment, user: str) -> None:
    from lxml import etree

    selection = etree.SubElement(
        source,
        f"{{{NAMESPACE}}}PlainTextSelection",
        guid=_guid("selection", row.id),
        name=_xml(row.quote[:80]),
        startPosition=str(row.span.start),
        endPosition=str(row.span.end),
        creatingUser=user,
        creationDateTime=MOMENT,
    )
    coding = etree.SubElement(
        selection, f"{{{NAMESPACE}}}Coding", guid=_guid("coding", row.id), creatingUser=user, creationDateTime=MOMENT
    )
    etree.SubElement(coding, f"{{{NAMESPACE}}}CodeRef", targetGUID=_guid("code", row.status, row.indicator))


def _guid(*names: str) -> str:
    return str(uuid.uuid5(_SPACE, "\0".join(names)))


def _xml(text: str) -> str:
    """The text without the control characters that XML forbids."""
    return "".join(
        c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
    )
