"""All-hands: the fewest sessions that reach everybody in their own day, and who hosts through a year."""

from datetime import UTC, date
from typing import Annotated

from django.http import Http404, HttpRequest
from ninja import Router, Status
from ninja.params.functions import Query
from pydantic import Field

from farflung.server.clock.access import insider, invites_all
from farflung.server.clock.actions.all_hands import Called, make_sessions
from farflung.server.clock.api.series import refs
from farflung.server.clock.forms.all_hands import AllHandsForm
from farflung.server.clock.planning.all_hands import Held, Plan, all_hands, invited, taken
from farflung.server.clock.planning.whom import standpoint
from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.params import DryRun
from farflung.server.core.api.shapes import ClockTime, Day, Flag, Given, Line, Moment, Told
from farflung.server.core.refusal import Refused
from farflung.server.org.api.filled import checked
from farflung.server.ui.api import Ref

router = Router(tags=["meetings"])


class HeldTold(Told):
    """A session; `share` of a hundred of all come to it, in steps of five people or more.

    `places` are those of five people or more who come, `host` whose turn it is.
    """

    start: Moment
    end: Moment
    share: int
    places: list[str]
    host: str | None


class PlanTold(Told):
    """So many sessions, and whom they reach together; `missed` are places of five people or more."""

    sessions: list[HeldTold]
    share: int
    whole: bool
    missed: list[str]


class OnTold(Told):
    """The best plan for a UTC date."""

    day: date
    plan: PlanTold


class AllHandsTold(Told):
    """For the day asked for one session, two, and so on up to the fewest that reach all whom any reach."""

    plans: list[PlanTold]
    year: list[OnTold]


class SessionsGiven(Given):
    """As it is asked for, and what of that is made: so many `sessions` on the date `on`, one of those of the
    year (null: `day`).

    `others`: whoever none of them reaches in their own day is invited all the same.
    """

    day: Day
    minutes: Annotated[int, Field(default=60, ge=30, le=120)]
    low: Annotated[ClockTime, Field(default="08:00")]
    high: Annotated[ClockTime, Field(default="19:00")]
    months: Annotated[int, Field(default=1, ge=1, le=3)]
    people: Annotated[Line, Field(default="", max_length=8000)]
    country: Annotated[Line, Field(default="", max_length=60)]
    on: Day | None = None
    sessions: Annotated[int, Field(ge=1, le=4)]
    title: Annotated[Line, Field(min_length=1, max_length=120)]
    others: Flag = False
    agenda: Flag = False


class SessionsMade(Told):
    """The plan, and the meeting of each of its sessions in order; none after a dry run.

    `busy` are, session by session, those of who is invited to it who are busy then and at all others in their
    own day, by a calendar that they joined.
    """

    plan: PlanTold
    meetings: list[Ref]
    busy: list[list[Ref]]


@router.get(
    "/all-hands", response=AllHandsTold, auth=needs(Scope.READ_TIME), summary="Sessions that reach everybody"
)
def sessions(  # noqa: PLR0913 - each is a field of the page
    request: HttpRequest,
    day: Annotated[Day, Query(..., description="in UTC")],
    minutes: Annotated[int, Query(60, description="30, 45, 60, 90 or 120")],
    low: Annotated[ClockTime, Query("08:00", description="on everybody's own clock")],
    high: Annotated[ClockTime, Query("19:00")],
    months: Annotated[int, Query(1, description="between two of them: 1 or 3")],
    people: Annotated[Line, Query("", description="names, addresses or teams, parted by commas; else all")],
    country: Annotated[Line, Query("", description="of those who live in it, ISO 3166-1 alpha-2")],
) -> AllHandsTold:
    """By place, weekly hours and public holidays; nobody's absence plays a part."""
    here = standpoint(request, insider(request))
    today = here.reader.now.astimezone(UTC).date()
    given = {
        "day": str(day), "minutes": minutes, "low": low, "high": high, "months": months, "people": people,
        "country": country,
    }  # fmt: skip
    wanted = checked(AllHandsForm(given, atlas=here.atlas, today=today))["wanted"]
    found = all_hands(here.atlas, wanted, today)
    return AllHandsTold(
        plans=[_plan(one) for one in found.plans],
        year=[OnTold(day=day, plan=_plan(one)) for day, one in found.year],
    )


@router.post(
    "/all-hands", response={200: SessionsMade, 201: SessionsMade}, auth=needs(Scope.WRITE_MEETINGS),
    summary="Make the sessions of a date",
)  # fmt: skip
def make(request: HttpRequest, given: SessionsGiven, dry_run: DryRun) -> Status[SessionsMade]:
    """For leads, people operations, executives. Everybody is invited to one, and told in their own hours."""
    asking = insider(request)
    here = standpoint(request, asking)
    if asking.person is None or not invites_all(asking):
        raise Http404
    today = here.reader.now.astimezone(UTC).date()
    asked = given.model_dump(include={"minutes", "low", "high", "months", "people", "country"})
    wanted = checked(AllHandsForm({**asked, "day": str(given.day)}, atlas=here.atlas, today=today))["wanted"]
    on = given.on or given.day
    found = invited(here.atlas, wanted, today, on, given.sessions, taken(here.atlas, wanted))
    if found is None or on < today:
        raise Refused("no-plan", "There is no plan of so many sessions on this date.")
    busy = [refs(here.atlas, who) for who in found.busy]
    if dry_run:
        return Status(200, SessionsMade(plan=_plan(found.plan), meetings=[], busy=busy))
    called = Called(given.title.strip(), here.reader.zone.key, given.agenda, given.others)
    made = make_sessions(
        found=found, called=called, organizer=asking.person, by=asking.account, now=here.reader.now
    )
    told = [Ref(id=row.code, name=row.title) for row in made]
    return Status(201, SessionsMade(plan=_plan(found.plan), meetings=told, busy=busy))


def _plan(one: Plan) -> PlanTold:
    return PlanTold(
        sessions=[_held(held) for held in one.sessions], share=one.share, whole=one.whole,
        missed=list(one.missed),
    )  # fmt: skip


def _held(one: Held) -> HeldTold:
    return HeldTold(
        start=one.start, end=one.end, share=one.share, places=[place.name for place in one.places],
        host=one.host.name if one.host else None,
    )  # fmt: skip
