"""The metadata block of a government page (索引号, 发文机关, 成文日期, 发文字号) as fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from chengnuo.packs import Pack
from chengnuo.parsers.html.elements import squeezed, string

if TYPE_CHECKING:
    from lxml.etree import _Element


def metadata(root: _Element, pack: Pack) -> Iterator[tuple[str, str]]:
    """The fields of a government page's metadata block, and its title."""
    seen: set[str] = set()
    labels = {"".join(k.split()): v for k, v in pack.table("parsers", "html", "labels").items()}
    for field, value in _labelled(root, labels):
        if value and field not in seen:
            seen.add(field)
            yield field, value
    title = root.findtext(".//title")
    if title and title.strip():
        yield "title", " ".join(title.split())


def _labelled(root: _Element, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Labels and what stands beside them: in <meta>, in the next cell or element, or after a colon in the same one."""
    for element in root.iter("meta"):
        field = labels.get("".join((element.get("name") or "").split()))
        if field:
            yield field, (element.get("content") or "").strip()
    for element in root.iter("td", "th", "dt", "li", "span", "strong", "b", "div", "label", "p"):
        if _nested(element):
            continue
        words = squeezed(element)
        if not 2 <= len(words) <= 200:
            continue
        label, colon, rest = words.replace(":", "：").strip("【】[]").partition("：")
        field = labels.get(label.strip("】]"))
        if field is None:
            continue
        if rest:
            yield field, rest
        elif colon or element.tag in ("td", "th", "dt"):
            after = _after(element)
            if after is not None and len(squeezed(after)) <= 200:
                yield field, " ".join(string()(after).split())


def _nested(element: _Element) -> bool:
    return any(child is not element for child in element.iter("td", "tr", "p", "div", "li", "dt"))


def _after(element: _Element) -> _Element | None:
    """The element after `element`, or after the one that holds nothing else."""
    own = squeezed(element)
    while element is not None:
        following = element.getnext()
        if following is not None:
            return following
        parent = element.getparent()
        if parent is None or squeezed(parent) != own:
            return None
        element = parent
    return None
