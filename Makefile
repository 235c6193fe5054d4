# Two commands are all there is to remember: make demo and make test.
# Either one prepares .venv first; nothing else on the machine is touched.

PYTHON ?= python3
SHELL := /bin/sh
.SHELLFLAGS := -euc
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# uv trusts whom the machine trusts, as git and curl do: a company's own proxy is in no other list.
export UV_SYSTEM_CERTS ?= $(if $(wildcard /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt \
	/etc/ssl/cert.pem),true,false)

BIN := .venv/bin
UV := $(BIN)/uv pip
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --custom-compile-command "make lock"

# All extras but generate: what runs models is gigabytes, and another build for every kind of card.
LOCKED := frames gpus postgres provenance voice

# A virtual environment knows where it lies, so a checkout that was moved or copied prepares a new one.
READY := .venv/ready
ifneq ($(file < $(READY)),$(CURDIR))
$(READY): moved
endif

.PHONY: help setup demo test soak lint bench docs lock clean moved

help: ## List these commands
	@printf 'Animation AI Studio\n\n'
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name purpose; do \
		printf '  make %-7s %s\n' "$$name" "$$purpose"; \
	done

demo: setup ## See it work: sentences become pictures, and one of them a film
	@$(BIN)/python -m examples.demo

test: lint ## Check everything that must hold: style, types, layers, tests
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal

setup: $(READY) ## Prepare .venv (the other commands do this by themselves)

lint: setup ## Check style, types and layers only
	@$(BIN)/python -m ruff format --check --quiet . || { echo 'make: to put the layout right: .venv/bin/ruff format'; exit 1; }
	@$(BIN)/python -m ruff check --quiet .
	@$(BIN)/python -m mypy
	@$(BIN)/lint-imports --no-logo

soak: setup ## Run the tests that are too long for every day
	@$(BIN)/python -m pytest -q -m soak

bench: setup ## Measure against the programs a user would pick instead
	@status=0; for question in bench/[!_]*.py; do \
		name=$$(basename "$$question" .py); \
		printf '\n== %s\n' "$$name"; \
		$(BIN)/python -m "bench.$$name" || status=1; \
	done; exit $$status

docs: setup ## Print docs/tools from the catalogue
	@$(BIN)/python -m studio.faces.reference

lock: setup ## Choose the newest versions and write requirements/
	@$(LOCK) --upgrade --output-file requirements/run.txt
	@$(LOCK) --upgrade $(LOCKED:%=--extra %) --group dev --output-file requirements/dev.txt

clean: ## Remove .venv and everything that was built
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# pip fetches uv at the version and hash the lock names, uv does the rest. PKG_CONFIG=false keeps pyvips
# from compiling itself against a libvips of the machine: pyvips-binary brings the one we test with.
$(READY): pyproject.toml requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'make: Python 3.11 or newer is needed (make PYTHON=/path/to/python3)'; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo 'make: this Python cannot make a virtual environment; on Debian: apt-get install python3-venv'; exit 1; }
	@echo 'Preparing .venv ...'
	@{ grep -qsxF "$(CURDIR)" $@ && $(BIN)/python -m pip --version >/dev/null 2>&1; } || $(PYTHON) -m venv --clear .venv
	@sed -n '/^uv==/,/[^\\]$$/p' requirements/dev.txt > .venv/uv.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement .venv/uv.txt
	@PKG_CONFIG=false $(UV) install --quiet --python $(BIN)/python --require-hashes \
		--build-constraints requirements/dev.txt --requirement requirements/dev.txt
	@$(UV) install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@printf '%s' "$(CURDIR)" > $@
	@echo 'The command is $(BIN)/studio'

moved:
