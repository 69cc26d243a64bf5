"""What a command reads: files with the options of their parsers, documents within files, ids of the ledger."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from chengnuo.cli.command import option
from chengnuo.cli.options import pack_option
from chengnuo.cli.output import READ, note
from chengnuo.cli.words import language, language_asked, say
from chengnuo.errors import UnreadableFile
from chengnuo.files import Manner, name_of, read_bytes, read_data, spelled

if TYPE_CHECKING:  # the values take 30 ms, which `--help` has no time for
    from chengnuo.model import Commitment, Document, Extraction
    from chengnuo.packs import Pack
    from chengnuo.parsers import Options
    from chengnuo.spans import Doubt

# Files named in a note before the rest is only counted.
FEW = 5


def _known_encoding(_: click.Context, __: click.Parameter, name: str | None) -> str | None:
    if name is not None:
        try:
            codecs.lookup(name)
        except LookupError:
            raise click.BadParameter(say("bad-encoding", name=name)) from None
    return name


_READING = (
    option(
        "--issued",
        metavar="DATE",
        help="Written date of documents that do not give one (2024-05-20, 2024).",
        zh="文件未注明成文日期时的日期（2024-05-20、2024）。",
    ),
    pack_option,
    option("--password", metavar="WORD", help="Opens an encrypted PDF.", zh="加密 PDF 的密码。"),
    option(
        "--ocr",
        type=click.Choice(["auto", "never", "always"]),
        help="Recognise scanned pages (with chengnuo[ocr]).",
        zh="识别扫描页（需安装 chengnuo[ocr]）。",
    ),
    option(
        "--engine",
        type=click.Choice(["pdfium", "pdfplumber"]),
        help="What reads PDF text.",
        zh="读取 PDF 文字的引擎。",
    ),
    option(
        "--revisions",
        type=click.Choice(["final", "original", "both"]),
        help="Tracked changes of a DOCX as accepted, as rejected, or both as two documents.",
        zh="DOCX 修订：接受后、接受前，或两者作为两份文件。",
    ),
    option(
        "--encoding",
        metavar="NAME",
        callback=_known_encoding,
        help="Encoding of texts and web pages, where it is guessed wrongly (gb18030, big5 …).",
        zh="文本和网页的编码（判断有误时给出：gb18030、big5……）。",
    ),
)
# Options that go to the parsers as they are.
_PARSERS = ("password", "ocr", "engine", "revisions", "encoding")


def reading_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say how files are read, together `manner`. Usage error for a bad date."""

    @wraps(function)
    def command(*, issued: str | None, packs: tuple[str, ...], **rest: Any) -> Any:
        options = {name: value for name in _PARSERS if (value := rest.pop(name)) is not None}
        manner = Manner(packs=packs, issued=_edtf(issued), options=cast("Options", options))
        return function(manner=manner, **rest)

    for decorate in reversed(_READING):
        command = decorate(command)
    return command


def _edtf(issued: str | None) -> str | None:
    from chengnuo.dates import is_valid

    if issued is not None and not is_valid(issued):
        raise click.BadParameter(say("bad-date"), param_hint="--issued")
    return issued


def read_input(ref: str) -> tuple[bytes, str]:
    """The bytes and the name of a file, or of standard input for `-`."""
    if ref == "-":
        return sys.stdin.buffer.read(), "-"
    return read_bytes(ref), name_of(ref)


def document_of(ref: str, manner: Manner) -> Document:
    """The file `ref` as its parser reads it. UnreadableFile where it cannot be read."""
    from chengnuo.packs import load_pack
    from chengnuo.parsers import parse

    data, source = read_input(ref)
    try:
        return parse(data, source, pack=load_pack(*manner.packs), **manner.options)
    except UnreadableFile as error:
        raise _renamed(error, ref) from error


def extraction_of(ref: str, manner: Manner) -> Extraction:
    """What is found in the file `ref`. UnreadableFile where it cannot be read."""
    data, source = read_input(ref)
    try:
        return read_data(data, source, manner)
    except UnreadableFile as error:
        raise _renamed(error, ref) from error


def _renamed(error: UnreadableFile, ref: str) -> UnreadableFile:
    """Parsers know a file by its name; people by the path that they typed."""
    return type(error)(ref, error.reason, error.hint)


# ---------------------------------------------------------------- documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A file's findings, and the document in it (from 1) that was asked for; None for all of them."""

    ref: str
    extraction: Extraction
    n: int | None = None

    @property
    def part(self) -> int | None:
        """The document's place from 0, as the stages count."""
        return None if self.n is None else self.n - 1

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        rows = self.extraction.commitments
        return rows if self.n is None else tuple(row for row in rows if row.part == self.part)


def choose(ref: str, db: str, manner: Manner) -> Chosen:
    """The document that `ref` names: FILE, FILE#n, `-`, or an id or a file's name of the ledger at `db`.

    Raises UnreadableFile where nothing has this name.
    """
    name, n = _split(ref)
    if name == "-" or Path(name).exists():
        return _within(Chosen(ref=ref, extraction=extraction_of(name, manner), n=n))
    from chengnuo import store

    if Path(db).is_file():
        connection = store.open_ledger(db)
        found = store.file_of(connection, ref)
        if found is not None:
            return _within(Chosen(ref=ref, extraction=store.extraction(connection, found[0]), n=found[1]))
    raise UnreadableFile(ref, say("no-ref", db=db), say("ref-hint"))


def commitments_of(refs: Sequence[str], db: str, manner: Manner) -> tuple[Commitment, ...]:
    """The commitments of the documents named, or of the whole ledger where none is."""
    if refs:
        return tuple(row for ref in refs for row in choose(ref, db, manner).commitments)
    from chengnuo import store

    return store.commitments(store.open_ledger(db))


def _split(ref: str) -> tuple[str, int | None]:
    """The file and the number in FILE#n; a file whose own name ends so wins."""
    name, mark, number = ref.rpartition("#")
    if mark and number.isdigit() and not Path(ref).exists():
        return name, int(number)
    return ref, None


def _within(chosen: Chosen) -> Chosen:
    count = len(chosen.extraction.parts)
    if chosen.n is not None and not 1 <= chosen.n <= count:
        raise UnreadableFile(chosen.ref, say("no-document", count=count, n=chosen.n))
    return chosen


def voiced(pack: Pack, form: str) -> Pack:
    """The pack speaking the language in which the reasons in an output of this format are given."""
    from chengnuo.messages import in_language

    if form in READ:
        return spoken(pack)
    asked = language_asked()
    return in_language(pack, asked) if asked else pack


def spoken(pack: Pack) -> Pack:
    """The pack speaking the reader's language."""
    from chengnuo.messages import in_language

    return in_language(pack, language())


def note_losses(read: Iterable[tuple[str, Iterable[Doubt]]], *, quiet: bool = False) -> None:
    """What could not be read in the files, a line for each of the first; `read` has their paths and the doubts about
    them."""
    from chengnuo.messages import say_losses
    from chengnuo.packs import load_pack

    pack = spoken(load_pack())
    losses = [(path, words) for path, doubts in read if (words := say_losses(pack, doubts))]
    for path, words in losses[:FEW]:
        note(say("losses", path=spelled(path), words=words), quiet=quiet)
    if losses[FEW:]:
        note(say("more-losses", count=len(losses) - FEW), quiet=quiet)
