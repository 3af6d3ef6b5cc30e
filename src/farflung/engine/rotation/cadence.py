"""How long a turn lasts: days, weeks, months, or hours."""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a cadence counts in."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Cadence:
    """Every `count` units. Days, weeks and months hand over at the same time on the wall clock.

    So do hours that divide 24: every 6 h means 00, 06, 12, 18 whatever the clocks do. Other hours, 5 or
    36, cannot stay on the wall clock even without a clock change, so they are exact elapsed hours.
    """

    unit: Unit
    count: int = 1

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError(f"a turn of {self.count} {self.unit}s is no turn: write 1 or more")

    @property
    def elapsed(self) -> bool:
        """Whether turns are exact elapsed hours rather than times on the wall clock."""
        return self.unit is Unit.HOUR and 24 % self.count != 0

    def __str__(self) -> str:
        return f"every {self.unit}" if self.count == 1 else f"every {self.count} {self.unit}s"
