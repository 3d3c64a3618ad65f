#!/usr/bin/env bash
# quick.sh [names of rooms or pages]: what needs no browser and no server, and the tests of the rooms and
# pages of these names, on SQLite: `quick.sh leave today`. A name that neither has is refused.
set -euo pipefail
cd "$(dirname "$0")/.."
unset PYTHONDONTWRITEBYTECODE
folders=()
for name in "$@"; do
  found=()
  for folder in tests/rooms/"$name" tests/pages/"$name"; do
    if [ -f "$folder/__init__.py" ]; then found+=("$folder"); fi
  done
  [ ${#found[@]} -gt 0 ] || { echo "No room and no page with tests is named $name." >&2; exit 2; }
  folders+=("${found[@]}")
done
exec .venv/bin/python -m pytest --dist worksteal -q -n 2 tests/rules tests/vault tests/house "${folders[@]}"
