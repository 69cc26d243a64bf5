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


class Styles:
    """The paragraph styles of a document, each read when a paragraph first names it."""

    __slots__ = ("_raw", "_read", "usual")

    def __init__(self, root: _Element | None) -> None:
        found = () if root is None else root.findall(W + "style")
        self._raw = {s.get(W + "styleId", ""): s for s in found}
        self._read: dict[str, Style] = {}
        default = (n for n, s in self._raw.items() if s.get(W + "type") == "paragraph" and s.get(W + "default"))
        self.usual = self.named(next(default, ""))

    def named(self, name: str) -> Style:
        """The style `name`; a plain one where the document has none of that name."""
        if name not in self._read:
            self._read[name] = _style(name, self._raw)
        return self._read[name]

    def numbering(self) -> Mapping[str, str]:
        """The numId of each numbering style."""
        return {name: _under(s, "numId") for name, s in self._raw.items() if s.get(W + "type") == "numbering"}


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
