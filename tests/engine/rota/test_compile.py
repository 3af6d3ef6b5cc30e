"""From a problem to a model: options on everybody's own clock, demand as cells, rules as limits."""

from dataclasses import replace
from datetime import UTC, date, datetime

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person, WeeklyPattern
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import OwnHours, Rest
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span

NIGHT = ShiftKind("night", "watch", 22 * 60, 30 * 60)


def _problem(zone: str, first: datetime, last: datetime) -> Problem:
    person = Person.simple("Ana", zone, 0, 1440, range(7))
    return Problem(
        Atlas((person,)), Span(first, last), ("Ana",), (NIGHT,), (Demand("watch"),), rules=(Rest(660),)
    )


def test_T02_the_night_of_the_clock_change_has_its_true_length() -> None:
    model = compiled(
        _problem("Europe/Berlin", datetime(2025, 3, 28, tzinfo=UTC), datetime(2025, 4, 1, tzinfo=UTC))
    )
    day = model.options.index(date(2025, 3, 29))
    assert model.options.minutes[0, day, 0] == 7 * 60
    assert model.options.minutes[0, day + 1, 0] == 8 * 60


def test_shifts_begin_inside_the_window_on_the_persons_own_dates() -> None:
    model = compiled(
        _problem("Asia/Manila", datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 3, 3, tzinfo=UTC))
    )
    begun = [model.options.day(int(day)) for day in model.open[0, :, 0].nonzero()[0]]
    assert begun == [date(2027, 3, 1), date(2027, 3, 2)]
    assert model.options.instant(model.options.start[0, 2, 0]) == datetime(2027, 3, 2, 14, tzinfo=UTC)


def test_own_hours_close_what_lies_outside() -> None:
    problem = _problem("Asia/Manila", datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 3, 3, tzinfo=UTC))
    person = Person.simple("Ana", "Asia/Manila", 9 * 60, 18 * 60)
    day = ShiftKind("day", "watch", 9 * 60, 17 * 60)
    model = compiled(Problem(Atlas((person,)), problem.window, ("Ana",), (NIGHT, day), rules=(OwnHours(),)))
    assert not model.open[0, :, 0].any()
    assert model.open[0, :, 1].sum() == 2


def test_demands_that_never_overlap_share_a_line_and_each_cell_knows_its_own() -> None:
    first, last = datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 3, 3, tzinfo=UTC)
    day, night = (WeeklyPattern.daily(start, end, range(7)) for start, end in ((480, 1200), (1200, 1920)))
    demands = (
        Demand("watch", 1, window=day, zone="UTC"),
        Demand("watch", 2, window=night, zone="UTC", under=7),
        Demand("watch", 3, 3, window=WeeklyPattern.daily(600, 660, range(7)), zone="UTC"),
        Demand("watch", 1, window=night, zone="UTC", skills=frozenset({"payments"})),
    )
    model = compiled(replace(_problem("UTC", first, last), demands=demands))
    assert [set(line.of) for line in model.lines] == [set(demands[:2]), {demands[2]}, {demands[3]}]
    joined = model.lines[0]
    assert [int(n) for n in joined.borders[:, 0][1:]] == [int(n) for n in joined.borders[:, 1][:-1]]
    assert {(joined.demand(c), int(joined.least[c])) for c in range(joined.cells)} == {
        (demands[0], 1),
        (demands[1], 2),
    }
    cells = range(int(joined.lo[0, 1, 0]), int(joined.hi[0, 1, 0]))
    assert sum(int(joined.borders[c, 1] - joined.borders[c, 0]) for c in cells) == 8 * 60


def test_who_is_still_on_when_the_window_begins_is_there_to_the_minute() -> None:
    problem = _problem("UTC", datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 3, 3, tzinfo=UTC))
    before = Assignment(
        Span(datetime(2027, 2, 28, 16, tzinfo=UTC), datetime(2027, 3, 1, 0, 10, tzinfo=UTC)),
        "Ana", "watch", "night", date(2027, 2, 28), 490,
    )  # fmt: skip
    (line,) = compiled(replace(problem, history=(before,))).lines
    there = line.borders[line.given > 0]
    assert (there[0, 0], there[-1, 1]) == (0, 10)
