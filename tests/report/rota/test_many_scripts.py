"""Plans of people and duties in any script, of long names and of dates that need room."""

from dataclasses import replace

from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.single import shift_on
from farflung.engine.rota.values.kind import ShiftKind
from farflung.report.rota.html import plan_page
from farflung.report.rota.screen import plan_screen
from farflung.report.rota.view import PlanView
from tests.report.rota.planned import ATLAS, DATES, PEOPLE, PROBLEM, record, view

DUTIES = ("\u05de\u05d5\u05e7\u05d3", "\u76e3\u8996", "desk")
"""A duty in Hebrew, one in Chinese, one in English."""


def of_duties() -> PlanView:
    """A plan of these duties, a shift of each."""
    kinds = tuple(ShiftKind(f"{duty} day", duty, 480, 960) for duty in DUTIES)
    found = (shift_on(ATLAS, PEOPLE[n], kind, DATES[n][2]) for n, kind in enumerate(kinds))
    shifts = tuple(shift for shift in found if shift is not None)
    return replace(view(), record=record(shifts), problem=replace(PROBLEM, kinds=kinds, demands=()))


def test_letters_in_pictures_are_a_cell_wide_and_stay_where_they_are_put() -> None:
    """A letter of Hebrew turns the row round on some terminals, one of Chinese moves it by a cell."""
    shown = of_duties()
    assert shown.letters == {DUTIES[0]: "A", DUTIES[1]: "B", DUTIES[2]: "D"}
    row = next(line for line in plan_screen(shown).splitlines() if line.startswith("Jun"))
    assert row.isascii() or set(row) - set("\u2591\u00b7") <= set(map(chr, range(128)))


def test_a_name_that_is_read_from_the_right_does_not_turn_the_figures_after_it() -> None:
    shown = replace(view(), record=replace(view().record, rota=DUTIES[0]))
    assert f"<h1><bdi>{DUTIES[0]}</bdi>: 6 shifts for 3 people" in plan_page(shown)


def test_dates_never_touch_and_the_month_stands_beside_them_where_they_have_no_room_for_it() -> None:
    wide, narrow = (plan_screen(view(), width).splitlines() for width in (140, 80))
    heads = [next(line for line in lines if line.split()[-1:] == ["4"]) for lines in (wide, narrow)]
    assert heads[0].split() == ["March", *map(str, range(22, 32)), "1", "Apr", "2", "3", "4"]
    assert heads[1].split() == ["March", *map(str, range(22, 32)), "1", "2", "3", "4"]


def test_what_stands_against_it_goes_on_below_itself() -> None:
    lines = plan_screen(view(), 60).splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("Open:"))
    end = next(n for n, line in enumerate(lines) if n > first and not line)
    assert all(line.startswith(("\u25c6", "  ")) for line in lines[first + 1 : end] if line[:4] != "and ")


def test_what_contradicts_itself_is_shown_before_what_is_open() -> None:
    page = plan_page(replace(view(), broken=violations(PROBLEM, view().shifts)))
    assert page.index('id="broken"') < page.index('id="open"') < page.index('id="loads"')
