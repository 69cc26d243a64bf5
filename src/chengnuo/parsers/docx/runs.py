"""The words of one paragraph: runs, tracked changes, fields, links, content controls, formulas, ruby."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chengnuo.parsers.docx import names as n

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPECIAL = (
    n.INSERTED,
    n.DELETED,
    n.MOVED_TO,
    n.MOVED_FROM,
    n.TEXT_BOX,
    n.ALTERNATE,
    n.RUBY,
    n.HIDDEN,
    *n.STRUCK,
    n.SYMBOL,
    n.FOOTNOTE_REF,
    n.ENDNOTE_REF,
    n.MATH_TEXT,
    n.W + "commentReference",
)
_SIGNS = {"F0FE": "☑", "F052": "☑", "F0FD": "☒", "F053": "☒", "F0A8": "□", "F0A3": "□", "F06F": "□", "F071": "□",
          "F0FC": "✓", "F050": "✓", "F06C": "●", "F06E": "■", "F075": "◆", "F0D8": "➢", "F0B7": "•", "F0A7": "▪",
          "F0B0": "°", "F0B1": "±", "F0B4": "×", "F0A3 Symbol": "≤", "F0B3": "≥"}  # fmt: skip
"""Signs of the fonts Wingdings, Wingdings 2 and Symbol that forms use (Unicode's mapping tables)."""
_SYMBOLIC = ("Wingdings", "Symbol", "Webdings")
_CONTAINERS = frozenset({n.PROPERTIES, n.RUN_PROPERTIES, n.W + "instrText", n.W + "delInstrText", n.W + "sdtPr"})


@dataclass(slots=True)
class Words:
    """What a paragraph holds: its text, and places in it of notes, changes, text boxes and words struck out."""

    text: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    changes: list[tuple[str, int, int]] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)


def busy_paragraphs(root: _Element) -> set[_Element]:
    """The paragraphs under `root` that hold more than plain text, and so need to be walked.

    Found in one pass over the few elements that make a paragraph so: most paragraphs of most documents are plain.
    """
    found: set[_Element] = set()
    for element in root.iter(*_SPECIAL):
        at = element.getparent()
        while at is not None and at.tag != n.P:
            at = at.getparent()
        while at is not None:
            if at.tag == n.P:
                found.add(at)
            at = at.getparent()
    for element in root.iter(n.TAB, n.BREAK, n.RETURN, n.NO_BREAK_HYPHEN):
        parent = element.getparent()
        if parent is not None and parent.tag == n.RUN:
            found.update(parent.iterancestors(n.P))
    return found


def plain_texts(root: _Element) -> dict[_Element, str]:
    """The text of every paragraph under `root`, right for those that are not busy.

    One pass over paragraphs and texts in document order: asking each paragraph for its texts takes four times as long.
    """
    found: dict[_Element, str] = {}
    paragraph: _Element | None = None
    text = ""
    for element in root.iter(n.P, n.TEXT):
        if element.tag == n.TEXT:
            text += element.text or ""
        else:
            if paragraph is not None:
                found[paragraph] = text
            paragraph, text = element, ""
    if paragraph is not None:
        found[paragraph] = text
    return found


def read_words(paragraph: _Element, revisions: str) -> Words:
    """The words of a busy paragraph, tracked changes taken as `revisions` says."""
    reader = _Reader(revisions)
    for child in paragraph:
        reader.read(child)
    reader.words.text = "".join(reader.parts)
    return reader.words


def _break(element: _Element) -> str:
    return "" if element.get(n.W + "type") in ("page", "column") else "\n"


class _Reader:
    """Walks a paragraph that holds more than plain runs."""

    def __init__(self, revisions: str) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.words = Words()
        self.skipped = {
            "final": (n.DELETED, n.MOVED_FROM),
            "original": (n.INSERTED, n.MOVED_TO),
        }.get(revisions, ())
        self.marking = revisions == "both"

    def add(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            self.size += len(text)

    def read(self, element: _Element) -> None:
        take = _TAKEN.get(element.tag)
        if take is not None:
            take(self, element)
        elif element.tag not in _CONTAINERS:
            self.each(element)

    def run(self, element: _Element) -> None:
        if _is(element, n.HIDDEN):
            return
        if not any(_is(element, mark) for mark in n.STRUCK):
            self.each(element)
        elif n.DELETED not in self.skipped:
            self.marked(element, "deletion")
        elif next(element.iter(n.TEXT), None) is not None:
            self.words.gaps.append(self.size)

    def note(self, element: _Element) -> None:
        self.words.notes.append((element.tag, element.get(n.W + "id") or ""))

    def ruby(self, element: _Element) -> None:
        base = element.find(n.RUBY_BASE)
        if base is not None:
            self.each(base)

    def each(self, element: _Element) -> None:
        for child in element:
            self.read(child)

    def alternate(self, element: _Element) -> None:
        """One of several forms of the same thing: the first that holds anything."""
        for form in element:
            if next(form.iter(n.TEXT, n.DELETED_TEXT, n.MATH_TEXT, n.SYMBOL), None) is not None:
                self.each(form)
                return

    def change(self, element: _Element) -> None:
        if element.tag in self.skipped:
            return
        self.marked(element, "insertion" if element.tag in (n.INSERTED, n.MOVED_TO) else "deletion")

    def marked(self, element: _Element, kind: str) -> None:
        """Read `element`; where both wordings are kept, it is a change of this kind."""
        start = self.size
        self.each(element)
        if self.marking and self.size > start:
            self.words.changes.append((kind, start, self.size))


_TAKEN: dict[str, Callable[[_Reader, _Element], None]] = {
    **dict.fromkeys((n.TEXT, n.DELETED_TEXT, n.MATH_TEXT), lambda reader, element: reader.add(element.text)),
    **dict.fromkeys((n.BREAK, n.RETURN), lambda reader, element: reader.add(_break(element))),
    **dict.fromkeys((n.FOOTNOTE_REF, n.ENDNOTE_REF), _Reader.note),
    **dict.fromkeys((n.INSERTED, n.DELETED, n.MOVED_TO, n.MOVED_FROM), _Reader.change),
    n.RUN: _Reader.run,
    n.TAB: lambda reader, _: reader.add("\t"),
    n.NO_BREAK_HYPHEN: lambda reader, _: reader.add("-"),
    n.SYMBOL: lambda reader, element: reader.add(_sign(element)),
    n.W + "commentReference": lambda reader, element: reader.words.comments.append(element.get(n.W + "id") or ""),
    n.TEXT_BOX: lambda reader, element: reader.words.boxes.append(element),
    n.ALTERNATE: _Reader.alternate,
    n.RUBY: _Reader.ruby,
}
"""What is done with an element; what stands inside the others is read, but for that of _CONTAINERS."""


def _is(run: _Element, mark: str) -> bool:
    """Whether the properties of a run hold `mark` and it is on."""
    found = run.find(f"{n.RUN_PROPERTIES}/{mark}")
    return found is not None and n.on(found.get(n.VAL))


def _sign(element: _Element) -> str:
    font = element.get(n.W + "font") or ""
    try:
        number = int(element.get(n.W + "char") or "", 16)
        if number < 0x100 and font.startswith(_SYMBOLIC):  # the fonts' signs stand in the private use area too
            number += 0xF000
        code = f"{number:04X}"
        return _SIGNS.get(f"{code} {font}") or _SIGNS.get(code) or chr(number)
    except (ValueError, OverflowError):
        return ""
