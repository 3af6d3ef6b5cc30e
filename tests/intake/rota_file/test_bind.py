"""A rota file and the people of a company to the engine's problem."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.problem import Aim, Problem
from farflung.engine.rota.rules import (
    Apart,
    AtWork,
    Away,
    CallOut,
    ConsecutiveNights,
    DailyHours,
    DaysWithNights,
    FreeSundays,
    KindLimit,
    NightHours,
    NightShift,
    NightsInPeriod,
    NightWorkerHours,
    Notice,
    OwnHours,
    Rest,
    RestAfterCallOut,
    RestAfterNights,
    Spacing,
    Succession,
    Together,
    Weekends,
    WeeklyRest,
    WorkingDays,
)
from farflung.engine.rota.values.demand import Headcount
from farflung.engine.time import Span
from farflung.intake.rota_file.bind import Before, Bound, bound
from farflung.intake.rota_file.people import Named
from farflung.intake.rota_file.reader import read_rota_file
from farflung.intake.rota_file.schema import Who
from farflung.rulepacks import NightWindow, load_packs
from tests.company import OPS, OPS_PEOPLE, TEAMS, holidays_of

NOW = datetime(2027, 2, 1, tzinfo=UTC)
ATLAS = Atlas(OPS_PEOPLE, holidays=holidays_of(OPS_PEOPLE), teams=tuple(t for t in TEAMS if t.name == OPS))
HEAD = "rota: x\nfrom: 2027-03-01\nweeks: 4\n"
WATCH = HEAD + "duties: {duty: watch, exactly: 1, shifts: {name: early, hours: '06:00-14:00'}}\n"


def posed(text: str) -> Bound:
    found, problems = read_rota_file(text, "rota.yaml")
    assert found is not None, [str(problem) for problem in problems]
    return bound(found, ATLAS, load_packs(), Before(NOW))


def problem(text: str) -> Problem:
    found = posed(text)
    assert found.problem is not None, [str(trouble) for trouble in found.troubles]
    return found.problem


def told(text: str) -> list[str]:
    found = posed(text)
    assert found.problem is None
    return [str(trouble) for trouble in found.troubles]


def test_everybody_of_the_files_is_planned_for_and_what_nobody_said_is_told() -> None:
    found = posed(HEAD + "duties: {duty: watch, exactly: 1}\n")
    assert found.problem is not None
    assert set(found.problem.people) == {person.id for person in OPS_PEOPLE}
    assert len(found.problem.kinds) == 48
    assert [str(text) for text in found.assumed] == [
        "the plan begins and ends at midnight UTC; `in` names another zone",
        "watch: shifts of 8 h, every 30 min of everybody's own clock; `shifts` says otherwise",
        "no rule but that nobody is in two places, nor planned while away; see `rules`",
        "nobody works on a public holiday of theirs; `volunteers` names who would",
    ]


def test_the_window_is_whole_days_of_the_zone_that_is_named() -> None:
    window = problem(WATCH + "in: Europe/Warsaw\n").window
    assert window.start == datetime(2027, 2, 28, 23, tzinfo=UTC)
    assert window.end == datetime(2027, 3, 28, 22, tzinfo=UTC)  # clocks changed that morning
    assert problem(WATCH.replace("weeks: 4", "until: 2027-03-01")).window.elapsed == timedelta(days=1)


def test_people_are_chosen_by_name_and_team_and_left_out_by_name() -> None:
    assert problem(WATCH + "people: Kasia, Jun\n").people == ("jun", "kasia")
    found = problem(WATCH + "teams: withdrawals ops\nwithout: [Kasia, Jun]\n").people
    assert len(found) == 12
    assert "kasia" not in found


def test_shifts_come_as_hours_as_turns_and_as_families() -> None:
    kinds = problem(
        HEAD + "duties:\n  - duty: watch\n    at least: 1\n    shifts:\n"
        "      - {name: night, hours: '22:00-06:00', in: UTC, days: Mon-Fri, break: 30m}\n"
        "      - {name: week, begins: '09:00', length: 1 week, days: Mon}\n"
        "      - {length: [4h, 8h], every: 2h, between: '06:00-10:00'}\n"
    ).kinds
    night, week, *family = kinds
    assert (night.start, night.end, night.zone, night.unpaid) == (1320, 1800, "UTC", 30)
    assert night.weekdays == frozenset(range(5))
    assert (week.start, week.end, week.zone, week.weekdays) == (540, 540 + 7 * 1440, None, frozenset({0}))
    assert [(k.start, k.end) for k in family] == [
        (360, 600), (360, 840), (480, 720), (480, 960), (600, 840), (600, 1080),
    ]  # fmt: skip


def test_a_table_of_demand_holds_by_hours_of_its_zone() -> None:
    made = problem(
        HEAD + "duties:\n  - duty: watch\n    demand:\n"
        "      - {at least: 2, when: 'Mon-Fri 08:00-20:00', in: Europe/Warsaw, weight: 300}\n"
        "      - {exactly: 1, when: 'Sat, Sun 10-14', in: UTC, skills: payments, languages: [pl]}\n"
    ).demands
    assert [(d.least, d.most, d.zone, d.under) for d in made] == [
        (2, None, "Europe/Warsaw", 300), (1, 1, "UTC", 100),
    ]  # fmt: skip
    assert made[1].skills == {"payments"}


def test_a_shift_can_say_how_many_are_wanted_on_it() -> None:
    made = problem(
        HEAD
        + "duties: {duty: watch, shifts: [{name: early, hours: '06-14', days: Mon, people: 2, at most: 3}]}\n"
    )
    assert made.demands == ()
    assert made.headcounts[0] == Headcount("early", date(2027, 3, 1), 2, 3)
    assert [count.day.day for count in made.headcounts] == [1, 8, 15, 22]


def test_every_rule_can_be_said_with_its_scope_and_its_ground() -> None:
    rules = problem(
        WATCH + "rules:\n"
        "  rest: [11h, {at least: 12h, countries: PL, because: Labour Code 132}]\n"
        "  nights in a row: {at most: 3, night: '22:00-05:00', people: Jun, teams: Withdrawals Ops}\n"
        "  weekends: {at most: 2, days: 'Fri, Sat'}\n"
        "  own hours: true\n"
        "  not after: {shift: early, never: early}\n"
        "  shifts of: {shifts: early, at most: 4}\n"
        "  apart: {one: Jun, other: Kasia}\n"
        "  together: {one: Paolo, with: Andrea}\n"
        "  spacing: {duty: watch, at least: 2 weeks}\n"
        "  notice: {at least: 14 days, agreed: Jun}\n"
        "volunteers: Jun\n"
    ).rules
    by_name = {type(rule): rule for rule in rules}
    assert by_name[Away] == Away(frozenset({"jun"}))
    assert by_name[Rest] == Rest(720, frozenset({"kasia"}), "Labour Code 132")
    assert rules[1] == Rest(660, None, "rota.yaml:6")
    nights = by_name[ConsecutiveNights]
    assert isinstance(nights, ConsecutiveNights)
    assert nights.night.window.start.hour == 22
    assert nights.people is not None
    assert len(nights.people) == 14
    assert by_name[Weekends] == Weekends(2, (4, 5), None, "rota.yaml:8")
    assert by_name[OwnHours] == OwnHours(0, None, "rota.yaml:9")
    assert by_name[Succession] == Succession("early", frozenset({"early"}), None, "rota.yaml:10")
    assert by_name[KindLimit] == KindLimit(frozenset({"early"}), 4, None, "rota.yaml:11")
    assert by_name[Apart] == Apart("jun", "kasia", "rota.yaml:12")
    assert by_name[Together] == Together("paolo", "andrea", "rota.yaml:13")
    assert by_name[Spacing] == Spacing("watch", 14 * 1440, None, "rota.yaml:14")
    assert by_name[Notice] == Notice(
        NOW + timedelta(days=14), frozenset(), frozenset({"jun"}), None, "rota.yaml:15"
    )


def test_rules_of_days_nights_and_weeks_can_be_said_without_a_law() -> None:
    rules = problem(
        WATCH + "rules:\n"
        "  hours per day: 10h\n"
        "  hours per night: {at most: 8h, night: '22:00-06:00', from: 3h}\n"
        "  rest after nights: [14h, {at least: 46h, nights: 3}]\n"
        "  nights in weeks: {at most: 36, weeks: 16}\n"
        "  weekly rest: 35h\n"
        "  days per week: 5\n"
        "  free sundays: {at least: 1, weeks: 3, because: works council}\n"
    ).rules
    night = NightShift(NightWindow(time(23), time(6)))
    early = NightShift(NightWindow(time(22), time(6)), 180)
    assert rules[1:] == (
        DailyHours(600, None, "rota.yaml:6"),
        NightHours(480, early, None, "rota.yaml:7"),
        RestAfterNights(840, night, 1, None, "rota.yaml:8"),
        RestAfterNights(2760, night, 3, None, "rota.yaml:8"),
        NightsInPeriod(36, 16, night, None, "rota.yaml:9"),
        WeeklyRest(2100, None, "rota.yaml:10"),
        WorkingDays(5, basis="rota.yaml:11"),
        FreeSundays(1, 3, None, "works council"),
    )


def test_C11_call_outs_are_written_on_the_clock_of_who_was_called() -> None:
    text = (
        WATCH.replace("2027-03-01", "2026-02-09")
        + "rules: {rest after call out: {at least: 11h, standby: home}}\n"
        + "call outs: {person: Kasia, date: 2026-02-10, hours: '02:00-03:30'}\n"
    )
    [rule] = (rule for rule in problem(text).rules if isinstance(rule, RestAfterCallOut))
    span = Span(datetime(2026, 2, 10, 1, tzinfo=UTC), datetime(2026, 2, 10, 2, 30, tzinfo=UTC))
    assert rule == RestAfterCallOut(660, (CallOut(span, "kasia"),), frozenset({"home"}), None, "rota.yaml:5")
    written = "rules: {rest after call out: {at least: 11h, standby: home}}\n"
    by_law = problem(text.replace(written, "law: true\n"))
    assumed = "\n".join(map(str, posed(text.replace(written, "law: true\n")).assumed))
    assert "no rule but" not in assumed
    assert any(isinstance(one, RestAfterCallOut) and one.minutes == 660 for one in by_law.rules)
    lone = posed(text.replace(written, ""))
    assert "nothing follows from call-outs; see `rest after call out`, or `law`" in map(str, lone.assumed)


@pytest.mark.parametrize(
    ("day", "hours", "said"),
    [
        ("2027-03-28", "02:15-03:30", "2027-03-28 03:15 may be meant"),
        ("2027-03-27", "23:00-02:30", "2027-03-28 03:30 may be meant"),
        ("2027-10-31", "01:30-02:30", "it is 2027-10-31T00:30Z or 2027-10-31T01:30Z"),
    ],
)
def test_T04_a_call_out_at_a_time_that_is_no_instant_is_told(day: str, hours: str, said: str) -> None:
    text = WATCH + "rules: {rest after call out: 11h}\n"
    [trouble] = told(text + f"call outs: {{person: Kasia, date: {day}, hours: '{hours}'}}\n")
    assert said in trouble


def test_call_out_of_nobody_is_told_once() -> None:
    text = WATCH + "law: true\nrules: {rest after call out: 11h}\n"
    [trouble] = told(text + "call outs: {person: Zoe, date: 2027-03-02, hours: '02:00-03:30'}\n")
    assert "Zoe" in trouble


def test_a_rule_that_speaks_of_all_shifts_is_told_that_none_can_be_left_out() -> None:
    text = WATCH + "rules:\n  days off in a row: {at least: 2, not counting: on-call}\n"
    [trouble] = told(text)
    assert "days-off speaks of all shifts: those on on-call cannot be left out" in trouble


def test_shifts_on_standby_need_not_count_for_a_rule() -> None:
    rules = problem(
        WATCH + "rules:\n"
        "  rest: {at least: 11h, not counting: on-call}\n"
        "  days in a row with nights: {at most: 6, nights: 2}\n"
        "  hours of night workers: {at most: 48h, weeks: 4, night: '22:00-05:00'}\n"
    ).rules
    alone = AtWork(Rest(660, None, "rota.yaml:6"), frozenset({"on-call"}), None, "rota.yaml:6")
    any_night = NightShift(NightWindow(time(23), time(6)))
    early = NightShift(NightWindow(time(22), time(5)))
    assert set(rules[1:]) == {
        alone,
        DaysWithNights(6, any_night, 2, None, "rota.yaml:7"),
        NightWorkerHours(2880, 4, early, 1, None, "rota.yaml:8"),
    }


@pytest.mark.parametrize("text", ["0.375", "37.5 %", "37.5%", "'37,5 %'"])
def test_a_share_of_a_full_load_is_a_figure_or_so_many_of_a_hundred(text: str) -> None:
    assert problem(WATCH + f"shares: {{person: Hafiz, share: {text}}}\n").shares == {"hafiz": 0.375}


def test_what_stands_what_is_wished_and_who_cannot() -> None:
    made = problem(
        WATCH + "fixed: {person: Kasia, shift: early, date: 2027-03-03}\n"
        "wishes: {person: Jun, date: 2027-03-05, wants: no, weight: 3}\n"
        "unavailable: {person: Hafiz, from: 2027-03-08, until: 2027-03-10}\n"
        "shares: {person: Hafiz, share: 0.5}\n"
        "burden: {weekend: 5, nights: false}\n"
        "aims: [cover + fair, wishes]\n"
    )
    assert (made.fixed[0].person, made.fixed[0].span.start) == ("kasia", datetime(2027, 3, 3, 5, tzinfo=UTC))
    assert (made.wishes[0].want, made.wishes[0].weight) == (False, 3)
    assert made.shares == {"hafiz": 0.5}
    assert made.weights.bands is None
    assert made.aims == (frozenset({Aim.COVER, Aim.FAIR}), frozenset({Aim.WISHES}))
    model = compiled(made)
    row = model.ids.index("hafiz")
    assert not model.open[row, model.options.index(date(2027, 3, 9))].any()


def test_who_may_be_on_a_duty_is_who_fits_all_that_is_named() -> None:
    made = problem(
        WATCH.replace("exactly: 1", "exactly: 1, eligible: {countries: [PH, SG], people: [Jun, Kasia]}")
    )
    assert made.eligible == {"watch": frozenset({"jun"})}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (WATCH + "people: Kasja\n", ("rota.yaml:5 (people): nobody is called 'Kasja'; did you mean Kasia. "
         "Add them to the people file, or mend the name.")),
        (WATCH + "teams: Payments\n", ("rota.yaml:5 (teams): no team is called 'Payments'. "
         "The files name Withdrawals Ops.")),
        (WATCH.replace("exactly: 1, ", ""), ("rota.yaml:4 (duties): nothing says how many are wanted on 'watch'. "  # noqa: E501
         "Write exactly: 1, or at least: 2, or people: 1 beside the hours of a shift.")),
        (WATCH.replace("exactly: 1", "at least: 3, at most: 2"), ("rota.yaml:4 (duties): "
         "between 3 and 2 people is impossible.")),
        (WATCH.replace("weeks: 4\n", ""), "rota.yaml:2 (from): say how long, once: weeks, days or until."),
        (WATCH.replace("weeks: 4", "weeks: 4000"), "rota.yaml:2 (from): from 2027-03-01 to"),
        (WATCH.replace("exactly: 1", "exactly: 1, when: '08-20'"), ("rota.yaml:4 (duties): the hours of 'when' need "  # noqa: E501
         "the zone they are meant in: add in: Europe/Lisbon, or UTC.")),
        (WATCH + "rules: {not after: {shift: late, never: early}}\n", ("rota.yaml:5 (rules.not after): "
         "no shift is called 'late'; there are early.")),
        (WATCH + "fixed: {person: Jun, shift: late, date: 2027-03-03}\n", ("rota.yaml:5 (fixed.shift): "
         "no shift is called 'late'; there are early.")),
        (WATCH + "fixed: {person: Jun, shift: early, date: 2027-04-03}\n", ("rota.yaml:5 (fixed.date): "
         "2027-04-03 is outside of the plan, which is from 2027-03-01 to 2027-03-28. Mend the date, or plan "
         "longer;")),
        (WATCH + "fixed:\n" + 2 * "- {person: Jun, shift: early, date: 2027-03-03}\n",
         ("rota.yaml:7 (fixed[1]): Jun stands on 'early' and on 'early' on 2027-03-03; nobody has two shifts "
          "that begin on one date. Take one of them out.")),
        (WATCH + "people: Jun\nwishes: {person: Kasia, date: 2027-03-03, wants: true}\n",
         "rota.yaml:6 (wishes.person): Kasia is not among the people to plan for."),
        (WATCH + "aims: [cheap]\n", "rota.yaml:5 (aims): there is no such aim; there are cover, changes"),
        (WATCH.replace("hours: '06:00-14:00'", "length: 8h, begins: '06:00', every: 1h"), "rota.yaml:4 (duties"),  # noqa: E501
        (WATCH + "rules: {days in a row: {countries: PL}}\n", "rota.yaml:5 (rules.days in a row): say how many"),  # noqa: E501
        (HEAD + "duties: []\n", "rota.yaml:4 (duties): there is no duty, so nothing to plan."),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_told_where_it_stands(text: str, said: str) -> None:
    assert any(trouble.startswith(said) for trouble in told(text)), told(text)


def test_a_language_may_be_a_code_as_it_may_in_people_files() -> None:
    """People have languages by name, whatever their file says."""
    made = problem(WATCH.replace("exactly: 1", "exactly: 1, languages: [ar, pt-BR, Polish]"))
    assert made.demands[0].languages == {"Arabic", "Portuguese", "Polish"}
    speaker = next(person for person in OPS_PEOPLE if person.name == "Jun")
    atlas = Atlas((replace(speaker, languages=frozenset({"Arabic"})),))
    named = Named(atlas, lambda *_: None)
    assert named.who(Who(languages=frozenset({"ar"})), ()) == {speaker.id}
    assert named.who(Who(languages=frozenset({"en"})), ()) == frozenset()


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("apart: {one: Jun, other: Jun}", "a pair is two people"),
        ("together: {one: Jun, with: Jun}", "a pair is two people"),
        ("days in a row: {at least: 5, at most: 2}", "at least 5 and at most 2"),
        ("hours in all: {at least: 50h, at most: 10h}", "at least 3000 and at most 600"),
    ],
)
def test_a_rule_that_contradicts_itself_is_told_with_its_line(rule: str, why: str) -> None:
    (message,) = told(WATCH + f"rules:\n  {rule}\n")
    assert why in message
    assert "rota.yaml:" in message
