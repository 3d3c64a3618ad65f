#!/usr/bin/env bash
# browsers.sh: WebKit and Firefox for tests/browsers; installs what is missing where it may.
set -euo pipefail

here() {
  command -v WebKitWebDriver && command -v Xvfb && { command -v firefox-esr || command -v firefox; } &&
    ls /usr/lib/*/webkit2gtk-4.*/MiniBrowser
}

here >/dev/null 2>&1 && exit
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Fetching WebKit and Firefox for their tests ..." >&2
  { apt-get update -q && apt-get install -q -y --no-install-recommends webkit2gtk-driver firefox-esr xvfb; } >&2
fi
here >/dev/null 2>&1 && exit
echo "These tests need WebKit and Firefox (on Debian: apt install webkit2gtk-driver firefox-esr xvfb)." >&2
exit 2
