# `make site` and `make test` do all set-up on a fresh machine: Python 3.11 or newer, make and gcc are enough.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python scripts/build.py

.PHONY: site serve test check bench bench-peers clean
.DEFAULT_GOAL := site

site: $(VENV)/site.stamp  ## build the whole site from nothing
	@$(RUN) all

serve: $(VENV)/site.stamp  ## build, then serve with live reload
	@$(RUN) serve

test: $(VENV)/test.stamp  ## every test, the ones in a real browser too
	@scripts/ensure_browser.sh
	@$(RUN) tokenizers
	@$(RUN) assets
	@$(VENV)/bin/python -m pytest -n 2 --dist loadfile

check: $(VENV)/site.stamp  ## fail when a committed output differs from a fresh one
	@$(RUN) tokenizers
	@$(RUN) lessons --check

bench: $(VENV)/test.stamp  ## ratios against peers and floors
	@$(RUN) tokenizers
	@$(RUN) assets
	@$(VENV)/bin/python benchmarks/executor.py --lessons 4
	@$(VENV)/bin/python benchmarks/executor.py --lessons 12 --of 09
	@$(VENV)/bin/python benchmarks/live_boot.py

bench-peers: $(VENV)/test.stamp  ## live cells against JupyterLite and thebe-lite, which it installs into .cache/peers
	@$(RUN) tokenizers
	@$(RUN) assets
	@$(RUN) site
	@$(VENV)/bin/python benchmarks/live_peers.py

clean:  ## remove what was built; downloads and the environment stay
	rm -rf site

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "error: Token Tour needs Python 3.11 or newer, and $(PYTHON) is %d.%d; name another one: make PYTHON=python3.12 site" % sys.version_info[:2])'
	@echo "Creating the environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)

# The stamps are written last, so that an interrupted installation is taken up again.
$(VENV)/site.stamp: requirements.txt | $(VENV)/bin/python
	@echo "Installing the pinned packages (a minute or so)"
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check pip==26.3
	@$(VENV)/bin/python -m pip install --quiet --requirement requirements.txt
	@touch $@

$(VENV)/test.stamp: pyproject.toml $(VENV)/site.stamp
	@echo "Installing the pinned packages of the tests"
	@$(VENV)/bin/python -m pip install --quiet --group test
	@touch $@
