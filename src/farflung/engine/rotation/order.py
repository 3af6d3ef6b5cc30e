"""Who has turn number k, through every change of the list."""

from bisect import bisect_right
from datetime import datetime

Members = tuple[str, ...]


class Order:
    """The members' order through time: stretches of turns, each with its list and where it began in it."""

    def __init__(self, members: Members) -> None:
        self._stretches: list[tuple[int, int, Members]] = [(0, 0, members)]
        self._floors: dict[int, datetime] = {}

    @property
    def revised(self) -> int:
        """The first turn of the list that is in force last."""
        return self._stretches[-1][0]

    def revise(self, number: int, members: Members, earliest: datetime) -> None:
        """Another list from a turn on, which begins at `earliest` at the earliest: until then is the past."""
        if number == 0:
            self._stretches = [(0, 0, members)]
            return
        old, place = self._at(number - 1)
        self._stretches.append((number, successor(old, place, members), members))
        self._floors[number] = earliest

    def floor(self, number: int) -> datetime | None:
        """The earliest begin of a turn with which a new list comes in; None for any other."""
        return self._floors.get(number)

    def member(self, number: int) -> str:
        """The person id whose turn it is."""
        members, place = self._at(number)
        return members[place]

    def after(self, number: int) -> Members:
        """Everybody else in the list in force at a turn, in the order in which they come after its holder."""
        members, place = self._at(number)
        coming = members[place + 1 :] + members[:place]
        return tuple(dict.fromkeys(member for member in coming if member != members[place]))

    def _at(self, number: int) -> tuple[Members, int]:
        index = bisect_right(self._stretches, number, key=lambda stretch: stretch[0]) - 1
        first, place, members = self._stretches[index]
        return members, (place + number - first) % len(members)


def successor(old: Members, place: int, new: Members) -> int:
    """Where the new list goes on: after the last holder, or after whoever of the old list comes next in it.

    Somebody may stand in a list twice; then the place nearest to the old one is meant.
    """
    found = [index for index, member in enumerate(new) if member == old[place]]
    if found:
        return (min(found, key=lambda index: abs(index - place)) + 1) % len(new)
    for member in old[place + 1 :] + old[:place]:
        if member in new:
            return new.index(member)
    return 0
