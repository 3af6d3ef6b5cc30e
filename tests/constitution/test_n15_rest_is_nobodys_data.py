"""N15: when somebody rests, and what they said no to, is on nobody else's page."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from farflung.server.org.models import Absence, Person
from farflung.server.site.who_sees import ROWS
from tests.server.company import NOW
from tests.server.walking import OTHER, Company

pytestmark = pytest.mark.django_db
REST = (3 * 60 + 17, 11 * 60 + 43)
SIGNS = ("03:17", "3:17", "11:43", "2028-02-14", "14 February 2028")


@pytest.fixture
def rested(everybody: Company) -> Company:
    """Somebody with a rest time, a consent not given and an absence withdrawn, like nobody else's."""
    person = everybody.cast.people[OTHER]
    said = {"events": {"given": False, "at": "2028-02-14T00:00:00Z"}}
    Person.objects.filter(pk=person.pk).update(rest_start=REST[0], rest_end=REST[1], consents=said)
    Absence.objects.create(
        person=person, during=DateRange(date(2028, 2, 14), date(2028, 2, 15)), recorded_at=NOW,
        withdrawn_at=NOW - timedelta(days=1),
    )  # fmt: skip
    return everybody


def showing(rested: Company, name: str) -> list[str]:
    """Pages of somebody on which one of the signs stands."""
    walker, found = rested.walker(name), []
    for row in ROWS:
        for path, _ in rested.paths(row.route, walker) if row.method == "GET" else ():
            text = walker.ask("GET", path).content.decode(errors="ignore")
            found += [f"{path}: {sign}" for sign in SIGNS if sign in text]
    return found


@pytest.mark.parametrize("name", ["Ana", "Mei-Ling", "Camille", "Omar", "Wei", "Runner", "Mallory"])
def test_nobody_else_sees_it(rested: Company, name: str) -> None:
    assert showing(rested, name) == []


def test_planted_where_others_read_it_is_seen(rested: Company) -> None:
    Person.objects.filter(pk=rested.cast.people[OTHER].pk).update(job="rests from 03:17")
    assert any("03:17" in one for one in showing(rested, "Camille"))
