"""chengnuo (承诺): what Chinese government documents promise, by when, how much, by whom.

`extract_text` and `extract_file` give the same structure as `chengnuo extract --format json`; `read_text` and
`read_file` give the values of `chengnuo.model` behind it. Nothing heavy is imported before the first call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

from chengnuo.errors import ChengnuoError, UnreadableFile

if TYPE_CHECKING:
    from os import PathLike

    from chengnuo.model import Extraction
    from chengnuo.parsers import Options

__version__ = "0.1.0"
__all__ = [
    "ChengnuoError",
    "UnreadableFile",
    "__version__",
    "extract_file",
    "extract_text",
    "read_file",
    "read_text",
]


def extract_text(text: str, issued: str | None = None) -> dict[str, Any]:
    """Documents, dates, percentages, responsible units and commitments of `text`, as JSON-ready values.

    `issued` is the document's date as EDTF (`2024-05-20`, `2024`); it resolves 今年 and the like where the text
    itself gives no date. Offsets count code points of `text`.
    """
    from chengnuo.wire import to_wire

    return to_wire(read_text(text, issued=issued))


def extract_file(path: str | PathLike[str], issued: str | None = None, **options: Unpack[Options]) -> dict[str, Any]:
    """What `extract_text` gives, of a file (PDF, DOCX, DOC, XLSX, OFD, RTF, HTML, text …); `options` are its parser's.

    Offsets count code points of the text that `read_file(path).text` is. UnreadableFile says why a file cannot be
    read.
    """
    from chengnuo.wire import to_wire

    return to_wire(read_file(path, issued=issued, **options))


def read_text(text: str, issued: str | None = None) -> Extraction:
    """Everything found in `text`, as values with spans."""
    from chengnuo.files import linked
    from chengnuo.packs import load_pack
    from chengnuo.pipeline import extraction_of_text

    pack = load_pack()
    return linked(extraction_of_text(text, pack=pack, issued=issued), pack)


def read_file(path: str | PathLike[str], issued: str | None = None, **options: Unpack[Options]) -> Extraction:
    """Everything found in a file, as values with spans. UnreadableFile says why a file cannot be read."""
    from os import fspath

    from chengnuo.files import Manner, name_of, read_bytes, read_data

    source = fspath(path)
    return read_data(read_bytes(source), name_of(source), Manner(issued=issued, options=options))
