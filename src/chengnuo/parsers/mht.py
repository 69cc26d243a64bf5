"""MHT: a web page saved with its pictures in one file; its HTML part is read."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message
from typing import Any

from chengnuo.errors import UnreadableFile
from chengnuo.model import Document
from chengnuo.packs import Pack
from chengnuo.parsers.html import decode, html_document


def parse_mht(data: bytes, source: str, *, pack: Pack, **_: Any) -> Document:
    """The document of a saved page. UnreadableFile where no part is HTML."""
    try:
        parts = [part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html"]
    except (ValueError, LookupError, RecursionError) as error:
        raise UnreadableFile(source, f"the saved page is broken: {error}", "save it again") from error
    pages = [(_bytes(part), part.get_content_charset()) for part in parts]
    if not pages:
        raise UnreadableFile(source, "the saved page has no HTML part", "save it again")
    page, charset = max(pages, key=lambda found: len(found[0]))
    text, encoding = decode(page, charset)
    return html_document(text, data, source, encoding, pack, "mht")


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
