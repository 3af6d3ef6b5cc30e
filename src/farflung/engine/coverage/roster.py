"""The roster as it will really be: what is planned, less whoever is off."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from farflung.engine.atlas import Atlas
from farflung.engine.coverage.off import Off, OffKind, off_time
from farflung.engine.coverage.stints import Stint, known_person, missing_for, planned, stints_of_shift
from farflung.engine.model import CoverageRule, Shift
from farflung.engine.time import Span, clipped, difference

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


def roster_of(atlas: Atlas, rule: CoverageRule, window: Span) -> Roster:
    """The roster that the rule looks at, in the window and `MARGIN` around it; made once per Atlas."""
    made = _cache.setdefault(atlas, {})
    supply = CoverageRule("", duty=rule.duty, team=rule.team, skills=rule.skills, languages=rule.languages)
    if (supply, window) not in made:
        stints = planned(atlas, rule, around(window))
        made[supply, window] = _filled(rule, stints, off_lookup(atlas, around(window)), atlas)
    found = made[supply, window]
    return Roster(rule, found.planned, found.present, found.lost)


def around(window: Span) -> Span:
    """The window with `MARGIN` on both sides."""
    return Span(window.start - MARGIN, window.end + MARGIN)


def off_lookup(atlas: Atlas, window: Span) -> OffOf:
    """Off time by person id, computed when first asked for."""
    found: dict[str, tuple[Off, ...]] = {}

    def lookup(key: str) -> tuple[Off, ...]:
        if key not in found:
            person = known_person(atlas, key)
            found[key] = off_time(atlas, person, window) if person else ()
        return found[key]

    return lookup


def swapped(
    roster: Roster, atlas: Atlas, window: Span, remove: Iterable[Shift], add: Iterable[Shift]
) -> Roster:
    """The roster after some shifts are replaced, without building another Atlas: how fixes are tried out.

    Only the new shifts are expanded; what does not change is taken over as it is.
    """
    gone = {id(shift) for shift in remove}
    new = [stint for shift in add for stint in stints_of_shift(atlas, shift, around(window))]
    fresh = _filled(roster.rule, new, off_lookup(atlas, around(window)), atlas)
    planned_now = [stint for stint in roster.planned if id(stint.shift) not in gone]
    return Roster(
        roster.rule,
        tuple(sorted([*planned_now, *fresh.planned], key=_order)),
        (*(item for item in roster.present if id(item.stint.shift) not in gone), *fresh.present),
        (*(item for item in roster.lost if id(item.stint.shift) not in gone), *fresh.lost),
    )


def _order(stint: Stint) -> tuple[datetime, datetime, tuple[str, ...]]:
    return stint.start, stint.end, stint.people


def _filled(rule: CoverageRule, stints: Iterable[Stint], off_of: OffOf, atlas: Atlas) -> Roster:
    ordered = tuple(sorted(stints, key=_order))
    present: list[Present] = []
    lost: list[Lost] = []
    lacking = _Lacking(rule, atlas)
    for stint in ordered:
        if not stint.people:
            continue
        cuts = lacking.cut(stint) or [off for off in off_of(stint.people[0]) if _takes(off, stint)]
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


def _takes(off: Off, stint: Stint) -> bool:
    if off.span.end <= stint.start or stint.end <= off.span.start:
        return False
    return not (stint.stands and off.kind is OffKind.HOLIDAY)


class _Lacking:
    """Who holds a shift without the skills or languages that the rule asks for: they do not count for it."""

    def __init__(self, rule: CoverageRule, atlas: Atlas) -> None:
        self._rule, self._atlas = rule, atlas
        self._known: dict[str, str] = {}

    def cut(self, stint: Stint) -> list[Off]:
        if not (self._rule.skills or self._rule.languages):
            return []
        key = stint.people[0]
        if key not in self._known:
            person = known_person(self._atlas, key)
            missing = missing_for(self._rule, person) if person else ("a record among the people",)
            self._known[key] = " and ".join(missing)
        if not self._known[key]:
            return []
        return [Off(stint.span, OffKind.NOT_ELIGIBLE, f"has no {self._known[key]}", "")]
