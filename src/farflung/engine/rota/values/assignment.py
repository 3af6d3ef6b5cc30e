"""Who has which shift: the lines of a plan."""

from dataclasses import dataclass
from datetime import date

from farflung.engine.time import Span


@dataclass(frozen=True, slots=True, order=True)
class Assignment:
    """`person` (an id) is on `duty` through `span`, by a shift of `kind`, which belongs to `day`.

    `day` is the date on the person's own clock on which it begins. `minutes` are worked, in elapsed time
    without unpaid breaks.
    """

    span: Span
    person: str
    duty: str
    kind: str
    day: date
    minutes: int


@dataclass(frozen=True, slots=True)
class Wish:
    """`person` would like (`want`) or would like not to have a shift on `day`; None of `kind` means any.

    `weight` is what it costs not to grant it, against other wishes. A wish never moves a rule.
    """

    person: str
    day: date
    kind: str | None
    want: bool
    weight: int = 1

    def __post_init__(self) -> None:
        if self.weight < 0:
            raise ValueError(f"the wish of {self.person} for {self.day} cannot weigh {self.weight}")
