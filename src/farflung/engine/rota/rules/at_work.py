"""Rules that hold for work alone: whoever stands by at home rests until somebody calls."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from farflung.engine.rota.model.limits import ANY, Limit, Never, Off, Rest, RestAfter
from farflung.engine.rota.model.model import Bools, Model
from farflung.engine.rota.rules.rule import Rule, Violation
from farflung.engine.rota.rules.runs import DaysOff
from farflung.engine.rota.rules.succession import Succession
from farflung.engine.rota.values.turns import Turns


@dataclass(frozen=True, slots=True)
class AtWork:
    """`rule` as if there were no shifts on `standby` (duties): no work, no end of a rest, no day worked.

    `people` and `basis` stand here; those of the rule are not looked at.
    """

    rule: Rule
    standby: frozenset[str]
    people: frozenset[str] | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.rule, DaysOff | Succession):
            duties = ", ".join(sorted(self.standby))
            raise ValueError(f"{self.rule.name} speaks of all shifts: those on {duties} cannot be left out")

    @property
    def name(self) -> str:
        """That of the rule."""
        return self.rule.name

    def add(self, model: Model, person: int) -> None:
        """What the rule says, said of work alone."""
        self.rule.add(_WorkAlone.of(model, self.standby), person)

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """What breaks the rule among shifts of work."""
        shifts = tuple(shift for shift in turns.shifts if shift.duty not in self.standby)
        for found in self.rule.violations(replace(turns, shifts=shifts)):
            yield replace(found, basis=self.basis)


class _WorkAlone(Model):
    """A model in which a rule sees, closes and limits nothing but work; all it says goes into the whole."""

    work: Bools
    name: str

    @classmethod
    def of(cls, model: Model, standby: frozenset[str]) -> "_WorkAlone":
        found = object.__new__(cls)
        found.__dict__.update(model.__dict__)  # the same lists and arrays: nothing said is lost
        found.work = np.array([kind.duty not in standby for kind in model.kinds], bool)
        found.name = "work without " + " ".join(sorted(standby))
        found.history = tuple(tuple(a for a in of if a.duty not in standby) for of in model.history)
        found.turns = tuple(tuple(a for a in of if a.duty not in standby) for of in model.turns)
        return found

    def close(self, rule: str, person: int, which: Bools) -> None:
        """Only shifts of work."""
        super().close(rule, person, which & self.work[None, :])

    def limit(self, person: int, limit: Limit) -> None:
        """Only of shifts of work."""
        super().limit(person, self._of_work(limit))

    def _of_work(self, limit: Limit) -> Limit:
        if isinstance(limit, Rest):
            return RestAfter(limit.rule, self._marked(ANY), limit.minutes)
        if isinstance(limit, RestAfter):
            return replace(limit, mark=self._marked(limit.mark), among=self._marked(limit.among))
        if isinstance(limit, Never | Off):
            raise TypeError(f"{limit.rule} cannot be asked of work alone")
        return replace(limit, mark=self._marked(limit.mark))

    def _marked(self, mark: str) -> str:
        name = f"{mark}, {self.name}"
        return name if name in self.marks else self.mark(name, self.marks[mark] & self.work)
