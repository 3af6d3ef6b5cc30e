"""Imports: at the head of the file, and only downwards."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.house.tree import ROOT, name, python_files, tree

# What is heavy and not always needed is loaded when it is. File -> top-level names that it may import late.
LATE_IMPORTS: dict[str, set[str]] = {
    "src/farflung/cli/check.py": {"rich"},
    "src/farflung/cli/halves.py": {"farflung"},  # the checks, while others read
    "src/farflung/cli/main.py": {"farflung"},  # the zones, with numpy, for --version
    "src/farflung/cli/progress.py": {"rich"},
    "src/farflung/engine/rota/methods/solvers/cpsat.py": {"ortools"},  # with pandas, where HiGHS is enough
    "src/farflung/intake/agreement/__init__.py": {"farflung"},  # the reader, with pydantic and yaml
    "src/farflung/intake/answers.py": {"yaml"},
    "src/farflung/intake/holiday_package.py": {"holidays"},
    "src/farflung/intake/ics/__init__.py": {"farflung"},  # the reader
    "src/farflung/intake/markets/__init__.py": {"farflung"},  # the reader, with pydantic and yaml
    "src/farflung/intake/ics/library.py": {"icalendar"},
    "tests/server/conftest.py": {"farflung", "playwright", "tests"},  # what needs Django set up, or a browser
}

Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
BESIDE_THE_HEAD = re.compile(r"^(?!from |import ).*\bimport\b", re.MULTILINE)
"""The word in a line that does not begin with an import: all that may be one in a function, and comments."""


def hidden_imports(path: Path) -> Iterator[str]:
    """``file:line`` of each import inside a function that is not on the list."""
    if not BESIDE_THE_HEAD.search(path.read_text(encoding="utf-8")):
        return
    allowed = LATE_IMPORTS.get(name(path), set())
    for scope in ast.walk(tree(path)):
        if isinstance(scope, Scope):
            for node in ast.walk(scope):
                if isinstance(node, ast.Import | ast.ImportFrom) and not imported(node) <= allowed:
                    yield f"{name(path)}:{node.lineno}"


def imported(node: ast.Import | ast.ImportFrom) -> set[str]:
    """The top-level names that an import statement brings in."""
    names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
    return {full.partition(".")[0] for full in names}


def contracts() -> list[dict[str, Any]]:
    """The import contracts of pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return found


def test_no_import_hides_in_a_function() -> None:
    """An import tucked into a function body is nearly always a hidden cycle."""
    assert [hit for path in python_files() for hit in hidden_imports(path)] == []


def test_the_late_imports_on_the_list_are_still_there() -> None:
    assert [path for path in LATE_IMPORTS if not (ROOT / path).is_file()] == []


def test_import_rules_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_layer_contract_is_exhaustive() -> None:
    """So a new package finds its storey before it can be imported at all."""
    layers = [contract for contract in contracts() if contract["type"] == "layers"]
    assert {contract["containers"][0] for contract in layers} >= {"farflung", "farflung.engine"}
    assert [contract["name"] for contract in layers if not contract.get("exhaustive")] == []


def test_every_storey_below_the_server_but_the_engine_keeps_off_the_solvers() -> None:
    rule = next(contract for contract in contracts() if "highspy" in contract.get("forbidden_modules", ()))
    storeys = {path.parent.name for path in (ROOT / "src" / "farflung").glob("*/__init__.py")}
    assert {f"farflung.{storey}" for storey in storeys - {"engine"}} == set(rule["source_modules"])
