"""From a problem to a model: everything that could be, what is wanted, and every rule for everybody."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from farflung.engine.model import Person
from farflung.engine.rota.burden.points import points_in, points_of
from farflung.engine.rota.burden.presence import shares_of
from farflung.engine.rota.compiling.headcounts import day_of, headcounts_ahead, line_of_headcounts
from farflung.engine.rota.compiling.sharing import minutes_shared
from farflung.engine.rota.compiling.stuck import stuck_in
from farflung.engine.rota.model.lines import Line, lines_of_demands
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.options import NEVER, Options, options_of
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules.double_duty import DoubleDuty, OneADay
from farflung.engine.rota.rules.eligible import Eligible
from farflung.engine.rota.rules.rule import Rule, holds_for
from farflung.engine.rota.turn import is_chosen, stands
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Headcount
from farflung.engine.rota.values.shared_duty import SHARE

Ints = NDArray[np.int64]


class NoSuchShiftError(ValueError):
    """A fixed or published shift is none that the problem's kinds could make."""


def compiled(problem: Problem, apart: frozenset[str] = frozenset()) -> Model:
    """The model of a problem.

    Whose fixed shifts break a limit by themselves has them beside what is planned, like turns of rotations:
    rules tell of them, nothing more is planned that would break them further, and all else is planned still.
    So have those (ids) who are known to be `apart`: no plan could keep their limits beside what is fixed.
    """
    model = _compiled(problem, apart)
    stuck = stuck_in(model)
    return _compiled(problem, apart | stuck) if stuck else model


def _compiled(problem: Problem, stuck: frozenset[str]) -> Model:
    beside = tuple(shift for shift in problem.fixed if shift.person in stuck)
    standing = (*problem.standing, *beside)
    people = tuple(problem.atlas.person(key) for key in problem.people)
    options = options_of(problem.atlas, people, problem.kinds, problem.window)
    history = tuple(_of(person.id, problem.history) for person in people)
    there = (options.start != NEVER)[options.row_of]
    model = Model(
        problem.atlas, problem.window, people, problem.kinds, options, there,
        _lines(problem, people, options, standing), history,
        turns=tuple(_of(person.id, standing) for person in people), beside=beside,
        sharing=minutes_shared(problem),
    )  # fmt: skip
    _given(problem, model, standing)
    places = _Places(model)
    model.forced = tuple(places.of(a) for a in problem.fixed if a not in beside)
    rules = (OneADay(), *rules_of(problem))
    for number, person in enumerate(people):
        first, last = model.bounds(number)
        model.open[number, :first] = model.open[number, last + 1 :] = False
        for rule in rules:
            if holds_for(rule, person.id):
                rule.add(model, number)
    for person_, day, kind in model.forced:  # what stands, stands: rules tell of it, they do not undo it
        model.open[person_, day] = False
        model.open[person_, day, kind] = True
    model.lines = tuple(_with_room(model, line) for line in model.lines)
    _wishes(problem, model)
    _changes(problem, model, places)
    model.burden, model.ahead = points_of(problem, model)
    model.share = shares_of(problem, model)
    _climbed(problem, model, model.ahead, model.share)
    return model


def rules_of(problem: Problem) -> tuple[Rule, ...]:
    """The rules of a problem, and those that nobody needs to write."""
    return (DoubleDuty(), Eligible.of(problem.eligible), *problem.rules)


def _climbed(problem: Problem, model: Model, ahead: Ints, share: NDArray[np.float64]) -> None:
    """Turns weigh like any shift: whoever has them stands so much higher before anything is planned."""
    for number, key in enumerate(model.ids):
        points = points_in(problem, key, model.turns_of(number))
        ahead[number] += round(60 * points / (share[number] or 1.0))


def _of(person: str, assignments: Iterable[Assignment]) -> tuple[Assignment, ...]:
    return tuple(sorted(a for a in assignments if a.person == person))


def _lines(
    problem: Problem, people: tuple[Person, ...], options: Options, standing: Sequence[Assignment]
) -> tuple[Line, ...]:
    apart = {shared.duty for shared in problem.shared}  # shared out by themselves
    demands = [demand for demand in problem.demands if demand.duty not in apart]
    given, begun = [*_reaching(problem), *standing], [*problem.history, *standing]
    found = lines_of_demands(
        demands, people, problem.kinds, options, problem.window, problem.atlas.zones, given
    )
    by_kind: dict[str, list[Headcount]] = {}
    for count in headcounts_ahead(problem):
        by_kind.setdefault(count.kind, []).append(count)
    of = {kind.name: kind for kind in problem.kinds}
    counted = [
        line_of_headcounts(
            counts, len(people), problem.kinds, options, problem.atlas.zones,
            [day_of(shift, of[name], problem.atlas) for shift in begun if shift.kind == name],
        )
        for name, counts in by_kind.items()
    ]  # fmt: skip
    return (*found, *counted)


def _given(problem: Problem, model: Model, standing: Sequence[Assignment]) -> None:
    """Who is still on a shift of before when the window begins covers it, planned for any more or not;
    so does whoever has a turn, or a shift that stands beside what is planned."""
    for shift in (*_reaching(problem), *standing):
        start, end = (model.options.minute(moment) for moment in (shift.span.start, shift.span.end))
        person = problem.atlas.person(shift.person)
        for line in (line for line in model.lines if line.duty == shift.duty and line.counts(person)):
            line.given[(line.borders[:, 0] >= max(0, start)) & (line.borders[:, 1] <= end)] += 1


def _with_room(model: Model, line: Line) -> Line:
    """The line with room for all who stand on it: too many are told, and the rest is planned still."""
    if not (model.forced or model.beside):
        return line
    there = line.given.copy()
    for person, day, kind in model.forced:
        if line.people[person] and line.kinds[kind]:
            at = (model.row(person), day, kind)
            there[line.lo[at] : line.hi[at]] += 1
    return replace(line, most=np.maximum(line.most, there)) if (there > line.most).any() else line


def _reaching(problem: Problem) -> list[Assignment]:
    """Shifts of before that reach into the window."""
    start = problem.window.start
    return [a for a in problem.history if a.span.start < start < a.span.end]


def places_of(model: Model, plan: Iterable[Assignment]) -> tuple[tuple[int, int, int], ...]:
    """The (person, day, kind) indexes of a plan's shifts; `NoSuchShiftError` where one is not possible.

    Turns of rotations and stretches of shared duties are no choices of a model.
    """
    places, turns = _Places(model), tuple(turn for of in model.turns for turn in of)
    planned = (shift for shift in plan if shift.kind != SHARE and shift not in model.beside)
    chosen = (shift for shift in planned if not stands(shift, model.kinds, turns))
    return tuple(map(places.of, chosen))


class _Places:
    """Where in the model a shift of a plan is."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._people = {person.id: number for number, person in enumerate(model.people)}
        self._kinds = {kind.name: number for number, kind in enumerate(model.kinds)}

    def of(self, shift: Assignment) -> tuple[int, int, int]:
        """(person, day, kind) indexes; `NoSuchShiftError` where no such shift is possible."""
        person, kind = self._people.get(shift.person), self._kinds.get(shift.kind)
        if person is None or kind is None:
            raise NoSuchShiftError(
                f"{shift.person} cannot have {shift.kind!r}: one of them is not in the problem"
            )
        start = self._model.options.start[self._model.row(person), :, kind]
        days = np.flatnonzero(start == self._model.options.minute(shift.span.start))
        if not len(days) or start[days[0]] == NEVER:
            raise NoSuchShiftError(
                f"{shift.person} has {shift.kind!r} from {shift.span.start:%Y-%m-%d %H:%M} UTC, "
                "when no such shift begins"
            )
        return person, int(days[0]), kind


def _wishes(problem: Problem, model: Model) -> None:
    if not problem.wishes:
        return
    index = {person.id: number for number, person in enumerate(model.people)}
    kinds = {kind.name: number for number, kind in enumerate(model.kinds)}
    model.wish = np.zeros(model.open.shape, np.int64)
    for wish in problem.wishes:
        day = model.options.index(wish.day)
        if not 0 <= day < model.options.days:
            continue
        which = slice(None) if wish.kind is None else kinds[wish.kind]
        model.wish[index[wish.person], day, which] += -wish.weight if wish.want else wish.weight
        model.wish_constant += wish.weight if wish.want else 0


def _changes(problem: Problem, model: Model, places: _Places) -> None:
    """A shift that is not in the published plan costs one, and so does a published one that is not kept."""
    if not problem.published:
        return
    model.change = np.ones(model.open.shape, np.int64)
    for shift in (shift for shift in problem.published if is_chosen(problem, shift)):
        at = places.of(shift)
        if model.open[at]:  # what cannot stay is no choice: it costs nothing to lose it
            model.change[at] = -1
            model.change_constant += 1
