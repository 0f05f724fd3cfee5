# Two commands do everything on a machine with Python 3.11+: make demo, make test.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
ARGS ?=
UV := $(shell command -v uv 2>/dev/null)
export PYTHONUTF8 := 1

.PHONY: demo test lint fuzz bench lock chromium libreoffice clean help

help: ## what can be made here
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

demo: $(VENV)/.installed ## load the sample municipality and open the dashboard on 127.0.0.1
	$(BIN)/kwartaalbeeld demo --port $(PORT) $(ARGS)

test: $(VENV)/.installed-dev chromium libreoffice lint ## everything that must hold
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

lint: $(VENV)/.installed-dev ## style, types and the walls between the rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/ty check
	$(BIN)/lint-imports

fuzz: $(VENV)/.installed-dev ## 2,000 spoiled deliveries against an oracle; 200 of them are in the tests
	$(BIN)/python tests/fuzz/run.py --files 2000

bench: $(VENV)/.installed-dev ## measure, and write benchmarks/results.md
	$(BIN)/python -m benchmarks.run

lock: ## renew the lock files: versions and hashes, no addresses
	uv export --quiet --format requirements.txt --no-emit-project --no-annotate --no-header --no-dev -o requirements.lock
	uv export --quiet --format requirements.txt --no-emit-project --no-annotate --no-header -o requirements-dev.lock

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 of nieuwer is nodig."; exit 1; }
	@$(if $(UV),$(UV) venv --quiet --python $(PYTHON) $(VENV),$(PYTHON) -m venv $(VENV))

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Kwartaalbeeld wordt geïnstalleerd in $(VENV); dat duurt de eerste keer hoogstens enkele minuten."
	@$(call install,requirements.lock)
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	@$(call install,requirements-dev.lock)
	@touch $@ $(VENV)/.installed

ifdef UV
install = $(UV) pip install --quiet --python $(BIN)/python --require-hashes --compile-bytecode -r $(1) && \
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
else
install = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1) && \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
endif

# tests open the pages in a real browser and the workbooks in LibreOffice; as root on Debian we bring them, else we say how
chromium:
	@if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then :; \
	else $(call debian,chromium); fi

libreoffice:
	@if command -v soffice >/dev/null; then :; else $(call debian,libreoffice-calc-nogui,--no-install-recommends); fi

debian = if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(2) $(1) >/dev/null; \
	else echo "Voor een deel van de tests is $(1) nodig: sudo apt-get install $(1)"; fi

clean: ## remove what was installed and made here (not data/local)
	rm -rf $(VENV) build *.egg-info
