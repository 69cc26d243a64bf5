"""What a page shows and this program does not read: other pages in frames, form fields, hidden text, pictures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chengnuo.parsers.html.elements import squeezed
from chengnuo.parsers.html.mass import LEAST_MASS, mass_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_PIXELS = re.compile(r"\b(width|height)\s*:\s*(\d{1,5})(?:\.\d+)?px", re.IGNORECASE)
WIDE, HIGH = 400, 300
"""A picture of so many pixels may be that of a table or a page; logos and buttons are smaller."""
FEW = 200
"""A document of fewer characters that has pictures may be the pictures: a page of diagrams that explain a policy."""


def unread(root: _Element, main: _Element) -> Iterator[tuple[str, str]]:
    """The codes and reasons of doubts about the page `root` whose document is `main`."""
    body = root.find("body")
    bare = mass_of(root if body is None else body) < LEAST_MASS
    if root.find(".//frameset") is not None or (bare and any(f.get("src") for f in root.iter("iframe"))):
        yield "frame-unread", "what the page shows stands in frames, and the file holds only where they are"
    fields = [field for field in root.iter("textarea") if mass_of(field) >= LEAST_MASS]
    if fields:
        yield "hidden-text", f"{len(fields)} form fields of the page hold running text that it does not show"
    short = len(squeezed(main)) < FEW
    pictures = sum(1 for picture in main.iter("img") if _is_large(picture, unknown=short))
    if pictures:
        yield "picture-unread", f"{pictures} large pictures: what they show is not read"


def _is_large(picture: _Element, *, unknown: bool) -> bool:
    """Whether a picture is as large as a table; `unknown` is the answer where nothing says."""
    sizes = {name: _pixels(picture.get(name)) for name in ("width", "height")}
    for name, number in _PIXELS.findall(picture.get("style") or ""):
        sizes[name.lower()] = int(number)
    width, height = sizes["width"], sizes["height"]
    if width is None and height is None:
        return unknown
    return (width is None or width >= WIDE) and (height is None or height >= HIGH)


def _pixels(value: str | None) -> int | None:
    found = re.match(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$", value or "")
    return int(found[1]) if found else None
