"""The ledger in Datasette (extra `chengnuo[serve]`): labels, facets, searches and views; nothing can be written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chengnuo.errors import ChengnuoError
from chengnuo.store.dictionary import dictionary
from chengnuo.store.filters import give_dates
from chengnuo.store.searching import words_of

LOOPBACK = "127.0.0.1"
# What people sort and narrow by first.
_FACETS = {
    "ledger": ["city", "status", "kind", "binding", "indicator_id", "document_status"],
    "commitments": ["status", "kind", "binding", "indicator_id", "change"],
    "documents": ["province", "city", "genre", "status"],
    "bodies": ["role", "name"],
    "times": ["type"],
    "doubts": ["code", "layer"],
    "decisions": ["verdict", "reviewer", "field"],
    "tasks": ["deadline"],
}
_LABELS = {"files": "name", "documents": "title", "commitments": "indicator", "tasks": "title", "bodies": "name"}
_HIDDEN = ("passage_words", "overruled", "blocks", "meta")
_QUERIES: dict[str, dict[str, Any]] = {
    "search": {
        "title": "Search all texts · 全文检索",
        "description": "One character or more; every word must stand in the passage. 可用单字、双字词或短语。",
        "sql": "select d.title, d.city, p.text, f.name as source, p.start, p.end from passage_words"
        " join passages as p on p.id = passage_words.rowid"
        " join documents as d on d.file = p.file and d.n = p.document join files as f on f.id = p.file"
        " where passage_words match chengnuo_words(:words) order by bm25(passage_words), f.name, p.n limit 200",
    },
    "due": {
        "title": "What falls due · 到期",
        "description": "Pledges whose deadline ends on or before a day (2026-12-31). 时限不晚于此日的承诺。",
        "sql": "select last_day(l.deadline) as day, l.* from ledger as l where l.status = 'pledged'"
        " and last_day(l.deadline) <= :day order by day, city, source",
    },
    "indicator": {
        "title": "One indicator across places · 一个指标，各地对照",
        "sql": "select l.* from ledger as l where (:city = '' or instr(l.city, :city)) and (:indicator = '' or"
        " instr(l.indicator || ' ' || coalesce(l.indicator_id, ''), :indicator))"
        " order by l.indicator_id, l.city, l.deadline limit 1000",
    },
    "doubtful": {
        "title": "Commitments with doubts · 存疑的承诺",
        "sql": "select c.id, c.quote, c.indicator, c.value, c.unit, c.deadline, count(distinct x.code) as doubts,"
        " group_concat(x.code || ': ' || x.reason, '; ') as why from doubts as x"
        " join commitments as c on c.file = x.file and c.n = x.n where x.layer = 'commitments'"
        " group by c.file, c.n order by doubts desc, c.file, c.n",
    },
}


def configuration(path: str) -> dict[str, Any]:
    """The metadata for Datasette: what the tables and columns are, how they are faceted, our searches."""
    tables: dict[str, Any] = {}
    for table in dictionary():
        entry: dict[str, Any] = {"description": table.about}
        if table.columns:
            entry["columns"] = {column.name: column.about for column in table.columns}
        if table.name in _FACETS:
            entry["facets"] = _FACETS[table.name]
        if table.name in _LABELS:
            entry["label_column"] = _LABELS[table.name]
        if table.name in _HIDDEN:
            entry["hidden"] = True
        tables[table.name] = entry
    return {
        "title": "chengnuo · 承诺账本",
        "description": "What government documents promise, each with its words. 政府公文中的承诺，每条附原文。",
        "databases": {Path(path).stem: {"tables": tables, "queries": _QUERIES}},
    }


def application(path: str) -> Any:
    """The Datasette of the ledger at `path`, opened read-only. ChengnuoError where Datasette is not installed."""
    try:
        from datasette import hookimpl
        from datasette.app import Datasette
        from datasette.plugins import pm
    except ImportError as error:
        raise ChengnuoError('browsing needs Datasette: pip install "chengnuo[serve]"') from error

    class Functions:
        """The SQL functions that our searches use."""

        __name__ = "chengnuo"  # Datasette looks for a plugin's files by its name

        @hookimpl  # type: ignore[untyped-decorator]
        def prepare_connection(self, conn: Any) -> None:
            conn.create_function("chengnuo_words", 1, _match, deterministic=True)
            give_dates(conn)

    if not pm.has_plugin("chengnuo"):
        pm.register(Functions(), name="chengnuo")
    return Datasette(
        [path],
        metadata=configuration(path),
        settings={"default_page_size": 50, "max_returned_rows": 5000, "suggest_facets": False, "allow_download": True},
    )


def serve(path: str, *, host: str = LOOPBACK, port: int = 8001) -> None:
    """Serves the ledger until it is interrupted; on this machine alone, unless `host` says otherwise."""
    app = application(path).app()
    import uvicorn

    uvicorn.run(app, host=host, port=port, log_level="warning", lifespan="on")


def _match(words: str | None) -> str:
    """What SQLite's full-text search is asked for: each blank-separated word as a phrase of its characters."""
    phrases = (words_of(word) for word in (words or "").split())
    return " AND ".join(f'"{phrase}"' for phrase in phrases if phrase) or '""'
