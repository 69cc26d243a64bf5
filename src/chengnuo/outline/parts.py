"""The documents within a file: what each says of itself, and what it has from its carrier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from chengnuo.model import Part, PartStatus, Region
from chengnuo.outline.lines import Line, close_up
from chengnuo.outline.metadata import (
    UNSIGNED,
    Signature,
    bodies_in,
    dateline,
    find_imprint,
    find_signature,
    issuer_in,
    number_in,
    speech_date,
    stated,
)
from chengnuo.outline.openings import Opening, Start, is_prose, is_sentence
from chengnuo.outline.starts import HEAD_LINES, find_starts
from chengnuo.outline.titles import (
    Title,
    carried_titles,
    genre_at_end,
    genre_name,
    is_headline,
    may_be_news,
    same_title,
)
from chengnuo.outline.words import Words
from chengnuo.packs import Pack
from chengnuo.regions import NOWHERE, code_of, find_region, is_national, region_of
from chengnuo.spans import Span

# A text of so many numbered lines reports no news.
NUMBERED = 6
# The first words of a document, in which it says what it is.
OPENING = 3000
# Lines at a document's end that may hold its imprint.
TAIL_LINES = 12
# Whom a document without a title is sent to stands in its first lines.
SENDTO_LINES = 2
# Who issues a document may stand alone in the first lines below its title.
NAMED_LINES = 2
# Forms within an annex may stand between it and the next one.
NEAR_SISTER = 8


@dataclass(frozen=True, slots=True)
class Section:
    """One document with its lines, and the numbers of those that hold no content: title, number, signature …"""

    part: Part
    lines: tuple[Line, ...]
    furniture: frozenset[int]
    opening: Opening
    number: int | None = None  # of an annex
    printed: Signature = UNSIGNED  # its imprint, for want of anything else


def find_sections(
    text: str, lines: Sequence[Line], in_table: frozenset[int], meta: Mapping[str, str], known: Words, pack: Pack
) -> tuple[Section, ...]:
    """The documents of the file in order; together they cover `text`."""
    if not lines:
        return (Section(Part(span=Span(0, len(text)), title=None, genre=None), (), frozenset(), "first"),)
    starts = find_starts(lines, in_table, known)
    sections = []
    for i, start in enumerate(starts):
        stop = starts[i + 1].line if i + 1 < len(starts) else len(lines)
        span = Span(0 if i == 0 else lines[start.line].start, lines[stop].start if stop < len(lines) else len(text))
        own = lines[start.line : stop]
        loose = [line for line in own if line.index not in in_table]
        sections.append(_section(text, span, start, own, loose, meta if i == 0 else {}, known, pack))
    _name_carriers(sections, text, known)
    whole = [_as_draft(section, known) for section in _inherited(sections, known)]
    return tuple(_with_regions(whole, text, known, pack))


def _name_carriers(sections: list[Section], text: str, known: Words) -> None:
    """Give a document that only hands on the next one the genre of which it is, where a page has the title of what it
    hands on above both."""
    for i, (above, below) in enumerate(pairwise(sections)):
        kind = known.genre_kind.get(above.part.genre or "")
        if below.opening != "handed" or kind == "other" or known.title["carrier"].search(above.part.title or ""):
            continue
        genre = _genre_in(text, above.part.span, above.lines, known)
        if genre in known.carriers:
            sections[i] = replace(above, part=replace(above.part, genre=genre, status="other"))


def _section(
    text: str,
    span: Span,
    start: Start,
    lines: Sequence[Line],
    loose: Sequence[Line],
    meta: Mapping[str, str],
    known: Words,
    pack: Pack,
) -> Section:
    """The section of `lines`; those outside its tables (`loose`) may sign it."""
    title = start.title
    head, tail = _head(lines, title, known), loose[-TAIL_LINES:]
    signature = find_signature([line for line in loose if title is None or line.index > title.last], known)
    page = stated(meta, head, known)
    words = _fullest(title, page.get("title"), known)
    genre = (title.genre if title else None) or (genre_at_end(words, known) if words else None)
    told = (known.title[key].search(words) for key in ("twofold", "progress")) if words else ()
    genre = next((found["genre"] for found in told if found), genre)
    genre = genre_name(genre, known) if genre else _genre_in(text, span, lines, known)
    if words:
        genre = _of_headline(words, genre, text, span, lines, known) if genre else _of_deed(words, lines, known)
    named = () if start.opening == "annex" else _below(head, title, known)
    issuer = signature.issuer or issuer_in(words, lines, head, tail, named, known) or page.get("issuer")
    issuer = issuer or bodies_in(_above(head, title), known)
    issuer = issuer or (None if genre is None or genre in known.press else _source(page, known))
    region = find_region(issuer, pack) if issuer else _region_of_assembly(head, known, pack)
    if issuer and region == NOWHERE and not is_national(issuer, pack):
        region = _region_in_head(head, known, pack)
        issuer = _whole_name(issuer, region, known)
    dated = dateline(head, known)
    part = Part(
        span=span,
        title=words,
        genre=known.tab_genres.get(start.tab or "", genre),
        number=number_in(head, known) or page.get("number"),
        issuer=issuer,
        date=signature.date or page.get("date") or speech_date(head, known) or page.get("published") or dated,
        region=region,
        status=_status(words, genre, known),
    )
    furniture = {line.index for line in head if _is_head(line, title, known)} | set(signature.lines)
    furniture |= {line.index for line in tail if _is_tail(line, known)} | _notes(lines, known)
    return Section(part, tuple(lines), frozenset(furniture), start.opening, start.number, find_imprint(tail, known))


def _region_of_assembly(head: Sequence[Line], known: Words, pack: Pack) -> Region:
    """The region whose assembly heard a speech, as the line with its day says."""
    heard = next((line for line in head if known.title["speech"].match(line.text)), None)
    return find_region(heard.text, pack) if heard else NOWHERE


def _region_in_head(head: Sequence[Line], known: Words, pack: Pack) -> Region:
    """The first region that a line above the running text names in full."""
    for line in head:
        if (found := find_region(line.bare, pack)) != NOWHERE and not is_prose(line, known):
            return found
    return NOWHERE


def _whole_name(issuer: str, region: Region, known: Words) -> str:
    """市人民政府 with the name of its region in front."""
    name = next((name for name in reversed(region) if name), None)
    if name is None or not known.parts["unnamed"].match(issuer):
        return issuer
    return name + issuer[1:] if issuer[0] == name[-1] else issuer


def _source(page: Mapping[str, str], known: Words) -> str | None:
    """The body that a page names as its source, where it is one that signs documents."""
    source = page.get("source", "")
    return source if known.parts["org_line"].match(source) else None


def _fullest(title: Title | None, stated: str | None, known: Words) -> str | None:
    """The title of the text, or that of the page's data where it says more: its own line may be broken."""
    if stated is None or title is None:
        return title.words if title else stated
    plain = close_up(stated)
    number = known.title["behind_number"].match(plain)
    plain = plain[number.end() :] if number else plain
    if title.words in plain:
        return plain[: plain.index(title.words) + len(title.words)]
    return plain if not title.genre and genre_at_end(plain, known) else title.words


def _head(lines: Sequence[Line], title: Title | None, known: Words) -> Sequence[Line]:
    """The lines before the running text, and those just behind the title with the labels that go on there."""
    size = 0
    while size < min(len(lines), HEAD_LINES) and not is_prose(lines[size], known):
        size += 1
    if title and lines:
        near = title.last - lines[0].index + 6
        while near < size and any(_is_label(line, known) for line in lines[near - 1 : near + 1]):
            near += 1
        size = max(min(size, near), title.last - lines[0].index + 1)
    return lines[:size]


def _below(head: Sequence[Line], title: Title | None, known: Words) -> Sequence[Line]:
    """The lines below a title, above its first heading, that may name who issues it; the first line where there is
    none."""
    if title is None:
        return head[:1]
    below = [line for line in head if title.last < line.index <= title.last + NAMED_LINES]
    return list(takewhile(lambda line: known.numbered.match(line.text) is None, below))


def _above(head: Sequence[Line], title: Title | None) -> Sequence[Line]:
    """The line above a title."""
    return [line for line in head if title and line.index == title.first - 1]


def _is_label(line: Line, known: Words) -> bool:
    return any(known.parts[key].match(line.bare) for key in ("meta_line", "meta_name"))


def _genre_in(text: str, span: Span, lines: Sequence[Line], known: Words) -> str | None:
    """The genre that a document without a title states in its first or last words, a page's own above it aside."""
    body = next((line.start for line in lines if is_prose(line, known) or is_sentence(line, known)), span.start)
    openings = {start: text[start : min(span.end, start + OPENING)] for start in (span.start, body)}
    numbered = sum(known.numbered.match(line.text) is not None for line in lines) >= NUMBERED
    found = []
    for cue in known.genre_cues:
        for start, opening in openings.items() if not (numbered and cue.get("unnumbered")) else ():
            if match := next(cue.finditer(opening), None):
                genre = cue.get("genre") or next(group for group in match.groups() if group)
                found.append((bool(cue.get("fallback")), start + match.start(), genre))
    return genre_name(min(found)[-1], known) if found else None


def _of_headline(words: str, genre: str, text: str, span: Span, lines: Sequence[Line], known: Words) -> str:
    """The genre of a page whose title ends like one of a document but may be a headline: what its text says that it
    is, where that or the title makes it one."""
    told = _genre_in(text, span, lines, known)
    if known.title["explained"].match(words):
        return known.free[0]
    if is_headline(words, known):
        return told or known.press[0]
    if told in known.press and (may_be_news(words, genre, known) or _opens_as_news(text, span, lines, words, known)):
        return told
    return genre


def _of_deed(words: str, lines: Sequence[Line], known: Words) -> str | None:
    """The genre of a page of which nothing is told but by its headline, a sentence: 我市一季度新增就业3万人."""
    numbered = sum(known.numbered.match(line.text) is not None for line in lines) >= NUMBERED
    told = is_headline(words, known) or known.title["deed"].search(words) is not None
    return known.press[0] if told and not numbered else None


def _opens_as_news(text: str, span: Span, lines: Sequence[Line], words: str, known: Words) -> bool:
    """Whether the text below a title that is none of an official letter begins as the press does: 本报讯, 记者获悉."""
    if known.title["official"].search(words):
        return False
    prose = next((line.start for line in lines if is_prose(line, known) or is_sentence(line, known)), span.start)
    cues = (cue for cue in known.genre_cues if cue.get("genre") in known.press and not cue.get("fallback"))
    return any(cue.pattern.match(text[prose : min(span.end, prose + OPENING)]) for cue in cues)


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
        return not is_prose(line, known) and (title is not None or not known.numbered.match(line.text))
    keys = ("number_line", "date_line", "meta_line", "signed_by", "adopted", "sendto", "public", "contents")
    return any(known.parts[key].match(line.text) for key in keys)


def _notes(lines: Sequence[Line], known: Words) -> set[int]:
    """The lines of a note of annexes: 附件：1.… and the numbered ones that follow."""
    found: set[int] = set()
    inside = False
    for line in lines[1:]:
        note = known.parts["annex"].match(line.text)
        goes_on = inside and known.numbered.match(line.text) and known.parts["note_item"].match(line.text)
        inside = bool(goes_on or (note and not known.parts["prose_mark"].search(note["rest"])))
        if inside:
            found.add(line.index)
    return found


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
        printed = section.printed
        part = replace(part, issuer=part.issuer or printed.issuer, date=part.date or printed.date)
        found.append(replace(section, part=part))
    return found


def _carrier(before: Sequence[Section], section: Section, known: Words) -> int | None:
    """The place of what carries the section: the plan before an annex, the notice before its plan."""
    if not before or section.opening not in ("annex", "title", "handed"):
        return None
    if section.opening == "handed":
        return len(before) - 1
    if section.opening == "annex":
        sister = next((s for s in before[-1 : -1 - NEAR_SISTER : -1] if s.opening == "annex"), None)
        if sister is not None and (section.number or 0) > (sister.number or 0) > 0:
            return sister.part.carrier
        if before[-1].opening == "annex":
            return before[-1].part.carrier
        return len(before) - 1
    last = before[-1].part
    title = section.part.title
    names = carried_titles(last.title, known) if last.title else ()
    if title and any(same_title(title, name) for name in names):
        return len(before) - 1
    if section.part.number is not None or section.part.genre in known.free:
        return None
    carries = known.title["carrier"].search(last.title) if last.title else last.status == "other"
    return len(before) - 1 if carries or last.genre in known.carriers else None


def _inherited_status(part: Part, above: Part, known: Words) -> PartStatus:
    kind = known.genre_kind.get(part.genre or "", "plan" if part.genre is None else "other")
    if kind == "plan":
        return "final" if above.status == "other" and not known.draft.search(above.title or "") else above.status
    if kind == "final" and above.title and known.draft.search(above.title):
        return "draft"
    return part.status


def _as_draft(section: Section, known: Words) -> Section:
    """The section, a draft where an announcement asks for comments on one and the text below it is the draft's."""
    part = section.part
    if part.status != "other" or not part.title or not any(map(known.draft.search, carried_titles(part.title, known))):
        return section
    is_plan = any(known.plan_heading.match(line.text) for line in section.lines)
    return replace(section, part=replace(part, status="draft")) if is_plan else section


def _with_regions(sections: Sequence[Section], text: str, known: Words, pack: Pack) -> list[Section]:
    """The sections each with a region: its own, or the one that the file speaks of first."""
    found = []
    first = next((s.part.region for s in sections if s.part.region != NOWHERE), None)
    for section in sections:
        part = section.part
        region = part.region
        if region == NOWHERE and not (part.issuer and is_national(part.issuer, pack)):
            region = find_region(part.title, pack) if part.title else NOWHERE
            if region == NOWHERE and (fitted := known.title["fitted"].search(text, part.span.start, part.span.end)):
                region = find_region(fitted["place"], pack)
            if region == NOWHERE:
                region = first or region_of(part.issuer, part.title, part.span.of(text), pack)
        found.append(replace(section, part=replace(part, region=region, region_code=code_of(region, pack))))
    return found
