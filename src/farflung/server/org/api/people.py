"""People, for who looks after them: added, changed, ended, and the record that others do not see."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.shapes import Day, Given, Line, Told
from farflung.server.org import actions
from farflung.server.org.access import Asker, Role, get_person, private, require
from farflung.server.org.api.filled import PlaceGiven, checked, words
from farflung.server.org.forms.company import EndForm, NewPersonForm, PersonForm
from farflung.server.org.forms.place import engine_place, place_words
from farflung.server.org.models import Person
from farflung.server.ui.api import PlaceTold, Ref
from farflung.server.ui.reader import now_of

router = Router(tags=["company"])
WRITE = needs(Scope.WRITE_COMPANY)
_PRIVATE = ("started", "ended", "entity")
_THROUGH = "api company/people"


class NewPersonGiven(PlaceGiven):
    """Somebody new. `key` is the id by which files know the person: the address where it is left out."""

    name: Line
    key: Line = ""
    email: Line = ""
    job: Line = ""
    manager: UUID | None = None
    entity: UUID | None = None
    started: Day | None = None
    skills: list[Line] = Field(default_factory=list, max_length=100)
    languages: list[Line] = Field(default_factory=list, max_length=100)


class PersonGiven(Given):
    """What is to change; whatever is left out stays as it is, null takes it away."""

    name: Line | None = None
    email: Line | None = None
    job: Line | None = None
    place: Line | None = None
    which: Line | None = None
    manager: UUID | None = None
    entity: UUID | None = None
    started: Day | None = None
    skills: list[Line] | None = Field(None, max_length=100)
    languages: list[Line] | None = Field(None, max_length=100)


class EndGiven(Given):
    """The last day of employment; null takes it back."""

    last_day: Day | None


class RecordTold(Told):
    """What people operations keep of somebody. Reading it is a look that the person sees."""

    id: UUID
    name: str
    email: str
    job: str
    place: PlaceTold
    manager: Ref | None
    entity: Ref | None
    started: date | None
    ended: date | None
    skills: list[str]
    languages: list[str]
    own: list[str] = Field(description="what the person said themself, which no file overwrites")


@router.post("/company/people", response={201: RecordTold}, auth=WRITE, summary="Add somebody")
def add_person(request: HttpRequest, given: NewPersonGiven) -> Status[RecordTold]:
    """For people operations. The next step is an invitation."""
    asking = require(request, Role.PEOPLE)
    plain = ("name", "key", "email", "job", "place", "which")
    fields: dict[str, Any] = {name: getattr(given, name) for name in plain}
    fields |= {"skills": words(given.skills), "languages": words(given.languages)}
    fields |= {"entity": _text(given.entity), "started": _text(given.started)}
    values = checked(NewPersonForm(fields))
    values["manager"] = get_person(asking, given.manager) if given.manager else None
    names = ("name", "place", "key", "email", "job", "manager", "entity", "skills", "languages", "started")
    details = actions.NewPerson(**{name: values[name] for name in names})
    row = actions.add_person(details=details, by=asking.account, now=now_of(request))
    return Status(201, _record(request, asking, row))


@router.get("/company/people/{uuid:id}", response=RecordTold, auth=WRITE, summary="Somebody's record")
def record(request: HttpRequest, id: UUID) -> RecordTold:  # noqa: A002
    """For people operations; the person sees who looked."""
    asking = require(request, Role.PEOPLE)
    return _record(request, asking, get_person(asking, id))


@router.patch(
    "/company/people/{uuid:id}", response=RecordTold, auth=WRITE, summary="Change somebody's record"
)
def change_person(request: HttpRequest, id: UUID, given: PersonGiven) -> RecordTold:  # noqa: A002
    """For people operations."""
    asking = require(request, Role.PEOPLE)
    row, sent = get_person(asking, id), given.model_fields_set
    values = checked(PersonForm(_fields(row, given, sent), known=engine_place(row.place)))
    values["manager"] = get_person(asking, given.manager) if given.manager else None
    said = {name: values[name] for name in sent - {"which"}}
    actions.change_person(
        person=row, changes=actions.PersonChanges(**said), by=asking.account, now=now_of(request)
    )
    return _record(request, asking, get_person(asking, id))


@router.post(
    "/company/people/{uuid:id}/end", response=RecordTold, auth=WRITE, summary="Say somebody's last day"
)
def end_person(request: HttpRequest, id: UUID, given: EndGiven) -> RecordTold:  # noqa: A002
    """For people operations. Nobody plans with the person after that day."""
    asking = require(request, Role.PEOPLE)
    row = get_person(asking, id)
    last = checked(EndForm({"last_day": _text(given.last_day)}))["last_day"] if given.last_day else None
    actions.end_person(person=row, last_day=last, by=asking.account, now=now_of(request))
    return _record(request, asking, get_person(asking, id))


def _fields(row: Person, given: PersonGiven, sent: set[str]) -> dict[str, Any]:
    """The form as it would be sent from the page: what is known, with what is to change."""
    known: dict[str, Any] = {
        "name": row.name, "email": row.email, "job": row.job, "place": place_words(engine_place(row.place)),
        "skills": words(row.skills), "languages": words(row.languages),
    }  # fmt: skip
    for name in sent - {"manager", "skills", "languages"}:
        known[name] = _text(getattr(given, name))
    for name in sent & {"skills", "languages"}:
        known[name] = words(getattr(given, name) or ())
    return known


def _text(value: object | None) -> str:
    return "" if value is None else str(value)


def _record(request: HttpRequest, asking: Asker, row: Person) -> RecordTold:
    seen = private(asking, row, _PRIVATE, through=_THROUGH, now=now_of(request))
    return RecordTold(
        id=row.code, name=row.name, email=row.email, job=row.job, place=PlaceTold.of(engine_place(row.place)),
        manager=Ref.maybe(row.manager), entity=Ref.maybe(seen["entity"]), started=seen["started"],
        ended=seen["ended"], skills=list(row.skills), languages=list(row.languages), own=list(row.own),
    )  # fmt: skip
