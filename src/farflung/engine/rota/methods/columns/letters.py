"""Letters: kinds of shift that are alike in everything a person's limits can tell.

Two early shifts on different desks may follow and be followed by the same shifts, last as long and count for
the same limits. Of such a set only the cheapest can be in a best rota of one person, so pricing walks letters
and not kinds: a day with thirty kinds of shift has perhaps five letters.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from farflung.engine.model import DAY_MINUTES
from farflung.engine.rota.model.limits import ANY, Blocks, Limit, Never, Rest, RestAfter, Run, Total
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.options import NEVER

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
NONE = -1


@dataclass(frozen=True, eq=False)
class Letters:
    """`of_kind` gives each kind's letter (`NONE`: nobody here may have it); `first` a kind of each letter.

    `follows[s - 1]`, of shape (days, letters, letters), says whether the second letter may begin `s` days
    after the first if there is no shift between; beyond `reach` days every one may. `open`, of shape (days,
    letters), says whether anybody may have one.
    """

    of_kind: NDArray[np.int64]
    first: tuple[int, ...]
    follows: tuple[Bools, ...]
    open: Bools

    @cached_property
    def order(self) -> Ints:
        """The kinds that have a letter, by letter."""
        known = np.flatnonzero(self.of_kind != NONE)
        found: Ints = known[np.argsort(self.of_kind[known], kind="stable")]
        return found

    @cached_property
    def starts(self) -> Ints:
        """Where each letter's kinds begin in `order`."""
        return np.searchsorted(self.of_kind[self.order], np.arange(self.count))

    @property
    def count(self) -> int:
        """How many."""
        return len(self.first)

    @property
    def reach(self) -> int:
        """How many days a shift is remembered for what may follow it."""
        return len(self.follows)


def letters_of(model: Model, row: int, limits: Iterable[Limit], opened: Bools) -> Letters:
    """The letters for people of one row of the options under the same limits, with `opened` (days, kinds)."""
    limits = tuple(limits)
    kinds = np.flatnonzero(opened.any(axis=0))
    follows = _follows(model, row, limits, kinds)
    told = [_told(model, row, limits, int(kind)) for kind in kinds]
    seen: dict[bytes, int] = {}
    of_kind = np.full(opened.shape[1], NONE, np.int64)
    first: list[int] = []
    for place, kind in enumerate(kinds):
        sides = b"".join(f[:, place, :].tobytes() + f[:, :, place].tobytes() for f in follows)
        key = sides + told[place]
        if key not in seen:
            seen[key] = len(first)
            first.append(place)
        of_kind[kind] = seen[key]
    opens = np.zeros((opened.shape[0], len(first)), bool)
    for kind in kinds:
        opens[:, of_kind[kind]] |= opened[:, kind]
    picked = tuple(f[:, first][:, :, first] for f in follows)
    return Letters(of_kind, tuple(int(kinds[p]) for p in first), picked, opens)


def marked(model: Model, row: int, limit: Run | Blocks | Total | RestAfter) -> Bools:
    """Which shifts a limit counts, of shape (days, kinds).

    Where every shift counts, so does one that there is not: its letter may stand for another that there is.
    """
    found: Bools = model.marks[limit.mark][row]
    return np.ones_like(found) if limit.mark == ANY else found


def amounts(model: Model, row: int, limit: Total) -> Ints:
    """What each shift adds to a total, of shape (days, kinds)."""
    days = np.arange(model.options.days)
    inside = (days >= limit.first) & (days <= limit.last)
    found: Ints = model.measures[limit.measure][row] * marked(model, row, limit) * inside[:, None]
    return found


def _told(model: Model, row: int, limits: tuple[Limit, ...], kind: int) -> bytes:
    """All that limits other than those on what follows can tell of a kind."""
    parts = []
    for limit in limits:
        if isinstance(limit, Total):
            parts.append(amounts(model, row, limit)[:, kind].tobytes())
        elif isinstance(limit, Run | Blocks) and limit.mark != ANY:
            parts.append(marked(model, row, limit)[:, kind].tobytes())
    return b"".join(parts)


def _follows(model: Model, row: int, limits: tuple[Limit, ...], kinds: Ints) -> tuple[Bools, ...]:
    """The matrices of what may follow, up to the last day on which anything may not."""
    furthest = _furthest(model, row, limits)
    found = [_after(model, row, limits, kinds, after) for after in range(1, furthest + 1)]
    while found and found[-1].all():
        found.pop()
    return tuple(found)


def _furthest(model: Model, row: int, limits: tuple[Limit, ...]) -> int:
    """So many days after a shift begins every other may, whatever clocks do in between."""
    longest = int((model.options.end[row] - model.options.start[row]).max(initial=0))
    pause = max((limit.minutes for limit in limits if isinstance(limit, Rest | RestAfter)), default=0)
    return min(model.options.days - 1, (longest + pause) // DAY_MINUTES + 2)


def _after(model: Model, row: int, limits: tuple[Limit, ...], kinds: Ints, after: int) -> Bools:
    """Whether each kind may begin `after` days after each other, of shape (days, kinds, kinds)."""
    start, end = (of[row][:, kinds].astype(np.int64) for of in (model.options.start, model.options.end))
    later = np.full_like(start, NEVER)
    later[:-after] = start[after:]
    there = (start != NEVER)[:, :, None] & (later != NEVER)[:, None, :]
    pause = later[:, None, :] - end[:, :, None]
    short = np.zeros(pause.shape, bool)
    for limit in limits:
        if isinstance(limit, Rest):
            short |= pause < limit.minutes
        elif isinstance(limit, RestAfter):
            mark = marked(model, row, limit)[:, kinds]
            then = np.zeros_like(mark)
            then[:-after] = mark[after:]
            counts = mark[:, :, None] & ~(then[:, None, :] & limit.unmarked)
            short |= (pause < limit.minutes) & counts
        elif isinstance(limit, Never) and after == 1:
            short |= (kinds == limit.before)[None, :, None] & np.isin(kinds, limit.after)[None, None, :]
    found: Bools = ~(short & there)
    return found
