"""The rules of a rota file as the engine's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from farflung.engine.rota.rules import (
    Amount,
    Apart,
    AtWork,
    AverageHours,
    CallOut,
    ConsecutiveDays,
    ConsecutiveNights,
    DailyHours,
    DaysOff,
    DaysWithNights,
    FreeSundays,
    HoursPerWeek,
    KindLimit,
    NightHours,
    NightShift,
    NightsInPeriod,
    NightWorkerHours,
    Notice,
    OwnHours,
    Rest,
    RestAfterCallOut,
    RestAfterNights,
    Rule,
    Spacing,
    Succession,
    Together,
    Weekends,
    WeeklyRest,
    WorkingDays,
)
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.said import SaidError, said
from farflung.intake.rota_file import rules as says
from farflung.rulepacks import NightWindow

NIGHT = NightWindow(time(23), time(6))
"""What is night where nobody says so."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is published, and the instant of planning: what a notice is counted from."""

    now: datetime
    published: tuple[Assignment, ...] = ()


Scope = dict[str, Any]
"""`people` and `basis`, as every rule of the engine has them."""


def rule_of(rule: says.Rule, kinds: frozenset[str], scope: Scope) -> Rule:
    """The engine's rule; raises `SaidError` where it names an unknown shift, or limits nothing."""
    for name in _named(rule):
        if name not in kinds:
            raise SaidError(
                said(
                    "no shift is called {name!r}; there are {known}",
                    name=name,
                    known=tuple(sorted(kinds)[:8]),
                )
            )
    if _open(rule):
        raise SaidError(said("say how many: at least, exactly or at most"))
    made: Rule = _MAKE[type(rule)](rule, scope)
    return AtWork(made, rule.not_counting, **scope) if rule.not_counting else made


def pair_of(rule: says.Apart | says.Together, one: str, other: str, basis: str) -> Rule:
    """The rule of a pair, by ids."""
    return (Apart if isinstance(rule, says.Apart) else Together)(one, other, basis)


def notice_of(rule: says.Notice, agreed: frozenset[str], known: Known, scope: Scope) -> Rule:
    """The rule of notice, counted from the instant at which it is planned."""
    return Notice(known.now + rule.at_least, frozenset(known.published), agreed, **scope)


def rest_after_call_outs(rule: says.RestAfterCallOut, calls: tuple[CallOut, ...], scope: Scope) -> Rule:
    """The rule of rest after the call-outs that a file names."""
    standby = rule.standby | rule.not_counting
    return RestAfterCallOut(_minutes(rule.at_least), calls, standby, **scope)


def _named(rule: says.Rule) -> Iterator[str]:
    if isinstance(rule, says.NotAfter):
        yield from (rule.shift, *sorted(rule.never))
    if isinstance(rule, says.ShiftsOf):
        yield from sorted(rule.shifts)


def _open(rule: says.Rule) -> bool:
    if not isinstance(rule, says.AllHours | says.DaysInARow):
        return False
    return rule.at_least is None and rule.at_most is None


def _minutes(length: timedelta | None) -> Any:
    return None if length is None else length // timedelta(minutes=1)


def _weekends(rule: says.Weekends, scope: Scope) -> Rule:
    return Weekends(rule.at_most, tuple(sorted(rule.days or {5, 6})), **scope)


_OfNights = (
    says.NightHours | says.NightsInARow | says.RestAfterNights | says.NightsInWeeks | says.DaysWithNights
    | says.NightWorkerHours
)  # fmt: skip


def _night(rule: _OfNights) -> NightShift:
    least = rule.from_ if isinstance(rule, says.NightHours) else None
    return NightShift(rule.night or NIGHT, max(1, _minutes(least) or 1))


_MAKE: dict[type, Callable[[Any, Scope], Rule]] = {
    says.Rest: lambda r, scope: Rest(_minutes(r.at_least), **scope),
    says.WeekHours: lambda r, scope: HoursPerWeek(_minutes(r.at_most), min(r.begins or {0}), **scope),
    says.AverageHours: lambda r, scope: AverageHours(_minutes(r.at_most), r.weeks, **scope),
    says.AllHours: lambda r, scope: Amount(_minutes(r.at_most), _minutes(r.at_least), **scope),
    says.DaysInARow: lambda r, scope: ConsecutiveDays(r.at_most, r.at_least, **scope),
    says.NightsInARow: lambda r, scope: ConsecutiveNights(r.at_most, _night(r), **scope),
    says.DayHours: lambda r, scope: DailyHours(_minutes(r.at_most), **scope),
    says.NightHours: lambda r, scope: NightHours(_minutes(r.at_most), _night(r), **scope),
    says.RestAfterNights: lambda r, scope: RestAfterNights(
        _minutes(r.at_least), _night(r), r.nights, **scope
    ),
    says.NightsInWeeks: lambda r, scope: NightsInPeriod(r.at_most, r.weeks, _night(r), **scope),
    says.DaysWithNights: lambda r, scope: DaysWithNights(r.at_most, _night(r), r.nights, **scope),
    says.NightWorkerHours: lambda r, scope: NightWorkerHours(
        _minutes(r.at_most), r.weeks, _night(r), r.nights, **scope
    ),
    says.WeeklyRest: lambda r, scope: WeeklyRest(_minutes(r.at_least), **scope),
    says.WorkingDays: lambda r, scope: WorkingDays(r.at_most, **scope),
    says.FreeSundays: lambda r, scope: FreeSundays(r.at_least, r.weeks, **scope),
    says.DaysOff: lambda r, scope: DaysOff(r.at_least, **scope),
    says.Weekends: _weekends,
    says.OwnHours: lambda r, scope: OwnHours(_minutes(r.outside), **scope),
    says.Spacing: lambda r, scope: Spacing(r.duty, _minutes(r.at_least), **scope),
    says.NotAfter: lambda r, scope: Succession(r.shift, r.never, **scope),
    says.ShiftsOf: lambda r, scope: KindLimit(r.shifts, r.at_most, **scope),
}
