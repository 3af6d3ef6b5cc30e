"""Find a time: every start in a window, what it means to each person, and the honest word if none is good.

Never proposed: a time on a required person's day off (their weekend, public holiday or absence) or at which
they are busy: in another meeting, or by another calendar. The rest is ranked: fewest people outside the hours
asked for, where some were; everybody inside own hours; the least burden of the worst-off person; the burden
of all; the fewest who are perhaps busy; the earliest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from farflung.engine.atlas import Atlas, Kind, listed
from farflung.engine.meetings.attendance import Groups, options_on
from farflung.engine.meetings.board import Board, Sheet, board_of, sheet_of
from farflung.engine.meetings.busy import hits, taken
from farflung.engine.meetings.faces import Seconds, offset_at
from farflung.engine.meetings.meets import smallest_clash
from farflung.engine.meetings.slot_values import SlotAnswer, SlotOption, SlotRequest
from farflung.engine.model import Person, clock_text
from farflung.engine.time import Span, clipped, epoch, from_epoch
from farflung.engine.time.civil import day_span
from farflung.rulepacks import BurdenTable


@dataclass(frozen=True, eq=False, slots=True)
class _Field:
    """The starts; the kinds among the required people, each with those who are of it; what the starts are
    to them; the numbers of those that are open (nobody's day off, nobody busy), and these alone; and how many
    are perhaps busy at those."""

    starts: Seconds
    kinds: Groups
    board: Board
    open: Seconds
    sheet: Sheet
    doubtful: Seconds


def find_slots(atlas: Atlas, request: SlotRequest, table: BurdenTable) -> SlotAnswer:
    """The best times for a meeting, each with its price for each person."""
    field = _field(atlas, request, table)
    best = _ranked(field, asked=request.acceptable is not None)[: request.most]
    options = _options(atlas, request, table, field, best)
    good = int(field.sheet.fits.all(axis=0).sum())
    clash = _clash(atlas, field) if not good else ()
    reason = "" if good else _reason(request, field, options, clash)
    return SlotAnswer(request, options, not good, reason, clash, len(field.starts), len(field.open), good)


def possible_starts(request: SlotRequest, kinds: Sequence[Kind]) -> Seconds:
    """Every start whose meeting lies in the window, even on the clock of most of the kinds."""
    step = int(request.step.total_seconds())
    low, high = epoch(request.window.start), epoch(request.window.end)
    shifts = [offset_at(kind.clock, low) % step for kind in kinds]
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


def _field(atlas: Atlas, request: SlotRequest, table: BurdenTable) -> _Field:
    groups = atlas.kinds(request.window).among(dict.fromkeys(request.required))
    kinds = [kind for kind, _ in groups]
    starts = possible_starts(request, kinds)
    board = board_of(kinds, starts, request.minutes, table, request.acceptable)
    seconds = request.minutes * 60
    busy = hits(taken(atlas, request.required, request.window, request.moving), starts, seconds)
    busy |= request.elsewhere.taken(request.required, starts, seconds)
    numbers = np.flatnonzero(board.free.all(axis=0) & ~busy)
    doubtful = request.elsewhere.doubtful(request.required, starts[numbers], seconds)
    return _Field(starts, groups, board, numbers, board.at(numbers), doubtful)


def _ranked(field: _Field, *, asked: bool) -> Seconds:
    """The columns of the sheet of open starts, best first."""
    people, sheet = np.array([len(ids) for _, ids in field.kinds])[:, None], field.sheet
    # Without hours asked for, a mild evening for many beats a night for one.
    outside = (~sheet.fits * people).sum(axis=0) if asked else np.zeros(len(field.open))
    # Rounded, so that equal sums are equal and the next wish decides, not the last bit of a sum.
    worst, total = sheet.burden.max(axis=0).round(6), (sheet.burden * people).sum(axis=0).round(6)
    late, some = (~sheet.own * people).sum(axis=0), ~sheet.own.all(axis=0)
    ranked: Seconds = np.lexsort((field.open, field.doubtful, late, total, worst, some, outside))
    return ranked


def _options(
    atlas: Atlas, request: SlotRequest, table: BurdenTable, field: _Field, best: Seconds
) -> tuple[SlotOption, ...]:
    """The options of the best open starts, with everybody invited."""
    groups = atlas.kinds(request.window).among(dict.fromkeys(request.required + request.optional))
    sheet, moments = field.sheet.at(best), field.starts[field.open[best]]
    others = [kind for kind, _ in groups[len(field.kinds) :]]  # who must come was asked about first
    if others:
        sheet = sheet.over(sheet_of(others, moments, request.minutes, table, request.acceptable))
    return options_on(atlas, request, [from_epoch(moment) for moment in moments.tolist()], groups, sheet)


def _clash(atlas: Atlas, field: _Field) -> tuple[str, ...]:
    rows = smallest_clash(field.board.fits) if len(field.starts) else ()
    return tuple(atlas.person(field.kinds[row][1][0]).place.label for row in rows)


def _reason(
    request: SlotRequest, field: _Field, options: tuple[SlotOption, ...], clash: tuple[str, ...]
) -> str:
    if not len(field.starts):
        return f"a meeting of {request.minutes} minutes does not fit into the window"
    if not options:
        return (
            f"all {len(field.starts)} starts are on a day off of a required person or inside another meeting"
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
