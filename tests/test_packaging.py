"""The wheel holds what the checkout holds: no data file is forgotten, nothing else is shipped."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT

from chengnuo import __version__

DATA = {"extractors": ("*.toml",), "schemas": ("*.json", "*.sql")}


def shipped() -> set[str]:
    """What a wheel must hold, by the checkout."""
    source = ROOT / "src" / "chengnuo"
    wanted = {f"chengnuo/{p.relative_to(source).as_posix()}" for p in source.rglob("*.py")}
    wanted |= {f"chengnuo/{p.relative_to(source).as_posix()}" for p in source.rglob("*.j2")}
    wanted |= {f"chengnuo/{p.relative_to(source).as_posix()}" for p in source.rglob("assets/*") if p.is_file()}
    for folder, patterns in DATA.items():
        for pattern in ("__init__.py", *patterns):
            wanted |= {f"chengnuo/{p.relative_to(ROOT).as_posix()}" for p in (ROOT / folder).rglob(pattern)}
    return wanted | {"chengnuo/py.typed"}


@pytest.fixture(scope="module")
def clean_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy without build left-overs: a stale build/ folder would ship deleted files."""
    target = tmp_path_factory.mktemp("copy") / "chengnuo"
    ignore = shutil.ignore_patterns(".venv", ".git", "build", "dist", "*.egg-info", "__pycache__", ".*_cache", "*.db")
    shutil.copytree(ROOT, target, ignore=ignore)
    return target


def test_the_wheel_holds_what_the_checkout_holds(clean_copy: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(tmp_path), str(clean_copy)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    (source,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        packed = {name.partition("/")[2] for name in archive.getnames()}
    assert packed >= {"CHANGELOG.md", "Makefile", "corpora/corpora.toml", "docs/commands.md", "tests/conftest.py"}
    assert not [name for name in packed if name.endswith((".pyc", ".db"))]
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == shipped()


def test_the_launcher_runs_without_an_installation(tmp_path: Path) -> None:
    command = [sys.executable, "-I", str(ROOT / "cli.py"), "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.strip() == f"chengnuo, version {__version__}"


def test_the_package_is_a_command_of_python(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "chengnuo", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.strip() == f"chengnuo, version {__version__}"
