"""What is known of how fair a choice is."""

from dataclasses import dataclass, field

from farflung.engine.rota.methods.fair.floors import Floors
from farflung.engine.rota.methods.linear.rows import Linear
from farflung.engine.rota.model.objective import Choice


@dataclass(frozen=True, slots=True)
class FairOutcome:
    """`levels` are the heights of those who climb, the worst first, in points times 60.

    `least[k]` is what the level k of no plan is below, given that the levels before it are no worse than
    here. `chosen` is None where no choice is known. `floors` is what the relaxation knows. `program`, where
    there is one, holds every level at what it is: who has which height is still open in it, for the aims that
    come after.
    """

    chosen: tuple[Choice, ...] | None
    levels: tuple[int, ...]
    least: tuple[float, ...]
    by: str = ""
    infeasible: bool = False
    floors: Floors = field(default_factory=Floors)
    program: Linear | None = None

    @property
    def settled(self) -> tuple[bool, ...]:
        """Of each level whether it is proven."""
        return tuple(level - least < 1 - 1e-6 for level, least in zip(self.levels, self.least, strict=True))

    @property
    def known(self) -> int:
        """How many levels, from the worst on, are proven."""
        return next((number for number, of in enumerate(self.settled) if not of), len(self.levels))

    @property
    def proven(self) -> bool:
        """Whether every level is."""
        return self.chosen is not None and self.known == len(self.levels)
