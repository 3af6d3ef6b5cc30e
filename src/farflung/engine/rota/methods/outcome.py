"""What a method of solving gives back: a choice of shifts, its value, and a bound."""

from dataclasses import dataclass

from farflung.engine.rota.model.objective import Choice


@dataclass(frozen=True, slots=True)
class Outcome:
    """`chosen` is None where nothing was found in time or `infeasible` was proven.

    `bound` is a proven lower bound of the objective over all choices that keep the limits (minus infinity
    where none is known). `by` says how it was found, for whoever asks.
    """

    chosen: tuple[Choice, ...] | None
    value: float
    bound: float
    by: str
    infeasible: bool = False

    @property
    def proven(self) -> bool:
        """Whether nothing is better, as costs are whole numbers."""
        return self.chosen is not None and self.value < self.bound + 1 - 1e-6
