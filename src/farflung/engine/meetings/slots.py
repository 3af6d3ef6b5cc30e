"""Find a time: every start in a window, what it means to each person, and the honest word if none is good.

Never proposed: a time on a required person's day off (their weekend, public holiday or absence) or inside
another meeting of theirs. The rest is ranked: fewest people outside the hours asked for, where some were;
everybody inside own hours; the least burden of the worst-off person; the burden of all; the earliest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from farflung.engine.atlas import Atlas, Kind, listed
from farflung.engine.meetings.attendance import options_at
from farflung.engine.meetings.busy import absences, held, hits, meetings_of, taken
from farflung.engine.meetings.faces import Mask, Seconds
from farflung.engine.meetings.marks import Marks, marks_of_all
from farflung.engine.meetings.meets import smallest_clash
from farflung.engine.meetings.slot_values import SlotAnswer, SlotOption, SlotRequest
from farflung.engine.model import Person, clock_text
from farflung.engine.time import Span, clipped, epoch, from_epoch
from farflung.engine.time.civil import day_span
from farflung.rulepacks import BurdenTable


@dataclass(frozen=True, eq=False, slots=True)
class _Board:
    """The starts; per kind of required people their marks; which keep the kind inside; which are open."""

    starts: Seconds
    kinds: list[tuple[Kind, list[str]]]
    marks: list[Marks]
    inside: Mask
    free: Mask
    asked: bool


def find_slots(atlas: Atlas, request: SlotRequest, table: BurdenTable) -> SlotAnswer:
    """The best times for a meeting, each with its price for each person."""
    board = _board(atlas, request, table)
    chosen = _ranked(board)[: request.most]
    options = options_at(atlas, request, table, [from_epoch(int(board.starts[i])) for i in chosen.tolist()])
    good = int((board.inside.all(axis=0) & board.free).sum())
    clash = _clash(atlas, board) if not good else ()
    reason = "" if good else _reason(request, board, options, clash)
    return SlotAnswer(
        request, options, not good, reason, clash, len(board.starts), int(board.free.sum()), good
    )


def possible_starts(request: SlotRequest, kinds: Sequence[Kind]) -> Seconds:
    """Every start whose meeting lies in the window, even on the clock of most of the kinds."""
    step = int(request.step.total_seconds())
    low, high = epoch(request.window.start), epoch(request.window.end)
    shifts = [int(kind.clock.offset(np.array([low]))[0]) % step for kind in kinds]
    shift = max(sorted(set(shifts)), key=shifts.count)
    return np.arange(low + (-low - shift) % step, high - request.minutes * 60 + 1, step, dtype=np.int64)


def own_slots(atlas: Atlas, person: Person, day: date, length: timedelta) -> tuple[Span, ...]:
    """Back-to-back slots of one person on a local date, the first at the start of each own block.

    They begin when the person's hours begin, not on somebody else's whole hour.
    """
    whole = day_span(day, atlas.zone_of(person, day_span(day, atlas.zones.zone(person.place.zone)).start))
    blocks = clipped(atlas.working(person, Span(whole.start, whole.end + timedelta(days=1))), whole)
    return tuple(
        Span(block.start + length * n, block.start + length * (n + 1))
        for block in blocks
        for n in range(block.elapsed // length)
    )


def outlook(
    atlas: Atlas, request: SlotRequest, table: BurdenTable, starts: Sequence[datetime]
) -> tuple[tuple[int, float], ...]:
    """For given starts: how many required people are off, away or in another meeting; the worst burden."""
    moments = np.array([epoch(start) for start in starts], np.int64)
    seconds, required = request.minutes * 60, dict.fromkeys(request.required)
    groups = atlas.kinds(request.window).among(required)
    found = marks_of_all((kind for kind, _ in groups), moments, request.minutes, table)
    away = {p: ~m.free for (_, ids), m in zip(groups, found, strict=True) for p in ids}
    for series in meetings_of(atlas, set(required), request.moving):
        busy = hits(held(atlas, series, request.window), moments, seconds)
        if busy.any():
            away.update({p: away[p] | busy for p in series.required if p in required})
    for person in required:
        absent = absences(atlas, person)
        if absent:
            away[person] = away[person] | hits(absent, moments, seconds)
    gone, worst = np.sum(list(away.values()), axis=0), np.max([m.burden for m in found], axis=0)
    return tuple((int(count), float(points)) for count, points in zip(gone, worst, strict=True))


def _board(atlas: Atlas, request: SlotRequest, table: BurdenTable, starts: Seconds | None = None) -> _Board:
    kinds = atlas.kinds(request.window).among(dict.fromkeys(request.required))
    if starts is None:
        starts = possible_starts(request, [kind for kind, _ in kinds])
    found = marks_of_all((kind for kind, _ in kinds), starts, request.minutes, table, request.acceptable)
    busy = hits(taken(atlas, request.required, request.window, request.moving), starts, request.minutes * 60)
    free = np.logical_and.reduce([m.free for m in found]) & ~busy
    inside = np.array([m.fits if request.acceptable else m.own for m in found])
    return _Board(starts, kinds, found, inside, free, request.acceptable is not None)


def _ranked(board: _Board) -> Seconds:
    """The indices of the open starts, best first."""
    people = np.array([len(ids) for _, ids in board.kinds])[:, None]
    burden = np.array([m.burden for m in board.marks])
    own = np.array([m.own for m in board.marks])
    asked = 1 if board.asked else 0  # without hours asked for, a mild evening for many beats a night for one
    outside = (~board.inside * people).sum(axis=0) * asked
    # Rounded, so that equal sums are equal and the next wish decides, not the last bit of a sum.
    worst, total = burden.max(axis=0).round(6), (burden * people).sum(axis=0).round(6)
    order = np.lexsort((board.starts, (~own * people).sum(axis=0), total, worst, ~own.all(axis=0), outside))
    ranked: Seconds = order[board.free[order]]
    return ranked


def _clash(atlas: Atlas, board: _Board) -> tuple[str, ...]:
    rows = smallest_clash(board.inside) if len(board.starts) else ()
    return tuple(atlas.person(board.kinds[row][1][0]).place.label for row in rows)


def _reason(
    request: SlotRequest, board: _Board, options: tuple[SlotOption, ...], clash: tuple[str, ...]
) -> str:
    if not len(board.starts):
        return f"a meeting of {request.minutes} minutes does not fit into the window"
    if not options:
        return (
            f"all {len(board.starts)} starts are on a day off of a required person or inside another meeting"
        )
    step, count = request.step // timedelta(minutes=1), len(dict.fromkeys(request.required))
    whole = f"no start (tried every {step} minutes) keeps all {count} {_hours(request)}"
    return f"{whole}; the best keeps {options[0].kept}{_blame(clash)}"


def _hours(request: SlotRequest) -> str:
    if request.acceptable is None:
        return "inside their own hours"
    low, high = request.acceptable
    return f"between {clock_text(low)} and {clock_text(high)} of their own day"


def _blame(clash: tuple[str, ...]) -> str:
    if not clash:
        return ""
    if len(clash) == 1:
        return f": {clash[0]} has no such time in this window"
    return f": the hours of {listed(clash)} never meet"
