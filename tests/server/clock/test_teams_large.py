"""Five thousand people in 376 teams: the tree and the pages of teams stay light and quick."""

import re
import tempfile
from datetime import timedelta
from pathlib import Path
from time import process_time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from farflung.engine.time import Span
from farflung.example import write_company
from farflung.intake.load import load
from farflung.server.core import clock
from farflung.server.org.models import Team
from tests.pace import allowed
from tests.server.clock import rows
from tests.server.clock.moment import MONDAY

pytestmark = [pytest.mark.speed, pytest.mark.django_db]

MOST_BYTES, MOST_QUERIES = 150_000, 15
SLOWEST = 0.1
"""Seconds of the process, in the middle of seven."""


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch, client: Client) -> Client:
    """Somebody of the large example company."""
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    with tempfile.TemporaryDirectory() as folder:
        files = write_company(Path(folder), "large")
        atlas = load(files, window=Span(MONDAY, MONDAY + timedelta(days=90))).atlas
    people = rows.write(atlas)
    person = next(person for person in atlas.people if len(person.teams) == 1)
    client.force_login(rows.account(people[person.id], "reader@example.org"))
    return client


def asked(client: Client, address: str) -> tuple[str, float]:
    """The page as it comes the second time, and how long its process took."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        text = client.get(address).content.decode()
    assert len(queries) <= MOST_QUERIES, address
    assert len(text.encode()) < MOST_BYTES, address
    took = []
    for _ in range(7):
        begun = process_time()
        client.get(address)
        took.append(process_time() - begun)
    return text, sorted(took)[3]


def test_the_tree_and_every_size_of_team(reader: Client) -> None:
    text, took = asked(reader, "/teams")
    assert len(re.findall('class="team"', text)) == Team.objects.count() > 360
    assert took < allowed(SLOWEST)
    sizes = {team.name: team.people.count() for team in Team.objects.all()}
    for name in (max(sizes, key=sizes.__getitem__), "Engineering", "Legal", "Executive Office"):
        _, took = asked(reader, f"/teams/{Team.objects.get(name=name).code}")
        assert took < allowed(SLOWEST), name
