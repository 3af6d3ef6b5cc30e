"""What is decided for now, beside what limits say: pricing obeys it, and columns that do not are left out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Listed:
    """Columns as arrays: the person and the word (the kind of each day, negative: off) of each."""

    people: Ints
    words: Ints


@dataclass(frozen=True, eq=False)
class Ruling:
    """`shut` shifts, of shape (people, days, kinds), are not to be; on days of `must` a person works."""

    shut: Bools
    must: Bools

    def copy(self) -> "Ruling":
        """One that may be changed."""
        return Ruling(self.shut.copy(), self.must.copy())

    def rule(self, person: int, day: int, kind: int | None, there: bool) -> None:
        """That day the person works or not; with `kind`, on that kind or not on it."""
        if there:
            self.must[person, day] = True
        if kind is None:
            self.shut[person, day, :] |= np.bool_(not there)
        elif there:
            self.shut[person, day, :] |= np.arange(self.shut.shape[2]) != kind
        else:
            self.shut[person, day, kind] = True

    def obeyed(self, listed: Listed) -> Bools:
        """Which columns obey."""
        works = listed.words >= 0
        days = np.arange(self.must.shape[1])
        wrong = self.shut[listed.people[:, None], days[None, :], np.where(works, listed.words, 0)] & works
        idle = self.must[listed.people] & ~works
        found: Bools = ~np.any(wrong | idle, axis=1)
        return found


def days_of(listed: Listed, share: Floats, shape: tuple[int, ...]) -> Floats:
    """How much of each shift a mixture takes, of shape (people, days, kinds)."""
    found = np.zeros(shape)
    taken = np.flatnonzero(share > 1e-7)
    words = listed.words[taken]
    row, day = np.nonzero(words >= 0)
    np.add.at(found, (listed.people[taken][row], day, words[row, day]), share[taken][row])
    return found
