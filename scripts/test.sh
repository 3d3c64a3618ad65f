#!/usr/bin/env bash
# test.sh [arguments for pytest]: everything on SQLite, then the rooms again on PostgreSQL.
# With arguments only what they name is run, on SQLite. One worker a core: with more,
# what is timed is timed wrongly.
set -euo pipefail
cd "$(dirname "$0")/.."
CHROMIUM=$(scripts/chromium.sh shell)
WHOLE_CHROMIUM=$(scripts/chromium.sh whole)
POSTGRES=$(scripts/postgres.sh)
export CHROMIUM WHOLE_CHROMIUM POSTGRES
pytest="-m pytest --dist worksteal -q"

if [ $# -gt 0 ]; then exec .venv/bin/python $pytest -n 2 "$@"; fi
echo "== everything, on SQLite"
.venv/bin/python $pytest -n 2 tests
echo "== the rooms, on PostgreSQL"
.venv/bin/python -m tests.postgres .venv/bin/python $pytest -n 2 -m "not sqlite" tests/rooms
