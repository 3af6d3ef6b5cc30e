"""Plans as JSON, CSV and calendars: read back by others, and by `farflung` itself, as the same instants."""

import csv
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import icalendar
import pytest
import recurring_ical_events
from jsonschema import Draft202012Validator

from farflung.engine.rota.compiling.single import shift_on
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span
from farflung.intake.errors import FileError
from farflung.intake.given import Given
from farflung.intake.load import load
from farflung.intake.plans.rosters import assignments_of
from farflung.intake.plans.schema import plan_schema
from farflung.intake.plans.stored import looks_like_plan, read_plan
from farflung.report.rota.csv_plan import plan_csv
from farflung.report.rota.ics_plan import duty_ics, person_ics, plan_ics
from farflung.report.rota.json_plan import plan_json
from tests.report.rota.planned import ATLAS, DAY, NIGHT, PEOPLE, PROBLEM, WINDOW, record, view

Instants = list[tuple[datetime, datetime]]


def spans(person: str | None = None) -> Instants:
    return sorted((s.span.start, s.span.end) for s in view().shifts if person is None or s.person == person)


def events(text: str) -> list[Any]:
    calendar = icalendar.Calendar.from_ical(text)
    wide = (WINDOW.start - timedelta(days=2), WINDOW.end + timedelta(days=2))
    return list(recurring_ical_events.of(calendar).between(*wide))


def instants(found: list[Any]) -> Instants:
    return sorted((e["DTSTART"].dt.astimezone(UTC), e["DTEND"].dt.astimezone(UTC)) for e in found)


def test_the_json_is_what_its_schema_says_and_is_read_back_whole() -> None:
    text = plan_json(view())
    Draft202012Validator(plan_schema()).validate(json.loads(text))
    assert looks_like_plan(text)
    again = read_plan(text, "plan.json")
    first = view().record
    assert again.result.assignments == first.result.assignments
    assert again.result.stages == first.result.stages
    assert (again.problem, again.seed, again.made, again.window) == (
        first.problem, first.seed, first.made, first.window,
    )  # fmt: skip
    assert [(u.duty, u.span, u.missing) for u in again.result.unfilled] == [
        (u.duty, u.span, u.missing) for u in first.result.unfilled
    ]


def test_the_json_says_what_each_carries_and_how_much_is_proven() -> None:
    data = json.loads(plan_json(view()))
    kasia = next(load for load in data["loads"] if load["person"] == "kasia")
    assert (kasia["shifts"], kasia["nights"], kasia["weekends"]) == (3, 1, 1)
    assert kasia["minutes"] == 8 * 60 + 7 * 60 + 8 * 60  # the night of the clock change has seven hours
    assert [stage["proven"] for stage in data["stages"]] == [True, False]
    assert data["stages"][1]["gap"] == pytest.approx(0.04)


def test_a_plan_that_was_changed_by_hand_is_told_where() -> None:
    with pytest.raises(FileError, match=r"plan.json \(window.start\): this is no plan that can be read"):
        read_plan(plan_json(view()).replace('"2027-03-22T00:00:00Z"', '"soon"', 1), "plan.json")
    ended = plan_json(view()).replace('"end": "2027-04-05T00:00:00Z"', '"end": "2027-03-01T00:00:00Z"', 1)
    with pytest.raises(FileError, match="a span cannot end"):
        read_plan(ended, "plan.json")


def test_the_sheet_is_read_by_check_as_a_rota_of_the_same_instants() -> None:
    read = load([Given("plan.csv", plan_csv(view()).encode())], window=WINDOW, people=PEOPLE)
    assert [str(problem) for problem in read.problems] == []
    found = assignments_of(read.atlas, read.atlas.shifts, WINDOW, PROBLEM.kinds)
    assert found == view().shifts


def test_the_sheet_has_the_own_clock_beside_utc_and_runs_no_formula() -> None:
    rows = list(csv.DictReader(StringIO(plan_csv(view()))))
    night = next(row for row in rows if row["kind"] == "night" and row["person"] == "Kasia")
    assert (night["start"], night["end"]) == ("2027-03-27T21:00Z", "2027-03-28T04:00Z")
    assert (night["local start"], night["local end"]) == ("Sat 2027-03-27 22:00", "Sun 2027-03-28 06:00")


def test_the_calendar_of_all_is_read_by_others_and_by_check_as_the_same_instants() -> None:
    text = plan_ics(view())
    assert instants(events(text)) == spans()
    read = load([Given("plan.ics", text.encode())], window=WINDOW, people=PEOPLE)
    assert [str(problem) for problem in read.problems] == []
    assert assignments_of(read.atlas, read.atlas.shifts, WINDOW, PROBLEM.kinds) == view().shifts


def test_a_persons_calendar_is_on_their_clock_through_the_clock_change() -> None:
    text = person_ics(view(), "kasia")
    assert "DTSTART;TZID=Europe/Warsaw:20270327T220000" in text
    assert "BEGIN:VTIMEZONE" in text
    assert instants(events(text)) == spans("kasia")


def test_a_dutys_calendar_holds_it_whoever_has_it() -> None:
    assert instants(events(duty_ics(view(), "watch"))) == spans()
    assert events(duty_ics(view(), "other")) == []


def test_publishing_again_moves_events_and_puts_none_beside_them() -> None:
    first = {e["UID"]: e for e in events(person_ics(view(), "kasia"))}
    again = {e["UID"]: e for e in events(person_ics(view(later=timedelta(hours=1)), "kasia"))}
    assert first.keys() == again.keys()
    assert len(first) == 3
    assert all(int(str(again[uid]["SEQUENCE"])) > int(str(first[uid]["SEQUENCE"])) for uid in first)


def test_another_holder_or_hour_is_the_same_event_of_the_duty() -> None:
    shown = view()
    before = {str(e["UID"]) for e in events(duty_ics(shown, "watch"))}
    moved = json.loads(plan_json(shown))
    first = moved["assignments"][0]
    first["person"], first["start"] = "rafael", first["start"].replace("T22", "T21")
    other = read_plan(json.dumps(moved), "plan.json")
    after = {str(e["UID"]) for e in events(duty_ics(replace(shown, record=other), "watch"))}
    assert before == after


def test_a_roster_of_other_hours_is_a_plan_too() -> None:
    sheet = "duty,person,start,end,timezone\nwatch,Jun,2027-03-23 07:00,2027-03-23 15:00,Asia/Manila\n"
    read = load([Given("r.csv", sheet.encode())], window=WINDOW, people=PEOPLE)
    (line,) = assignments_of(read.atlas, read.atlas.shifts, WINDOW, (DAY, NIGHT))
    assert (line.kind, line.minutes, line.day.day) == ("watch 07:00-15:00", 480, 23)
    assert (
        assignments_of(read.atlas, read.atlas.shifts, Span(WINDOW.end, WINDOW.end + timedelta(1)), ()) == ()
    )


def test_people_who_share_a_name_are_told_apart_in_files_that_are_read_back() -> None:
    people = tuple(replace(p, name="Ana") if p.id in {"jun", "kasia"} else p for p in PEOPLE)
    shown = replace(view(), problem=replace(PROBLEM, atlas=replace(ATLAS, people=people)))
    for name, text in (("plan.csv", plan_csv(shown)), ("plan.ics", plan_ics(shown))):
        read = load([Given(name, text.encode())], window=WINDOW, people=people)
        assert [str(problem) for problem in read.problems] == [], name
        assert assignments_of(read.atlas, read.atlas.shifts, WINDOW, PROBLEM.kinds) == shown.shifts, name


AWKWARD = ("on call", "shift", "Payments: EU", "Ana - nights", "=sum", "-", 'Grüezi; \\ "x", y')
"""What duties may be called: what pagers put into every title, signs that cut titles, formulas, a person."""


def test_a_plan_of_many_duties_has_them_again_when_it_is_read_back_whatever_they_are_called() -> None:
    names = ("Ana", "Jun (late)", "Kasia / Rafael & Co", "Smith: Ana")
    people = tuple(replace(p, name=name) for p, name in zip(PEOPLE, names[1:], strict=True))
    atlas = replace(ATLAS, people=people)
    kinds = tuple(ShiftKind(f"{duty} day", duty, 60 * n, 60 * n + 480) for n, duty in enumerate(AWKWARD))
    asked = replace(PROBLEM, atlas=atlas, kinds=kinds, demands=())
    days = [date(2027, 3, 23 + n) for n in range(len(kinds))]
    made = (
        shift_on(atlas, people[n % 3], kind, day)
        for n, (kind, day) in enumerate(zip(kinds, days, strict=True))
    )
    shifts = tuple(sorted(shift for shift in made if shift is not None))
    shown = replace(view(), record=record(shifts), problem=asked)
    for name, text in (("plan.ics", plan_ics(shown)), ("plan.csv", plan_csv(shown))):
        read = load([Given(name, text.encode())], window=WINDOW, people=people)
        assert [str(problem) for problem in read.problems] == [], name
        assert assignments_of(read.atlas, read.atlas.shifts, WINDOW, kinds) == shifts, name
    own = load([Given("me.ics", person_ics(shown, people[0].id).encode())], window=WINDOW, people=people)
    assert {shift.duty for shift in own.atlas.shifts} == {s.duty for s in shifts if s.person == people[0].id}
    categories = [[str(one) for one in event["CATEGORIES"].cats] for event in events(plan_ics(shown))]
    assert [AWKWARD[-1]] in categories
