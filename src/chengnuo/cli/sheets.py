"""Values → flat rows for tables: a commitment, a document, a finding of each verb."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from chengnuo.cli.words import language, place, say, titles, value

if TYPE_CHECKING:  # what the rows are made of is imported by the commands that have some
    from chengnuo.check import Finding
    from chengnuo.compare import Comparison, Row
    from chengnuo.diff import Difference
    from chengnuo.due import Due
    from chengnuo.link import Link
    from chengnuo.link.indicators import National
    from chengnuo.model import Commitment
    from chengnuo.render import Card
    from chengnuo.sides import Place
    from chengnuo.spans import Doubt
    from chengnuo.store import StoredDocument

COMMITMENT_COLUMNS = (
    "id", "city", "region_code", "source", "document", "title", "genre", "document_status", "document_number",
    "issuer", "date",
    "status", "kind", "indicator", "indicator_id", "subject", "op", "value", "value_high", "unit", "change",
    "baseline", "deadline", "recurrence", "binding", "scope", "restated", "units", "quote", "start", "end",
    "page", "place", "rule", "doubts",
)  # fmt: skip
COMMITMENT_BRIEF = (
    "id", "city", "status", "indicator", "subject", "amount", "when", "doubted", "binding", "leads", "where",
)  # fmt: skip
DOCUMENT_COLUMNS = (
    "id", "source", "n", "title", "genre", "number", "issuer", "date", "province", "city", "county", "region_code",
    "status", "start", "end", "commitments",
)  # fmt: skip
DOCUMENT_BRIEF = ("id", "heading", "genre", "region", "status", "date", "number", "commitments")


def commitment_row(row: Commitment) -> dict[str, Any]:
    """One commitment as a flat row, `amount` and `where` for people's eyes among its cells."""
    return {
        **commitment_cells(row),
        "amount": amount(row),
        "when": " ".join(filter(None, (row.deadline, row.recurrence))) or None,
        "excerpt": _Excerpt(row),
        "leads": _few(row.units),
        "doubted": doubted(row),
        "where": f"{row.source}#{row.part + 1} " + (f"p.{row.page}" if row.page else place(row.place)),
    }


def doubted(row: Commitment) -> str:
    """What of the row is in doubt, in a word each, as the columns are called; empty where nothing is."""
    from chengnuo.messages import fields_in_doubt
    from chengnuo.render import joined

    if not row.doubts:
        return ""
    named = titles()
    names = ("amount" if name in {"value", "unit", "op"} else name for name in fields_in_doubt(row.doubts))
    return joined(tuple(dict.fromkeys(named[name] for name in names)))


def commitment_cells(row: Commitment) -> dict[str, Any]:
    """One commitment as a flat row with the cells of COMMITMENT_COLUMNS."""
    from chengnuo.export.table import flat

    cells = flat(row)
    cells["document_number"] = cells.pop("number")
    cells["doubts"] = "；".join(f"{doubt.code}: {doubt.reason}" for doubt in row.doubts)
    return cells


def amount(row: Commitment | National) -> str:
    """`≥ 95%`, `+6%`, `3–5 学时`; empty for a milestone."""
    from chengnuo.export.table import amount as written

    return written(row)


def one_line(words: str) -> str:
    """The words with single blanks for line breaks and runs of blanks."""
    return " ".join(words.split())


# Longer quotations are cut on the screen; machine formats and `show` have them whole.
LONGEST = 80


# No quotation is read beyond this for the screen.
_READ = 3000


def excerpt(row: Commitment | Place) -> str:
    """The quotation for reading: repaired, in simplified characters, on one line, cut around its number if long."""
    from chengnuo.pipeline import readable

    words = readable(row.quote[:_READ])
    if len(words) <= LONGEST:
        return words
    value = getattr(row, "value_span", None)
    end = len(readable(row.quote[: value.end - row.span.start])) if value is not None else 0
    start = max(end + 1 - LONGEST, 0)
    shown = words[start : start + LONGEST]
    return ("…" if start else "") + (shown if start + LONGEST >= len(words) else shown[:-1] + "…")


class _Excerpt:
    """An excerpt that is made when it is printed: machine formats have no use for it, and it takes a millisecond."""

    __slots__ = ("row",)

    def __init__(self, row: Commitment) -> None:
        self.row = row

    def __str__(self) -> str:
        return excerpt(self.row)


# Responsible bodies shown in a table before the rest is counted.
MOST_UNITS = 3


def _few(units: tuple[str, ...]) -> str:
    if len(units) <= MOST_UNITS + 1:
        return "、".join(units)
    return "、".join(units[:MOST_UNITS]) + f" …+{len(units) - MOST_UNITS}"


def document_row(row: StoredDocument) -> dict[str, Any]:
    """One document of the ledger as a flat row, `heading` and `region` for people's eyes among its cells."""
    from chengnuo.wire import city_of

    part = row.part
    province, city, county = part.region
    return {
        "id": row.id,
        "source": row.source,
        "n": row.n,
        "title": part.title,
        "genre": part.genre,
        "number": part.number,
        "issuer": part.issuer,
        "date": part.date,
        "province": province,
        "city": city,
        "county": county,
        "region_code": part.region_code,
        "heading": part.title or f"[{row.source}]",
        "region": city_of(part),
        "status": part.status,
        "start": part.span.start,
        "end": part.span.end,
        "commitments": row.commitments,
    }


COMPARE_COLUMNS = (
    "group", "comparable", *COMMITMENT_COLUMNS, "mark", "gap", "against", "linked_by", "linked_words", "score",
)  # fmt: skip
COMPARE_BRIEF = (
    "city", "subject", "amount", "when", "doubted", "strength", "scope", "leads", "gap", "excerpt", "paper",
    "linked_by", "linked_words", "score", "id",
)  # fmt: skip
CHECK_COLUMNS = (
    "verdict", "because", "city", "indicator", "subject",
    "earlier_id", "earlier_amount", "earlier_deadline", "earlier_quote", "earlier_where",
    "later_id", "later_amount", "later_deadline", "later_quote", "later_where", "doubts", "score",
)  # fmt: skip
CHECK_BRIEF = ("verdict", "because", "earlier", "later", "doubted")


def compare_cells(comparison: Comparison, row: Row, links: Mapping[str, Link]) -> dict[str, Any]:
    """One row of a comparison with the cells of COMPARE_COLUMNS, with its link where there is one by its id."""
    return commitment_cells(row.commitment) | _of_comparison(comparison, row, links)


def compare_row(comparison: Comparison, row: Row, links: Mapping[str, Link]) -> dict[str, Any]:
    """One row of a comparison with cells for people's eyes, too."""
    return (
        commitment_row(row.commitment)
        | _of_comparison(comparison, row, links)
        | {
            "paper": _paper(row.commitment),
            "strength": value(row.commitment.binding or row.commitment.status),
        }
    )


def _of_comparison(comparison: Comparison, row: Row, links: Mapping[str, Link]) -> dict[str, Any]:
    from chengnuo.wire import value_to_wire

    cells = {
        "city": row.city,
        "group": comparison.indicator,
        "comparable": comparison.comparable,
        "mark": row.mark,
        "gap": value_to_wire(row.gap),
        "against": row.against,
    }
    link = links.get(row.commitment.id)
    if link is not None:
        cells |= {"linked_by": link.how, "linked_words": "、".join(link.words), "score": round(link.score, 2)}
    return cells


# Characters of a title that tell documents of one city apart.
_SHORT_TITLE = 10


def _paper(row: Commitment) -> str:
    """What tells the documents of a comparison apart at a glance: kind, year, draft or not."""
    part = row.document
    if part is None:
        return str(row.source)
    year = re.search(r"(?:19|20)\d\d", f"{part.date or ''} {part.number or ''}")
    words = (part.genre or (part.title or row.source)[-_SHORT_TITLE:], year and year[0])
    return " ".join(str(word) for word in (*words, value("draft") if part.status == "draft" else None) if word)


def check_row(finding: Finding) -> dict[str, Any]:
    """One finding of a check, flat: both sides with their quotations, and `doubted` for people's eyes."""
    row: dict[str, Any] = {
        "verdict": "、".join(finding.verdicts),
        "because": finding.because,
        "doubts": "；".join(doubt.reason for doubt in finding.doubts),
        "doubted": "；".join(map(doubt_words, finding.doubts)),
        "score": finding.score or None,
    }
    for side, commitment in (("earlier", finding.earlier), ("later", finding.later)):
        if commitment is None:
            continue
        flat = commitment_row(commitment)
        row |= {f"{side}_{name}": flat[name] for name in ("id", "amount", "deadline", "quote", "where")}
        row |= {name: flat[name] for name in ("city", "indicator", "subject")}
        row[side] = f"“{one_line(commitment.quote)}” {flat['where']}"
    return row


DUE_COLUMNS = ("state", "day", *COMMITMENT_COLUMNS, "because", "evidence")
DUE_BRIEF = (
    "due", "day", "city", "indicator", "subject", "amount", "doubted", "leads", "excerpt", "evidence", "where", "id",
)  # fmt: skip


def due_row(row: Due) -> dict[str, Any]:
    """One deadline, flat, with its pledge; `due` is its state in words."""
    state = "overdue-report" if row.state == "overdue" and row.report else row.state
    return {
        **commitment_row(row.pledge),
        "state": row.state,
        "day": row.day.isoformat(),
        "due": say(state),
        "because": row.because,
        "evidence": f"{row.report.id} {row.report.quote}" if row.report else "",
    }


DIFF_COLUMNS = (
    "layer", "kind", "task", "because", "score",
    "before_id", "before_quote", "before_start", "before_end", "after_id", "after_quote", "after_start", "after_end",
)  # fmt: skip
DIFF_BRIEF = ("kind", "task", "because", "before", "after")
LINT_COLUMNS = ("code", "because", "quote", "where")


def diff_row(row: Difference) -> dict[str, Any]:
    """One change of a diff, flat: both places with their quotations."""
    flat: dict[str, Any] = {
        "layer": row.layer,
        "kind": "、".join(row.kinds),
        "task": row.task,
        "because": row.because,
        "score": row.score,
    }
    for side, end in (("before", row.before), ("after", row.after)):
        if end is not None:
            words = one_line(end.quote)
            flat |= {f"{side}_id": getattr(end, "id", None), f"{side}_quote": end.quote, side: f"“{words}”"}
            flat |= {f"{side}_start": end.span.start, f"{side}_end": end.span.end}
    return flat


def lint_row(wire: Mapping[str, Any]) -> dict[str, Any]:
    """One contradiction, flat, from its JSON shape."""
    spans = wire["spans"]
    return {
        "code": wire["code"],
        "because": wire["because"],
        "quote": " | ".join(one_line(span["quote"]) for span in spans),
        "where": " | ".join(f"{span['source']} {span['start']}-{span['end']}" for span in spans),
    }


# How good or bad news a verdict is; several that differ are mixed.
_TONES = {
    **dict.fromkeys(("kept", "strengthened", "advanced"), "good"),
    **dict.fromkeys(("weakened", "delayed", "dropped"), "bad"),
    **dict.fromkeys(("added", "restated", "not_comparable"), "dim"),
}


def check_card(finding: Finding, *, scored: bool = False) -> Card:
    """One finding of a check for reading, with the score of the pair where it is asked for."""
    sides = (("earlier", finding.earlier), ("later", finding.later))
    lines = [(titles()[side], _quoted(row, _where(row))) for side, row in sides if row is not None]
    lines += [(titles()["doubts"], doubt_words(doubt)) for doubt in finding.doubts]
    named = finding.later or finding.earlier
    name = named.indicator if named is not None else ""
    about = f"〔{name}〕" if name and name not in finding.because else ""
    return _card(finding.verdicts, about + finding.because + _scored(finding.score, scored=scored), lines)


def doubt_words(doubt: Doubt) -> str:
    """Why there is a doubt, in the language spoken."""
    from chengnuo.messages import in_language, say_doubt
    from chengnuo.packs import load_pack

    return say_doubt(in_language(load_pack(), language()), doubt)


def why(wire: Mapping[str, Any]) -> str:
    """Why there is a doubt, from its JSON shape, in the language spoken."""
    from chengnuo.spans import Doubt, Span

    return doubt_words(Doubt(code=wire["code"], span=Span(wire["start"], wire["end"]), reason=wire["reason"]))


def diff_card(row: Difference, *, scored: bool = False) -> Card:
    """One change of a diff for reading, with the score of the pair where it is asked for."""
    sides = (("before", row.before), ("after", row.after))
    lines = [(titles()[side], _quoted(end, f"{end.source}#{end.part + 1}")) for side, end in sides if end is not None]
    task = f"〔{row.task}〕" if row.task and not row.because.startswith(row.task) else ""
    return _card(row.kinds, task + row.because + _scored(row.score, scored=scored), lines)


def _scored(score: float, *, scored: bool) -> str:
    return f" ({score:.2f})" if scored and score else ""


def _card(verdicts: Iterable[str], because: str, lines: list[tuple[str, str]]) -> Card:
    from chengnuo.render import Card, joined

    tones = {_TONES.get(verdict, "mixed") for verdict in verdicts}
    tone = tones.pop() if len(tones) == 1 else "mixed"
    return Card(f"[{joined([value(verdict) for verdict in verdicts])}]", because, tuple(lines), tone)


def _quoted(row: Commitment | Place, where: str) -> str:
    return f"“{excerpt(row)}” ({where})"


def _where(row: Commitment) -> str:
    page = f" {say('pages', page=row.page)}" if row.page else ""
    within = "" if row.place == f"p{row.page}" else place(row.place)
    return f"{row.source}#{row.part + 1}{page} {within}".rstrip()


def lint_card(wire: Mapping[str, Any]) -> Card:
    """One contradiction for reading."""
    from chengnuo.pipeline import readable
    from chengnuo.render import Card

    lines = [
        (f"{number}.", f"“{readable(span['quote'])[:LONGEST]}” ({span['source']} {span['start']})")
        for number, span in enumerate(wire["spans"], 1)
    ]
    code = value(wire["code"]) if language() == "zh" else wire["code"]
    return Card(f"[{code}]", wire["because"], tuple(lines), "mixed")


ADOPTION_COLUMNS = ("unit", "opinion", "claimed", "task", "outcome", "because", "quote", "evidence")
_OUTCOMES = {"shown": "good", "partly": "mixed", "not_shown": "bad", "not_verifiable": "dim", "no_opinion": "dim"}


def adoption_row(wire: Mapping[str, Any]) -> dict[str, Any]:
    """One opinion, flat, from its JSON shape."""
    flat = {name: wire[name] for name in ("unit", "opinion", "claimed", "task", "outcome", "because")}
    return flat | {"quote": wire["quote"]["quote"], "evidence": " | ".join(one["quote"] for one in wire["evidence"])}


def adoption_card(wire: Mapping[str, Any]) -> Card:
    """One opinion for reading."""
    from chengnuo.pipeline import readable
    from chengnuo.render import Card

    lines = [(titles()["unit_asking"], f"{wire['unit']}  {wire['claimed']}"), (titles()["opinion"], wire["opinion"])]
    lines += [(titles()["evidence"], f"“{readable(one['quote'])[:LONGEST]}”") for one in wire["evidence"]]
    task = f"〔{wire['task']}〕" if wire["task"] else ""
    return Card(f"[{value(wire['outcome'])}]", task + wire["because"], tuple(lines), _OUTCOMES[wire["outcome"]])
