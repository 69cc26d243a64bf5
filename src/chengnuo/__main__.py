"""`python -m chengnuo`: the command line where the console script is not on the path."""

from __future__ import annotations

from chengnuo.cli import main

if __name__ == "__main__":  # not in the processes that read files, which start here, too
    main()
