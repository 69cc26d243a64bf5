# Two commands do everything from a fresh checkout: `make demo` and `make test`.
# They need Python 3.11 or later and make; everything else is set up in .venv.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
SHARED ?= ../shared

.PHONY: demo test test-all lint format score score-write bench fuzz browser-test docs clean

demo: .venv/run
	$(BIN)/chengnuo demo --corpora corpora --db demo/chengnuo.db --fresh

test: .venv/dev
	$(BIN)/pytest -n 2 -m "not slow"

test-all: .venv/dev
	$(BIN)/pytest -n 2

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Accuracy on the gold documents, against the last committed scores.
score: .venv/dev
	$(BIN)/python tests/score.py --shared $(SHARED)

score-write: .venv/dev
	$(BIN)/python tests/score.py --shared $(SHARED) --write

bench: .venv/dev
	for b in benchmarks/*.py; do $(BIN)/python $$b --shared $(SHARED) || exit 1; done

fuzz: .venv/dev
	$(BIN)/pytest -n 2 -m slow

# The report in a real browser; needs Chromium (Debian: apt install chromium). Pictures lie in demo/screenshots.
browser-test: .venv/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[browser]"
	CHENGNUO_BROWSER=1 CHENGNUO_SCREENSHOTS=demo/screenshots $(BIN)/pytest tests/test_browser.py

# Rewrites the pages that are made from the program itself; a test says when they are out of date.
docs: .venv/dev
	$(BIN)/cog -r docs/commands.md docs/data-dictionary.md

clean:
	rm -rf .venv build dist demo src/*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "chengnuo needs Python 3.11 or later: none was found on the PATH" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	  command -v apt-get >/dev/null && test "$$(id -u)" = 0 && apt-get update -q && apt-get install -y -q python3-venv && \
	  $(PYTHON) -m venv .venv; } || { rm -rf .venv; \
	  echo "$(PYTHON) has no venv module: install it (Debian, Ubuntu: apt install python3-venv)" >&2; exit 1; }

.venv/run: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

.venv/dev: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch .venv/run $@
