"""Words of a run of hanzi."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import cast


@lru_cache(maxsize=1)
def word_cutter() -> Callable[[str], list[str]]:
    """rjieba's segmentation, or jieba's where rjieba is not to be had (the same cuts, slower)."""
    try:
        import rjieba
    except ImportError:
        import jieba

        return cast("Callable[[str], list[str]]", jieba.lcut)
    return cast("Callable[[str], list[str]]", rjieba.cut)
