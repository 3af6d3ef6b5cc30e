"""Series of meetings: mine, one with its dates, what clock changes move, and what it would be in turns.

What a series costs is told to each of themself alone, as on the pages.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from farflung.engine.atlas import Atlas
from farflung.engine.clocks import Move
from farflung.engine.model import Occurrence
from farflung.engine.time import Zone
from farflung.server.clock.access import get_meeting, insider, keeps_meeting, own_meetings
from farflung.server.clock.api.meetings import OptionTold, option_told
from farflung.server.clock.api.windows import window
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.recurring import recurrence_of
from farflung.server.clock.planning.revising import last_of, length_of, weeks_of
from farflung.server.clock.planning.series import (
    Plan,
    SeriesPage,
    key_of,
    listed,
    parts_of,
    series_page,
)
from farflung.server.clock.planning.shown import series_and_map
from farflung.server.clock.planning.whom import Standpoint, standpoint
from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.params import After, Limit, Since, Until
from farflung.server.core.api.shapes import Moment, Page, Told
from farflung.server.ui.api import Local, Ref

router = Router(tags=["meetings"])
TIME = needs(Scope.READ_TIME)
LONGEST = timedelta(days=366)
"""Of dates that are asked for at once."""


class SeriesLine(Told):
    """A series by its next date; `title` is empty where it is private."""

    id: UUID
    title: str
    private: bool
    next: Moment


class DateTold(Told):
    """A date of a series. `key` names it by when the rule has it; `clock` is on the clock of the series.

    `cost` are the points that it costs whoever asks, null where they need not come.
    """

    key: str
    start: Moment
    end: Moment
    clock: Local
    moved: bool
    cost: float | None


class SeriesTold(Told):
    """A series. `weeks` is 0 for once and null for any other rule, `rule` an RFC 5545 RRULE or null.

    `people` and `optional` are everybody who is invited, with whole teams and without. `keeps`: whoever asks
    may change it.
    """

    id: UUID
    title: str
    private: bool
    organizer: Ref | None
    zone: str
    clock: str
    minutes: int
    weeks: int | None
    rule: str | None
    last: date | None
    agenda: bool | None
    people: list[Ref]
    optional: list[Ref]
    teams: list[Ref]
    optional_teams: list[Ref]
    outsiders: int
    turns: list[str]
    keeps: bool
    ended: bool
    dates: list[DateTold]
    called_off: list[DateTold]


class SeriesMoveTold(Told):
    """What a clock change does for some people: from `usual` to `clock`, on these dates, in a zone."""

    zone: str
    usual: str
    clock: str
    dates: list[date]
    people: list[Ref]
    until: Moment | None


class ClashTold(Told):
    """A date that runs into another meeting because clocks change, and for whom; which, nobody is told."""

    at: Moment
    people: list[Ref]


class ForecastTold(Told):
    """What clock changes do to a series in the year ahead."""

    moves: list[SeriesMoveTold]
    clashes: list[ClashTold]


class TurnsTold(Told):
    """Hours in turn. `worst` are the points of the worst-off person over the dates ahead (null under five).

    `now`: it is as the series is at its own hour. Others are proved: no other plan of so many whole hours is
    better for the worst-off.
    """

    times: list[str]
    worst: float | None
    mine: float | None
    now: bool
    options: list[OptionTold]


@router.get("/meetings", response=Page[SeriesLine], auth=TIME, summary="My series of meetings")
def mine(request: HttpRequest, limit: Limit, after: After) -> Page[SeriesLine]:
    """Those that I organise or am invited to and that have a date, by their next ones."""
    asking = insider(request)
    if asking.person is None:
        return Page(items=[], next=None)
    here = standpoint(request, asking)
    codes = map(str, own_meetings(asking.person).values_list("code", flat=True))
    found = listed(with_meetings(here.atlas, here.reader.now), codes, here.reader.now)
    at = next((n for n, one in enumerate(found) if one.series.id == str(after)), -1) + 1
    shown = [
        SeriesLine(
            id=UUID(one.series.id), title=one.series.title, private=not one.series.title,
            next=one.occurrence.start,
        )
        for one in found[at : at + limit]
        if one.occurrence
    ]  # fmt: skip
    return Page(items=shown, next=str(shown[-1].id) if len(found) > at + limit else None)


@router.get("/meetings/{uuid:id}", response=SeriesTold, auth=TIME, summary="A series of meetings")
def one(request: HttpRequest, id: UUID) -> SeriesTold:  # noqa: A002
    """For who is invited or organises it, leads of those, and people operations; a private one: the first."""
    asking = insider(request)
    row = get_meeting(asking, id)
    return told(standpoint(request, asking), row, keeps=keeps_meeting(asking, row))


@router.get("/meetings/{uuid:id}/dates", response=list[DateTold], auth=TIME, summary="Dates of a series")
def dates(request: HttpRequest, id: UUID, since: Since, until: Until) -> list[DateTold]:  # noqa: A002
    """Of at most a year, past ones as well."""
    asking = insider(request)
    row = get_meeting(asking, id)
    span = window(since, until, LONGEST)
    atlas, series = series_and_map(standpoint(request, asking), row)
    zone = atlas.zones.zone(series.recurrence.zone)
    held = (one for part in parts_of(atlas, series) for one in atlas.occurrences(part, span))
    return [_date(one, zone, None) for one in sorted(held)]


@router.get(
    "/meetings/{uuid:id}/forecast", response=ForecastTold, auth=TIME,
    summary="What clock changes do to a series",
)  # fmt: skip
def forecast(request: HttpRequest, id: UUID) -> ForecastTold:  # noqa: A002
    """In the year ahead; of a series that takes turns, whose hours follow one clock, nothing."""
    asking = insider(request)
    here = standpoint(request, asking)
    atlas, page = _page(here, get_meeting(asking, id))
    return ForecastTold(
        moves=[_move(atlas, one) for one in page.moves],
        clashes=[ClashTold(at=one.overlap.start, people=refs(atlas, one.people)) for one in page.clashes],
    )


@router.get(
    "/meetings/{uuid:id}/turns", response=list[TurnsTold], auth=TIME, summary="Fairer hours of a series"
)
def turns(request: HttpRequest, id: UUID) -> list[TurnsTold]:  # noqa: A002
    """Its own hour; then, where that is better for the worst-off, one, two, three in turn, fairest first."""
    asking = insider(request)
    atlas, page = _page(standpoint(request, asking), get_meeting(asking, id))
    return [_plan(atlas, one) for one in page.plans]


def told(here: Standpoint, row: Meeting, *, keeps: bool) -> SeriesTold:
    """A series as it goes out."""
    atlas, page = _page(here, row)
    series, base = page.series, replace(page.series, recurrence=recurrence_of(row.recurrence))
    rule, zone = base.recurrence, atlas.zones.zone(base.recurrence.zone)
    weeks = weeks_of(rule)
    teams = list(row.teams.select_related("team").order_by("pk"))
    return SeriesTold(
        id=row.code, title=row.title, private=row.private, organizer=Ref.maybe(row.organizer), zone=zone.key,
        clock=f"{rule.start.time:%H:%M}", minutes=length_of(rule), weeks=weeks if weeks >= 0 else None,
        rule=rule.rule, last=last_of(rule, atlas.zones), agenda=row.has_agenda,
        people=refs(atlas, series.required), optional=refs(atlas, series.optional),
        teams=[Ref.of(one.team) for one in teams if one.required],
        optional_teams=[Ref.of(one.team) for one in teams if not one.required], outsiders=row.outsiders,
        turns=[clock(one) for one in page.turns.times] if page.turns else [],
        keeps=keeps and row.ended_at is None, ended=row.ended_at is not None,
        dates=[_date(one.occurrence, zone, one.cost) for one in page.dates],
        called_off=[_date(one.occurrence, zone, None) for one in page.off],
    )  # fmt: skip


def clock(minute: int) -> str:
    """Minutes after midnight as a time of day."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def refs(atlas: Atlas, ids: Any) -> list[Ref]:
    """People by their ids of the map."""
    return [Ref(id=UUID(one), name=atlas.person(one).name) for one in ids]


def _page(here: Standpoint, row: Meeting) -> tuple[Atlas, SeriesPage]:
    atlas, series = series_and_map(here, row)
    return atlas, series_page(atlas, row, series, here.person, here.reader.now)


def _date(one: Occurrence, zone: Zone, cost: float | None) -> DateTold:
    return DateTold(
        key=key_of(one.civil), start=one.start, end=one.end, clock=Local.of(one.start, zone), moved=one.moved,
        cost=cost,
    )  # fmt: skip


def _move(atlas: Atlas, one: Move) -> SeriesMoveTold:
    return SeriesMoveTold(
        zone=one.zone, usual=f"{one.usual.time:%H:%M}", clock=f"{one.times[0].time:%H:%M}",
        dates=[at.date for at in one.times], people=refs(atlas, one.people), until=one.until,
    )  # fmt: skip


def _plan(atlas: Atlas, plan: Plan) -> TurnsTold:
    return TurnsTold(
        times=[clock(one) for one in plan.times], worst=plan.worst, mine=plan.own, now=plan.now,
        options=[option_told(atlas, one) for one in plan.shown],
    )  # fmt: skip
