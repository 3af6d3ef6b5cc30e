"""The package says what it is, and each storey says what it is for."""

import importlib
import re

import pytest
from hatchling.builders.wheel import WheelBuilder

import farflung
from tests.house.tree import ROOT, files, name

STOREYS = ("rulepacks", "engine", "draw", "example", "intake", "report", "cli")


def test_version_is_a_release_number() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", farflung.__version__)


@pytest.mark.parametrize("storey", STOREYS)
def test_each_storey_says_what_it_is_for(storey: str) -> None:
    module = importlib.import_module(f"farflung.{storey}")
    assert module.__doc__
    assert len(module.__doc__) > 80


def test_what_is_installed_holds_every_file_of_the_package() -> None:
    """What `.gitignore` names is left out of the wheel, of the sources as well."""
    shipped = {file.relative_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    written = {name(path) for path in files() if path.is_relative_to(ROOT / "src" / "farflung")}
    assert written - shipped == set()
