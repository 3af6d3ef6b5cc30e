"""When a message lands: for the gateway, which delivers by it, and for its sender, who is told less.

The only place of the server that asks the engine. A sender is told by the hours that colleagues see anyway,
for when somebody rests is nobody else's (N15).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from farflung.engine.atlas import Atlas, NoWorkingTimeError
from farflung.engine.flow import Basis, HeldBy, Landing, Landings, Message, Modes, Urgency, on_duty
from farflung.engine.model import Person
from farflung.engine.time import Zone
from farflung.rulepacks import load_packs
from farflung.server.clock.planning.agreements import with_agreements


@dataclass(frozen=True, slots=True)
class Ask:
    """A message: to whom (an id on the map), from when on, and whether it is urgent."""

    person: str
    since: datetime
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Lands:
    """`at` is when it may reach the recipient, `promised` what the sender is told; None: not within a
    year."""

    at: datetime | None
    promised: datetime | None


NEVER = Lands(None, None)


@dataclass(frozen=True, slots=True)
class Held:
    """What holds a message, for its recipient alone; `rules` are those of their country that bear on it."""

    by: HeldBy
    rules: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Somebody whom something urgent reaches now, with the clock where they are."""

    person: Person
    duty: str
    zone: Zone
    place: str


@dataclass(frozen=True, slots=True)
class ForSender:
    """What a sender is shown before and after sending. `zone` and `place` are the recipient's as it lands.

    `at_once`: the recipient is at work, or on duty and it is urgent; `reachable`: they are on duty. `rota`:
    whether anybody's duties are known.
    """

    at: datetime | None
    zone: Zone
    place: str
    at_once: bool
    on_duty: tuple[OnDuty, ...]
    reachable: bool
    rota: bool


@cache
def _modes() -> Modes:
    """What the company and the countries hold; the packs do not change while a process runs."""
    return Modes(load_packs())


class Desk:
    """Answers about one map: what is worked out for one batch of messages is known for the next."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self._known = {person.id for person in atlas.people}
        self._engine, self._at_work = Landings(with_agreements(atlas), _modes()), AtWork(atlas)

    def held(self, asked: Iterable[Ask]) -> list[Held]:
        """What held each of many when it was written, in their order; nothing for who is not on the map."""
        return [self._held(ask) for ask in asked]

    def _held(self, ask: Ask) -> Held:
        if ask.person not in self._known:
            return Held(HeldBy.NOTHING, ())
        (found,) = self._engine.of([_message(ask)])
        return Held(found.held_by, found.basis)

    def lands(self, asked: Iterable[Ask]) -> list[Lands]:
        """When each of many lands, in their order. Who is not on the map has left: never."""
        asks = list(asked)
        there = [n for n, ask in enumerate(asks) if ask.person in self._known]
        found = [NEVER] * len(asks)
        for n, landing in zip(there, self._engine.of([_message(asks[n]) for n in there]), strict=True):
            found[n] = Lands(landing.at, _promised(self._at_work, landing))
        return found


def lands(atlas: Atlas, asked: Iterable[Ask]) -> list[Lands]:
    """The same for who asks once."""
    return Desk(atlas).lands(asked)


def _message(ask: Ask) -> Message:
    return Message(ask.person, ask.since, Urgency.URGENT if ask.urgent else Urgency.ORDINARY)


class AtWork:
    """When people are next at work; of one person, from an instant until then, it is the same."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas, self._known = atlas, dict[str, tuple[datetime, datetime]]()

    def after(self, person: str, since: datetime) -> datetime | None:
        """The instant; None: not within a year."""
        asked, at = self._known.get(person, (since, since))
        if asked <= since < at:
            return at
        try:
            at = self._atlas.next_working(self._atlas.person(person), since)
        except NoWorkingTimeError:
            return None
        self._known[person] = since, at
        return at


def _promised(at_work: AtWork, landing: Landing) -> datetime | None:
    """Without the recipient's rest: when they are next at work, as everybody may see."""
    if landing.at is None or landing.called or landing.now:
        return landing.at
    at = at_work.after(landing.message.recipient, landing.message.posted)
    return landing.at if at is None else min(landing.at, at)


def for_sender(atlas: Atlas, other: Person, now: datetime, *, urgent: bool = False) -> ForSender:
    """What somebody who writes now is shown."""
    (found,) = lands(atlas, [Ask(other.id, now, urgent)])
    at = found.promised
    place = atlas.where(other, at or now).place
    duty = _duties(atlas, now, other)
    return ForSender(
        at=at, zone=atlas.zones.zone(place.zone), place=place.label, at_once=at == now, on_duty=duty,
        reachable=any(one.person == other for one in duty), rota=bool(atlas.shifts),
    )  # fmt: skip


def _duties(atlas: Atlas, now: datetime, near: Person) -> tuple[OnDuty, ...]:
    if not atlas.shifts:
        return ()
    turns = on_duty(atlas, now, near).now
    known = {person.id for person in atlas.people}
    return tuple(_on_duty(atlas, turn.person, turn.duty, now) for turn in turns if turn.person in known)


def _on_duty(atlas: Atlas, key: str, duty: str, now: datetime) -> OnDuty:
    person = atlas.person(key)
    place = atlas.where(person, now).place
    return OnDuty(person, duty, atlas.zones.zone(place.zone), place.label)
