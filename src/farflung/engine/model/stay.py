"""Where a person is when not at home; recorded, corrected, never detected."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from farflung.engine.model.place import Place


class StayKind(StrEnum):
    """Why the clock of a person changes."""

    HOME = "home"
    TRAVEL = "travel"
    RELOCATION = "relocation"
    HUB = "hub"


@dataclass(frozen=True, slots=True)
class Stay:
    """`start` to `end` are local dates at the stay's place, inclusive; no end means until further notice.

    `recorded` is the instant at which the company learnt of it (None: it always knew). A later record
    may `replace` an earlier one by its id; `withdrawn` makes it say "that stay does not take place".
    """

    person: str
    place: Place
    kind: StayKind
    start: date
    end: date | None = None
    recorded: datetime | None = None
    id: str = ""
    replaces: str | None = None
    withdrawn: bool = False

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(
                f"the stay of {self.person} ends on {self.end}, before it starts on {self.start}"
            )
        if self.recorded is not None and self.recorded.tzinfo is None:
            raise ValueError("a stay is recorded at an instant: give the time with its zone")

    def covers(self, day: date) -> bool:
        """Whether a local date is inside the stay."""
        return self.start <= day and (self.end is None or day <= self.end)
