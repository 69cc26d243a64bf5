"""Search in passages: every character is a word of the index, so that no Chinese word is missed."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from chengnuo.model import Part
from chengnuo.spans import Span
from chengnuo.store.filters import Filters, commitment_where, document_where, give_dates
from chengnuo.store.rows import by_name, part

# Full-width forms of ASCII, which writers and typists mix freely.
_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that holds the words. `span` is its place in the source, `marks` are places in `text`, its clean words;
    `commitments` are the ids of those that stand in it."""

    source: str
    document: str
    title: str | None
    city: str | None
    span: Span
    text: str
    marks: tuple[Span, ...]
    commitments: tuple[str, ...] = ()


def words_of(text: str) -> str:
    """The text as the index reads it: each character by its number, blanks left out.

    Numbers, because SQLite's tokenizers drop punctuation and characters younger than their tables.
    """
    return " ".join([f"{ord(c):x}" for c in fold(text) if not c.isspace()])


def fold(text: str) -> str:
    """The text with half-width forms and small letters, character for character."""
    narrow = text.translate(_WIDTH)
    small = narrow.lower()
    return small if len(small) == len(narrow) else "".join(c.lower()[:1] for c in narrow)


def search(
    connection: sqlite3.Connection, terms: Sequence[str], filters: Filters | None = None, *, limit: int = 50
) -> tuple[Hit, ...]:
    """Passages that hold all the terms (simplified words or phrases), the most telling first.

    A filter on commitments asks for a passage in which such a commitment stands.
    """
    wanted = [term for term in terms if words_of(term)]
    if not wanted:
        return ()
    give_dates(connection)
    where, values = _conditions(filters or Filters())
    query = " AND ".join(f'"{words_of(term)}"' for term in wanted)
    rows = connection.execute(
        "SELECT p.file, p.start, p.end, p.text, f.name, d.id, d.title, d.province, d.city, d.county"
        " FROM passage_words JOIN passages AS p ON p.id = passage_words.rowid"
        " JOIN documents AS d ON d.file = p.file AND d.n = p.document JOIN files AS f ON f.id = p.file"
        f" WHERE passage_words MATCH ?{where} ORDER BY bm25(passage_words), f.name, p.n LIMIT ?",
        (query, *values, limit),
    ).fetchall()
    patterns = [_pattern(term) for term in wanted]
    return tuple(_hit(connection, row, patterns) for row in rows)


def passages_with(connection: sqlite3.Connection, terms: Sequence[str]) -> Iterator[tuple[str, Part]]:
    """The clean words of all passages that hold one of the terms, each with the document that it stands in."""
    query = " OR ".join(f'"{words_of(term)}"' for term in terms)
    rows = by_name(
        connection,
        "SELECT p.text, d.* FROM passage_words JOIN passages AS p ON p.id = passage_words.rowid"
        " JOIN documents AS d ON d.file = p.file AND d.n = p.document WHERE passage_words MATCH ? ORDER BY p.id",
        (query,),
    )
    return ((row["text"], part(row)) for row in rows)


def _conditions(filters: Filters) -> tuple[str, list[Any]]:
    where, values = document_where(filters)
    on_commitment, more = commitment_where(filters)
    if on_commitment:
        overlap = "c.file = p.file AND c.start < p.end AND c.end > p.start"
        where.append(f"EXISTS (SELECT 1 FROM commitments AS c WHERE {overlap} AND {' AND '.join(on_commitment)})")
        values += more
    return "".join(f" AND {condition}" for condition in where), values


def _hit(connection: sqlite3.Connection, row: tuple[Any, ...], patterns: list[re.Pattern[str]]) -> Hit:
    file, start, end, text, name, document, title, province, city, county = row
    marks = sorted({Span(*match.span()) for pattern in patterns for match in pattern.finditer(fold(text))})
    inside = connection.execute(
        'SELECT id FROM commitments WHERE file = ? AND start < ? AND "end" > ? ORDER BY n', (file, end, start)
    )
    return Hit(
        source=name,
        document=document,
        title=title,
        city="".join(part for part in (city, county) if part) or province,
        span=Span(start, end),
        text=text,
        marks=tuple(marks),
        commitments=tuple(number for (number,) in inside),
    )


def _pattern(term: str) -> re.Pattern[str]:
    return re.compile(r"\s*".join(re.escape(c) for c in fold(term) if not c.isspace()))
