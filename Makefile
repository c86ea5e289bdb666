# Needs Python 3.11 or newer, make and git. `make site` and `make test` set up all the rest in .venv/.
PYTHON ?= python3

BIN := .venv/bin
SHARE := .venv/share/needsbook
CREATED := .venv/.created
READY := .venv/.ready
PLOTLY := $(SHARE)/.ready
AXE := .venv/share/needsbook-axe
LIGHTHOUSE := .venv/share/needsbook-lighthouse

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup site test test-all lint lighthouse contact-sheets lock clean

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "make %-14s %s\n", $$1, $$2 }'

setup: $(READY) $(PLOTLY) $(AXE)/.ready ## install what the site and the tests need in .venv/

site: setup ## build the site in build/site
	$(BIN)/needsbook build

test: setup lint ## check the code and run the tests, except the long ones
	@sh tests/tools/run.sh "not long"

test-all: setup lint ## check the code and run every test
	@sh tests/tools/run.sh ""

lint: $(READY) ## check style, layout and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# A changed lock makes a new .venv, so that nothing of the old one lingers.
$(CREATED): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit("Needsbook needs Python 3.11 or newer: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@echo "Setting up .venv (a minute or two, once)"
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@touch $@

$(READY): $(CREATED) pyproject.toml
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

# Without npm the site still builds, with the bundle inside the Python package; the next make tries again.
$(PLOTLY): $(CREATED) site_config/plotly/package.json site_config/plotly/package-lock.json
	@mkdir -p $(SHARE)
	@cp site_config/plotly/package.json site_config/plotly/package-lock.json $(SHARE)
	@if npm ci --prefix $(SHARE) --ignore-scripts --no-audit --no-fund >$(SHARE)/npm.log 2>&1; then touch $@; \
	else echo "Plotly's small bundle is not installed (no npm, or see $(SHARE)/npm.log): the bigger one of the Python package serves."; fi

# Without npm the tests of access are left out, outside CI.
$(AXE)/.ready: $(CREATED) tests/tools/axe/package.json tests/tools/axe/package-lock.json
	@mkdir -p $(AXE)
	@cp tests/tools/axe/package.json tests/tools/axe/package-lock.json $(AXE)
	@if npm ci --prefix $(AXE) --ignore-scripts --no-audit --no-fund >$(AXE)/npm.log 2>&1; then touch $@; \
	else echo "axe is not installed (no npm, or see $(AXE)/npm.log): the tests of access are left out."; fi

$(LIGHTHOUSE)/.ready: $(CREATED) benchmarks/tools/package.json benchmarks/tools/package-lock.json
	@mkdir -p $(LIGHTHOUSE)
	@cp benchmarks/tools/package.json benchmarks/tools/package-lock.json $(LIGHTHOUSE)
	@npm ci --prefix $(LIGHTHOUSE) --ignore-scripts --no-audit --no-fund >$(LIGHTHOUSE)/npm.log 2>&1
	@touch $@

lighthouse: site $(LIGHTHOUSE)/.ready ## print Lighthouse's scores of the built site
	@$(BIN)/python -m benchmarks.lighthouse

contact-sheets: site ## write pictures of every kind of page to build/contact-sheets
	@$(BIN)/python -m benchmarks.contact_sheets

lock: ## remake requirements.lock and npm's locks (delete them first to take newer versions)
	@tools=$$(mktemp -d) && trap 'rm -rf "$$tools"' EXIT && \
	$(PYTHON) -m venv "$$tools" && "$$tools/bin/pip" install --quiet uv && \
	"$$tools/bin/uv" pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --custom-compile-command "make lock" --quiet --output-file requirements.lock
	@for folder in site_config/plotly tests/tools/axe benchmarks/tools; do \
		(cd $$folder && npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund) || exit 1; done

clean: ## remove everything that was generated, .venv/ too
	rm -rf build dist .venv .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
