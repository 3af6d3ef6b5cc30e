"""Numbers about people, refused where they would be numbers about a few (N5). The only place of this rule.

Nothing counts fewer than five people, no rate has fewer than twenty under it, and no two answers differ by
one to four people, because who has both can subtract one from the other.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

FEWEST = 5
"""The smallest group that anything is said about."""

FEWEST_FOR_RATE = 20
"""The smallest group of which a share is told: one person more or less would show in a smaller one."""

Key = TypeVar("Key")
Member = TypeVar("Member")


class TooFew(Exception):  # noqa: N818 - reads as what it says
    """The answer would be about fewer than `FEWEST` people, alone or together with an earlier one."""


@dataclass(frozen=True, slots=True)
class Cells(Generic[Key]):
    """A breakdown that may be shown: cells of at least `FEWEST`, and `others`, everybody in the small ones.

    `others` is 0 or at least `FEWEST`, so that nobody is found by subtracting the cells from the total.
    """

    shown: Mapping[Key, int]
    others: int

    @property
    def total(self) -> int:
        """Everybody."""
        return sum(self.shown.values()) + self.others


def broken_down(counts: Mapping[Key, int]) -> Cells[Key]:
    """The cells that may be shown; raises `TooFew` where even all together are too few.

    A cell that is large enough joins the others where they would be too few alone: the smallest does.
    """
    total = sum(counts.values())
    if 0 < total < FEWEST:
        raise TooFew
    shown = {key: count for key, count in counts.items() if count >= FEWEST}
    others = total - sum(shown.values())
    while 0 < others < FEWEST:
        smallest = min(shown, key=lambda key: shown[key])
        others += shown.pop(smallest)
    return Cells(shown, others)


def share(part: int, whole: int) -> float | None:
    """The share of a group; None where the group, or either side of it, is too small to be told."""
    if whole < FEWEST_FOR_RATE or 0 < part < FEWEST or 0 < whole - part < FEWEST:
        return None
    return part / whole


def may_answer(about: Collection[Member], earlier: Iterable[Collection[Member]] = ()) -> None:
    """Raises `TooFew` where a number about these people would tell of fewer than `FEWEST` of them.

    `earlier` are the groups about which the same asker has had the same number: where one of two groups
    holds the other but for one to four people, subtracting tells of those.
    """
    asked = frozenset(about)
    if len(asked) < FEWEST:
        raise TooFew
    for known in map(frozenset, earlier):
        if (known < asked and len(asked - known) < FEWEST) or (asked < known and len(known - asked) < FEWEST):
            raise TooFew
