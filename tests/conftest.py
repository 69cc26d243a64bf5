"""What the tests share: the corpora, the shared folder (where it is there), the built-in pack."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from chengnuo.cli import words
from chengnuo.packs import Pack, load_pack

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
# No test writes into the cache of whoever runs it.
os.environ["CHENGNUO_CACHE"] = ""


@pytest.fixture(autouse=True)
def _language_of_no_other_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `--lang` chooses holds for the rest of the process: no test speaks as another one has chosen."""
    monkeypatch.setattr(words, "_chosen", [])


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The built-in rule pack."""
    return load_pack()


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The project's own five documents."""
    return ROOT / "corpora"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real documents and gold that are not part of the project; skips where they are absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared documents are not beside this checkout")
    return SHARED
