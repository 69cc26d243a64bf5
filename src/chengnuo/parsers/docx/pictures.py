"""Pictures of a DOCX that are as large as a table or a page: what they show is not read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chengnuo.parsers.docx import names as n

if TYPE_CHECKING:
    from lxml.etree import _Element

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_VML = "{urn:schemas-microsoft-com:vml}"
WIDE, HIGH = 10.0, 6.0
"""Centimetres from which a picture may be that of a table or a page; seals and logos are smaller."""
_EMU = 360_000
"""English metric units in a centimetre."""
_MEASURE = re.compile(r"\b(width|height)\s*:\s*(\d{1,5}(?:\.\d+)?)\s*(pt|in|cm|mm|px)", re.IGNORECASE)
_CENTIMETRES = {"pt": 2.54 / 72, "in": 2.54, "cm": 1.0, "mm": 0.1, "px": 2.54 / 96}


def large_pictures(root: _Element) -> int:
    """How many large pictures a part of the package shows."""
    drawn = sum(1 for drawing in root.iter(n.W + "drawing") if _is_large_drawing(drawing))
    return drawn + sum(1 for picture in root.iter(_VML + "imagedata") if _is_large_shape(picture.getparent()))


def _is_large_drawing(drawing: _Element) -> bool:
    extent = next(drawing.iter(_PLACED + "extent"), None)
    if extent is None or next(drawing.iter(_DRAWING + "blip"), None) is None:
        return False
    wide, high = (int(value) if (value := extent.get(name) or "").isdigit() else 0 for name in ("cx", "cy"))
    return wide >= WIDE * _EMU and high >= HIGH * _EMU


def _is_large_shape(shape: _Element | None) -> bool:
    style = "" if shape is None else shape.get("style") or ""
    size = {name.lower(): float(number) * _CENTIMETRES[unit.lower()] for name, number, unit in _MEASURE.findall(style)}
    return size.get("width", 0) >= WIDE and size.get("height", 0) >= HIGH
