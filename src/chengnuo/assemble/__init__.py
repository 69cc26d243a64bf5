"""One document's outline and mentions → its commitments, by rules that are data (`extractors/assemble/`).

The modules in the order in which they are at work (a file of rules is named after the module that asks for it):

    scenes      a document laid out: what stands at an offset. Served by settings (what holds for all of a document:
                its kind, by families, its day, the year of its title), moods (where it reviews and where it plans),
                cells (of tables), nests, placed and periods
    walking     its lines one after the other, and the date that a list hands on (lines)
    reading     a line: sentence by sentence, clause by clause (clauses), with what each hands on (drafts)
      deadlines   what a date does in its clause: governs it, or says something else
      choosing    which numbers are policy content
      measures    what a number measures: its own words (flanks, phrases, polish), those of a share (shares) or a ratio
                  (ratios), several numbers with one noun (parallels), what the words before must add (completing,
                  spending; remainders: some of a group; wholes: parts of a whole), money that is granted (grants;
                  tiers: so much in each case), who does it (doers), what is done with things counted in mid-clause
                  (served), a change from an earlier state (changes)
        singling    classes, ages and parts of what was counted before are no names, but subjects
    lengths     lengths of time that are the number of a statement
      outcomes    dated clauses without a number; of regions one after the other (batches)
      addressees  the class that a clause before names
      filling     what does not hang on the words beside the number: status (statuses), strength and recurrence (kinds),
                  the document that is cited (sources)
    grids       the values of tables of indicators
    contrasts, progress, cases, topics   what shows only beside other lines: classes, the goals of a row, the cases of
                a series, headings
    last_years  years that the day of the document misdates
    rows        a draft becomes a commitment, with what a careful reader would ask (doubting; timing: of its time)
    explaining  the same way once more, for one place, with reasons
    lexicon     the words and patterns, compiled once for a pack
"""

from __future__ import annotations

import re

from chengnuo.assemble.doubting import among
from chengnuo.assemble.explaining import Explanation, explain
from chengnuo.assemble.rows import row_of
from chengnuo.assemble.scenes import Scene
from chengnuo.assemble.timing import with_dates_left_over
from chengnuo.assemble.walking import walked
from chengnuo.model import Commitment, Mentions, Outline
from chengnuo.packs import Pack

_KANA = re.compile("[\u3041-\u30fa]")
# A text with a greater share of kana is Japanese; Chinese texts quote a name or two.
KANA_SHARE = 0.05

__all__ = ["Explanation", "assemble", "explain"]


def assemble(outline: Outline, mentions: Mentions, pack: Pack) -> tuple[Commitment, ...]:
    """The commitments of one file in text order; spans are places in the clean text, `id` is left empty."""
    if _is_japanese(outline.text):
        return ()
    scene = Scene.of(outline, mentions, pack)
    rows = [row_of(scene, draft) for draft in walked(scene, mentions.cells).drafts]
    if mentions.cells:
        rows.sort(key=lambda row: row.value_span or row.span)
    return with_dates_left_over(scene, among(rows))


def _is_japanese(text: str) -> bool:
    """Whether so many of its characters are kana that the text is no Chinese one."""
    return len(_KANA.findall(text)) > KANA_SHARE * len(text)
