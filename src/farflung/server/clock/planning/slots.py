"""Finding a time: the engine asked, and its answer as everybody may read it.

What is told of others is what anybody here may work out: what their clock shows, their own hours, and whether
it is one of their days off (why, nobody learns); and that they are busy, or perhaps, by calendars that they
have joined for this, of which nobody learns more. A rest window that somebody chose is kept to when times are
looked for, and never told (N15): the words for a time come from the clock alone. Points are the reader's own.
What meetings cost others so far is in no answer: of people whom a reader may choose, two answers could be
subtracted from one another (N5).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache

from farflung.engine.atlas import Atlas
from farflung.engine.meetings import (
    NOTHING,
    Attendance,
    Blocker,
    BlockerKind,
    Memo,
    SessionPlan,
    SlotAnswer,
    SlotOption,
    SlotRequest,
    burden,
    find_time,
    options_at,
    preview,
    why_not,
)
from farflung.engine.model import Person, WeeklyPattern
from farflung.engine.time import CivilTime, Span
from farflung.rulepacks import BurdenTable, load_packs
from farflung.server.clock.queries.busy import elsewhere

MOST_PEOPLE, LONGEST, MOST_SHOWN = 200, timedelta(days=28), 6
MOST_BETTER, _FURTHER = 3, timedelta(days=14)
BEHIND = timedelta(days=90)
"""So far back meetings are counted for the reader."""

_TRIED = 400
"""So many of the best times are looked through for one at which enough of the optional people can come."""


class Part(StrEnum):
    """What a time is to somebody, by what their clock shows; the lightest first."""

    INSIDE = "in own hours"
    PERHAPS = "perhaps busy"
    AROUND = "outside own hours"
    EARLY = "early"
    LATE = "late"
    VERY_EARLY = "very early"
    VERY_LATE = "very late"
    NIGHT = "at night"
    BUSY = "busy then"
    OFF = "off that day"


_ORDER = {part: number for number, part in enumerate(Part)}


@dataclass(frozen=True, slots=True)
class Share:
    """People to whom a time is the same: their clock shows `local`, in a place called `place`."""

    part: Part
    local: CivilTime
    place: str
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A time. `kept` of `required` people keep to the hours asked for, and `coming` of the optional ones.

    `cost` are the points that it costs the reader; None where the reader is not asked to come.
    """

    span: Span
    shares: tuple[Share, ...]
    kept: int
    required: int
    coming: int
    optional: int
    cost: float | None


@dataclass(frozen=True, slots=True)
class Against:
    """What speaks against a time for somebody: the rule, what their clock shows, and a holiday's name.

    `holiday` is "" where it is none; `source` is where its calendar is from. `pattern` are the own hours that
    it lies outside of, as they stand on the person's page.
    """

    person: Person
    kind: BlockerKind
    local: CivilTime
    holiday: str = ""
    source: str = ""
    pattern: WeeklyPattern | None = None


@dataclass(frozen=True, slots=True)
class Enough:
    """How many of the optional people are to be able to come, and the most that could at any good time."""

    wanted: int
    most: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A time that is taken `times` times in every `turns`."""

    option: Option
    times: int
    turns: int


@dataclass(frozen=True, slots=True)
class Found:
    """The answer. `turns`, `sessions` and `memo` are there where no time is good; `enough` where asked.

    `carried` are the points of the reader's meetings in the last 90 days, for nobody else.
    """

    request: SlotRequest
    answer: SlotAnswer
    options: tuple[Option, ...]
    turns: tuple[Option, ...] = ()
    sessions: SessionPlan | None = None
    memo: Memo | None = None
    enough: Enough | None = None
    carried: float | None = None

    @property
    def none_good(self) -> bool:
        """Whether no time keeps everybody who must come inside their hours."""
        return self.answer.none_good

    @property
    def most_kept(self) -> int:
        """How many of those who must come the least bad times keep inside their hours, at most."""
        return max((option.kept for option in self.answer.options), default=0)

    @property
    def rounds(self) -> tuple[Turn, ...]:
        """`turns` with each time once: in some rotations one comes more often than the others."""
        often = Counter(one.span for one in self.turns)
        once = {one.span: one for one in self.turns}
        return tuple(Turn(option, often[span], len(self.turns)) for span, option in once.items())


@cache
def points() -> BurdenTable:
    """The table of points, read once."""
    return load_packs().burden_points()


def found_times(
    atlas: Atlas, request: SlotRequest, *, reader: Person | None, now: datetime, quorum: int = 0
) -> Found:
    """The best times for a meeting, and what else there is where none is good; the map has the meetings."""
    request = asked_with(request)
    most = _TRIED if quorum else request.most
    found = find_time(atlas, replace(request, most=most), points())
    best = found.slots.options
    enough = None
    if quorum:
        ranked = [option for option in best if _coming(option) >= quorum]
        enough = Enough(quorum, max(map(_coming, best), default=0))
        best = tuple(ranked)
    turns = options_at(atlas, request, points(), found.rotation.starts) if found.rotation else ()
    return Found(
        request=request,
        answer=found.slots,
        options=tuple(option_of(atlas, one, reader) for one in best[: request.most]),
        turns=tuple(option_of(atlas, one, reader) for one in sorted(turns, key=lambda one: one.start)),
        sessions=found.sessions,
        memo=found.memo,
        enough=enough,
        carried=carried(atlas, reader, now) if reader is not None else None,
    )


def asked_with(request: SlotRequest) -> SlotRequest:
    """The same question, with when those people are busy by calendars of their own."""
    if request.elsewhere is not NOTHING:
        return request
    return replace(request, elsewhere=elsewhere(dict.fromkeys((*request.required, *request.optional))))


def _coming(option: SlotOption) -> int:
    return sum(row.fits for row in option.attendance if not row.required)


def option_of(atlas: Atlas, option: SlotOption, reader: Person | None) -> Option:
    """A time as the reader may read it."""
    optional = [row for row in option.attendance if not row.required]
    own = next((row.burden for row in option.attendance if reader and row.person == reader.id), None)
    return Option(
        span=option.span,
        shares=tuple(_shares(atlas, option)),
        kept=option.kept,
        required=len(option.attendance) - len(optional),
        coming=_coming(option),
        optional=len(optional),
        cost=own,
    )


def _shares(atlas: Atlas, option: SlotOption) -> Iterable[Share]:
    minutes = int(option.span.elapsed / timedelta(minutes=1))
    groups: dict[tuple[Part, CivilTime, str], list[Person]] = {}
    for row in option.attendance:
        person = atlas.person(row.person)
        place = atlas.where(person, option.start).place.label
        groups.setdefault((part_of(row, minutes), row.local, place), []).append(person)
    ordered = sorted(groups.items(), key=lambda one: (-_ORDER[one[0][0]], one[0][1].local_seconds, one[0][2]))
    return (Share(*key, tuple(people)) for key, people in ordered)


def part_of(row: Attendance, minutes: int) -> Part:
    """What a time is to somebody, by their own hours and by the clock; a rest window plays no part in it."""
    if row.off or row.busy:
        return Part.OFF if row.off else Part.BUSY
    if row.own:
        return Part.PERHAPS if row.perhaps else Part.INSIDE
    start = row.local.time.hour * 60 + row.local.time.minute
    worst = max(points().points_at(minute % 1440) for minute in range(start, start + max(minutes, 1)))
    early = start < 12 * 60
    if worst >= max(band.points for band in points().bands):
        return Part.NIGHT
    if worst > 1:
        return Part.VERY_EARLY if early else Part.VERY_LATE
    if worst:
        return Part.EARLY if early else Part.LATE
    return Part.AROUND


def against(
    atlas: Atlas, request: SlotRequest, start: datetime, reader: Person | None
) -> tuple[tuple[Against, ...], Option]:
    """Everything that speaks against a time, and what it is to everybody; others' rest is not told."""
    span, request = Span(start, start + request.length), asked_with(request)
    window = Span(min(request.window.start, span.start), max(request.window.end, span.end))
    (shown,) = options_at(atlas, replace(request, window=window), points(), [start])
    blockers = why_not(atlas, request, start, points())
    told = (one for one in blockers if one.kind is not BlockerKind.REST or _is(one.person, reader))
    return tuple(_against(atlas, one) for one in told), option_of(atlas, shown, reader)


def _is(key: str, reader: Person | None) -> bool:
    return reader is not None and reader.id == key


def _against(atlas: Atlas, one: Blocker) -> Against:
    holiday = one.rule if one.kind is BlockerKind.HOLIDAY else ""
    source = one.source.file if one.source and one.kind is BlockerKind.HOLIDAY else ""
    person = atlas.person(one.person)
    own = person.pattern_on(one.local.date) if one.kind is BlockerKind.OWN_HOURS else None
    return Against(person, one.kind, one.local, holiday, source, own)


@dataclass(frozen=True, slots=True)
class Guard:
    """A time before it is saved: what it is to everybody, better ones near it, and a memo in its place."""

    shown: Option
    better: tuple[Option, ...]
    memo: Memo


def guard(atlas: Atlas, request: SlotRequest, start: datetime, reader: Person | None) -> Guard:
    """What whoever is about to save a time sees first; better times are looked for in the window."""
    request = asked_with(request)
    found = preview(atlas, request, start, points())
    if not found.better:  # somebody who must come is away all the time around it
        wider = replace(request, window=Span(request.window.start, start + _FURTHER))
        found = preview(atlas, wider, start, points())
    better = tuple(option_of(atlas, one, reader) for one in found.better[:MOST_BETTER])
    return Guard(option_of(atlas, found.shown, reader), better, found.memo)


def carried(atlas: Atlas, person: Person, now: datetime) -> float:
    """The points that meetings cost somebody in the last 90 days; for that person alone."""
    window = Span(now.astimezone(UTC) - BEHIND, now)
    held = (
        occurrence
        for series in atlas.meetings
        if person.id in series.required
        for occurrence in atlas.occurrences(series, window)
        if window.start <= occurrence.start and occurrence.start < occurrence.end
    )
    return round(sum(burden(atlas, person, Span(one.start, one.end), points()) for one in held), 1)
