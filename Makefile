# Everything runs in an environment that make builds from uv.lock; only Python >= 3.11, git and make are needed.
PYTHON ?= python3
UV := .tools/bin/uv
RUN := .venv/bin
PEOPLE ?= 2000
SEED ?= 7

# Compiled modules are kept: every worker and every command that a test starts would compile some 900 of them again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test validate check bench docs setup clean

setup: .venv/ready

.venv/ready: pyproject.toml uv.lock
	$(PYTHON) scripts/require_python.py
	test -x $(UV) || ($(PYTHON) -m venv .tools && .tools/bin/python -m pip install --quiet uv==0.13.8)
	$(UV) sync --locked --quiet --python $(PYTHON) --all-extras
	touch .venv/ready

demo: setup
	$(RUN)/clearspan demo --people $(PEOPLE) --seed $(SEED) --out demo

test: setup
	sh scripts/system_packages.sh
	UV_PROJECT_ENVIRONMENT=.spark $(UV) sync --locked --quiet --python $(PYTHON) --only-group spark-server
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/lint-imports
	$(RUN)/pyright
	$(RUN)/pytest -n 2 --dist loadgroup

validate: setup
	sh scripts/system_packages.sh
	UV_PROJECT_ENVIRONMENT=.spark $(UV) sync --locked --quiet --python $(PYTHON) --only-group spark-server
	$(UV) pip install --quiet --no-deps --require-hashes --target .validation -r tests/proof/published.txt
	$(RUN)/python scripts/validate.py
	$(RUN)/clearspan scorecard --effects --seeds 250 --page docs/scorecard.md

check: setup
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/lint-imports
	$(RUN)/pyright

bench: setup
	$(UV) sync --locked --quiet --python $(PYTHON) --all-extras --group bench
	$(RUN)/python -m bench

docs: setup
	$(RUN)/python scripts/generate_docs.py

clean:
	rm -rf .venv .tools .spark .validation demo
