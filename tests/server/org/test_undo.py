"""An import taken back: as though it had not been, but for what somebody changed since."""

from datetime import date, timedelta
from typing import Any

import pytest

from farflung.intake.given import Given
from farflung.server.core.refusal import Refused
from farflung.server.org import actions
from farflung.server.org.models import HolidayCalendar, ImportBatch, Person, Place, Stay, Team
from tests.server.company import NOW, Cast, polaris_files
from tests.server.org.whole import COMPARED, whole

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)

NEWS = Given("people.csv", (
    "id,name,email,team,role,manager id,city,country,hours,entity\n"
    "P03,Ana,ana@polaris.example,Ledger; Books,Director,P01,Porto,Portugal,08:00-17:00,Polaris Portugal Lda\n"
    "P04,Tomás,tomas@polaris.example,Books,Engineer,P24,Buenos Aires,Argentina,09:00-18:00,Other SA\n"
    "P24,Zita,zita@polaris.example,Books,Lead,P03,Vienna,Austria,09:00-18:00,Polaris GmbH\n"
).encode())  # fmt: skip
TRIPS = Given("stays.csv", (
    b"id,person,kind,city,country,from,to\nS4,Ana,travel,Paris,France,2027-05-03,2027-05-08\n"
    b"S9,Wei,travel,Seoul,South Korea,2027-06-01,2027-06-05\n"
))  # fmt: skip


def taken(*files: Given) -> ImportBatch:
    batch = actions.read_import(files=files, by=None, now=LATER)
    return actions.apply_import(batch=actions.accept_import(batch=batch, by=None, now=LATER), now=LATER)


def exactly() -> dict[str, Any]:
    """Every row with its keys."""
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in COMPARED}


def test_undone_everything_is_as_it_was(polaris: Cast) -> None:
    before = exactly()
    batch = taken(NEWS, TRIPS)
    assert (polaris.person("Ana").place.city, polaris.person("Tomás").manager) == (
        "Porto", Person.objects.get(key="P24"),
    )  # fmt: skip
    undone = actions.undo_import(batch=batch, by=None, now=LATER)
    assert undone.kept == 0
    assert exactly() == before
    with pytest.raises(Refused):
        actions.undo_import(batch=batch, by=None, now=LATER)


def test_a_whole_company_goes_as_it_came(db: None) -> None:
    batch = actions.load_company(files=polaris_files(), by=None, now=NOW)
    assert actions.undo_import(batch=batch, by=None, now=LATER).kept == 0
    assert [model.__name__ for model in COMPARED if model._default_manager.exists()] == []


def test_undone_it_can_be_taken_over_again(polaris: Cast) -> None:
    batch = taken(NEWS, TRIPS)
    after = whole()
    actions.undo_import(batch=batch, by=None, now=LATER)
    taken(NEWS, TRIPS)
    assert whole() == after


def test_what_was_changed_since_stays(polaris: Cast) -> None:
    batch = taken(NEWS)
    changes = actions.PersonChanges(job="Director of books")
    actions.change_person(person=polaris.people["Ana"], changes=changes, by=None, now=LATER)
    undone = actions.undo_import(batch=batch, by=None, now=LATER)
    ana = polaris.person("Ana")
    assert (ana.job, ana.place.city) == ("Director of books", "Lisbon")
    assert undone.kept == 1


def test_who_is_in_use_by_now_stays(polaris: Cast) -> None:
    batch = taken(NEWS)
    zita = Person.objects.get(key="P24")
    actions.ask_absence(person=zita, start=date(2027, 4, 1), end=date(2027, 4, 2), by=None, now=LATER)
    undone = actions.undo_import(batch=batch, by=None, now=LATER)
    assert undone.kept > 0
    kept = Person.objects.get(key="P24")
    assert (kept.place.city, kept.entity and kept.entity.name) == ("Vienna", "Polaris GmbH")
    assert HolidayCalendar.objects.filter(country="AT").exists()
    assert [person.name for person in Team.objects.get(name="Books").people.all()] == ["Zita"]
    assert kept.patterns.exists()
    assert Place.objects.filter(city="Porto").count() == 0
    assert polaris.person("Tomás").manager == polaris.people["Ana"]


def test_a_stay_that_was_corrected_since_stays(polaris: Cast) -> None:
    batch = taken(TRIPS)
    stay = Stay.objects.get(key="S4", superseded_at=None)
    assert stay.place.city == "Paris"
    actions.withdraw_stay(stay=stay, by=None, now=LATER + timedelta(hours=1))
    undone = actions.undo_import(batch=batch, by=None, now=LATER + timedelta(hours=2))
    assert undone.kept > 0
    assert Stay.objects.get(pk=stay.pk).withdrawn is True
