"""The roster as it will really be: what is planned, less whoever is off."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from operator import attrgetter
from weakref import WeakKeyDictionary

from farflung.engine.atlas import Atlas, Change
from farflung.engine.atlas.off import Off, OffKind, off_time
from farflung.engine.coverage.stints import (
    Stint,
    asks,
    counts,
    known_person,
    missing_for,
    planned,
    stints_of_hours,
    stints_of_shift,
)
from farflung.engine.model import CoverageRule, Person, Shift
from farflung.engine.said import NOTHING
from farflung.engine.said_values import enumerated
from farflung.engine.time import Span, clipped, difference, merged

_ORDER = attrgetter("start", "end", "people")

MARGIN = timedelta(days=8)
"""How far around a window the roster is looked at: a hole's neighbours may be a long weekend away."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A part of a stint that nobody fills although somebody was meant to, and why."""

    span: Span
    stint: Stint
    off: Off


@dataclass(frozen=True, slots=True)
class Present:
    """`people` are there through the whole of `span`: one person, or a group with the same hours.

    `stint` is what was planned, of which the span is the whole or a part.
    """

    span: Span
    people: tuple[str, ...]
    stint: Stint


@dataclass(frozen=True, slots=True)
class Roster:
    """`planned` is sorted by start and includes unfilled stints; all of it in the window and around it."""

    rule: CoverageRule
    planned: tuple[Stint, ...]
    present: tuple[Present, ...]
    lost: tuple[Lost, ...]


OffOf = Callable[[str], Sequence[Off]]
_cache: WeakKeyDictionary[Atlas, dict[tuple[CoverageRule, Span], Roster]] = WeakKeyDictionary()
_off: WeakKeyDictionary[Atlas, dict[Span, dict[str, tuple[Off, ...]]]] = WeakKeyDictionary()


def roster_of(atlas: Atlas, rule: CoverageRule, window: Span) -> Roster:
    """The roster that the rule looks at, in the window and `MARGIN` around it; made once per Atlas."""
    made = _cache.setdefault(atlas, {})
    supply = replace(rule, name="", minimum=1, maximum=None, window=None, zone=None)
    if (supply, window) not in made:
        stints = planned(atlas, rule, around(window))
        made[supply, window] = _filled(rule, stints, off_lookup(atlas, around(window)), atlas)
    found = made[supply, window]
    return Roster(rule, found.planned, found.present, found.lost)


def around(window: Span) -> Span:
    """The window with `MARGIN` on both sides."""
    return Span(window.start - MARGIN, window.end + MARGIN)


def off_lookup(atlas: Atlas, window: Span) -> OffOf:
    """Off time by person id, computed when first asked for; once per Atlas and window."""
    found = _off.setdefault(atlas, {}).setdefault(window, {})

    def lookup(key: str) -> tuple[Off, ...]:
        if key not in found:
            person = known_person(atlas, key)
            found[key] = off_time(atlas, person, window) if person else ()
        return found[key]

    return lookup


def swapped(
    roster: Roster, atlas: Atlas, window: Span, change: Change
) -> tuple[list[Present], tuple[Span, ...]]:
    """Who is there after a change, and the time that it touches: how fixes are tried out.

    No other Atlas is built: only the shifts and people that change are looked at, the rest is taken over.
    """
    wide = around(window)
    gone = _Gone(change)
    new = [s for item in change.add if isinstance(item, Shift) for s in stints_of_shift(atlas, item, wide)]
    people = [item for item in change.add if isinstance(item, Person)]
    theirs = {person.id for person in people}
    rest = [stint for stint in new if theirs.isdisjoint(stint.people)]
    fresh = [_filled(roster.rule, rest, off_lookup(atlas, wide), atlas)]
    for person in people:
        alone = _alone(atlas, person)
        own = [stint for stint in (*gone.kept(roster.planned), *new) if person.id in stint.people]
        if roster.rule.duty is None:
            own = stints_of_hours(alone, (person.id,), wide) if counts(roster.rule, person, atlas) else []
        fresh.append(_filled(roster.rule, own, off_lookup(alone, wide), alone))
    stints = [*gone.among(roster.planned), *(stint for made in fresh for stint in made.planned)]
    present = [*gone.without(roster.present), *(item for made in fresh for item in made.present)]
    return present, merged(stint.span for stint in stints)


class _Gone:
    """Which stints a change takes out: those of its shifts, and whatever its people hold or work."""

    def __init__(self, change: Change) -> None:
        self._shifts = {id(item) for item in change.remove if isinstance(item, Shift)}
        self._people = {item.id for item in change.remove if isinstance(item, Person)}

    def among(self, stints: Iterable[Stint]) -> list[Stint]:
        """Those that go."""
        return [stint for stint in stints if self._has(stint)] if self._anything else []

    def kept(self, stints: Iterable[Stint]) -> list[Stint]:
        """Those whose shift stays, whoever holds it."""
        return [stint for stint in stints if stint.shift is not None and id(stint.shift) not in self._shifts]

    def without(self, present: Iterable[Present]) -> Iterable[Present]:
        """What was made of the stints that stay."""
        return [item for item in present if not self._has(item.stint)] if self._anything else present

    @property
    def _anything(self) -> bool:
        return bool(self._shifts or self._people)

    def _has(self, stint: Stint) -> bool:
        if stint.shift is not None and id(stint.shift) in self._shifts:
            return True
        return bool(stint.people) and stint.people[0] in self._people


def _alone(atlas: Atlas, person: Person) -> Atlas:
    """An Atlas of one changed person, with their stays, absences and public holidays."""
    return Atlas(
        (person,),
        stays=tuple(stay for stay in atlas.stays if stay.person == person.id),
        absences=atlas.absences_of(person),
        holidays=atlas.holidays,
        agreements=atlas.agreements,
        zones=atlas.zones,
    )


def _filled(rule: CoverageRule, stints: Iterable[Stint], off_of: OffOf, atlas: Atlas) -> Roster:
    ordered = tuple(sorted(stints, key=_ORDER))
    present: list[Present] = []
    lost: list[Lost] = []
    lacking = _Lacking(rule, atlas) if asks(rule) else None
    for stint in ordered:
        if not stint.people:
            continue
        cuts = (lacking and lacking.cut(stint)) or off_during(stint, off_of(stint.people[0]))
        if not cuts:
            present.append(Present(stint.span, stint.people, stint))
            continue
        for off in cuts:
            lost += (Lost(span, stint, off) for span in clipped([off.span], stint.span))
        present += (
            Present(span, stint.people, stint)
            for span in difference([stint.span], [off.span for off in cuts])
        )
    return Roster(rule, ordered, tuple(present), tuple(lost))


def off_during(stint: Stint, off: Sequence[Off]) -> list[Off]:
    """What takes its holder off a stint."""
    if not off:
        return []
    start, end = stint.start, stint.end
    found = [item for item in off if item.span.start < end and start < item.span.end]
    return [item for item in found if item.kind is not OffKind.HOLIDAY] if stint.stands else found


class _Lacking:
    """Who holds a shift without the skills or languages that the rule asks for: they do not count for it.

    The label is what they lack; it is empty where nobody of that id is known, so that nothing is of them.
    """

    def __init__(self, rule: CoverageRule, atlas: Atlas) -> None:
        self._rule, self._atlas = rule, atlas
        self._known: dict[str, str | None] = {}

    def cut(self, stint: Stint) -> list[Off]:
        key = stint.people[0]
        if key not in self._known:
            self._known[key] = self._label(key)
        label = self._known[key]
        return [] if label is None else [Off(stint.span, OffKind.NOT_ELIGIBLE, label, "")]

    def _label(self, key: str) -> str | None:
        person = known_person(self._atlas, key)
        if person is None:
            return NOTHING
        missing = missing_for(self._rule, person)
        return enumerated(missing) if missing else None
