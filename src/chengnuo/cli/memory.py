"""Where the program remembers what it need not work out again in each run."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def memory() -> Path | None:
    """The folder that CHENGNUO_CACHE names (none where it is empty), or the one for such things on this system."""
    named = os.environ.get("CHENGNUO_CACHE")
    if named is not None:
        return Path(named) if named else None
    try:
        home = Path.home()
    except RuntimeError:  # nobody's: a user without an entry, as in some containers
        return None
    return _caches(home) / "chengnuo"


def _caches(home: Path) -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    if sys.platform == "darwin":
        return home / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
