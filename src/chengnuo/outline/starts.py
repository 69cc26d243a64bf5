"""Where the documents within a file begin: by their titles, as annexes, under the tabs of a page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from chengnuo.outline.annexes import annex_start
from chengnuo.outline.headlines import find_headline
from chengnuo.outline.lines import Line
from chengnuo.outline.openings import (
    LONGEST_TITLE,
    PROSE,
    SENTENCE,
    SENTENCE_ENDS,
    File,
    Start,
    announced_at,
    announced_in,
    behind_end,
    is_prose,
    is_sentence,
    with_head,
)
from chengnuo.outline.titles import (
    Title,
    Titles,
    carried_titles,
    genre_at_end,
    genre_name,
    may_be_news,
    same_title,
    title_ending_at,
)
from chengnuo.outline.words import Words

# The first title stands before the running text, and not deeper than this in a file's lines.
HEAD_LINES = 120
# What a page says of the document that it reprints has no more lines.
LEAD_IN = 30
# A document's number and whom it is sent to stand within so many lines below its title.
HEAD_BELOW = 2
# A title with a genre word that headings have too is this long.
LONG_TITLE = 8
NEVER_TITLE = "。；：，！？;:,"


def find_starts(lines: Sequence[Line], in_table: frozenset[int], known: Words) -> list[Start]:
    """Where the documents of the file begin, in order; the first is line 0."""
    file = File(lines, known)
    tabs, after_tabs = _tabs(lines, known)
    first_title = _first_title(lines, tabs, after_tabs, in_table, known)
    if not tabs and (first_title is None or _may_be_news(first_title, known)):
        head = _above_prose(lines, known)
        head = head[: first_title.first] if first_title else head
        headline = find_headline(head, lines[len(head) : len(head) + 1], in_table, known)
        first_title = headline or first_title
    in_note = False
    handed: list[str] = []
    starts = [Start(0, "first", first_title, tabs[0] if tabs else None)]
    announced = Titles(carried_titles(first_title.words, known) if first_title else ())
    waiting = tabs[1:]
    at = max(after_tabs, first_title.last + 1 if first_title else 0)
    while at < len(lines):
        found = (
            None
            if at in in_table or len(lines[at].text) > LONGEST_TITLE
            else _tab_start(lines, at, waiting, known)
            or annex_start(file, at, announced)
            or _title_start(file, at, starts, announced)
            or _law_start(file, at, starts[-1], handed)
        )
        if found is None:
            named = announced_in(file, at, in_note)
            if named:
                announced.add(named)
                handed = handed if at in file.annexes or in_note else named
            in_note = bool(named)
            at += 1
            continue
        in_note = False
        if found.tab in waiting:
            waiting = waiting[waiting.index(found.tab) + 1 :]
        if found.title:
            announced.add(carried_titles(found.title.words, known))
        handed = []
        if _is_lead_in(lines, starts, found, known):
            starts[-1] = replace(starts[-1], title=found.title)
        else:
            starts.append(found)
        at = max(at + 1, found.title.last + 1 if found.title and found.title.last >= at else at + 1)
    return starts


def _is_lead_in(lines: Sequence[Line], starts: Sequence[Start], found: Start, known: Words) -> bool:
    """Whether a page says no more before the document `found` than that it follows: …印发通知，全文如下："""
    first = starts[-1]
    if found.opening != "title" or first.opening != "first" or found.line > LEAD_IN:
        return False
    if known.parts["lead_in"].search(lines[found.line - 1].text):
        return True
    says = any(is_prose(line, known) for line in lines[first.line : found.line])
    return not says and first.title is not None and not first.title.genre


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
    name = _tab_name(lines[at]) if waiting else ""
    for tab in waiting:
        rest = name.removeprefix(tab)
        if rest == name and name not in known.tab_starts:
            continue
        if rest != name and rest and not known.parts["meta_line"].match(rest):
            continue
        if rest == name and known.tab_starts[name] != tab:
            continue
        title = _title_below(lines, at, known) if tab in known.tabs_below else None
        if title:
            return Start(at, "tab", title, tab)
        return Start(at, "tab", Title(at, at, tab, genre_at_end(tab, known) or tab), tab)
    return None


def _title_below(lines: Sequence[Line], at: int, known: Words) -> Title | None:
    """The title within the next lines behind a tab, before any running text."""
    for last in range(at + 1, min(at + 8, len(lines))):
        if is_prose(lines[last], known):
            return None
        title = title_ending_at(lines, last, known)
        if title and title.first > at and not title.is_bare:
            return title
    return None


def _title_start(file: File, at: int, starts: Sequence[Start], announced: Titles) -> Start | None:
    """A document that begins with its title in mid-file: announced before, or behind the end of another one."""
    lines, known, current = file.lines, file.known, starts[-1]
    text = lines[at].text
    if len(text) > PROSE * 3 or text[-1] in NEVER_TITLE or at in file.annexes:
        return None
    if known.numbered.match(text) or known.parts["prose_mark"].search(text):
        return None
    named = announced_at(file, at, announced)
    if named and at > (current.title.last if current.title else current.line + 1):
        if _handed_on(file, at, current, named):
            return Start(with_head(lines, at, current.line, known), "handed", named)
        if _is_another(named, current):
            return Start(with_head(lines, at, current.line, known), "title", named)
    for last in range(at, min(at + 5, len(lines))):
        title = file.title_ending_at(last)
        if title is None:
            continue
        if title.first != at or not _is_another(title, current):
            return None
        since = current.line
        opens = lines[at].gap >= file.widest or _follows_a_document(file, title, since)
        if _explains(title, starts, known) or (opens and _says(title, known)):
            return Start(with_head(lines, at, since, known), "title", title)
        return None
    return None


def _is_another(title: Title, current: Start) -> bool:
    """Whether the title is not that of the document where it stands."""
    return current.title is None or not same_title(title.words, current.title.words)


def _handed_on(file: File, at: int, current: Start, named: Title) -> bool:
    """Whether the document says that it hands on what is `named`, whose title stands below its signature at `at`."""
    if not behind_end(file.lines, at, current.line, file.known):
        return False
    handed = (announced_in(file, i, in_note=False) for i in range(current.line, at) if i not in file.annexes)
    return any(same_title(named.words, title) for titles in handed for title in titles)


def _law_start(file: File, at: int, current: Start, announced: Sequence[str]) -> Start | None:
    """What an order or a notice hands on with no title of its own: its first chapter or article below the signature."""
    lines, known = file.lines, file.known
    if not announced or current.title is None or not known.title["first_article"].match(lines[at].text):
        return None
    adopted = at
    while adopted - 1 > current.line and known.parts["adopted_line"].match(lines[adopted - 1].text):
        adopted -= 1
    if known.genre_kind.get(current.title.genre) != "other" or not behind_end(lines, adopted, current.line, known):
        return None
    words = announced[-1]
    return Start(adopted, "handed", Title(adopted, adopted - 1, words, genre_at_end(words, known) or ""))


def _explains(title: Title, starts: Sequence[Start], known: Words) -> bool:
    """Whether the title is that of a guide to a document of the file: 《…方案》政策解读."""
    named = known.title["explains"].match(title.words)
    if named is None or genre_name(title.genre, known) not in known.free:
        return False
    return any(start.title and same_title(named["title"], start.title.words) for start in starts)


def _says(title: Title, known: Words) -> bool:
    """Whether the title is one of a document, and no heading within one: it says more than a common genre word."""
    if title.genre in known.weak:
        return known.title["opening"].search(title.words) is not None and len(title.words) >= LONG_TITLE
    return not title.is_bare or (title.genre in known.tabs and title.genre not in known.tabs_below)


def _follows_a_document(file: File, title: Title, since: int) -> bool:
    """Whether the document that begins at line `since` has said something and ends, or the title heads one."""
    first = bisect_left(file.said, since)
    if first == len(file.said) or file.said[first] >= title.first:
        return False
    return behind_end(file.lines, title.first, since, file.known) or _heads(file.lines, title, file.known)


def _heads(lines: Sequence[Line], title: Title, known: Words) -> bool:
    """Whether a document number or whom it is sent to stands right below the title."""
    below = lines[title.last + 1 : title.last + 1 + HEAD_BELOW]
    return any(known.parts[key].match(line.text) for line in below for key in ("number_line", "sendto"))


def _first_title(
    lines: Sequence[Line], tabs: Sequence[str], after: int, in_table: frozenset[int], known: Words
) -> Title | None:
    """The title in the head of the file: the fullest one before its running text."""
    found: Title | None = None
    limit = min(len(lines), max(after, HEAD_LINES))
    at = 0
    while at < limit:
        line = lines[at]
        says = line.text[-1] in SENTENCE_ENDS and len(line.text) >= SENTENCE and at >= after
        ends = says and (found is None or at > found.last)
        if (
            ends
            or line.bare in known.table_first
            or (at >= after and (is_prose(line, known) or _tab_name(line) in tabs))
        ):
            break
        title = None if line.bare in known.tabs and at < after else title_ending_at(lines, at, known)
        if title and not title.is_bare and at not in in_table and (found is None or _fuller(title, found, known)):
            found = title
        if found and at > found.last and known.parts["annex"].match(line.text):
            break
        at = max(at, title.last if title else at) + 1
    return found


def _may_be_news(title: Title, known: Words) -> bool:
    """Whether a title that ends like one of a document can be the second headline of a report."""
    return genre_name(title.genre, known) in known.weak and may_be_news(title.words, title.genre, known)


def _above_prose(lines: Sequence[Line], known: Words) -> Sequence[Line]:
    """The lines of the file before its running text."""
    spoken = (i for i, line in enumerate(lines[:HEAD_LINES]) if is_prose(line, known) or is_sentence(line, known))
    return lines[: next(spoken, 0)]


def _fuller(title: Title, other: Title, known: Words) -> bool:
    about = known.title["about"]
    return bool(about.search(title.words)) >= bool(about.search(other.words)) and (
        title.genre not in known.weak or other.genre in known.weak
    )
