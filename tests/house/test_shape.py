"""Small files with honest names, each saying what it is for."""

import ast
from pathlib import Path

from tests.house.tree import files, name, python_files, tree

MOST_LINES = 400
# A name that says nothing invites everything.
DRAWERS = {"utils", "util", "helpers", "helper", "common", "services", "misc", "base"}


def written(*folders: str) -> list[Path]:
    """The Python files that somebody wrote: a migration is a record that Django makes of the models."""
    return [path for path in python_files(*folders) if path.parent.name != "migrations"]


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in written()}
    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_module_or_folder_is_a_drawer() -> None:
    parts = {name(path): {path.stem, *path.parent.parts} for path in python_files()}
    assert {path: found & DRAWERS for path, found in parts.items() if found & DRAWERS} == {}


def test_every_module_of_the_package_says_what_it_is_for() -> None:
    assert [name(path) for path in written("src") if not ast.get_docstring(tree(path))] == []


def test_shell_scripts_can_be_started() -> None:
    scripts = [path for path in files() if path.suffix == ".sh" or name(path) == ".ci/run"]
    assert scripts
    assert [name(path) for path in scripts if not path.stat().st_mode & 0o100] == []


def test_every_folder_of_the_package_is_one() -> None:
    """Git leaves out what its ignored names hide, such as `build`: then a clone has no `__init__` there."""
    folders = {path.parent for path in python_files("src")}
    listed = {name(path) for path in files()}
    assert sorted(name(folder) for folder in folders if f"{name(folder)}/__init__.py" not in listed) == []
