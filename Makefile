# Two commands do everything on a fresh Debian or Ubuntu machine with Python 3.11 or newer:
#   make demo   the bundled fictional province: crawl, judge, report
#   make test   what CI runs
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PARTS := chromium tesseract-ocr tesseract-ocr-tha fonts-thai-tlwg poppler-utils catdoc libarchive-tools

.PHONY: setup system demo test lint accuracy golden bench lock clean

setup: system $(VENV)/.made

$(VENV)/.made: requirements.lock pyproject.toml | system
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=…"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

system:
	@PYTHON=$(PYTHON) bash tools/system-parts $(PARTS)

demo: setup
	$(BIN)/python -m crawler.demo

test: setup lint
	$(BIN)/python -m pytest -n 2 --dist worksteal

lint: $(VENV)/.made
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/oit rules check

accuracy: setup
	$(BIN)/python -m crawler.accuracy

# Judges the recorded evidence again, crawls nothing: after a change of checks or words, to be reviewed as a diff.
golden: setup
	$(BIN)/python -m crawler.accuracy --judge-only

bench: setup
	for part in line judge readers office ocr browser revisit reporting; do \
	  echo "== $$part" && PYTHONPATH=. $(BIN)/python bench/$$part.py || exit 1; \
	done

# Hashes, no addresses: the lock holds for every index that serves the same files. Needs uv.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
	  --all-extras --python-version 3.11 pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache *.egg-info
