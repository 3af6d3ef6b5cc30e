"""Rotations as plans: turns of a list, without a solver, as assignments that every rule can look at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.rota.turn import TURN, Turn
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rotation import Rotation, order_in, pairs, periods
from farflung.engine.time import Span, clipped, difference, intersection

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Override:
    """Through `span` the duty is `person`'s (an id), whosever turn it is."""

    span: Span
    person: str


def rotated(rotation: Rotation, duty: str, window: Span, atlas: Atlas) -> tuple[Assignment, ...]:
    """Whose turn it is on a duty through a window, by person ids. Turns that cross its ends are cut."""
    found = periods(rotation, window, atlas.zones)
    return tuple(_line(atlas, period.member, duty, period.span) for period in found)


def turns_on(
    rotation: Rotation, duty: str, window: Span, atlas: Atlas, overrides: Sequence[Override] = ()
) -> tuple[Turn, ...]:
    """The same as turns, each with who comes after it, and with what others took over."""
    order = order_in(rotation, atlas.zones)
    found = [
        Turn(_line(atlas, period.member, duty, period.span), order.after(period.turn))
        for period in periods(rotation, _and_then(window), atlas.zones)
    ]
    parts = [part for turn in found for part in _taken(turn, overrides, atlas)]
    return _handed_over(parts, rotation.buffer, window, atlas)


def seconds_on(
    first: Rotation,
    duty: str,
    window: Span,
    atlas: Atlas,
    other: Rotation | None = None,
    overrides: Sequence[Override] = (),
) -> tuple[Turn, ...]:
    """The turns of who is called second on `duty`: never who is on first, by turn or by override."""
    turns = turns_on(first, duty, _and_then(window), atlas)
    found: list[Turn] = []
    for line in seconds(first, duty, _and_then(window), atlas, other):
        base = next(turn for turn in turns if turn.shift.span.overlaps(line.span))
        line_up = dict.fromkeys((*(other.members if other else ()), *base.after))
        after = tuple(key for key in line_up if key not in (line.person, base.shift.person))
        found.append(Turn(line, after))
    for override in overrides:
        found = [part for turn in found for part in _not_first(turn, override, atlas)]
    return _handed_over(found, (other or first).buffer, window, atlas)


def overridden(turns: Sequence[Turn], overrides: Sequence[Override], atlas: Atlas) -> tuple[Turn, ...]:
    """Turns with what others took over. Whoever hands over to them stays for the turn's buffer."""
    return tuple(sorted(part for turn in turns for part in _taken(turn, overrides, atlas)))


def seconds(
    rotation: Rotation, duty: str, window: Span, atlas: Atlas, other: Rotation | None = None
) -> tuple[Assignment, ...]:
    """Who is called second on `duty`: the next in the list, or whoever `other` names; never the first."""
    found = [
        _line(atlas, pair.secondary, duty, span)
        for pair in pairs(rotation, window, atlas.zones, other)
        if pair.secondary is not None
        for span in clipped([pair.span], window)
    ]
    return tuple(found)


def _and_then(window: Span) -> Span:
    """With the moment at which the window ends: whether it is handed over then."""
    return Span(window.start, window.end + _MINUTE)


def _handed_over(turns: Sequence[Turn], buffer: timedelta, window: Span, atlas: Atlas) -> tuple[Turn, ...]:
    """The turns of a window; where somebody else takes over at once, whoever had it stays for the buffer."""
    begins = {turn.shift.span.start: turn.shift.person for turn in turns}
    found = []
    for turn in (turn for turn in turns if turn.shift.span.start < window.end):
        shift = turn.shift
        follows = begins.get(shift.span.end, shift.person) != shift.person
        if shift.span.end > window.end:
            shift = _line(atlas, shift.person, shift.duty, Span(shift.span.start, window.end))
        found.append(replace(turn, shift=shift, buffer=buffer if follows else timedelta()))
    return tuple(sorted(found))


def _taken(turn: Turn, overrides: Sequence[Override], atlas: Atlas) -> Iterator[Turn]:
    """What is left of a turn, and what others have of it; of two overrides the later named one holds."""
    left = [turn.shift.span]
    for override in reversed(overrides):
        for span in intersection(left, [override.span]):
            yield _part(turn, span, override.person, atlas)
        left = list(difference(left, [override.span]))
    for span in left:
        yield turn if span == turn.shift.span else _part(turn, span, turn.shift.person, atlas)


def _not_first(turn: Turn, override: Override, atlas: Atlas) -> Iterator[Turn]:
    """A turn of the second: where the override makes them first, the next of the list steps in."""
    if turn.shift.person != override.person or not turn.shift.span.overlaps(override.span):
        yield turn
        return
    for span in difference([turn.shift.span], [override.span]):
        yield _part(turn, span, turn.shift.person, atlas)
    for span in intersection([turn.shift.span], [override.span]):
        if turn.after:
            yield _part(turn, span, turn.after[0], atlas)


def _part(turn: Turn, span: Span, person: str, atlas: Atlas) -> Turn:
    after = tuple(key for key in turn.after if key != person)
    return replace(turn, shift=_line(atlas, person, turn.shift.duty, span), after=after)


def _line(atlas: Atlas, person: str, duty: str, span: Span) -> Assignment:
    day = atlas.local(atlas.person(person), span.start).date
    return Assignment(span, person, duty, TURN, day, span.elapsed // timedelta(minutes=1))
