#!/usr/bin/env bash
# browsers.sh [print]: WebKit and Firefox for tests/browsers, and with `print` what prints in WebKit;
# installs what is missing where it may.
set -euo pipefail

needed=(webkit2gtk-driver firefox-esr xvfb)
print=${1:-}
if [ "$print" = print ]; then needed+=(python3-gi gir1.2-webkit2-4.1 gir1.2-gtk-3.0); fi

here() {
  command -v WebKitWebDriver && command -v Xvfb && { command -v firefox-esr || command -v firefox; } &&
    ls /usr/lib/*/webkit2gtk-4.*/MiniBrowser && { [ "$print" != print ] || prints; }
}

prints() {
  /usr/bin/python3 -c 'import gi; gi.require_versions({"Gtk": "3.0", "Soup": "3.0", "WebKit2": "4.1"})'
}

here >/dev/null 2>&1 && exit
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Fetching WebKit and Firefox for their tests ..." >&2
  { apt-get update -q && apt-get install -q -y --no-install-recommends "${needed[@]}"; } >&2
fi
here >/dev/null 2>&1 && exit
echo "These tests need WebKit and Firefox (on Debian: apt install ${needed[*]})." >&2
exit 2
