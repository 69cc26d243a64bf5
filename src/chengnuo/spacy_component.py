"""chengnuo as a spaCy component: `spacy.blank("zh").add_pipe("chengnuo")`.

The layers stand in `doc.spans`: "chengnuo_dates", "chengnuo_percentages", "chengnuo_units" and
"chengnuo_commitments" (shown by displaCy with `style="span", options={"spans_key": …}`); each span has the row
of the JSON shape in `span._.chengnuo`, the whole result is `doc._.chengnuo`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

# spaCy imports this module when it meets the name "chengnuo"; nothing of ours does before an export to spaCy.
from spacy.language import Language
from spacy.tokens import Doc, Span

from chengnuo import read_text
from chengnuo.model import Commitment, Extraction
from chengnuo.wire import commitment_to_wire, to_wire

LAYERS = {"dates": "type", "percentages": "op", "units": "role", "commitments": "status"}

for _owner in (Doc, Span):
    if not _owner.has_extension("chengnuo"):
        _owner.set_extension("chengnuo", default=None)


@Language.factory("chengnuo", default_config={"issued": None})
def create(nlp: Language, name: str, issued: str | None) -> Component:  # noqa: ARG001 - spaCy's own signature
    """The pipe; `issued` is the written date (EDTF) of texts that give none."""
    return Component(issued)


class Component:
    """A pipe that puts what chengnuo finds into the Doc."""

    def __init__(self, issued: str | None = None) -> None:
        self.issued = issued

    def __call__(self, doc: Doc) -> Doc:
        extraction = read_text(doc.text, issued=self.issued)
        set_layers(doc, extraction, extraction.commitments)
        return doc


def set_layers(doc: Doc, extraction: Extraction, commitments: Iterable[Commitment]) -> None:
    """Put the layers of an extraction of the Doc's own text into `doc.spans`."""
    wire = to_wire(extraction)
    wire["commitments"] = [commitment_to_wire(row) for row in commitments]
    for layer, label in LAYERS.items():
        spans = [_span(doc, row, f"{layer}:{row[label]}") for row in wire[layer]]
        doc.spans[f"chengnuo_{layer}"] = [span for span in spans if span is not None]
    doc._.chengnuo = wire


def _span(doc: Doc, row: dict[str, Any], label: str) -> Any:
    """The tokens that hold the row's words; "expand" because a tokenizer may join what we cite apart."""
    span = doc.char_span(row["start"], row["end"], label=label, alignment_mode="expand")
    if span is not None:
        span._.chengnuo = row
    return span
