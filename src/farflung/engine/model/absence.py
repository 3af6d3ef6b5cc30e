"""An absence. There is no field for a reason, and there never will be."""

from dataclasses import dataclass
from datetime import date, timedelta

from farflung.engine.model.pattern import DAY_MINUTES


@dataclass(frozen=True, slots=True)
class Absence:
    """Away from minute `from_minute` of `start` to minute `to_minute` of `end`, local dates inclusive."""

    person: str
    start: date
    end: date
    from_minute: int = 0
    to_minute: int = DAY_MINUTES

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(
                f"the absence of {self.person} ends on {self.end}, before it starts on {self.start}"
            )
        if not (0 <= self.from_minute <= DAY_MINUTES and 0 <= self.to_minute <= DAY_MINUTES):
            raise ValueError("the times of an absence are minutes of a day, 0 to 1440")

    def minutes_on(self, day: date) -> tuple[int, int] | None:
        """The local minutes of that date that are absent, or None."""
        if not self.start <= day <= self.end:
            return None
        first = self.from_minute if day == self.start else 0
        last = self.to_minute if day == self.end else DAY_MINUTES
        return (first, last) if first < last else None

    @property
    def days(self) -> tuple[date, ...]:
        """Every local date touched."""
        return tuple(self.start + timedelta(days=n) for n in range((self.end - self.start).days + 1))
