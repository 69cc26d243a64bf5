"""Documents and commitments as a spaCy DocBin, for people who train models."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chengnuo.export.texts import with_rows
from chengnuo.model import Commitment, Extraction


def doc_bin(extractions: Sequence[Extraction], commitments: Iterable[Commitment]) -> bytes:
    """A serialised DocBin: one Doc a file (a token a character), the layers in `doc.spans`."""
    import spacy
    from spacy.tokens import DocBin

    from chengnuo.spacy_component import set_layers

    nlp = spacy.blank("zh")
    nlp.max_length = max((len(extraction.text) for extraction in extractions), default=0) + 1
    docs = DocBin(store_user_data=True)
    for extraction, rows in with_rows(extractions, commitments):
        doc = nlp.make_doc(extraction.text)
        set_layers(doc, extraction, rows)
        docs.add(doc)
    return docs.to_bytes()
