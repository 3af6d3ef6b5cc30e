#!/bin/sh
# Prints the path of a Chromium for the browser tests, if there is one or Debian can give one.
#
# Never fails: a machine without a browser runs all other tests, and is told what it left out.
# FARFLUNG_CHROMIUM=/path/to/browser chooses one by hand.
set -u

find_browser() {
  for candidate in "${FARFLUNG_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
    "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
    if [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1; then
      command -v "$candidate"
      return 0
    fi
  done
  return 1
}

bounded() { # macOS has no timeout(1), and no apt-get either
  if command -v timeout >/dev/null 2>&1; then timeout "$@"; else shift && "$@"; fi
}

find_browser && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "No Chromium here: installing Debian's package chromium for the browser tests" >&2
  {
    bounded 120 apt-get update -qq
    DEBIAN_FRONTEND=noninteractive bounded 420 apt-get install -y -qq --no-install-recommends chromium
  } >/dev/null 2>&1
  find_browser && exit 0
fi

{
  echo "No Chromium here: the browser tests are left out. To run them too:"
  echo "  Debian, Ubuntu   sudo apt-get install chromium"
  echo "  macOS            brew install --cask chromium"
  echo "  or               FARFLUNG_CHROMIUM=/path/to/browser make test"
} >&2
exit 0
