"""Demand: how many must be on a duty, by time or by shift."""

from dataclasses import dataclass
from datetime import date

from farflung.engine.model import Person, WeeklyPattern


@dataclass(frozen=True, slots=True)
class Demand:
    """At least `least` people on `duty` at once, and at most `most` (None: any number; equal: "exactly").

    `window` is a weekly pattern in `zone` (None: round the clock), on dates `first` to `last` of that zone
    inclusive (None: open; of UTC where there is no zone). Only people with all of `skills` and `languages`
    count. `under` is what an hour with one person too few weighs against other demands, `over` what an hour
    with one too many does; `most` is never passed.
    """

    duty: str
    least: int = 1
    most: int | None = None
    window: WeeklyPattern | None = None
    zone: str | None = None
    first: date | None = None
    last: date | None = None
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    under: int = 100
    over: int = 0

    def __post_init__(self) -> None:
        _bounds(f"the demand of {self.duty!r}", self.least, self.most)
        _weights(f"the demand of {self.duty!r}", self.under, self.over)
        if self.window is not None and self.zone is None:
            raise ValueError(f"the demand of {self.duty!r} has a window: say in which zone it is meant")

    def counts(self, person: Person) -> bool:
        """Whether somebody on the duty is there for it."""
        return not person.lacks(self.skills, self.languages)


@dataclass(frozen=True, slots=True)
class Headcount:
    """`people` shifts of the kind named `kind` that begin on `day`, by the clock the kind is written in.

    `under` and `over` are what each shift too few or too many weighs; `most` (None: any number) is never
    passed. Published staff-scheduling benchmarks ask so.
    """

    kind: str
    day: date
    people: int
    most: int | None = None
    under: int = 100
    over: int = 0

    def __post_init__(self) -> None:
        _bounds(f"the demand of {self.kind!r} on {self.day}", self.people, self.most)
        _weights(f"the demand of {self.kind!r} on {self.day}", self.under, self.over)


def _bounds(what: str, least: int, most: int | None) -> None:
    if least < 0 or (most is not None and most < least):
        raise ValueError(f"{what} is impossible: between {least} and {most} people")


def _weights(what: str, under: int, over: int) -> None:
    if under < 0 or over < 0:
        raise ValueError(f"{what} cannot weigh less than nothing (under {under}, over {over})")
