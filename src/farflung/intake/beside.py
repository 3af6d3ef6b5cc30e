"""Work that may be done beside the reading: what needs no file but its own, and comes out the same.

Reading itself starts no process: it may run in a server with threads, where a fork is not safe. The caller
says how such work is done (`farflung.cli.halves` forks); by default it is done when its result is asked for.
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

Result = TypeVar("Result")


class Beside(Protocol):
    """Begins some work, and returns what waits for its result and gives it."""

    def __call__(self, work: Callable[[], Result]) -> Callable[[], Result]:
        """`work` takes nothing from what is read later; its result can be pickled."""


def when_asked(work: Callable[[], Result]) -> Callable[[], Result]:
    """Nothing beside: the work is done where its result is asked for."""
    return work
