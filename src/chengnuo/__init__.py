"""chengnuo (承诺): what Chinese government documents promise, by when, how much, by whom.

`extract_text` reads a text and gives the same structure as `chengnuo extract --format json`.
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"
__all__ = ["__version__", "extract_text"]


def extract_text(text: str, issued: str | None = None) -> dict[str, Any]:
    """Documents, dates, percentages, responsible units and commitments of `text`, as JSON-ready values.

    `issued` is the document's date as EDTF (`2024-05-20`, `2024`); it resolves 今年 and the like where the text
    itself gives no date. Offsets count code points of `text`.
    """
    from chengnuo.pipeline import extraction_of_text
    from chengnuo.wire import to_wire

    return to_wire(extraction_of_text(text, issued=issued))
