"""Everything goes out into files, and the files make the same company again."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from farflung.engine.model import Place, RestWindow, StayKind, WeeklyPattern
from farflung.engine.time import Span
from farflung.example import write_company
from farflung.intake.given import Given
from farflung.intake.load import load
from farflung.server.core.models import Look
from farflung.server.org import actions
from farflung.server.org.models import Absence, Holiday, HolidayCalendar, Person, Stay
from farflung.server.org.queries.exports import export_zip
from tests.server.company import NOW, Cast
from tests.server.org.parts import every_tenth
from tests.server.org.whole import empty, whole

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


def busy(cast: Cast) -> None:
    """A company in which everything that can be entered was."""
    people, by = cast.people, cast.account("Camille")
    told: dict[str, Any] = {"by": by, "now": LATER}
    madrid = Place("Europe/Madrid", "ES", "MD", "Madrid", 40.42, -3.7)
    stay = actions.plan_stay(
        person=people["Wei"], place=madrid, kind=StayKind.TRAVEL, start=date(2027, 4, 1),
        end=date(2027, 4, 9), **told,
    )  # fmt: skip
    actions.correct_stay(
        stay=stay, place=madrid, kind=StayKind.TRAVEL, start=date(2027, 4, 2), end=None, by=by,
        now=LATER + timedelta(hours=1),
    )  # fmt: skip
    actions.withdraw_stay(stay=Stay.objects.get(key="S3"), **told)
    actions.ask_absence(
        person=people["Ana"], start=date(2027, 3, 5), end=date(2027, 3, 5), from_minute=540, to_minute=605,
        **told,
    )  # fmt: skip
    actions.withdraw_absence(absence=Absence.objects.get(person=people["Liza"]), **told)
    actions.swap_holiday(person=people["Ana"], worked=date(2027, 3, 26), off=date(2027, 3, 29), **told)
    actions.set_hours(
        person=people["Ana"], pattern=WeeklyPattern.daily(1320, 360), start=date(2027, 5, 1),
        end=date(2027, 5, 31), **told,
    )  # fmt: skip
    changes = actions.PersonChanges(
        skills=["CI/CD", "a, b; c"], rest=RestWindow(1320, 1860), name="Ravi, the Elder", language="ar"
    )
    actions.change_person(person=people["Ravi"], changes=changes, by=cast.account("Ravi"), now=LATER)
    actions.set_consents(person=people["Ravi"], consents={"local": True}, by=cast.account("Ravi"), now=LATER)
    actions.change_team(team=cast.team("Ledger"), lead=None, **told)
    team = actions.add_team(name="Tiger, team one", parent=cast.team("Ledger"), **told)
    actions.join_team(team=team, person=people["Wei"], **told)
    actions.end_person(person=people["Jun"], last_day=date(2026, 12, 1), **told)
    actions.end_person(person=people["Ximena"], last_day=date(2027, 4, 1), **told)
    calendar = HolidayCalendar.objects.get(country="PT", subdivision="")
    good_friday = Holiday.objects.get(calendar=calendar, date=date(2027, 3, 26))
    actions.correct_holiday(holiday=good_friday, date=date(2027, 3, 25), name="Early Friday", **told)
    actions.add_holiday(calendar=calendar, date=date(2027, 6, 1), name="Founders' day", **told)


def test_what_goes_out_comes_in_as_the_same_company(polaris: Cast) -> None:
    busy(polaris)
    before, data = whole(), export_zip(on=LATER.date())
    assert export_zip(on=LATER.date()) == data, "the same rows are the same bytes"
    empty()
    batch = actions.load_company(files=[Given("polaris.zip", data)], by=None, now=LATER)
    assert batch.difference["questions"] == 0
    assert [p for p in batch.problems if p["severity"] == "error"] == []
    after = whole()
    for table, rows in before.items():
        assert after[table] == rows, table


def test_its_own_export_changes_nothing(polaris: Cast) -> None:
    busy(polaris)
    before, data = whole(), export_zip(on=LATER.date())
    batch = actions.load_company(files=[Given("polaris.zip", data)], by=None, now=LATER)
    assert (batch.difference["changed"], batch.difference["new"], batch.difference["mismatches"]) == (0, 0, 0)
    assert whole() == before


def test_everybody_sees_who_took_it(polaris: Cast) -> None:
    data = actions.export_company(by=polaris.account("Camille"), now=LATER)
    looks = Look.objects.filter(field="everything", by=polaris.account("Camille"))
    assert looks.count() == Person.objects.count() - 1
    assert not looks.filter(about=polaris.people["Camille"].code).exists()
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert {"people.csv", "teams.csv", "stays.csv", "absences.csv", "holidays.csv", "roles.csv"} <= set(names)


def test_plain_sheets_are_read_without_a_question(polaris: Cast, tmp_path: Path) -> None:
    archive = zipfile.ZipFile(io.BytesIO(export_zip(on=NOW.date())))
    files = [Given(name, archive.read(name)) for name in ("people.csv", "teams.csv", "stays.csv")]
    intake = load(files, window=Span(NOW, NOW + timedelta(days=90)))
    assert (intake.complete, len(intake.atlas.people), len(intake.atlas.stays)) == (True, 23, 5)
    rows = list(csv.DictReader(io.StringIO(files[0].data.decode())))
    assert rows[2]["city"] == "Lisbon"
    assert rows[2]["hours"] == "Mon-Fri 09:00-18:00"


def test_a_thousand_people_of_every_country_go_out_and_come_in(db: None, tmp_path: Path) -> None:
    kept = out_and_in(every_tenth(tmp_path))
    assert kept["Person"] > 1000
    assert kept["Team"] == 376
    assert min(kept["Stay"], kept["Absence"]) > 40
    assert Person.objects.values("place__country").distinct().count() == 89


@pytest.mark.long
def test_five_thousand_people_go_out_and_come_in(db: None, tmp_path: Path) -> None:
    assert out_and_in(write_company(tmp_path, "large"))["Person"] == 5000


def out_and_in(files: Sequence[Path | Given]) -> dict[str, int]:
    """Takes a company in, out, and in again; how many rows of each table are the same as before."""
    actions.load_company(files=files, by=None, now=NOW)
    before, data = whole(), export_zip(on=NOW.date())
    empty()
    actions.load_company(files=[Given("meridian.zip", data)], by=None, now=NOW)
    after = whole()
    for table, rows in before.items():
        assert after[table] == rows, table
    return {table: len(rows) for table, rows in after.items()}
