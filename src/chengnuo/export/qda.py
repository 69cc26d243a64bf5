"""Commitments as a REFI-QDA project (.qdpx) that NVivo, MAXQDA, ATLAS.ti and QualCoder open.

https://www.qdasoftware.org/ ; QDA-XML project 1.0. Positions count code points of the plain text.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from chengnuo.export.table import amount
from chengnuo.export.texts import with_rows
from chengnuo.export.workbook import xml_text
from chengnuo.model import Commitment, Extraction
from chengnuo.packing import zipped

NAMESPACE = "urn:QDA-XML:project:1.0"
_SPACE = uuid.UUID("6f1c3a52-3d53-5f7e-9a0e-5c1f6b1f9a3d")
# Codings need a moment; a fixed one makes equal input give equal bytes.
MOMENT = "2000-01-01T00:00:00Z"
_COLOURS = {"pledged": "#1F77B4", "achieved": "#2CA02C"}


def qda_project(extractions: Sequence[Extraction], commitments: Iterable[Commitment]) -> bytes:
    """The bytes of a .qdpx: one text source a file, one group of codes a status, in it one code an indicator."""
    from lxml import etree

    commitments = list(commitments)
    user = _guid("user")
    root = etree.Element(
        f"{{{NAMESPACE}}}Project",
        nsmap={None: NAMESPACE},  # type: ignore[dict-item]  # None is the default namespace
        name="chengnuo",
        origin="chengnuo",
        creatingUserGUID=user,
        creationDateTime=MOMENT,
    )
    users = _add(root, "Users")
    _add(users, "User", guid=user, name="chengnuo")
    _code_book(root, commitments)
    files: dict[str, bytes] = {}
    sources = _add(root, "Sources")
    names: Counter[str] = Counter()
    for extraction, rows in with_rows(extractions, commitments):
        guid = _guid("source", extraction.sha256, extraction.source)
        files[f"sources/{guid}.txt"] = _plain(extraction.text).encode("utf-8", "replace")
        names[extraction.source] += 1
        count = names[extraction.source]
        source = _add(
            sources,
            "TextSource",
            guid=guid,
            name=xml_text(extraction.source) + (f" ({count})" if count > 1 else ""),
            plainTextPath=f"internal://{guid}.txt",
            creatingUser=user,
            creationDateTime=MOMENT,
        )
        _selections(source, rows, extraction, user)
    project = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return zipped({"project.qde": project, **files})


def _add(parent: Any, tag: str, **attributes: str) -> Any:
    """A new element below `parent`."""
    from lxml import etree

    return etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)


def _plain(text: str) -> str:
    """The text as programs read it without shifting places: they turn CR LF into one character, so CR is a blank."""
    return text.replace("\r", " ")


def _code_book(root: Any, rows: Sequence[Commitment]) -> None:
    book = _add(root, "CodeBook")
    codes = _add(book, "Codes")
    for status, colour in _COLOURS.items():
        top = _add(codes, "Code", guid=_guid("code", status), name=status, isCodable="false", color=colour)
        for name in sorted({_code(row) for row in rows if row.status == status}):
            _add(top, "Code", guid=_guid("code", status, name), name=name, isCodable="true", color=colour)


def _code(row: Commitment) -> str:
    """The code of a row: its indicator. Programs ask for names that stand once, so that a report's name is marked."""
    name = xml_text(row.indicator) or "-"
    return f"{name} ({row.status})" if row.status == "achieved" else name


def _selections(source: Any, rows: Sequence[Commitment], extraction: Extraction, user: str) -> None:
    """One selection for each place, with a coding for each code: programs keep one coding of a code and place."""
    places: dict[tuple[int, int], list[Commitment]] = {}
    for row in rows:
        places.setdefault((row.span.start, row.span.end), []).append(row)
    for (start, end), here in sorted(places.items()):
        key = (extraction.sha256, extraction.source, str(start), str(end))
        selection = _add(
            source,
            "PlainTextSelection",
            guid=_guid("selection", *key),
            name=xml_text(here[0].quote[:80]),
            startPosition=str(start),
            endPosition=str(end),
            creatingUser=user,
            creationDateTime=MOMENT,
        )
        _add(selection, "Description").text = xml_text("\n".join(_memo(row) for row in here))
        for status, code in dict.fromkeys((row.status, _code(row)) for row in here):
            coding = _add(
                selection,
                "Coding",
                guid=_guid("coding", *key, status, code),
                creatingUser=user,
                creationDateTime=MOMENT,
            )
            _add(coding, "CodeRef", targetGUID=_guid("code", status, code))


def _memo(row: Commitment) -> str:
    """The row in a line: id, subject, value, deadline, wording, bodies, doubts."""
    cells = (
        row.id, row.subject, amount(row), row.deadline, row.recurrence, row.binding, row.scope,
        "；".join(row.units), " ".join(f"?{doubt.code}" for doubt in row.doubts),
    )  # fmt: skip
    return " | ".join(cell for cell in cells if cell)


def _guid(*names: str) -> str:
    return str(uuid.uuid5(_SPACE, "\0".join(names)))
