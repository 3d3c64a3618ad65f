#!/usr/bin/env bash
# next.sh [arguments for pytest]: rooms and pages on SQLite with Python 3.13 and Django 6, in a .venv-next of
# its own with the newest of everything else, without the extra `pdf`. It looks ahead, and is no part of `make test`.
# PYTHON names another interpreter.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-python3.13}
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 13))' 2>/dev/null; then
  echo "$python isn't a Python 3.13 that runs here, so nothing was tried." >&2
  exit 2
fi
scripts/install.sh lock
.venv/bin/uv venv --quiet --allow-existing --python "$python" .venv-next
.venv/bin/uv pip install --quiet --upgrade --python .venv-next/bin/python \
  -r requirements/run.in -r <(grep -v '^-r' requirements/test.in) --override <(echo 'django>=6,<7')
.venv-next/bin/python -c 'import django, sys; print("Python", sys.version.split()[0], "and Django", django.__version__)'
unset PYTHONDONTWRITEBYTECODE
# The SQLite that pysqlite3 brings doesn't tell its limits, and Django 6 asks for them.
export OUTANDBACK_SQLITE=${OUTANDBACK_SQLITE:-system}
if [ $# = 0 ]; then set -- tests/{everywhere,front,ops,pages,rooms,ui,vault,web}; fi
exec .venv-next/bin/python -m pytest --dist worksteal -q -n 2 "$@"
