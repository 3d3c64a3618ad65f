# Each command is whole: it installs what it needs first, and a second call finds it done.
#   make run ARGS="--port 9000 --data DIR"

PYTHON := .venv/bin/python

.PHONY: run demo pdf browsers test longer quick lint types walls migrations check mutate bench bench-insight walkthrough format lock messages next clean

run:
	@scripts/install.sh run
	@$(PYTHON) -m outandback run $(ARGS)

# For “Keep as a PDF” on a keepsake. `make run` keeps it from then on.
pdf:
	@scripts/pango.sh
	@scripts/install.sh run
	@scripts/install.sh pdf

demo:
	@scripts/install.sh run
	@$(PYTHON) -m outandback demo $(ARGS)

test:
	@scripts/install.sh test
	@scripts/test.sh $(ARGS)

# What takes minutes by nature: whole walks, fifty kills, most journeys, pages on PostgreSQL. Half an hour.
longer:
	@scripts/install.sh test
	@scripts/test.sh longer

# For the loop of one's work: rules, vault and house, and with ROOM=leave the tests of the room and page of that name.
quick:
	@scripts/install.sh test
	@scripts/quick.sh $(ROOM)

lint:
	@scripts/install.sh test
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	find outandback -name '*.html' -exec .venv/bin/djade --target-version 5.2 --check {} +

types:
	@scripts/install.sh test
	$(PYTHON) -m mypy

walls:
	@scripts/install.sh test
	.venv/bin/lint-imports --no-logo

migrations:
	@scripts/install.sh test
	DJANGO_SETTINGS_MODULE=tests.settings $(PYTHON) -m django makemigrations --check --dry-run

check: lint walls types migrations test longer

# Takes each access filter away in turn and asks the tests: half an hour.
mutate:
	@scripts/install.sh test
	@$(PYTHON) scripts/mutate_access.py $(ARGS)

# WebKit and Firefox, with pictures and with more than the one leave that `make test` takes in both.
browsers:
	@scripts/install.sh test
	@scripts/browsers.sh print
	@mkdir -p test-results/browsers
	@BROWSERS_PICTURES=test-results/browsers $(PYTHON) -m pytest -q -n 0 tests/browsers/test_two_people.py tests/browsers/longer.py $(ARGS)

bench:
	@scripts/install.sh test
	@$(PYTHON) -m benchmarks $(ARGS)

# The statistics on made-up couples, beside a mixed model by statsmodels. All of it takes an hour; a small record:
# make bench-insight ARGS="--share 0.02"
bench-insight:
	@scripts/install.sh test
	@scripts/install.sh insight
	@OMP_NUM_THREADS=1 $(PYTHON) -m benchmarks.insight.full $(ARGS)

# Two newcomers at a phone: how many screens, taps, words and minutes it takes them.
walkthrough:
	@scripts/install.sh test
	@CHROMIUM=$$(scripts/chromium.sh shell) $(PYTHON) -m benchmarks.walkthrough

format:
	@scripts/install.sh test
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .
	find outandback -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} +

# Every text that is marked, for whoever translates: `make messages LANGUAGE=de`.
messages:
	@scripts/install.sh test
	@PYTHONPATH=. DJANGO_SETTINGS_MODULE=tests.settings $(PYTHON) scripts/catalogues.py update $(LANGUAGE)

next:
	@scripts/next.sh $(ARGS)

lock:
	@scripts/lock.sh $(ARGS)

clean:
	rm -rf .venv .venv-next .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov dist build test-results
