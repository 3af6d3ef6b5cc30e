"""The commands that the texts promise exist, and CI does what a person does."""

import re
import subprocess

import pytest

from tests.house.tree import ROOT, files, name

SHELL = [path for path in files() if path.suffix == ".sh"]


def targets() -> set[str]:
    """The names that ``make`` takes."""
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert phony
    return set(phony.group(1).split())


def promised() -> set[str]:
    """The names after ``make`` in code of the Markdown pages."""
    pages = [path.read_text(encoding="utf-8") for path in files() if path.suffix == ".md"]
    return {
        found for page in pages for found in re.findall(r"(?:^|`)make ([a-z-]+)", page, flags=re.MULTILINE)
    }


def test_every_make_command_in_the_texts_exists() -> None:
    assert {"demo", "test"} <= promised()
    assert promised() <= targets()


def test_ci_calls_make_test_and_nothing_else() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines == ["#!/usr/bin/env bash", "set -euo pipefail", 'cd "$(dirname "$0")/.."', "make test"]


def test_what_takes_minutes_is_left_out_by_every_step_of_make_test() -> None:
    lines = (ROOT / "scripts" / "test.sh").read_text(encoding="utf-8").splitlines()
    steps = [line for line in lines if line.startswith("step ") and " pytest " in line]
    assert len(steps) == 4
    assert all("not long" in line or " -m speed " in line for line in steps)


@pytest.mark.parametrize("script", SHELL, ids=name)
def test_shell_script_can_be_read_by_the_plain_shell(script: object) -> None:
    done = subprocess.run(["sh", "-n", str(script)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_asked_for_nothing_make_says_what_it_can_do() -> None:
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {line.split()[1] for line in done.stdout.splitlines() if line.startswith("make ")} == targets() - {
        "help"
    }
