"""The document on a page without the site around it: the smallest element that holds most of the running text."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from chengnuo.parsers.html.elements import BLOCKS, SKIP, inner_page, is_grid, squeezed, string

if TYPE_CHECKING:
    from lxml.etree import _Element

_HANZI = re.compile(r"[\u4e00-\u9fff]")
_STOPS = re.compile(r"[，。；！？]")
LEAST_MASS = 60.0
"""A page with less running text than this (hanzi, and ten for each 。or ，) is taken whole."""
MASS_SHARE = 0.8
"""An element that holds this share of the page's running text holds the document; the rest is the site.

On 39 pages of www.gov.cn this gives the editor's own element, as readability-lxml does; trafilatura leaves 1 % of the
text out (29 % of a page of tables) and keeps 14 % that is not the document's.
"""


def main_element(root: _Element) -> _Element:
    """The smallest element that holds most of the page's running text: the document without the site around it."""
    body = root.find("body")
    best = root if body is None else body
    mass = _masses(best)
    whole = mass.get(best, 0.0)
    if whole < LEAST_MASS:
        return best
    while True:
        heavy = next((c for c in best if mass.get(c, 0.0) >= MASS_SHARE * whole and _holds_blocks(c)), None)
        if heavy is None:
            return best
        if heavy.tag == "table" and is_grid(heavy):
            return _around(heavy)
        best = heavy


def _around(table: _Element) -> _Element:
    """The element around a table of data that holds more than the table: its title, the notes below it."""
    size = len(squeezed(table))
    return next((element for element in table.iterancestors() if len(squeezed(element)) > size), table)


def _holds_blocks(element: _Element) -> bool:
    """Whether an element is a container; a lone long paragraph is none, whatever its share."""
    if element.tag in ("p", "li", "span", "h1", "h2", "h3"):
        return False
    blocks = 0
    for child in element.iter(*BLOCKS):
        blocks += child is not element and bool(squeezed(child))
        if blocks > 1:
            return True
    return next(islice(element.iter("br"), 1, None), None) is not None


def _masses(top: _Element) -> dict[_Element, float]:
    """The running text in each element: its hanzi and Chinese punctuation outside links, weighed by the punctuation."""
    mass: dict[_Element, float] = {}
    stack: list[tuple[_Element, bool]] = [(top, False)]
    while stack:
        element, done = stack.pop()
        if not isinstance(element.tag, str) or element.tag == "a":
            continue
        if element.tag in SKIP:
            if element.tag == "iframe" and (inner := inner_page(element)) is not None:
                mass[element] = _masses(inner).get(inner, 0.0)
            continue
        if not done:
            stack.append((element, True))
            stack.extend((child, False) for child in element)
            continue
        total = _weight(element.text)
        for child in element:
            total += mass.get(child, 0.0) + _weight(child.tail)
        mass[element] = total
    return mass


def mass_of(element: _Element) -> float:
    """The running text in an element, whatever it is: its hanzi and Chinese punctuation, weighed by the punctuation."""
    return _weight(string()(element)) if element.tag == "textarea" else _masses(element).get(element, 0.0)


def _weight(text: str | None) -> float:
    if not text or text.isspace():
        return 0.0
    stops, hanzi = len(_STOPS.findall(text)), len(_HANZI.findall(text))
    return hanzi + 10.0 * stops if stops else hanzi / 5  # labels, titles and menus have no stops
