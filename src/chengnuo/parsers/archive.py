"""Zip containers and XML parts from strangers, read within bounds: no bombs, no entities, no network."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from chengnuo.errors import UnreadableFile

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    RuntimeError,
)
"""What zipfile raises for containers that are cut off or damaged (NotImplementedError is a RuntimeError)."""

_CORE = "docProps/core.xml"
_PROPERTIES = {"title": "title", "subject": "subject", "creator": "author", "keywords": "keywords",
               "created": "created", "modified": "modified", "lastModifiedBy": "modified-by"}  # fmt: skip
MOST_BYTES = 256 << 20
"""A part or the sum of all parts read may unpack to this; the largest real annexes have some 40 MB of XML."""
MOST_RATIO = 250
"""WordprocessingML compresses 10–40 times, sparse tables to some 100; DEFLATE itself reaches 1032."""
FREE_OF_RATIO = 8 << 20
"""Below this size a high ratio does no harm."""
MOST_ENTRIES = 20_000


class Archive:
    """The parts of a zip container, each checked before it is unpacked."""

    __slots__ = ("_data", "_names", "_read", "_source", "_zip")

    def __init__(self, data: bytes, source: str) -> None:
        self._source = source
        self._read = 0
        self._data = data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise UnreadableFile(source, f"the ZIP container is broken: {error}", "fetch it again") from error
        if len(self._zip.filelist) > MOST_ENTRIES:
            raise UnreadableFile(source, f"the container has {len(self._zip.filelist)} parts", "it looks like a bomb")
        self._names = {_plain(info.filename): info for info in self._zip.filelist}

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._names

    def names(self) -> Iterator[str]:
        return (info.filename for info in self._names.values())

    def read(self, name: str) -> bytes:
        """The bytes of a part; b"" where there is none. UnreadableFile where it is broken or too large."""
        info = self._names.get(_plain(name))
        if info is None:
            return b""
        if info.flag_bits & 1:
            raise UnreadableFile(self._source, "the file is encrypted", "save it without the password")
        ratio = info.file_size / max(1, info.compress_size)
        if info.file_size > FREE_OF_RATIO and ratio > MOST_RATIO:
            raise UnreadableFile(self._source, f"{name} unpacks to {ratio:.0f} times its size", "it looks like a bomb")
        if self._read + info.file_size > MOST_BYTES:
            raise UnreadableFile(self._source, f"it unpacks to more than {MOST_BYTES >> 20} MB", "it looks like a bomb")
        self._read += info.file_size
        try:
            return self._unpacked(info)
        except _BROKEN as error:
            raise UnreadableFile(self._source, f"{name} is broken: {error}", "fetch it again") from error

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        """The bytes of a part, straight from the container where it is stored or deflated as office programs do it.

        zipfile's streams cost more than unpacking the dozen small parts of a usual document.
        """
        at = info.header_offset
        if self._data[at : at + 4] == b"PK\3\4" and info.compress_type == zipfile.ZIP_DEFLATED:
            name, extra = struct.unpack_from("<HH", self._data, at + 26)
            start = at + 30 + name + extra
            packed = self._data[start : start + info.compress_size]
            data = zlib.decompressobj(-15).decompress(packed, info.file_size) if info.file_size else b""
            if len(data) == info.file_size and zlib.crc32(data) == info.CRC:
                return data
        # Anything unusual, and whatever is broken, is zipfile's to say.
        with self._zip.open(info) as stream:
            return stream.read(info.file_size)

    def xml(self, name: str) -> _Element | None:
        """The root of an XML part; None where there is no such part or it is empty."""
        data = self.read(name)
        return parse_xml(data, self._source, name) if data.strip() else None

    def properties(self) -> tuple[tuple[str, str], ...]:
        """What an office program says of the file (its core properties), as far as it does."""
        try:
            root = self.xml(_CORE) if _CORE in self else None
        except UnreadableFile:
            return ()
        found = {} if root is None else {str(e.tag).rpartition("}")[2]: (e.text or "").strip() for e in root}
        return tuple((key, found[name]) for name, key in _PROPERTIES.items() if found.get(name))


def parse_xml(data: bytes, source: str, name: str) -> _Element:
    """The root of `data`: no document type, no entities, no network. UnreadableFile where it is not well-formed."""
    from lxml import etree

    head = data[:4096].replace(b"\0", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise UnreadableFile(source, f"{name} declares a document type", "no office program writes one")
    try:
        root = etree.fromstring(data, _xml_parser(huge=len(data) > 8 << 20))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(source, f"{name} is not well-formed XML: {error}", "fetch it again") from error
    return root


@lru_cache(maxsize=2)
def _xml_parser(*, huge: bool) -> XMLParser:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=huge,
        remove_comments=True,
        remove_pis=True,
    )


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
