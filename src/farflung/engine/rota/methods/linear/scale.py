"""Costs as small whole numbers: by their greatest common divisor, so that a bound can be rounded up."""

from dataclasses import dataclass, replace
from math import ceil, isfinite

import numpy as np

from farflung.engine.rota.methods.linear.program import Program


@dataclass(frozen=True, eq=False)
class Scaled:
    """`program` costs `constant` less than the one it was made of, and that divided by `by`."""

    program: Program
    by: int
    constant: float

    @classmethod
    def of(cls, program: Program) -> "Scaled":
        """A program with costs that have no divisor in common and no constant."""
        whole = np.rint(program.cost).astype(np.int64)
        by = int(np.gcd.reduce(whole[whole != 0])) if whole.any() else 1
        return cls(
            replace(program, cost=(whole // by).astype(np.float64), constant=0.0), by, program.constant
        )

    def bound(self, of: float) -> float:
        """A bound of the scaled program as one of the other: no value lies between two whole numbers.

        What is taken off first is what the solvers themselves do not see.
        """
        if not isfinite(of):
            return of
        return ceil(of - 1e-5 - 1e-9 * abs(of)) * self.by + self.constant

    def value(self, of: float) -> float:
        """A value likewise."""
        return of * self.by + self.constant

    def floor(self, bound: float) -> int | None:
        """A bound of the other program as a whole number that this one does not go below."""
        return None if not isfinite(bound) else ceil((bound - self.constant) / self.by - 1e-6)
