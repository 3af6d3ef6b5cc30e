"""A market: customers who were promised somebody in their own week, who speaks and may serve them."""

from dataclasses import dataclass, field

from farflung.engine.model.pattern import WeeklyPattern
from farflung.engine.model.source import Source


@dataclass(frozen=True, slots=True)
class Market:
    """`hours` is a weekly pattern on the clocks of `zone`; None is round the clock.

    Whoever serves it speaks all of `languages` and one of `speaks`, and has all of `licences`, which are
    among people's skills. Supply is the shifts of `duty` where one is named, else the working hours of `team`
    (None: everybody). `share` is the part of all customers who are there, 0 to 1, where somebody said.
    """

    name: str
    zone: str
    hours: WeeklyPattern | None = None
    country: str | None = None
    languages: frozenset[str] = frozenset()
    speaks: frozenset[str] = frozenset()
    licences: frozenset[str] = frozenset()
    minimum: int = 1
    duty: str | None = None
    team: str | None = None
    share: float | None = None
    source: Source | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("a market needs a name")
        if self.minimum < 1:
            raise ValueError(f"market {self.name!r}: a promise of {self.minimum} people is none")
        if self.duty is not None and self.team is not None:
            raise ValueError(f"market {self.name!r}: name a duty or a team, not both")
        if self.share is not None and not 0 <= self.share <= 1:
            raise ValueError(f"market {self.name!r}: a share of {self.share} is not between 0 and 1")
