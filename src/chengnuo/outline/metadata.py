"""What a document says of itself: number, issuer, written date, status."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chengnuo.dates import FIRST_ROC_YEAR
from chengnuo.outline.lines import Line, close_up
from chengnuo.outline.words import Words

# Signatures of more bodies than this are lists of something else.
MOST_SIGNERS = 8
# A blank inside a signature parts names of this length (工业和信息化部 公安部), and letters of shorter words.
SHORTEST_NAME = 3
# A report to an assembly says whom it speaks for within so many lines, those of its page included.
SPOKEN_FIRST = 12
# A date without an issuer above it signs only this near the end of its document.
TAIL_LINES = 8
# A number has its year in these brackets.
_BRACKETS = str.maketrans("[【［﹝]】］﹞", "〔〔〔〔〕〕〕〕")
_LABEL_EDGE = "：: []【】|"
# A bracket below a law's title is broken over so many lines at most.
BROKEN = 4
_OPENING, _CLOSING = "（(", "）)"
# With one of these a line is running text.
SENTENCE_ENDS = "。！？；："
# One line that begins like a row of a page's table may be prose; so many are such a table.
FEWEST_ROWS = 2
_DIGITS = re.compile(r"\d+")
# A day as a page states it; a clock time may touch it.
_STATED_DAY = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}([12]\d|3[01]|0?[1-9])")
# A day with its clock time among a page's labels.
_STAMP = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?=\s{0,2}\d{1,2}:\d{2})")


@dataclass(frozen=True, slots=True)
class Signature:
    """Issuer and date at the end of a document, and the numbers of the lines that hold them."""

    issuer: str | None
    date: str | None
    lines: tuple[int, ...]


UNSIGNED = Signature(None, None, ())


def find_signature(lines: Sequence[Line], known: Words) -> Signature:
    """The last signature in the lines of one document, its fields None where there is none."""
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if line.text[-1] not in known.day_ends or len(line.text) > 100:
            continue
        bracket = known.parts["signed_bracket"].match(line.text)
        if signed := bracket or known.parts["signed_line"].match(line.text):
            issuer = close_up(signed["issuer"])
            if known.parts["org_line"].match(issuer):
                return Signature(issuer, iso_date(signed["date"], known), (line.index,))
        if dated := known.parts["date_line"].match(close_up(line.text)):
            signers = _signers(lines, at, known)
            if signers or len(lines) - at <= TAIL_LINES:
                names = _names_of(signers, known)
                return Signature(names, iso_date(dated["date"], known), (*(s.index for s in signers), line.index))
    return UNSIGNED


def _signers(lines: Sequence[Line], at: int, known: Words) -> tuple[Line, ...]:
    """The lines above a date that name who signs; a name may be broken over two of them."""
    if at == 0 or not known.parts["org_line"].match(lines[at - 1].text):
        return ()
    found: list[Line] = []
    signs = any(line.text[-1] in SENTENCE_ENDS for line in lines[:at])  # else it stands below a title, with its lines
    for line in reversed(lines[max(0, at - MOST_SIGNERS if signs else at - 1) : at]):
        stops = known.numbered.match(line.text) or known.parts["closing"].match(line.text)
        if stops or not known.parts["signer_line"].match(line.text):
            break
        found.append(line)
    return tuple(reversed(found))


def _names_of(signers: Sequence[Line], known: Words) -> str | None:
    """The names in the lines, joined by 、; None where there are none."""
    names: list[str] = []
    whole = False
    for line in signers:
        words = line.text.split()
        spaced = all(len(word) < SHORTEST_NAME for word in words)
        for i, word in enumerate([line.bare] if spaced else words):
            if (names and not whole) or (i and len(word) < SHORTEST_NAME):
                names[-1] += word
            else:
                names.append(word)
            whole = known.parts["org_line"].match(names[-1]) is not None
    return "、".join(body for name in names for body in bodies_apart(name, known)) or None


def bodies_apart(name: str, known: Words) -> list[str]:
    """The bodies of the nation or of one place whose names stand with no sign between them (甲市财政局甲市教育局)."""
    national = [match[0] for match in known.run_on["national"].finditer(name)]
    if len(national) > 1 and "".join(national) == name:
        return national
    place = known.run_on["place"].match(name)
    if place is None:
        return [name]
    again = {m.start() for m in re.finditer(known.run_on["party"].pattern + re.escape(place["place"]), name)}
    bodies = [name[start:end] for start, end in pairwise(sorted({0, *again, len(name)}))]
    return bodies if all(known.parts["org_line"].match(body.strip()) for body in bodies) else [name]


def iso_date(words: str, known: Words) -> str | None:
    """The day, or the month where no day is told, as EDTF; None where the numerals are none."""
    words = known.parts["round"].sub(known.title["zero"].pattern, words)
    republic = known.parts["republic"].match(words)
    words = words[republic.end() :] if republic else words
    if re.match(r"\d", words):
        numbers = [int(n) for n in _DIGITS.findall(words)]
    else:
        parts = known.parts["date_units"].split(words)[:3]
        numbers = [whole_number(part, known) or 0 for part in parts if part]
    if len(numbers) not in {2, 3} or not (1 <= numbers[1] <= 12 and 1 <= numbers[-1] <= 31):
        return None
    year = numbers[0] + (FIRST_ROC_YEAR if republic else 0)
    return "-".join([f"{year:04}", *(f"{number:02}" for number in numbers[1:])])


def whole_number(words: str, known: Words) -> int | None:
    """The value of a whole numeral of either kind; None where the words are none."""
    value = known.number(words)
    return int(value) if value is not None and value == value.to_integral_value() else None


def number_in(lines: Sequence[Line], known: Words) -> str | None:
    """The document number among the head lines of a document, without blanks."""
    for line in lines:
        if not known.parts["number_line"].match(line.text):
            continue
        label = known.parts["number_label"].match(line.text)
        number = known.parts["number"].search(line.text, label.end() if label else 0)
        if match := number or known.parts["bare_number"].match(line.bare):
            return close_up(match["number"]).translate(_BRACKETS)
    return None


def issuer_in(
    title: str | None,
    lines: Sequence[Line],
    head: Sequence[Line],
    tail: Sequence[Line],
    below: Sequence[Line],
    known: Words,
) -> str | None:
    """The issuer that a document without a signature names: in its red head, in or by its title, in its first words."""
    for line in head:
        match = known.parts["red_head"].match(close_up(line.text))
        if match and known.parts["org_line"].match(match["issuer"]):
            return "、".join(bodies_apart(match["issuer"], known))
    if title and (match := known.title["issuer"].match(title)):
        return "、".join(bodies_apart(match["issuer"], known))
    for line in (*head, *tail):
        match = known.parts["speaker"].search(line.text)
        if match and not known.parts["site"].search(match["issuer"]):
            return match["issuer"]
    for line in tail:
        match = known.parts["caller"].match(line.text)
        if match and known.parts["org_line"].match(match["issuer"]):
            return match["issuer"]
    if spoken := _rapporteur(head, known) or bodies_in(below, known):
        return spoken
    for line in lines[:SPOKEN_FIRST]:
        if match := known.parts["represents"].search(line.text):
            return match["issuer"]
    return _parties((*head, *tail), known) or _legislator(head, known)


def _rapporteur(head: Sequence[Line], known: Words) -> str | None:
    """The body that reports to an assembly: with its head's name, or named below the day of the meeting."""
    named = (match for line in head if (match := known.parts["rapporteur"].match(line.text)) and match["head"])
    if headed := next(named, None):
        return headed["issuer"]
    at = next((i for i, line in enumerate(head) if known.title["speech"].match(line.text)), None)
    found = known.parts["rapporteur"].match(head[at + 1].text) if at is not None and at + 1 < len(head) else None
    return found["issuer"] if found else None


def bodies_in(lines: Sequence[Line], known: Words) -> str | None:
    """The bodies that the first of the lines names that says nothing else."""
    named = (line for line in lines if known.parts["org_line"].match(line.text))
    return next((_names_of((line,), known) for line in named), None)


def _parties(lines: Sequence[Line], known: Words) -> str | None:
    """Those that make an agreement, joined by 、."""
    found = dict.fromkeys(match["issuer"] for line in lines for match in known.parts["party"].finditer(line.text))
    return "、".join(found) if len(found) > 1 else None


def _legislator(head: Sequence[Line], known: Words) -> str | None:
    """The last body that the bracket below a law's title names: who passed it, or by whose order it is in force."""
    for words in _whole(head, known):
        if known.parts["adopted"].match(words):
            passed = [(m.start(), m["whose"] + m["body"]) for m in known.parts["passed"].finditer(words)]
            ordered = [(m.start(), m["issuer"]) for m in known.parts["ordered"].finditer(words)]
            return max((*passed, *ordered))[1] if passed or ordered else None
    return None


def speech_date(head: Sequence[Line], known: Words) -> str | None:
    """The day that stands below a title: of the assembly that heard a report, or (the last one) that passed a law."""
    for words in _whole(head, known):
        if match := known.title["speech"].match(words) or known.title["below"].match(close_up(words)):
            return iso_date(match["date"], known)
        if match := known.title["month_below"].match(words):
            return iso_date(match["date"], known)
        if known.parts["adopted"].match(words):
            days = known.parts["day"].findall(words)
            return iso_date(days[-1], known) if days else None
    return None


def _whole(head: Sequence[Line], known: Words) -> Iterator[str]:
    """The words of the lines, a bracket or the day of a speech that is broken over several of them put together."""
    words, parts = "", 0
    for line in head:
        words, parts = words + line.text, parts + 1
        if parts < BROKEN and _goes_on(words, known):
            continue
        yield words
        words, parts = "", 0


def _goes_on(words: str, known: Words) -> bool:
    """Whether a bracket is open, or the name of the assembly that heard a speech breaks off."""
    if words[0] in _OPENING:
        return sum(map(words.count, _OPENING)) > sum(map(words.count, _CLOSING))
    return known.title["speech_begins"].match(words) is not None and known.title["speech"].match(words) is None


def dateline(head: Sequence[Line], known: Words) -> str | None:
    """The day on a line of its own above the text of a news page."""
    days = (match for line in head if (match := known.parts["dateline"].match(line.text)))
    return next((iso_date(match["date"], known) for match in days), None)


def find_imprint(tail: Sequence[Line], known: Words) -> Signature:
    """Who printed a document and when, at its end, which counts where nothing else signs or dates it."""
    for line in reversed(tail):
        if match := known.parts["imprint"].match(line.text):
            issuer = close_up(match["issuer"])
            known_issuer = issuer if known.parts["org_line"].match(issuer) else None
            return Signature(known_issuer, iso_date(match["date"], known), (line.index,))
        if match := known.parts["imprint_date"].match(close_up(line.text)):
            return Signature(None, iso_date(match["date"], known), (line.index,))
    return UNSIGNED


def stated(meta: Mapping[str, str], head: Sequence[Line], known: Words) -> dict[str, str]:
    """Title, number, issuer and date that a web page states beside its text or in a table above it."""
    labelled = _labelled(meta, head, known)
    found: dict[str, str] = {}
    for field, names in known.meta.items():
        if value := next((labelled[name] for name in names if labelled.get(name)), ""):
            found[field] = value
    if len(found.get("issuer", "")) < SHORTEST_NAME or known.parts["site"].search(found["issuer"]):
        found.pop("issuer", None)
    if "number" in found:
        number = known.parts["number"].search(found["number"])
        if number:
            found["number"] = close_up(number["number"]).translate(_BRACKETS)
        elif not known.parts["stated_number"].search(found["number"]):
            del found["number"]
    if not {"date", "published"} & found.keys():
        stamps = (_STAMP.search(line.text) for line in head if known.parts["meta_line"].match(line.bare))
        found["published"] = next((stamp[0] for stamp in stamps if stamp), "")
    for field in ("date", "published"):
        if field in found:
            day, written = _STATED_DAY.search(found[field]), known.parts["day"].search(found[field])
            stated_day = "-".join(f"{int(n):02}" for n in day.groups()) if day else ""
            found[field] = (iso_date(written[0], known) if written else None) or stated_day
    return {field: value for field, value in found.items() if value}


def _labelled(meta: Mapping[str, str], head: Sequence[Line], known: Words) -> dict[str, str]:
    """What stands behind each label of a page's data and of the lines above its text."""
    labelled = {close_up(name).strip(_LABEL_EDGE): value.strip() for name, value in meta.items()}
    for line, below in zip(head, (*head[1:], None), strict=False):
        if known.parts["meta_line"].match(line.bare):
            follows = below is not None and not known.parts["meta_line"].match(below.bare)
            for name, value in _items(line.bare, known):
                labelled.setdefault(name, value or (below.text if below and follows else ""))
    named = [(line, below) for line, below in pairwise(head) if known.parts["meta_name"].match(line.bare)]
    for line, below in named if len(named) >= FEWEST_ROWS else ():
        if not known.parts["meta_name"].match(below.bare):
            labelled.setdefault(line.bare.strip(_LABEL_EDGE), below.text)
    glued = [(line, match) for line in head if (match := known.parts["meta_glued"].match(line.text))]
    for line, match in glued if len(glued) > FEWEST_ROWS else ():
        labelled.setdefault(match[0], line.text[match.end() :])
    table = [line for line in head if known.parts["meta_cell"].match(line.text)]
    for line in table if len(table) >= FEWEST_ROWS else ():
        for name, value in _items(line.text, known, "meta_cell"):
            labelled.setdefault(name, value)
    return labelled


def _items(words: str, known: Words, by: str = "meta_item") -> Iterator[tuple[str, str]]:
    """The labels of a line and what stands behind each."""
    labels = list(known.parts[by].finditer(words))
    for label, following in zip(labels, (*labels[1:], None), strict=True):
        yield label["label"], words[label.end() : following.start() if following else len(words)].strip(_LABEL_EDGE)
