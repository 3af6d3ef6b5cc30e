"""What every answer of the command line is held against in tests."""

import pytest
from jsonschema import Draft202012Validator

from farflung.cli import answer as answers
from farflung.cli.answer import Answer
from farflung.cli.rota.schema import answers_schema
from farflung.engine.time import ZoneDatabase


@pytest.fixture(autouse=True)
def _described(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers about rotas are as their schema says, in whatever form a test asks for them."""
    shown = answers._print
    validator = Draft202012Validator(answers_schema())

    def checked(answer: Answer, zones: ZoneDatabase, *, as_json: bool) -> None:
        if answer.verb.startswith("rota "):
            validator.validate(answers.document(answer, zones))
        shown(answer, zones, as_json=as_json)

    monkeypatch.setattr(answers, "_print", checked)
