"""How many connections each web process has, in memory that all of them see.

Connections stay open, and of processes that wait for the next one the system wakes the same one nearly
always: it had two of three requests, which waited for each other while the other process idled.
"""

import mmap

_PLACES = 256
"""More than there are web processes at a time (64), with those that are just being ended."""


class Shares:
    """A place for each process, by a number that rises with each that is begun; made before any of them."""

    def __init__(self) -> None:
        self._have = memoryview(mmap.mmap(-1, 4 * _PLACES)).cast("i")

    def tell(self, process: int, connections: int) -> None:
        """So many it has now."""
        self._have[process % _PLACES] = connections + 1  # what was never told is 0: there is no such process

    def leave(self, process: int) -> None:
        """It has ended."""
        self._have[process % _PLACES] = 0

    def has_least(self, process: int) -> bool:
        """Whether no other process has fewer."""
        own = self._have[process % _PLACES]
        return all(have == 0 or have >= own for have in self._have)


SHARES = Shares()
