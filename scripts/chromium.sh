#!/usr/bin/env bash
# chromium.sh shell|whole: prints the path of a Chromium; installs one where there is none and it may.
# Its headless shell is the same browser without windows, and takes a journey about a fifth less of a
# processor. The few stories of what it leaves out, such as notifications, need a whole one.
set -euo pipefail
cd "$(dirname "$0")/.."

named() {
  for name in "$@"; do command -v "$name" 2>/dev/null && return; done
  return 1
}

kept() {
  find "$HOME/.cache/ms-playwright" -type f -perm -u+x -path "*/$1-*" -name "$2" 2>/dev/null | tail -n 1 | grep .
}

look_whole() {
  named "${WHOLE_CHROMIUM:-chromium}" chromium-browser google-chrome google-chrome-stable || kept chromium chrome
}

look_shell() {
  named "${CHROMIUM:-chromium-headless-shell}" || kept chromium_headless_shell '*headless*shell'
}

from_debian() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  echo "Fetching a Chromium for the journeys ..." >&2
  { apt-get update -q && apt-get install -q -y --no-install-recommends chromium chromium-headless-shell; } >&2
}

from_playwright() {
  echo "Fetching a Chromium for the journeys ..." >&2
  .venv/bin/python -m playwright install --with-deps chromium >&2
}

look=look_${1:-shell}
$look && exit
from_debian && $look && exit
look_whole && exit # slower, and all of it
from_playwright && $look && exit
echo "The journeys need Chromium: install it (on Debian: apt install chromium chromium-headless-shell) and try again." >&2
exit 2
