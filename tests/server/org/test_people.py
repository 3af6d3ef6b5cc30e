"""People: added, changed, confirmed by themselves, ended."""

from datetime import date, timedelta

import pytest

from farflung.engine.model import Place, RestWindow, WeeklyPattern
from farflung.server.core.models import AuditEntry
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import MAP, revision
from farflung.server.org import actions
from farflung.server.org.models import HolidayCalendar, PatternPeriod, Person
from tests.server.company import NOW, Cast

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
VIENNA = Place("Europe/Vienna", "AT", "9", "Vienna", 48.2, 16.37)


def test_somebody_new_is_found_and_has_the_holidays_of_their_place(polaris: Cast) -> None:
    before = revision(MAP)
    details = actions.NewPerson(
        name=" Zita ", place=VIENNA, email="Zita@Polaris.example", languages=("de", "English", "german"),
        pattern=WeeklyPattern.daily(540, 1020),
    )  # fmt: skip
    zita = actions.add_person(details=details, by=polaris.account("Camille"), now=LATER)
    assert (zita.name, zita.email, zita.key) == ("Zita", "zita@polaris.example", "zita@polaris.example")
    assert zita.languages == ["English", "German"]
    assert HolidayCalendar.objects.filter(country="AT").exists()
    assert revision(MAP) == before + 1
    assert {"zita", "vienna", "austria", "german"} <= set(Person.objects.get(pk=zita.pk).words.split())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (actions.PersonChanges(name="  "), "empty"),
        (actions.PersonChanges(email="wei@polaris.example"), "taken"),
        (actions.PersonChanges(place=Place("Mars/Olympus")), "unknown-zone"),
    ],
)
def test_what_cannot_be_is_refused(polaris: Cast, change: actions.PersonChanges, code: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.change_person(person=polaris.people["Ana"], changes=change, by=None, now=LATER)
    assert refused.value.code == code


def test_the_tree_is_no_ring(polaris: Cast) -> None:
    change = actions.PersonChanges(manager=polaris.people["Wei"])
    with pytest.raises(Refused) as refused:
        actions.change_person(person=polaris.people["Omar"], changes=change, by=None, now=LATER)
    assert refused.value.code == "cycle"
    change = actions.PersonChanges(manager=polaris.people["Camille"])
    actions.change_person(person=polaris.people["Wei"], changes=change, by=None, now=LATER)


def test_the_audit_names_fields_and_no_values(polaris: Cast) -> None:
    change = actions.PersonChanges(rest=RestWindow(1320, 1860), job="Engineer")
    actions.change_person(person=polaris.people["Ana"], changes=change, by=polaris.account("Ana"), now=LATER)
    entry = AuditEntry.objects.get(action="person.change", about=polaris.people["Ana"].code)
    assert entry.detail == {"fields": ["job", "rest"]}
    assert entry.by == polaris.account("Ana")


def test_a_person_confirms_and_it_is_theirs(polaris: Cast) -> None:
    said = actions.Confirmation(
        place=VIENNA, pattern=WeeklyPattern.daily(600, 1080), rest=RestWindow(1320, 1860),
        start=date(2027, 3, 2), consents={"local": True},
    )  # fmt: skip
    wei = actions.confirm_person(
        person=polaris.people["Wei"], said=said, by=polaris.account("Wei"), now=LATER
    )
    assert (wei.confirmed_at, wei.own, wei.place.city) == (LATER, ["hours", "place", "rest"], "Vienna")
    assert wei.consents["local"]["given"] is True
    assert [period.during.lower for period in wei.patterns.order_by("during")] == [None, date(2027, 3, 2)]


@pytest.mark.parametrize("who", ["Ana", "Camille", "Mallory"])
def test_nobody_confirms_or_consents_for_another(polaris: Cast, who: str) -> None:
    said = actions.Confirmation(
        place=VIENNA, pattern=WeeklyPattern.daily(600, 1080), rest=None, start=date(2027, 3, 2)
    )
    by, wei = polaris.account(who), polaris.people["Wei"]
    with pytest.raises(Refused):
        actions.confirm_person(person=wei, said=said, by=by, now=LATER)
    with pytest.raises(Refused):
        actions.set_consents(person=wei, consents={"local": True}, by=by, now=LATER)


def test_a_consent_that_nobody_asks_for_is_refused(polaris: Cast) -> None:
    with pytest.raises(Refused):
        actions.set_consents(
            person=polaris.people["Wei"], consents={"tracking": True}, by=polaris.account("Wei"), now=LATER
        )


def test_a_last_day_and_back(polaris: Cast) -> None:
    jun = polaris.people["Jun"]
    with pytest.raises(Refused):
        actions.end_person(person=jun, last_day=date(2020, 1, 1), by=None, now=LATER)
    assert actions.end_person(person=jun, last_day=date(2027, 4, 1), by=None, now=LATER).ended == date(
        2027, 4, 1
    )
    assert actions.end_person(person=jun, last_day=None, by=None, now=LATER).ended is None


def test_an_account_is_one_persons(polaris: Cast) -> None:
    with pytest.raises(Refused):
        actions.link_account(person=polaris.people["Ana"], account=polaris.account("Wei"), by=None, now=LATER)


def periods(person: Person) -> list[tuple[date | None, date | None, int]]:
    rows = PatternPeriod.objects.filter(person=person).order_by("during")
    return [(row.during.lower, row.during.upper, row.blocks[0][1]) for row in rows]


def test_hours_for_a_while_split_what_they_lie_over(polaris: Cast) -> None:
    ana, by = polaris.people["Ana"], polaris.account("Ana")
    may = {"start": date(2027, 5, 1), "end": date(2027, 5, 31)}
    actions.set_hours(person=ana, pattern=WeeklyPattern.daily(600, 1080), **may, by=by, now=LATER)
    assert periods(ana) == [
        (None, date(2027, 5, 1), 540),
        (date(2027, 5, 1), date(2027, 6, 1), 600),
        (date(2027, 6, 1), None, 540),
    ]  # fmt: skip
    assert polaris.person("Ana").own == ["hours"]
    since = date(2027, 5, 15)
    actions.set_hours(person=ana, pattern=WeeklyPattern.daily(480, 960), start=since, by=by, now=LATER)
    assert periods(ana) == [
        (None, date(2027, 5, 1), 540), (date(2027, 5, 1), since, 600), (since, None, 480),
    ]  # fmt: skip
    actions.set_hours(person=ana, pattern=WeeklyPattern.daily(660, 960), start=None, by=by, now=LATER)
    assert periods(ana) == [(None, None, 660)]
    assert Person.objects.filter(pk=ana.pk).exists()
