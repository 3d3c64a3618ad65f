#!/usr/bin/env bash
# Prints the folder of PostgreSQL's programs; installs them where there are none and it may.
set -euo pipefail

look() {
  if command -v initdb >/dev/null; then dirname "$(command -v initdb)"; return; fi
  ls -1d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 | grep .
}

look && exit
echo "No PostgreSQL here; fetching it for the tests ..." >&2
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  { apt-get update -q && apt-get install -q -y --no-install-recommends postgresql; } >&2 || true
fi
look && exit
echo "The tests need PostgreSQL's programs: install them (on Debian: apt install postgresql) and try again." >&2
exit 2
