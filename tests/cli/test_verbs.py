"""The table of verbs says what the verbs say, and what a verb does not need is not loaded for it."""

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
import typer

from farflung import cli
from farflung.cli.main import app
from farflung.cli.verbs import GROUPS, VERBS
from tests.cli.asking import farflung

HEAVY = ("numpy", "pydantic", "yaml", "holidays", "icalendar", "rich", "farflung.engine", "farflung.report")


def loaded(program: str) -> set[str]:
    """What a Python program of its own has loaded at its end."""
    code = f"{program}\nimport sys\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


ALONE = {verb: told for verb, told in VERBS.items() if verb not in GROUPS}
ALL = ALONE | {f"{group} {verb}": told for group, verbs in GROUPS.items() for verb, told in verbs.items()}
"""What is said of each verb, those of a verb that has some by both words."""


def module(name: str) -> str:
    """The path of a verb's module below `farflung.cli`."""
    return name.replace(" ", ".").replace("-", "_")


@pytest.mark.parametrize("name", ALL)
def test_the_table_says_in_one_line_what_the_verb_says_up_to_its_first_mark(name: str) -> None:
    told = import_module(f"farflung.cli.{module(name)}").command.__doc__
    assert ALL[name] == re.split(r"[,;:.]", told, maxsplit=1)[0]


def test_every_module_with_a_command_is_a_verb() -> None:
    folder = Path(cli.__path__[0])
    made = {path for path in folder.rglob("*.py") if re.search(r"(?m)^def command\(", path.read_text())}
    assert {".".join(path.relative_to(folder).with_suffix("").parts) for path in made} == {*map(module, ALL)}


def test_each_verb_is_made_once_under_its_own_name() -> None:
    root = typer.main.get_command(app)
    assert isinstance(root, typer.core.TyperGroup)
    assert list(root.commands) == list(VERBS)
    assert all(root.commands[name].name == name for name in VERBS)
    assert root.commands["when"] is root.commands["when"]
    assert root.commands.get("wen") is None


def test_a_misspelt_verb_is_helped() -> None:
    said = farflung("chek")
    assert said.status == 2
    assert "Did you mean 'check'?" in said.err


def test_the_help_of_the_command_loads_no_verb() -> None:
    brought = loaded("from farflung.cli.main import app; app(['--help'], standalone_mode=False)")
    assert brought.isdisjoint({f"farflung.cli.{module(name)}" for name in ALL} | set(HEAVY))
    assert brought.isdisjoint({f"farflung.cli.{group}" for group in GROUPS})


@pytest.mark.parametrize("group", GROUPS)
def test_the_help_of_a_verb_that_has_verbs_names_them_and_loads_none(group: str) -> None:
    program = f"from farflung.cli.main import app; app(['{group}', '--help'], standalone_mode=False)"
    brought = loaded(program)
    assert brought.isdisjoint({f"farflung.cli.{module(name)}" for name in ALL})
    assert brought.isdisjoint(set(HEAVY) - {"pydantic"})  # which typer looks for before it runs anything
    said = farflung(group)
    assert said.status == 2
    shown = " ".join((said.out + said.err).split())
    assert all(f"{verb} {told}" in shown for verb, told in GROUPS[group].items())


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        (("people.csv", "a b.ics"), "cover radar people.csv 'a b.ics'"),
        (("--days", "3", "people.csv"), "cover radar --days 3 people.csv"),
        (("Ana=Lisbon",), "cover radar Ana=Lisbon"),
    ],
)
def test_files_in_the_place_of_a_groups_verb_are_told_what_to_write(
    words: tuple[str, ...], instead: str
) -> None:
    said = farflung("cover", *words)
    assert said.status == 2
    assert "name a verb first: `" in said.err
    assert f" {instead}`" in " ".join(said.err.split())


def test_a_misspelt_verb_of_a_group_is_helped() -> None:
    said = farflung("cover", "rader", "people.csv")
    assert said.status == 2
    assert "Did you mean 'radar'?" in said.err


def test_a_check_loads_only_later_what_some_files_and_some_reports_need() -> None:
    brought = loaded("import farflung.cli.check")
    assert brought.isdisjoint({"pydantic", "holidays", "icalendar", "rich", "farflung.report.terminal"})


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="this system does not list its threads")
def test_a_verb_starts_no_threads() -> None:
    program = "import os, farflung.cli.main, farflung.cli.check; print(len(os.listdir('/proc/self/task')))"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "1"
