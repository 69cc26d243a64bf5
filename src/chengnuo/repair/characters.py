"""Single characters that stand for others: widths, blanks, zero-width signs, radicals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import chain

from chengnuo.packs import Pack
from chengnuo.remembered import compiled
from chengnuo.spans import Conversion, Cover, Doubt, Edit, Span

# Han characters, and the signs of Chinese text that a half-width sign may stand beside.
HAN = r"\u3007\u3400-\u9fff\U00020000-\U000323af"
_CJK_SIGNS = "\u3007、。《》〈〉「」『』【】〔〕（），；：？！”“’‘"

_ZERO_WIDTH = r"\u0000-\u0008\u000e-\u001b\u001f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_LINE_ENDS = r"\u000b-\u000d\u001c-\u001e\u0085\u2028\u2029"
_RADICALS = r"\u2e80-\u2fdf\uf900-\ufaff"
_PRIVATE = r"\ue000-\uf8ff"
_WIDE = r"\uff05\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
# Beyond the Basic Multilingual Plane, where a class of characters is slow to search.
_FAR_RADICALS = r"\U0002f800-\U0002fa1f"
_FAR_PRIVATE = r"\U000f0000-\U0010ffff"
_CLASS = rf"{_ZERO_WIDTH}{_LINE_ENDS}{_RADICALS}{_PRIVATE}{_WIDE}\ufffd\uff0e"
# A pattern that begins with a class, not with a repetition, is searched for three times as fast.
_ANY_ODD = compiled(f"[{_CLASS}][{_CLASS}]*")
_ANY_FAR = f"[{_CLASS}{_FAR_RADICALS}{_FAR_PRIVATE}]"
_ANY_ODD_OR_FAR = compiled(f"{_ANY_FAR}{_ANY_FAR}*")
_ODD = compiled(
    rf"(?P<zero>[{_ZERO_WIDTH}]+)|(?P<line>\r\n|[{_LINE_ENDS}])|(?P<radical>[{_RADICALS}{_FAR_RADICALS}])"
    rf"|(?P<private>[{_PRIVATE}{_FAR_PRIVATE}]+)|(?P<lost>\ufffd+)|(?P<wide>[{_WIDE}]+)"
    r"|(?P<point>\uff0e)(?<=[0-9\uff10-\uff19].)(?=[0-9\uff10-\uff19])"
)
_BEFORE, _AFTER = f"(?<=[{HAN}{_CJK_SIGNS}].)", f"(?= ?[{HAN}{_CJK_SIGNS}])"
_TO_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
# A search for one sign is many times as fast as one for several, here and below.
_SIGNS = (
    *((compiled(f"{sign}(?:{_BEFORE}|{_AFTER})"), _TO_WIDE[sign]) for sign in ",;:!"),
    # Between two numbers of a Chinese sentence, the first with its sign: 达38.5%,15岁以上.
    (compiled(rf",(?<=[%‰℃A-Za-z)].)(?=[0-9]{{1,9}}(?:\.[0-9]{{1,4}})?[{HAN}])"), "，"),
    # Behind a share, before a name that begins with letters: 达96.97%,4G网络; 增长10%;R&D占比.
    *((compiled(rf"{sign}(?<=[%‰].)(?=[0-9]?[A-Za-z][A-Za-z0-9&+.-]{{0,8}}[{HAN}])"), _TO_WIDE[sign]) for sign in ",;"),
)
# A bracket or question mark, with its first group where it stands behind Chinese text, its second where before it.
_BRACKETS = tuple(compiled(rf"\{sign}(?:({_BEFORE})|({_AFTER})|)") for sign in "()?")
_CLOSES = compiled(r"[ \t\u00a0\u3000]{0,99}(?:[”’」』\n]|\Z)")
# A full-width comma that parts the thousands of a number: 34，250万吨.
_THOUSANDS = compiled("，(?<=[0-9].)(?<![0-9]{4}.)(?=[0-9]{3}(?![0-9]))")
# A row of a table of indicators, blanks between its cells, has no more characters and none of these.
_LONGEST_ROW = 80
_NO_ROW = frozenset("。；！？")
_BLANKS_IN_LABEL = re.compile("[ \u3000]+")
# In texts whose no-break spaces were made spaces.
_BLANK = compiled(
    rf" (?:(?<=[{HAN}，。；：、（“].)(?=\d)|(?<=\d.)(?=[{HAN}%，。；：、）])|(?<=%.)(?=[，。；：、）])"
    r"|(?<=\d.)(?=[-—–] ?(?:19|20)\d\d(?!\d))"
    r"|(?:(?<=(?:19|20)\d\d[-—–].)|(?<=(?:19|20)\d\d [-—–].))(?=(?:19|20)\d\d(?!\d)))"
)
_NUMBERED = compiled(rf"\n[ \u00a0\u3000]*(\d{{1,2}})[ \u00a0](?=[{HAN}])")
# So many lines that count on are numbered; no more than these only where no word of measure is behind a number.
_COUNTED_ON = 2
_GAP = compiled(rf" (?<=[{HAN}].)(?=[{HAN}])(?![{HAN}]{{1,5}}：)")
# What a font's own sign stands behind where it is the point of a numbered heading (1\ue010加强领导).
_ENUMERATES = compiled(
    rf"(?:^|[\n{_LINE_ENDS}])[ \t\u3000{_ZERO_WIDTH}]*+(?:[0-9\uff10-\uff19][{_ZERO_WIDTH}]*+){{1,2}}\Z"
)
# Running text has a line of at least so many characters, and at most one blank in so many.
_PROSE = 30
_SPARSE = 12


def find_odd(text: str, pack: Pack) -> tuple[list[Edit], list[Doubt]]:
    """The edits that give odd characters their usual form, and doubts for those that have none."""
    if text.isascii():
        return [], []
    edits: list[Edit] = []
    doubts: list[Doubt] = []
    for m in _odd(text):
        span = Span(m.start(), m.end())
        kind = m.lastgroup
        if kind == "private" and _ENUMERATES.search(text, max(0, m.start() - 8), m.start()):
            edits.append(Edit(span, ".", "enumerator"))
        elif kind == "private":
            doubts.append(Doubt(code="private-use", span=span, reason="characters of one font alone, meaning unknown"))
        elif kind == "lost":
            doubts.append(Doubt(code="lost-character", span=span, reason="a character was lost in decoding"))
        else:
            edits += _usual(span, m[0], kind or "", pack.table("repair", "radicals"))
    return edits, doubts


def _odd(text: str) -> Iterator[re.Match[str]]:
    """The matches of `_ODD`; a scan for one class of characters finds their places faster than its alternatives."""
    for run in (_ANY_ODD_OR_FAR if _is_far(text) else _ANY_ODD).finditer(text):
        at = run.start()
        while at < run.end():
            m = _ODD.match(text, at)
            if m:
                yield m
            at = m.end() if m else at + 1


def _is_far(text: str) -> bool:
    """Whether a text has characters beyond the Basic Multilingual Plane: four bytes of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)


def _usual(span: Span, odd: str, kind: str, radicals: Mapping[str, str]) -> Iterator[Edit]:
    if kind == "zero":
        yield Edit(span, "", "zero-width")
    elif kind == "line":
        yield Edit(span, "\n", "line-feed")
    elif kind == "radical":
        usual = radicals.get(odd) or unicodedata.normalize("NFKC", odd)
        if usual != odd:
            yield Edit(span, usual, "radical")
    else:
        yield Edit(span, unicodedata.normalize("NFKC", odd), "width")


def find_widths(text: str, pack: Pack) -> tuple[Conversion, list[Doubt]]:
    """The conversion that makes half-width signs and brackets beside Chinese text full-width, a ratio's half-width."""
    before, wide = "", text
    while wide != before:
        # One for one, so places stay; a sign beside one that has just been widened is beside Chinese text now.
        before, wide = wide, _widened(wide)
    wide = pack.pattern("repair", "lines", "ratio_colon").sub(":", _THOUSANDS.sub(",", wide))
    return Conversion(text, wide, "width"), []


def _widened(text: str) -> str:
    for sign, wide in _SIGNS:
        text = sign.sub(wide, text)
    pieces: list[str] = []
    done = 0
    for at in sorted(_narrow(text)):
        pieces += (text[done:at], _TO_WIDE[text[at]])
        done = at + 1
    return "".join([*pieces, text[done:]])


def _narrow(text: str) -> list[int]:
    """The brackets that touch Chinese text, both of a pair where one does, and the question marks that end it."""
    places: list[int] = []
    open_at: list[tuple[int, bool]] = []
    done = 0
    for m in in_order(_BRACKETS, text):
        at, sign, touches = m.start(), m[0], m.lastindex is not None
        if open_at and text.find("\n", done, at) >= 0:
            places += [a for a, touched in open_at if touched]
            open_at = []
        done = at
        if sign == "(":
            open_at.append((at, touches))
        elif sign == "?":
            # A question mark inside a sentence more often stands for a lost byte.
            if m.lastindex == 1 and _CLOSES.match(text, at + 1):
                places.append(at)
        elif open_at:
            opened, touched = open_at.pop()
            places += (opened, at) if touches or touched else ()
        elif touches:
            places.append(at)
    return places + [a for a, touched in open_at if touched]


def in_order(patterns: Iterable[re.Pattern[str]], text: str) -> list[re.Match[str]]:
    """The matches of all patterns in text order."""
    return sorted(chain.from_iterable(pattern.finditer(text) for pattern in patterns), key=re.Match.start)


def find_blanks(text: str, pack: Pack) -> tuple[list[Edit], list[Doubt]]:
    """The edits that close up the blanks between Chinese text and digits, around the dash between two years, and in a
    label that is set wide.

    The blank behind a number that counts the lines stays: `3 对事业单位…` is no quantity (3对). So do those that part
    the cells of a table of indicators with a row a line. A blank beside the point of a number goes where words before
    it say that it is a value (不小于1. 5米).
    """
    numbering, spaced = _numbering(text, pack), _with_spaces(text)
    blanks = [Span(*m.span()) for m in _BLANK.finditer(spaced) if m.start() not in numbering]
    blanks = sorted(
        {*blanks, *(Span(*m.span()) for m in pack.pattern("repair", "lines", "split_point").finditer(spaced))}
    )
    tables = Cover(_spaced_tables(text, pack) if blanks else ())
    edits = [Edit(blank, "", "blank-at-digit") for blank in blanks if not tables.overlaps(blank)]
    below = f"\n{spaced}"
    labels = pack.pattern("repair", "lines", "wide_label").finditer(below)
    within = (blank for m in labels for blank in _BLANKS_IN_LABEL.finditer(below, *m.span("label")))
    edits += (Edit(Span(*blank.span()).shifted(-1), "", "blank-in-label") for blank in within)
    return sorted(edits, key=lambda edit: edit.span), []


def _with_spaces(text: str) -> str:
    return text.replace("\u00a0", " ")


def _spaced_tables(text: str, pack: Pack) -> Iterator[Span]:
    """The lines from a header of indicators and years down to the next sentence or long line."""
    end = 0
    for m in pack.pattern("quantities", "cells", "spaced").finditer(text):
        if m.start() < end:
            continue
        start = text.rfind("\n", 0, m.start()) + 1
        if not _is_row(text, start):
            end = max(m.end(), text.find("\n", m.end()))
            continue
        while (end := text.find("\n", max(end, m.end()) + 1)) >= 0:
            if not _is_row(text, end + 1):
                break
        end = len(text) if end < 0 else end
        yield Span(start, end)


def _is_row(text: str, start: int) -> bool:
    """Whether the line that begins there may be a row of such a table: it is short and holds no end of a sentence."""
    line = text[start : start + _LONGEST_ROW + 1].partition("\n")[0]
    return len(line) <= _LONGEST_ROW and _NO_ROW.isdisjoint(line)


def _numbering(text: str, pack: Pack) -> Set[int]:
    """The places of the blanks behind the numbers of lines that count on, unless they count things or days."""
    lines = list(_NUMBERED.finditer(text))
    if len(lines) < _COUNTED_ON:
        return frozenset()
    counted = pack.pattern("repair", "lines", "counted")
    runs: list[list[re.Match[str]]] = [[]]
    for m in lines:
        if runs[-1] and int(m[1]) != int(runs[-1][-1][1]) + 1:
            runs.append([])
        runs[-1].append(m)
    things = [[counted.match(text, m.end()) is not None for m in run] for run in runs]
    kept = [
        run
        for run, are_things in zip(runs, things, strict=True)
        if len(run) >= _COUNTED_ON and not (all(are_things) if len(run) > _COUNTED_ON else any(are_things))
    ]
    return frozenset(m.end() - 1 for run in kept for m in run)


def find_gaps(text: str, pack: Pack) -> tuple[list[Edit], list[Doubt]]:
    """The edits that close up single blanks between Han characters in running text, where lines were once wrapped.

    Blanks in lists of names, in headings and within titles (《甲局 乙局合作协议》) stay.
    """
    edits: list[Edit] = []
    text = _with_spaces(text)
    prose = pack.pattern("repair", "lines", "prose")
    line = Span(0, -1)
    is_prose = False
    done = titles = quoted = 0
    for m in _GAP.finditer(text):
        at = m.start()
        if at > line.end:
            line = Span(text.rfind("\n", 0, at) + 1, len(text) if (end := text.find("\n", at)) < 0 else end)
            words = line.of(text)
            enough = len(words) >= _PROSE and len(_GAP.findall(words)) * _SPARSE <= len(words)
            is_prose = enough and prose.search(words) is not None
            done, titles, quoted = line.start, 0, 0
        between, done = text[done:at], at
        titles += between.count("《") - between.count("》")
        quoted += between.count("〈") - between.count("〉")
        if is_prose and titles <= 0 and quoted <= 0:
            edits.append(Edit(Span(at, at + 1), "", "blank-in-sentence"))
    return edits, []
