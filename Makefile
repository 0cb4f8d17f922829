# On a fresh Debian or Ubuntu machine with Python 3.11 or newer: `make build` does the main job, `make test` runs the tests.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SYSTEM_PACKAGES := chromium chromium-driver fonts-noto-cjk raptor2-utils locales python3-venv
SUDO := $(shell [ "$$(id -u)" = 0 ] || command -v sudo)
TEXTS ?= seeds

.PHONY: build test lint check bench bench-page wheel viewer node system clean

build: $(VENV)/.installed
	$(BIN)/kg build seeds -o output
	@echo "Open output/graph.html in a browser."

test: system viewer $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: test lint wheel

wheel: $(VENV)/.installed-dev
	PYTHON=$(BIN)/python scripts/check_wheel.sh

bench: $(VENV)/.installed-dev
	$(BIN)/python scripts/bench.py $(TEXTS)

bench-page: $(VENV)/.installed-dev
	$(BIN)/python scripts/bench_page.py

viewer: node
	scripts/check_viewer.sh

node:
	@command -v node >/dev/null && command -v npm >/dev/null || { \
	  echo "installing Node.js"; \
	  $(SUDO) apt-get update -qq && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq --no-install-recommends nodejs npm; }

system:
	@missing=""; for tool in chromium chromedriver rapper; do command -v $$tool >/dev/null || missing="$$missing $$tool"; done; \
	fc-list :lang=zh 2>/dev/null | grep -q . || missing="$$missing fonts"; \
	[ -e /usr/share/i18n/charmaps/GBK.gz ] || missing="$$missing locales"; \
	if [ -n "$$missing" ]; then \
	  echo "installing system packages (missing:$$missing)"; \
	  $(SUDO) apt-get update -qq && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq --no-install-recommends $(SYSTEM_PACKAGES); \
	fi

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV) || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq python3-venv && $(PYTHON) -m venv --clear $(VENV); }

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q -e '.[dev]'
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) dist build *.egg-info kg/viz/viewer/node_modules
