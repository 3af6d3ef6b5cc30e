"""Who I am here, and what is mine to say: profile, hours, rest, consents, and what files say otherwise."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.shapes import ClockTime, Day, Flag, Given, Line, Moment, Told, Weekday
from farflung.server.org import actions
from farflung.server.org.access import asker, get_mismatch, member
from farflung.server.org.api.filled import (
    HoursGiven,
    PlaceGiven,
    RestGiven,
    checked,
    rest_fields,
    week_fields,
    words,
)
from farflung.server.org.api.standing import insider, me
from farflung.server.org.forms.hours import WeekForm
from farflung.server.org.forms.me import ConfirmForm, ProfileForm
from farflung.server.org.forms.place import engine_place, place_words
from farflung.server.org.models import Consent, Mismatch, Person
from farflung.server.org.queries import open_mismatches
from farflung.server.org.queries.kept import kept_about
from farflung.server.ui.api import PeriodTold, PlaceTold, Ref, RestTold
from farflung.server.ui.reader import now_of

router = Router(tags=["me"])
READ, WRITE = needs(Scope.READ_PEOPLE), needs(Scope.WRITE_ME)


class MyPerson(Told):
    """What colleagues see of me, and what only I do: rest, consents, the language of messages."""

    id: UUID
    name: str
    email: str
    job: str
    place: PlaceTold
    manager: Ref | None
    skills: list[str]
    languages: list[str]
    language: str
    rest: RestTold | None
    consents: dict[str, bool]
    confirmed_at: Moment | None


class MeTold(Told):
    """The account that asks, its roles, and the person behind it, null where there is none."""

    email: str
    roles: list[str]
    person: MyPerson | None


class ProfileGiven(Given):
    """What is to change; whatever is left out stays as it is."""

    name: Line | None = None
    job: Line | None = None
    place: Line | None = None
    which: Line | None = None
    skills: list[Line] | None = Field(None, max_length=100)
    languages: list[Line] | None = Field(None, max_length=100)
    language: Line | None = None
    rest: RestGiven | None = Field(None, description="null takes the rest window away")


class HoursOn(Given):
    """Weekly hours from a date on, until a date or (null) further notice; both included."""

    start: Day
    end: Day | None = None
    week: list[HoursGiven] = Field(max_length=14)


class ConfirmGiven(PlaceGiven):
    """The same hours on some weekdays, or `keep` where mine differ from day to day and are right."""

    keep: Flag = False
    days: list[Weekday] = Field(default_factory=list, max_length=7)
    start: ClockTime | None = None
    end: ClockTime | None = None
    rest: RestGiven | None = None
    consents: list[Literal["local", "introductions", "events"]] = Field(default_factory=list, max_length=3)


class MismatchTold(Told):
    """What a file says otherwise of me; nobody else sees it."""

    id: UUID
    field: str
    here: Any
    there: Any
    source: str
    found_at: Moment


class AnswerGiven(Given):
    """Whether the file is right."""

    take: Flag


@router.get("/me", response=MeTold, auth=READ, summary="Who I am here")
def read_me(request: HttpRequest) -> MeTold:
    """The account, its roles, and the person behind it."""
    asking = insider(request)
    person = _told(asking.person) if asking.person is not None else None
    return MeTold(email=asking.account.email, roles=sorted(asking.roles), person=person)


@router.patch("/me", response=MeTold, auth=WRITE, summary="Change my profile")
def change_me(request: HttpRequest, given: ProfileGiven) -> MeTold:
    """No file overwrites what is said here."""
    row, sent = member(request), given.model_fields_set
    form = ProfileForm(_profile(row, given, sent), known=engine_place(row.place))
    values = checked(form)
    said = {name: values[name] for name in sent - {"which"}}
    actions.change_person(
        person=row, changes=actions.PersonChanges(**said), by=asker(request).account, now=now_of(request)
    )
    row.refresh_from_db()
    return MeTold(email=asker(request).account.email, roles=sorted(asker(request).roles), person=_told(row))


def _profile(row: Person, given: ProfileGiven, sent: set[str]) -> dict[str, Any]:
    """The form as it would be sent from the page: what is known, with what is to change."""
    known: dict[str, Any] = {
        "name": row.name, "job": row.job, "language": row.language, "skills": words(row.skills),
        "languages": words(row.languages), "place": place_words(engine_place(row.place)),
    }  # fmt: skip
    for name in sent - {"rest", "skills", "languages"}:
        known[name] = getattr(given, name) or ""
    for name in sent & {"skills", "languages"}:
        known[name] = words(getattr(given, name) or ())
    return known | (rest_fields(given.rest) if "rest" in sent else {})


@router.get("/me/hours", response=list[PeriodTold], auth=READ, summary="My weekly hours")
def my_hours(request: HttpRequest) -> list[PeriodTold]:
    """Every period of them, by date."""
    return [PeriodTold.of(period) for period in me(request).person.patterns]


@router.post("/me/hours", response=list[PeriodTold], auth=WRITE, summary="Say my hours from a date on")
def set_my_hours(request: HttpRequest, given: HoursOn) -> list[PeriodTold]:
    """Whatever held on those dates before makes room."""
    row = member(request)
    fields, places = week_fields(given.week)
    dates = {"start": given.start.isoformat(), "end": given.end.isoformat() if given.end else ""}
    values = checked(WeekForm({**fields, **dates}), places)
    actions.set_hours(
        person=row, pattern=values["pattern"], start=values["start"], end=values["end"],
        by=asker(request).account, now=now_of(request),
    )  # fmt: skip
    return my_hours(request)


@router.post("/me/confirm", response=MeTold, auth=WRITE, summary="Confirm place, hours, rest and consents")
def confirm(request: HttpRequest, given: ConfirmGiven) -> MeTold:
    """All that the map needs, in one step; a consent that is not named is taken back."""
    here = me(request)
    form = ConfirmForm(_confirmed(given), known=engine_place(here.row.place), pattern=_pattern(here))
    values = checked(form)
    said = actions.Confirmation(values["place"], values["pattern"], values["rest"], here.today, form.said)
    actions.confirm_person(person=here.row, said=said, by=here.account, now=here.now)
    here.row.refresh_from_db()
    return read_me(request)


def _pattern(here: Any) -> Any:
    return here.person.pattern_on(here.today)


def _confirmed(given: ConfirmGiven) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "place": given.place, "which": given.which, "days": [str(day) for day in given.days],
        "start": given.start or "", "end": given.end or "", "consents": list(given.consents),
    }  # fmt: skip
    return fields | ({"keep": "on"} if given.keep else {}) | rest_fields(given.rest)


@router.get(
    "/me/mismatches", response=list[MismatchTold], auth=READ, summary="What files say otherwise of me"
)
def mismatches(request: HttpRequest) -> list[MismatchTold]:
    """Not settled yet, and shown to me alone."""
    return [_mismatch(row) for row in open_mismatches(member(request))]


@router.post("/me/mismatches/{uuid:id}", response={204: None}, auth=WRITE, summary="Settle one of them")
def settle(request: HttpRequest, id: UUID, given: AnswerGiven) -> Status[None]:  # noqa: A002
    """`take` takes over what the file says; else it stays as I said it, and the file is not asked again."""
    asking = asker(request)
    row = get_mismatch(asking, id)
    actions.answer_mismatch(mismatch=row, take=given.take, by=asking.account, now=now_of(request))
    return Status(204, None)


@router.get("/me/data", response=dict[str, Any], auth=READ, summary="Everything that is kept about me")
def my_data(request: HttpRequest) -> dict[str, Any]:
    """Every record by table, who looked at it and what was done with it, as the page offers it."""
    return {"records": kept_about(member(request))}


def _mismatch(row: Mismatch) -> MismatchTold:
    return MismatchTold(
        id=row.code, field=row.field, here=row.here, there=row.there, source=row.source, found_at=row.found_at
    )


def _told(row: Person) -> MyPerson:
    consents = {name: bool(row.consents.get(name, {}).get("given")) for name in Consent.values}
    confirmed: datetime | None = row.confirmed_at
    rest = RestTold.minutes(row.rest_start, row.rest_end)
    return MyPerson(
        id=row.code, name=row.name, email=row.email, job=row.job, place=PlaceTold.of(engine_place(row.place)),
        manager=Ref.maybe(row.manager), skills=row.skills, languages=row.languages, language=row.language,
        rest=rest, consents=consents, confirmed_at=confirmed,
    )  # fmt: skip
