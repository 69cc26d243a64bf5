"""Commands that set many documents side by side: compare, check."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import click

from chengnuo.cli.command import FOUND, Command, option
from chengnuo.cli.comparisons import STREAMED, show_comparisons
from chengnuo.cli.inputs import choose, commitments_of, reading_options, spoken, voiced
from chengnuo.cli.options import day_of, db_option, output_options, strict_option
from chengnuo.cli.output import Output, emit_cards, emit_sheet, note, note_copies, sheet
from chengnuo.cli.sheets import CHECK_BRIEF, CHECK_COLUMNS, check_card, check_row
from chengnuo.cli.words import language_asked, say
from chengnuo.files import Manner

if TYPE_CHECKING:  # the values take 30 ms, which `--help` has no time for
    from concurrent.futures import Executor

    from chengnuo.check import Finding
    from chengnuo.claims import Claims
    from chengnuo.cli.inputs import Chosen
    from chengnuo.cli.sharing import Work
    from chengnuo.model import Commitment
    from chengnuo.packs import Pack
    from chengnuo.render import Card

explain_option = option(
    "--explain", is_flag=True, help="Why rows were put together, with scores.", zh="说明对应的依据和得分。"
)


@click.command(
    cls=Command,
    zh="跨城市比较：每个指标一张表，列出各地的数值、时限、责任单位和语气；不可比的说明原因。",
    examples=(
        "chengnuo compare --indicator 优质均衡",
        "chengnuo compare --city 承德 --city 濮阳 --against national",
        "chengnuo compare --pivot deadline --by 2027",
        "chengnuo compare a.pdf b.docx --format csv -o table.csv",
    ),
)
@click.argument("refs", nargs=-1, metavar="[FILE|ID]...")
@db_option
@option("--city", "cities", multiple=True, metavar="NAME", help="Province, city or county.", zh="省、市或县。")
@option("--indicator", "indicators", multiple=True, metavar="WORD", help="Part of an indicator.", zh="指标中的词。")
@option("--unit", "units", multiple=True, metavar="UNIT", help="Unit of measure: %, m² …", zh="计量单位：%、所……")
@option("--after", metavar="DATE", help="Deadline no earlier than this.", zh="时限不早于此。")
@option("--by", metavar="DATE", help="Deadline no later than this.", zh="时限不晚于此。")
@option(
    "--status", "statuses", multiple=True, type=click.Choice(["pledged", "achieved"]), help="Pledged or achieved.",
    zh="承诺或已完成。",
)  # fmt: skip
@option("--genre", "kinds", multiple=True, metavar="WORD", help="Kind of document.", zh="文种。")
@option("--draft/--final", "draft", default=None, help="Only drafts, or only finals.", zh="只看征求意见稿或定稿。")
@option("--least", default=1, show_default=True, help="Only indicators of so many cities.", zh="至少涉及几个城市。")
@option("--against", type=click.Choice(["national"]), help="Set beside the national standard.", zh="与国家标准对照。")
@option(
    "--pivot", type=click.Choice(["indicator", "city", "deadline"]), default="indicator", show_default=True,
    help="What rows are grouped by.", zh="分组方式：指标、城市、时限。",
)  # fmt: skip
@explain_option
@reading_options
@output_options()
def compare(refs: tuple[str, ...], db: str, manner: Manner, out: Output, **asked: Any) -> None:
    """Compare cities: one table an indicator, with value, deadline, responsible units and strength of wording.

    Without files, the whole ledger is compared. What cannot be compared stands side by side with the reason.
    """
    from chengnuo import store
    from chengnuo.cli import sharing
    from chengnuo.compare import Filters, Group, compared, grouped, remarks
    from chengnuo.link import explain
    from chengnuo.packs import load_pack

    pack = voiced(load_pack(*manner.packs), out.format)
    draft, by, scored, against = (asked.pop(key) for key in ("draft", "pivot", "explain", "against"))
    filters = Filters(
        since=day_of(asked.pop("after"), "--after", last=False),
        until=day_of(asked.pop("by"), "--by", last=True),
        document_statuses=() if draft is None else ("draft" if draft else "final",),
        **asked,
    )
    work = sharing.Work(db=db, packs=manner.packs, language=language_asked(), form=out.format, national=bool(against))
    with store.uncollected(), ExitStack() as stack:
        claims, in_full, pool = _claims(refs, manner, pack, work, stack, quiet=out.quiet)
        links = explain(claims, pack, sharing.each(work, pool) if pool else None)
        groups = grouped(claims, (link.indicator_id for link in links), pack, filters=filters)
        for words in remarks(claims, groups, spoken(pack), filters=filters):
            note(words, quiet=out.quiet)
        total = sum(len(group.rows) for group in groups)
        reasons = dict(zip(claims.ids, links, strict=True)) if scored else {}
        if pool and total >= sharing.SHARED and out.format in STREAMED and by == "indicator" and not scored:
            named = (Group(one.indicator_id, [claims.ids[at] for at in one.rows], one.apart) for one in groups)
            sharing.write(named, work, pool, out)
            return
        found = compared(sharing.loaded(groups, in_full), pack, against_national=bool(against))
        show_comparisons(found, total, out, by=by, links=reasons)


def _claims(
    refs: Sequence[str], manner: Manner, pack: Pack, work: Work, stack: ExitStack, *, quiet: bool
) -> tuple[Claims, Callable[[Sequence[int]], Sequence[Commitment]], Executor | None]:
    """The claims of the documents named, or of the whole ledger; what gives the commitments by their numbers; and,
    where the ledger is large, processes that share the work and end with `stack`."""
    from chengnuo import store
    from chengnuo.claims import claims_of
    from chengnuo.cli import sharing
    from chengnuo.copies import copies, named, without
    from chengnuo.link import clause_words

    if refs:
        rows = commitments_of(refs, work.db, manner)
        return claims_of(rows), lambda places: [rows[at] for at in places], None
    connection = store.open_ledger(work.db)
    pool = stack.enter_context(sharing.writers(work)) if store.count(connection) >= sharing.SHARED else None
    words = clause_words(pack)
    whole = sharing.claims(connection, words, work, pool) if pool else store.claims(connection, words)
    twice = copies(whole)
    note_copies(named(whole, twice), quiet=quiet)
    claims = without(whole, twice)
    in_full = store.reader(connection)
    return claims, lambda places: in_full([claims.ids[at] for at in places]), pool


@click.command(
    cls=Command,
    zh="把答复与同一地区此前的承诺核对：保留、加强、减弱、提前、推迟、未提及。",
    examples=(
        "chengnuo check reply.pdf --against plan.pdf",
        "chengnuo check 8915f998b9b1#1",
        "chengnuo check reply.docx --strict --format json",
    ),
)
@click.argument("reply", metavar="REPLY")
@db_option
@option(
    "--against", multiple=True, metavar="DOC", help="Earlier documents (default: same region, in the ledger).",
    zh="此前的文件（默认为账本中同地区的文件）。",
)  # fmt: skip
@option("--all", "everything", is_flag=True, help="What was added, too.", zh="也列出新增内容。")
@explain_option
@strict_option
@reading_options
@output_options()
def check(
    reply: str, db: str, against: tuple[str, ...], everything: bool, explain: bool, strict: bool, manner: Manner,
    out: Output,
) -> None:  # fmt: skip
    """Check a reply against what was promised before: kept, strengthened, weakened, delayed, dropped …

    Without --against, drafts whose final text is in the ledger and what was repealed before are left out. A table
    leaves out what is only in the reply; machine formats have it all.
    """
    from chengnuo.check import check as judge
    from chengnuo.check import in_words, remarks, to_wire
    from chengnuo.packs import load_pack

    pack = voiced(load_pack(*manner.packs), out.format)
    chosen = choose(reply, db, manner)
    earlier = commitments_of(against, db, manner) if against else _same_region(chosen, db, pack, quiet=out.quiet)
    found = (*judge(chosen.commitments, earlier, pack), *in_words(chosen.extraction, chosen.part, pack))
    said = remarks(chosen.commitments, earlier, spoken(pack))
    for words in said:
        note(words, quiet=out.quiet)
    if found or out.format != "table" or not said:
        show_findings(found, to_wire(found), out, everything=everything, explain=explain)
    if strict and any(set(finding.verdicts) & LESS for finding in found):
        click.get_current_context().exit(FOUND)


# What `check --strict` asks for.
LESS = frozenset({"weakened", "delayed", "dropped"})
# What a table of `check` leaves out without --all.
ONLY_LATER = frozenset({"added", "restated"})


def show_findings(
    found: Sequence[Finding],
    wire: Sequence[Mapping[str, Any]],
    out: Output,
    *,
    everything: bool = False,
    explain: bool = False,
) -> None:
    """Prints the findings of a check, quotation beside quotation."""
    if out.format != "table":
        rows = [check_row(finding) for finding in found]
        emit_sheet(sheet(CHECK_COLUMNS, rows, wire, CHECK_BRIEF), out)
        return
    shown = [one for one in found if everything or not ONLY_LATER.issuperset(one.verdicts)]
    if not shown:
        note(say("no-rows"), quiet=out.quiet)
        return
    left = len(found) - len(shown)
    emit_cards(_by_document(shown, explain=explain, everything=everything), out)
    if left:
        note(say("left-out", count=left), quiet=out.quiet)


# Of what a reply leaves unanswered, a table shows so many of one document without --all.
MOST_DROPPED = 10


def _by_document(shown: Sequence[Finding], *, explain: bool, everything: bool) -> list[tuple[str, list[Card]]]:
    """The findings that have both sides or the reply's alone, then those unanswered, under the title of each earlier
    document: first what is binding and has a number or a date."""
    answered = [check_card(one, scored=explain) for one in shown if one.verdicts != ("dropped",)]
    groups = [("", answered)] if answered else []
    papers: dict[tuple[str, int], list[tuple[Commitment, Finding]]] = {}
    for one in shown:
        if one.verdicts == ("dropped",) and one.earlier is not None:
            papers.setdefault((one.earlier.source, one.earlier.part), []).append((one.earlier, one))
    for unanswered in papers.values():
        unanswered.sort(key=lambda pair: (_weight(pair[0]), pair[0].span.start))
        first = unanswered if everything else unanswered[:MOST_DROPPED]
        row = first[0][0]
        title = (row.document.title if row.document else None) or row.source
        heading = say("unanswered", title=title, count=len(unanswered), shown=len(first))
        groups.append((heading, [check_card(one, scored=explain) for _, one in first]))
    return groups


def _weight(row: Commitment) -> int:
    """How little a commitment binds: 0 with a number and a date and without a hedge."""
    return sum((row.value is None, row.deadline is None, row.binding != "must"))


def _same_region(chosen: Chosen, db: str, pack: Pack, *, quiet: bool) -> Sequence[Commitment]:
    """The ledger's commitments of other documents of the city that the chosen one speaks of.

    Copies, drafts whose final text is there and what was repealed before are left out, and it is said.
    """
    from chengnuo import store
    from chengnuo.check import later_document, same_region
    from chengnuo.copies import without_copies
    from chengnuo.pairing import settled_drafts
    from chengnuo.repeals import repealed_by, repeals, said_by

    parts = chosen.extraction.parts
    part = parts[chosen.part or 0] if parts else None
    if part is None or not any(part.region):
        return ()
    ours = {row.id for row in chosen.commitments}
    province, city, _ = part.region
    near = store.Filters(cities=(city or province or "",))
    connection = store.open_ledger(db)
    here, twice = without_copies(
        [
            row
            for row in store.commitments(connection, near)
            if row.document is not None and row.document.region[:2] == (province, city)
            if same_region(row.document, part) and row.id not in ours
        ],
        chosen.commitments,
    )
    note_copies(twice, quiet=quiet)
    known = repeals(store.passages_with(connection, said_by(pack)), pack)
    known = tuple(one for one in known if later_document(part, one.by) is not True)
    documents = {id(row.document): row.document for row in here}.values()
    repealed = [one for one in documents if one is not None and repealed_by(one, known, pack)]
    drafts = settled_drafts(here, part, pack)
    for why, some in (("repealed-left", repealed), ("drafts-left", [one for one in drafts if one not in repealed])):
        if some:
            note(say(why, titles="、".join(dict.fromkeys(part.title or "" for part in some))), quiet=quiet)
    out = {*repealed, *drafts}
    return tuple(row for row in here if row.document not in out)


COMMANDS: tuple[Command, ...] = (compare, check)
