"""The package says what it is, and each storey says what it is for."""

import importlib
import re

import pytest

import farflung

STOREYS = ("rulepacks", "engine", "draw", "example", "intake", "report", "cli")


def test_version_is_a_release_number() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", farflung.__version__)


@pytest.mark.parametrize("storey", STOREYS)
def test_each_storey_says_what_it_is_for(storey: str) -> None:
    module = importlib.import_module(f"farflung.{storey}")
    assert module.__doc__
    assert len(module.__doc__) > 80
