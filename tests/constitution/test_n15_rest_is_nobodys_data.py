"""N15: when somebody rests, and what they said no to, is on nobody else's page."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from farflung.server.core.models import Look
from farflung.server.org.actions import export_company
from farflung.server.org.models import Absence, Person
from farflung.server.org.queries import exports, sheets
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


def holding(files: Iterator[tuple[str, str]]) -> set[str]:
    """Sheets that hold a rest time or a consent like nobody else's, in words or in minutes."""
    signs = (*SIGNS[:3], "2028-02-14T", f"[{REST[0]}, {REST[1]}]", f"[{REST[0]},{REST[1]}]")
    return {name for name, text in files if any(sign in text for sign in signs)}


def test_sheets_for_other_tools_hold_none_of_it(rested: Company) -> None:
    """Only what Farflung alone reads does, for whoever moves house would be woken without it."""
    assert holding(exports.export_files(on=NOW.date())) == {"details.csv"}


def test_who_takes_it_is_seen_by_everybody_in_it(rested: Company) -> None:
    export_company(by=rested.cast.account("Camille"), now=NOW)
    looks = Look.objects.filter(field="everything", by=rested.cast.account("Camille"))
    assert looks.filter(about=rested.cast.people[OTHER].code).exists()


def test_a_sheet_for_other_tools_with_it_is_seen_when_it_is_planted(
    rested: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "_people", lambda rows, *_: ((row.key, "03:17-11:43") for row in rows))
    monkeypatch.setattr(sheets, "PEOPLE", ("id", "rest window"))
    assert "people.csv" in holding(exports.export_files(on=NOW.date()))
