"""A place in the clean text maps back inside its source, and forth again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengnuo.spans import Cover, Doubt, Edit, Layer, Rewrite, Span

TEXTS = st.text(alphabet="承諾abc关於12 \n", min_size=1, max_size=40)


@st.composite
def rewrites(draw: st.DrawFn) -> Rewrite:
    """A text with up to three layers of random edits."""
    rewrite = Rewrite(draw(TEXTS))
    for _ in range(draw(st.integers(0, 3))):
        text, at, edits = rewrite.text, 0, []
        while at < len(text) and draw(st.booleans()):
            start = draw(st.integers(at, len(text)))
            end = draw(st.integers(start, len(text)))
            replacement = draw(st.text(alphabet="xy年", max_size=3))
            if end > start or replacement:
                edits.append(Edit(Span(start, end), replacement, "test"))
            at = end + 1
        rewrite = rewrite.with_layer(edits)
    return rewrite


@given(rewrites(), st.data())
def test_a_span_maps_back_inside_the_source_and_forth_over_itself(rewrite: Rewrite, data: st.DataObject) -> None:
    if not rewrite.text:
        return
    start = data.draw(st.integers(0, len(rewrite.text) - 1))
    end = data.draw(st.integers(start + 1, len(rewrite.text)))
    there = rewrite.to_source(Span(start, end))
    assert 0 <= there.start <= there.end <= len(rewrite.source)
    if len(there):
        assert rewrite.to_clean(there).overlaps(Span(start, end))


@given(rewrites())
def test_replaying_the_edits_gives_the_clean_text(rewrite: Rewrite) -> None:
    text = rewrite.source
    for layer in rewrite.layers:
        for edit in reversed(layer.edits):
            text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    assert text == rewrite.text


@given(rewrites())
def test_untouched_characters_keep_their_places(rewrite: Rewrite) -> None:
    for layer in rewrite.layers:
        touched = {i for e in layer.edits for i in range(e.span.start, e.span.end)}
        for i in set(range(len(layer.text))) - touched:
            start, end = layer.forth(i, i + 1)
            assert layer.output[start:end] == layer.text[i]
            assert layer.back(start, end) == (i, i + 1)


def test_a_gloss_stays_inside_the_span_of_its_character() -> None:
    rewrite = Rewrite("關(guān)于").with_layer([Edit(Span(0, 7), "关", "gloss")])
    assert rewrite.text == "关于"
    assert rewrite.to_source(Span(0, 1)).of(rewrite.source) == "關(guān)"


def test_a_part_of_a_restored_date_stands_for_all_of_it() -> None:
    rewrite = Rewrite("到20266月底").with_layer([Edit(Span(1, 8), "2026年6月底", "lost-date")])
    assert rewrite.to_source(Span(1, 6)).of(rewrite.source) == "20266月底"


def test_a_substitution_of_equal_length_keeps_each_place() -> None:
    rewrite = Rewrite("教育資源").with_layer([Edit(Span(2, 4), "资源", "t2s")])
    assert rewrite.to_source(Span(3, 4)) == Span(3, 4)


def test_doubts_of_a_later_layer_have_places_in_the_source() -> None:
    rewrite = Rewrite("a  b").with_layer([Edit(Span(1, 3), "", "blank")])
    rewrite = rewrite.with_layer([], [Doubt(code="x", span=Span(1, 2), reason="r")])
    assert rewrite.doubts[0].span == Span(3, 4)


def test_a_second_rewrite_continues_the_first() -> None:
    first = Rewrite("a b c").with_layer([Edit(Span(1, 2), "", "blank")])
    second = Rewrite(first.text).with_layer([Edit(Span(2, 3), "", "blank")])
    both = first.then(second)
    assert both.text == "abc"
    assert both.to_source(Span(2, 3)) == Span(4, 5)
    with pytest.raises(ValueError, match="does not begin"):
        first.then(Rewrite("other"))


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        Layer.of("abcd", [Edit(Span(0, 2), "", "a"), Edit(Span(1, 3), "", "b")])


SPANS = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 20), st.integers(0, 6))


@given(st.lists(SPANS), SPANS)
def test_what_spans_cover_overlaps_a_place_where_one_of_them_does(spans: list[Span], place: Span) -> None:
    assert Cover(spans).overlaps(place) == any(span.overlaps(place) for span in spans)
