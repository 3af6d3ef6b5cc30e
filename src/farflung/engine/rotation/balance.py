"""How evenly hours are shared. Somebody with no hours is the finding, not missing data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Balance:
    """`shares` is each person's deviation from what they should have: 0.5 is half too much, -1 is nothing.

    `expected` is what each should have, in hours of elapsed time.
    """

    hours: Mapping[str, timedelta]
    expected: Mapping[str, timedelta]
    shares: Mapping[str, float]

    @property
    def spread(self) -> float:
        """From the most under to the most over, as a fraction of what is expected; 0 is perfectly even."""
        return max(self.shares.values(), default=0.0) - min(self.shares.values(), default=0.0)

    def balanced(self, tolerance: float = 0.1) -> bool:
        """Whether nobody is further than `tolerance` (a fraction) from what they should have."""
        return all(abs(share) <= tolerance for share in self.shares.values())


def balance(hours: Mapping[str, timedelta], weights: Mapping[str, float] | None = None) -> Balance:
    """Compares each person's hours with an equal share of the total, or with one by `weights` (part-time).

    Everybody in `hours` counts, with zero hours too: to leave such a person out would call it balanced
    when two people carry what three should. A weight of 0 expects nothing of the person.
    """
    weight = {member: 1.0 if weights is None else weights.get(member, 1.0) for member in hours}
    if any(value < 0 for value in weight.values()):
        raise ValueError("a weight is a share of the work: it cannot be negative")
    total, whole = sum(hours.values(), timedelta()), sum(weight.values())
    expected = {m: total * (weight[m] / whole) if whole else timedelta() for m in hours}
    shares = {m: _share(hours[m], expected[m]) for m in hours}
    return Balance(dict(hours), expected, shares)


def _share(have: timedelta, should: timedelta) -> float:
    if should:
        return have / should - 1
    return float("inf") if have else 0.0
