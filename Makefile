# Two commands do everything: `make run` shows the news, `make test` proves that it works.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check install lock clean help

run: install ## read the configured feeds, or the sample newsroom, and show cards
	@$(BIN)/newsdesk run

test: .venv/tests check ## every test, on SQLite and on PostgreSQL, with coverage
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage report

check: .venv/tests ## style and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

install: .venv/installed ## the environment alone, with .venv/bin/newsdesk

.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Newsdesk needs Python 3.11 or newer; try: make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/tests: .venv/installed tests/requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.lock
	@touch $@

lock: ## choose versions anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra build pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra build --extra dev -c requirements.lock pyproject.toml -o tests/requirements.lock

clean: ## remove the environment and what tests leave
	rm -rf .venv .coverage* .mypy_cache .pytest_cache .ruff_cache .hypothesis

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*##/ {printf "make %-8s %s\n", $$1, $$2}' Makefile
