"""People: added, changed, confirmed by themselves, ended."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from enum import Enum
from typing import Any, Final

from django.utils.translation import gettext as _

from farflung.engine.model import Place as EnginePlace
from farflung.engine.model import RestWindow, WeeklyPattern
from farflung.intake.languages import language_name
from farflung.server.core.events import publish
from farflung.server.core.models import Account
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import MAP, Write, writing
from farflung.server.org.actions.hours import put_hours
from farflung.server.org.actions.places import place_row
from farflung.server.org.actions.whose import held, is_self, own, refresh_words
from farflung.server.org.events import PersonAdded, PersonChanged, PersonEnds
from farflung.server.org.models import Consent, LegalEntity, Person


class Unset(Enum):
    """A change that says nothing about a field."""

    UNSET = "unset"


UNSET: Final = Unset.UNSET


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody new. `key` is the id under which files know them: the address where it is left out.

    `code` is for who already goes by one.
    """

    name: str
    place: EnginePlace
    key: str = ""
    email: str = ""
    job: str = ""
    manager: Person | None = None
    entity: LegalEntity | None = None
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    started: date | None = None
    pattern: WeeklyPattern | None = None
    rest: RestWindow | None = None
    code: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class PersonChanges:
    """What is to change; whatever is `UNSET` stays as it is."""

    name: str | Unset = UNSET
    email: str | Unset = UNSET
    job: str | Unset = UNSET
    place: EnginePlace | Unset = UNSET
    rest: RestWindow | Unset | None = UNSET
    skills: Iterable[str] | Unset = UNSET
    languages: Iterable[str] | Unset = UNSET
    language: str | Unset = UNSET
    manager: Person | Unset | None = UNSET
    entity: LegalEntity | Unset | None = UNSET
    started: date | Unset | None = UNSET

    @property
    def named(self) -> dict[str, Any]:
        """The fields that are to change."""
        said = ((one.name, getattr(self, one.name)) for one in fields(self))
        return {name: value for name, value in said if value is not UNSET}


def add_person(*, details: NewPerson, by: Account | None, now: datetime) -> Person:
    """Somebody new; raises `Refused` for a name that is empty, or an id or address that is taken."""
    with writing(by=by, now=now, changes=MAP) as write:
        code = details.code or uuid.uuid4()
        key = details.key.strip() or details.email.strip().casefold() or str(code)
        if Person.objects.filter(key=key).exists():
            raise Refused("taken", _("Somebody here has that id already."), "key")
        person = Person(code=code, key=key, place=place_row(details.place, now), created_at=now)
        changes = PersonChanges(
            name=details.name, email=details.email, job=details.job, skills=details.skills,
            languages=details.languages, manager=details.manager, entity=details.entity,
            started=details.started, rest=details.rest,
        )  # fmt: skip
        set_fields(person, changes, now)
        person.save()
        if details.pattern is not None:
            put_hours(person, details.pattern, None, None, now)
        refresh_words([person])
        write.audit("person.add", "person", person.code, about=person.code)
        publish(PersonAdded(person.code))
        return person


def change_person(*, person: Person, changes: PersonChanges, by: Account | None, now: datetime) -> Person:
    """Changes what `changes` names; what a person changes of themself no file will overwrite."""
    with writing(by=by, now=now, changes=MAP) as write:
        row = held(person)
        changed = set_fields(row, changes, now)
        if is_self(row, by):
            own(row, changed)
        row.save()
        tell_changed(write, row, changed)
        return row


def tell_changed(write: Write, person: Person, changed: Iterable[str]) -> None:
    """Writes down which fields changed, and tells those who listen; of none nothing."""
    names = sorted(changed)
    if not names:
        return
    refresh_words([person])
    # Names of fields only: the audit is kept longer than anything it is about.
    write.audit("person.change", "person", person.code, about=person.code, fields=names)
    publish(PersonChanged(person.code, tuple(names)))


def set_fields(person: Person, changes: PersonChanges, now: datetime) -> set[str]:
    """Sets fields of a row that the caller saves; the names of those that are different now."""
    changed: set[str] = set()
    for name, value in changes.named.items():
        for column, new in _columns(person, name, value, now).items():
            if getattr(person, column) != new:
                setattr(person, column, new)
                changed.add(name)
    return changed


def _columns(person: Person, name: str, value: Any, now: datetime) -> dict[str, Any]:
    """A field as the columns that keep it; raises `Refused` where it cannot be."""
    if name == "place":
        return {"place": place_row(value, now)}
    if name == "rest":
        return {"rest_start": value and value.start, "rest_end": value and value.end}
    if name == "email":
        return {"email": _free_address(person, value)}
    if name == "manager":
        return {"manager": _above(person, value)}
    if name == "started":
        return {"started": _begun(person, value)}
    make = _MADE.get(name)
    return {name: make(value) if make else value}


def _named(text: str) -> str:
    if not text.strip():
        raise Refused("empty", _("A person needs a name."), "name")
    return text.strip()


def _free_address(person: Person, text: str) -> str:
    address = text.strip().casefold()
    if address and Person.objects.filter(email=address).exclude(pk=person.pk).exists():
        raise Refused("taken", _("Somebody here has that address already."), "email")
    return address


def _begun(person: Person, first_day: date | None) -> date | None:
    if first_day is not None and person.ended is not None and person.ended < first_day:
        raise Refused("backwards", _("The last day lies before the first."), "started")
    return first_day


def _listed(texts: Iterable[str]) -> list[str]:
    by_fold = {text.strip().casefold(): text.strip() for text in texts if text.strip()}
    return sorted(by_fold.values(), key=str.casefold)


def _languages(texts: Iterable[str]) -> list[str]:
    return sorted({language_name(text) for text in _listed(texts)})


_MADE: Final[Mapping[str, Callable[[Any], Any]]] = {
    "name": _named, "job": str.strip, "language": str.strip, "skills": _listed, "languages": _languages,
}  # fmt: skip


def _above(person: Person, manager: Person | None) -> Person | None:
    """The manager, unless the tree would become a ring."""
    above, seen = manager, set[int]()
    while above is not None and above.pk not in seen:
        if above.pk == person.pk:
            text = _("%(manager)s reports to %(person)s: both ways is impossible.")
            named = {"manager": manager, "person": person.name}
            raise Refused("cycle", text % named, "manager")
        seen.add(above.pk)
        above = above.manager
    return manager


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Where, when, when never, and what for, as a person says it. The hours hold from the day `start` on."""

    place: EnginePlace
    pattern: WeeklyPattern
    rest: RestWindow | None
    start: date
    consents: Mapping[str, bool] = field(default_factory=dict)


def confirm_person(*, person: Person, said: Confirmation, by: Account, now: datetime) -> Person:
    """All that the map needs, in one step, on a phone; only the person themself can (`Refused` else)."""
    with writing(by=by, now=now, changes=MAP) as write:
        row = held(person)
        refuse_others(row, by)
        changed = set_fields(row, PersonChanges(place=said.place, rest=said.rest), now)
        if put_hours(row, replace(said.pattern, assumed=False), said.start, None, now):
            changed.add("hours")
        if _consent(row, said.consents, now):
            changed.add("consents")
        own(row, ("place", "hours", "rest"))
        row.confirmed_at = now
        row.save()
        write.audit("person.confirm", "person", row.code, about=row.code)
        tell_changed(write, row, changed)
        return row


def set_consents(*, person: Person, consents: Mapping[str, bool], by: Account, now: datetime) -> Person:
    """Gives or takes back consents; only the person themself can. Raises `Refused` for everybody else."""
    with writing(by=by, now=now) as write:
        row = held(person)
        refuse_others(row, by)
        if _consent(row, consents, now):
            row.save()
            write.audit("person.consent", "person", row.code, about=row.code)
        return row


def refuse_others(person: Person, by: Account) -> None:
    """Raises `Refused` for everybody but the person themself."""
    if not is_self(person, by):
        raise Refused("not-yours", _("Only the person themself can say that."))


def _consent(person: Person, consents: Mapping[str, bool], now: datetime) -> bool:
    changed = False
    for name, given in consents.items():
        if name not in Consent.values:
            raise Refused("unknown", _("There is no such consent."), "consents")
        if person.consents.get(name, {}).get("given", False) != given:
            person.consents[name] = {"given": given, "at": now.isoformat()}
            changed = True
    return changed


def end_person(*, person: Person, last_day: date | None, by: Account | None, now: datetime) -> Person:
    """The last day of employment; None takes it back."""
    with writing(by=by, now=now, changes=MAP) as write:
        row = held(person)
        if last_day is not None and row.started is not None and last_day < row.started:
            raise Refused("backwards", _("The last day lies before the first."), "last_day")
        row.ended = last_day
        row.save(update_fields=["ended"])
        write.audit("person.end", "person", row.code, about=row.code)
        publish(PersonEnds(row.code, last_day))
        return row


def link_account(*, person: Person, account: Account | None, by: Account | None, now: datetime) -> Person:
    """Says which account is the person's; None cuts the tie."""
    with writing(by=by, now=now) as write:
        row = held(person)
        if account is not None and Person.objects.filter(account=account).exclude(pk=row.pk).exists():
            raise Refused("taken", _("That account belongs to somebody else."), "account")
        row.account = account
        row.save(update_fields=["account"])
        write.audit("person.account", "person", row.code, about=row.code, linked=account is not None)
        return row
