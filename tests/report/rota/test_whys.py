"""Who else could have a shift, and how much of that is said."""

from dataclasses import replace

import pytest

from farflung.report.rota.whys import Options, elsewhere, few_names
from tests.report.rota.planned import DATES, PROBLEM, shift

OTHERS = {
    0: ["kasia", "rafael"],  # 22:00-06:00 UTC: her night begins at 21, half of his is in the last four hours
    2: ["rafael"],  # 05:00-13:00 UTC, with four hours of his night; Jun's morning ends at six
    3: ["jun"],  # 21:00-04:00 UTC over the clock change: Jun's morning has six hours of it
}


@pytest.mark.parametrize("number", OTHERS)
def test_who_else_has_a_shift_of_the_duty_open_for_half_of_the_time(number: int) -> None:
    assert Options(PROBLEM).others(shift(*DATES[number])) == OTHERS[number]


def test_of_a_shared_duty_nobody_is_named_as_whoever_is_at_work_could() -> None:
    assert Options(PROBLEM).others(replace(shift(*DATES[0]), duty="inbox")) is None


def test_many_names_are_told_in_few_words() -> None:
    assert few_names(["Ana", "Ben", "Cy"], 3) == "Ana, Ben, Cy"
    assert few_names(["Ana", "Ben", "Cy", "Dee"], 3) == "Ana, Ben and 2 more"


def test_where_some_reasons_are_left_out_the_command_that_tells_them_is_named() -> None:
    assert "farflung rota explain" in elsewhere(8, 9)
    assert elsewhere(8, 8) == ""
