"""What is planned: who is meant to be there when, before anybody is off."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from weakref import WeakKeyDictionary

from farflung.engine.atlas import Atlas, UnknownPersonError
from farflung.engine.atlas.duty import stands
from farflung.engine.atlas.presence import working_spans
from farflung.engine.model import CoverageRule, HolidayCalendar, Person, Place, Shift
from farflung.engine.time import Span

_Hours = dict[tuple[object, ...], tuple[tuple[Span, str], ...]]
_hours: WeakKeyDictionary[Atlas, _Hours] = WeakKeyDictionary()

_GRID_FROM = 40
"""From so many people on, those who share all their hours are looked at once, through the grid's rows."""


@dataclass(frozen=True, slots=True, order=True)
class Stint:
    """One planned stretch from `start` to `end`, by the clocks of `zone`. Nobody in `people`: unfilled.

    `stands` says that a public holiday does not take its holder off: it was placed on that very date by
    hand, or it is standby. `shift` is None where the stint comes from somebody's working hours.
    """

    start: datetime
    end: datetime
    people: tuple[str, ...]
    zone: str
    stands: bool = False
    shift: Shift | None = field(default=None, compare=False)

    @property
    def span(self) -> Span:
        """The same as elapsed time."""
        return Span(self.start, self.end)


def same_name(left: str, right: str) -> bool:
    """Whether two names of a duty, a skill or a team mean the same: case and outer spaces do not count."""
    return left.strip().casefold() == right.strip().casefold()


def known_person(atlas: Atlas, key: str) -> Person | None:
    """The person of that id, or None where a rota names somebody who is not among the people."""
    try:
        return atlas.person(key)
    except UnknownPersonError:
        return None


def stints_of_shift(atlas: Atlas, shift: Shift, window: Span) -> list[Stint]:
    """Every occurrence of a shift that overlaps the window."""
    recurrence, people = shift.recurrence, (shift.person,) if shift.person else ()
    return [
        Stint(item.start, item.end, people, recurrence.zone, stands(shift, item), shift)
        for item in atlas.occurrences(shift, window)
        if item.start < item.end
    ]


def stints_of_hours(atlas: Atlas, people: tuple[str, ...], window: Span) -> list[Stint]:
    """The working hours of a group who share all of them, as planned: holidays and absences still in."""
    person = atlas.person(people[0])
    pieces = atlas.whereabouts(person, window)
    where = tuple((piece.start, piece.end, piece.place.zone) for piece in pieces)
    known = _hours.setdefault(atlas, {})
    key = (where, person.patterns, person.started, person.ended)
    if key not in known:  # thousands of people have a few hundred weeks between them
        known[key] = tuple(
            (span, piece.place.zone)
            for piece in pieces
            for span in working_spans(person, [piece], (), _no_calendar, atlas.zones)
        )
    return [Stint(span.start, span.end, people, zone) for span, zone in known[key]]


def _no_calendar(_: Place) -> HolidayCalendar | None:
    return None


def planned(atlas: Atlas, rule: CoverageRule, window: Span) -> Iterator[Stint]:
    """The supply that the rule looks at: the shifts of its duty, else the working hours of its team."""
    if rule.duty is not None:
        names = {name for name in {shift.duty for shift in atlas.shifts} if same_name(name, rule.duty)}
        for shift in atlas.shifts:
            if shift.duty in names:
                yield from stints_of_shift(atlas, shift, window)
        return
    for group in _groups(atlas, team_of(atlas, rule), window):
        yield from stints_of_hours(atlas, group, window)


def team_of(atlas: Atlas, rule: CoverageRule) -> tuple[str, ...]:
    """The ids of the people of the rule's team who have its skills and languages; everybody for no team."""
    people = [person.id for person in atlas.people]
    if rule.team is not None:
        teams = (ids for name, ids in atlas.members.items() if same_name(name, rule.team))
        people = [person for ids in teams for person in ids if known_person(atlas, person)]
    return tuple(key for key in people if not missing_for(rule, atlas.person(key)))


def asks(rule: CoverageRule) -> bool:
    """Whether a rule asks for any skill or language."""
    return bool(rule.skills or rule.languages or rule.speaks)


def missing_for(rule: CoverageRule, person: Person) -> tuple[str, ...]:
    """The skills and languages that the rule needs and the person has not, as the rule writes them.

    Of languages one of which is enough, all in one: "French or English".
    """
    if not asks(rule):
        return ()
    missing = [*person.lacks(rule.skills, rule.languages)]
    if rule.speaks and len(person.lacks(rule.speaks)) == len(rule.speaks):
        missing.append(" or ".join(sorted(rule.speaks)))
    return tuple(missing)


def counts(rule: CoverageRule, person: Person, atlas: Atlas) -> bool:
    """Whether the working hours of a person, who may be new, count for a rule about a team."""
    if missing_for(rule, person):
        return False
    wanted = rule.team
    if wanted is None or any(same_name(name, wanted) for name in person.teams):
        return True
    return any(person.id in ids for name, ids in atlas.members.items() if same_name(name, wanted))


def _groups(atlas: Atlas, people: tuple[str, ...], window: Span) -> list[tuple[str, ...]]:
    if len(people) < _GRID_FROM:
        return [(person,) for person in people]
    grid = atlas.grid(window)
    groups: dict[int, list[str]] = {}
    for person in people:
        groups.setdefault(int(grid.row_of[grid.index[person]]), []).append(person)
    return [tuple(group) for group in groups.values()]
