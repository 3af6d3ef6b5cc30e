"""A duty that people share out hour by hour, each within their own working hours, without set shifts."""

from dataclasses import dataclass

SHARE = "share"
"""The name of the kind of shift that a stretch of a shared duty is."""


@dataclass(frozen=True, slots=True)
class SharedDuty:
    """One person at a time is on `duty` whenever its demand holds and anybody is in hours.

    Nobody has less than `least` minutes at a time; None: than half an hour, and less only where time would
    stay open, or loads less fair, for its sake. Two stretches in one working day of somebody's come about
    only around the hours of another inside of it; the pause between them is no rest, they are at work.
    """

    duty: str
    least: int | None = None

    def __post_init__(self) -> None:
        if self.least is not None and self.least < 1:
            raise ValueError(f"{self.duty!r} cannot be shared out in stretches of {self.least} min")
