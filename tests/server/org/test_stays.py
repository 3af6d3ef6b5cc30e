"""Stays: corrected by new rows, withdrawn, and what was known when (T13) through the rows."""

from datetime import UTC, date, datetime, timedelta

import pytest

from farflung.engine.model import Place, StayKind
from farflung.intake.given import Given
from farflung.server.core.refusal import Refused
from farflung.server.org import actions
from farflung.server.org.models import ImportBatch, Mismatch, Person, Stay
from farflung.server.org.planning import company_atlas
from tests.server.company import NOW, Cast

pytestmark = pytest.mark.django_db
MADRID = Place("Europe/Madrid", "ES", "MD", "Madrid", 40.42, -3.7)
SEOUL = Place("Asia/Seoul", "KR", "11", "Seoul", 37.57, 126.98)


def where(person: Person, day: date, known_at: datetime | None = None) -> str | None:
    """The city at noon UTC of a day, as known at an instant."""
    atlas = company_atlas()
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return atlas.where(atlas.person(str(person.code)), noon, known_at).place.city


def plan(cast: Cast, name: str, place: Place, first: date, last: date | None, now: datetime = NOW) -> Stay:
    return actions.plan_stay(
        person=cast.people[name], place=place, kind=StayKind.TRAVEL, start=first, end=last, by=None, now=now
    )


def test_T13_a_correction_changes_what_is_known_and_not_what_was(polaris: Cast) -> None:
    wei = polaris.people["Wei"]
    stay = plan(polaris, "Wei", MADRID, date(2027, 5, 1), date(2027, 5, 8), datetime(2027, 4, 20, tzinfo=UTC))
    told = datetime(2027, 5, 10, 9, tzinfo=UTC)
    actions.correct_stay(
        stay=stay, place=SEOUL, kind=StayKind.TRAVEL, start=date(2027, 5, 1), end=date(2027, 5, 8), by=None,
        now=told,
    )  # fmt: skip
    third = date(2027, 5, 3)
    assert where(wei, third) == "Seoul"
    assert where(wei, third, datetime(2027, 5, 5, tzinfo=UTC)) == "Madrid"
    assert where(wei, third, datetime(2027, 4, 1, tzinfo=UTC)) == "Taipei"
    assert Stay.objects.filter(person=wei).count() == 2


def test_a_withdrawn_stay_was_planned_once(polaris: Cast) -> None:
    wei = polaris.people["Wei"]
    stay = plan(polaris, "Wei", MADRID, date(2027, 5, 1), date(2027, 5, 8))
    actions.withdraw_stay(stay=stay, by=None, now=NOW + timedelta(days=3))
    assert where(wei, date(2027, 5, 3)) == "Taipei"
    assert where(wei, date(2027, 5, 3), NOW + timedelta(days=1)) == "Madrid"
    with pytest.raises(Refused) as refused:
        actions.withdraw_stay(stay=stay, by=None, now=NOW + timedelta(days=4))
    assert refused.value.code == "changed-since"


def test_nobody_makes_two_journeys_at_once(polaris: Cast) -> None:
    plan(polaris, "Wei", MADRID, date(2027, 5, 1), date(2027, 5, 8))
    with pytest.raises(Refused) as refused:
        plan(polaris, "Wei", SEOUL, date(2027, 5, 8), None)
    assert refused.value.code == "overlap"
    plan(polaris, "Wei", SEOUL, date(2027, 5, 9), None)
    with pytest.raises(Refused) as refused:
        plan(polaris, "Ana", SEOUL, date(2027, 5, 9), date(2027, 5, 8))
    assert refused.value.code == "backwards"


def taken(
    *rows: str, head: str = "person,kind,city,country,from,to\n", complete: bool = False
) -> ImportBatch:
    given = Given("stays.csv", (head + "".join(f"{row}\n" for row in rows)).encode())
    now = NOW + timedelta(days=1)
    batch = actions.read_import(files=[given], by=None, now=now, complete=complete)
    return actions.apply_import(batch=actions.accept_import(batch=batch, by=None, now=now), now=now)


def test_a_file_corrects_what_a_file_said(polaris: Cast) -> None:
    taken("Wei,travel,Madrid,Spain,2027-06-01,2027-06-05")
    batch = taken("Wei,travel,Madrid,Spain,2027-06-02,2027-06-07")
    assert batch.difference["stays"] == {"new": 1, "matched": 0, "corrected": 1, "withdrawn": 0}
    now = Stay.objects.get(person=polaris.people["Wei"], superseded_at=None)
    assert (now.during.lower, now.replaces and now.replaces.during.lower) == (
        date(2027, 6, 2),
        date(2027, 6, 1),
    )
    assert taken("Wei,travel,Madrid,Spain,2027-06-02,2027-06-07").difference["stays"]["matched"] == 1


def test_a_file_knows_a_stay_again_by_its_id(polaris: Cast) -> None:
    head = "id,person,kind,city,country,from,to\n"
    batch = taken("S4,Ana,travel,Paris,France,2027-08-03,2027-08-08", head=head)
    assert batch.difference["stays"]["corrected"] == 1
    ana = Stay.objects.get(person=polaris.people["Ana"], superseded_at=None)
    assert (ana.place.city, ana.key) == ("Paris", "S4")
    assert (
        taken("S4,Ana,travel,Paris,France,2027-08-03,2027-08-08", head=head).difference["stays"]["matched"]
        == 1
    )


def test_a_stay_made_here_is_the_persons_and_a_file_only_says_otherwise(polaris: Cast) -> None:
    mine = plan(polaris, "Wei", SEOUL, date(2027, 6, 1), date(2027, 6, 5))
    batch = taken("Wei,travel,Madrid,Spain,2027-06-02,2027-06-07")
    assert (batch.difference["stays"]["new"], batch.difference["mismatches"]) == (0, 1)
    told = Mismatch.objects.get(person=polaris.people["Wei"])
    assert Stay.objects.get(pk=mine.pk).superseded_at is None
    assert taken("Wei,travel,Madrid,Spain,2027-06-02,2027-06-07").difference["mismatches"] == 0
    later = NOW + timedelta(days=2)
    actions.answer_mismatch(mismatch=told, take=True, by=polaris.account("Wei"), now=later)
    now = Stay.objects.get(person=polaris.people["Wei"], superseded_at=None)
    assert (now.place.city, now.replaces) == ("Madrid", mine)


def test_what_was_withdrawn_here_does_not_come_back_with_the_same_file(polaris: Cast) -> None:
    taken("Wei,travel,Madrid,Spain,2027-06-01,2027-06-05")
    actions.withdraw_stay(stay=Stay.objects.get(person=polaris.people["Wei"]), by=None, now=NOW)
    taken("Wei,travel,Madrid,Spain,2027-06-01,2027-06-05")
    assert not Stay.objects.filter(person=polaris.people["Wei"], superseded_at=None).exists()


def test_a_complete_file_withdraws_what_it_says_no_more_and_nothing_made_here(polaris: Cast) -> None:
    taken("Wei,travel,Madrid,Spain,2027-06-01,2027-06-05")
    mine = plan(polaris, "Ana", SEOUL, date(2027, 7, 1), None)
    batch = taken("Ravi,travel,Madrid,Spain,2027-06-01,2027-06-05", complete=True)
    assert batch.difference["stays"]["withdrawn"] == 1 + 4, "and the four of the example that are to come"
    assert not Stay.objects.filter(person=polaris.people["Wei"], superseded_at=None).exists()
    assert Stay.objects.get(pk=mine.pk).superseded_at is None
