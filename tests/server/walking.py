"""Everybody at every address: who walks, which addresses there are, and which records stand in them."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from farflung.server.clock.access import own_meetings
from farflung.server.clock.actions.agreements import Writing, make_agreement
from farflung.server.clock.models import Agreement, Concerned, Finding, Meeting
from farflung.server.connect.access.scim import clients
from farflung.server.connect.actions.calendars import Entered, join_calendar
from farflung.server.connect.actions.directories import add_directory
from farflung.server.connect.models import Hook, JoinedCalendar, ScimUser
from farflung.server.core.actions.feeds import make_feed
from farflung.server.core.actions.tokens import make_token
from farflung.server.core.models import Account, CalendarFeed, Message, Passkey, SignedIn, Token
from farflung.server.org.access import Role, asker_of, is_lead_of
from farflung.server.org.models import (
    Absence,
    Holiday,
    HolidaySwap,
    LegalEntity,
    Mismatch,
    Person,
    RoleGrant,
    Stay,
    Team,
)
from farflung.server.site.who_sees import Of, Rights, Who
from tests.server.company import NOW, Cast, make_account

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
CODE = re.compile(r"<(?:uuid|str):\w+>")
ALONE = {"Daniel": "people", "Salma": "compliance", "Jack": "executive"}
"""Who is given one role and no other, beside those of the cast."""
OTHER = "Rafael"
"""Whose records stand for those of somebody else."""


@dataclass(frozen=True, slots=True)
class Walker:
    """Somebody at a browser: everything they are, and the session they come with ("" for nobody)."""

    name: str
    who: frozenset[Who]
    account: Account | None
    session: str = ""
    person: Person | None = None

    def client(self, **more: Any) -> Client:
        """Their browser."""
        client = Client(**more)
        if self.session:
            client.cookies["farflung_session"] = self.session
        return client

    def ask(self, method: str, path: str, data: Mapping[str, Any] | None = None, **how: Any) -> HttpResponse:
        """One request; nothing it changes stays, the session least of all. `how` is for the client."""
        client = self.client(**how)
        more: dict[str, Any] = {"data": data or {}}
        if method in ("PUT", "PATCH"):
            more = {"data": "{}", "content_type": "application/json"}
        with undone():
            answer: HttpResponse = getattr(client, method.lower())(path, **more)
            return answer


@contextmanager
def undone() -> Iterator[None]:
    """Takes back what is written within."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def routes(of: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Every address of the site, as it is written in `urls.py`."""
    for one in (of or get_resolver()).url_patterns:
        route = before + str(one.pattern).removeprefix("^")
        if route == "api/v1/":
            continue  # by operation, not by address: tests/server/api/test_who_calls.py walks them
        if isinstance(one, URLPattern):
            yield route
        else:
            yield from routes(one, route)


@dataclass(slots=True)
class Company:
    """The cast with records of their own, and everybody who walks."""

    cast: Cast
    walkers: list[Walker] = field(default_factory=list)
    known: dict[tuple[str, bool, str], tuple[tuple[UUID | str, Of], ...]] = field(default_factory=dict)
    """Which records were found, by where the address begins, whether it changes them, and who walks: nothing
    that is asked for stays, so they are the same the next time."""

    def walker(self, name: str) -> Walker:
        """One of them."""
        return next(walker for walker in self.walkers if walker.name == name)

    def paths(self, route: str, walker: Walker) -> Iterator[tuple[str, Of]]:
        """The addresses of a route, each with whose record it is; `KeyError` for records of a new kind."""
        if not CODE.search(route):
            yield f"/{route}", Of.OWN
            return
        which = (CODE.split(route)[0], route.count("/") > 1, walker.name)
        if which not in self.known:
            self.known[which] = tuple(self._records(route, walker))
        for code, whose in self.known[which]:
            yield f"/{CODE.sub(str(code), route)}", whose

    def _records(self, route: str, walker: Walker) -> Iterator[tuple[UUID | str, Of]]:
        start = CODE.split(route)[0]
        if start in OF_ACCOUNT:
            one, inside = OF_ACCOUNT[start]
            if walker.account is not None and inside & walker.who:
                yield one(walker.account), Of.OWN
            yield one(self.cast.account(OTHER)), Of.ALL
        elif start in ("inbox/", "inbox/sent/"):
            if Who.MEMBER in walker.who or Who.OPERATOR in walker.who:
                yield self.message(start, box_of(walker)), Of.OWN
            yield self.message(start, self.cast.people[OTHER].code), Of.ALL
        elif start in OF_ONE:
            model = OF_ONE[start]
            if walker.person is not None:
                yield model.objects.filter(person=walker.person).first().code, Of.OWN
            yield model.objects.filter(person=self.cast.people[OTHER]).first().code, Of.ALL
        elif start == "meetings/":
            yield from self._meetings(route, walker)
        elif start == "findings/":
            yield from self._findings(route, walker)
        elif start in ("company/teams/", "teams/", "agreements/"):
            yield from self._led(start, walker)
        else:
            yield self.others()[start], Of.ALL

    def _led(self, start: str, walker: Walker) -> Iterator[tuple[UUID, Of]]:
        """A team that the walker leads, or its agreement; and another team, or the company's agreement."""
        led = Team.objects.filter(lead=walker.person).first() if walker.person else None
        of_agreements = start == "agreements/"
        if led is not None:
            yield Agreement.objects.get(team=led).code if of_agreements else led.code, Of.LED
        other = Team.objects.exclude(lead=walker.person).order_by("pk")[0]
        yield Agreement.objects.get(team=None).code if of_agreements else other.code, Of.ALL

    def message(self, start: str, box: UUID) -> UUID:
        """A message that has come to somebody, or a note that they wrote and that waits."""
        if start == "inbox/":
            wanted = {"recipient": box, "state": Message.State.LANDED, "settled_at": NOW, "decided": True}
        else:
            wanted = {"sender": box, "recipient": self.cast.people[OTHER].code}
        rest = {"kind": "note", "purpose": "note", "posted_at": NOW, "data": {"text": "walk"}}
        return Message.objects.get_or_create(**wanted, defaults=rest)[0].code

    def _meetings(self, route: str, walker: Walker) -> Iterator[tuple[UUID, Of]]:
        """One that is theirs (for what changes it: that they organise), one of people they lead, another."""
        person, changes = walker.person, route.count("/") > 1
        if person is not None:
            own = Meeting.objects.filter(organizer=person) if changes else own_meetings(person)
            yield from ((one.code, Of.OWN) for one in own[:1])
            led = Meeting.objects.filter(invited__person__manager=person).exclude(organizer=person)
            led = led.exclude(pk__in=own_meetings(person).values("pk")).distinct()
            theirs = [one for one in led if not changes or _within(one, person)]
            yield from ((one.code, Of.LED) for one in theirs[:1])
        if person is None or not is_lead_of(person, self.cast.people["Kasia"]):
            yield Meeting.objects.get(title="Withdrawals handover").code, Of.ALL

    def _findings(self, route: str, walker: Walker) -> Iterator[tuple[UUID, Of]]:
        """One that hits the walker and is another's to look after, one of theirs, and one of neither."""
        person, changes = walker.person, route.count("/") > 1
        if person is not None:
            if not changes:
                yield finding(hits=person, key=f"hits {person.pk}"), Of.OWN
            if Who.LEAD in walker.who:
                yield finding(owner=person, key=f"of {person.pk}"), Of.LED
        yield finding(hits=self.cast.people[OTHER], key="of others"), Of.ALL

    def hook(self) -> UUID:
        """A hook of the company."""
        found = Hook.objects.filter(name="walk").first()
        if found is None:
            found = Hook.at("https://chat.example/x", kind="chat", name="walk", now=NOW)
            found.save()
        return found.code

    def directory(self) -> UUID:
        """The token of a directory."""
        found = clients().first()
        by = self.cast.account("Wei")
        return (found or add_directory(name="walk", by=by, now=NOW)[0]).code

    def arrival(self) -> UUID:
        """Somebody whom a directory named without a place."""
        given = {"said": {}, "source": "walk", "unplaced": True, "created_at": NOW, "changed_at": NOW}
        return ScimUser.objects.get_or_create(user_name="walk", defaults=given)[0].code

    def others(self) -> dict[str, UUID | str]:
        """Records of the company, by the beginning of their address."""
        holiday = Holiday.objects.select_related("calendar").order_by("pk").first()
        assert holiday is not None
        return {
            "company/people/": self.cast.people[OTHER].code,
            "people/": self.cast.people[OTHER].code,
            "company/entities/": LegalEntity.objects.order_by("pk").values_list("code", flat=True)[0],
            "company/holidays/": holiday.calendar.code,
            "company/holidays/days/": holiday.code,
            "company/imports/": self.cast.batch.code,
            "join/": "a-word-that-nobody-signed",
            "feeds/": "fc_a-word-that-nobody-was-given",
            "company/channels/": self.hook(),
            "company/directories/": self.directory(),
            "company/arrivals/": self.arrival(),
            "scim/v2/Users/": self.cast.people[OTHER].code,
            "scim/v2/Groups/": Team.objects.order_by("pk")[0].code,
            "scim/v2/ResourceTypes/": "User",
            "scim/v2/Schemas/": "urn:ietf:params:scim:schemas:core:2.0:User",
            "mail/confirm/": "a-word-that-nobody-signed",
            "mail/stop/": "a-word-that-nobody-signed",
        }

    def sent(self, route: str) -> dict[str, str]:
        """What a form has to hold so that it is about somebody."""
        other, team = self.cast.people[OTHER], Team.objects.order_by("pk")[0]
        return {
            "company/chat/remove": {"system": "slack"},
            "company/roles/revoke": {"person": str(other.code), "role": "executive"},
            "company/teams/<uuid:code>/leave": {"person": str(other.code), "team": str(team.code)},
        }.get(route, {})


def _within(meeting: Meeting, lead: Person) -> bool:
    """Whether all who are invited are in a team of a lead."""
    guests = {one.person_id for one in meeting.invited.all()}
    return any(
        guests <= {member.person_id for member in team.memberships.all()}
        for team in Team.objects.filter(lead=lead)
    )


def finding(*, key: str, hits: Person | None = None, owner: Person | None = None) -> UUID:
    """A finding about a duty, that nobody has decided about."""
    given = {"rule": "coverage.over", "severity": 2, "whose": "team", "subject": "Desk", "owner": owner,
             "desk": "" if owner else "people", "found_at": NOW, "checked_at": NOW,
             "state_at": NOW}  # fmt: skip
    row, made = Finding.objects.get_or_create(key=key, defaults=given)
    if made and hits is not None:
        Concerned.objects.create(finding=row, person=hits)
    return row.code


def box_of(walker: Walker) -> UUID:
    """Under which code messages come to a walker."""
    if walker.person is not None:
        return walker.person.code
    assert walker.account is not None
    return walker.account.code


def _token(account: Account) -> UUID:
    found = Token.objects.filter(account=account).first()
    if found is None:
        day = timedelta(days=1)
        found, _word = make_token(name="walk", scopes=["read:time"], valid=day, by=account, now=NOW)
    return found.code


def _session(account: Account) -> UUID:
    if not SignedIn.objects.filter(account=account).exists():
        Client().force_login(account)
    return SignedIn.objects.filter(account=account)[0].code


def _calendar(account: Account) -> UUID:
    found = CalendarFeed.objects.filter(account=account).first()
    if found is None:
        made: dict[str, Any] = {"kind": "own", "team": None, "name": "walk", "language": "en"}
        found, _word = make_feed(**made, by=account, now=NOW)
    return found.code


def _joined(account: Account) -> UUID:
    person = Person.objects.get(account=account)
    found = JoinedCalendar.objects.filter(person=person).first()
    if found is None:
        entered = Entered("ics", "walk", "https://calendar.example/walk.ics")
        found = join_calendar(person=person, entered=entered, by=account, now=NOW)
    return found.code


def _passkey(account: Account) -> UUID:
    made = {"name": "walk", "host": "testserver", "public": b"", "created_at": NOW}
    found, _new = Passkey.objects.get_or_create(account=account, key=account.code.bytes, defaults=made)
    return found.code


OF_ACCOUNT: Mapping[str, tuple[Callable[[Account], UUID], frozenset[Who]]] = {
    "me/tokens/": (_token, frozenset({Who.MEMBER, Who.OPERATOR})),
    "me/sessions/": (_session, frozenset({Who.STRANGER})),
    "me/security/passkeys/": (_passkey, frozenset({Who.STRANGER})),
    "me/calendars/": (_calendar, frozenset({Who.MEMBER})),
    "me/busy/": (_joined, frozenset({Who.MEMBER})),
}
"""What an account has, made where it is not there yet; and who has such a thing at all."""

OF_ONE: Mapping[str, Any] = {
    "me/mismatches/": Mismatch,
    "me/places/": Stay,
    "me/away/": Absence,
    "me/swaps/": HolidaySwap,
}


def may(rights: Rights, who: frozenset[Who], whose: Of) -> bool:
    """Whether somebody may, with a record that is to them what `whose` says."""
    found = {rights[one] for one in who if one in rights}
    return Of.ALL in found or whose in found


def company(cast: Cast) -> Company:
    """Everybody with a record of each kind, each role with somebody who has it alone, and who walks."""
    for name, role in ALONE.items():
        RoleGrant.objects.create(person=cast.people[name], role=role, granted_at=NOW)
    runs = make_account("runs@polaris.example", NOW)
    Account.objects.filter(pk=runs.pk).update(operator=True)
    cast.accounts["Runner"] = Account.objects.get(pk=runs.pk)
    for team in Team.objects.exclude(lead=None):
        said = Writing(f"agreement: Of {team.name}\nmeetings:\n  agenda: required\n")
        make_agreement(said=said, team=team, by=None, now=NOW)
    LegalEntity.objects.get_or_create(name="Polaris Unipessoal", defaults={"country": "PT"})
    for person in cast.people.values():
        _records_of(person)
    names = [*CAST, *ALONE, "Runner", "Mallory"]
    walkers = [_walker(cast, name) for name in dict.fromkeys(names)]
    return Company(cast, [*walkers, Walker("Nobody", frozenset({Who.ANYBODY}), None)])


CAST = ("Ana", "Tomás", "Ravi", "Wei", "Mei-Ling", "Camille", "Omar")


def _records_of(person: Person) -> None:
    away = DateRange(date(2027, 8, 2), date(2027, 8, 5))
    Absence.objects.create(person=person, during=away, recorded_at=NOW)
    Mismatch.objects.create(person=person, field="job", here="A", there="B", source="hr.csv", found_at=NOW)
    HolidaySwap.objects.create(
        person=person, worked=date(2027, 12, 24), off=date(2027, 12, 27), recorded_at=NOW
    )
    there = DateRange(date(2027, 9, 6), date(2027, 9, 9))
    Stay.objects.create(person=person, place=person.place, kind="travel", during=there, recorded_at=NOW)


def _walker(cast: Cast, name: str) -> Walker:
    account = Account.objects.get(pk=cast.accounts[name].pk)
    client = Client()
    client.force_login(account)
    found = asker_of(account)
    assert found is not None
    who = {Who.ANYBODY, Who.STRANGER} | {BY_ROLE[role] for role in found.roles}
    return Walker(name, frozenset(who), account, client.cookies["farflung_session"].value, found.person)


BY_ROLE: Mapping[Role, Who] = {
    Role.MEMBER: Who.MEMBER, Role.LEAD: Who.LEAD, Role.PEOPLE: Who.PEOPLE, Role.COMPLIANCE: Who.COMPLIANCE,
    Role.EXECUTIVE: Who.EXECUTIVE, Role.OPERATOR: Who.OPERATOR,
}  # fmt: skip
