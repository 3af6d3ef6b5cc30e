"""The rotations of a rota file as turns: who is on when, who is second, who took over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NoReturn

from farflung.engine.atlas import Atlas
from farflung.engine.rota.rotated import Override, overridden, seconds_on, turns_on
from farflung.engine.rota.turn import Turn
from farflung.engine.rotation import Rotation, Unit
from farflung.engine.said import Said, SaidError, said, why
from farflung.engine.time import CivilTime, Span
from farflung.engine.time.civil import local_span
from farflung.intake.agreement.yaml_tree import Path
from farflung.intake.rota_file.messages import SEE
from farflung.intake.rota_file.people import Named
from farflung.intake.rota_file.schema import Joins, Leaves, Overrides, RotaFile, Second, Turning

_DAY = timedelta(days=1)
_NO_CLOCK = "UTC"
"""Counts the dates of a list that is handed over by everybody's own clock."""


@dataclass(frozen=True, slots=True)
class About:
    """What turns are made for: people of the Map, from when to when; `first` is the plan's first date."""

    atlas: Atlas
    named: Named
    people: Sequence[str]
    window: Span
    first: date


def seconds_of(says: RotaFile) -> frozenset[str]:
    """The duties on which a rotation of another duty names who is second."""
    rotations = (duty.rotation for duty in says.duties if duty.rotation is not None)
    return frozenset(one.second.duty for one in rotations if one.second is not None)


def turns_in(says: RotaFile, about: About) -> Iterator[Turn]:
    """The turns of every duty that is a rotation; what cannot be used is told where it stands."""
    for number, duty in enumerate(says.duties):
        if duty.rotation is not None:
            path: Path = ("duties", number, "rotation")
            try:
                yield from _Duty(about, duty.duty, duty.rotation, path).turns()
            except _ToldError:
                continue
            except ValueError as error:
                about.named.tell(path, why(error), SEE, "")


class _ToldError(Exception):
    """What is wrong was told already, where it stands."""


@dataclass(frozen=True, slots=True)
class _Duty:
    about: About
    duty: str
    says: Turning
    path: Path

    def turns(self) -> Iterator[Turn]:
        """First and second; raises `SaidError` where the rotation is none."""
        about, second = self.about, self.says.second
        rotation = self._joined(self._rotation(self.says, self._ids(self.says.members, self.path)))
        overrides = tuple(self._overrides(rotation, self.says.overrides, self.path))
        firsts = turns_on(rotation, self.duty, about.window, about.atlas, overrides)
        yield from firsts
        if second is not None:
            other = self._second(second, rotation)
            found = seconds_on(rotation, second.duty, about.window, about.atlas, other, overrides)
            path: Path = (*self.path, "second")
            taken = tuple(self._overrides(other or rotation, second.overrides, path))
            found = overridden(found, taken, about.atlas)
            _apart(firsts, found, about.atlas)
            yield from found

    # --- the list and its handover --------------------------------------------------

    def _rotation(self, says: Turning, members: tuple[str, ...]) -> Rotation:
        zone, minute = _zone(says), says.handover[1]
        if says.own_clock and says.every.unit is Unit.HOUR:
            raise SaidError(said("turns of hours are not handed over by everybody's own clock: give a zone"))
        atlas = self.about.atlas
        clocks = ((key, atlas.person(key).place.zone) for key in dict.fromkeys(members))
        start = CivilTime(self._first(says), time(minute // 60, minute % 60), zone)
        return Rotation(
            self.duty, members, start, says.every, says.active or None, buffer=says.buffer or timedelta(),
            clocks=tuple(clocks) if says.own_clock else (),
        )  # fmt: skip

    def _first(self, says: Turning) -> date:
        """Of the first handover; where a weekday is named, the last such one up to the plan's first date."""
        weekday, started = says.handover[0], says.started
        if weekday is None:
            return started or self.about.first
        if says.every.unit is not Unit.WEEK:
            raise SaidError(said("a weekday fits turns of weeks: leave it out, or write every: week"))
        if started is None:
            return self.about.first - (self.about.first.weekday() - weekday) % 7 * _DAY
        if started.weekday() != weekday:
            raise SaidError(
                said("the first handover, on {day}, is not on the weekday that 'handover' names", day=started)
            )
        return started

    def _joined(self, rotation: Rotation) -> Rotation:
        """The list as people come and go, from the first handover of each date on; leavers first."""
        edits: list[tuple[date, int, int, Joins | Leaves]] = [
            *((one.at, 0, number, one) for number, one in enumerate(self.says.leaves)),
            *((one.at, 1, number, one) for number, one in enumerate(self.says.joins)),
        ]
        found, members = rotation, rotation.members
        for at, _, number, edit in sorted(edits, key=lambda one: one[:3]):
            if isinstance(edit, Joins):
                members = self._with(members, edit, (*self.path, "joins", number))
            else:
                members = self._without(members, edit, (*self.path, "leaves", number))
            found = found.revised(members, self._at(rotation, at).start)
        return found

    def _with(self, members: tuple[str, ...], join: Joins, path: Path) -> tuple[str, ...]:
        person = self._id(join.person, (*path, "person"))
        if person in members:
            self._there_already(join, path)
        if join.after is None:
            return (*members, person)
        place = self._place(members, join.after, join.at, (*path, "after")) + 1
        return (*members[:place], person, *members[place:])

    def _there_already(self, join: Joins, path: Path) -> NoReturn:
        """Whoever takes two turns on purpose stands twice in `members`; to join twice is a slip."""
        message = said("{name} is in the list on {day} already", name=join.person, day=join.at)
        remedy = said("Leave it out, or name in `leaves` when they go first.")
        self.about.named.tell((*path, "person"), message, remedy, join.person)
        raise _ToldError

    def _without(self, members: tuple[str, ...], leave: Leaves, path: Path) -> tuple[str, ...]:
        place = self._place(members, leave.person, leave.at, (*path, "person"))
        left = tuple(member for member in members if member != members[place])
        if not left:
            message = said("nobody would be left in the list on {day}", day=leave.at)
            self.about.named.tell(path, message, said("Name who takes over in `joins`."), leave.person)
            raise _ToldError
        return left

    def _place(self, members: tuple[str, ...], name: str, day: date, path: Path) -> int:
        """Where in the list somebody stands; who is not in it is told, with who is."""
        person = self._id(name, path)
        if person in members:
            return members.index(person)
        names = tuple(self.about.atlas.person(key).name for key in members)
        message = said(
            "{name} is not in the list on {day}; in it are {names}", name=name, day=day, names=names
        )
        self.about.named.tell(path, message, SEE, name)
        raise _ToldError

    def _at(self, rotation: Rotation, day: date) -> Span:
        """A date by the clock of the list, from midnight to midnight."""
        return local_span(day, 0, 1440, self.about.atlas.zones.zone(rotation.start.zone))

    # --- second, and who took over ----------------------------------------------------

    def _second(self, says: Second, first: Rotation) -> Rotation | None:
        if says.duty == self.duty:
            raise SaidError(said("who is second is on a duty of its own: give it another name"))
        if not says.members:
            if says.every or says.handover or says.started:
                raise SaidError(said("the second has a handover of its own only with 'members' of its own"))
            return None
        handover = says.handover
        if handover is None and says.every is not None and says.every.unit is not Unit.WEEK:
            handover = (None, self.says.handover[1])  # a weekday is of the first list's weeks
        same = {"every": says.every, "handover": handover, "started": says.started}
        own = self.says.model_copy(update={key: value for key, value in same.items() if value is not None})
        found = self._rotation(own, self._ids(says.members, (*self.path, "second")))
        if (found.members, found.start, found.cadence) == (first.members, first.start, first.cadence):
            raise SaidError(
                said("the second list is the first once more: leave it out, and the next in line is second")
            )
        return found

    def _overrides(self, rotation: Rotation, given: Sequence[Overrides], above: Path) -> Iterator[Override]:
        """From the handover's time on the first date to the same time after the last, by the list's clock."""
        for number, says in enumerate(given):
            path: Path = (*above, "overrides", number)
            person = self._id(says.person, (*path, "person"))
            last = says.until or says.from_
            if last < says.from_:
                message = said(
                    "an override until {last} cannot begin on {first}", last=last, first=says.from_
                )
                raise SaidError(message)
            begin, end = (self._handed(rotation, day) for day in (says.from_, last + _DAY))
            yield Override(Span(begin, end), person)

    def _handed(self, rotation: Rotation, day: date) -> datetime:
        minute = rotation.start.time.hour * 60 + rotation.start.time.minute
        zone = self.about.atlas.zones.zone(rotation.start.zone)
        return local_span(day, minute, minute + 1440, zone).start

    # --- who --------------------------------------------------------------------------

    def _ids(self, names: Sequence[str], path: Path) -> tuple[str, ...]:
        if not names:
            raise SaidError(said("a rotation has members: name who takes turns, in their order"))
        tried = [self._planned(name, (*path, "members")) for name in names]
        found = tuple(key for key in tried if key is not None)
        if len(found) < len(tried):
            raise _ToldError
        return found

    def _id(self, name: str, path: Path) -> str:
        found = self._planned(name, path)
        if found is None:
            raise _ToldError
        return found

    def _planned(self, name: str, path: Path) -> str | None:
        """The id of somebody who is planned for; what is wrong with the name is told."""
        person = self.about.named.one(name, path)
        if person is not None and person not in self.about.people:
            message = said("{name} is not among the people to plan for", name=name)
            self.about.named.tell(path, message, SEE, name)
            return None
        return person


def _apart(firsts: Sequence[Turn], seconds: Sequence[Turn], atlas: Atlas) -> None:
    """Raises `SaidError` where an override puts somebody on both calls."""
    for first in firsts:
        for second in (s for s in seconds if s.shift.span.overlaps(first.shift.span)):
            if first.shift.person == second.shift.person:
                start = max(first.shift.span.start, second.shift.span.start)
                person = atlas.person(first.shift.person)
                raise SaidError(
                    said(
                        "{person} would be first and second at once on {day}: override one of them",
                        person=person.name, day=atlas.local(person, start).date,
                    )
                )  # fmt: skip


def _zone(says: Turning) -> str:
    if says.own_clock and says.in_ is not None:
        raise SaidError(said("'in' and 'own clock' answer the same question: leave one of them out"))
    if not says.own_clock and says.in_ is None:
        raise SaidError(said("say by which clock it is handed over: in: Europe/Lisbon, or own clock: true"))
    return says.in_ or _NO_CLOCK


def begun(says: RotaFile) -> Iterator[Said]:
    """What nobody said: when a rotation began."""
    for duty in says.duties:
        if duty.rotation is not None and duty.rotation.started is None and duty.rotation.members:
            yield said(
                "{duty}: the list begins with the plan; `started` names the date of its first handover",
                duty=duty.duty,
            )  # fmt: skip
