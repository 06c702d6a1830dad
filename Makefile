# `make test` checks everything on a machine that has Python 3.11 or newer; `make help` lists the rest.

PYTHON ?= python3
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url pyproject.toml

.DEFAULT_GOAL := test
.DELETE_ON_ERROR:
.PHONY: test check demo bench chaos load messages lock clean help

test: check ## check everything: format, lint, types, import contracts, tests (two at a time: `make test JOBS=4`)
	$(BIN)/pytest --numprocesses $(JOBS) --dist loadfile --no-loadscope-reorder

check: $(VENV)/for-tests ## format, lint, types and import contracts only
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

demo: $(VENV)/for-use ## a community in this terminal
	$(BIN)/stoa demo

bench: $(VENV)/for-tests ## measure
	$(BIN)/python -m tests.bench

chaos: $(VENV)/for-tests ## kill the bot, its servers and its connections, and count what is lost or doubled
	$(BIN)/python -m tests.chaos

load: $(VENV)/for-tests ## a live event over both servers with their limits on: how late messages come, and what is lost
	$(BIN)/python -m tests.load

messages: $(VENV)/for-tests ## say which sentences lack a translation
	$(BIN)/pytest --quiet tests/test_words.py

lock: $(VENV)/for-tests ## bring the lock files to the newest versions that pyproject.toml allows
	$(COMPILE) --extra build --extra test --output-file requirements-test.lock
	$(COMPILE) --extra build --constraint requirements-test.lock --output-file requirements.lock
	$(COMPILE) --extra build --extra semantic --constraint requirements-test.lock --output-file requirements-semantic.lock

clean: ## remove what can be made again
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .grimp_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

# The file for-use stands for the packages that Stoa needs, for-tests for those and the tests' own.
$(VENV)/for-tests: requirements-test.lock pyproject.toml
	$(set-up)
	@touch $@ $(VENV)/for-use

$(VENV)/for-use: requirements.lock pyproject.toml
	$(set-up)
	@touch $@

define set-up
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	{ echo 'Stoa needs Python 3.11 or newer, which "$(PYTHON)" is not. Name another: make PYTHON=python3.12 $(MAKECMDGOALS)' >&2; exit 1; }
@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	{ echo 'This Python has no venv. Install it (on Debian and Ubuntu: apt install python3-venv) and try again.' >&2; exit 1; }
@echo 'Setting up $(VENV) from $< ...'
@$(PYTHON) -m venv $(VENV)
@$(PIP) install --require-hashes --requirement $<
@$(PIP) install --no-deps --no-build-isolation --editable .
endef
