"""A shift: a person is on a duty, once or again and again."""

from dataclasses import dataclass, field

from farflung.engine.model.recurrence import Recurrence
from farflung.engine.model.source import Source


@dataclass(frozen=True, slots=True)
class Shift:
    """`person` is a person id; None is a shift that nobody holds yet. `duty` is what must be covered."""

    duty: str
    person: str | None
    recurrence: Recurrence
    source: Source | None = field(default=None, compare=False)
