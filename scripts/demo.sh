#!/bin/sh
# The demo: writes the example companies, checks them, shows the report, and serves their site until Ctrl-C.
#
#   scripts/demo.sh       serves if somebody sits at a terminal; else it ends with how to start the site
#   scripts/demo.sh yes   serves wherever it runs
#   scripts/demo.sh no    never does
set -eu
cd "$(dirname "$0")/.."

case ${1:-} in
  yes) serve=--serve ;;
  no) serve= ;;
  '') if [ -t 0 ] && [ -t 1 ]; then serve=--serve; else serve=; fi ;;
  *) echo "SERVE is '$1': write yes or no" >&2; exit 2 ;;
esac

echo "Running: farflung demo --out demo${serve:+ $serve}"
# shellcheck disable=SC2086  # empty means no option, not an empty one
exec .venv/bin/farflung demo --out demo $serve
