"""Families of limits: what rules can say to a model of one person's days, and every solver understands.

They are few on purpose. A rule says what it wants in these; the linear model writes them as rows, column
generation walks them as states. All are values, so people with equal limits are told apart by nobody. `rule`
names the rule for whoever asks why. Days are indexes of the model, inclusive; a `mark` names a set of shifts
(`Model.marks`), a `measure` what is added up over them (`Model.measures`).
"""

from dataclasses import dataclass

ANY = "any"
"""The mark of every shift."""

COUNT = "count"
"""The measure that counts shifts."""

MINUTES = "minutes"
"""The measure of worked minutes, in elapsed time."""


@dataclass(frozen=True, slots=True)
class Total:
    """Of shifts with the mark on days `first` to `last`, the measure is between `least` and `most` in all."""

    rule: str
    first: int
    last: int
    most: int | None = None
    least: int | None = None
    measure: str = COUNT
    mark: str = ANY


@dataclass(frozen=True, slots=True)
class Run:
    """On days `first` to `last` at most `most` in a row have a shift with the mark, and at least `least` do.

    `carried` days in a row lie right before `first`. The least does not hold for runs that touch the first or
    the last day: what lies beyond them is not known.
    """

    rule: str
    first: int
    last: int
    most: int | None = None
    least: int | None = None
    carried: int = 0
    mark: str = ANY


@dataclass(frozen=True, slots=True)
class Off:
    """On days `first` to `last` those without a shift come at least `least` in a row, but for runs of them
    that touch the first or the last day.

    Days of `there` have one whatever is chosen; what lies between two of those is no choice either.
    """

    rule: str
    first: int
    last: int
    least: int
    there: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Blocks:
    """Of the groups of days at most `most` have a shift with the mark: weekends worked, Sundays worked."""

    rule: str
    groups: tuple[tuple[int, ...], ...]
    most: int
    mark: str = ANY


@dataclass(frozen=True, slots=True)
class Rest:
    """From the end of a shift to the start of the next, at least `minutes` of elapsed time."""

    rule: str
    minutes: int


@dataclass(frozen=True, slots=True)
class RestAfter:
    """After a shift with the mark at least `minutes` of elapsed time until the next one that has it too; with
    `unmarked`, until the next one that has it not (rest after a run of nights).

    With a `run` above 1 it holds only after so many days in a row with the mark, and a shift that has it on
    the very next day goes on with the run and need not wait. `carried` such days lie right before the first
    day; the last of them ended at `since`, in the model's minutes, if the rest after them is asked for too.
    Leaving `run` out asks for more, never for less. Shifts without the mark `among` are not looked at.
    """

    rule: str
    mark: str
    minutes: int
    unmarked: bool = False
    run: int = 1
    carried: int = 0
    among: str = ANY
    since: int | None = None


@dataclass(frozen=True, slots=True)
class Never:
    """On the day after a shift of kind `before` (an index) none of the kinds `after` begins."""

    rule: str
    before: int
    after: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Within each group of days in a row there is at least one stretch of `minutes` without a marked shift.

    It begins at the midnight of the first day at the earliest, or at `since`, in the model's minutes: when
    the last shift before the plan ended. It ends at the midnight after the last day at the latest, or so many
    minutes `beyond`. What is `busy` (from and to which minute) stands in it whatever is chosen.
    """

    rule: str
    minutes: int
    windows: tuple[tuple[int, int], ...]
    since: int | None = None
    beyond: int = 0
    mark: str = ANY
    busy: tuple[tuple[int, int], ...] = ()


Limit = Total | Run | Off | Blocks | Rest | RestAfter | Never | Gap


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people (indexes): `together` on the same duty at the same time, or never."""

    rule: str
    one: int
    other: int
    together: bool
