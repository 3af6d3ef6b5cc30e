"""A common hour for a team: whose earlier or later start would make one."""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import combinations
from operator import and_

from farflung.engine.atlas import Atlas, Change
from farflung.engine.model import Person
from farflung.engine.overlap.sharing import Sharing
from farflung.engine.overlap.shift import STEPS, later_bits, shifted
from farflung.engine.overlap.team import TeamHours, team_hours

Moves = dict[int, int]
"""Row -> minutes later (negative: earlier)."""

MOST_ROWS = 12
"""Teams with more different days than this need another remedy than moving two of them."""

MOST_TRIED = 6
"""The best guesses that are simulated; the first that holds is taken."""


def common_hour(sharing: Sharing, people: Sequence[str]) -> tuple[Change, TeamHours] | None:
    """The smallest move of one or two groups of people alike that gives the team a common hour, simulated.

    Groups are people who share a row: same hours, same zone. None where no such move gives one.
    """
    groups: dict[int, list[str]] = {}
    for person in people:
        if sharing.works(person):
            groups.setdefault(sharing.row(person), []).append(person)
    if not 2 <= len(groups) <= MOST_ROWS:
        return None
    rows = {row: {0: sharing.bits(row)} for row in groups}
    for row, found in rows.items():
        found.update({later: later_bits(sharing, row, later) for later in STEPS})
    for moves in _by_effort(groups, _candidates(rows, sharing.weeks)):
        simulated = _simulated(sharing, groups, moves, people)
        if simulated is not None:
            return simulated
    return None


def _candidates(rows: dict[int, dict[int, int]], weeks: float) -> Iterator[Moves]:
    """The moves of one row or of two that would make an hour a week, by the bits of the rows."""
    for pair in combinations(rows, 2):
        others = reduce(and_, (found[0] for row, found in rows.items() if row not in pair), -1)
        if others >= 0 and not _hours(others):
            continue
        a, b = pair
        for x, first in rows[a].items():
            for y, second in rows[b].items():
                if (x or y) and _hours(others & first & second) >= weeks:
                    yield {row: later for row, later in ((a, x), (b, y)) if later}


def _by_effort(groups: dict[int, list[str]], candidates: Iterable[Moves]) -> list[Moves]:
    """Those that ask the least of the fewest people first."""
    different = {tuple(sorted(moves.items())): moves for moves in candidates}
    return sorted(
        different.values(),
        key=lambda moves: sum(abs(later) * len(groups[row]) for row, later in moves.items()),
    )[:MOST_TRIED]


def _hours(bits: int) -> int:
    """How many slots begin a whole hour of set bits."""
    return (bits & bits >> 1 & bits >> 2 & bits >> 3).bit_count()


def _simulated(
    sharing: Sharing, groups: dict[int, list[str]], moves: Moves, people: Sequence[str]
) -> tuple[Change, TeamHours] | None:
    pairs = list(_pairs(sharing.atlas, groups, moves))
    if not all(new is not None for _, new in pairs):
        return None
    change = Change(tuple(old for old, _ in pairs), tuple(new for _, new in pairs if new is not None))
    after = team_hours(sharing.simulated(people, (new for _, new in pairs if new is not None)), people)
    return (change, after) if after is not None and after.common_minutes else None


def _pairs(
    atlas: Atlas, groups: dict[int, list[str]], moves: Moves
) -> Iterator[tuple[Person, Person | None]]:
    for row, later in moves.items():
        for person in map(atlas.person, groups[row]):
            yield person, shifted(person, later)
