"""Primary and secondary: two people at any time, never one person twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from farflung.engine.rotation.order import Order
from farflung.engine.rotation.own_clocks import order_of
from farflung.engine.rotation.periods import Period, periods
from farflung.engine.rotation.rotation import Rotation
from farflung.engine.rotation.turns import turns_of
from farflung.engine.time import Span, ZoneDatabase


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Through `span` the first call goes to `primary`, the second to `secondary` (None: there is nobody)."""

    span: Span
    primary: str
    secondary: str | None


def pairs(
    primary: Rotation, window: Span, zones: ZoneDatabase, secondary: Rotation | None = None
) -> tuple[Pair, ...]:
    """Who is called first and second, when.

    Without a rotation of its own the secondary is whoever comes next in the list, so everybody is
    second right before or after being first, and knows the state. With one, its own order holds, and
    where it would name the primary the next person in it steps in for exactly that time.
    """
    firsts = periods(primary, window, zones)
    if secondary is None:
        return _next_in_line(primary, firsts, zones)
    return _two_rotations(firsts, secondary, window, zones)


def _next_in_line(rotation: Rotation, firsts: Sequence[Period], zones: ZoneDatabase) -> tuple[Pair, ...]:
    order = order_in(rotation, zones)
    return tuple(Pair(p.span, p.member, next(iter(order.after(p.turn)), None)) for p in firsts)


def _two_rotations(
    firsts: Sequence[Period], rotation: Rotation, window: Span, zones: ZoneDatabase
) -> tuple[Pair, ...]:
    order, seconds = order_in(rotation, zones), periods(rotation, window, zones)
    found: list[Pair] = []
    for first in firsts:
        reached = first.span.start
        for second in (s for s in seconds if s.span.overlaps(first.span)):
            start, end = max(reached, second.span.start), min(first.span.end, second.span.end)
            if reached < start:
                found.append(Pair(Span(reached, start), first.member, None))
            found.append(Pair(Span(start, end), first.member, _other(first, second, order)))
            reached = end
        if reached < first.span.end:
            found.append(Pair(Span(reached, first.span.end), first.member, None))
    return tuple(found)


def _other(first: Period, second: Period, order: Order) -> str | None:
    return next((m for m in (second.member, *order.after(second.turn)) if m != first.member), None)


def order_in(rotation: Rotation, zones: ZoneDatabase) -> Order:
    """Who comes after whom in a rotation, turn by turn."""
    return order_of(rotation, turns_of(rotation, zones.zone(rotation.start.zone)), zones)
