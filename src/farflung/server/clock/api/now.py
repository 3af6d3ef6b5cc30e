"""The company's clock, my day, the time that people share, and the changes of clocks ahead."""

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router
from ninja.params.functions import Query

from farflung.server.clock.access import insider
from farflung.server.clock.api.people import people_of, span_minutes
from farflung.server.clock.api.windows import window
from farflung.server.clock.planning.company import company
from farflung.server.clock.planning.moves import NextMove
from farflung.server.clock.planning.my_day import later, my_day
from farflung.server.clock.planning.now import board
from farflung.server.clock.planning.whom import standpoint
from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.kinds import INVALID
from farflung.server.core.api.params import Since, Until
from farflung.server.core.api.problems import Problem
from farflung.server.core.api.shapes import Moment, Told
from farflung.server.ui import mine
from farflung.server.ui.api import Local, PlaceTold, Stretch
from farflung.server.ui.reader import now_of

router = Router(tags=["time"])
TIME = needs(Scope.READ_TIME)
_MINUTE = timedelta(minutes=1)
LONGEST, MOST = timedelta(days=31), 20


class PlaceCount(Told):
    """People of a place, or (`rest`) of all smaller places of a part of the world; never fewer than five.

    `working` is null where it is not to be said.
    """

    label: str
    zone: str | None
    people: int
    working: int | None
    rest: bool


class TeamCountTold(Told):
    """A team with the teams below it; `working` is null where only whether anybody is may be said."""

    name: str
    people: int
    working: int | None
    anybody: bool


class ChangeTold(Told):
    """Clocks go forward by `shift_minutes` (negative: back) on a local date, for five people or more.

    `people` is null where it is not to be said.
    """

    day: date
    at: Moment
    clock: Local
    shift_minutes: int
    cities: list[str]
    people: int | None


class NowTold(Told):
    """The company in the quarter hour of `at`; `working` is null where it is not to be said."""

    at: Moment
    clock: Local
    people: int
    working: int | None
    places: list[PlaceCount]
    teams: list[TeamCountTold]
    changes: list[ChangeTold]


class ColleagueTold(Told):
    """Somebody I work with."""

    id: UUID
    name: str
    place: PlaceTold
    working: bool
    until: Moment | None
    unavailable: bool


class AheadTold(Told):
    """What lands later: a holiday, a stay or days away, of me (`who` empty) or of those I work with."""

    what: str
    first: date
    last: date | None
    who: list[str]
    place: str
    title: str
    estimated: bool


class MineTold(Told):
    """What is mine: now (`at` null), or from an instant on."""

    text: str
    href: str
    at: Moment | None


class MovedTold(Told):
    """People whose hours come `by_minutes` later (negative: earlier) on my clock."""

    people: list[str]
    by_minutes: int
    until: Moment | None


class MoveTold(Told):
    """The next clock change that moves anybody for me."""

    at: Moment
    moved: list[MovedTold]


class MyDayTold(Told):
    """My day: `left_minutes` is working time still ahead today."""

    clock: Local
    place: PlaceTold
    working: bool
    until: Moment | None
    left_minutes: int
    confirmed: bool
    team: str
    at_work: int
    colleagues: list[ColleagueTold]
    more: int
    mine: list[MineTold]
    ahead: list[AheadTold]
    move: MoveTold | None


class OverlapTold(Told):
    """When all of the people work at once, on the clock of the first of them."""

    people: list[UUID]
    shared: list[Stretch]
    minutes: int


@router.get("/now", response=NowTold, auth=TIME, summary="The company’s clock")
def now(request: HttpRequest) -> NowTold:
    """Counts of people by place and team; groups under five are put together."""
    here = standpoint(request, insider(request))
    page = board(here.reader, here.person)
    hour, zone = page.hour, here.reader.zone
    places = [
        PlaceCount(
            label=one.label, zone=one.zone or None, people=one.people, working=one.working, rest=one.rest
        )
        for one in hour.places.listed
    ]
    teams = [
        TeamCountTold(name=one.name, people=one.people, working=one.working, anybody=one.anybody)
        for one in page.teams
    ]
    return NowTold(
        at=hour.at, clock=Local.of(here.reader.now, zone), people=hour.people, working=hour.working,
        places=places, teams=teams, changes=_changes(request),
    )  # fmt: skip


@router.get("/me/day", response=MyDayTold, auth=TIME, summary="My day")
def day(request: HttpRequest) -> MyDayTold:
    """What is mine now and what lands later, and who of those I work with is at work."""
    asking = insider(request)
    here = standpoint(request, asking)
    if asking.person is None or here.person is None:
        raise Http404
    page, reader = my_day(here.atlas, here.person, here.reader.now), here.reader
    ahead = later(here.atlas, here.person, page.near, reader.now)
    states = [one.state for one in page.colleagues]
    return MyDayTold(
        clock=Local.of(reader.now, reader.zone), place=PlaceTold.of(page.me.state.place),
        working=page.me.state.working, until=page.me.state.until, left_minutes=round(page.left / _MINUTE),
        confirmed=asking.person.confirmed_at is not None, team=page.near.team, at_work=page.at_work,
        colleagues=[
            ColleagueTold(id=UUID(one.person.id), name=one.person.name, place=PlaceTold.of(one.place),
                          working=one.working, until=one.until, unavailable=one.unavailable)
            for one in states
        ],
        more=page.more,
        mine=[
            MineTold(text=one.text, href=one.href, at=one.at)
            for one in mine.of(asking.person.code, reader.now)
        ],
        ahead=[
            AheadTold(what=one.what.value, first=one.first, last=one.last, who=list(one.who), place=one.place,
                      title=one.title, estimated=one.estimated)
            for one in ahead.ahead
        ],
        move=_move(ahead.move),
    )  # fmt: skip


@router.get("/overlap", response=OverlapTold, auth=TIME, summary="When people work at once")
def overlap(
    request: HttpRequest,
    people: Annotated[list[UUID], Query(..., description="two to twenty, each as a parameter of its own")],
    start: Since,
    until: Until,
) -> OverlapTold:
    """In at most 31 days; public holidays and absences are taken out."""
    asking = insider(request)
    if not 2 <= len(set(people)) <= MOST:
        message = f"name two to {MOST} people"
        raise Problem(
            INVALID, errors=[{"in": "query", "name": "people", "code": "range", "message": message}]
        )
    asked = window(start, until, LONGEST)
    atlas, found = people_of(asking, people)
    spans = atlas.overlap(found, asked)
    zones = [Stretch.of(span, atlas.zone_of(found[0], span.start)) for span in spans]
    return OverlapTold(people=[UUID(one.id) for one in found], shared=zones, minutes=span_minutes(spans))


@router.get("/clock-changes", response=list[ChangeTold], auth=TIME, summary="Changes of clocks ahead")
def clock_changes(request: HttpRequest) -> list[ChangeTold]:
    """Anywhere in the company, for the next 230 days; those that concern five people or more."""
    insider(request)
    return _changes(request)


def _changes(request: HttpRequest) -> list[ChangeTold]:
    instant = now_of(request)
    zone = standpoint(request, insider(request)).reader.zone
    return [
        ChangeTold(day=one.day, at=one.at, clock=Local.of(one.at, zone), people=one.people,
                   shift_minutes=round(one.shift / _MINUTE), cities=list(one.cities))
        for one in company(instant).day.changes if one.at > instant
    ]  # fmt: skip


def _move(found: NextMove | None) -> MoveTold | None:
    if found is None:
        return None
    moved = [
        MovedTold(people=list(one.people), by_minutes=round(one.by / _MINUTE), until=one.until)
        for one in found.moved
    ]
    return MoveTold(at=found.at, moved=moved)
