#!/usr/bin/env bash
# test.sh [arguments for pytest]: rooms, pages and what stands around them on SQLite, and again on PostgreSQL where
# they ask for rows, then journeys and faults. With arguments only what they name is run, on SQLite. One worker a core:
# with more, what is timed is timed wrongly. Rooms and journeys never share a process: while a browser is driven, Django
# opens its rows anew, and the rows of before stay locked.
set -euo pipefail
cd "$(dirname "$0")/.."
CHROMIUM=$(scripts/chromium.sh shell)
WHOLE_CHROMIUM=$(scripts/chromium.sh whole)
POSTGRES=$(scripts/postgres.sh)
scripts/browsers.sh
scripts/pango.sh
export CHROMIUM WHOLE_CHROMIUM POSTGRES
unset PYTHONDONTWRITEBYTECODE # or each worker of each part reads every test anew
pytest="-m pytest --dist worksteal -q"

if [ $# -gt 0 ]; then exec .venv/bin/python $pytest -n 2 "$@"; fi
echo "== rooms and pages, on SQLite"
.venv/bin/python $pytest -n 2 tests --ignore=tests/journeys --ignore=tests/faults --ignore=tests/browsers
echo "== rooms and pages, on PostgreSQL"
.venv/bin/python -m tests.postgres .venv/bin/python $pytest -n 2 -m "not sqlite and not rowless" \
  tests/{everywhere,front,ops,pages,rooms,ui,vault,web}
echo "== journeys and faults, in Chromium, WebKit and Firefox and on the real server"
.venv/bin/python $pytest -n 2 tests/journeys tests/faults tests/browsers
