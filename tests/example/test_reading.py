"""The files as input: everything in them is read, and what lies in them is there to be found."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.coverage import outlooks
from farflung.engine.model import MeetingSeries
from farflung.engine.time import CivilTime, Span, difference, merged
from farflung.example import EXAMPLE_FROM
from farflung.intake.load import Intake, load

Files = tuple[Path, ...]
START = datetime.combine(EXAMPLE_FROM, datetime.min.time(), UTC)
WINDOW = Span(START, START + timedelta(days=90))


@pytest.fixture(scope="module")
def read(polaris: Files) -> Intake:
    return load(polaris, window=WINDOW)


@pytest.fixture(scope="module")
def atlas(read: Intake) -> Atlas:
    return read.atlas


def test_polaris_is_read_without_a_problem_or_a_question(read: Intake, polaris: Files) -> None:
    assert read.problems == ()
    assert read.questions == ()
    assert {Path(file.name).name for file in read.files} == {path.name for path in polaris}
    assert all(file.used == file.rows > 0 for file in read.files)
    assert len(read.atlas.people) == 23
    assert len(read.atlas.agreements) == 1


def test_polaris_keeps_some_of_its_promises_to_markets_and_others_not(atlas: Atlas) -> None:
    found = {o.name: o.coverage for o in outlooks(atlas, WINDOW) if o.market}
    assert found.keys() == {"Brazil", "Gulf", "Philippines", "Europe"}
    broken = {name for name, coverage in found.items() if coverage.short}
    assert broken == {"Brazil", "Philippines"}


@pytest.mark.slow
def test_large_is_read_without_a_problem_or_a_question(large: Files) -> None:
    read = load(large, window=WINDOW)
    assert read.problems == ()
    assert read.questions == ()
    assert all(file.used == file.rows > 0 for file in read.files)
    assert len(read.atlas.people) == 5000
    assert len(read.atlas.meetings) == 200
    duties = {shift.duty for shift in read.atlas.shifts}
    assert len(duties) == 20
    ruled = {rule.duty for agreement in read.atlas.agreements for rule in agreement.coverage}
    assert ruled <= duties
    teams = {team.name for team in read.atlas.teams}
    named = {rule.team for agreement in read.atlas.agreements for rule in agreement.core_hours}
    assert named <= teams


def holes(atlas: Atlas, duty: str, window: Span) -> list[Span]:
    """Times in which no shift of the duty runs, whoever is away."""
    wide = Span(window.start - timedelta(days=1), window.end)
    shifts = [shift for shift in atlas.shifts if shift.duty == duty]
    held = [Span(o.start, o.end) for shift in shifts for o in atlas.occurrences(shift, wide)]
    return list(difference([window], merged(held)))


def day_after(days: int) -> datetime:
    return START + timedelta(days=days)


def test_withdrawals_are_round_the_clock_until_warsaw_changes_its_clocks(atlas: Atlas) -> None:
    assert holes(atlas, "Withdrawals", Span(START, day_after(28))) == []


def test_C01_the_hole_of_the_radar_is_in_the_files(atlas: Atlas) -> None:
    week = Span(datetime(2027, 3, 29, tzinfo=UTC), datetime(2027, 4, 5, tzinfo=UTC))
    found = holes(atlas, "Withdrawals", week)
    assert [(hole.start.day, hole.start.hour, hole.end.hour) for hole in found] == [
        (29, 14, 15),
        (30, 14, 15),
        (31, 14, 15),
        (1, 14, 15),
        (2, 14, 15),
    ]


def test_ledger_on_call_has_exactly_one_holder(atlas: Atlas) -> None:
    turns = [o for s in atlas.shifts if s.duty == "Ledger on-call" for o in atlas.occurrences(s, WINDOW)]
    ordered = sorted(turns, key=lambda turn: turn.start)
    assert all(a.end == b.start for a, b in pairwise(ordered))
    assert holes(atlas, "Ledger on-call", WINDOW) == []


def meeting(atlas: Atlas, title: str) -> MeetingSeries:
    return next(one for one in atlas.meetings if one.title == title)


def lisbon(atlas: Atlas, title: str, until: date) -> list[CivilTime]:
    end = datetime.combine(until, datetime.min.time(), UTC)
    made = atlas.occurrences(meeting(atlas, title), Span(START, end))
    return [CivilTime.of(o.start, atlas.zones.zone("Europe/Lisbon")) for o in made]


def test_M03_the_west_sync_moves_in_lisbon(atlas: Atlas) -> None:
    shown = lisbon(atlas, "West sync", date(2027, 3, 30))
    assert [(c.date.day, c.time.hour) for c in shown] == [(1, 15), (8, 15), (15, 14), (22, 14), (29, 15)]


def test_M04_the_ops_review_is_nine_weeks_at_eight_utc(atlas: Atlas) -> None:
    review = meeting(atlas, "Ops review")
    made = list(atlas.occurrences(review, Span(START, START + timedelta(days=120))))
    assert [o.start for o in made] == [
        datetime(2027, 4, 7, 8, tzinfo=UTC) + timedelta(weeks=n) for n in range(9)
    ]
    assert len(review.required) == 14


def test_M07_the_schema_review_is_night_for_half_of_them(atlas: Atlas) -> None:
    (only,) = atlas.occurrences(meeting(atlas, "Schema review"), WINDOW)
    assert only.start == datetime(2027, 3, 18, 19, 30, tzinfo=UTC)


def test_T12_ana_is_in_dubai_for_a_week_of_may(atlas: Atlas) -> None:
    ana = atlas.find("Ana")
    noon = datetime(2027, 5, 5, 12, tzinfo=UTC)
    assert atlas.zone_of(ana, noon).key == "Asia/Dubai"
    assert atlas.zone_of(ana, noon - timedelta(days=7)).key == "Europe/Lisbon"
