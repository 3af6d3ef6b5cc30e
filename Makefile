# The two commands of a fresh machine: `make demo` and `make test`. Works with GNU make 3.81 (macOS) and up.
# What is longer than a line lives in scripts/.

SHELL := /bin/sh
.DEFAULT_GOAL := help

BIN := .venv/bin
SERVER := .venv/.installed-server
DEV := .venv/.installed-dev
HOW := pyproject.toml scripts/env.sh scripts/python.sh

.PHONY: help demo test test-long coverage api-fuzz scim-check caldav-check format lock bench docs clean

help:
	@echo "make demo     set up, check an example company, show the report, serve its site (SERVE=no: do not)"
	@echo "make test     set up, then lint, types, import rules and the whole test suite"
	@echo "make test-long  the tests that take minutes: kills at random moments, the whole walk of the cast"
	@echo "make coverage  the lines and branches that the tests run, which takes them twice as long"
	@echo "make format   put the code into its shape and mend what ruff can mend"
	@echo "make bench    run the benchmarks"
	@echo "make api-fuzz throw requests at a running server; FUZZ='--max-examples 200' for more of them"
	@echo "make scim-check  let scim2-tester try the door for directories of a running server"
	@echo "make caldav-check  let the library caldav read the calendars of a running server"
	@echo "make docs     write the generated pages of docs/reference anew"
	@echo "make lock     lock the requirements anew (needs uv); UPGRADE=1 takes new releases"
	@echo "make clean    remove what these commands made"

# A stamp is newer than what it was made from, so the second run starts at once.
$(SERVER): requirements/server.txt $(HOW)
	@scripts/env.sh server
	@touch $@

$(DEV): requirements/dev.txt requirements/server.txt $(HOW)
	@scripts/env.sh dev
	@touch $(SERVER) $@

demo: $(SERVER)
	@scripts/demo.sh $(SERVE)

test: $(DEV)
	@scripts/test.sh

test-long: $(DEV)
	$(BIN)/python -m pytest tests -m 'long and not browser' -p no:randomly
	FARFLUNG_CHROMIUM=$$(scripts/chromium.sh) FARFLUNG_WALK=whole \
	  $(BIN)/python -m pytest tests/server/site/test_walk.py -p no:randomly

coverage: $(DEV)
	$(BIN)/python -m pytest tests --ignore tests/server -m "not speed and not long" --numprocesses auto --dist worksteal --cov --cov-report=
	$(BIN)/python -m pytest tests/server -m "not speed and not browser and not long" --numprocesses auto \
	  --dist loadfile --cov --cov-append --cov-report term

format: $(DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(DEV)
	$(BIN)/python -m benchmarks

docs: $(DEV)
	$(BIN)/python -m scripts.reference
	$(BIN)/python -m scripts.openapi

api-fuzz: $(DEV)
	@scripts/env.sh fuzz
	$(BIN)/python -m scripts.api_fuzz $(FUZZ)

scim-check: $(DEV)
	@scripts/env.sh scim
	$(BIN)/python -m scripts.scim_check

caldav-check: $(DEV)
	@scripts/env.sh caldav
	$(BIN)/python -m scripts.caldav_check

lock:
	@scripts/lock.sh $(if $(UPGRADE),--upgrade)

clean:
	rm -rf .venv .venv-fuzz .venv-scim .venv-caldav demo htmlcov screenshots .coverage .coverage.* .hypothesis .import_linter_cache \
	  .mypy_cache .pytest_cache .ruff_cache
	find src tests benchmarks scripts -type d -name __pycache__ -prune -exec rm -rf {} +
