"""Solves a model by groups of people who are alike: one program of their counts, then each count shared out.

By symmetry the relaxation over groups has the bound of the relaxation over people, however many they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from farflung.engine.rota.methods.groups.alike import alike, members_of
from farflung.engine.rota.methods.groups.crowd import Crowd
from farflung.engine.rota.methods.groups.parts import Part, parts_of
from farflung.engine.rota.methods.groups.split import split
from farflung.engine.rota.methods.linear.dive import dive
from farflung.engine.rota.methods.linear.rows import Groups, Held, Linear, linear
from farflung.engine.rota.methods.linear.scale import Scaled
from farflung.engine.rota.methods.outcome import Outcome
from farflung.engine.rota.methods.solvers.answer import Report, unheard
from farflung.engine.rota.methods.solvers.cpsat import solve_cpsat
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice, Objective
from farflung.engine.rota.stop import Stop, Within

_INFINITY = float("inf")
_GREAT = 12_000
"""With so many columns by groups of people who are wholly alike, people are counted with others too."""
_ALONE = 60
"""So many people at most are taken out of their groups when counts cannot be shared out."""
_AHEAD = 1.5
"""How many times its even share of the time a part may take."""
_ASKED = 0.5
"""What part of the time that is left CP-SAT may take where the dive has found nothing."""

_BY = "HiGHS, by groups of people who are alike"


def solve_groups(
    model: Model, objective: Objective, *, stop: Stop, seed: int = 0, watch: Report = unheard,
    start: Sequence[Choice] | None = None, held: Held = (),
) -> Outcome:  # fmt: skip
    """The best choice of a model with the bound of its counts by group; `held` objectives get no worse."""
    objectives = [objective, *(of for of, _ in held)]
    strictly = alike(model, objectives)
    solver = _Parts(model, objective, held, watch, stop, seed)
    parts = parts_of(model, strictly) if not held else (Part(strictly, model.lines),)
    for number, part in enumerate(parts):
        crowd = sum(int(model.open[group[0]].sum()) for group in part.groups) > _GREAT
        ahead = 1.0 if crowd else _AHEAD  # a crowd takes all it is given, and those after it need theirs
        share = min(1.0, ahead / (len(parts) - number))  # what a part leaves over is for those after it
        within = Within.of(stop, share * stop.left())
        if crowd:
            solver.solve_crowd(part, alike(model, objectives, loosely=True), within, start)
        else:
            solver.solve(part, within, start)
    return solver.outcome()


@dataclass(frozen=True, eq=False)
class _Found:
    """What a part came to, without the objective's constant; `chosen` is None where nothing was found."""

    chosen: tuple[Choice, ...] | None
    bound: float
    infeasible: bool = False


class _Parts:
    """The parts that are solved so far."""

    def __init__(
        self, model: Model, objective: Objective, held: Held, watch: Report, stop: Stop, seed: int
    ) -> None:
        self._model, self._objective, self._held = model, objective, held
        self._watch, self._stop, self._seed = watch, stop, seed
        self._found: list[_Found] = []

    def solve(self, part: Part, stop: Stop, start: Sequence[Choice] | None) -> None:
        """One more part. Whose counts cannot be shared out are counted alone, and it is solved again."""
        self._add(self._solved(part, stop, _theirs(part, start)))

    def solve_crowd(self, part: Part, groups: Groups, stop: Stop, start: Sequence[Choice] | None) -> None:
        """One more part, whose people are counted by wider `groups` of the model, those of its own apart.

        Where there is not even a plan of what stands it is solved by its own groups.
        """
        people = {person for members in part.groups for person in members}
        wider = tuple(filter(None, (tuple(p for p in group if p in people) for group in groups)))
        within = members_of(wider, part.groups)
        crowd = Crowd(
            self._model, self._objective, Part(wider, part.lines), [within[group] for group in wider],
            self._held, self._seed,
        )  # fmt: skip
        known = _theirs(part, start)
        told = sum(of.bound for of in self._found)
        answer, chosen = crowd.counted(stop, lambda _, bound: self._watch(None, told + bound))
        known = self._better(known, chosen)
        known = crowd.least() if known is None and not answer.infeasible else known
        if known is None or answer.infeasible:
            self._add(self._solved(part, stop, known), answer.bound)
        else:
            self._add(_Found(tuple(crowd.better(known, answer.bound, stop)), answer.bound), answer.bound)

    def _add(self, found: _Found, bound: float = -_INFINITY) -> None:
        self._found.append(replace(found, bound=max(found.bound, bound)))

    def _solved(self, part: Part, stop: Stop, known: Sequence[Choice] | None) -> _Found:
        groups, bound = part.groups, -_INFINITY
        while True:
            written = linear(self._model, self._objective, groups=groups, held=self._held, lines=part.lines)
            found, left = self._once(written, stop, known)
            bound = max(bound, found.bound)
            known = self._better(known, found.chosen)
            if not left or stop.over() or sum(len(groups[n]) for n in left) > _ALONE:
                break
            groups = _alone(groups, left)
        return _Found(None if known is None else tuple(known), bound, found.infeasible)

    def outcome(self) -> Outcome:
        """All parts together."""
        if any(of.infeasible for of in self._found):
            return Outcome(None, _INFINITY, _INFINITY, _BY, infeasible=True)
        bound = sum(of.bound for of in self._found) + self._objective.constant
        chosen = [of.chosen for of in self._found if of.chosen is not None]
        if len(chosen) < len(self._found):
            return Outcome(None, _INFINITY, bound, _BY)
        every = tuple(choice for part in chosen for choice in part)
        value = self._objective.value(self._model, every)
        return Outcome(every, value, min(bound, value), _BY)

    def _better(
        self, one: Sequence[Choice] | None, other: Sequence[Choice] | None
    ) -> Sequence[Choice] | None:
        """The cheaper of two choices of a part, without those that cost more than is held; else the first."""
        if other is None or any(of.value(self._model, other) > most for of, most in self._held):
            return one
        if one is None:
            return other
        return min(one, other, key=lambda chosen: self._objective.value(self._model, chosen))

    def _once(self, written: Linear, stop: Stop, known: Sequence[Choice] | None) -> tuple[_Found, set[int]]:
        """What counts come to, and the numbers of the groups whose counts could not be shared out."""
        scaled, constant = Scaled.of(written.program), self._objective.constant
        hint = written.start(known or ())  # nobody at all, where nothing better is known
        told = _Told(self._watch, scaled, sum(of.bound for of in self._found))
        most = Within.of(stop, 0.8 * stop.left())
        answer = dive(scaled, stop=most, seed=self._seed, report=told, start=hint)
        if answer.x is None and not answer.infeasible:  # HiGHS has no word for some that have no solution
            part = Within.of(stop, _ASKED * stop.left())
            known_bound, answer = answer.bound, solve_cpsat(scaled.program, stop=part, seed=self._seed)
            answer = replace(answer, bound=max(answer.bound, known_bound))  # both are bounds of the program
        bound = scaled.bound(answer.bound) - constant
        if answer.infeasible or answer.x is None:
            return _Found(None, bound, answer.infeasible), set()
        shared = []
        for number, (unit, counts) in enumerate(zip(written.units, written.counts(answer.x), strict=True)):
            share = min(1.0, _AHEAD / (len(written.units) - number))
            own = Within.of(stop, share * stop.left())
            shared.append(split(self._model, unit.members, counts, stop=own, seed=self._seed))
        wanted = [int(counts.sum()) for counts in written.counts(answer.x)]
        left = {
            n for n, of in enumerate(shared)
            if written.units[n].count > 1 and (of is None or len(of) < wanted[n])
        }  # fmt: skip
        whole = None if None in shared else tuple(c for of in shared if of is not None for c in of)
        return _Found(whole, bound), left


class _Told:
    """Progress of one part, on top of the parts before it. A best of all is known at the end alone."""

    def __init__(self, watch: Report, scaled: Scaled, before: float) -> None:
        self._watch, self._scaled, self._before = watch, scaled, before

    def __call__(self, _: float | None, bound: float) -> None:
        self._watch(None, self._before + self._scaled.bound(bound))


def _theirs(part: Part, start: Sequence[Choice] | None) -> Sequence[Choice] | None:
    """What of a choice is of the people of a part."""
    if start is None:
        return None
    people = {person for members in part.groups for person in members}
    return tuple(choice for choice in start if choice[0] in people)


def _alone(groups: Groups, which: set[int]) -> Groups:
    """The groups with some of them taken apart."""
    return tuple(
        part
        for number, members in enumerate(groups)
        for part in ([(person,) for person in members] if number in which else [members])
    )
