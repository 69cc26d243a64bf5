"""A reply against what was promised before: kept, changed, unanswered, added, restated.

Each finding has both commitments where there are two, and one sentence that says why. Where the order of two
documents is not known, findings say so in a doubt and name no direction.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from chengnuo.alignment import Pair, align, answers, kinds_of
from chengnuo.changes import Verdict, change, name_of, subject_class
from chengnuo.dates import Period, compare_deadlines, latest_day, period
from chengnuo.link import link
from chengnuo.messages import say, say_date, say_value, sentence
from chengnuo.model import Commitment, Extraction, Part, part_at
from chengnuo.packs import Pack
from chengnuo.spans import Doubt, Span
from chengnuo.wire import city_of, commitment_to_wire, doubts_to_wire

# Clauses are one from this likeness (per cent) on, where what they promise is worded alike.
SAME_CLAUSE = 60
# What the lines of an answer end with; a signature and a date do not.
_CLOSES = "\u3002\uff1b\uff1a\uff01;:"
_YEAR_IN_NUMBER = re.compile(r"[〔（(\[［【]\s*((?:19|20)\d\d)\s*[〕）)\]］】]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of a check; `verdicts` holds one or several, `doubts` what may be wrong with it."""

    verdicts: tuple[Verdict, ...]
    because: str
    earlier: Commitment | None = None
    later: Commitment | None = None
    doubts: tuple[Doubt, ...] = ()
    score: float = 0.0


def check(
    reply: Sequence[Commitment], earlier: Sequence[Commitment], pack: Pack, *, known_order: bool | None = None
) -> tuple[Finding, ...]:
    """What became of the earlier commitments in the reply, earlier document by earlier document.

    `known_order` true says that the reply is the later document, false that the order is unknown; None leaves it to
    the documents' dates and numbers. Documents of other regions are left out; where there are no others, there are no
    findings.
    """
    places = _places_of(reply)
    ours = tuple(row for row in earlier if any(same_region(row.document, place) for place in places))
    if earlier and not ours:
        return ()  # what another city promised is neither kept nor dropped here
    rows = link((*ours, *reply), pack)
    after = rows[len(ours) :]
    kinds = kinds_of(after, pack)
    findings: list[Finding] = []
    answered: set[int] = set()
    documents = _by_document(rows[: len(ours)], pack)
    worded: dict[tuple[object, ...], list[int]] = {}
    for index, row in enumerate(after):
        worded.setdefault(_words_of(row), []).append(index)
    for before in documents:
        for index, pair in answers(before, kinds, pack).items():
            row = before[index]
            again = _said_again(row, worded, after, answered) if pair.later is None else None
            if again is not None:
                pair = replace(pair, later=again, score=1.0)  # noqa: PLW2901  # what no likeness paired
            if pair.later is None:
                if known_order or not (after and _is_newer(row, places)):
                    findings.append(_unanswered(row, pack))
            else:
                answered.add(pair.later)
                findings.append(_compared(row, after[pair.later], pair, pack, known_order))
    left = [index for index, row in enumerate(after) if index not in answered]
    for before in documents:
        for index, finding in _reports(before, after, left, pack, known_order):
            answered.add(index)
            findings.append(finding)
    new = (_unasked(after[index], pack) for index in left if index not in answered)
    return (*findings, *new, *_restated_twice(after, pack))


def in_words(extraction: Extraction, part: int | None, pack: Pack) -> tuple[Finding, ...]:
    """The items of a reply that are answered in words only: no number, no date, nothing that could be checked.

    `part` is the place of the reply in the file (from 0), None for the whole file.
    """
    found = [row.span for row in extraction.commitments]
    found += [row.span for row in extraction.times]
    found += [row.span for row in extraction.quantities]
    items = sorted(
        (*_items(extraction, part, pack), *_under_headings(extraction, part, pack)), key=lambda one: one.start
    )
    items = [item for item in items if not any(span.overlaps(item) for span in found)]
    words = sentence(pack, [say(pack, "check.words-only")])
    return tuple(
        Finding(verdicts=("not_comparable",), because=words, later=_in_words(item, extraction)) for item in items
    )


def to_wire(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """What `chengnuo check --format json` prints."""
    return [
        {
            "verdict": _one_or_list(finding.verdicts),
            "because": finding.because,
            "earlier": None if finding.earlier is None else commitment_to_wire(finding.earlier),
            "later": None if finding.later is None else commitment_to_wire(finding.later),
            "doubts": doubts_to_wire(finding.doubts),
            "score": finding.score,
        }
        for finding in findings
    ]


def later_document(earlier: Part | None, later: Part | None) -> bool | None:
    """True where `later` was written after `earlier`, False where before, None where it cannot be told.

    A document without a date is placed in the year of its document number, if it has one; a draft stands before its
    final text.
    """
    first, second = _written(earlier), _written(later)
    if first is None or second is None or first.overlaps(second):
        return True if _is_draft_of(earlier, later) else False if _is_draft_of(later, earlier) else None
    return first.last < second.first


def _is_draft_of(one: Part | None, other: Part | None) -> bool:
    """Whether the one is the draft of the other, which bears its title without 征求意见稿."""
    if one is None or other is None or not one.title or not other.title:
        return False
    return (one.status, other.status) == ("draft", "final") and one.title.startswith(other.title)


def remarks(reply: Sequence[Commitment], earlier: Sequence[Commitment], pack: Pack) -> tuple[str, ...]:
    """What must be said beside the findings, or instead of them where there are none."""
    found = []
    if not reply:
        found.append(say(pack, "check.no-commitments"))
    else:
        title, part = _title(reply[0]), reply[0].document
        if not earlier:
            city = city_of(part)
            found.append(
                say(pack, "check.no-earlier", city=city) if city else say(pack, "check.no-region", title=title)
            )
        if earlier and _content(reply) == _content(earlier):
            found.append(say(pack, "check.same"))
        elif part is not None and _written(part) is None:
            found.append(say(pack, "check.no-date", title=title))
    places = _places_of(reply)
    if reply and earlier and not any(same_region(row.document, place) for row in earlier for place in places):
        cities = [city_of(row.document) or "-" for row in (earlier[0], reply[0])]
        found.append(say(pack, "check.other-city", earlier=cities[0], later=cities[1]))
    return tuple(sentence(pack, [words]) for words in found)


def _places_of(rows: Sequence[Commitment]) -> tuple[Part | None, ...]:
    """The documents that the rows stand in, one for each region."""
    return tuple({row.document.region if row.document else None: row.document for row in rows}.values()) or (None,)


def _content(rows: Sequence[Commitment]) -> Counter[tuple[object, ...]]:
    """What the rows say, wherever they stand."""
    return Counter((row.quote, row.indicator, row.op, row.value, row.unit, row.deadline, row.status) for row in rows)


def same_region(a: Part | None, b: Part | None) -> bool:
    """Whether the two documents speak of one region or one lies in the other; unknown regions agree with all."""
    if a is None or b is None:
        return True
    return all(one is None or other is None or one == other for one, other in zip(a.region, b.region, strict=True))


def _by_document(rows: Sequence[Commitment], pack: Pack) -> list[tuple[Commitment, ...]]:
    """The pledges of each document, what it says twice only once."""
    documents: dict[tuple[str, int], dict[tuple[object, ...], Commitment]] = {}
    for row in rows:
        if row.status == "pledged":
            key = (row.indicator_id, subject_class(row, pack), row.op, row.value, row.unit, row.deadline, row.scope)
            documents.setdefault((row.source, row.part), {}).setdefault(key, row)
    return [tuple(kept.values()) for kept in documents.values()]


def _is_newer(row: Commitment, replies: Sequence[Part | None]) -> bool:
    """Whether the row's document is known to be younger than all `replies`, which cannot answer it then."""
    return all(later_document(row.document, place) is False for place in replies)


def _words_of(row: Commitment) -> tuple[object, ...]:
    return row.indicator, row.subject, row.op, row.value, row.unit, row.change


def _said_again(
    row: Commitment, worded: Mapping[tuple[object, ...], Sequence[int]], after: Sequence[Commitment], answered: set[int]
) -> int | None:
    """The row of the reply that says the same in a clause much alike, under a name that says little by itself.

    Such a name (建设任务) is another thing in each document, so no likeness pairs it.
    """
    from rapidfuzz import fuzz

    same = (index for index in worded.get(_words_of(row), ()) if index not in answered)
    return next((index for index in same if fuzz.ratio(row.quote, after[index].quote) >= SAME_CLAUSE), None)


def _reports(
    before: Sequence[Commitment], after: Sequence[Commitment], left: Sequence[int], pack: Pack, known_order: bool | None
) -> Iterator[tuple[int, Finding]]:
    """What the reply tells of the state of things promised before, beside what it promises of them anew."""
    told = [index for index in left if after[index].status == "achieved"]
    for pair in answers([after[index] for index in told], kinds_of(before, pack), pack).values():
        if pair.earlier is not None and pair.later is not None:
            index = told[pair.earlier]
            yield index, _compared(before[pair.later], after[index], pair, pack, known_order)


def _unanswered(row: Commitment, pack: Pack) -> Finding:
    kind = (row.document.genre if row.document else None) or _title(row)
    words = say(pack, "check.unanswered", title=kind, **_facts(row, pack))
    doubts = _doubts_of(row, pack=pack)
    return Finding(verdicts=("dropped",), because=sentence(pack, [words]), earlier=row, doubts=doubts)


def _unasked(row: Commitment, pack: Pack) -> Finding:
    verdict: Verdict = "restated" if row.restated else "added"
    words = say(pack, f"check.{verdict}", **_facts(row, pack))
    doubts = _doubts_of(row, pack=pack)
    return Finding(verdicts=(verdict,), because=sentence(pack, [words]), later=row, doubts=doubts)


def _compared(earlier: Commitment, later: Commitment, pair: Pair, pack: Pack, known_order: bool | None) -> Finding:
    order = later_document(earlier.document, later.document) if known_order is None else known_order or None
    if order is False:
        found = change(later, earlier, pack, with_units=True)
        reversed_words = say(pack, "check.order-reversed", earlier=_when(earlier, pack), later=_when(later, pack))
        doubt = Doubt(code="order-reversed", span=later.span, reason=reversed_words)
        doubts = (doubt, *_doubts_of(later, earlier, pack=pack))
        return Finding(verdicts=found.verdicts, because=found.because, earlier=later, later=earlier, doubts=doubts,
                       score=pair.score)  # fmt: skip
    found = change(earlier, later, pack, ordered=order is True, with_units=True)
    # Where nothing differs, or nothing can be compared, it does not matter which came first.
    unknown = (
        ()
        if order is True or found.verdicts in (("kept",), ("not_comparable",))
        else (_order_doubt(earlier, later, pack),)
    )
    doubts = (*unknown, *_doubts_of(earlier, later, pack=pack))
    return Finding(verdicts=found.verdicts, because=found.because, earlier=earlier, later=later, doubts=doubts,
                   score=pair.score)  # fmt: skip


def _doubts_of(*rows: Commitment, pack: Pack) -> tuple[Doubt, ...]:
    """What is doubtful about the rows that a finding stands on, each reason once."""
    found = [doubt for row in rows for doubt in (*row.doubts, *_past(row, pack))]
    return tuple({(doubt.code, doubt.reason): doubt for doubt in found}.values())


def _past(row: Commitment, pack: Pack) -> Iterator[Doubt]:
    """A doubt about a pledge whose deadline lies before its own document: it may be a report."""
    written, due = _written(row.document), latest_day(row.deadline)
    if row.status == "pledged" and written is not None and due is not None and due < written.first:
        words = say(pack, "check.past-deadline", deadline=say_date(pack, row.deadline), title=_title(row))
        yield Doubt(code="deadline-before-document", span=row.deadline_span or row.span, reason=words)


def _order_doubt(earlier: Commitment, later: Commitment, pack: Pack) -> Doubt:
    words = say(pack, "check.order-unknown", earlier=_when(earlier, pack), later=_when(later, pack))
    return Doubt(code="order-unknown", span=later.span, reason=words)


def _restated_twice(rows: Sequence[Commitment], pack: Pack) -> tuple[Finding, ...]:
    """Goals that one document cites from two others, against each other in the order of the text."""
    statements = _statements([row for row in rows if row.restated])
    found = (
        _cited(former[pair.earlier], later[pair.later], pair, pack)
        for index, later in enumerate(statements)
        for former in statements[:index]
        if (former[0].source, former[0].part) == (later[0].source, later[0].part)
        for pair in align(former, later, pack)
        if pair.earlier is not None and pair.later is not None
    )
    return tuple(finding for finding in found if finding is not None)


def _statements(rows: Sequence[Commitment]) -> list[list[Commitment]]:
    """The rows by what they are cited from: a new source begins where one is named, or where the years start again."""
    statements: list[list[Commitment]] = []
    for row in rows:
        last = statements[-1][-1] if statements else None
        if last is None or _other_source(last, row):
            statements.append([row])
        else:
            statements[-1].append(row)
    return statements


def _other_source(last: Commitment, row: Commitment) -> bool:
    if (last.source, last.part) != (row.source, row.part):
        return True
    if last.restated_from and row.restated_from:
        return last.restated_from != row.restated_from
    return compare_deadlines(last.deadline, row.deadline) == 1


def _cited(former: Commitment, later: Commitment, pair: Pair, pack: Pack) -> Finding | None:
    found = change(former, later, pack)
    if found.is_kept or found.verdicts == ("not_comparable",):
        return None
    words = [say(pack, "check.restated-twice"), *(step.because for step in found.steps)]
    return Finding(
        verdicts=found.verdicts,
        because=sentence(pack, words),
        earlier=former,
        later=later,
        score=pair.score,
        doubts=_doubts_of(former, later, pack=pack),
    )


def _items(extraction: Extraction, part: int | None, pack: Pack) -> Iterator[Span]:
    """Where the items of the answer stand in the source."""
    begins = pack.pattern("check", "item", "begins")
    courtesy = pack.words("check", "item", "courtesy")
    problem = pack.pattern("check", "item", "problem")
    point, intends = (pack.pattern("check", "item", name) for name in ("point", "intends"))
    least = int(pack.table("check", "item")["least"])
    for clean, source in extraction.lines:
        at = part_at(extraction.parts, source.start)
        text = clean.of(extraction.clean)
        found = list(begins.finditer(text)) or ([*point.finditer(text)] if intends.search(text) else [])
        cuts = [match.end() for match in found]
        ends = [*(match.start() for match in found[1:]), len(text)]
        if (part is not None and at != part) or not cuts or text.startswith(courtesy):
            continue
        places = _places(text, source.of(extraction.text))
        for start, end in zip(cuts, ends, strict=True):
            if end - start >= least and places is not None and not problem.search(text[start:end].rstrip()):
                yield Span(source.start + places[start], source.start + places[end - 1] + 1)


def _under_headings(extraction: Extraction, part: int | None, pack: Pack) -> Iterator[Span]:
    """Where points stand that are answered in paragraphs of their own: heading and answer, as far as it goes."""
    words = {name: pack.pattern("check", "item", name) for name in ("heading", "begins", "intends", "problem")}
    courtesy = pack.words("check", "item", "courtesy")
    lines = [(clean.of(extraction.clean), source) for clean, source in extraction.lines]
    lines = [line for line in lines if part is None or part_at(extraction.parts, line[1].start) == part]
    for at, (text, source) in enumerate(lines):
        number = words["heading"].search(text)
        places = _places(text, source.of(extraction.text)) if number else None
        if number is None or places is None:
            continue
        below = takewhile(lambda line: not _ends_answer(line[0], words["heading"], courtesy), lines[at + 1 :])
        answer = list(below)
        said = "\n".join(line for line, _ in answer)
        told = any(words["begins"].search(line) for line, _ in answer) or words["problem"].search(said.rstrip())
        if answer and not told and words["intends"].search(said):
            yield Span(source.start + places[number.end()], answer[-1][1].end)


def _ends_answer(line: str, heading: re.Pattern[str], courtesy: tuple[str, ...]) -> bool:
    """Whether a line does not belong to the answer above it: the next point, the close, the signature."""
    return heading.search(line) is not None or line.startswith(courtesy) or line[-1:] not in _CLOSES


def _places(clean: str, source: str) -> list[int] | None:
    """For each character of the clean line its place in the source line; None where they differ in more than blanks."""
    places = []
    at = 0
    for character in clean:
        while at < len(source) and source[at] != character and source[at].isspace():
            at += 1
        if at == len(source) or source[at] != character:
            return None
        places.append(at)
        at += 1
    return places


def _in_words(item: Span, extraction: Extraction) -> Commitment:
    at = part_at(extraction.parts, item.start)
    quote = item.of(extraction.text)
    return Commitment(
        span=item,
        value_span=None,
        status="pledged",
        kind="milestone",
        indicator=re.split(r"[\uff0c\u3002\uff1b\n]", quote, maxsplit=1)[0],
        source=extraction.source,
        part=at,
        document=extraction.parts[at] if extraction.parts else None,
        quote=quote,
    )


def _facts(row: Commitment, pack: Pack) -> dict[str, str]:
    return {
        "indicator": name_of(row),
        "value": say_value(pack, row),
        "deadline": say_date(pack, row.deadline),
    }


def _title(row: Commitment) -> str:
    return (row.document.title if row.document else None) or row.source


def _when(row: Commitment, pack: Pack) -> str:
    part = row.document
    date = part.date if part else None
    return f"{_title(row)} {say_date(pack, date) if date else (part.number if part else None) or ''}".strip()


def _written(part: Part | None) -> Period | None:
    if part is None:
        return None
    if part.date:
        return period(part.date)
    year = _YEAR_IN_NUMBER.search(part.number or "")
    return period(year[1]) if year else None


def _one_or_list(verdicts: tuple[Verdict, ...]) -> Any:
    return verdicts[0] if len(verdicts) == 1 else list(verdicts)
