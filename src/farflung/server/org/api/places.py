"""Where I was, am and will be; and what a stay would do to those I work with, before it is on the map."""

from datetime import date, timedelta
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router, Status

from farflung.engine.model import Stay as OnMap
from farflung.engine.model import StayKind
from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.params import DryRun
from farflung.server.core.api.shapes import Day, Moment, Told
from farflung.server.org import actions
from farflung.server.org.access import asker, get_stay, member
from farflung.server.org.api.filled import PlaceGiven, checked
from farflung.server.org.api.standing import Me, me
from farflung.server.org.forms.me import StayForm
from farflung.server.org.forms.place import engine_place
from farflung.server.org.models import Stay
from farflung.server.org.planning.staying import Shared, if_staying
from farflung.server.org.queries import stay_history
from farflung.server.ui.api import PlaceTold, Stretch
from farflung.server.ui.reader import now_of

router = Router(tags=["me"])
WRITE = needs(Scope.WRITE_ME)
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)


class StayGiven(PlaceGiven):
    """Elsewhere from the first to the last day of that place's calendar; `end` null: further notice."""

    kind: Literal["travel", "hub", "relocation"]
    start: Day
    end: Day | None = None


class StayTold(Told):
    """A record of a stay. `superseded_at`: when it was corrected or withdrawn."""

    id: UUID
    place: PlaceTold
    kind: str
    start: date | None
    end: date | None
    recorded_at: Moment | None
    superseded_at: Moment | None
    withdrawn: bool
    replaces: UUID | None


class SharedTold(Told):
    """Minutes of work shared in a week with somebody: as it would be without the plan, and with it."""

    person: UUID
    name: str
    how: str
    before_minutes: int
    after_minutes: int

    @classmethod
    def of(cls, one: Shared) -> "SharedTold":
        """What was worked out about one person."""
        return cls(
            person=UUID(one.id), name=one.name, how=one.how, before_minutes=round(one.before / _MINUTE),
            after_minutes=round(one.after / _MINUTE),
        )  # fmt: skip


class LaterTold(Told):
    """From a later clock change on it is another again with these people."""

    at: Moment
    shared: list[SharedTold]


class StayEffect(Told):
    """`ahead_minutes`: how far the clock there is ahead of the one at home (negative: behind)."""

    ahead_minutes: int
    first_work: Stretch | None
    shared: list[SharedTold]
    later: list[LaterTold]


class StayAnswer(Told):
    """The stay (null in a dry run), and what it does to the time shared with those I work with."""

    stay: StayTold | None
    effect: StayEffect


@router.get("/me/places", response=list[StayTold], auth=needs(Scope.READ_TIME), summary="My stays")
def my_places(request: HttpRequest) -> list[StayTold]:
    """Every record, corrected and withdrawn ones too: nothing of it is ever rewritten."""
    return [_told(row) for row in stay_history(member(request))]


@router.post("/me/stays", response={200: StayAnswer, 201: StayAnswer}, auth=WRITE, summary="Plan a stay")
def plan(request: HttpRequest, given: StayGiven, dry_run: DryRun) -> Status[StayAnswer]:
    """With `dry_run` the effect alone: nothing is written, and nobody is told."""
    return _stay(request, given, None, dry_run)


@router.put("/me/stays/{uuid:id}", response={200: StayAnswer}, auth=WRITE, summary="Correct a stay")
def correct(
    request: HttpRequest,
    id: UUID,  # noqa: A002
    given: StayGiven,
    dry_run: DryRun,
) -> Status[StayAnswer]:
    """A new record takes the place of the old one, which stays known as what was planned before."""
    row = get_stay(asker(request), id)
    if row.person_id != me(request).row.pk or row.superseded_at is not None:
        raise Http404
    return Status(200, _stay(request, given, row, dry_run).value)


@router.delete("/me/stays/{uuid:id}", response={204: None}, auth=WRITE, summary="Withdraw a stay")
def withdraw(request: HttpRequest, id: UUID) -> Status[None]:  # noqa: A002
    """It does not take place; that it was planned is still known."""
    asking = asker(request)
    row = get_stay(asking, id)
    if row.person != asking.person:
        raise Http404
    actions.withdraw_stay(stay=row, by=asking.account, now=now_of(request))
    return Status(204, None)


def _stay(request: HttpRequest, given: StayGiven, old: Stay | None, dry_run: bool) -> Status[StayAnswer]:
    here = me(request)
    values = checked(StayForm(_fields(given)))
    effect = _effect(here, values, old)
    if dry_run:
        return Status(200, StayAnswer(stay=None, effect=effect))
    said = {name: values[name] for name in ("place", "start", "end")} | {"kind": StayKind(values["kind"])}
    if old is not None:
        row = actions.correct_stay(stay=old, **said, by=here.account, now=here.now)
    else:
        row = actions.plan_stay(person=here.row, **said, by=here.account, now=here.now)
    return Status(201, StayAnswer(stay=_told(row), effect=effect))


def _fields(given: StayGiven) -> dict[str, Any]:
    dates = {"start": given.start.isoformat(), "end": given.end.isoformat() if given.end else ""}
    return {"place": given.place, "which": given.which, "kind": given.kind, **dates}


def _effect(here: Me, values: dict[str, Any], old: Stay | None) -> StayEffect:
    stay = OnMap(
        here.person.id, values["place"], StayKind(values["kind"]), values["start"], values["end"],
        replaces=str(old.code) if old else None,
    )  # fmt: skip
    found = if_staying(here.atlas, here.person, stay, here.now)
    return StayEffect(
        ahead_minutes=round(found.ahead / _MINUTE),
        first_work=Stretch.of(found.first, found.zone) if found.first else None,
        shared=[SharedTold.of(one) for one in found.shared],
        later=[LaterTold(at=one.at, shared=[*map(SharedTold.of, one.shared)]) for one in found.later],
    )


def _told(row: Stay) -> StayTold:
    upper = row.during.upper
    return StayTold(
        id=row.code, place=PlaceTold.of(engine_place(row.place)), kind=row.kind, start=row.during.lower,
        end=None if upper is None else upper - _DAY, recorded_at=row.recorded_at,
        superseded_at=row.superseded_at, withdrawn=row.withdrawn,
        replaces=row.replaces.code if row.replaces else None,
    )  # fmt: skip
