"""What is past its time is gone (N12), and who left signs in no more."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from farflung.engine.model import Place, StayKind
from farflung.server.core.models import Account
from farflung.server.org import actions
from farflung.server.org.models import (
    Absence,
    HolidaySwap,
    ImportBatch,
    ImportChange,
    ImportFile,
    Mismatch,
    PatternPeriod,
    Person,
    Stay,
)
from tests.server.company import NOW, Cast, sheets

pytestmark = pytest.mark.django_db
SEOUL = Place("Asia/Seoul", "KR", "11", "Seoul")


def forget(days: int) -> dict[str, int]:
    return actions.forget_what_is_past(now=NOW + timedelta(days=days))


def test_nothing_goes_before_its_time_and_nothing_twice(polaris: Cast) -> None:
    assert forget(0) == {}
    gone = forget(100)
    assert gone.keys() == {"importchange", "importbatch"}
    assert forget(100) == {}


def test_absences_swaps_and_mismatches_go_after_a_season(polaris: Cast) -> None:
    ana = polaris.people["Ana"]
    HolidaySwap.objects.create(person=ana, worked=date(2027, 3, 26), off=date(2027, 3, 29), recorded_at=NOW)
    Mismatch.objects.create(
        person=ana, field="job", source="a.csv", found_at=NOW, answered_at=NOW, taken=False
    )
    Mismatch.objects.create(person=ana, field="name", source="a.csv", found_at=NOW)
    withdrawn = Absence.objects.get(person=polaris.people["Mei-Ling"])
    actions.withdraw_absence(absence=withdrawn, by=None, now=NOW)
    gone = forget(115)
    assert (gone.get("holidayswap", 0), gone["mismatch"]) == (0, 1)
    assert not Absence.objects.filter(pk=withdrawn.pk).exists()
    assert Absence.objects.filter(person=polaris.people["Daniel"]).count() == 0, (
        "the 19th of March was long ago"
    )
    assert Absence.objects.filter(person=polaris.people["Rafael"]).exists()
    assert forget(120)["holidayswap"] == 1
    assert Mismatch.objects.count() == 1


def test_old_hours_and_stays_go_after_their_years(polaris: Cast) -> None:
    ana = polaris.people["Ana"]
    hub: dict[str, Any] = {"place": SEOUL, "kind": StayKind.HUB, "start": date(2027, 3, 2), "by": None}
    stay = actions.plan_stay(person=ana, **hub, end=date(2027, 3, 4), now=NOW)
    actions.correct_stay(stay=stay, **hub, end=date(2027, 3, 3), now=NOW)
    PatternPeriod.objects.filter(person=ana).update(during=DateRange(None, date(2027, 3, 2)))
    forget(405)
    assert not ana.patterns.exists()
    assert Stay.objects.filter(person=ana, kind="hub").count() == 2
    forget(1840)
    assert not Stay.objects.filter(person=ana, kind="hub").exists()


def test_who_left_is_forgotten_two_years_later_and_closed_out_at_once(polaris: Cast) -> None:
    jun = polaris.people["Jun"]
    actions.end_person(person=jun, last_day=NOW.date(), by=None, now=NOW)
    assert actions.close_ended_accounts(now=NOW + timedelta(hours=26)) == 0
    assert actions.close_ended_accounts(now=NOW + timedelta(days=2)) == 1
    assert not Account.objects.get(pk=polaris.account("Jun").pk).is_active
    forget(700)
    assert Person.objects.filter(pk=jun.pk).exists()
    forget(735)
    assert not Person.objects.filter(pk=jun.pk).exists()
    assert Person.objects.count() == 22


def test_uploads_that_nobody_applied_go_after_a_week(polaris: Cast) -> None:
    batch = actions.read_import(files=sheets("people.csv"), by=None, now=NOW)
    forget(6)
    assert ImportFile.objects.exists()
    forget(8)
    assert not ImportFile.objects.exists()
    assert ImportBatch.objects.get(pk=batch.pk).state == ImportBatch.State.ABANDONED
    assert ImportChange.objects.exists()
    forget(91)
    assert not ImportChange.objects.exists()
    assert ImportBatch.objects.get(pk=polaris.batch.pk).difference == {}
