"""Where the annexes of a document begin, and their titles."""

from __future__ import annotations

from collections.abc import Sequence

from chengnuo.outline.lines import Line, close_up
from chengnuo.outline.metadata import whole_number
from chengnuo.outline.openings import File, Start, annex_key, announced_at, is_prose
from chengnuo.outline.titles import Title, Titles, genre_at_end, plain
from chengnuo.outline.words import Words


def annex_start(file: File, at: int, announced: Titles) -> Start | None:
    """The annex that begins at a line 附件1; a mention in a note (附件：1.…) begins none."""
    match = file.annexes.get(at)
    if match is None:
        return None
    lines, known = file.lines, file.known
    if known.parts["prose_mark"].search(match["rest"]) or known.parts["leader"].search(match["rest"]):
        return None
    following = lines[at + 1 : at + 7]
    if match["rest"].strip("：:. 、"):
        if not following or _ends_note(following[0], known) or _repeated(file, at, match["number"], match["rest"]):
            return None
        title = _annex_title(lines, at, match["rest"], known)
        return Start(at, "annex", title, number=whole_number(match["number"] or "", known))
    if not following or (known.parts["note_item"].match(following[0].text) and known.numbered.match(following[0].text)):
        return None
    title = announced_at(file, at + 1, announced) or _annex_title(lines, at, "", known)
    return Start(at, "annex", title, number=whole_number(match["number"] or "", known))


def _ends_note(line: Line, known: Words) -> bool:
    """Whether the line continues or follows a note of annexes: the next entry, a signature, an imprint."""
    if known.parts["note_number"].match(line.text):
        return True
    if known.parts["annex"].match(line.text) or known.numbered.match(line.text):
        return known.parts["note_item"].match(line.text) is not None
    keys = ("date_line", "signed_line", "org_line", "copy_to", "imprint", "public", "contact")
    return any(known.parts[key].match(line.text) for key in keys)


def _repeated(file: File, at: int, number: str | None, rest: str) -> bool:
    """Whether the annex, named in a note at line `at`, stands again further on: by title or by number."""
    keys = (plain(rest), annex_key(number, ""), annex_key(number, rest))
    return any(file.last_places.get(key, -1) > at for key in keys)


def _annex_title(lines: Sequence[Line], at: int, rest: str, known: Words) -> Title | None:
    """The title of an annex: on the line that says 附件, or on the next ones."""
    words = close_up(rest)
    last = at
    first_only = words
    genre = genre_at_end(words, known) if words else None
    while genre is None and last + 1 < len(lines) and last - at < 4:
        line = lines[last + 1]
        stops = (
            line.bare.startswith(tuple(known.table_first)) or is_prose(line, known) or known.numbered.match(line.text)
        )
        if stops or known.parts["annex"].match(line.text) or len(words) + len(line.bare) > 90:
            break
        words += line.bare
        first_only = first_only or words
        last += 1
        genre = genre_at_end(words, known)
    if genre is None:
        words, last = first_only, min(last, at + (0 if rest.strip() else 1))
    return Title(at, last, words, genre or "") if words else None
