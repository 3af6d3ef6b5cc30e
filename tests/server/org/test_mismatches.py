"""What a file says otherwise than a person is shown to that person, and settled by them alone (N10)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import Http404

from farflung.engine.model import Place, WeeklyPattern
from farflung.intake.given import Given
from farflung.server.core.refusal import Refused
from farflung.server.org import actions
from farflung.server.org.access import get_mismatch
from farflung.server.org.models import ImportBatch, Mismatch
from farflung.server.org.queries import open_mismatches
from tests.server.company import NOW, Cast, sheets

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
PORTO = Place("Europe/Lisbon", "PT", "13", "Porto", 41.15, -8.61)


def taken(files: list[Given], **how: Any) -> ImportBatch:
    batch = actions.read_import(files=files, by=None, now=LATER, **how)
    return actions.apply_import(batch=actions.accept_import(batch=batch, by=None, now=LATER), now=LATER)


@pytest.fixture
def moved(polaris: Cast) -> Cast:
    """Ana said that she is in Porto by now; the file still has her in Lisbon."""
    change = actions.PersonChanges(place=PORTO)
    actions.change_person(person=polaris.people["Ana"], changes=change, by=polaris.account("Ana"), now=LATER)
    return polaris


def test_no_file_overwrites_what_a_person_said_themself(moved: Cast) -> None:
    batch = taken(sheets("people.csv"), overwrite=True)
    assert (batch.difference["overwritten"], batch.difference["mismatches"]) == (0, 1)
    assert moved.person("Ana").place.city == "Porto"
    (found,) = open_mismatches(moved.people["Ana"])
    lisbon = ["Europe/Lisbon", "PT", "11", "Lisbon"]
    assert (found.field, found.there, found.source) == ("place", lisbon, "people.csv")


def test_the_importer_is_told_how_many_and_not_who(moved: Cast) -> None:
    batch = taken(sheets("people.csv"))
    assert batch.difference["examples"] == []
    assert "Porto" not in str(batch.difference) + str(batch.problems)


@pytest.mark.parametrize("who", ["Omar", "Camille", "Wei", "Mallory"])
def test_nobody_else_sees_or_settles_it(moved: Cast, who: str) -> None:
    taken(sheets("people.csv"))
    found = Mismatch.objects.get()
    with pytest.raises(Http404):
        get_mismatch(moved.asker(who), found.code)
    with pytest.raises(Refused):
        actions.answer_mismatch(mismatch=found, take=True, by=moved.account(who), now=LATER)


def test_kept_it_is_not_asked_again_until_the_file_says_something_new(moved: Cast) -> None:
    taken(sheets("people.csv"))
    found = get_mismatch(moved.asker("Ana"), Mismatch.objects.get().code)
    actions.answer_mismatch(mismatch=found, take=False, by=moved.account("Ana"), now=LATER)
    assert taken(sheets("people.csv")).difference["mismatches"] == 0
    news = Given("people.csv", b"id,name,city,country\nP03,Ana,Faro,Portugal\n")
    assert taken([news]).difference["mismatches"] == 1
    assert moved.person("Ana").place.city == "Porto"
    with pytest.raises(Refused):
        actions.answer_mismatch(mismatch=found, take=True, by=moved.account("Ana"), now=LATER)


def test_taken_the_file_counts_again(moved: Cast) -> None:
    taken(sheets("people.csv"))
    actions.answer_mismatch(mismatch=Mismatch.objects.get(), take=True, by=moved.account("Ana"), now=LATER)
    ana = moved.person("Ana")
    assert (ana.place.city, ana.own) == ("Lisbon", [])
    news = Given("people.csv", b"id,name,city,country\nP03,Ana,Faro,Portugal\n")
    assert taken([news]).difference["changed"] == 1


def test_hours_and_absences_are_settled_the_same_way(polaris: Cast) -> None:
    ana, by = polaris.people["Ana"], polaris.account("Ana")
    actions.set_hours(person=ana, pattern=WeeklyPattern.daily(600, 1080), start=None, by=by, now=LATER)
    day = date(2027, 3, 16)
    actions.ask_absence(person=ana, start=day, end=day + timedelta(days=5), by=by, now=LATER)
    away = Given("absences.csv", b"person,from,to\nAna,2027-03-15,2027-03-19\n")
    assert taken([*sheets("people.csv"), away]).difference["mismatches"] == 2
    for found in open_mismatches(ana):
        actions.answer_mismatch(mismatch=found, take=True, by=by, now=LATER)
    assert [period.blocks[0][1] for period in ana.patterns.all()] == [540]
    (absence,) = ana.absences.filter(withdrawn_at=None)
    assert (absence.during.lower, absence.during.upper) == (date(2027, 3, 15), date(2027, 3, 20))
