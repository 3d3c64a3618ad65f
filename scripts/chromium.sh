#!/usr/bin/env bash
# Prints the path of a Chromium; installs one where there is none and it may.
set -euo pipefail
cd "$(dirname "$0")/.."

look() {
  for name in "${CHROMIUM:-chromium}" chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" 2>/dev/null && return
  done
  ls -1 "$HOME"/.cache/ms-playwright/chromium-*/chrome-linux*/chrome 2>/dev/null | tail -n 1 | grep .
}

fetch() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -q && apt-get install -q -y --no-install-recommends chromium; } >&2 && return
  fi
  .venv/bin/python -m playwright install --with-deps chromium >&2
}

look && exit
echo "No Chromium here; fetching one for the journeys ..." >&2
fetch && look && exit
echo "The journeys need Chromium: install it (on Debian: apt install chromium) and try again." >&2
exit 2
