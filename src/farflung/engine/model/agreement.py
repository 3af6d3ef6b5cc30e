"""Working agreements as typed rules: what a team promised itself."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from farflung.engine.model.pattern import WeeklyPattern
from farflung.engine.model.source import Source
from farflung.rulepacks import Mode


@dataclass(frozen=True, slots=True)
class CoverageRule:
    """At least `minimum` (and at most `maximum`) people at once, in the window, for one duty or team.

    Supply is the shifts of `duty` where one is named, else the working hours of the people of `team`
    (None: everybody). `window` is a weekly pattern in `zone`; None is round the clock. `named` is false
    where nobody gave it a name: then `name` is the rule itself in words. Who counts has all of `skills` and
    `languages`, and one of `speaks` where there are any.
    """

    name: str
    minimum: int = 1
    maximum: int | None = None
    duty: str | None = None
    team: str | None = None
    window: WeeklyPattern | None = None
    zone: str | None = None
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    speaks: frozenset[str] = frozenset()
    source: Source | None = field(default=None, compare=False)
    named: bool = field(default=True, compare=False)

    def __post_init__(self) -> None:
        if self.minimum < 0 or (self.maximum is not None and self.maximum < self.minimum):
            raise ValueError(
                f"coverage rule {self.name!r}: between {self.minimum} and {self.maximum} people is impossible"
            )
        if self.window is not None and self.zone is None:
            raise ValueError(f"coverage rule {self.name!r}: a window needs the zone it is meant in")


@dataclass(frozen=True, slots=True)
class CoreHours:
    """Hours in which all of `team` work: a window in `zone` (None: in each person's own)."""

    team: str | None
    window: WeeklyPattern
    zone: str | None = None
    source: Source | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ResponsePromise:
    """An answer on `channel` within `within`, counted in the recipient's working hours or on the wall."""

    channel: str
    within: timedelta
    working_hours: bool = True
    asker: str | None = None
    answerer: str | None = None
    source: Source | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class MeetingRules:
    """`earliest` and `latest` are local minutes for every attendee: it starts no earlier, ends no later."""

    earliest: int | None = None
    latest: int | None = None
    notice: timedelta | None = None
    agenda_required: bool = False
    max_weekly_hours: float | None = None
    no_meeting_days: frozenset[int] = frozenset()
    team: str | None = None
    source: Source | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ShiftRules:
    """Limits that the company sets itself, in true elapsed time; the law's come from rule packs."""

    max_shift: timedelta | None = None
    min_rest: timedelta | None = None
    max_week: timedelta | None = None
    source: Source | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class DecisionWindow:
    """Everybody consulted gets `working_time` of their own working hours before a decision closes."""

    working_time: timedelta
    team: str | None = None
    source: Source | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class LeaveNotice:
    """Leave is announced at least `days` calendar days ahead."""

    days: int
    team: str | None = None
    source: Source | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class MessageRules:
    """What becomes of messages outside the hours of the people of `team` (None: everybody)."""

    outside_hours: Mode
    team: str | None = None
    source: Source | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Exemption:
    """The rule kinds in `rules` do not hold for people in `countries` (until `until`, inclusive)."""

    countries: frozenset[str]
    rules: frozenset[str]
    until: date | None = None
    source: Source | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Everything one agreement file says; several may hold at once, for different teams."""

    name: str
    owner: str | None = None
    expires: date | None = None
    coverage: tuple[CoverageRule, ...] = ()
    core_hours: tuple[CoreHours, ...] = ()
    responses: tuple[ResponsePromise, ...] = ()
    meetings: tuple[MeetingRules, ...] = ()
    shifts: tuple[ShiftRules, ...] = ()
    decisions: tuple[DecisionWindow, ...] = ()
    leave: tuple[LeaveNotice, ...] = ()
    messages: tuple[MessageRules, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    source: Source | None = field(default=None, compare=False)
