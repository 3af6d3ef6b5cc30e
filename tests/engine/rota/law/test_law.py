"""The law by where somebody is: national before the EU's, both places of a trip, kept, told or unknown."""

from dataclasses import replace
from datetime import date, time

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person, Place, Stay, StayKind
from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.law import Given, NoteKind, RotaLaw, flags, law_of, ruled
from farflung.engine.rota.law.reading import Ground, read
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import (
    AverageHours,
    CallOut,
    ConsecutiveDays,
    ConsecutiveNights,
    DailyHours,
    DaysWithNights,
    HoursPerWeek,
    NightHours,
    NightShift,
    NightWorkerHours,
    Rest,
    RestAfterCallOut,
    RestAfterNights,
    RotaNotice,
    Rule,
    WeeklyRest,
)
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span
from farflung.rulepacks import Measure, NightWindow, Threshold, load_packs
from tests.engine.rota.by_hand import MONDAY, instant, person, shift, weeks

PACKS = load_packs()
BERLIN = Place("Europe/Berlin", "DE", None, "Berlin")
PARIS = Place("Europe/Paris", "FR", None, "Paris")
AMSTERDAM = Place("Europe/Amsterdam", "NL", None, "Amsterdam")
BRUSSELS = Place("Europe/Brussels", "BE", None, "Brussels")
LISBON = Place("Europe/Lisbon", "PT", None, "Lisbon")
DUBAI = Place("Asia/Dubai", "AE", "DU", "Dubai")
WINDOW = weeks("Europe/Berlin", MONDAY, 4)
CALL = CallOut(Span(instant("2027-03-02T01:00"), instant("2027-03-02T02:30")), "Nele")


def law(*people: Person, given: Given | None = None, window: Span = WINDOW, **more: object) -> RotaLaw:
    atlas = Atlas(people, **more)  # type: ignore[arg-type]
    return law_of(atlas, [one.id for one in people], window, PACKS, given)


def of(rules: tuple[Rule, ...], kind: type[Rule]) -> list[Rule]:
    return [rule for rule in rules if isinstance(rule, kind)]


def test_german_rules_with_their_ground() -> None:
    found = law(person(BERLIN))
    [rest] = of(found.kept, Rest)
    assert isinstance(rest, Rest)
    assert (rest.minutes, rest.people) == (660, frozenset({"Nele"}))
    assert rest.basis == "Arbeitszeitgesetz (ArbZG), § 5(1) (DE, 11 h), checked 2026-11-20"
    assert {rule.minutes for rule in of(found.kept, DailyHours)} == {600}  # type: ignore[attr-defined]
    assert {(r.minutes, r.weeks) for r in of(found.kept, AverageHours)} == {(2880, 24)}  # type: ignore[attr-defined]
    [nights] = of(found.kept, NightWorkerHours)
    assert isinstance(nights, NightWorkerHours)
    assert (nights.minutes, nights.weeks, nights.nights) == (48 * 60, 4, 1)
    assert nights.night.least == 121
    [on_nights] = of(found.kept, NightHours)
    assert isinstance(on_nights, NightHours)
    assert on_nights.minutes == 600


def test_unconfirmed_reading_says_so() -> None:
    [rest] = of(law(person(BERLIN)).kept, WeeklyRest)
    assert rest.basis.endswith("checked 2026-11-23; unconfirmed")


def test_country_without_a_rule_of_its_own_has_the_directive() -> None:
    found = law(person(BRUSSELS))
    assert [rule.basis for rule in of(found.kept, Rest)] == [
        "Directive 2003/88/EC (working time), Article 3 (EU, 11 h), checked 2026-11-20"
    ]
    [average] = of(found.kept, NightWorkerHours)
    assert isinstance(average, NightWorkerHours)
    assert (average.minutes, average.weeks, average.night.least) == (48 * 60, 17, 180)


def test_dutch_nights_have_both_rests_and_the_days_among_nights() -> None:
    found = law(person(AMSTERDAM))
    rests = [(r.minutes, r.nights) for r in found.kept if isinstance(r, RestAfterNights)]
    assert rests == [(14 * 60, 1), (46 * 60, 3)]
    [days] = of(found.kept, DaysWithNights)
    assert isinstance(days, DaysWithNights)
    assert (days.most, days.nights, days.night.least) == (7, 1, 61)


def test_nights_in_a_row_are_those_that_the_law_calls_nights() -> None:
    """A bound of the Netherlands as a law could have it: an hour of night makes none, nor an end by 02:00."""
    night = NightShift(NightWindow(time(0), time(6)), 61)
    bound = Threshold(Measure.CONSECUTIVE_NIGHTS, "nights", at_most=5, ends_after=time(2))
    found = read(bound, Ground(Given(), "a law", night))
    assert found == ConsecutiveNights(5, replace(night, after=time(2)), basis="a law")


def test_trip_adds_the_law_of_where_it_leads() -> None:
    """Ana of Lisbon is in Dubai for a week: the rest of home and the day of Dubai both hold."""
    ana = replace(person(LISBON), id="Ana", name="Ana")
    stay = Stay("Ana", DUBAI, StayKind.TRAVEL, date(2027, 3, 8), date(2027, 3, 14))
    found = law(ana, stays=(stay,))
    places = {rule.jurisdiction for rule in found.read}
    assert {"PT", "AE"} <= places
    assert [rule.minutes for rule in found.kept if isinstance(rule, DailyHours)] == [600]
    assert [rule.minutes for rule in found.kept if isinstance(rule, Rest)] == [660]
    assert "AE" not in {rule.jurisdiction for rule in law(ana).read}


def test_trip_that_begins_after_the_plan_changes_nothing() -> None:
    ana = replace(person(LISBON), id="Ana", name="Ana")
    later = Stay("Ana", DUBAI, StayKind.TRAVEL, date(2027, 4, 8), date(2027, 4, 14))
    assert law(ana, stays=(later,)) == law(ana)


def test_what_only_begins_overtime_is_told() -> None:
    found = law(person(PARIS))
    assert 35 * 60 in {rule.minutes for rule in found.told if isinstance(rule, HoursPerWeek)}
    assert {rule.minutes for rule in found.kept if isinstance(rule, HoursPerWeek)} == {48 * 60}


def test_open_condition_is_told_until_somebody_answers() -> None:
    bengaluru = person(Place("Asia/Kolkata", "IN", "KA", "Bengaluru"))
    found = law(bengaluru)
    assert of(found.told, WeeklyRest)
    assert not of(found.kept, WeeklyRest)
    assert "in-weekly-rest" in {note.rule for note in found.notes if note.kind is NoteKind.CONDITION}
    yes = law(bengaluru, given=Given({"in-weekly-rest": True}))
    assert of(yes.kept, WeeklyRest)
    assert of(yes.kept, WeeklyRest)[0].basis.endswith("only if the person is a worker under the Code")
    assert "in-weekly-rest" not in {note.rule for note in yes.notes}
    no = law(bengaluru, given=Given({"in-weekly-rest": False}))
    assert not of((*no.kept, *no.told), WeeklyRest)


def test_expired_rule_is_named_as_unknown_and_not_kept() -> None:
    window = weeks("Europe/Berlin", date(2027, 5, 3), 4)
    found = law(person(BERLIN), window=window)
    assert not of(found.kept, DailyHours)
    [text] = [str(note.text) for note in found.notes if note.rule == "de-daily-hours"]
    assert text == (
        "Daily working time (DE) is unknown on 3 May 2027: our reading was good until 31 March 2027; "
        "last known 10 h, 8 h"
    )
    assert text in found.unknown
    assert {rule.basis for rule in of(found.kept, NightWorkerHours)} == {
        "Directive 2003/88/EC (working time), Articles 8(a) and 16(c) (EU, 8 h), checked 2026-11-23"
    }


def test_expired_rule_can_be_kept_by_its_last_figure_and_is_unknown_all_the_same() -> None:
    window = weeks("Europe/Berlin", date(2027, 5, 3), 4)
    found = law(person(BERLIN), window=window, given=Given(keep_unknown=True))
    [day] = of(found.kept, DailyHours)
    assert day.basis.endswith("(DE, 10 h), checked 2026-11-20; unknown since 2027-03-31")
    assert "de-daily-hours" in {note.rule for note in found.notes if note.kind is NoteKind.UNKNOWN}


def test_rule_that_expires_inside_the_plan_is_kept_and_named() -> None:
    window = weeks("Europe/Berlin", date(2027, 3, 15), 4)
    found = law(person(BERLIN), window=window)
    assert of(found.kept, DailyHours)
    [note] = [note for note in found.notes if note.rule == "de-daily-hours"]
    assert note.kind is NoteKind.UNKNOWN
    assert "is unknown on 1 April 2027" in note.text


def test_what_two_articles_or_the_EU_beside_a_country_ask_for_alike_is_told_once() -> None:
    """§ 3 of a day and of a week; and from 21 November 2027 on the directive stands beside France."""
    [average] = of(law(person(BERLIN)).kept, AverageHours)
    assert average.basis == (
        "Arbeitszeitgesetz (ArbZG), § 3 (DE, 8 h), checked 2026-11-20; and "
        "Arbeitszeitgesetz (ArbZG), § 3 (DE, 48 h), checked 2026-11-20"
    )
    paris, window = person(PARIS), weeks("Europe/Paris", date(2027, 11, 1), 4)
    found = law(paris, window=window)
    [rest] = of(found.kept, Rest)
    assert "L. 3131-1 (FR, 11 h)" in rest.basis
    assert "Article 3 (EU, 11 h)" in rest.basis
    late = [
        shift(PARIS.zone, date(2027, 11, 2), "09:00", 480),
        shift(PARIS.zone, date(2027, 11, 3), "03:59", 60),
    ]
    said = violations(ruled(Problem(Atlas((paris,)), window, ("Nele",), ()), found), late)
    assert [one.by for one in said if one.rule == "rest"] == [1]


def test_silence_of_a_law_is_said() -> None:
    found = law(person(Place("Asia/Tokyo", "JP", None, "Tokyo")))
    silent = {note.rule: str(note.text) for note in found.notes if note.kind is NoteKind.SILENT}
    assert silent["jp-consecutive-days"].startswith("JP: The law names no number")
    assert not of(found.kept, ConsecutiveDays)


def test_place_without_any_rule_and_person_without_a_country_are_unknown() -> None:
    nowhere = person(Place("Europe/Berlin"))
    assert [note.kind for note in law(nowhere).notes] == [NoteKind.NOWHERE]
    found = law(person(Place("Asia/Karachi", "PK", None, "Karachi")))
    assert [str(text) for text in found.unknown] == ["No law on working time is recorded for PK: unknown"]


def test_equal_rules_of_several_people_are_one() -> None:
    ana = replace(person(BERLIN), id="Ana", name="Ana")
    found = law(person(BERLIN), ana)
    assert [rule.people for rule in of(found.kept, Rest)] == [frozenset({"Nele", "Ana"})]
    assert {note.people for note in found.notes} == {frozenset({"Nele", "Ana"})}


def test_city_is_read_by_its_own_law_and_by_either_name() -> None:
    given = Given(told=instant("2027-02-20T12:00"))
    for city in ("New York", "New York City"):
        found = law(person(Place("America/New_York", "US", "NY", city)), given=given)
        assert {rule.days for rule in found.told if isinstance(rule, RotaNotice)} == {14, 3}
    upstate = law(person(Place("America/New_York", "US", "NY", "Buffalo")), given=given)
    assert not of(upstate.told, RotaNotice)


def test_notice_is_looked_at_once_the_day_of_telling_is_known() -> None:
    assert not of(law(person(AMSTERDAM)).told, RotaNotice)
    assert "nl-rota-notice" in {n.rule for n in law(person(AMSTERDAM)).notes if n.kind is NoteKind.NOT_READ}
    found = law(person(AMSTERDAM), given=Given(told=instant("2027-02-20T12:00")))
    assert [rule.days for rule in found.told if isinstance(rule, RotaNotice)] == [28, 4]  # and on call


@pytest.mark.parametrize(
    ("place", "rests"), [(BERLIN, [660]), (LISBON, [660]), (AMSTERDAM, []), (BRUSSELS, [660])]
)
def test_C11_rest_after_call_outs_by_the_law_of_the_place(place: Place, rests: list[int]) -> None:
    """The Dutch law says that a call-out interrupts no rest; where nothing is said of calls they are work."""
    found = law(person(place), given=Given(calls=(CALL,)))
    assert [rule.minutes for rule in found.kept if isinstance(rule, RestAfterCallOut)] == rests


def test_flags_say_what_is_told_only() -> None:
    who = person(PARIS)
    atlas = Atlas((who,))
    kind = ShiftKind("09:00", "watch", 540, 1080)
    problem = Problem(atlas, WINDOW, ("Nele",), (kind,), (Demand("watch"),))
    week = [shift("Europe/Paris", date(2027, 3, 1 + n), "09:00", 540) for n in range(4)]
    found = flags(law(who), problem, week)
    assert [(v.rule, v.by) for v in found] == [("hours-per-week", 60)]
    assert "L. 3121-27" in found[0].basis
    assert flags(law(who), problem, week[:3]) == ()


def test_standby_is_rest_until_somebody_calls() -> None:
    """A week on call at home between days of work: the law of hours and rest sees the days alone."""
    who, week = person(BERLIN), weeks("Europe/Berlin", MONDAY, 2)
    kinds = (
        ShiftKind("day", "desk", 540, 1020),
        ShiftKind("on call", "standby", 1020, 1980),
        ShiftKind("long", "desk", 540, 1200),
    )
    given = Given(standby=frozenset({"standby"}))
    bare = Problem(Atlas((who,)), week, ("Nele",), kinds, (Demand("desk"), Demand("standby")))
    problem = ruled(bare, law(who, given=given, window=week))
    model = compiled(problem)
    monday = model.options.index(MONDAY)
    assert list(model.open[0, monday]) == [True, True, False]  # on call 16 h, at the desk no 11 h
    turns = [(0, monday + n, 1 if n % 2 else 0) for n in range(6)]
    assert violations(problem, model.assignments(turns)) == ()
    found = violations(ruled(bare, law(who, window=week)), model.assignments(turns))
    assert {one.rule for one in found} >= {"rest", "daily-hours"}
    [over] = violations(problem, model.assignments([(0, monday, 2)]))
    assert (over.rule, over.by) == ("daily-hours", 60)
    assert over.basis.startswith("Arbeitszeitgesetz (ArbZG), § 3 (DE, 10 h)")
