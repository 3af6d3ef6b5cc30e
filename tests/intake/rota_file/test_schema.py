"""The JSON Schema says what the reader takes, and the example of the page is one that can be planned."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from farflung.engine.atlas import Atlas
from farflung.intake.rota_file.bind import Before, bound
from farflung.intake.rota_file.reader import read_rota_file
from farflung.intake.rota_file.schema import rota_schema
from farflung.rulepacks import load_packs
from scripts.rota_reference import INTRODUCTION
from tests.company import OPS_PEOPLE
from tests.house.tree import ROOT

NOW = datetime(2027, 2, 1, tzinfo=UTC)
ATLAS = Atlas(OPS_PEOPLE)
EXAMPLE = re.findall(r"```yaml\n(.*?)```", INTRODUCTION, flags=re.DOTALL)[0]
PAGE = (ROOT / "docs/how-to/write-a-rota.md").read_text(encoding="utf-8")
RECIPES = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
FILES = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs/examples").rglob("rota*.yaml"))]


def value(text: str) -> Any:
    """As editors read YAML 1.2: dates are texts."""
    return yaml.load(re.sub(r"(\d{4}-\d\d-\d\d)", r'"\1"', text), yaml.SafeLoader)


@pytest.mark.parametrize("text", [EXAMPLE, *FILES, *RECIPES])
def test_the_examples_are_read_and_keep_to_the_schema(text: str) -> None:
    found, problems = read_rota_file(text, "rota.yaml")
    assert problems == []
    assert found is not None
    Draft202012Validator(rota_schema()).validate(value(text))


@pytest.mark.parametrize("wrong", ["exacty: 1", "exactly: many", "when: [1]"])
def test_what_the_reader_refuses_the_schema_refuses(wrong: str) -> None:
    text = f"rota: x\nfrom: 2027-03-01\nweeks: 1\nduties:\n  - duty: watch\n    {wrong}\n"
    assert read_rota_file(text, "rota.yaml")[0] is None
    assert not Draft202012Validator(rota_schema()).is_valid(value(text))


@pytest.mark.parametrize("text", RECIPES)
def test_every_recipe_poses_a_question_about_the_people_of_the_tutorial(text: str) -> None:
    found, _ = read_rota_file(text, "rota.yaml")
    assert found is not None
    asked = bound(found, ATLAS, load_packs(), Before(NOW))
    assert [str(trouble) for trouble in asked.troubles] == []
    assert asked.problem is not None
    assert asked.problem.demands or asked.problem.headcounts
