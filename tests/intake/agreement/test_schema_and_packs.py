"""The JSON Schema, the page of every key, and the starter agreements."""

import json
import re
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, ValidationError

from farflung.intake.agreement import looks_like_agreement, read_agreement
from farflung.intake.agreement.messages import PARTS, keys_of
from farflung.intake.agreement.recognition import OWN_KEYS
from farflung.intake.agreement.schema import SECTIONS, AgreementFile, agreement_schema
from farflung.intake.packs import UnknownPackError, starter_pack, starter_packs
from scripts.agreement_reference import agreement_page
from tests.house.tree import ROOT
from tests.intake.agreement.test_reader import FULL

REFERENCE = ROOT / "docs" / "reference"


def _values(text: str) -> Any:
    """The values as an editor sees them (YAML 1.2): numbers are numbers, dates, times and `no` are text."""
    quoted = text.replace("08:00,", "'08:00',").replace("no]", "'no']")
    return json.loads(json.dumps(yaml.safe_load(quoted), default=str))


def test_the_schema_file_is_that_of_the_reader() -> None:
    written = json.loads((REFERENCE / "agreement.schema.json").read_text(encoding="utf-8"))
    assert written == agreement_schema()
    Draft202012Validator.check_schema(written)


def test_the_page_explains_every_key() -> None:
    page = (REFERENCE / "agreement.md").read_text(encoding="utf-8")
    for section, part in PARTS.items():
        title = "The file" if section is None else f"`{section}`"
        body = page.split(f"## {title}\n")[1].split("\n## ")[0]
        assert [key for key in keys_of(part) if f"| `{key}` |" not in body] == []
    assert set(PARTS) - {None} == set(SECTIONS)
    assert [key for key, field in AgreementFile.model_fields.items() if not field.description] == []


def test_the_example_of_the_page_is_read_without_a_word() -> None:
    match = re.search(r"```yaml\n(.*?)```", agreement_page(), re.DOTALL)
    assert match is not None
    agreement, problems = read_agreement(match[1], "example.yaml")
    assert problems == []
    assert agreement is not None
    Draft202012Validator(agreement_schema()).validate(_values(match[1]))


@pytest.mark.parametrize("pack", starter_packs(), ids=lambda pack: pack.name)
def test_starter_agreements_are_read_and_fit_the_schema(pack: Any) -> None:
    assert looks_like_agreement(pack.text)
    assert read_agreement(pack.text, pack.file) == (pack.agreement, [])
    Draft202012Validator(agreement_schema()).validate(_values(pack.text))
    assert f"--try {pack.name}" in pack.text
    assert pack.summary.endswith(".")


def test_a_whole_file_fits_the_schema_and_an_unknown_key_does_not() -> None:
    validator = Draft202012Validator(agreement_schema())
    validator.validate(_values(FULL))
    with pytest.raises(ValidationError):
        validator.validate({"coverage": [{"atleast": 2}]})


def test_an_agreement_is_known_by_every_key_that_no_other_file_has() -> None:
    assert set(OWN_KEYS) == {"agreement", *SECTIONS} - {"leave", "exceptions"}


def test_there_are_three_and_a_wrong_name_is_helped() -> None:
    assert [pack.name for pack in starter_packs()] == ["async-first", "meeting-light", "support-24-7"]
    assert starter_pack("Support-24/7").name == "support-24-7"
    with pytest.raises(UnknownPackError, match="Did you mean async-first"):
        starter_pack("async")
