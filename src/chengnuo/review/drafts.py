"""Decisions out of a filled-in sheet, or out of the file that the report exports; every mistake is reported at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from chengnuo.errors import UnreadableFile
from chengnuo.model import Commitment
from chengnuo.review.additions import ADD, Proposal
from chengnuo.review.decisions import FIELDS, NOTHING, VERDICTS, Decision, cell_of, read_cell, statements
from chengnuo.review.sheets import OPEN
from chengnuo.review.tables import plain, table_of

# What an empty line needs to become a row.
_NEEDED = ("status", "kind", "indicator")
# Mistakes named in one message; a file with more has usually one cause.
SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A decision as a file gives it: `fields` are the corrections; `basis` is what the reviewer saw."""

    commitment: str
    verdict: str
    reviewer: str
    note: str | None
    fields: Mapping[str, Any]
    basis: str = "ledger"
    decided: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read: drafts of decisions, rows to add, and remarks for the reviewer."""

    drafts: tuple[Draft, ...]
    proposals: tuple[Proposal, ...] = ()
    remarks: tuple[str, ...] = ()


def read(
    data: bytes,
    source: str,
    known: Mapping[str, Commitment],
    *,
    reviewer: str = "",
    machine: Mapping[str, Commitment] | None = None,
) -> Read:
    """The decisions in a sheet (XLSX, CSV, TSV) or a report's file (JSON); `known` are the ledger's rows by id.

    `machine` are the machine's own rows where they differ, `reviewer` stands for rows that name none. Raises
    UnreadableFile, which names every mistake, and then nothing is to be stored.
    """
    if data[:1] in (b"{", b"["):
        return _read_json(data, source, known, reviewer)
    header, lines = table_of(data, source)
    missing = [name for name in ("id", "verdict") if name not in header]
    if missing:
        hint = "columns are known by the names in the first line"
        raise UnreadableFile(source, f"the column {', '.join(missing)} is missing", hint)
    unknown = [name for name in header if name.startswith("new_") and name not in OPEN]
    if unknown:
        raise UnreadableFile(source, f"{unknown[0]} is no field to correct", f"these are: {', '.join(FIELDS)}")
    reader = _Reader(known, reviewer, machine or {})
    for number, cells in lines:
        reader.line(number, cells)
    return reader.done(source)


class _Reader:
    """Gathers drafts and mistakes, line by line."""

    def __init__(
        self, known: Mapping[str, Commitment], reviewer: str, machine: Mapping[str, Commitment] | None = None
    ) -> None:
        self.known = known
        self.machine = machine or {}
        self.reviewer = reviewer
        self.drafts: dict[str, Draft] = {}
        self.mistakes: list[str] = []
        self.remarks: list[str] = []
        self.proposals: dict[tuple[str, str, str], Proposal] = {}
        self.coming: set[str] = set()  # rows that the same file adds

    def line(self, number: int, cells: Mapping[str, str]) -> None:
        verdict = cells.get("verdict", "").lower()
        note = cells.get("note") or None
        wanted = {name: cells[f"new_{name}"] for name in FIELDS if cells.get(f"new_{name}")}
        if not (verdict or note or wanted):
            return
        where = f"line {number}"
        reviewer = cells.get("reviewer") or self.reviewer
        if verdict == ADD:
            self._propose(Proposal(where=where, document=cells.get("id", ""), quote=cells.get("quote", ""),
                                   fields=wanted, reviewer=reviewer, note=note))  # fmt: skip
            return
        row = self._row(where, cells.get("id", ""))
        fields = self._fields(where, wanted)
        if row is not None:
            self._fits(where, row, fields)
        if not verdict:
            verdict = "correct" if wanted else "note"
        self._check(where, verdict, wanted, reviewer)
        if row is not None:
            self._compare(where, cells, row)
            self._keep(where, Draft(commitment=row.id, verdict=verdict, reviewer=reviewer, note=note, fields=fields,
                                    basis=cells.get("basis") or "ledger"))  # fmt: skip

    def entry(self, number: int, item: Any) -> None:
        """One decision of a JSON file."""
        where = f"decision {number}"
        if not isinstance(item, dict):
            self.mistakes.append(f"{where}: an object is expected")
            return
        id_ = str(item.get("commitment", ""))
        row = None if id_ in self.coming else self._row(where, id_)
        verdict = str(item.get("verdict", ""))
        raw = item.get("fields") or {}
        fields = self._fields(where, {k: v for k, v in raw.items() if k in FIELDS} if isinstance(raw, dict) else {})
        reviewer = str(item.get("reviewer") or self.reviewer)
        self._check(where, verdict, fields, reviewer)
        if row is not None:
            self._fits(where, row, fields)
        given = item.get("decided")
        decided = None if given is None else _moment(str(given))
        if given is not None and decided is None:
            self.mistakes.append(f"{where}: {given} is no moment after ISO 8601")
        if row is not None or id_ in self.coming:
            note = str(item["note"]) if item.get("note") else None
            self._keep(where, Draft(commitment=id_, verdict=verdict, reviewer=reviewer, note=note, fields=fields,
                                    basis=str(item.get("basis", "ledger")), decided=decided))  # fmt: skip

    def added(self, number: int, item: Any) -> None:
        """One added row of a JSON file."""
        where = f"added {number}"
        raw = item.get("fields") if isinstance(item, dict) else None
        if not isinstance(raw, dict):
            self.mistakes.append(f"{where}: an object with fields is expected")
            return
        fields = {name: raw[name] for name in FIELDS if raw.get(name) not in (None, [])}
        names = [str(item.get(name) or "") for name in ("document", "quote")]
        reviewer = str(item.get("reviewer") or self.reviewer)
        decided = _moment(str(item.get("decided", "")))
        self.coming.add(str(item.get("commitment", "")))
        self._propose(Proposal(where=where, document=names[0], quote=names[1], fields=fields, reviewer=reviewer,
                               note=item.get("note"), decided=decided))  # fmt: skip

    def _propose(self, raw: Proposal) -> None:
        """Keeps a row to be added, whose fields are still as they were written."""
        where = raw.where
        fields = {name: value for name, value in self._fields(where, raw.fields).items() if value is not None}
        fields.setdefault("restated", False)
        missing = [f"new_{name}" for name in _NEEDED if name not in raw.fields]
        if missing:
            self.mistakes.append(f"{where}: verdict: add, but {', '.join(missing)} is empty")
        self._named(where, raw.reviewer)
        if "value" in fields:
            fields.setdefault("op", "range" if isinstance(fields["value"], list) else "=")
            self._go_together(where, fields["value"], fields["op"])
        self.proposals[raw.document, raw.quote, json.dumps(fields, sort_keys=True)] = replace(raw, fields=fields)

    def done(self, source: str) -> Read:
        if self.mistakes:
            more = len(self.mistakes) - SHOWN
            words = "; ".join(self.mistakes[:SHOWN]) + (f"; and {more} more" if more > 0 else "")
            raise UnreadableFile(source, words, "nothing of it was stored; mend the file and read it again")
        proposals = tuple(self.proposals.values())
        return Read(drafts=tuple(self.drafts.values()), proposals=proposals, remarks=tuple(self.remarks))

    def _row(self, where: str, id_: str) -> Commitment | None:
        row = self.known.get(id_)
        if row is None:
            self.mistakes.append(f"{where}: the ledger has no commitment {id_ or 'without an id'}")
        return row

    def _fields(self, where: str, wanted: Mapping[str, Any]) -> dict[str, Any]:
        fields = {}
        for name, raw in wanted.items():
            try:
                fields[name] = read_cell(name, raw if isinstance(raw, str) else _text_of(raw))
            except ValueError as error:
                self.mistakes.append(f"{where}: new_{name}: {error}")
        return fields

    def _check(self, where: str, verdict: str, fields: Mapping[str, Any], reviewer: str) -> None:
        if verdict not in VERDICTS:
            self.mistakes.append(f"{where}: verdict: {verdict} is none of {', '.join((*VERDICTS, ADD))}")
        elif verdict == "correct" and not fields:
            self.mistakes.append(f"{where}: verdict: correct, but no new_… column says what is right")
        elif verdict in {"accept", "reject"} and fields:
            self.mistakes.append(f"{where}: verdict: {verdict}, but new_{next(iter(fields))} is filled in")
        self._named(where, reviewer)

    def _named(self, where: str, reviewer: str) -> None:
        if not reviewer:
            self.mistakes.append(f"{where}: reviewer: nobody is named (in the column, or with --reviewer)")

    def _fits(self, where: str, row: Commitment, fields: Mapping[str, Any]) -> None:
        if {"value", "op"} & fields.keys():
            self._go_together(where, fields.get("value", cell_of(row, "value")), fields.get("op", row.op))

    def _go_together(self, where: str, value: Any, op: str | None) -> None:
        """A range has the bound `range`, one number has another."""
        is_range = isinstance(value, list) or (isinstance(value, str) and ".." in value)
        if is_range != (op == "range"):
            written = _text_of(value)
            self.mistakes.append(f"{where}: new_op: the value {written} and the bound {op} do not go together")

    def _compare(self, where: str, cells: Mapping[str, str], row: Commitment) -> None:
        """Remarks on source columns that differ from the ledger: edited by hand, or read anew since."""
        former = self.machine.get(row.id, row)
        for name in FIELDS:
            if name in cells and cells[name] not in {plain(cell_of(row, name)), plain(cell_of(former, name))}:
                self.remarks.append(
                    f"{where}: {name} reads {cells[name] or 'nothing'} in the sheet and {cell_of(row, name)} in the"
                    f" ledger; corrections belong into new_{name}"
                )

    def _keep(self, where: str, draft: Draft) -> None:
        other = self.drafts.setdefault(f"{draft.commitment}\0{draft.reviewer}\0{draft.decided}", draft)
        if other != draft:
            self.mistakes.append(f"{where}: {draft.commitment} is decided twice, differently")


def _read_json(data: bytes, source: str, known: Mapping[str, Commitment], reviewer: str) -> Read:
    try:
        whole = json.loads(data)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile(source, f"no JSON: {error}") from error
    if not isinstance(whole, dict) or whole.get("format") != "chengnuo-decisions":
        raise UnreadableFile(source, "JSON, but no file of decisions", "the report's export button makes one")
    if whole.get("version") != 1:
        raise UnreadableFile(source, f"version {whole.get('version')} of the file of decisions is not known")
    items = whole.get("decisions")
    if not isinstance(items, list):
        raise UnreadableFile(source, "the list of decisions is missing")
    reader = _Reader(known, str(whole.get("reviewer") or reviewer))
    for number, item in enumerate(whole.get("added") or (), 1):
        reader.added(number, item)
    for number, item in enumerate(items, 1):
        reader.entry(number, item)
    return reader.done(source)


def to_decisions(drafts: Iterable[Draft], before: Mapping[str, Sequence[Decision]], moment: str) -> list[Decision]:
    """The drafts as decisions made at `moment` (or at their own); what a reviewer has said already is left out.

    `before` are the decisions known so far, by commitment. A reviewer who saw the ledger's row accepts its
    corrections, too, and adds new ones to them.
    """
    found: list[Decision] = []
    for draft in drafts:
        said = statements(before.get(draft.commitment, ()))
        fields = dict(draft.fields)
        if draft.basis != "machine" and draft.verdict in {"accept", "correct"} and said and not said[-1].rejects:
            fields = {name: json.loads(value) for name, value in said[-1].fields} | fields
        mine = [one for one in said if one.reviewer == draft.reviewer]
        rejects = draft.verdict == "reject"
        wanted = tuple(sorted((k, json.dumps(v, ensure_ascii=False)) for k, v in fields.items()))
        is_new = not mine or (mine[-1].rejects, mine[-1].fields) != (rejects, () if rejects else wanted)
        known_notes = {one.note for one in before.get(draft.commitment, ()) if one.reviewer == draft.reviewer}
        common: dict[str, Any] = {
            "commitment": draft.commitment,
            "reviewer": draft.reviewer,
            "decided": draft.decided or _moment(moment) or moment,
        }
        note = draft.note if draft.note not in known_notes else None
        if draft.verdict != "note" and is_new:
            found += _decisions(draft.verdict, fields, note, common)
        elif note:
            found.append(Decision(verdict="note", note=note, **common))
    return found


def _decisions(verdict: str, fields: Mapping[str, Any], note: str | None, common: Mapping[str, Any]) -> list[Decision]:
    if verdict == "reject":
        return [Decision(verdict="reject", note=note, **common)]
    if not fields:
        return [Decision(verdict="accept", note=note, **common)]
    return [Decision(verdict="correct", field=name, value=value, note=note, **common) for name, value in fields.items()]


def _text_of(value: Any) -> str:
    """A JSON value as a cell would have it."""
    if value is None or value == []:
        return NOTHING
    if isinstance(value, list):
        is_range = all(isinstance(item, int | float) for item in value)
        return (".." if is_range else "；").join(str(item) for item in value)
    return plain(value)


def _moment(value: str) -> str | None:
    """The moment in UTC, to the millisecond, so that moments sort as texts; None where it is none."""
    try:
        moment = datetime.fromisoformat(value)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC).isoformat(timespec="milliseconds")
    except (ValueError, OverflowError):
        return None
