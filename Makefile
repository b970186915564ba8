# Everything a fresh clone needs is Python 3.11 or newer and make.
.DEFAULT_GOAL := help
.PHONY: help build test coverage lint format linted docs ontology-page screenshots test-wheel judges bench bench-many clean distclean

RUN := .venv/bin/python -m
# Worker processes of the tests.
JOBS ?= 2
export PYTHON
# Tests start hundreds of processes, which would each compile the program anew.
unexport PYTHONDONTWRITEBYTECODE

# The stamp .venv/.ready holds the folder for which the environment was
# finished. An environment that was moved, or whose Python is gone, is stale
# whatever the dates of its files say.
ifneq ($(shell .venv/bin/python -c 'print(open(".venv/.ready").read())' 2>/dev/null),$(CURDIR))
.PHONY: .venv/.ready
endif

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/.ready: pyproject.toml
	@packaging/make-venv

build: .venv/.ready ## set up .venv and build the corpus into build/
	@.venv/bin/mdmakg build

test: lint ## run every check that needs no system package
	@$(RUN) pytest -q -n $(JOBS) --dist worksteal

coverage: .venv/.ready ## run the tests and measure which lines and branches they run
	@$(RUN) pytest -q -n $(JOBS) --dist worksteal --cov --cov-report=term

lint: .venv/.ready ## ruff, mypy and the layers
	@$(RUN) ruff check --quiet
	@$(RUN) ruff format --quiet --check || { echo 'Mend with: make format' >&2; exit 1; }
	@$(RUN) mypy --no-error-summary
	@for file in $$(find tests -mindepth 2 -name conftest.py); do $(RUN) mypy --no-error-summary $$file || exit 1; done
	@layers=$$(.venv/bin/lint-imports --no-logo 2>&1) || { echo "$$layers" >&2; exit 1; }

format: .venv/.ready ## put the code into its form
	@$(RUN) ruff check --quiet --fix-only
	@$(RUN) ruff format --quiet

linted: .venv/.ready ## list the shape and check files that pass their lint
	@$(RUN) mdmakg.check.lint

.venv/.docs: .venv/.ready
	@$(RUN) pip install --quiet --disable-pip-version-check --group docs
	@touch $@

docs: .venv/.docs ## build the documentation as HTML into docs/_build/html
	@$(RUN) sphinx -q -W --keep-going -b html docs docs/_build/html
	@$(RUN) mdmakg.explore.ontology docs/_build/html/ontology
	@echo 'Open first: docs/_build/html/index.html'

ontology-page: .venv/.ready ## make the page of the ontology, which docs makes too
	@$(RUN) mdmakg.explore.ontology docs/_build/html/ontology
	@echo 'Open: docs/_build/html/ontology/index.html'

screenshots: .venv/.ready ## take the pictures of the explorer that the pages show
	@.venv/bin/python tests/browser/screenshots.py

test-wheel: .venv/.ready ## build the wheel, install it elsewhere, run it there
	@packaging/test-wheel

judges: .venv/.ready ## ask heavy tools, in .venv-judges, whether they take what is exported
	@packaging/make-judges
	@packaging/judge

.venv/.bench: .venv/.ready
	@$(RUN) pip install --quiet --disable-pip-version-check --group bench
	@touch $@

bench: .venv/.ready ## run the measurements in benchmarks/ that take a minute or two
	@set -e; for script in $(sort $(wildcard benchmarks/*.py)); do .venv/bin/python $$script; done

bench-many: .venv/.bench ## measure checking alone, and 10,000 documents: an hour or two
	@$(RUN) benchmarks.checking --write
	@$(RUN) benchmarks.scale --full

clean: ## remove what was made, but not .venv
	@rm -rf build dist docs/_build .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find src tests benchmarks -name __pycache__ -prune -exec rm -rf {} +

distclean: clean ## remove .venv and .venv-judges too
	@rm -rf .venv .venv-judges
