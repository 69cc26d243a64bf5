"""Values made quickly are the frozen values that they would be without it."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from chengnuo.quick import quick
from chengnuo.spans import Doubt, Span


@quick
@dataclass(frozen=True, slots=True)
class Place:
    """Some words of a line."""

    start: int
    words: str = "tail"


def test_a_quick_value_takes_its_fields_by_place_by_name_and_by_default() -> None:
    assert (Place(3).start, Place(3).words) == (3, "tail")
    assert Place(3, "head") == Place(words="head", start=3) != Place(3)
    assert Doubt(code="c", span=Span(1, 2), reason="r").alternatives == ()


def test_a_quick_value_asks_for_the_fields_that_have_no_default() -> None:
    with pytest.raises(TypeError, match=r"Place\.__init__\(\) missing 1 required positional argument: 'start'"):
        Place()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="takes 1 positional argument"):
        Doubt("c", Span(1, 2), "r")  # type: ignore[misc]


def test_a_quick_value_stays_frozen_hashed_copied_and_pickled() -> None:
    place = Place(3, "head")
    with pytest.raises(FrozenInstanceError):
        place.start = 4  # type: ignore[misc]
    assert {place: "seen"}[Place(3, "head")] == "seen"
    assert replace(place, start=5) == Place(5, "head")
    assert pickle.loads(pickle.dumps(place)) == place


def test_a_class_with_more_to_do_is_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class Gathered:
        parts: list[int] = field(default_factory=list)

    with pytest.raises(TypeError, match="Gathered has more to do"):
        quick(Gathered)
