"""The model: which shifts are open to whom, what is wanted, what limits each person. What solvers read.

One yes-or-no decision for each person, day and kind of shift, at most one a day for each person.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.rota.model.limits import ANY, COUNT, MINUTES, Limit, Pair
from farflung.engine.rota.model.lines import Line
from farflung.engine.rota.model.nights import night_minutes
from farflung.engine.rota.model.options import NEVER, Options
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span
from farflung.rulepacks import NightWindow

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(eq=False)
class Model:
    """`open` has shape (people, days, kinds). Rules close what is not to be and append to `limits`.

    `forced` are the shifts that stand: (person, day, kind) indexes. `wish` and `change` are costs of shape
    (people, days, kinds), None where there are none, with a constant beside each; `burden` (in points times
    60) likewise, and `ahead` is what each person stands above the others before the plan, in the same unit.
    `turns` of rotations stand beside what is planned, by person; among them what is fixed and breaks limits
    by itself, which is in `beside` too.
    `share` is what part of a full load each should have: presence in the window times the contract's part.
    `sharing` are the most minutes that each could have of duties that are shared out afterwards.
    """

    atlas: Atlas
    window: Span
    people: tuple[Person, ...]
    kinds: tuple[ShiftKind, ...]
    options: Options
    open: Bools
    lines: tuple[Line, ...]
    history: tuple[tuple[Assignment, ...], ...]
    forced: tuple[tuple[int, int, int], ...] = ()
    wish: Ints | None = None
    wish_constant: int = 0
    change: Ints | None = None
    change_constant: int = 0
    burden: Ints | None = None
    ahead: Ints | None = None
    share: NDArray[np.float64] | None = None
    limits: list[list[Limit]] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    closed: dict[str, Bools] = field(default_factory=dict)
    marks: dict[str, Bools] = field(default_factory=dict)
    measures: dict[str, Ints] = field(default_factory=dict)
    turns: tuple[tuple[Assignment, ...], ...] = ()
    beside: tuple[Assignment, ...] = ()
    sharing: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        self.limits = [[] for _ in self.people]
        there = self.options.start != NEVER
        self.marks[ANY] = there
        self.measures[COUNT] = there.astype(np.int64)
        self.measures[MINUTES] = self.options.minutes.astype(np.int64)

    # --- what rules say -------------------------------------------------------

    def limit(self, person: int, limit: Limit) -> None:
        """Puts a limit on one person, once."""
        if limit not in self.limits[person]:
            self.limits[person].append(limit)

    def close(self, rule: str, person: int, which: Bools) -> None:
        """Closes shifts of shape (days, kinds) to one person; `closed` keeps which rule did, for reports."""
        new = which & (self.options.start[self.row(person)] != NEVER)
        if rule not in self.closed:
            self.closed[rule] = np.zeros(self.open.shape, bool)
        self.closed[rule][person] |= new
        self.open[person] &= ~which

    def night(self, window: NightWindow) -> str:
        """The name of a mark and of a measure: shifts with night time in them, and its minutes."""
        name = f"night {window.start:%H:%M}-{window.end:%H:%M}"
        if name not in self.measures:
            self.measures[name] = night_minutes(self.atlas, self.options, window)
            self.marks[name] = self.measures[name] > 0
        return name

    def mark(self, name: str, which: Bools) -> str:
        """Names a set of shifts of shape (rows, days, kinds)."""
        self.marks[name] = which & self.marks[ANY]
        return name

    # --- what is known of a person --------------------------------------------

    @cached_property
    def reach(self) -> Span:
        """The time that shifts can take: the window, and on to where the last of them can end."""
        last = self.options.instant(int(self.options.end.max(initial=0)))
        return Span(self.window.start, max(last, self.window.end))

    def could_share(self, person: int) -> int:
        """The most minutes that somebody could have of duties that are shared out afterwards."""
        return self.sharing[person] if self.sharing else 0

    def row(self, person: int) -> int:
        """The row of the options that somebody has."""
        return int(self.options.row_of[person])

    def spans(self, person: int) -> tuple[Ints, Ints]:
        """Start and end of every shift that somebody could have, in minutes, of shape (days, kinds)."""
        row = self.row(person)
        return self.options.start[row].astype(np.int64), self.options.end[row].astype(np.int64)

    def before(self, person: int) -> tuple[Assignment, ...]:
        """What somebody worked before the window, in order of time."""
        return self.history[person]

    def turns_of(self, person: int) -> tuple[Assignment, ...]:
        """Somebody's turns of rotations, in order of time: they stand, and are no options."""
        return self.turns[person] if self.turns else ()

    def standing(self, person: int) -> tuple[Assignment, ...]:
        """What somebody has besides what is planned: what was worked before, and turns of rotations."""
        return (*self.history[person], *self.turns_of(person))

    def bounds(self, person: int) -> tuple[int, int]:
        """The first and last day (indexes) on which somebody can have a shift of this plan.

        A date on which they have one of before is not theirs to plan any more: one shift a day.
        """
        who, options = self.people[person], self.options
        first = options.index(self.atlas.local(who, self.window.start).date)
        last = options.index(self.atlas.local(who, self.window.end - timedelta(seconds=1)).date)
        worked = max((options.index(a.day) + 1 for a in self.history[person]), default=first)
        return max(first, worked), last

    def last_end(self, person: int) -> int | None:
        """When the last shift before the window ends, in minutes (positive where it reaches into it)."""
        worked = self.history[person]
        return max((self.options.minute(a.span.end) for a in worked), default=None)

    @property
    def cells(self) -> int:
        """Cells of all lines."""
        return sum(line.cells for line in self.lines)

    @property
    def ids(self) -> tuple[str, ...]:
        """Person ids by index."""
        return tuple(person.id for person in self.people)

    def assignments(self, chosen: Sequence[tuple[int, int, int]]) -> tuple[Assignment, ...]:
        """The lines of a plan from (person, day, kind) indexes, in order of time."""
        return tuple(sorted(self._assignment(*one) for one in chosen))

    def _assignment(self, person: int, day: int, kind: int) -> Assignment:
        row, of, options = self.row(person), self.kinds[kind], self.options
        span = Span(
            options.instant(options.start[row, day, kind]), options.instant(options.end[row, day, kind])
        )
        minutes = int(options.minutes[row, day, kind])
        return Assignment(span, self.people[person].id, of.duty, of.name, options.day(day), minutes)
