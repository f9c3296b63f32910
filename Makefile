# Two commands from a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# torch's CPU build lies on this project's build machines; elsewhere pip takes the usual one.
TORCH := torch==2.13.0
PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet

.PHONY: demo test lint types notebook quality speed clean
.DELETE_ON_ERROR:

$(VENV)/demo.stamp: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --upgrade pip
	$(PIP) --constraint constraints.txt --editable .
	touch $@

$(VENV)/dev.stamp: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --upgrade pip
	$(PIP) $(TORCH)
	$(PIP) --constraint constraints.txt --editable '.[dev]'
	touch $@ $(VENV)/demo.stamp

demo: $(VENV)/demo.stamp  ## Install, build the gazetteer, read the founding article: tables and a map in out/demo
	$(BIN)/eventgeo gazetteer build
	$(BIN)/eventgeo extract seeds/al-boukamal.txt --date 2017-11-15 --map --format csv --format gpkg -o out/demo
	@echo "Open out/demo/map.html in a browser, out/demo/eventgeo.gpkg in QGIS."

test: $(VENV)/dev.stamp  ## Install with the development tools and run all tests
	$(BIN)/python -m pytest

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check src tests scripts benchmarks
	$(BIN)/ruff format --check src tests scripts benchmarks
	$(BIN)/lint-imports

types: $(VENV)/dev.stamp
	$(BIN)/mypy

notebook: $(VENV)/dev.stamp  ## Run the example notebook in place
	$(BIN)/python scripts/run_notebook.py examples/first_article.ipynb

quality: $(VENV)/dev.stamp
	$(BIN)/python benchmarks/quality.py

speed: $(VENV)/dev.stamp
	$(BIN)/python benchmarks/speed.py

clean:
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
