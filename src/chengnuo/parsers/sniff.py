"""What a file is, by its first bytes: predicates for `PARSERS`, and a name for the formats nobody reads."""

from __future__ import annotations

import io
import re
import zipfile

from chengnuo.parsers.encoding import wide

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_PDF_WITHIN = 1024
"""Readers accept junk before the header of a PDF up to here (ISO 32000-2, Annex I)."""

_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|span|style|script)[\s>/]", re.IGNORECASE
)
_HTML_WITHIN = 4096
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
_TEXT_WITHIN = 1 << 16
_MOST_CONTROLS = 0.005
"""A text may hold a stray control character; compressed or binary data hold some 10 %."""


def is_pdf(data: bytes) -> bool:
    """Whether the header of a PDF stands near the start."""
    return b"%PDF-" in data[:_PDF_WITHIN]


def is_docx(data: bytes) -> bool:
    """Whether a container names parts of WordprocessingML, or is a package of no other kind."""
    if not data.startswith(_ZIP):
        return False
    if b"word/" not in data and b"[Content_Types].xml" not in data:
        return False
    names = _central_directory(data)  # a broken container has none, an archive of documents names them
    if names is None:
        return True
    plain = [name.replace("\\", "/").lstrip("/").lower() for name in names]
    if any(name.startswith("word/") for name in plain):
        return True
    return "[content_types].xml" in plain and _office_kind(data) is None


def is_xlsx(data: bytes) -> bool:
    """Whether a container names the parts of a workbook that are XML."""
    return data.startswith(_ZIP) and b"xl/" in data and _zip_holds(data, "xl/workbook.xml")


def is_ofd(data: bytes) -> bool:
    """Whether a container names OFD's root."""
    return data.startswith(_ZIP) and (b"OFD.xml" in data or _zip_holds(data, "ofd.xml"))


def is_doc(data: bytes) -> bool:
    """Whether an OLE file has Word's main stream."""
    return data.startswith(_OLE) and "WordDocument".encode("utf-16-le") in data


def is_rtf(data: bytes) -> bool:
    """Whether it begins as RTF does."""
    return data[:64].lstrip().startswith(b"{\\rtf")


def is_image(data: bytes) -> bool:
    """Whether it begins as PNG, JPEG, TIFF, GIF or BMP does."""
    return data.startswith(_IMAGES[:-1]) or (data.startswith(b"BM") and b"\0" in data[:32])


def is_mht(data: bytes) -> bool:
    """Whether it is a MIME message of several parts."""
    head = data[:4096].lower()
    return b"mime-version:" in head and b"content-type:" in head and b"multipart/" in head


def is_html(data: bytes) -> bool:
    """Whether a tag stands near the start of what is text (UTF-16 with its mark included)."""
    head = data[:_HTML_WITHIN]
    if not is_text(data):
        return False
    head = head.replace(b"\0", b"")  # UTF-16
    found = _HTML.search(head)
    return found is not None and (found.start() < 512 or head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"))


def is_text(data: bytes) -> bool:
    """Whether the bytes look like text in some encoding."""
    head = data[:_TEXT_WITHIN]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if head.startswith((_OLE, _ZIP)):
        return False
    if len(head) - len(head.translate(None, _CONTROLS)) <= _MOST_CONTROLS * len(head):
        return True
    return b"\0" in head and wide(head[: len(head) & ~1]) is not None


def stranger(data: bytes) -> tuple[str, str]:
    """What a file is that no parser reads, and what to do about it."""
    if data.startswith(_ZIP):
        kind = _office_kind(data)
        if kind is not None:
            return f"{kind} is not read", "save it as XLSX" if "workbook" in kind else "save it as PDF or DOCX"
        if _central_directory(data) is None:
            return "the ZIP container is broken or truncated", "fetch it again"
        return "a ZIP archive that is no document", "unpack it and name the documents in it"
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "an Office file under a password", "save it without the password"
        return "an OLE file that is no Word document (XLS, PPT, WPS …)", "save it as PDF, DOCX or XLSX"
    if data.startswith((b"Rar!", b"7z\xbc\xaf")):
        return "an archive that is no document", "unpack it and name the documents in it"
    return "the content is of no known format", "PDF, DOCX, DOC, XLSX, OFD, HTML, RTF, TXT and MD are read"


def _zip_holds(data: bytes, start: str) -> bool:
    names = _central_directory(data) if data.startswith(_ZIP) else None
    return names is not None and any(name.lower().startswith(start.lower()) for name in names)


def _office_kind(data: bytes) -> str | None:
    for start, kind in (
        ("xl/", "a binary workbook (XLSB)"),
        ("ppt/", "a presentation (PPTX)"),
        ("content.xml", "an OpenDocument file"),
        ("META-INF/container.xml", "an EPUB"),
    ):
        if _zip_holds(data, start):
            return kind
    return None


def _central_directory(data: bytes) -> list[str] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return None
