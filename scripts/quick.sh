#!/usr/bin/env bash
# quick.sh [names of rooms or pages]: what needs no browser and no server, and the room tests of these
# names, on SQLite: `quick.sh leave today`. A name that no test has is refused.
set -euo pipefail
cd "$(dirname "$0")/.."
unset PYTHONDONTWRITEBYTECODE
shopt -s nullglob
rooms=()
for name in "$@"; do
  found=(tests/rooms/test_"$name".py tests/rooms/test_"$name"_*.py)
  real=()
  for file in "${found[@]}"; do if [ -f "$file" ]; then real+=("$file"); fi; done
  [ ${#real[@]} -gt 0 ] || { echo "No room tests are named $name." >&2; exit 2; }
  rooms+=("${real[@]}")
done
exec .venv/bin/python -m pytest --dist worksteal -q -n 2 tests/rules tests/vault tests/house "${rooms[@]}"
