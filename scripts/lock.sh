#!/bin/sh
# Writes requirements/run.txt, server.txt, dev.txt, and those of environments apart, anew from pyproject.toml.
#
# Every file of every locked release is named by its hash, for every platform and every supported Python.
# The files name no host and no path of this machine, so that they serve behind any mirror. The week of
# quarantine for new releases comes from `exclude-newer` in pyproject.toml.
#
#   scripts/lock.sh             keep what is locked where it still fits
#   scripts/lock.sh --upgrade   take the newest releases that are out of quarantine
set -eu
cd "$(dirname "$0")/.."

command -v uv >/dev/null 2>&1 || {
  echo "Locking needs uv (a development tool; neither 'make demo' nor 'make test' needs it)." >&2
  echo "Get it with: python3 -m pip install --user uv" >&2
  exit 1
}

lock() { # lock FILE ARGUMENT...: the locked requirements of pyproject.toml with those groups
  file=$1
  shift
  echo "Locking $file"
  uv pip compile pyproject.toml --universal --generate-hashes --quiet \
    --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
    --output-file "$file" "$@" >/dev/null
}

lock requirements/run.txt --group build "$@"
# The server's set holds the run set at the same versions: the linter in it is the one that people know.
lock requirements/server.txt --group build --extra server --constraint requirements/run.txt "$@"
# The development set holds the server's set at the same versions: the tests must meet what people run.
lock requirements/dev.txt --group build --group dev --extra server --constraint requirements/server.txt "$@"

for apart in fuzz scim caldav; do
  echo "Locking requirements/$apart.txt"
  uv pip compile --group "pyproject.toml:$apart" --python-version 3.11 --universal --generate-hashes --quiet \
    --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
    --output-file "requirements/$apart.txt" "$@" >/dev/null
done
