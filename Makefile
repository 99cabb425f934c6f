# Each target does its own set-up: a machine with Python >= 3.11, pip and make is enough. `make help` lists them.

# A Python that runs here and is new enough, by the name it gives itself: behind a shim uv would make
# .venv/ anew at each set-up. Set PYTHON=/path/to/python to choose another.
ifndef PYTHON
PYTHON := $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
  "$$p" -c 'import sys; sys.version_info < (3, 11) and sys.exit(1); print(sys.executable)' 2>/dev/null && break; done)
endif

# uv lives in .uv/, the environment in .venv/: nothing of the user's is touched, and removing both undoes it all.
UV_VERSION := 0.13.9
UV := .uv/bin/uv
BIN := .venv/bin
export UV_COMPILE_BYTECODE := 1
export UV_PYTHON_DOWNLOADS := never
SYNC := $(UV) sync --locked --inexact --python "$(PYTHON)"

# pyspark is 491 MB and runs only where Java is, so it is installed only there.
ifneq ($(shell command -v java 2>/dev/null),)
READY_TO_TEST := .venv/.ready-test-spark
else
READY_TO_TEST := .venv/.ready-test
endif
READY_TO_RUN := .venv/.ready-run

.DEFAULT_GOAL := help
.PHONY: help demo test check style docs samples bench clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(READY_TO_RUN) ## simulate a small world, build it, show the answer (ARGS=--no-serve ends after the build)
	@$(BIN)/rashinban demo $(ARGS)

test: check ## the same as check

check: style ## style, types, layers, then every test
	@$(BIN)/pytest -n 2 --dist loadfile $(ARGS)

style: $(READY_TO_TEST) ## style, types and layers only
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

docs: $(READY_TO_TEST) ## write docs/reference anew from the code
	@$(BIN)/python docs/generate.py

samples: $(READY_TO_TEST) ## write docs/reference/samples.md anew (DATA=folder of the sample sets)
	@$(BIN)/python docs/samples.py $(or $(DATA),../shared/data)

bench: .venv/.ready-bench ## the benchmarks (ARGS passes options on)
	@$(BIN)/python -m benchmarks $(ARGS)

clean: ## remove the environment, uv and caches; never a base
	rm -rf .venv .uv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(UV):
	@test -n "$(PYTHON)" || { echo "Rashinban needs Python >= 3.11; found: $$(python3 --version 2>&1 || echo none)." \
	  "Install one, or say PYTHON=/path/to/python."; exit 1; }
	@"$(PYTHON)" -m pip --version >/dev/null 2>&1 || { echo "$(PYTHON) has no pip; install it (Debian: python3-pip)."; exit 1; }
	@echo "set-up: $$("$(PYTHON)" --version) at $(PYTHON); fetching uv $(UV_VERSION) into .uv/"
	@"$(PYTHON)" -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-user --target .uv --upgrade "uv==$(UV_VERSION)" \
	  || echo "set-up: uv cannot be had; going on with pip alone"

# $(1) options of uv sync, $(2) the same for pip, which reads versions from pyproject.toml, not from uv.lock.
define ready
	@test ! -x $(UV) || echo "set-up: installing into .venv/ (again only when uv.lock changes)"
	@if test -x $(UV); then $(SYNC) $(1); else \
	  test -x $(BIN)/python || "$(PYTHON)" -m venv .venv; \
	  $(BIN)/python -m pip install --quiet --upgrade "pip>=25.1" && $(BIN)/python -m pip install --quiet $(2); fi
	@touch $@
endef

.venv/.ready-run: uv.lock pyproject.toml | $(UV)
	$(call ready,--no-dev,--editable .)

.venv/.ready-test: uv.lock pyproject.toml | $(UV)
	$(call ready,,--editable . --group dev)

.venv/.ready-test-spark: uv.lock pyproject.toml | $(UV)
	$(call ready,--extra spark,--editable ".[spark]" --group dev)

.venv/.ready-bench: uv.lock pyproject.toml | $(UV)
	$(call ready,--group bench,--editable . --group dev --group bench)
