# Everything a person does with this repository. Needs Python 3.11 or later and make; `make demo` is the place to begin.

PYTHON ?= python3
# Where the tools are installed; made when it is not there, and filled anew when pyproject.toml changes.
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: help demo samples test lint format docs heavy bench cldr gazetteer clean

help:
	@echo 'make demo       normalise the samples and show what came of them'
	@echo 'make samples    write samples/canonical anew; read what changed before it goes in'
	@echo 'make test       run every test'
	@echo 'make lint       ruff and mypy --strict'
	@echo 'make format     let ruff put the code in shape'
	@echo 'make docs       build the documentation site; any warning fails'
	@echo 'make heavy      build the site, wheel and sdist, and run every test on the installed wheel'
	@echo 'make bench      quality beside its floors, speed beside the obvious stack, the engine under 1,000 rules, what a short command costs'
	@echo 'make cldr       generate the months of all languages from CLDR'
	@echo 'make gazetteer  generate the list of places'

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

# A record of the samples is broken on purpose, and `run` answers 1 where it rejects something.
demo: $(READY)
	mkdir -p out
	$(BIN)/normalizer run samples/raw -o out/samples.jsonl --rejects out/rejects.jsonl || [ $$? -eq 1 ]
	@$(BIN)/python samples/show.py out/samples.jsonl
	@echo 'The article as data, one a line: out/samples.jsonl. What could not be read (one record is broken on purpose): out/rejects.jsonl.'

samples: $(READY)
	$(BIN)/python samples/make.py

test: $(READY)
	$(BIN)/pytest -n 2 --dist loadfile

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy docs

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(VENV)/ready-docs: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[docs]'
	touch $@

# A site that asks the network for anything is no site that works offline.
docs: $(VENV)/ready-docs
	$(BIN)/python docs/generate.py build/docs
	$(BIN)/zensical build --strict --clean --config-file build/docs/mkdocs.yml
	! grep -rlE '<(script|img|link|iframe)[^>]* (src|href)="(https?:)?//' build/docs/site --include='*.html'

# The wheel is built from the sdist, so that both are known to hold everything; the tests run where no checkout can be imported by mistake.
heavy: docs
	rm -rf build/heavy dist
	$(BIN)/python -m build --outdir dist .
	mkdir -p build/heavy
	$(PYTHON) -m venv build/heavy/env
	build/heavy/env/bin/python -m pip install --quiet --disable-pip-version-check "$$(ls dist/*.whl)[dev]"
	cp -r tests samples benchmarks docs *.md Makefile pyproject.toml .pre-commit-hooks.yaml build/heavy/
	cd build/heavy && { env/bin/normalizer run samples/raw -o samples.jsonl || [ $$? -eq 1 ]; }
	cd build/heavy && env/bin/pytest -n 2 --dist loadfile

bench: $(READY)
	$(BIN)/python benchmarks/quality.py
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/engine.py
	$(BIN)/python benchmarks/start.py

cldr: $(READY)
	$(BIN)/python -m normalizer.rulebook.generate.cldr

gazetteer: $(READY)
	$(BIN)/python -m normalizer.rulebook.generate.gazetteer

clean:
	rm -rf .venv .ci/env build dist out .pytest_cache .mypy_cache .ruff_cache .hypothesis
