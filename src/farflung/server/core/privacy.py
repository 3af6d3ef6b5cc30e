"""Numbers about people, refused where they would be numbers about a few (N5). The only place of this rule.

Nothing counts fewer than five people, no rate has fewer than twenty under it, and no two answers differ by
fewer, because who has both can subtract one from the other. Which groups have a number is decided once for
the whole company and is the same for every reader: so nobody has to keep who asked for what, and two readers
who put their pages together learn no more than one.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from farflung.draw.world import FEWEST, FEWEST_FOR_RATES

Key = TypeVar("Key")
Name = TypeVar("Name", bound=Hashable)


class TooFew(Exception):  # noqa: N818 - reads as what it says
    """The answer would be about fewer than `FEWEST` people."""


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


def tellable(
    *kinds: Mapping[Name, Collection[object]],
    least: int = FEWEST_FOR_RATES,
    besides: Iterable[Iterable[Collection[object]]] = (),
) -> frozenset[Name]:
    """The groups that may have a number, of `least` people or more; `besides` are some that have it anyway.

    `kinds` are groups of one kind each, such as teams, or places: most of a kind share nobody, or one holds
    the other. Large groups go first, so a department keeps its number, and a part of it that would leave a
    few of the rest has none. Looked at are every two groups, and every group with the parts of it that share
    nobody, those of one kind before those of the others.
    """
    seats: dict[object, int] = {}
    told = [[_mask(group, seats) for group in kind] for kind in besides]
    waiting = []
    for at, kind in enumerate(kinds, len(told)):
        told.append([])
        waiting += [(_mask(group, seats), str(name), name, at) for name, group in kind.items()]
    for kind_told in told:
        kind_told.sort(key=int.bit_count, reverse=True)
    found = set()
    for mask, _, name, at in sorted(waiting, key=lambda one: (-one[0].bit_count(), one[1])):
        if mask.bit_count() >= least and not _leaves_few(mask, told, least):
            told[at].append(mask)
            found.add(name)
    return frozenset(found)


def _mask(group: Collection[object], seats: dict[object, int]) -> int:
    return sum(seats.setdefault(one, 1 << len(seats)) for one in set(group))


def _leaves_few(asked: int, told: Sequence[Sequence[int]], least: int) -> bool:
    """Whether a few can be found by taking this one, or it and its like, from what is told already.

    Of two groups of which neither holds the other, the difference is about those in one of them alone.
    """
    known = [one for kind in told for one in kind]
    if any(0 < (one ^ asked).bit_count() < least for one in known):
        return True
    wholes = [whole for whole in (*known, asked) if whole & asked == asked]
    return any(
        0 < _left(whole, asked, (*kind, *known)).bit_count() < least for whole in wholes for kind in told
    )


def _left(whole: int, asked: int, told: Iterable[int]) -> int:
    """What is left of a group without one part of it and others that share nobody; first come first."""
    gone = 0 if asked == whole else asked
    for one in told:
        if one != whole and one & whole == one and not one & gone:
            gone |= one
    return whole & ~gone
