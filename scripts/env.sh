#!/bin/sh
# Makes .venv and puts the locked requirements and this package into it.
#
#   scripts/env.sh run      what it takes to run the linter
#   scripts/env.sh server   that, and what it takes to serve the site
#   scripts/env.sh dev      that, and what it takes to test and change it
#   scripts/env.sh fuzz     .venv-fuzz: what throws requests at the interface, apart from everything else
#   scripts/env.sh scim     .venv-scim: what tries the door for directories, the same way
#   scripts/env.sh caldav   .venv-caldav: what reads calendars as programs do, the same way
#
# Uses uv where there is one (seconds), else python3 -m venv and pip. Everything installed is named by hash
# in requirements/, so the outcome does not depend on the day or on the mirror. An environment that works is
# kept and only added to.
set -eu
cd "$(dirname "$0")/.."
root=$(pwd)
set_name=${1:?"which requirements: run, server, dev, fuzz, scim or caldav"}
venv=$root/.venv
apart=
case $set_name in fuzz | scim | caldav) apart=yes venv=$root/.venv-$set_name ;; esac
locked=$root/requirements/$set_name.txt

say() { printf '%s\n' "$*"; }
has_uv() { [ -z "${FARFLUNG_NO_UV:-}" ] && command -v uv >/dev/null 2>&1; }

works() { # the environment exists, and its Python runs and is new enough
  [ -x "$venv/bin/python" ] &&
    "$venv/bin/python" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

bring_venv_module() { # Debian and Ubuntu ship Python without the half of venv that brings pip
  "$1" -c 'import ensurepip, venv' >/dev/null 2>&1 && return 0
  version=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "This Python cannot make environments yet: installing Debian's python$version-venv"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "python$version-venv"; } >/dev/null || true
  fi
  "$1" -c 'import ensurepip, venv' >/dev/null 2>&1 && return 0
  {
    say "$1 cannot make environments: its module 'ensurepip' is missing."
    say "  Debian, Ubuntu   sudo apt-get install python$version-venv"
    say "  or get uv        https://docs.astral.sh/uv/  (then the system's Python is enough as it is)"
  } >&2
  return 1
}

make_environment() {
  if [ -e "$venv" ]; then
    say "The environment .venv is broken or older than Python 3.11: making it anew"
  fi
  if has_uv && ! "$root/scripts/python.sh" >/dev/null 2>&1; then
    python=3.13
    say "No Python 3.11 or newer here: uv fetches Python $python"
  else
    python=$("$root/scripts/python.sh")
  fi
  say "Creating $(basename "$venv") with $python"
  if has_uv; then
    uv venv --quiet --clear --python "$python" "$venv"
  else
    bring_venv_module "$python"
    "$python" -m venv --clear "$venv"
  fi
}

install() { # install ARGUMENT...: with uv or pip
  if has_uv; then
    # Not from the project's folder: the quarantine set there is for locking. Here the hashes decide, and a
    # mirror that gives no upload times would offer nothing.
    (cd / && uv pip install --quiet --compile-bytecode --python "$venv/bin/python" "$@")
  else
    "$venv/bin/python" -m pip --version >/dev/null 2>&1 || "$venv/bin/python" -m ensurepip >/dev/null
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
  fi
}

works || make_environment
say "Installing the locked requirements ($set_name: $(grep -c '^[a-z]' "$locked") packages) with $(has_uv && echo uv || echo pip)"
install --require-hashes -r "$locked"
[ -z "$apart" ] || exit 0
# Its requirements are in, its build backend too: nothing is left to fetch.
install --no-deps --no-build-isolation --editable "$root"
# Compiled now, as pip and uv do with what they install: no first start has to.
"$venv/bin/python" -m compileall -q "$root/src"
