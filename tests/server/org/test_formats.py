"""Exports of every product are taken over, are no news the second time, and go as they came."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from farflung.intake.given import Given
from farflung.server.org import actions
from farflung.server.org.models import ImportBatch, Person
from tests.intake import test_people_formats as samples
from tests.server.company import NOW, sheets
from tests.server.org.whole import COMPARED

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[2] / "data"
LATER = NOW + timedelta(days=1)

FILES = {
    "BambooHR": Given("bamboo.csv", samples.BAMBOOHR.encode()),
    "Personio": Given("personio.csv", samples.PERSONIO.encode()),
    "Workday": Given("workday.csv", samples.WORKDAY.encode()),
    "HiBob": Given("hibob.csv", samples.HIBOB.encode()),
    "Deel": Given("deel.csv", samples.DEEL.encode()),
    "Rippling": Given("rippling.csv", samples.RIPPLING.encode()),
    "Slack": Given("users.json", json.dumps(samples.SLACK).encode()),
    "SCIM": Given("scim.json", json.dumps(samples.SCIM).encode()),
    "a roster of 2014": Given("buffer.csv", (DATA / "rosters/buffer_2014.csv").read_bytes()),
    "a roster of 2022": Given("sourcegraph.csv", (DATA / "rosters/sourcegraph_2022-04.csv").read_bytes()),
    "a plain sheet": sheets("people.csv")[0],
}


@pytest.mark.parametrize("form", FILES)
def test_taken_over_once_and_gone_as_it_came(form: str) -> None:
    first = actions.load_company(files=[FILES[form]], by=None, now=NOW)
    assert first.state == ImportBatch.State.APPLIED
    assert first.difference["new"] == Person.objects.count() > 0
    again = actions.read_import(files=[FILES[form]], by=None, now=LATER).difference
    assert (again["new"], again["changed"], again["ended"], again["kept"]) == (0, 0, 0, 0)
    assert again["matched"] == first.difference["new"]
    assert actions.undo_import(batch=first, by=None, now=LATER).kept == 0
    assert [model.__name__ for model in COMPARED if model._default_manager.exists()] == []
