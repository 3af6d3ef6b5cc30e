"""People as a directory says them: they come, change, go and come back. Every write is an action of `org`.

What the directory says as it did before is no news, so what was changed here meanwhile stays; what a person
said themself becomes a question to that person (N10). Nobody comes onto the map without a zone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import connection

from farflung.engine.model import Place
from farflung.server.connect.access import scim
from farflung.server.connect.access.scim import Known
from farflung.server.connect.actions.scim_ties import settle_ties
from farflung.server.connect.models import Delivery, ScimUser
from farflung.server.connect.scim.errors import taken
from farflung.server.connect.scim.places import place_said, where
from farflung.server.connect.scim.reading import Said, called
from farflung.server.connect.scim.schemas import ENTERPRISE, LANGUAGES
from farflung.server.connect.scim.telling import today_of
from farflung.server.core.actions.accounts import close_account, reopen_account
from farflung.server.core.actions.sessions import end_sessions
from farflung.server.core.models import Account, Message, Token
from farflung.server.core.writing import Write, writing
from farflung.server.org import actions
from farflung.server.org.actions import NewPerson, PersonChanges
from farflung.server.org.models import Person

_LOCK: Final = 0x7363696D  # one directory writes at a time


@dataclass(frozen=True, slots=True)
class Speaker:
    """Which directory speaks, as whom it is in the audit, and when."""

    name: str
    by: Account
    now: datetime

    @classmethod
    def of(cls, token: Token, now: datetime) -> "Speaker":
        """The directory of a token."""
        return cls(token.name, token.account, now)


def alone() -> None:
    """Until this transaction is done no other directory writes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def create_user(*, said: Said, speaker: Speaker) -> UUID:
    """Somebody whom the directory did not know; who was here already is known from now on. Their id."""
    with writing(by=speaker.by, now=speaker.now) as write:
        alone()
        if scim.by_user_name(said["userName"]) is not None:
            raise taken("userName: somebody here is called that already.")
        link = _link_for(said, speaker)
        _keep(write, link, said, speaker, before={}, active=said.get("active", True))
        return link.code


def replace_user(*, one: Known, said: Said, speaker: Speaker) -> UUID:
    """What the directory says of somebody from now on."""
    with writing(by=speaker.by, now=speaker.now) as write:
        alone()
        other = scim.by_user_name(said["userName"])
        if other is not None and other.code != one.code:
            raise taken("userName: somebody else here is called that.")
        link = ScimUser.objects.filter(code=one.code).first() or _new_link(one.person, speaker)
        # A directory that says nothing of it neither lets anybody go nor takes anybody back.
        active = said.get("active", link.active)
        _keep(write, link, said, speaker, before=dict(link.said), active=active)
        return link.code


def remove_user(*, one: Known, speaker: Speaker) -> None:
    """They leave, and are gone for the directory; what is on record here has its own time (N12)."""
    with writing(by=speaker.by, now=speaker.now) as write:
        alone()
        link = ScimUser.objects.filter(code=one.code).first() or _new_link(one.person, speaker)
        write.audit("directory.remove", "person", link.code, about=link.code)
        if link.person is None:
            ScimUser.objects.filter(pk=link.pk).delete()
            return
        _leave(link.person, speaker)
        link.active, link.removed_at, link.changed_at = False, speaker.now, speaker.now
        link.user_name = link.user_name or link.person.email or link.person.key
        link.save()


def place_user(*, link: ScimUser, place: Place, by: Account, now: datetime) -> None:
    """Somebody of people operations says where they are: they come onto the map, or their place is that."""
    with writing(by=by, now=now) as write:
        alone()
        row = ScimUser.objects.select_for_update().get(pk=link.pk)
        speaker = Speaker(row.source, by, now)
        if row.person is None:
            _arrive(row, place, speaker)
            settle_ties(row, before={}, by=by, now=now)
        else:
            actions.hear(
                person=row.person, said=PersonChanges(place=place), source=row.source, by=by, now=now
            )
        row.unplaced = False
        row.save()
        write.audit("directory.placed", "person", row.code, about=row.code)


def leave_place(*, link: ScimUser, by: Account, now: datetime) -> None:
    """Where somebody is on the map is right: what the directory says of it is let be."""
    with writing(by=by, now=now) as write:
        if ScimUser.objects.filter(pk=link.pk).exclude(person=None).update(unplaced=False):
            write.audit("directory.left", "person", link.code, about=link.code)


# --- who is who --------------------------------------------------------------------------


def _link_for(said: Said, speaker: Speaker) -> ScimUser:
    """The row of somebody who comes: of who was taken out, of who is on the map already, or a new one."""
    old = ScimUser.objects.filter(user_name__iexact=said["userName"]).first()
    person = old.person if old is not None else _same_person(said)
    link = old or ScimUser.objects.filter(person=person).exclude(person=None).first()
    if link is None:
        return _new_link(person, speaker)
    link.removed_at = None
    return link


def _same_person(said: Said) -> Person | None:
    """Who has that employee number or address already; `ScimError` where another entry is theirs."""
    number = said.get(ENTERPRISE, {}).get("employeeNumber", "")
    address = _email(said)
    by_number = Person.objects.filter(key=number).first() if number else None
    by_address = Person.objects.filter(email=address).first() if address else None
    if by_number is not None and by_number.email and address and by_number.email != address:
        raise taken("employeeNumber: somebody else here has it.")
    found = by_number or by_address
    if found is not None and ScimUser.objects.filter(person=found, removed_at=None).exists():
        raise taken("emails: somebody else here has that address or employee number.")
    return found


def _new_link(person: Person | None, speaker: Speaker) -> ScimUser:
    code = person.code if person is not None else uuid4()
    # Of whom nothing was said yet it is not known either that they had left.
    gone = person is not None and person.ended is not None and person.ended < today_of(person, speaker.now)
    return ScimUser(code=code, person=person, created_at=speaker.now, active=not gone)


# --- what it says --------------------------------------------------------------------------


def _keep(write: Write, link: ScimUser, said: Said, speaker: Speaker, *, before: Said, active: bool) -> None:
    was_active = link.active
    link.user_name, link.external_id = said["userName"], said.get("externalId", "")
    link.active, link.said = active, said
    link.source, link.changed_at = speaker.name, speaker.now
    if link.person is None:
        place = place_said(said)
        link.unplaced = place is None
        if place is not None:
            _arrive(link, place, speaker)
            was_active = True
    else:
        _hear(link, link.person, said, before, speaker)
    link.save()
    settle_ties(link, before=before, by=speaker.by, now=speaker.now)
    if link.person is not None and link.active != was_active:
        (_return if link.active else _leave)(link.person, speaker)
    changed = sorted(name for name in {*said, *before} if said.get(name) != before.get(name))
    if changed:
        write.audit("directory.said", "person", link.code, about=link.code, fields=changed)


def _arrive(link: ScimUser, place: Place, speaker: Speaker) -> None:
    """Onto the map, under the id that the directory knows."""
    said = link.said
    number = said.get(ENTERPRISE, {}).get("employeeNumber", "")
    details = NewPerson(
        name=called(said), place=place, key=number or said["userName"], email=_email(said),
        job=said.get("title", ""), code=link.code,
    )  # fmt: skip
    link.person = actions.add_person(details=details, by=speaker.by, now=speaker.now)
    if _language(said):
        language = PersonChanges(language=_language(said))
        actions.change_person(person=link.person, changes=language, by=speaker.by, now=speaker.now)


def _hear(link: ScimUser, person: Person, said: Said, before: Said, speaker: Speaker) -> None:
    """What is new in it. Without a name, an address or a place nothing is taken away."""
    news: dict[str, Any] = {}
    for name, read in (("name", called), ("email", _email), ("job", _job)):
        if read(said) != (read(before) if before else None) and (read(said) or (before and name == "job")):
            news[name] = read(said)
    if person.language in ("", _language(before)) and _language(said):
        news["language"] = _language(said)
    if where(said) != where(before):
        place = place_said(said)
        link.unplaced = place is None and any(where(said))
        news |= {"place": place} if place is not None else {}
    if news:
        changes = PersonChanges(**news)
        actions.hear(person=person, said=changes, source=speaker.name, by=speaker.by, now=speaker.now)


def _email(said: Mapping[str, Any]) -> str:
    return next((str(one["value"]) for one in said.get("emails") or ()), "").casefold()


def _job(said: Mapping[str, Any]) -> str:
    return str(said.get("title", ""))


def _language(said: Mapping[str, Any]) -> str:
    """Of the pages, where they are in it."""
    named = str(said.get("preferredLanguage") or said.get("locale") or "")
    plain = named.replace("_", "-").partition("-")[0].casefold()
    return plain if plain in LANGUAGES else ""


# --- leaving and coming back -------------------------------------------------------------------


def _leave(person: Person, speaker: Speaker) -> None:
    """Now: browsers are signed out, tokens and calendars end, and nothing that waits goes to them."""
    row = Person.objects.select_related("account", "place").get(pk=person.pk)
    last = max(today_of(row, speaker.now), row.started or today_of(row, speaker.now))
    if row.ended is None or row.ended > last:
        actions.end_person(person=row, last_day=last, by=speaker.by, now=speaker.now)
    if row.account is not None and row.account.is_active:
        close_account(account=row.account, by=speaker.by, now=speaker.now)
        end_sessions(account=row.account, by=speaker.by, now=speaker.now)
    waiting = Message.objects.filter(recipient=row.code, state=Message.State.WAITING)
    waiting.update(state=Message.State.DROPPED, settled_at=speaker.now, data={})
    Delivery.objects.filter(recipient=row.code, state=Delivery.State.DUE).delete()


def _return(person: Person, speaker: Speaker) -> None:
    row = Person.objects.select_related("account").get(pk=person.pk)
    if row.ended is not None:
        actions.end_person(person=row, last_day=None, by=speaker.by, now=speaker.now)
    if row.account is not None:
        reopen_account(account=row.account, by=speaker.by, now=speaker.now)
