"""What every rule is: for whom, on what ground, what it adds to a model, what breaks it in a plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from farflung.engine.rota.model.model import Model
from farflung.engine.rota.values.turns import Turns
from farflung.engine.said import Said
from farflung.engine.time import Span


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a plan breaks: for `person`, through `span`, in words; `by` says by how much.

    `by` is in the rule's own measure, as `measures.py` has it: minutes, or a number of days, nights, shifts.
    """

    rule: str
    person: str
    span: Span
    text: Said
    by: int
    basis: str = ""


def no_less(what: str, found: int | None, least: int = 0) -> None:
    """Refuses a figure of a rule that is less than makes sense; None is open."""
    if found is not None and found < least:
        raise ValueError(f"{what} cannot be {found}: {least} is the least")


def weekday(begins: int) -> None:
    """Refuses a first day of the week that is none."""
    if not 0 <= begins <= 6:
        raise ValueError(f"a week cannot begin on day {begins}: 0 is Monday, 6 Sunday")


class Rule(Protocol):
    """A rule of a rota. Each is a frozen dataclass in a file of its own.

    `people` are the ids for whom it holds, None for everybody. `basis` is where it comes from, ready to be
    shown. `add` and `violations` are written apart from one another: one is arithmetic on a grid of days, the
    other reads what is in the plan, so that each can catch a mistake of the other.
    """

    @property
    def name(self) -> str:
        """The rule's name in plans and files: "rest", "hours-per-week"."""
        ...

    @property
    def people(self) -> frozenset[str] | None:
        """For whom."""
        ...

    @property
    def basis(self) -> str:
        """Why: the law with its article, the agreement, or the problem itself."""
        ...

    def add(self, model: Model, person: int) -> None:
        """Puts the rule for one person (an index of the model) into a model."""
        ...

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Every break of the rule in what one person has."""
        ...


def holds_for(rule: Rule, person: str) -> bool:
    """Whether a rule is for that person."""
    return rule.people is None or person in rule.people
