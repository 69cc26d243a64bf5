from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengnuo import dates


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2027", date(2027, 1, 1), date(2027, 12, 31)),
        ("2025-06", date(2025, 6, 1), date(2025, 6, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-06-26", date(2025, 6, 26), date(2025, 6, 26)),
        ("2021/2025", date(2021, 1, 1), date(2025, 12, 31)),
        ("2024-01/2024-06", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024-23", date(2024, 9, 1), date(2024, 11, 30)),
        ("2023-24", date(2023, 12, 1), date(2024, 2, 29)),
        ("199X", date(1990, 1, 1), date(1999, 12, 31)),
        ("2026~", date(2026, 1, 1), date(2026, 12, 31)),
        ("../2025", date.min, date(2025, 12, 31)),
    ],
)
def test_a_value_covers_its_days(edtf: str, first: date, last: date) -> None:
    assert dates.period(edtf) == dates.Period(first, last)
    assert (dates.earliest_day(edtf), dates.latest_day(edtf)) == (first, last)


@pytest.mark.parametrize(
    "edtf", ["", None, "P3Y", "每学期", "2023-02-29", "2024-13", "2025/2021", "0000", "2024-06-31"]
)
def test_what_is_no_date_covers_nothing(edtf: str | None) -> None:
    assert dates.period(edtf) is None
    assert not dates.is_valid(edtf)
    assert dates.latest_day(edtf) is None


def test_a_deadline_is_compared_by_its_last_day() -> None:
    assert dates.compare_deadlines("2027", "2027-12") == 0
    assert dates.compare_deadlines("2026-06", "2026") == -1
    assert dates.compare_deadlines("2021/2025", "2025-06") == 1
    assert dates.compare_deadlines("2027", None) is None


@given(st.dates(min_value=date(1900, 1, 1)), st.dates(min_value=date(1900, 1, 1)))
def test_an_interval_reaches_from_its_first_to_its_last_point(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert dates.period(f"{first.isoformat()}/{last.isoformat()}") == dates.Period(first, last)


@given(st.text(alphabet="0123456789-/X.~?P每", max_size=24))
def test_whatever_the_words_a_date_is_read_or_not(edtf: str) -> None:
    covered = dates.period(edtf)
    assert covered is None or covered.first <= covered.last
