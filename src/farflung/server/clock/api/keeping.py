"""Making series of meetings and changing them: every answer says what the time is to everybody.

With `dry_run` that is all that is done: so whoever makes one may see it first, as on the page.
The addresses are those of `series`, so they are on its router.
"""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Status
from pydantic import Field

from farflung.engine.atlas import Atlas
from farflung.engine.meetings import SlotRequest
from farflung.engine.model import Recurrence
from farflung.engine.time import CivilTime, CivilTimeError, Span, UnknownZoneError, Zone, typed
from farflung.server.clock.access import get_kept_meeting, insider, keeps_meeting
from farflung.server.clock.access.handing_over import get_meeting_to_hand_over
from farflung.server.clock.actions.handing_over import hand_over
from farflung.server.clock.actions.meeting_parts import rules_before
from farflung.server.clock.actions.meetings import (
    Guests,
    change_date,
    change_meeting,
    end_meeting,
    make_meeting,
    rotate_meeting,
)
from farflung.server.clock.api.meetings import MemoTold, OptionTold, ids_of, memo_told, option_told, wrong
from farflung.server.clock.api.series import SeriesTold, refs, router, told
from farflung.server.clock.forms.make import AROUND
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.recurring import Turns, recurrence_of
from farflung.server.clock.planning.revising import (
    Ends,
    Wish,
    last_of,
    length_of,
    only_ends,
    rule_of,
    wanted,
    weeks_of,
)
from farflung.server.clock.planning.series import (
    at_own_hours,
    first_turn,
    key_of,
    off_dates,
    part_of,
    upcoming,
)
from farflung.server.clock.planning.shown import series_and_map
from farflung.server.clock.planning.slots import MOST_PEOPLE, MOST_SHOWN, Guard, Part, guard
from farflung.server.clock.planning.whom import Standpoint, standpoint
from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.params import DryRun
from farflung.server.core.api.shapes import ClockTime, Day, Flag, Given, Instant, Line, Told
from farflung.server.org.access import Asker, get_person, get_team
from farflung.server.org.models import Person
from farflung.server.ui.api import Ref

__all__ = ["router"]
WRITE = needs(Scope.WRITE_MEETINGS)
_PEOPLE: Any = Field(default=[], max_length=MOST_PEOPLE)
_TEAMS: Any = Field(default=[], max_length=20)
_HARD = frozenset({Part.NIGHT, Part.VERY_EARLY, Part.VERY_LATE, Part.BUSY, Part.OFF})


class InvitedGiven(Given):
    """Who is invited; whole teams as such."""

    people: Annotated[list[UUID], _PEOPLE]
    teams: Annotated[list[UUID], _TEAMS]
    optional: Annotated[list[UUID], _PEOPLE]
    optional_teams: Annotated[list[UUID], _TEAMS]


class WhenGiven(Given):
    """When it is: the first date and time of day in a zone, how long, every how many weeks (0: once).

    `weeks` null keeps the rule that a series has. `last` null is without an end.
    """

    day: Day
    clock: ClockTime
    minutes: Annotated[int, Field(ge=5, le=480)]
    weeks: Annotated[int | None, Field(default=0, ge=0, le=4)]
    last: Day | None = None


class SeriesGiven(Given):
    """A new series. An empty `title` is a private one. `zone` is the clock that it follows."""

    title: Annotated[Line, Field(default="", max_length=200)]
    zone: Line
    when: WhenGiven
    invited: InvitedGiven
    agenda: Flag = False


class SeriesChanged(Given):
    """What is to be otherwise; null leaves it. Times are on the clock of the series."""

    title: Annotated[Line | None, Field(default=None, max_length=200)]
    when: WhenGiven | None = None
    invited: InvitedGiven | None = None
    agenda: Flag | None = None


class DateGiven(Given):
    """Where one date is to be: at an instant, called off, or (neither) where the series has it."""

    start: Instant | None = None
    called_off: Flag = False


class TakenGiven(Given):
    """Times of day in turn, on the clock of the series; none: at its own hour again."""

    times: Annotated[list[ClockTime], Field(max_length=3)]


class OrganizerGiven(Given):
    """Who organises it from now on: somebody who is invited, or who asks."""

    person: UUID


class GuardTold(Told):
    """What a time is to everybody, who is hit (at night, very early or late, off), and what is better."""

    option: OptionTold
    hit: list[Ref]
    better: list[OptionTold]
    memo: MemoTold | None


class KeptTold(Told):
    """The series, null after a dry run of a new one, and what its time is to everybody; null: not asked."""

    series: SeriesTold | None
    guard: GuardTold | None


@router.post("/meetings", response={200: KeptTold, 201: KeptTold}, auth=WRITE, summary="Make a meeting")
def make(request: HttpRequest, given: SeriesGiven, dry_run: DryRun) -> Status[KeptTold]:
    """In my name. Whoever is invited is told in their own hours."""
    asking, here, organizer = _member(request)
    atlas = with_meetings(here.atlas, here.reader.now)
    zone = _zone(atlas, given.zone)
    first = _first(given.when, zone, here.reader.now)
    seen = _guard(asking, here, atlas, given.invited, first.instant(zone), given.when.minutes)
    if dry_run:
        return Status(200, KeptTold(series=None, guard=seen))
    rule = rule_of(_weeks(given.when), first.date)
    row = make_meeting(
        title=given.title.strip(), private=not given.title.strip(),
        recurrence=Recurrence(first, given.when.minutes, rule, until=given.when.last if rule else None),
        guests=_guests(asking, given.invited), organizer=organizer, has_agenda=given.agenda,
        by=asking.account, now=here.reader.now,
    )  # fmt: skip
    return Status(201, KeptTold(series=told(here, row, keeps=True), guard=seen))


@router.patch("/meetings/{uuid:id}", response=KeptTold, auth=WRITE, summary="Change a series")
def change(request: HttpRequest, id: UUID, given: SeriesChanged, dry_run: DryRun) -> KeptTold:  # noqa: A002
    """For who organises it, and people operations. The date nearest to the first moves, and all after."""
    asking, here, row = _kept(request, id)
    atlas, series = series_and_map(here, row)
    base = replace(series, recurrence=recurrence_of(row.recurrence))
    now, zone = here.reader.now, atlas.zones.zone(base.recurrence.zone)
    ahead = at_own_hours(atlas, base, now)
    move, ends, start = None, None, ahead[0].start if ahead else None
    minutes, seen = length_of(base.recurrence), None
    if given.when is not None:
        first, minutes = _first(given.when, zone, now), given.when.minutes
        start = first.instant(zone)
        wish = _wish(given.when, first, base.recurrence, atlas)
        if only_ends(base.recurrence, wish, ahead):
            ends = Ends(wish.last)
        else:
            move = wanted(base.recurrence, wish, ahead, atlas.zones, rules_before(row))
        if move is None and ends is None:
            raise wrong("when/day", "the series has no date on this day as it recurs")
    if start is not None and (given.when or given.invited):
        seen = _guard(asking, here, atlas, given.invited or _invited(row), start, minutes, series.id)
    if not dry_run:
        title = row.title if given.title is None else given.title.strip()
        row = change_meeting(
            meeting=row, title=title, private=not title,
            has_agenda=row.has_agenda if given.agenda is None else given.agenda,
            guests=_guests(asking, given.invited or _invited(row)), move=move, ends=ends,
            by=asking.account, now=now,
        )  # fmt: skip
    return KeptTold(series=told(here, row, keeps=True), guard=seen)


@router.delete("/meetings/{uuid:id}", response={204: None}, auth=WRITE, summary="End a series")
def end(request: HttpRequest, id: UUID) -> Status[None]:  # noqa: A002
    """It has no date after today on its own clock; its past stays."""
    asking, here, row = _kept(request, id)
    zone = here.atlas.zones.zone(recurrence_of(row.recurrence).zone)
    today = CivilTime.of(here.reader.now, zone).date
    end_meeting(meeting=row, last_day=today, by=asking.account, now=here.reader.now)
    return Status(204, None)


@router.put("/meetings/{uuid:id}/dates/{key}", response=SeriesTold, auth=WRITE, summary="Move one date")
def move_date(request: HttpRequest, id: UUID, key: Line, given: DateGiven) -> SeriesTold:  # noqa: A002
    """One to come, by its `key`, or `next`; or it is called off, or put back where the series has it."""
    asking, here, row = _kept(request, id)
    atlas, series = series_and_map(here, row)
    base = replace(series, recurrence=recurrence_of(row.recurrence))
    now = here.reader.now
    coming = [one for one in upcoming(atlas, series, now) if one.start > now]
    every = [*coming, *off_dates(atlas, base, now)]
    held = next((one for one in every if key in ("next", key_of(one.civil))), None)
    if held is None:
        raise Http404
    if given.start is not None and given.start <= now:
        raise wrong("start", "is past")
    to = Span(given.start, given.start + (held.end - held.start)) if given.start else None
    part = part_of(atlas, series, held.civil)
    of = row if part is series else row.earlier.get(code=part.id)
    change_date(meeting=of, original=held.civil, to=to, call_off=given.called_off, by=asking.account, now=now)
    row.refresh_from_db()
    return told(here, row, keeps=True)


@router.put("/meetings/{uuid:id}/turns", response=SeriesTold, auth=WRITE, summary="Take turns")
def take_turns(request: HttpRequest, id: UUID, given: TakenGiven) -> SeriesTold:  # noqa: A002
    """From the next date on, which nobody has moved by hand; the past stays."""
    asking, here, row = _kept(request, id)
    atlas, series = series_and_map(here, row)
    minutes = tuple(_minutes(one) % 1440 for one in given.times)
    base = replace(series, recurrence=recurrence_of(row.recurrence))
    since = first_turn(atlas, base, here.reader.now, minutes)
    if since is None:
        raise wrong("times", "there is no date left that could be moved")
    taken = Turns(minutes, series.recurrence.zone, since) if minutes else None
    row = rotate_meeting(meeting=row, turns=taken, since=since, by=asking.account, now=here.reader.now)
    return told(here, row, keeps=True)


@router.put("/meetings/{uuid:id}/organizer", response=SeriesTold, auth=WRITE, summary="Hand it over")
def hand_on(request: HttpRequest, id: UUID, given: OrganizerGiven) -> SeriesTold:  # noqa: A002
    """To who is invited, or to me. Where who organised it has left, whoever must come takes it over."""
    asking = insider(request)
    here = standpoint(request, asking)
    row = get_meeting_to_hand_over(asking, id, here.reader.now)
    to = get_person(asking, given.person)
    if to.pk != (asking.person and asking.person.pk) and not keeps_meeting(asking, row):
        raise Http404
    row = hand_over(meeting=row, to=to, by=asking.account, now=here.reader.now)
    return told(here, row, keeps=keeps_meeting(asking, row))


def _member(request: HttpRequest) -> tuple[Asker, Standpoint, Person]:
    asking = insider(request)
    if asking.person is None:
        raise Http404
    return asking, standpoint(request, asking), asking.person


def _kept(request: HttpRequest, code: UUID) -> tuple[Asker, Standpoint, Meeting]:
    asking = insider(request)
    row = get_kept_meeting(asking, code)
    if row.ended_at is not None:
        raise Http404
    return asking, standpoint(request, asking), row


def _zone(atlas: Atlas, key: str) -> Zone:
    try:
        return atlas.zones.zone(key)
    except UnknownZoneError:
        raise wrong("zone", "is no zone of the IANA database") from None


def _first(when: WhenGiven, zone: Zone, now: datetime) -> CivilTime:
    minute = _minutes(when.clock) % 1440
    try:
        civil = typed(when.day, time(minute // 60, minute % 60), zone)
    except CivilTimeError:
        raise wrong("when/clock", "is not there on this day, or is there twice: clocks change") from None
    if civil.instant(zone) <= now:
        raise wrong("when/day", "is past")
    if when.last is not None and when.last < when.day:
        raise wrong("when/last", "lies before `day`")
    return civil


def _wish(when: WhenGiven, first: CivilTime, rule: Recurrence, atlas: Atlas) -> Wish:
    """What is wanted of a series; without `weeks` its own rule goes on, and as long as it did."""
    if when.weeks is None:
        return Wish(first, when.minutes, weeks_of(rule), when.last or last_of(rule, atlas.zones))
    return Wish(first, when.minutes, _weeks(when), when.last)


def _weeks(when: WhenGiven) -> int:
    if when.weeks not in (0, 1, 2, 4):
        raise wrong("when/weeks", "is 0, 1, 2 or 4")
    return when.weeks


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _guests(asking: Asker, given: InvitedGiven) -> Guests:
    people = [tuple(get_person(asking, code) for code in codes) for codes in (given.people, given.optional)]
    teams = [tuple(get_team(asking, code) for code in codes) for codes in (given.teams, given.optional_teams)]
    return Guests(people[0], people[1], teams[0], teams[1])


def _invited(row: Meeting) -> InvitedGiven:
    """Who is invited now, as somebody would write it."""
    people = dict(row.invited.values_list("person__code", "required"))
    teams = dict(row.teams.values_list("team__code", "required"))
    return InvitedGiven(
        people=[one for one, must in people.items() if must],
        optional=[one for one, must in people.items() if not must],
        teams=[one for one, must in teams.items() if must],
        optional_teams=[one for one, must in teams.items() if not must],
    )


def _guard(
    asking: Asker,
    here: Standpoint,
    atlas: Atlas,
    invited: InvitedGiven,
    start: datetime,
    minutes: int,
    moving: str | None = None,
) -> GuardTold:
    required = ids_of(asking, here, atlas, invited.people, invited.teams)
    optional = ids_of(asking, here, atlas, invited.optional, invited.optional_teams)
    if not required:
        raise wrong("invited/people", "name somebody who must come, and works here now")
    if len({*required, *optional}) > MOST_PEOPLE:
        raise wrong("invited/people", f"at most {MOST_PEOPLE} people at once")
    near = Span(max(start - AROUND, here.reader.now), start + AROUND)
    rest = tuple(one for one in optional if one not in set(required))
    asked = SlotRequest(
        tuple(required), near, timedelta(minutes=minutes), rest, most=MOST_SHOWN, moving=moving
    )
    return _guarded(atlas, guard(atlas, asked, start, here.person))


def _guarded(atlas: Atlas, found: Guard) -> GuardTold:
    hit = [one.id for share in found.shown.shares if share.part in _HARD for one in share.people]
    return GuardTold(
        option=option_told(atlas, found.shown), hit=refs(atlas, hit),
        better=[option_told(atlas, one) for one in found.better], memo=memo_told(found.memo),
    )  # fmt: skip
