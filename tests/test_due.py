"""What falls due, what is past, and what counts as evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from test_store import PART, make

from chengnuo.due import due
from chengnuo.model import Commitment, Part
from chengnuo.packs import Pack

PLEDGE = replace(make().commitments[1], indicator_id=None)
LATER = replace(PART, title="工作报告", genre="报告", date="2028-02-01")
AFTER = date(2028, 3, 1)


def report(value: int, part: Part = LATER, **changes: object) -> Commitment:
    row = replace(
        PLEDGE, id="creport", source="report.txt", document=part, status="achieved", value=Decimal(value), op="=",
        deadline=None, quote="公办学位占比已达到",
    )  # fmt: skip
    return replace(row, **changes)  # type: ignore[arg-type]


def states(pledges: list[Commitment], reports: list[Commitment], pack: Pack, today: date = AFTER) -> list[str]:
    return [row.state for row in due(pledges, reports, pack, today=today)]


def test_the_last_day_of_a_deadline_is_still_in_time(pack: Pack) -> None:
    assert states([PLEDGE], [], pack, date(2027, 12, 31)) == ["falls-due"]
    assert states([PLEDGE], [], pack, date(2028, 1, 1)) == ["overdue"]


def test_a_later_report_of_the_level_is_evidence(pack: Pack) -> None:
    found = due([PLEDGE], [report(96)], pack, today=AFTER)
    assert [row.state for row in found] == ["reported"]
    assert found[0].report is not None
    assert found[0].report.id == "creport"
    assert found[0].because


def test_a_report_of_less_is_shown_and_leaves_the_pledge_overdue(pack: Pack) -> None:
    found = due([PLEDGE], [report(90)], pack, today=AFTER)
    assert [(row.state, row.report is not None) for row in found] == [("overdue", True)]


def test_a_report_that_is_older_is_no_evidence(pack: Pack) -> None:
    assert states([PLEDGE], [report(96, replace(LATER, date="2020-01-01"))], pack) == ["overdue"]


def test_a_report_of_an_earlier_time_is_no_evidence(pack: Pack) -> None:
    assert states([PLEDGE], [report(96, deadline="2024")], pack) == ["overdue"]
    assert states([PLEDGE], [report(96, deadline="2027")], pack) == ["reported"]


def test_growth_of_another_year_is_no_evidence(pack: Pack) -> None:
    growth = replace(PLEDGE, change="increase", op="=", value=Decimal(6), quote="同比增长6%")
    for year, state in (("2026", "overdue"), ("2027", "reported")):
        said = report(6, change="increase", deadline=year)
        found = due([growth], [said], pack, today=AFTER)
        assert (found[0].report is None) == (state == "overdue")


def test_a_report_of_another_city_is_no_evidence(pack: Pack) -> None:
    elsewhere = replace(LATER, region=("某省", "别市", None))
    assert states([PLEDGE], [report(96, elsewhere)], pack) == ["overdue"]


def test_the_document_itself_is_no_evidence(pack: Pack) -> None:
    own = report(96, PART, source=PLEDGE.source)
    assert states([PLEDGE], [own], pack) == ["overdue"]


def test_what_a_document_says_twice_has_one_report_for_both(pack: Pack) -> None:
    again = replace(PLEDGE, id="cagain", span=PLEDGE.span.shifted(5))
    assert states([PLEDGE, again], [report(96)], pack) == ["reported", "reported"]


def test_pledges_without_a_deadline_are_left_out_and_the_earliest_comes_first(pack: Pack) -> None:
    soon = replace(PLEDGE, id="csoon", deadline="2026-06")
    never = replace(PLEDGE, id="cnever", deadline=None)
    found = due([PLEDGE, never, soon], [], pack, today=date(2026, 1, 1))
    assert [(row.pledge.id, row.day) for row in found] == [
        ("csoon", date(2026, 6, 30)),
        (PLEDGE.id, date(2027, 12, 31)),
    ]
