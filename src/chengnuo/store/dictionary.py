"""The data dictionary: what every table, view and column of the ledger holds, read from the schema's comments."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chengnuo.store.opening import schema_sql

_TABLE = re.compile(r"CREATE (TABLE|VIEW) (\w+) (?:\(|AS)\s*-- (.+)")
_COLUMN = re.compile(r'  "?(\w+)"? (INTEGER|TEXT|REAL)\b(.*?)\s*-- (.+)')
_REFERENCE = re.compile(r"REFERENCES (\w+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its type in SQLite, whether it may be empty, the table that it points to, what it holds."""

    name: str
    type: str
    required: bool
    references: str | None
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table or view, what a row of it is, and its columns (none for a view, whose columns are those of tables)."""

    name: str
    kind: str
    about: str
    columns: tuple[Column, ...]


def dictionary(sql: str | None = None) -> tuple[Table, ...]:
    """The tables and views in the order of the schema."""
    tables: list[Table] = []
    columns: list[Column] = []
    for line in (sql or schema_sql()).splitlines():
        head = _TABLE.match(line)
        if head:
            columns = []
            tables.append(Table(name=head[2], kind=head[1].lower(), about=head[3], columns=()))
            continue
        found = _COLUMN.match(line)
        if found and tables:
            rest = found[3]
            points = _REFERENCE.search(rest)
            columns.append(
                Column(
                    name=found[1],
                    type=found[2],
                    required="NOT NULL" in rest or "PRIMARY KEY" in rest,
                    references=points[1] if points else None,
                    about=found[4],
                )
            )
            last = tables[-1]
            tables[-1] = Table(name=last.name, kind=last.kind, about=last.about, columns=tuple(columns))
    return tuple(tables)


def as_markdown(tables: tuple[Table, ...] | None = None) -> str:
    """The data dictionary as Markdown, one section a table."""
    lines: list[str] = []
    for table in tables or dictionary():
        lines += [
            f"### {table.name}" + (" (view)" if table.kind == "view" else ""),
            "",
            f"{_sentence(table.about)}",
            "",
        ]
        if not table.columns:
            continue
        lines += ["| column | type | may be empty | meaning |", "| --- | --- | --- | --- |"]
        for column in table.columns:
            about = column.about + (f" (→ {column.references})" if column.references else "")
            empty = "" if column.required else "yes"
            lines.append(f"| `{column.name}` | {column.type} | {empty} | {about.replace('|', chr(92) + '|')} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."
