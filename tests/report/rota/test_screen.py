"""The picture of a plan in characters."""

from dataclasses import replace
from datetime import date

from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.filled import crowded_times
from farflung.engine.rota.plan import Level, Stage
from farflung.engine.rota.problem import Aim
from farflung.engine.rota.values.demand import Headcount
from farflung.report.rota.days import days_of
from farflung.report.rota.html import plan_page
from farflung.report.rota.screen import DARK_SHIFT, NIGHT, OFF, SHIFT, plan_screen
from farflung.report.rota.view import PlanView
from farflung.report.rota.words import crowded_text, stage
from tests.report.rota.planned import DAY, PROBLEM, record, shift, view
from tests.report.rota.planned import NIGHT as NIGHT_SHIFT


def row(text: str, name: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(name))


def test_each_person_has_a_row_of_days_in_the_readers_time() -> None:
    text = plan_screen(view("Europe/Warsaw"), 106)
    assert "from Mon 22 Mar 2027, your time, Warsaw" in text
    cells = row(text, "Jun")[22:]
    # Manila's 06:00-14:00 is 23:00-07:00 in Warsaw: two cells
    assert cells[6:12][:2] == SHIFT * 2
    assert "UTC (--viewer names your zone)" in plan_screen(view(), 106)


def test_nights_are_dark_by_their_sign_and_a_shift_in_them_is_told_apart() -> None:
    cells = row(plan_screen(view("Europe/Warsaw"), 106), "Kasia")[22:]
    saturday = cells[5 * 6 : 7 * 6]
    assert saturday.startswith(NIGHT)
    assert SHIFT * 2 in saturday
    assert DARK_SHIFT * 2 in saturday  # 23:00-06:00 of the night from Saturday to Sunday


def test_holidays_and_absences_are_marked_and_no_reason_is_given() -> None:
    text = plan_screen(view("Asia/Manila"), 106)
    friday = row(text, "Jun")[22 + 4 * 6 : 22 + 5 * 6]
    assert friday == OFF * 6  # Good Friday
    assert "Friday" not in text


def test_what_each_has_what_is_open_and_what_is_proven_stand_below() -> None:
    text = plan_screen(view(), 100)
    assert "cover: proven, no plan is better; fairness: at most 4.0% above the best there can be." in text
    assert "Open: " in text
    assert "◆ watch: 1 missing" in text
    assert "Assumed: something" in text
    assert "Rests on: by hand, seed 7" in text
    kasia = [line for line in text.splitlines() if line.startswith("Kasia")][-1].split()
    assert kasia[2:8] == ["3", "23", "h", "1", "1", "1"]  # Easter Sunday is a public holiday


def test_every_width_fits_and_no_line_ends_in_blanks() -> None:
    for width in (60, 80, 100, 106, 160):
        lines = plan_screen(view("America/Mexico_City"), width).splitlines()
        assert max(map(len, lines)) <= width
        assert all(line == line.rstrip() for line in lines)


def test_there_is_colour_only_where_it_is_asked_for() -> None:
    assert "\x1b[" not in plan_screen(view(), 100)
    assert "\x1b[" in plan_screen(view(), 100, colour=True)


def test_what_is_fixed_and_breaks_a_rule_is_told() -> None:
    shown = view()
    text = plan_screen(replace(shown, broken=violations(PROBLEM, shown.shifts)), 100)
    assert "Broken: " in text
    assert "◆ Kasia, rest: 8 h from the end of day to the start of night; 11 h are asked for" in text


_ONE_OF_TWO = "proven for the one of 2 people who carries most"


def test_fairness_says_for_how_many_it_is_proven() -> None:
    levels = (Level(480, True), Level(240, True), Level(240, False))
    fairness = Stage(frozenset({Aim.FAIR}), 480, 480, levels)
    assert stage(fairness) == "fairness: proven for the 2 of 3 people who carry most"
    whole = Stage(frozenset({Aim.FAIR}), 480, 480, levels[:2])
    assert stage(whole) == "fairness: proven, no plan is better"
    close = Stage(
        fairness.aims, 480, 477, (Level(480, False, 477), Level(240, False, 236), Level(9, False, 0))
    )
    spared = "could be spared more than 1% of the worst load"
    assert stage(close) == f"fairness: none of the 2 of 3 people who carry most {spared}"
    known = Stage(fairness.aims, 480, 480, (Level(480, True, 480), Level(240, False, 236)))
    assert stage(known) == f"fairness: {_ONE_OF_TWO}; nobody of all 2 people {spared}"
    alone = Stage(fairness.aims, 480, 477, (Level(480, False, 477), Level(240, False, 0)))
    heavy = "the one of 2 people who carries most could not be spared more than 1% of the worst load"
    assert stage(alone) == f"fairness: {heavy}"
    unknown = Stage(frozenset({Aim.FAIR}), 480, 240, (Level(480, False),))
    assert stage(unknown) == "fairness: at most 50.0% above the best there can be"
    of_nought = Stage(frozenset({Aim.FAIR}), 0, -60, (Level(0, False),))
    assert stage(of_nought) == "fairness: not proven to be the best there can be"


def test_duties_are_told_apart_by_letters() -> None:
    shown = view("Europe/Warsaw")
    kinds = (DAY, replace(NIGHT_SHIFT, duty="weekly"))
    shifts = tuple(replace(s, duty="weekly") if s.kind == "night" else s for s in shown.shifts)
    result = replace(shown.record.result, assignments=shifts)
    two = replace(shown, problem=replace(PROBLEM, kinds=kinds), record=replace(shown.record, result=result))
    text = plan_screen(two, 106)
    assert two.letters == {"watch": "W", "weekly": "E"}
    assert "W watch  E weekly  small letters: on duty in their night (23:00-06:00)" in text
    saturday = row(text, "Kasia")[22:][5 * 6 : 7 * 6]
    assert "WW" in saturday
    assert "ee" in saturday
    assert ">☾E<" in plan_page(two)
    assert "The letter in a bar is the duty" in plan_page(two)


def test_a_day_of_which_little_is_planned_is_left_out_unless_a_shift_begins_on_it() -> None:
    shown = view("America/Mexico_City")
    days = days_of(shown)
    assert (days[0].date.day, days[-1].date.day) == (22, 4)  # 21 March has six hours of it, and no shift
    early = shift("jun", DAY, date(2027, 3, 22))
    assert early.span.start < days[0].span.start
    with_one = replace(shown, record=record((early,)))
    assert days_of(with_one)[0].date.day == 21


def test_a_plan_of_which_nothing_is_known_says_that_the_time_was_up() -> None:
    shown = view()
    unknown = replace(shown, record=replace(shown.record, result=replace(shown.record.result, stages=())))
    assert "the time was up before anything was proven." in plan_screen(unknown)
    turns = replace(unknown, problem=replace(unknown.problem, kinds=(), demands=()))
    assert "nothing was to be chosen." in plan_screen(turns)


def test_who_is_on_another_shift_or_does_not_count_is_none_of_those_who_are_too_many() -> None:
    day, night = date(2027, 3, 24), shift("rafael", NIGHT_SHIFT, date(2027, 3, 23))
    stand = (shift("jun", DAY, day), shift("kasia", DAY, day), night)
    of_shift = replace(PROBLEM, demands=(), headcounts=(Headcount("day", day, 1, 1),))
    (crowd,) = crowded_times(of_shift, stand)
    seen = PlanView(record(stand), of_shift)
    assert "1 too many on day" in crowded_text(seen, crowd)
    assert seen.names["rafael"] not in crowded_text(seen, crowd)
    assert all(seen.names[key] in crowded_text(seen, crowd) for key in ("jun", "kasia"))
