"""What is known of how fair a choice is."""

from dataclasses import dataclass
from itertools import accumulate

from farflung.engine.rota.methods.linear.rows import Linear
from farflung.engine.rota.model.objective import Choice


@dataclass(frozen=True, slots=True)
class FairOutcome:
    """`levels` are the heights of those who climb, the worst first, in points times 60.

    `bounds[k]` is what no plan can bring the sum of the k + 1 worst below, given that the sums before it
    are no worse than here; there may be fewer of them than levels where the time was up. `chosen` is None
    where no choice is known. `program`, where there is one, holds every sum at what it is: who has which
    height is still open in it, for the aims that come after.
    """

    chosen: tuple[Choice, ...] | None
    levels: tuple[int, ...]
    bounds: tuple[float, ...]
    by: str = ""
    infeasible: bool = False
    program: Linear | None = None

    @property
    def known(self) -> int:
        """How many levels, from the worst on, are proven."""
        sums = accumulate(self.levels)
        pairs = zip(sums, self.bounds, strict=False)
        count = 0
        for value, bound in pairs:
            if value >= bound + 1 - 1e-6:
                break
            count += 1
        return count

    @property
    def proven(self) -> bool:
        """Whether every level is."""
        return self.chosen is not None and self.known == len(self.levels)
