"""What the whole of a text tells of dates: those in order, the numbers of documents, the signatures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from chengnuo.packs import Pack
from chengnuo.repair.runs import opening_days

__all__ = ["Told"]


class Told:
    """The dates, numbers and signatures of a text, each kind looked for once, when it is asked for."""

    def __init__(self, text: str, pack: Pack) -> None:
        self.text = text
        self.pack = pack

    @cached_property
    def dates(self) -> list[re.Match[str]]:
        """The dates in order, with year and month."""
        return self._found("intact")

    @cached_property
    def written(self) -> list[re.Match[str]]:
        """The same in figures alone as well, as heads of pages have them."""
        return self._found("written")

    @cached_property
    def days(self) -> list[re.Match[str]]:
        """Months with their days, the year told or not."""
        return self._found("month_and_day")

    @cached_property
    def years(self) -> list[re.Match[str]]:
        """The years that reports review or plan."""
        return self._found("year_told")

    @cached_property
    def numbers(self) -> list[re.Match[str]]:
        """The numbers of documents."""
        return self._found("document_number")

    @cached_property
    def signatures(self) -> list[int]:
        """Where dates alone on their line stand: each ends a document, or the notice that carries it."""
        return [m.start() for m in self._found("alone")]

    @cached_property
    def openings(self) -> Mapping[int, tuple[int, int]]:
        """The days that lines open with."""
        return opening_days(self.text, self.pack)

    def _found(self, name: str) -> list[re.Match[str]]:
        return list(self.pack.pattern("repair", "dates", name).finditer(self.text))
