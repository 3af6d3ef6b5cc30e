"""When a message may land, for one or for a hundred thousand.

A message lands at the first moment, at or after its posting, that is open to it: in the recipient's own
working time outside their rest window; where the company and the country let it, outside their hours too;
and in a turn of duty if it is urgent. So posting later never lands earlier, and nothing lands in rest time
(N3) but what is urgent and finds its recipient on duty.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.atlas.alike import PatternNumbers
from farflung.engine.atlas.duty import turns
from farflung.engine.atlas.presence import HORIZON
from farflung.engine.flow.agreed import Agreements
from farflung.engine.flow.messages import HeldBy, Landing, Message, Urgency
from farflung.engine.flow.modes import Modes
from farflung.engine.flow.openings import Openings, Times, away_time, less, rest_of, without_absences
from farflung.engine.model import Person
from farflung.engine.time import CivilTime, Span, as_instant

AHEAD = timedelta(days=10)
"""So far beyond the last posting nearly everything lands; the rest is looked for in growing steps."""

_DAY = timedelta(days=1)
_NEVER = Times.of(())


def landing(atlas: Atlas, message: Message, modes: Modes) -> Landing:
    """When one message lands, and why then; `UnknownPersonError` where nobody has the recipient's id."""
    return Landings(atlas, modes).of([message])[0]


def landings(atlas: Atlas, messages: Sequence[Message], modes: Modes) -> list[Landing]:
    """The same for many, in their order: people of the same hours and place are computed once."""
    return Landings(atlas, modes).of(messages)


class Landings:
    """Answers about one Atlas under one set of modes; keep it for as long as these hold."""

    def __init__(self, atlas: Atlas, modes: Modes) -> None:
        self._atlas, self._modes = atlas, modes
        self._agreements = Agreements(atlas)
        self._patterns = PatternNumbers()
        self._shared: dict[Hashable, Openings] = {}
        self._rest: dict[Hashable, Times] = {}
        self._own: dict[tuple[str, Span], Openings] = {}
        self._duty: dict[tuple[str, Span], Times] = {}
        self._clocks: dict[tuple[str, datetime], CivilTime] = {}

    def of(self, messages: Sequence[Message]) -> list[Landing]:
        """When each lands, in the order given."""
        if not messages:
            return []
        posted = [as_instant(message.posted) for message in messages]
        window = _days(min(posted), max(posted) + AHEAD)
        self._learn_duties({m.recipient for m in messages if m.urgency is Urgency.URGENT}, window)
        by_recipient: dict[str, list[int]] = {}
        for number, message in enumerate(messages):
            by_recipient.setdefault(message.recipient, []).append(number)
        found: dict[int, Landing] = {}
        for recipient, numbers in by_recipient.items():
            person = self._atlas.person(recipient)
            opened = self._openings(person, window)
            for number in numbers:
                found[number] = self._one(person, opened, messages[number], posted[number])
        return [found[number] for number in range(len(messages))]

    def _one(self, person: Person, opened: Openings, message: Message, posted: datetime) -> Landing:
        urgent = message.urgency is Urgency.URGENT
        duty = self._turns(person, opened.window) if urgent else _NEVER
        at, found = opened.open.first(posted), opened
        if urgent:
            at = _sooner(at, duty.first(posted))
        if at is None:
            at, found, duty = self._later(person, posted, opened.window, urgent=urgent)
        held = HeldBy.NOTHING if at == posted else opened.held_by(posted)
        ruling = opened.ruling(posted)
        if at is None:
            return Landing(message, None, None, held, mode=ruling.mode, basis=ruling.basis)
        called = urgent and at in duty and at not in found.loud
        muted = not called and at in found.quiet
        local = self._local(found.zone(at), at)
        return Landing(message, at, local, held, muted, called, ruling.mode, ruling.basis)

    def _later(
        self, person: Person, posted: datetime, window: Span, *, urgent: bool
    ) -> tuple[datetime | None, Openings, Times]:
        """Beyond the window, as far as the horizon: for leave of months, and for who works no more."""
        found, duty = self._openings(person, window), _NEVER
        begin = self._after_leave(person, window.end)
        for later in _growing(begin, posted + HORIZON):
            found = self._openings(person, later)
            if urgent:
                self._learn_duties({person.id}, later)
                duty = self._turns(person, later)
            at = _sooner(found.open.first(later.start), duty.first(later.start))
            if at is not None:
                return (at if at < posted + HORIZON else None), found, duty
        return None, found, duty

    def _after_leave(self, person: Person, at: datetime) -> datetime:
        """Where to look on: in leave that has begun everywhere and is over nowhere yet nothing is open."""
        for absence in sorted(self._atlas.absences_of(person), key=lambda one: one.start):
            before = absence.end - _DAY  # its last date begins fourteen hours earlier in Kiritimati
            if absence.start <= at.date() - 2 * _DAY and before > at.date():
                at = datetime.combine(before, time(), tzinfo=UTC)
        return at

    def _openings(self, person: Person, window: Span) -> Openings:
        own = self._own.get((person.id, window))
        if own is None:
            away = away_time(self._atlas, person, window)
            own = self._own[person.id, window] = less(self._whole(person, window), away)
        return own

    def _whole(self, person: Person, window: Span) -> Openings:
        """Without leave, found once for all who are alike."""
        atlas, place, agreed = self._atlas, person.place, self._agreements.of(person)
        if atlas.stays_of(person):
            rest = rest_of(atlas, person, window)
            return without_absences(atlas, person, window, self._modes, agreed, rest)
        resting = (window, place.zone, person.rest)
        if resting not in self._rest:
            self._rest[resting] = rest_of(atlas, person, window)
        key = (
            *resting, place.country, place.subdivision, self._patterns.number(person), person.swaps,
            *(id(rule) for _, rule in agreed.rules), *_employed(person, window),
        )  # fmt: skip
        if key not in self._shared:
            rest = self._rest[resting]
            self._shared[key] = without_absences(atlas, person, window, self._modes, agreed, rest)
        return self._shared[key]

    def _learn_duties(self, people: set[str], window: Span) -> None:
        """When these are on duty, from one look at the shifts."""
        new = {person for person in people if (person, window) not in self._duty}
        spans: dict[str, list[Span]] = {person: [] for person in new}
        for turn in turns(self._atlas, window, new) if new else ():
            spans[turn.person].append(turn.span)
        self._duty.update({(person, window): Times.of(held) for person, held in spans.items()})

    def _turns(self, person: Person, window: Span) -> Times:
        return self._duty[person.id, window]

    def _local(self, zone: str, at: datetime) -> CivilTime:
        """What clocks show; hundreds of messages wait for the same moment of a place."""
        found = self._clocks.get((zone, at))
        if found is None:
            found = self._clocks[zone, at] = CivilTime.of(at, self._atlas.zones.zone(zone))
        return found


def _sooner(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


def _days(first: datetime, last: datetime) -> Span:
    """Whole UTC dates around two instants, so that what is asked all day long is known by the same window."""
    start = datetime.combine(first.date(), time(), tzinfo=UTC)
    return Span(start, datetime.combine(last.date(), time(), tzinfo=UTC) + _DAY)


def _growing(begin: datetime, limit: datetime) -> Iterator[Span]:
    step = timedelta(days=32)
    while begin < limit:
        yield Span(begin, begin + step)
        begin, step = begin + step, step * 4


def _employed(person: Person, window: Span) -> Iterable[object]:
    """First and last day of employment where they matter in the window; else everybody would be alone."""
    first, last = (window.start - 4 * _DAY).date(), (window.end + 4 * _DAY).date()
    yield person.started if person.started and person.started > first else None
    yield person.ended if person.ended and person.ended < last else None
