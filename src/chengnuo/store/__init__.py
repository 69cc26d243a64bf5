"""The ledger: the only room that knows SQL. Values of `chengnuo.model` go in and come out."""

from __future__ import annotations

from chengnuo.errors import BadStore
from chengnuo.store.additions import add, additions
from chengnuo.store.claims import Files, claims, count, reader, shares
from chengnuo.store.decisions import decide, decisions, orphans, overruled
from chengnuo.store.filters import Filters
from chengnuo.store.loading import (
    StoredDocument,
    StoredFile,
    commitment,
    commitments,
    documents,
    extraction,
    file_at,
    file_of,
    files,
    unread,
)
from chengnuo.store.opening import close_ledger, create_ledger, open_ledger, transaction
from chengnuo.store.rows import uncollected
from chengnuo.store.saving import finish_run, forget_unread, is_current, note_unread, remove, save, start_run
from chengnuo.store.searching import Hit, passages_with, search

__all__ = [
    "BadStore",
    "Files",
    "Filters",
    "Hit",
    "StoredDocument",
    "StoredFile",
    "add",
    "additions",
    "claims",
    "close_ledger",
    "commitment",
    "commitments",
    "count",
    "create_ledger",
    "decide",
    "decisions",
    "documents",
    "extraction",
    "file_at",
    "file_of",
    "files",
    "finish_run",
    "forget_unread",
    "is_current",
    "note_unread",
    "open_ledger",
    "orphans",
    "overruled",
    "passages_with",
    "reader",
    "remove",
    "save",
    "search",
    "shares",
    "start_run",
    "transaction",
    "uncollected",
    "unread",
]
