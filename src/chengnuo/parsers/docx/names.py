"""The names of WordprocessingML elements that the reader looks at (ECMA-376 part 1; transitional namespaces)."""

from __future__ import annotations

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)
"""Namespaces of the strict variant and the transitional ones that they stand for."""

P, RUN, TEXT, TAB, BREAK, RETURN = W + "p", W + "r", W + "t", W + "tab", W + "br", W + "cr"
NO_BREAK_HYPHEN, SYMBOL, DELETED_TEXT, MATH_TEXT = W + "noBreakHyphen", W + "sym", W + "delText", M + "t"
FOOTNOTE_REF, ENDNOTE_REF = W + "footnoteReference", W + "endnoteReference"
INSERTED, DELETED, MOVED_TO, MOVED_FROM = W + "ins", W + "del", W + "moveTo", W + "moveFrom"
TABLE, ROW, CELL, CONTENT_CONTROL, CONTROL_CONTENT = W + "tbl", W + "tr", W + "tc", W + "sdt", W + "sdtContent"
TEXT_BOX, ALTERNATE, CHOICE, FALLBACK = W + "txbxContent", MC + "AlternateContent", MC + "Choice", MC + "Fallback"
RUBY, RUBY_BASE, HIDDEN, PROPERTIES, RUN_PROPERTIES = W + "ruby", W + "rubyBase", W + "vanish", W + "pPr", W + "rPr"
VAL = W + "val"
STRUCK = (W + "strike", W + "dstrike")


def on(value: str | None) -> bool:
    """What an on/off attribute means; a missing one is on."""
    return value is None or value.lower() not in ("0", "false", "off")
