"""One rule: what a law or a regulator counts, from when, and where it says so.

A rule never decides anything. It *flags*: it says which value was passed, names
the source, and gives the date until which our reading of it may be relied on.
"""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Literal

Status = Literal["in force", "unknown", "not yet", "ended"]
WEEKS_OF_YEAR = 52


class Topic(StrEnum):
    """What a rule is about. Each topic is one folder of `data/`, named as the value."""

    HEADCOUNT = "headcount"
    WORKING_TIME = "working-time"
    NIGHT = "night"
    DISCONNECT = "disconnect"


class Measure(StrEnum):
    """The quantity that a rule or a threshold speaks of."""

    EMPLOYEES = "employees"
    REST_BETWEEN_SHIFTS = "rest-between-shifts"
    WEEKLY_REST = "weekly-rest"
    DAILY_HOURS = "daily-hours"
    WEEKLY_HOURS = "weekly-hours"
    BREAK_AFTER = "break-after"
    CONSECUTIVE_DAYS = "consecutive-days"
    WORKING_DAYS = "working-days"  # in a calendar week
    FREE_SUNDAYS = "free-sundays"
    ROTA_NOTICE = "rota-notice"
    REST_AFTER_CALL_OUT = "rest-after-call-out"
    NIGHT_TIME = "night-time"
    NIGHT_SHIFT = "night-shift"  # hours of night that make a shift one
    NIGHT_WORKER = "night-worker"
    NIGHT_HOURS = "night-hours"
    NIGHT_WEEKLY_HOURS = "night-weekly-hours"
    REST_AFTER_NIGHTS = "rest-after-nights"
    CONSECUTIVE_NIGHTS = "consecutive-nights"
    NIGHTS_IN_PERIOD = "nights-in-period"
    CONTACT = "contact"


class Effect(StrEnum):
    """What passing the threshold brings about."""

    DUTY = "duty"  # an obligation begins
    CAP = "cap"  # not to be passed, save under the exceptions in the notes
    OVERTIME = "overtime"  # premium pay or consent begins; work itself is not barred
    RIGHT = "right"  # the employee may stay away from messages; nobody is barred from sending them
    AGREE = "agree"  # something must be agreed or written down; the law itself sets no hours
    EFFORT = "effort"  # the employer must try; the law names no figure
    SILENT = "silent"  # the law named was read and sets no figure: a known absence
    DEFINITION = "definition"  # a meaning other rules use


class Mode(StrEnum):
    """What becomes of a message outside somebody's own hours; in their rest time none lands in any mode.

    A law names no mode: which one carries it out is Farflung's reading, and flags like the rest of a rule.
    """

    HOLD = "hold"  # it waits for the recipient's own working time
    MUTE = "mute"  # it lands at once without a sound, where it can wait: mail or inbox, never a push
    FREE = "free"  # it lands at once

    @property
    def strictness(self) -> int:
        """Larger is stricter: of two modes that hold, that one decides."""
        return (Mode.FREE, Mode.MUTE, Mode.HOLD).index(self)


class Scope(StrEnum):
    """Whose employees a headcount rule counts."""

    COUNTRY = "country"  # the employer's staff in that country or region
    ENTITY = "entity"  # the staff of one legal entity (there, unless notes say more)
    ESTABLISHMENT = "establishment"  # the staff of one site or operational unit
    UNION = "union"  # the staff of all EU members together


class Evidence(StrEnum):
    """What our reading of the rule was last compared with."""

    OFFICIAL = "official"  # the law's own wording, or its regulator's guidance
    SECONDARY = "secondary"  # a published summary that cites the law
    UNCONFIRMED = "unconfirmed"  # taken down as known, not yet compared: expires sooner


class Precision(StrEnum):
    """How exactly the first day of a rule is known."""

    DAY = "day"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Source:
    """Where it is written: name of the law, article, official address (https; "" if our own)."""

    name: str
    article: str
    url: str

    def __str__(self) -> str:
        return f"{self.name}, {self.article}" if self.article else self.name


@dataclass(frozen=True, slots=True)
class Threshold:
    """A bound on one measure: `at_least` and/or `at_most`, both inclusive, or `more_than`, which is not.

    Hours are elapsed hours, employees may be fractional where part-timers count
    as half. `per` is the period counted ("day", "24 hours", "week", "16 weeks"), and
    `average_weeks` the reference period when the bound holds on average only.
    `nights` is the number of night shifts from which the bound holds: in a row for a rest after nights,
    in the reference period for averages. `ends_after` leaves out night shifts that end by that local time.
    """

    measure: Measure
    unit: str
    at_least: float | None = None
    at_most: float | None = None
    per: str = ""
    average_weeks: int | None = None
    more_than: float | None = None
    nights: int | None = None
    ends_after: time | None = None

    @property
    def value(self) -> float:
        """The bound a person is told first: the lower one where there are two."""
        bounds = (bound for bound in (self.at_least, self.more_than, self.at_most) if bound is not None)
        return next(bounds)  # the reader refuses a threshold without a bound

    @property
    def weeks(self) -> int | None:
        """How many weeks `per` is, a year being 52; None for a period that is no number of weeks."""
        named = {"week": 1, "year": WEEKS_OF_YEAR}
        number, _, word = self.per.partition(" ")
        return int(number) if word == "weeks" else named.get(self.per)

    def holds(self, amount: float) -> bool:
        """Whether `amount` lies within the bounds."""
        above = self.at_least is None or amount >= self.at_least
        over = self.more_than is None or amount > self.more_than
        return above and over and (self.at_most is None or amount <= self.at_most)


@dataclass(frozen=True, slots=True)
class NightWindow:
    """Night time on the wall clock, `start` inclusive to `end` exclusive, over midnight or not."""

    start: time
    end: time

    def contains(self, local: time) -> bool:
        """Whether a wall-clock time of day falls in the night."""
        if self.start < self.end:
            return self.start <= local < self.end
        return local >= self.start or local < self.end


@dataclass(frozen=True, slots=True)
class Rule:
    """One dated rule with its source.

    `jurisdiction` is an ISO 3166 country ("DE"), a region ("US-CA"), a city ("US-WA/Seattle"), or "EU";
    `also` names groups it reaches besides ("EEA"). `applies_if`, when not empty,
    is a condition our data cannot test: whoever shows the rule must say it.
    `replaces` lists ids of wider rules that this one carries out nationally. `mode` is for rules on
    disconnecting: how messages are held to carry the rule out; None where it bears on no single message.
    """

    id: str
    topic: Topic
    jurisdiction: str
    measure: Measure
    effect: Effect
    title: str
    means: str
    source: Source
    evidence: Evidence
    checked: date
    expires: date
    effective_from: date
    effective_until: date | None = None
    precision: Precision = Precision.DAY
    thresholds: tuple[Threshold, ...] = ()
    window: NightWindow | None = None
    scope: Scope | None = None
    applies_if: str = ""
    counted: str = ""
    notes: str = ""
    also: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    mode: Mode | None = None

    @property
    def value(self) -> float | None:
        """The first threshold's bound, or None where the law sets no figure."""
        return self.thresholds[0].value if self.thresholds else None

    def status(self, on: date) -> Status:
        """How the rule stands on `on`; every date is inclusive.

        Past `expires` the answer is "unknown": the law may have changed since we
        looked. An end that the law itself has set is known, so it comes first.
        """
        if on < self.effective_from:
            return "not yet"
        if self.effective_until is not None and on > self.effective_until:
            return "ended"
        return "unknown" if on > self.expires else "in force"

    def reached_by(self, employees: float) -> bool:
        """Whether a headcount lies within every bound on employees (a headcount rule)."""
        bounds = [t for t in self.thresholds if t.measure is Measure.EMPLOYEES]
        return bool(bounds) and all(bound.holds(employees) for bound in bounds)

    def matches(self, jurisdictions: frozenset[str]) -> bool:
        """Whether the rule is of one of these jurisdictions, itself or by `also`."""
        return self.jurisdiction in jurisdictions or not jurisdictions.isdisjoint(self.also)
