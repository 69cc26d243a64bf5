"""What paragraph styles say: heading levels, the lists they belong to, tables of contents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chengnuo.parsers.docx.names import VAL, W

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEEPEST = 20
"""A chain of basedOn longer than this is a loop."""


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: the kind of its blocks, its list and level in it (None where it names none)."""

    id: str = ""
    kind: str = "paragraph"
    number: str = ""
    level: int | None = None


def read_styles(root: _Element | None) -> tuple[Mapping[str, Style], Mapping[str, str]]:
    """The paragraph styles by id, and the numId of each numbering style."""
    if root is None:
        return {}, {}
    raw = {s.get(W + "styleId", ""): s for s in root.findall(W + "style")}
    numbering = {name: _under(s, "numId") for name, s in raw.items() if s.get(W + "type") == "numbering"}
    styles = {name: _style(name, raw) for name, s in raw.items() if s.get(W + "type") == "paragraph"}
    default = next((n for n, s in raw.items() if s.get(W + "type") == "paragraph" and s.get(W + "default")), None)
    if default is not None:
        styles[""] = styles[default]
    return styles, numbering


def _style(name: str, raw: Mapping[str, _Element]) -> Style:
    kind, number, level = "", "", ""
    at: str | None = name
    for _ in range(_DEEPEST):
        element = raw.get(at or "")
        if element is None:
            break
        kind = kind or _kind(element)
        number = number or _under(element, "numId")
        level = level or _under(element, "ilvl")
        based = element.find(W + "basedOn")
        at = None if based is None else based.get(VAL)
    return Style(name, kind or "paragraph", number, int(level) if level.isdigit() else None)


def _kind(style: _Element) -> str:
    name = style.find(W + "name")
    words = "" if name is None else (name.get(VAL) or "").lower()
    if words.startswith(("heading ", "title")):
        return "heading"
    if words.startswith("toc "):
        return "toc"
    outline = style.find(f"{W}pPr/{W}outlineLvl")
    return "heading" if outline is not None and (outline.get(VAL) or "9") < "9" else ""


def _under(style: _Element, name: str) -> str:
    found = style.find(f"{W}pPr/{W}numPr/{W}{name}")
    return "" if found is None else found.get(VAL) or ""
