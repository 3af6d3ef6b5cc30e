"""People as everybody here sees them: found, where they are, when they work."""

from datetime import date, datetime, timedelta
from typing import Annotated
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router
from ninja.params.functions import Query

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.time import CivilTime, Span, Zone
from farflung.server.clock.access import insider
from farflung.server.clock.api.windows import window
from farflung.server.clock.planning.people import by_clock
from farflung.server.clock.planning.states import State, state
from farflung.server.clock.planning.whom import standpoint
from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.params import After, Limit, Since, Until, Word, Yes
from farflung.server.core.api.shapes import Instant, Line, Moment, Page, Told
from farflung.server.org.access import Asker, get_person, looked, may_see
from farflung.server.org.atlas_copy import on_the_map
from farflung.server.org.models import Person as Row
from farflung.server.org.queries import Asked, search_people
from farflung.server.ui.api import Local, PeriodTold, PlaceTold, Ref, Stretch
from farflung.server.ui.reader import now_of

router = Router(tags=["people"])
PEOPLE, TIME = needs(Scope.READ_PEOPLE), needs(Scope.READ_TIME)
_HISTORY = "stay.recorded_at"
_KNOWN = "as it was on record then; for the person, compliance and people operations"
_SHARES = "so many hours of working time shared with me in the next seven days"
LONGEST = timedelta(days=92)
"""Of hours that are asked for at once."""


class FoundTold(Told):
    """Somebody found, with the place that is home to them."""

    id: UUID
    name: str
    job: str
    email: str
    city: str
    country: str
    zone: str
    teams: list[str]
    skills: list[str]
    languages: list[str]


class PersonTold(Told):
    """Somebody, where they are now, and whether they work by their own hours: planned, never observed.

    `until` is when that changes, null: not within a year. `unavailable`: away, and nothing more is said.
    """

    id: UUID
    name: str
    job: str
    email: str
    manager: Ref | None
    teams: list[str]
    skills: list[str]
    languages: list[str]
    home: PlaceTold
    place: PlaceTold
    clock: Local
    working: bool
    until: Moment | None
    unavailable: bool
    hours: list[PeriodTold]


class WhereTold(Told):
    """Where somebody is at an instant, as it was known at another (null: as it is known now).

    `kind` says why: home, travel, hub or relocation. `holidays` is the place whose public holidays they keep.
    """

    at: Moment
    known_at: Moment | None
    place: PlaceTold
    clock: Local
    kind: str
    start: date | None
    end: date | None
    holidays: PlaceTold


class UnavailableTold(Told):
    """Days on which somebody is away, both included."""

    start: date
    end: date


class HoursTold(Told):
    """When somebody works in a window, public holidays and absences taken out."""

    person: Ref
    work: list[Stretch]
    minutes: int
    unavailable: list[UnavailableTold]


@router.get("/people", response=Page[FoundTold], auth=PEOPLE, summary="Find people")
def people(  # noqa: PLR0913 - each is a parameter of the address
    request: HttpRequest,
    q: Annotated[Line, Query("", description="every word begins a word of theirs")],
    team: Annotated[UUID | None, Query(None)],
    skill: Word,
    language: Word,
    country: Annotated[Line, Query("", description="an ISO code")],
    city: Word,
    at_work_now: Annotated[Yes, Query(False)],
    shares_hours: Annotated[int, Query(0, ge=0, le=168, description=_SHARES)],
    limit: Limit,
    after: After,
) -> Page[FoundTold]:
    """By name; `next` is what to ask the next page with, as `after`."""
    asking = insider(request)
    here = standpoint(request, asking)
    codes = None
    if at_work_now or shares_hours:
        codes = [UUID(key) for key in by_clock(here, working=at_work_now, hours=shares_hours)]
    asked = Asked(
        on=here.reader.today, text=q, team=team, skill=skill, language=language, country=country, city=city,
        codes=codes,
    )  # fmt: skip
    found = search_people(asked, limit=limit, after=after)
    names = ("name", "job", "email", "city", "country", "zone", "teams", "skills", "languages")
    told = [FoundTold(id=one.code, **{name: getattr(one, name) for name in names}) for one in found.people]
    return Page(items=told, next=str(found.after) if found.after else None)


@router.get("/people/{uuid:id}", response=PersonTold, auth=PEOPLE, summary="Somebody")
def person(request: HttpRequest, id: UUID) -> PersonTold:  # noqa: A002
    """Where they are now, and whether they work."""
    row, atlas, found = _found(insider(request), id)
    now = now_of(request)
    return _person(row, found, state(atlas, found, now), now)


@router.get(
    "/people/{uuid:id}/where", response=WhereTold, auth=TIME, summary="Where somebody is at an instant"
)
def where(
    request: HttpRequest,
    id: UUID,  # noqa: A002
    at: Annotated[Instant | None, Query(None, description="with its offset; now where it is left out")],
    known_at: Annotated[Instant | None, Query(None, description=_KNOWN)],
) -> WhereTold:
    """Stays that are planned count. With `known_at` corrections since then are left out: the person sees that
    somebody looked."""
    asking, now = insider(request), now_of(request)
    row, atlas, found = _found(asking, id)
    if known_at is not None:
        _look_back(asking, row, now)
    instant = at or now
    here = atlas.where(found, instant, known_at)
    stay = here.stay
    return WhereTold(
        at=instant, known_at=known_at, place=PlaceTold.of(here.place),
        clock=Local.of(instant, atlas.zones.zone(here.place.zone)), kind=stay.kind.value if stay else "home",
        start=stay.start if stay else None, end=stay.end if stay else None, holidays=PlaceTold.of(here.base),
    )  # fmt: skip


@router.get("/people/{uuid:id}/hours", response=HoursTold, auth=TIME, summary="When somebody works")
def hours(
    request: HttpRequest,
    id: UUID,  # noqa: A002
    start: Since,
    until: Until,
) -> HoursTold:
    """At most 92 days at once. Each stretch as instants, and on the clocks of where the person is then."""
    row, atlas, found = _found(insider(request), id)
    asked = window(start, until, LONGEST)
    work = atlas.working(found, asked)
    first, last = (CivilTime.of(at, atlas.zone_of(found, at)).date for at in (asked.start, asked.end))
    away = [
        UnavailableTold(start=absence.start, end=absence.end)
        for absence in atlas.absences_of(found) if absence.start <= last and absence.end >= first
    ]  # fmt: skip
    return HoursTold(
        person=Ref.of(row),
        work=[Stretch.of(span, atlas.zone_of(found, span.start)) for span in work],
        minutes=round(sum((span.elapsed for span in work), timedelta()) / timedelta(minutes=1)),
        unavailable=away,
    )


def _found(asking: Asker, code: UUID) -> tuple[Row, Atlas, Person]:
    row = get_person(asking, code)
    atlas, found = on_the_map(row.code)
    return row, atlas, found


def _look_back(asking: Asker, row: Row, now: datetime) -> None:
    """What was known when is nobody's but the person's, compliance's and people operations'."""
    if not may_see(asking, row, _HISTORY):
        raise Http404
    if asking.person != row:
        looked(by=asking.account, about=row.code, field=_HISTORY, through="api people/where", now=now)


def _person(row: Row, found: Person, here: State, now: datetime) -> PersonTold:
    zone: Zone = here.zone
    return PersonTold(
        id=row.code, name=row.name, job=row.job, email=row.email, manager=Ref.maybe(row.manager),
        teams=list(found.teams), skills=list(row.skills), languages=list(row.languages),
        home=PlaceTold.of(found.place), place=PlaceTold.of(here.place), clock=Local.of(now, zone),
        working=here.working, until=here.until, unavailable=here.unavailable,
        hours=[PeriodTold.of(period) for period in found.patterns],
    )  # fmt: skip


def people_of(asking: Asker, codes: list[UUID]) -> tuple[Atlas, list[Person]]:
    """Several people on one map; 404 where one of them is not to be seen."""
    found = [_found(asking, code) for code in dict.fromkeys(codes)]
    atlas = found[-1][1]
    return atlas, [atlas.person(one.id) for _row, _map, one in found]


def span_minutes(spans: tuple[Span, ...]) -> int:
    """The length of all of them."""
    return round(sum((span.elapsed for span in spans), timedelta()) / timedelta(minutes=1))
