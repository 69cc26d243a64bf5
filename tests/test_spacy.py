"""chengnuo as a spaCy component: found by its name, layers in `doc.spans`, rows on the spans."""

from __future__ import annotations

from pathlib import Path

import pytest

from chengnuo import extract_text

spacy = pytest.importorskip("spacy")
TEXT = "一、目标\n到2027年底，全市普惠性幼儿园覆盖率达到95%以上。（责任单位：市教育局、市财政局）"


def test_spacy_finds_the_component_by_its_name() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("chengnuo")
    doc = nlp(TEXT)
    (commitment,) = doc.spans["chengnuo_commitments"]
    assert commitment._.chengnuo["value"] == 95
    assert commitment._.chengnuo["deadline"] == "2027-12"
    assert [span.text for span in doc.spans["chengnuo_units"]] == ["市教育局", "市财政局"]
    assert [span.text for span in doc.spans["chengnuo_percentages"]] == ["95%以上"]


def test_the_doc_holds_the_whole_result() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("chengnuo")
    assert nlp(TEXT)._.chengnuo == extract_text(TEXT)


def test_the_written_date_can_be_configured() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("chengnuo", config={"issued": "2024-05-20"})
    doc = nlp("今年新增学位3000个。")
    assert doc.spans["chengnuo_dates"][0]._.chengnuo["value"] == "2024"


@pytest.mark.parametrize("name", ["000", "002"])
def test_spans_hold_the_words_of_their_rows(corpora: Path, name: str) -> None:
    text = next(corpora.glob(f"{name}*.txt")).read_text(encoding="utf-8")
    nlp = spacy.blank("zh")
    nlp.add_pipe("chengnuo")
    doc = nlp(text)
    assert doc.text == text
    spans = doc.spans["chengnuo_commitments"]
    assert len(spans) == len(extract_text(text)["commitments"]) > 5
    assert all(span._.chengnuo["quote"] in span.text for span in spans)
