# Everything a person does with this repository. Needs Python 3.11 or later and make; `make demo` is the place to begin.

PYTHON ?= python3
# Where the tools are installed; made when it is not there, and filled anew when pyproject.toml changes.
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: help demo test lint format heavy bench cldr gazetteer clean

help:
	@echo 'make demo       normalise the samples and show what came of them'
	@echo 'make test       run every test'
	@echo 'make lint       ruff and mypy --strict'
	@echo 'make format     let ruff put the code in shape'
	@echo 'make heavy      build wheel and sdist, and run every test on the installed wheel'
	@echo 'make bench      speed and quality'
	@echo 'make cldr       generate the months of all languages from CLDR'
	@echo 'make gazetteer  generate the list of places'

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

demo: $(READY)
	mkdir -p out
	$(BIN)/normalizer run samples/raw -o out/samples.jsonl
	@$(BIN)/python samples/show.py out/samples.jsonl

test: $(READY)
	$(BIN)/pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The wheel is built from the sdist, so that both are known to hold everything; the tests run where no checkout can be imported by mistake.
heavy: $(READY)
	rm -rf build/heavy dist
	$(BIN)/python -m build --outdir dist .
	mkdir -p build/heavy
	$(PYTHON) -m venv build/heavy/env
	build/heavy/env/bin/python -m pip install --quiet --disable-pip-version-check "$$(ls dist/*.whl)[dev]"
	cp -r tests samples benchmarks README.md pyproject.toml build/heavy/
	cd build/heavy && env/bin/normalizer run samples/raw -o samples.jsonl
	cd build/heavy && env/bin/pytest

bench: $(READY)
	@for file in benchmarks/*.py; do [ -e "$$file" ] || { echo 'no benchmarks yet'; exit 1; }; $(BIN)/python "$$file" || exit 1; done

cldr: $(READY)
	$(BIN)/python -m normalizer.rulebook.generate.cldr

gazetteer: $(READY)
	$(BIN)/python -m normalizer.rulebook.generate.gazetteer

clean:
	rm -rf .venv .ci/env build dist out .pytest_cache .mypy_cache .ruff_cache .hypothesis
