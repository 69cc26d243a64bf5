"""The documents within a file: where each begins, its fields, and what it inherits from its carrier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from chengnuo.model import Part, PartStatus
from chengnuo.outline.lines import Line, close_up
from chengnuo.outline.metadata import (
    find_signature,
    imprint_date,
    issuer_in,
    number_in,
    stated,
)
from chengnuo.outline.titles import (
    Title,
    carried_titles,
    genre_at_end,
    genre_name,
    same_title,
    title_ending_at,
)
from chengnuo.outline.words import Words
from chengnuo.packs import Pack
from chengnuo.regions import NOWHERE, find_region, is_national, region_of
from chengnuo.spans import Span

Opening = Literal["first", "tab", "annex", "title"]

# The first title stands before the running text, and not deeper than this in a file's lines.
HEAD_LINES = 120
# A line this long that ends like a sentence is running text.
PROSE = 40
# A title in mid-file needs the end of the document before it within so many lines.
NEAR_END = 3
# No title of a document is longer.
LONGEST_TITLE = 150
# A tab this short (文件, 解读) names no document; its title stands below.
SHORT_TAB = 4
# Whom a document without a title is sent to stands in its first lines.
SENDTO_LINES = 2
# A document says at least one sentence before the next begins.
SENTENCE_ENDS = "。！？"
# Lines at a document's end that may hold its imprint.
TAIL_LINES = 12


@dataclass(frozen=True, slots=True)
class Start:
    """Where a document begins (a line number), by what it was recognised, and its title where found."""

    line: int
    opening: Opening
    title: Title | None
    tab: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One document with its lines, and the numbers of those that hold no content: title, number, signature …"""

    part: Part
    lines: tuple[Line, ...]
    furniture: frozenset[int]
    opening: Opening
    number: str | None = None  # of an annex


def find_sections(
    text: str, lines: Sequence[Line], in_table: frozenset[int], meta: Mapping[str, str], known: Words, pack: Pack
) -> tuple[Section, ...]:
    """The documents of the file in order; together they cover `text`."""
    if not lines:
        return (Section(Part(span=Span(0, len(text)), title=None, genre=None), (), frozenset(), "first"),)
    starts = _starts(lines, in_table, known)
    sections = []
    for i, start in enumerate(starts):
        stop = starts[i + 1].line if i + 1 < len(starts) else len(lines)
        span = Span(0 if i == 0 else lines[start.line].start, lines[stop].start if stop < len(lines) else len(text))
        sections.append(_section(text, span, start, lines[start.line : stop], meta if i == 0 else {}, known, pack))
    return tuple(_with_regions(_inherited(sections, known), text, pack))


# ---------------------------------------------------------------- where documents begin


def _starts(lines: Sequence[Line], in_table: frozenset[int], known: Words) -> list[Start]:
    tabs, after_tabs = _tabs(lines, known)
    first_title = _first_title(lines, after_tabs, in_table, known)
    starts = [Start(0, "first", first_title, tabs[0] if tabs else None)]
    announced = list(carried_titles(first_title.words, known)) if first_title else []
    waiting = tabs[1:]
    at = max(after_tabs, first_title.last + 1 if first_title else 0)
    while at < len(lines):
        found = (
            None
            if at in in_table
            else _tab_start(lines, at, waiting, known)
            or _annex_start(lines, at, announced, known)
            or _title_start(lines, at, starts[-1], announced, known)
        )
        if found is None:
            announced += _announced_in(lines[at], known)
            at += 1
            continue
        if found.tab in waiting:
            waiting = waiting[waiting.index(found.tab) + 1 :]
        if found.title:
            announced += carried_titles(found.title.words, known)
        starts.append(found)
        at = max(at + 1, found.title.last + 1 if found.title and found.title.last >= at else at + 1)
    return starts


def _tabs(lines: Sequence[Line], known: Words) -> tuple[list[str], int]:
    """The tabs of a consultation page and the number of the line behind them."""
    names: list[str] = []
    for line in lines[:HEAD_LINES]:
        name = _tab_name(line)
        if name in known.tabs:
            names.append(name)
        elif len(names) >= known.tabs_least:
            return names, line.index
        else:
            names = []
    return [], 0


def _tab_name(line: Line) -> str:
    return line.bare.replace("(", "（").replace(")", "）")


def _tab_start(lines: Sequence[Line], at: int, waiting: Sequence[str], known: Words) -> Start | None:
    name = _tab_name(lines[at])
    for tab in waiting:
        rest = name.removeprefix(tab)
        if rest == name and name not in known.tab_starts:
            continue
        if rest != name and rest and not known.parts["meta_line"].match(rest):
            continue
        if rest == name and known.tab_starts[name] != tab:
            continue
        title = _title_below(lines, at, known) if len(tab) <= SHORT_TAB else None
        if title:
            return Start(at, "tab", title, tab)
        return Start(at, "tab", Title(at, at, tab, genre_at_end(tab, known) or tab), tab)
    return None


def _title_below(lines: Sequence[Line], at: int, known: Words) -> Title | None:
    """The title within the next lines behind a tab, before any running text."""
    for last in range(at + 1, min(at + 8, len(lines))):
        if _is_prose(lines[last]):
            return None
        title = title_ending_at(lines, last, known)
        if title and title.first > at:
            return title
    return None


def _annex_start(lines: Sequence[Line], at: int, announced: Sequence[str], known: Words) -> Start | None:
    """The annex that begins at a line 附件1; a mention in a note (附件：1.…) begins none."""
    match = known.parts["annex"].match(lines[at].text)
    if match is None or known.parts["prose_mark"].search(match["rest"]) or known.parts["leader"].search(match["rest"]):
        return None
    following = lines[at + 1 : at + 7]
    if match["rest"].strip("：:. 、"):
        if not following or _ends_note(following[0], known) or _repeated(lines, at, match["rest"], known):
            return None
        title = _annex_title(lines, at, match["rest"], known)
        return Start(at, "annex", title, number=match["number"])
    if not following or (known.parts["note_item"].match(following[0].text) and known.numbered.match(following[0].text)):
        return None
    title = _announced_at(lines, at + 1, announced, known) or _annex_title(lines, at, "", known)
    return Start(at, "annex", title, number=match["number"])


def _announced_at(lines: Sequence[Line], at: int, announced: Sequence[str], known: Words) -> Title | None:
    """The title that begins at line `at`, if it is one that a notice or a note of annexes has named."""
    if at >= len(lines) or not announced:
        return None
    words = ""
    for last in range(at, min(at + 5, len(lines))):
        words += lines[last].bare
        if len(words) > LONGEST_TITLE:
            return None
        if any(same_title(words, other) for other in announced):
            return Title(at, last, words, genre_at_end(words, known) or "")
    return None


def _ends_note(line: Line, known: Words) -> bool:
    """Whether the line continues or follows a note of annexes: the next entry, a signature, an imprint."""
    if known.parts["annex"].match(line.text) or known.numbered.match(line.text):
        return known.parts["note_item"].match(line.text) is not None
    keys = ("date_line", "signed_line", "org_line", "copy_to", "imprint", "public", "contact")
    return any(known.parts[key].match(line.text) for key in keys)


def _repeated(lines: Sequence[Line], at: int, rest: str, known: Words) -> bool:
    """Whether the annex's title stands again further on, on a line of its own."""
    words = close_up(rest)
    number = known.parts["annex"].match(lines[at].text)
    same = number["number"] if number else None
    for line in lines[at + 1 :]:
        if same_title(line.bare, words):
            return True
        later = known.parts["annex"].match(line.text) if len(line.text) < PROSE * 3 else None
        if later and later["number"] == same and later["rest"] in ("", rest):
            return True
    return False


def _annex_title(lines: Sequence[Line], at: int, rest: str, known: Words) -> Title | None:
    """The title of an annex: on the line that says 附件, or on the next ones."""
    words = close_up(rest)
    last = at
    first_only = words
    genre = genre_at_end(words, known) if words else None
    while genre is None and last + 1 < len(lines) and last - at < 4:
        line = lines[last + 1]
        stops = line.bare.startswith(tuple(known.table_first)) or _is_prose(line) or known.numbered.match(line.text)
        if stops or known.parts["annex"].match(line.text) or len(words) + len(line.bare) > 90:
            break
        words += line.bare
        first_only = first_only or words
        last += 1
        genre = genre_at_end(words, known)
    if genre is None:
        words, last = first_only, min(last, at + (0 if rest.strip() else 1))
    return Title(at, last, words, genre or "") if words else None


def _title_start(
    lines: Sequence[Line], at: int, current: Start, announced: Sequence[str], known: Words
) -> Start | None:
    """A document that begins with its title in mid-file: announced before, or behind the end of another one."""
    if len(lines[at].text) > PROSE * 3 or known.parts["annex"].match(lines[at].text):
        return None
    if known.parts["prose_mark"].search(lines[at].text):
        return None
    named = _announced_at(lines, at, announced, known)
    if named and at > current.line + 1 and not (current.title and same_title(named.words, current.title.words)):
        return Start(_with_head(lines, at, current.line, known), "title", named)
    for last in range(at, min(at + 5, len(lines))):
        title = title_ending_at(lines, last, known)
        if title is None:
            continue
        if title.first != at or (current.title and same_title(title.words, current.title.words)):
            return None
        since = current.line
        if (
            title.is_bare
            or not any(line.text[-1] in SENTENCE_ENDS for line in lines[since:at])
            or not _behind_end(lines, at, since, known)
        ):
            return None
        if title.genre in known.weak and not (known.title["opening"].search(title.words) and len(title.words) >= 8):
            return None
        return Start(_with_head(lines, at, since, known), "title", title)
    return None


def _behind_end(lines: Sequence[Line], at: int, since: int, known: Words) -> bool:
    """Whether a signature, an imprint or the like ends a document just before line `at`."""
    keys = ("date_line", "signed_line", "copy_to", "imprint", "imprint_date", "public", "red_head", "number_line")
    return any(
        any(known.parts[key].match(line.text) for key in keys) for line in lines[max(since + 1, at - NEAR_END) : at]
    )


def _with_head(lines: Sequence[Line], at: int, since: int, known: Words) -> int:
    """The line where the head above a title begins: red head, number, data of a web page."""
    keys = ("red_head", "number_line", "meta_line", "signed_by")
    while at - 1 > since and any(known.parts[key].match(lines[at - 1].text) for key in keys):
        at -= 1
    return at


def _announced_in(line: Line, known: Words) -> list[str]:
    """The title in an entry of a note of annexes."""
    if len(line.text) > PROSE * 3:
        return []
    match = known.parts["note_item"].match(line.text)
    note = known.parts["annex"].match(line.text)
    if note and note["rest"]:
        return [note["rest"]]
    return [match["title"]] if match and genre_at_end(close_up(match["title"]), known) else []


def _first_title(lines: Sequence[Line], after: int, in_table: frozenset[int], known: Words) -> Title | None:
    """The title in the head of the file: the fullest one before its running text."""
    found: Title | None = None
    limit = min(len(lines), max(after, HEAD_LINES))
    at = 0
    while at < limit:
        line = lines[at]
        if line.bare in known.table_first or (at >= after and _is_prose(line)):
            break
        title = None if line.bare in known.tabs and at < after else title_ending_at(lines, at, known)
        if title and not title.is_bare and at not in in_table and (found is None or _fuller(title, found, known)):
            found = title
        if found and at > found.last and known.parts["annex"].match(line.text):
            break
        at = max(at, title.last if title else at) + 1
    return found


def _fuller(title: Title, other: Title, known: Words) -> bool:
    about = known.title["about"]
    return bool(about.search(title.words)) >= bool(about.search(other.words)) and (
        title.genre not in known.weak or other.genre in known.weak
    )


def _is_prose(line: Line) -> bool:
    return len(line.text) >= PROSE and line.text[-1] in "。；：:;"


# ---------------------------------------------------------------- what each says of itself


def _section(
    text: str, span: Span, start: Start, lines: Sequence[Line], meta: Mapping[str, str], known: Words, pack: Pack
) -> Section:
    title = start.title
    head, tail = _head(lines, title), lines[-TAIL_LINES:]
    signature = find_signature(lines, known)
    page = stated(meta, head, known)
    words = _fullest(title.words if title else None, page.get("title"))
    genre = (title.genre if title else None) or (genre_at_end(words, known) if words else None)
    genre = genre_name(genre, known) if genre else _genre_in(text, span, known)
    issuer = signature.issuer or issuer_in(words, lines, head, tail, known) or page.get("issuer")
    region = find_region(issuer, pack) if issuer else NOWHERE
    part = Part(
        span=span,
        title=words,
        genre=known.tab_genres.get(start.tab or "", genre),
        number=number_in(head, known) or page.get("number"),
        issuer=issuer,
        date=signature.date or page.get("date") or imprint_date(tail, known),
        region=region,
        status=_status(words, genre, known),
    )
    furniture = {line.index for line in head if _is_head(line, title, known)} | set(signature.lines)
    furniture |= {line.index for line in tail if _is_tail(line, known)}
    return Section(part, tuple(lines), frozenset(furniture), start.opening, start.number)


def _fullest(title: str | None, stated: str | None) -> str | None:
    """The title of the text, or that of the page's data where it says more: its own line may be broken."""
    if stated is None or title is None:
        return title or stated
    plain = close_up(stated)
    return plain[: plain.index(title) + len(title)] if title in plain else title


def _head(lines: Sequence[Line], title: Title | None) -> Sequence[Line]:
    """The lines before the running text, and the two behind the title."""
    size = 0
    while size < min(len(lines), HEAD_LINES) and not _is_prose(lines[size]):
        size += 1
    if title and lines:
        size = max(min(size, title.last - lines[0].index + 6), title.last - lines[0].index + 1)
    return lines[:size]


def _genre_in(text: str, span: Span, known: Words) -> str | None:
    """The genre that a document without a title states in its first or last words."""
    opening = text[span.start : min(span.end, span.start + 3000)]
    found = []
    for cue in known.genre_cues:
        for match in cue.finditer(opening):
            found.append((match.start(), next(group for group in match.groups() if group)))
            break
    return genre_name(min(found)[1], known) if found else None


def _status(title: str | None, genre: str | None, known: Words) -> PartStatus:
    kind = known.genre_kind.get(genre or "", "final")
    if genre and genre in known.genre_of.values() and genre not in known.genre_kind:
        kind = "other"
    if kind == "other":
        return "other"
    return "draft" if title and known.draft.search(title) else "final"


def _is_head(line: Line, title: Title | None, known: Words) -> bool:
    if title and title.first <= line.index <= title.last:
        return True
    if line.index <= SENDTO_LINES and title is None and known.parts["sendto"].match(line.text):
        return True
    if title is None or line.index < title.first:
        return not _is_prose(line) and (title is not None or not known.numbered.match(line.text))
    keys = ("number_line", "date_line", "meta_line", "signed_by", "adopted", "sendto", "public", "contents")
    return any(known.parts[key].match(line.text) for key in keys if key in known.parts)


def _is_tail(line: Line, known: Words) -> bool:
    keys = ("copy_to", "imprint", "imprint_date", "contact", "public", "date_line", "signed_by", "closing")
    return any(known.parts[key].match(line.text) for key in keys)


# ---------------------------------------------------------------- what it has from its carrier


def _inherited(sections: Sequence[Section], known: Words) -> list[Section]:
    """The sections with the fields that a carried document has from its carrier."""
    found: list[Section] = []
    for section in sections:
        carrier = _carrier(found, section, known)
        part = section.part
        if carrier is not None:
            above = found[carrier].part
            part = replace(
                part,
                number=part.number or above.number,
                issuer=part.issuer or above.issuer,
                date=part.date or above.date,
                region=part.region if part.region != NOWHERE else above.region,
                carrier=carrier,
                status=_inherited_status(part, above, known),
            )
        found.append(replace(section, part=part))
    return found


def _carrier(before: Sequence[Section], section: Section, known: Words) -> int | None:
    """The place of what carries the section: the plan before an annex, the notice before its plan."""
    if not before or section.opening not in ("annex", "title"):
        return None
    if section.opening == "annex":
        sister = next((s for s in reversed(before) if s.opening == "annex"), None)
        if sister is not None and section.number and sister.number and sister.number != section.number:
            return sister.part.carrier
        return next((i for i in range(len(before) - 1, -1, -1) if before[i].opening != "annex"), 0)
    last = before[-1].part
    title = section.part.title
    names = carried_titles(last.title, known) if last.title else ()
    if title and any(same_title(title, name) for name in names):
        return len(before) - 1
    if last.title and known.title["carrier"].search(last.title) and section.part.number is None:
        return len(before) - 1
    return None


def _inherited_status(part: Part, above: Part, known: Words) -> PartStatus:
    kind = known.genre_kind.get(part.genre or "", "plan" if part.genre is None else "other")
    if kind == "plan":
        return "final" if above.status == "other" and not known.draft.search(above.title or "") else above.status
    if kind == "final" and above.title and known.draft.search(above.title):
        return "draft"
    return part.status


def _with_regions(sections: Sequence[Section], text: str, pack: Pack) -> list[Section]:
    """The sections each with a region: its own, or the one that the file speaks of first."""
    found = []
    known = next((s.part.region for s in sections if s.part.region != NOWHERE), None)
    for section in sections:
        part = section.part
        region = part.region
        if region == NOWHERE and not (part.issuer and is_national(part.issuer, pack)):
            region = find_region(part.title, pack) if part.title else NOWHERE
            if region == NOWHERE:
                region = known or region_of(part.issuer, part.title, part.span.of(text), pack)
        found.append(replace(section, part=replace(part, region=region)))
    return found
