"""What lands later: holidays, stays and absences of a person and of those they work with."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from farflung.engine.atlas import Atlas
from farflung.engine.atlas.whereabouts import known
from farflung.engine.model import Person
from farflung.engine.time import CivilTime

OWN, OTHERS = timedelta(days=60), timedelta(days=10)
"""How far ahead one's own days are shown, and those of others."""


class What(StrEnum):
    """The kinds of what is ahead."""

    HOLIDAY = "holiday"
    STAY = "stay"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Ahead:
    """From `first` to `last` (local dates, inclusive; `last` None: until further notice).

    `who` are names, empty for the reader. `place` is where a stay leads, or whose holiday it is; `title` the
    name of the holiday, `estimated` where its date may still change.
    """

    what: What
    first: date
    last: date | None
    who: tuple[str, ...] = ()
    place: str = ""
    title: str = ""
    estimated: bool = False

    @property
    def order(self) -> tuple[date, bool, str]:
        """Soonest first, the reader's own before others'."""
        return self.first, bool(self.who), self.what


def ahead(atlas: Atlas, person: Person, others: Sequence[Person], now: datetime) -> tuple[Ahead, ...]:
    """Everything ahead, soonest first."""
    own = _of(atlas, person, now, OWN)
    theirs = [(item, other.name) for other in others for item in _of(atlas, other, now, OTHERS)]
    return tuple(sorted((*own, *_together(theirs)), key=lambda item: item.order))


def ahead_of(atlas: Atlas, person: Person, now: datetime) -> tuple[Ahead, ...]:
    """What is ahead of one person, for who looks at them: as far as one's own days are shown."""
    theirs = ((item, person.name) for item in _of(atlas, person, now, OWN))
    return tuple(sorted(_together(theirs), key=lambda item: item.order))


def _of(atlas: Atlas, person: Person, now: datetime, reach: timedelta) -> Iterator[Ahead]:
    today = CivilTime.of(now, atlas.zone_of(person, now)).date
    last = today + reach
    yield from _holidays(atlas, person, today, last)
    for stay in known(atlas.stays_of(person), None):
        if stay.start <= last and (stay.end is None or stay.end >= today) and stay.start > today - OWN:
            yield Ahead(What.STAY, stay.start, stay.end, place=stay.place.label)
    for absence in atlas.absences_of(person):
        if absence.start <= last and absence.end >= today:
            yield Ahead(What.AWAY, absence.start, absence.end)


def _holidays(atlas: Atlas, person: Person, today: date, last: date) -> Iterator[Ahead]:
    """Public holidays on days on which the person would work, but for those that they swapped."""
    calendar = atlas.calendar(person.place)
    for holiday in calendar.between(today, last) if calendar else ():
        pattern = person.pattern_on(holiday.date)
        works = pattern is not None and holiday.date.weekday() in pattern.weekdays
        if works and person.keeps_holiday(holiday.date):
            yield Ahead(
                What.HOLIDAY, holiday.date, holiday.date,
                place=person.place.label, title=holiday.name, estimated=holiday.estimated,
            )  # fmt: skip


def _together(found: Iterable[tuple[Ahead, str]]) -> Iterator[Ahead]:
    """The same thing for several people is one line."""
    who: dict[Ahead, list[str]] = {}
    for item, name in found:
        who.setdefault(item, []).append(name)
    for item, names in who.items():
        yield Ahead(
            item.what, item.first, item.last, tuple(names), item.place, item.title, item.estimated
        )  # fmt: skip
