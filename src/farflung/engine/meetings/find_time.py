"""Find a time, and where none is good say so and offer what else there is.

Also the preview of a time that somebody is about to send: what each clock will show, which time would
be better, and by when a written memo would have had everybody's own hours.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.meetings.attendance import options_at
from farflung.engine.meetings.rotate import rotate_by_few
from farflung.engine.meetings.rotation_values import Rotation, RotationRequest
from farflung.engine.meetings.sessions import DAY_HOURS, SessionPlan, SessionRequest, crowds, sessions
from farflung.engine.meetings.slot_values import SlotAnswer, SlotOption, SlotRequest
from farflung.engine.meetings.slots import find_slots
from farflung.engine.meetings.why_not import Blocker, why_not
from farflung.engine.time import Span
from farflung.rulepacks import BurdenTable

FAIR = timedelta(hours=8)
"""A memo is open until everybody has had a working day of their own with it."""


@dataclass(frozen=True, slots=True)
class Memo:
    """Do it in writing: `opens` now, `closes` when everybody has had `working_time` of their own hours.

    `last` is the person for whom that takes longest.
    """

    opens: datetime
    closes: datetime
    working_time: timedelta
    last: str


@dataclass(frozen=True, slots=True)
class TimeAnswer:
    """The slots, and, where none is good, the honest alternatives.

    `rotation` shares the pain over as many meetings as it has times; `sessions` splits the meeting so
    that everybody has one in their day; `memo` needs no meeting.
    """

    slots: SlotAnswer
    rotation: Rotation | None = None
    sessions: SessionPlan | None = None
    memo: Memo | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """A time before it is sent: `shown` is what it is to each person, `blockers` what speaks against it.

    `better` are times that cost the worst-off person less, or keep more people inside their hours.
    """

    shown: SlotOption
    blockers: tuple[Blocker, ...]
    better: tuple[SlotOption, ...]
    memo: Memo


def find_time(
    atlas: Atlas, request: SlotRequest, table: BurdenTable, working_time: timedelta = FAIR
) -> TimeAnswer:
    """The best times; with a rotation, split sessions and a memo where no time is good."""
    slots = find_slots(atlas, request, table)
    if not slots.none_good:
        return TimeAnswer(slots)
    return TimeAnswer(
        slots,
        _rotation(atlas, request, table),
        _sessions(atlas, request),
        memo(atlas, request.required, request.window.start, working_time),
    )


def preview(
    atlas: Atlas, request: SlotRequest, start: datetime, table: BurdenTable, working_time: timedelta = FAIR
) -> Preview:
    """What a start means to everybody; better times are looked for in the request's window."""
    near = Span(min(request.window.start, start), max(request.window.end, start + request.length))
    (shown,) = options_at(atlas, replace(request, window=near), table, [start])
    found = find_slots(atlas, request, table).options
    return Preview(
        shown,
        why_not(atlas, request, start, table),
        tuple(option for option in found if _price(option, request) < _price(shown, request)),
        memo(atlas, request.required, request.window.start, working_time),
    )


def memo(atlas: Atlas, people: tuple[str, ...], opens: datetime, working_time: timedelta) -> Memo:
    """When a memo that opens at an instant can close: everybody has had so much of their own hours."""
    ends = {person: atlas.add_working(atlas.person(person), opens, working_time) for person in people}
    last = max(ends, key=lambda person: ends[person])
    return Memo(opens, ends[last], working_time, last)


def _price(option: SlotOption, request: SlotRequest) -> tuple[int, int, float, float]:
    """What counts against a time: who is busy, who is outside the hours asked for, the points."""
    busy = sum(row.busy for row in option.attendance if row.required)
    return busy, len(option.outside) if request.acceptable else 0, option.worst, option.total


def _rotation(atlas: Atlas, request: SlotRequest, table: BurdenTable) -> Rotation | None:
    """The fairest number of times in turn, each date being the first of the window: two to four of them.

    Rotations of different lengths are compared by what they cost per meeting.
    """
    day = request.window.start.astimezone(UTC).date()
    step = request.step // timedelta(minutes=1)
    starts = tuple(range(0, 1440, max(step, 60)))
    plans = [
        rotate_by_few(
            atlas,
            RotationRequest(
                request.required,
                (day,) * times,
                request.minutes,
                starts=starts,
                acceptable=request.acceptable,
            ),
            table,
            times,
        )
        for times in (2, 3, 4)
    ]
    return min(plans, key=_per_meeting)


def _per_meeting(plan: Rotation) -> tuple[float, ...]:
    count = len(plan.starts)
    outside = max(row.outside for row in plan.areas) if plan.request.acceptable else 0.0
    return outside / count, plan.worst / count, plan.total / count


def _sessions(atlas: Atlas, request: SlotRequest) -> SessionPlan | None:
    """The fewest sessions that reach everybody whom any can reach; None where none reaches anybody."""
    day = request.window.start.astimezone(UTC).date()
    hours = request.acceptable or DAY_HOURS
    if request.minutes > hours[1] - hours[0]:
        return None
    asked = SessionRequest(crowds(atlas, request.required, day), day, request.minutes, hours)
    return next(reversed(sessions(asked, atlas.zones)), None)
