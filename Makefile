# Two commands for a fresh machine with git and Python >= 3.11: `make run` and `make test`.
PYTHON ?= python3
UV_VERSION := 0.13.9
BIN := .venv/bin
# The locked environment comes from the Python that is here; uv must not fetch one of its own.
export UV_PYTHON_DOWNLOADS := never
export UV_PROJECT_ENVIRONMENT := .venv

# pip resolves the extras by themselves: together with prefect it can't (see `override-dependencies`).
define EXTRAS
import tomllib; extras = tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']
print(*sorted({need.replace(' ', '') for needs in extras.values() for need in needs}))
endef
export EXTRAS

.PHONY: run test test-models setup lint format docs golden floors clean

run: setup  ## load the sample articles in raw/ into warehouse/
	$(BIN)/depesche run --raw raw --warehouse warehouse
	@echo
	@echo "Now ask it something:"
	@echo "  $(BIN)/depesche query 'SELECT buyer, acquired, value_max, currency, status FROM takeovers'"

test: setup lint  ## everything that must hold: lint, types, layers, tests
	$(BIN)/pytest

test-models: setup  ## also the tests that need torch, transformers and gliner; `uv sync --frozen` removes them again
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $$($(BIN)/python -c "$$EXTRAS")
	$(BIN)/pytest tests/finding/plugging

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

setup: .venv/.synced

.venv/.synced: pyproject.toml uv.lock $(BIN)/uv
	$(BIN)/uv sync --frozen --quiet
	@touch $@

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Depesche needs Python 3.11 or newer; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

format: setup
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .

docs: setup  ## write the generated pages in docs/ anew
	$(BIN)/depesche schema --markdown > docs/tables.md
	$(BIN)/python -m typer flows.cli utils docs --name depesche --output docs/commands.md > /dev/null

golden: setup  ## write tests/golden/ anew; git shows what changed
	$(BIN)/python tests/golden/regenerate.py

floors: setup  ## raise the quality floors to what is measured on the development gold; none is lowered
	$(BIN)/python tests/evaluation/raise_floors.py

clean:  ## drop the built dataset and caches, keep the environment
	find warehouse -mindepth 1 ! -name README.md -delete
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
