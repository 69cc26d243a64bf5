#!/usr/bin/env python3
"""The command line from a checkout, without installing: `python cli.py extract FILE`."""

import importlib.util
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def _map_data_folders() -> None:
    """Let `chengnuo.extractors` and `chengnuo.schemas` be found beside `src/`, as the wheel has them."""
    sys.path.insert(0, str(ROOT / "src"))
    for name in ("extractors", "schemas"):
        folder = ROOT / name
        spec = importlib.util.spec_from_file_location(
            f"chengnuo.{name}", folder / "__init__.py", submodule_search_locations=[str(folder)]
        )
        if spec is None or spec.loader is None:
            raise SystemExit(f"{folder}: missing from this checkout")
        module = importlib.util.module_from_spec(spec)
        sys.modules[f"chengnuo.{name}"] = module
        spec.loader.exec_module(module)


if __name__ in {"__main__", "__mp_main__"}:  # the processes that read files start here, too
    _map_data_folders()

if __name__ == "__main__":
    from chengnuo.cli import main

    main()
