#!/usr/bin/env bash
# Sees to the libraries that draw a PDF's letters; installs them where there are none and it may.
set -euo pipefail

look() {
  "${PYTHON:-python3}" -c 'import sys
from ctypes.util import find_library
sys.exit(not all(map(find_library, ("gobject-2.0", "pango-1.0", "pangoft2-1.0", "harfbuzz", "fontconfig"))))'
}

look && exit
echo "No Pango here; fetching it ..." >&2
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  { apt-get update -q && apt-get install -q -y --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0; } >&2 || true
fi
look && exit
echo "A PDF needs Pango: install it (on Debian: apt install libpangoft2-1.0-0 libharfbuzz-subset0; on a Mac: brew install pango) and try again." >&2
exit 2
