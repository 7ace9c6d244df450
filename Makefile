# Everything a newcomer types. Needs Python 3.11 and nothing else.
PYTHON ?= python3.11
BIN := .venv/bin
MINUTES ?= 10
SEED ?= 1

.PHONY: setup run test check bench full faults pictures clean

setup: .venv/ready

.venv/ready: requirements.lock requirements-dev.lock
	@command -v $(PYTHON) >/dev/null || { echo "需要 Python 3.11（命令 $(PYTHON)）"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

run: setup
	@$(BIN)/lantian up

test: setup
	$(BIN)/python -m tests.parallel

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/lantian docs --check

bench: setup
	$(BIN)/python -m benchmarks

faults: setup
	@failed=""; run() { \
		$(BIN)/python -m tests.faults --seed $(SEED) --report "$$@" || failed="$$failed $$2"; \
	}; \
	run --mode distributed --minutes $(MINUTES); \
	run --mode cluster --minutes 2; \
	run --mode embedded --minutes $(MINUTES); \
	$(BIN)/python -m tests.faults --mode plain --minutes 2 --seed $(SEED) --report || true; \
	test -z "$$failed" || { echo "failed:$$failed"; exit 1; }

pictures: setup
	$(BIN)/python -W ignore -m tests.pictures

full: setup
	$(BIN)/python -m tests.full

clean:
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache
