#!/bin/sh
# Prints the command of a Python that is new enough, or says plainly what is missing and how to get it.
# PYTHON=/path/to/python3.12 in the environment chooses one by hand.
set -eu

new_enough() {
  "$1" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# The system's own choice comes first: it is the one that its packages (venv, certificates) belong to.
for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.14 python3.11 python; do
  if new_enough "$candidate"; then
    command -v "$candidate"
    exit 0
  fi
done

found=$( (python3 --version 2>&1 || true) | head -n 1)
{
  echo "Farflung needs Python 3.11 or newer, and none was found here."
  case $found in
    "Python 3"*) echo "  python3 is $found, which is too old." ;;
    *) echo "  There is no python3 on the path." ;;
  esac
  echo "Get one:"
  echo "  Debian 12+, Ubuntu 24.04+   sudo apt-get install python3 python3-venv"
  echo "  Ubuntu 22.04                sudo apt-get install python3.11 python3.11-venv"
  echo "  macOS                       brew install python@3.13   (or the installer of python.org)"
  echo "  anywhere, with uv           uv python install 3.13"
  echo "Or name one by hand:          make PYTHON=/path/to/python3.13 demo"
} >&2
exit 1
