"""DOCX: the text as a reader sees it, automatic numbers and tracked changes included, from all parts of the package."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Any

from chengnuo.errors import UnreadableFile
from chengnuo.model import Document
from chengnuo.packs import Pack
from chengnuo.parsers.archive import Archive, parse_xml
from chengnuo.parsers.docx import names as n
from chengnuo.parsers.docx.flow import Flow
from chengnuo.parsers.docx.idle import without_idle, without_looks
from chengnuo.parsers.docx.numbering import Numbering, read_lists
from chengnuo.parsers.docx.pictures import large_pictures
from chengnuo.parsers.docx.styles import Styles
from chengnuo.parsers.writer import Writer
from chengnuo.spans import Span

if TYPE_CHECKING:
    from lxml.etree import _Element

REVISIONS = ("final", "original", "both")


def parse_docx(data: bytes, source: str, *, pack: Pack, revisions: str = "final", **_: Any) -> Document:
    """The document in a DOCX; `revisions` reads tracked changes as accepted ("final"), as rejected ("original"), or
    keeps both wordings, in blocks of the kinds "insertion" and "deletion" ("both").
    """
    if revisions not in REVISIONS:
        raise ValueError(f"revisions is one of {', '.join(REVISIONS)}, not {revisions!r}")
    package = _Package(Archive(data, source), source)
    body = package.main.find(n.W + "body")
    if body is None:
        raise UnreadableFile(source, "the package has no document body", "open it in an office program and save it")
    writer = Writer()
    try:
        _write(package, body, writer, revisions, pack)
    except RecursionError as error:
        raise UnreadableFile(source, "its elements are nested too deep", "it looks like a bomb") from error
    pictures = large_pictures(body)
    if pictures:
        writer.doubt("picture-unread", Span(writer.size, writer.size), f"{pictures} large pictures are not read")
    for reason in package.broken:
        writer.doubt("broken-part", Span(writer.size, writer.size), reason)  # no word of what was read
    return writer.document(data, source, "docx", meta=package.archive.properties())


def _write(package: _Package, body: _Element, writer: Writer, revisions: str, pack: Pack) -> None:
    styles = Styles(package.part("styles"))
    numbering = Numbering(read_lists(package.part("numbering"), styles.numbering()), pack)
    flow = Flow(writer, styles, numbering, revisions)
    flow.part(body)
    notes = {n.FOOTNOTE_REF: ("footnotes", "footnote"), n.ENDNOTE_REF: ("endnotes", "endnote")}
    for tag, (part, name) in notes.items():
        _notes(package, flow, [(number, place) for t, number, place in flow.notes if t == tag], part, name)
    _notes(package, flow, flow.comments, "comments", "comment")
    for kind in ("header", "footer"):
        for root in package.all(kind):
            _furniture(flow, root, kind)


def _notes(package: _Package, flow: Flow, wanted: list[tuple[str, str]], part: str, name: str) -> None:
    """Write the notes that the body refers to, in the order of their references."""
    root = package.part(part) if wanted else None
    if root is None:
        return
    flow.prepare(root)
    by_id = {note.get(n.W + "id"): note for note in root}
    for at, (number, place) in enumerate(wanted, start=1):
        note = by_id.get(number)
        if note is not None:
            flow.story(note, "comment" if part == "comments" else "footnote", f"{name} {at} ({place})")


def _furniture(flow: Flow, root: _Element, kind: str) -> None:
    """Write a header or footer; the spans of its blocks hold the final newline."""
    mark = len(flow.writer.blocks)
    flow.part(root, kind, kind)
    for at in range(mark, len(flow.writer.blocks)):
        flow.writer.set_apart(at, kind, kind)


class _Package:
    """The parts of a DOCX by what they are related as."""

    def __init__(self, archive: Archive, source: str) -> None:
        self.archive = archive
        self._source = source
        self.broken: list[str] = []
        name = next(iter(self._targets("_rels/.rels", "").get("officeDocument", ())), "word/document.xml")
        if name not in archive:
            raise UnreadableFile(source, "the package names no document", "open it in an office program and save it")
        self._related: dict[str, list[str]] = {}
        self._related = self._targets(join(dirname(name), "_rels", name.rpartition("/")[2] + ".rels"), dirname(name))
        self.main = self._load(name)

    def part(self, kind: str) -> _Element | None:
        """The root of the one part related as `kind`; None where there is none."""
        return next(iter(self.all(kind)), None)

    def all(self, kind: str) -> list[_Element]:
        """The roots of the parts related as `kind`; a damaged one is left out and reported, the body being whole."""
        found = []
        for name in self._related.get(kind, ()):
            if name in self.archive:
                try:
                    found.append(self._load(name))
                except UnreadableFile as error:
                    self.broken.append(error.reason)
        return found

    def _load(self, name: str) -> _Element:
        data = self.archive.read(name)
        if b"purl.oclc.org/ooxml" in data[:4096]:
            for strict, transitional in n.STRICT:
                data = data.replace(strict, transitional)
        if name in self._related.get("styles", ()):
            data = without_idle(data)
        elif name not in self._related.get("numbering", ()):
            data = without_looks(data)
        return parse_xml(data, self._source, name)

    def _targets(self, name: str, base: str) -> dict[str, list[str]]:
        root = self.archive.xml(name) if name in self.archive else None
        found: dict[str, list[str]] = {}
        for relation in () if root is None else root:
            target = relation.get("Target") or ""
            if relation.get("TargetMode") == "External" or not target:
                continue
            kind = (relation.get("Type") or "").rpartition("/")[2]
            path = target.lstrip("/") if target.startswith("/") else normpath(join(base, target))
            found.setdefault(kind, []).append(path)
        return found
