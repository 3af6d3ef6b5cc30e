"""Of which groups of people a number at work may be told, so that no two numbers give a third away (N5).

Decided once for the whole company and the same for every reader: so nobody has to keep who asked for what,
and two readers who put their pages together learn no more than one. Large groups go first, so a department
keeps its number, and a part of it that would leave a few of the rest has none.
"""

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

from farflung.draw.world import FEWEST_FOR_RATES

LEFT = FEWEST_FOR_RATES
"""What is left when told groups are taken from another is nobody, or at least so many people."""

Name = TypeVar("Name", bound=Hashable)


def tellable(groups: Mapping[Name, Collection[object]]) -> frozenset[Name]:
    """The groups that may have a number; those that come first by size and then by name have it first."""
    seats = {one: 1 << at for at, one in enumerate(dict.fromkeys(one for g in groups.values() for one in g))}
    masks = {name: sum(seats[one] for one in set(group)) for name, group in groups.items()}
    told: dict[Name, int] = {}
    for name in sorted(masks, key=lambda name: (-masks[name].bit_count(), str(name))):
        if masks[name].bit_count() >= FEWEST_FOR_RATES and not _leaves_few(masks[name], told.values()):
            told[name] = masks[name]
    return frozenset(told)


def _leaves_few(asked: int, told: Collection[int]) -> bool:
    """Whether a few can be found by taking this one, or it and its like, from what is told already."""
    return any(
        0 < (rest & ~asked).bit_count() < LEFT
        for whole in told
        if whole & asked == asked
        for rest in (whole, whole & ~_within(whole, told))
    )


def _within(whole: int, told: Collection[int]) -> int:
    """Everybody in told groups that are a true part of that one."""
    found = 0
    for one in told:
        if one != whole and one & whole == one:
            found |= one
    return found
