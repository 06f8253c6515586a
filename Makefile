# `make site` and `make test` do all set-up on a fresh machine: Python 3.11 or newer, make and gcc are enough.
PYTHON ?= python3
ENVIRONMENT := $(PYTHON) scripts/environment.py
PY := .venv/bin/python
RUN := $(PY) scripts/build.py

.PHONY: site serve test check lint bench bench-peers clean
.DEFAULT_GOAL := site

site:  ## build the whole site from nothing
	@$(ENVIRONMENT) site
	@$(RUN) all

serve:  ## build, then serve with live reload
	@$(ENVIRONMENT) site
	@$(RUN) serve

# Three processes for two cores: while one waits for its browser, another computes.
test:  ## every test, the ones in a real browser too
	@$(ENVIRONMENT) test
	@scripts/ensure_browser.sh
	@$(RUN) tokenizers
	@$(RUN) assets
	@$(PY) -m pytest -n 3 --dist loadfile --no-loadscope-reorder --max-worker-restart 0

check:  ## fail when a committed output differs from a fresh one
	@$(ENVIRONMENT) site
	@$(RUN) tokenizers
	@$(RUN) lessons --check

lint:  ## style and types of Python and TypeScript; changes nothing
	@$(ENVIRONMENT) test
	@$(PY) -m ruff format --check --quiet
	@$(PY) -m ruff check
	@$(PY) -m mypy
	@$(PY) -m pytest -m style tests/live/python/test_runtime_node.py

bench:  ## ratios against peers and floors
	@$(ENVIRONMENT) test
	@$(RUN) tokenizers
	@$(RUN) assets
	@$(PY) benchmarks/executor.py --lessons 4
	@$(PY) benchmarks/executor.py --lessons 12 --of 09
	@$(PY) benchmarks/live_boot.py
	@$(PY) benchmarks/growth.py
	@$(PY) benchmarks/tokenizer_speed.py

bench-peers:  ## live cells against JupyterLite and thebe-lite, which it installs into .cache/peers
	@$(ENVIRONMENT) test
	@$(RUN) tokenizers
	@$(RUN) assets
	@$(RUN) site
	@$(PY) benchmarks/live_peers.py

clean:  ## remove what was built; downloads and the environment stay
	rm -rf site
