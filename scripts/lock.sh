#!/usr/bin/env bash
# Writes the lock files from the *.in files. No address of a package index may stand in them.
set -euo pipefail
cd "$(dirname "$0")/../requirements"
for name in run pdf test; do
  ../.venv/bin/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-annotate --no-header --no-emit-index-url --no-emit-find-links "$name.in" -o "$name.txt"
done
