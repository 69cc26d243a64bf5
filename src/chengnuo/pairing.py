"""Documents that belong together: a reply and the plan it answers for, a draft and the final text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chengnuo.check import later_document, same_region
from chengnuo.link import link
from chengnuo.model import Commitment, Extraction, Part
from chengnuo.packs import Pack
from chengnuo.sides import Side, side_of

# A draft and a final text of two files belong together from this likeness (per cent) of their titles.
SAME_TITLE = 85

Rows = Sequence[Commitment]
Place = tuple[Extraction, int]
"""A document within a file, from 0."""


def replies_with_plans(commitments: Rows, pack: Pack) -> Iterator[tuple[Rows, Rows]]:
    """The rows of each reply, and those of the final document of its city that shares most indicators with it."""
    by_city: dict[str, list[tuple[Part, list[Commitment]]]] = {}
    documents: dict[tuple[str, int], list[Commitment]] = {}
    for row in link(commitments, pack):
        if row.document is not None and (city := row.document.region[1]):
            key = (row.source, row.part)
            if key not in documents:
                by_city.setdefault(city, []).append((row.document, documents.setdefault(key, [])))
            documents[key].append(row)
    for reply in documents.values():
        part = reply[0].document
        if part is not None and is_reply(part, pack):
            plan = _plan_for(part, reply, by_city[part.region[1] or ""], pack)
            if plan:
                yield reply, plan


def _plan_for(part: Part, reply: Rows, others: Sequence[tuple[Part, Rows]], pack: Pack) -> Rows:
    """The rows of the plan that a reply answers for; none where no plan shares an indicator with it."""
    named = {row.indicator_id for row in reply}
    plans = [
        rows
        for other, rows in others
        if rows[0].source != reply[0].source
        and other.status == "final"
        and not is_reply(other, pack)
        and same_region(other, part)
    ]
    best = max(plans, key=lambda rows: len(named & {row.indicator_id for row in rows}), default=())
    return best if named & {row.indicator_id for row in best} else ()


def is_reply(part: Part | None, pack: Pack) -> bool:
    """Whether a document answers a proposal or suggestion, by its kind and title."""
    if part is None:
        return False
    words = f"{part.genre or ''}\n{part.title or ''}"
    return any(rule.pattern.search(words) for rule in pack.rules("register", "reply") if rule.may_match(words))


def settled_drafts(earlier: Rows, later: Part | None, pack: Pack) -> tuple[Part, ...]:
    """The drafts among the rows' documents whose final text is among them, too, and is not younger than `later`."""
    parts = {(row.source, row.part): row.document for row in earlier if row.document is not None}.values()
    finals = [part for part in parts if part.status == "final" and later_document(later, part) is not True]
    return tuple(part for part in parts if part.status == "draft" and _nearest(part, finals, pack) is not None)


def drafts_with_finals(extractions: Sequence[Extraction], pack: Pack) -> Iterator[tuple[Side, Side]]:
    """Drafts and their final texts: the fullest two of a file, or those of two files whose titles agree."""
    drafts: list[Place] = []
    finals: list[Place] = []
    for one in extractions:
        draft, final = _fullest(one, "draft", pack), _fullest(one, "final", pack)
        if draft and final:
            yield side_of(*draft, pack), side_of(*final, pack)
            continue
        drafts += [draft] if draft else []
        finals += [final] if final else []
    for before in drafts:
        after = _final_of(before, finals, pack)
        if after:
            yield side_of(*before, pack), side_of(*after, pack)


def _fullest(one: Extraction, status: str, pack: Pack) -> Place | None:
    """The document of this status that promises most, what it carries included."""
    fitting = [n for n, part in enumerate(one.parts) if part.status == status]
    if len(fitting) < 2:
        return (one, fitting[0]) if fitting else None
    return one, max(fitting, key=lambda n: (len(side_of(one, n, pack).commitments), len(one.parts[n].span)))


def _final_of(draft: Place, finals: Sequence[Place], pack: Pack) -> Place | None:
    """The final text of the same region whose title is nearest to the draft's, if one is near."""
    at = _nearest(draft[0].parts[draft[1]], [one.parts[n] for one, n in finals], pack)
    return None if at is None else finals[at]


def _nearest(draft: Part, finals: Sequence[Part], pack: Pack) -> int | None:
    """The place of the final text of the draft's region with the title nearest to the draft's, if one is near."""
    from rapidfuzz import fuzz, process

    title = pack.pattern("register", "draft", "mark").sub("", draft.title or "")
    if not title:
        return None
    titles = {n: one.title for n, one in enumerate(finals) if one.region == draft.region and one.title}
    best = process.extractOne(title, titles, scorer=fuzz.ratio, score_cutoff=SAME_TITLE)
    return best and best[2]
