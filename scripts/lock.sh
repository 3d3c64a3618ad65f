#!/usr/bin/env bash
# Writes the lock files from the *.in files, with uv as its own lock file pins it; what is pinned already
# stays, but for what is named. No address of a package index may stand in them.
# lock.sh [PACKAGE ...]
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/install.sh lock
upgrade=()
for name in "$@"; do upgrade+=(--upgrade-package "$name"); done
cd requirements
for name in run pdf build test insight lock; do
  ../.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
    --no-header --no-emit-index-url --no-emit-find-links ${upgrade[@]+"${upgrade[@]}"} "$name.in" -o "$name.txt"
done
