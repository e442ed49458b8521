# Two commands matter: `make run` and `make test`. Both install what is missing first.
PYTHON ?= python3
PYTEST_ARGS ?= -n 2 --dist loadscope

BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
PIN := uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml

TRANSLATIONS := inspection_app/translations
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard $(TRANSLATIONS)/*/LC_MESSAGES/messages.po))

# The environment is made anew when a lock's content, the Python or the checkout's place is another one.
key = $(firstword $(shell { pwd; $(PYTHON) -V; cat $(1); } 2>&1 | cksum))
RUNTIME := .venv/.runtime-$(call key,requirements.lock)
TOOLS := .venv/.tools-$(call key,requirements.lock requirements-dev.lock)

export PYTHON
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: run test check format catalogue lock clean help system-run system-test

run: $(RUNTIME) $(CATALOGUES) ## serve the app with the demo round (HOST, PORT, DATA_DIR to change)
	@$(BIN)/inspection demo
	@exec $(BIN)/inspection serve

test: $(TOOLS) $(CATALOGUES) | system-test ## run all tests (PYTEST_ARGS to choose some)
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: $(TOOLS) ## lint, types, layers, templates, catalogue
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint inspection_app/templates
	$(BIN)/python -m pytest --quiet tests/code/test_catalogue.py

format: $(TOOLS) ## write code the way `make check` wants them
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .

catalogue: $(TOOLS) ## bring the Vietnamese catalogue up to date with the sentences in the code
	$(BIN)/pybabel extract --mapping babel.cfg --keyword Message:1 --keyword _l --add-location file --sort-by-file \
		--no-wrap --project inspection-app --output-file .venv/messages.pot inspection_app
	$(BIN)/pybabel update --input-file .venv/messages.pot --output-dir $(TRANSLATIONS) --no-fuzzy-matching \
		--ignore-obsolete --no-wrap --ignore-pot-creation-date --init-missing --locale vi

lock: $(RUNTIME) ## pin the dependencies of pyproject.toml (UPGRADE=--upgrade for newer versions)
	$(PIP) install uv
	$(BIN)/$(PIN) $(UPGRADE) --group build --output-file requirements.lock
	$(BIN)/$(PIN) $(UPGRADE) --group build --extra dev --constraint requirements.lock --output-file requirements-dev.lock

clean: ## remove everything made here except the data in var/
	rm -rf .venv *.egg-info .coverage .hypothesis .*_cache $(CATALOGUES)
	find . -name __pycache__ -prune -exec rm -rf {} +

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

system-run system-test: system-%:
	@tools/system-packages $*

$(RUNTIME): | system-run
	$(PYTHON) -m venv --clear .venv
	$(PIP) install --no-deps --require-hashes --requirement requirements.lock
	$(PIP) install --no-deps --no-index --no-build-isolation --editable .
	@touch $@

$(TOOLS): $(RUNTIME)
	$(PIP) install --no-deps --require-hashes --requirement requirements-dev.lock
	@touch $@

%.mo: %.po | $(RUNTIME)
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
