"""What an hour on duty weighs for whoever has it."""

from dataclasses import dataclass

from farflung.rulepacks import BurdenTable


@dataclass(frozen=True, slots=True)
class Weights:
    """Points for an hour on duty. `hour` is what any hour weighs, because it can be interrupted.

    On top of it come the points of `bands` by the person's own clock (none inside hours that they wrote down
    as theirs), `weekend` for hours of their weekend and `holiday` for hours of a public holiday of theirs.
    `duties` multiplies all of it for a duty, say by 0.25 for standby at home.
    """

    hour: int = 1
    bands: BurdenTable | None = None
    weekend: int = 2
    holiday: int = 4
    duties: tuple[tuple[str, float], ...] = ()

    def __post_init__(self) -> None:
        if min(self.hour, self.weekend, self.holiday, *(factor for _, factor in self.duties), 0) < 0:
            raise ValueError("no hour on duty weighs less than nothing")

    def factor(self, duty: str) -> float:
        """By what the hours of a duty are multiplied."""
        return dict(self.duties).get(duty, 1.0)
