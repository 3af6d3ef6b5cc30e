#!/bin/sh
# The whole suite: lint, format, types, import rules, tests, tests with a time bound.
#
# Every step runs even when an earlier one failed: one run tells everything there is to mend.
set -u
cd "$(dirname "$0")/.."
PATH=$(pwd)/.venv/bin:$PATH
export PATH
# Thirty Pythons are started, and each would compile everything anew: half of the time of its start.
unset PYTHONDONTWRITEBYTECODE
failed=

step() { # step NAME COMMAND...
  name=$1
  shift
  printf '\n== %s: %s\n' "$name" "$*"
  started=$(date +%s)
  "$@"
  status=$?
  took=$(($(date +%s) - started))
  if [ "$status" = 0 ]; then
    printf -- '-- %s: good (%s s)\n' "$name" "$took"
  else
    printf -- '-- %s: FAILED with status %s (%s s)\n' "$name" "$status" "$took"
    failed="$failed $name"
  fi
}

holding() { # holding MARK FOLDER: the files in which a test has that mark
  grep -rl --include='test_*.py' "mark\.$1" "$2" | sort
}

FARFLUNG_CHROMIUM=$(scripts/chromium.sh)
export FARFLUNG_CHROMIUM

step lint ruff check .
step format ruff format --check .
step types mypy
step imports lint-imports --no-cache
# A test with a time bound shares the machine with nobody. What lines are run `make coverage` says: it takes these
# tests two and a half times as long.
step tests pytest -m "not speed and not long" --ignore tests/server --ignore tests/constitution --numprocesses auto --dist worksteal "$@"
# The server's tests, and those of the constitution, which walk its pages, have a PostgreSQL for each process; the
# tests of a file may share a site. They wait a good part of their time, for a killed process to be started again and
# the like: three do in the time of two. A file of one long test must not come last, as it would where files are
# ordered by how many tests they have. The browser's loop and Django's threads do not mix.
step server pytest tests/constitution tests/server -m "not speed and not browser and not long" --numprocesses 3 --dist loadfile --no-loadscope-reorder --durations 30 "$@"
step pages pytest $(holding browser tests/server) -m "browser and not speed and not long" -p no:randomly --numprocesses 3 --dist loadfile --durations 10 "$@"
# To look for tests in all other files would take as long as a good part of these.
step speed pytest $(holding speed tests) -m speed -p no:randomly "$@"

if [ -n "$failed" ]; then
  printf '\nFailed:%s\n' "$failed"
  exit 1
fi
printf '\nAll good.\n'
