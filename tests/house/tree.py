"""The files of the repository, as the tests of the house see them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON_ROOMS = ("src", "tests", "benchmarks", "scripts")
LEFT_OUT = {".git", ".venv", "demo", "htmlcov", "node_modules"}


def _listed_by_git() -> list[str]:
    """What git knows or would add: what is ignored is nobody's text."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return []
    return done.stdout.splitlines() if done.returncode == 0 else []


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project; in an unpacked archive without git, every file that is no cache."""
    listed = [ROOT / line for line in _listed_by_git()]
    found = listed or [path for path in ROOT.rglob("*") if not LEFT_OUT & set(path.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts))


def name(path: Path) -> str:
    """The path as people write it: from the root of the repository, with slashes."""
    return path.relative_to(ROOT).as_posix()


def python_files(*rooms: str) -> tuple[Path, ...]:
    """The Python files below these folders, or below all folders that hold code."""
    wanted = rooms or PYTHON_ROOMS
    return tuple(
        path
        for path in files()
        if path.suffix == ".py" and any(path.is_relative_to(ROOT / room) for room in wanted)
    )


def tree(path: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
