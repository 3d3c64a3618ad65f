#!/usr/bin/env bash
# test.sh [longer | arguments for pytest]: rooms, pages and what stands around them on SQLite, rooms again on PostgreSQL,
# then a few journeys and faults. `longer` runs what this leaves out: pages on PostgreSQL, and all that is marked so. With
# other arguments only what they name is run, on SQLite. One worker a core: with more, what is timed is timed wrongly.
# Rooms and journeys never share a process: while a browser is driven, Django opens its rows anew, and the rows of before
# stay locked.
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

case "${1:-}" in
  "") which="not longer" on_postgres="front ops rooms ui vault web" ;;
  longer) which=longer on_postgres="everywhere pages" ;;
  *) exec .venv/bin/python $pytest -n 2 "$@" ;;
esac
echo "== rooms and pages, on SQLite"
.venv/bin/python $pytest -n 2 -m "$which" tests --ignore=tests/journeys --ignore=tests/faults --ignore=tests/browsers
echo "== $on_postgres, on PostgreSQL"
.venv/bin/python -m tests.postgres .venv/bin/python $pytest -n 2 -m "not sqlite and not rowless" \
  $(printf 'tests/%s ' $on_postgres)
echo "== journeys and faults, in Chromium, WebKit and Firefox and on the real server"
.venv/bin/python $pytest -n 2 -m "$which" tests/journeys tests/faults tests/browsers
