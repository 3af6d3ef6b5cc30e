"""A directory says by SCIM who comes, changes and leaves; no zone is guessed, and nobody is overwritten."""

import json
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from farflung.engine.model import Place
from farflung.server.connect.actions.directories import revoke_directory
from farflung.server.connect.actions.forgetting import forget
from farflung.server.connect.models import ScimUser
from farflung.server.connect.scim.schemas import ENTERPRISE, PATCH
from farflung.server.connect.views import scim_door
from farflung.server.core import clock
from farflung.server.core.actions.outbox import Letter, post
from farflung.server.core.actions.tokens import make_token
from farflung.server.core.limits import Limit
from farflung.server.core.models import Account, AuditEntry, Message, Token
from farflung.server.core.writing import writing
from farflung.server.org import actions
from farflung.server.org.actions import PersonChanges
from farflung.server.org.models import Mismatch, Person, Team
from tests.server.company import NOW, Cast
from tests.server.connect.directory import Body, Directory, group, place, user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def okta(polaris: Cast) -> Directory:
    return Directory(polaris)


def test_who_comes_with_a_place_is_on_the_map_and_the_audit_names_the_directory(okta: Directory) -> None:
    made = okta.come(
        title="Analyst", externalId="00u1", locale="fr-FR", timezone="Africa/Nairobi",
        emails=[{"value": "Noor@polaris.example", "type": "work"}],
        name={"givenName": "Noor", "familyName": "Haddad"}, **place("Nairobi", "KE"),
        **{ENTERPRISE: {"employeeNumber": "E77", "department": "Ledger"}},
    )  # fmt: skip
    person = Person.objects.get(code=made["id"])
    assert (person.name, person.key, person.email) == ("Noor", "E77", "noor@polaris.example")
    assert (person.job, person.language) == ("Analyst", "fr")
    assert (person.place.zone, person.place.country, person.place.city) == ("Africa/Nairobi", "KE", "Nairobi")
    assert [team.name for team in person.teams.all()] == ["Ledger"]
    assert made["meta"]["location"] == f"http://testserver/scim/v2/Users/{made['id']}"
    entry = AuditEntry.objects.get(action="person.add", about=person.code)
    assert entry.by == okta.token.account
    assert entry.by.email.startswith("okta.")
    assert okta.told("GET", f"Users/{made['id']}") == made


@pytest.mark.parametrize(
    "said", [{}, {"addresses": [{"country": "PT"}]}, {"timezone": "Asia/Tokyo", **place("Lisbon", "PT")},
             {"addresses": [{"locality": "Springfield", "country": "US"}]}],
)  # fmt: skip
def test_of_whom_no_zone_is_sure_waits_and_is_placed_by_people(
    okta: Directory, polaris: Cast, said: Body
) -> None:
    made = okta.come(title="Analyst", **said)
    assert not Person.objects.filter(code=made["id"]).exists()
    assert okta.told("GET", 'Users?filter=userName eq "NOOR@polaris.example"')["totalResults"] == 1
    camille = Client()
    camille.force_login(polaris.account("Camille"))
    assert "Noor" in camille.get("/company/arrivals").content.decode()
    answer = camille.post(f"/company/arrivals/{made['id']}", {"place": "Nairobi"})
    assert answer.status_code == 302
    person = Person.objects.get(code=made["id"])
    assert (person.place.zone, person.job) == ("Africa/Nairobi", "Analyst")
    assert "Noor" not in camille.get("/company/arrivals").content.decode().split("<main")[1].split("</main")[
        0
    ].replace("Noor is on the map", "")
    assert AuditEntry.objects.get(action="person.add", about=person.code).by == polaris.account("Camille")


@pytest.mark.parametrize("zone", ["Lisbon", "W. Europe Standard Time", "Etc/GMT+5", "+01:00", "Mars/Base"])
def test_a_zone_that_is_none_is_refused(okta: Directory, zone: str) -> None:
    assert okta.refused("POST", "Users", user("a@b.example", timezone=zone)) == (400, "invalidValue")
    assert not ScimUser.objects.exists()


def test_a_street_a_home_and_a_phone_are_not_kept(okta: Directory) -> None:
    made = okta.come(
        phoneNumbers=[{"value": "+254 20 1"}], timezone="Africa/Nairobi",
        emails=[{"value": "noor@home.example", "type": "home"}],
        addresses=[{"type": "home", "streetAddress": "1 Elm", "locality": "Paris", "country": "FR"},
                   {"type": "work", "streetAddress": "2 Oak", "locality": "Nairobi", "country": "KE"}],
    )  # fmt: skip
    kept = json.dumps([made, ScimUser.objects.values_list("said", flat=True)[0]])
    assert not [word for word in ("Elm", "Oak", "home", "254", "Paris") if word in kept]


def test_what_a_person_said_is_asked_about_and_never_overwritten(okta: Directory, polaris: Cast) -> None:
    porto = Place("Europe/Lisbon", "PT", "13", "Porto")
    ana = polaris.person("Ana")
    actions.change_person(person=ana, changes=PersonChanges(place=porto), by=polaris.account("Ana"), now=NOW)
    said = user("ana@polaris.example", title="Lead", timezone="Asia/Tokyo", **place("Tokyo", "JP"))
    told = okta.told("PUT", f"Users/{ana.code}", said)
    # It reads what it wrote: that Ana says otherwise is nobody's to know but hers.
    assert (told["timezone"], told["title"]) == ("Asia/Tokyo", "Lead")
    ana = polaris.person("Ana")
    assert (ana.place.city, ana.job) == ("Porto", "Lead")
    row = Mismatch.objects.get(person=ana)
    assert row.there is not None
    assert (row.field, row.there[0], row.source) == ("place", "Asia/Tokyo", "Okta")
    letter = Message.objects.get(recipient=ana.code, kind="mismatch")
    assert letter.about == f"mismatch:{row.code}"
    actions.answer_mismatch(mismatch=row, take=False, by=polaris.account("Ana"), now=NOW)
    okta.told("PUT", f"Users/{ana.code}", said | {"title": "Head"})
    assert Mismatch.objects.filter(person=ana).count() == 1
    moved = {"timezone": "Asia/Seoul", "addresses": [{"locality": "Seoul", "country": "KR"}]}
    assert okta.patch(str(ana.code), {"op": "replace", "value": moved})["timezone"] == "Asia/Seoul"
    row = Mismatch.objects.get(person=ana, answered_at=None)
    actions.answer_mismatch(mismatch=row, take=True, by=polaris.account("Ana"), now=NOW)
    assert polaris.person("Ana").place.zone == "Asia/Seoul"


def test_the_same_again_is_no_news_so_a_change_made_here_stays(okta: Directory, polaris: Cast) -> None:
    code = okta.come(timezone="Africa/Nairobi", title="Analyst")["id"]
    person = Person.objects.get(code=code)
    actions.change_person(
        person=person, changes=PersonChanges(job="Senior analyst"), by=polaris.account("Camille"), now=NOW
    )
    okta.told(
        "PUT", f"Users/{code}", user("noor@polaris.example", timezone="Africa/Nairobi", title="Analyst")
    )
    assert Person.objects.get(code=code).job == "Senior analyst"
    okta.told("PUT", f"Users/{code}", user("noor@polaris.example", timezone="Africa/Nairobi"))
    assert Person.objects.get(code=code).job == ""


def test_who_was_here_already_is_found_and_not_made_twice(okta: Directory, polaris: Cast) -> None:
    count = Person.objects.count()
    found = okta.told("GET", 'Users?filter=userName eq "ana@polaris.example"')
    (ana,) = found["Resources"]
    assert (ana["id"], ana["timezone"]) == (str(polaris.people["Ana"].code), "Europe/Lisbon")
    assert okta.refused("POST", "Users", user("Ana@polaris.example")) == (409, "uniqueness")
    other = okta.come("ana", emails=[{"value": "ana@polaris.example"}])
    assert other["id"] == ana["id"]
    assert Person.objects.count() == count
    assert okta.refused("POST", "Users", user("b", emails=[{"value": "ana@polaris.example"}])) == (
        409,
        "uniqueness",
    )


def test_who_leaves_is_signed_out_and_nothing_more_comes_to_them(okta: Directory, polaris: Cast) -> None:
    ana, account = polaris.person("Ana"), polaris.account("Ana")
    browser = Client()
    browser.force_login(account)
    word = make_token(name="s", scopes=["read:time"], valid=timedelta(days=1), by=account, now=NOW)[1]
    with writing(by=None, now=NOW) as write:
        post([Letter(ana.code, Message.Purpose.NOTE, "note", {"text": "hello"})], write=write)
    told = okta.patch(str(ana.code), {"op": "Replace", "path": "active", "value": "False"})
    assert told["active"] is False
    assert polaris.person("Ana").ended == date(2027, 3, 1)
    assert browser.get("/").status_code == 302
    bearer: Any = {"headers": {"Authorization": f"Bearer {word}"}}
    assert Client().get("/api/v1/me", **bearer).status_code == 401
    assert Message.objects.get(recipient=ana.code).state == Message.State.DROPPED
    okta.patch(str(ana.code), {"op": "replace", "value": {"active": True}})
    assert polaris.person("Ana").ended is None
    assert Account.objects.get(pk=account.pk).is_active
    assert browser.get("/").status_code == 302  # signed out for good
    assert Client().get("/api/v1/me", **bearer).status_code == 401


def test_gone_is_404_and_who_comes_back_is_the_same(okta: Directory) -> None:
    code = okta.come(timezone="Africa/Nairobi")["id"]
    assert okta.ask("DELETE", f"Users/{code}").status_code == 204
    assert okta.refused("GET", f"Users/{code}") == (404, "")
    assert okta.refused("DELETE", f"Users/{code}") == (404, "")
    assert okta.told("GET", 'Users?filter=userName eq "noor@polaris.example"')["totalResults"] == 0
    assert Person.objects.get(code=code).ended == NOW.date()
    assert okta.come(timezone="Africa/Nairobi")["id"] == code
    assert Person.objects.get(code=code).ended is None


def test_the_last_operator_is_not_locked_out(okta: Directory, polaris: Cast) -> None:
    Account.objects.filter(pk=polaris.account("Ana").pk).update(operator=True)
    code = polaris.people["Ana"].code
    assert okta.refused("DELETE", f"Users/{code}") == (403, "")
    assert polaris.person("Ana").ended is None


def test_managers_and_teams_hold_once_people_are_placed(okta: Directory, polaris: Cast) -> None:
    lead = okta.come("lead@polaris.example")
    code = okta.come(timezone="Africa/Nairobi", **{ENTERPRISE: {"manager": {"value": lead["id"]}}})["id"]
    made = okta.told("POST", "Groups", group("Nairobi desk", lead["id"], code), 201)
    assert {one["value"] for one in made["members"]} == {lead["id"], code}
    assert Person.objects.get(code=code).manager is None
    okta.patch(lead["id"], {"op": "add", "path": "timezone", "value": "Africa/Lagos"})
    person = Person.objects.get(code=code)
    assert person.manager == Person.objects.get(code=lead["id"])
    assert {one.code for one in Team.objects.get(name="Nairobi desk").people.all()} == {
        person.code, person.manager.code,
    }  # fmt: skip
    shown = okta.told("GET", f"Users/{code}")
    assert shown["groups"][0]["display"] == "Nairobi desk"
    assert shown[ENTERPRISE]["manager"]["value"] == lead["id"]
    nobody = {ENTERPRISE: {"manager": {"value": str(uuid4())}}}
    assert okta.refused("PUT", f"Users/{code}", user("noor@polaris.example", **nobody)) == (
        400,
        "invalidValue",
    )


def test_pages_hold_everybody_once_those_who_wait_too(okta: Directory) -> None:
    okta.come("waits@polaris.example")
    total = okta.told("GET", "Users?count=0")
    assert total["Resources"] == []
    seen = [
        one["id"]
        for start in range(1, total["totalResults"] + 1, 7)
        for one in okta.told("GET", f"Users?startIndex={start}&count=7&attributes=userName")["Resources"]
    ]
    assert len(seen) == len(set(seen)) == total["totalResults"] == Person.objects.count() + 1


def test_what_changed_since_is_not_overwritten(okta: Directory) -> None:
    made = okta.come(timezone="Africa/Nairobi")
    version = made["meta"]["version"]
    path = f"Users/{made['id']}"
    assert okta.ask("GET", path, **{"If-None-Match": version}).status_code == 304
    renamed = {"schemas": [PATCH], "Operations": [{"op": "replace", "path": "title", "value": "A"}]}
    assert okta.ask("PATCH", path, renamed, **{"If-Match": version}).status_code == 200
    assert okta.ask("PATCH", path, renamed, **{"If-Match": version}).status_code == 412


@pytest.mark.parametrize(
    ("operation", "kind"),
    [
        ({"op": "replace", "path": "nothing", "value": 1}, "invalidPath"),
        ({"op": "replace", "path": "id", "value": "x"}, "mutability"),
        ({"op": "remove"}, "noTarget"), ({"op": "move", "path": "title"}, "invalidSyntax"),
        ({"op": "replace", "path": 'emails[type eq "work"].value', "value": "a@b.example"}, "noTarget"),
        ({"op": "remove", "path": "userName"}, "invalidValue"),
        ({"op": "replace", "path": "title", "value": "a\0b"}, "invalidSyntax"),
        ({"op": "replace", "path": "title", "value": "\ud800"}, "invalidSyntax"),
        ({"op": "replace", "path": "name", "value": "Noor"}, "invalidValue"),
        ({"op": "add", "path": 'emails[type eq "work"]', "value": {"value": 7}}, "invalidValue"),
        ({"op": "replace", "path": ENTERPRISE, "value": "Ledger"}, "invalidValue"),
    ],
)  # fmt: skip
def test_a_patch_that_cannot_be_is_refused_whole(okta: Directory, operation: Body, kind: str) -> None:
    code = okta.come(timezone="Africa/Nairobi")["id"]
    body = {"schemas": [PATCH], "Operations": [{"op": "replace", "path": "title", "value": "Z"}, operation]}
    assert okta.refused("PATCH", f"Users/{code}", body) == (400, kind)
    assert "title" not in okta.told("GET", f"Users/{code}")


def test_operations_as_directories_send_them(okta: Directory) -> None:
    code = okta.come(timezone="Africa/Nairobi")["id"]
    told = okta.patch(
        code,
        {"op": "Add", "path": 'emails[type eq "work"].value', "value": "n@polaris.example"},
        {"op": "Replace", "value": {"name.familyName": "Haddad", f"{ENTERPRISE}:department": "Ledger",
                                    "phoneNumbers": [{"value": "1"}]}},
        {"op": "add", "path": f"{ENTERPRISE}:employeeNumber", "value": "E9"},
    )  # fmt: skip
    assert told["emails"][0]["value"] == "n@polaris.example"
    assert told["name"]["familyName"] == "Haddad"
    assert told[ENTERPRISE] == {"department": "Ledger", "employeeNumber": "E9"}
    moved = okta.patch(code, {"op": "replace", "path": f"{ENTERPRISE}:department", "value": "Payments"})
    assert [one["display"] for one in moved["groups"]] == ["Payments"]
    okta.patch(code, {"op": "remove", "path": 'emails[type eq "work"]'})
    assert Person.objects.get(code=code).email == "n@polaris.example"


def test_only_the_token_of_a_directory_opens_and_only_that(okta: Directory, polaris: Cast) -> None:
    personal = make_token(
        name="s", scopes=["write:company"], valid=timedelta(days=1), by=polaris.account("Camille"), now=NOW
    )[1]
    for word in ("", personal, "fs_guess", okta.word + "x"):
        answer = Client().get("/scim/v2/Users", headers={"Authorization": f"Bearer {word}"})
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert Client().get("/api/v1/people", headers={"Authorization": f"Bearer {okta.word}"}).status_code == 401
    okta.told("GET", "ServiceProviderConfig")
    assert Token.objects.get(pk=okta.token.pk).used_at is not None
    assert okta.word not in str(list(Token.objects.values()))
    revoke_directory(token=okta.token, by=polaris.account("Wei"), now=NOW)
    assert okta.refused("GET", "Users") == (401, "")


def test_bodies_and_rates_are_bounded(okta: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    assert okta.refused("POST", "Users", user("a" * 2_000_000)) == (413, "")
    bodies: list[Any] = [[], "x", None, {"schemas": [], "userName": "a"}, user("")]
    for body in bodies:
        assert okta.refused("POST", "Users", body)[0] == 400
    monkeypatch.setattr(scim_door, "often", lambda: Limit("scim", 2, timedelta(minutes=1)))
    statuses = [okta.ask("GET", "Users?count=0").status_code for _ in range(3)]
    assert statuses[-1] == 429
    monkeypatch.setattr(scim_door, "GUESSES", Limit("g", 1, timedelta(minutes=1)))
    assert [Client().get("/scim/v2/Users").status_code for _ in range(2)] == [401, 429]


def test_who_was_never_placed_is_forgotten_in_a_year(okta: Directory) -> None:
    okta.come()
    forget(now=NOW + timedelta(days=364))
    assert ScimUser.objects.count() == 1
    forget(now=NOW + timedelta(days=366))
    assert ScimUser.objects.count() == 0
    okta.come(timezone="Africa/Nairobi")
    forget(now=NOW + timedelta(days=700))
    assert ScimUser.objects.count() == 1


def test_an_operator_lets_a_directory_in_on_a_page(polaris: Cast) -> None:
    wei = Client()
    wei.force_login(polaris.account("Wei"))
    made = wei.post("/company/directories", {"name": "Entra ID"}).content.decode()
    word = "fs_" + made.split(">fs_")[1].split("<")[0]
    assert word.startswith("fs_")
    assert word not in wei.get("/company/directories").content.decode()
    bearer: Any = {"headers": {"Authorization": f"Bearer {word}"}}
    assert Client().get("/scim/v2/Schemas", **bearer).status_code == 200
    code = Token.objects.get(name="Entra ID").code
    wei.post(f"/company/directories/{code}/revoke")
    assert Client().get("/scim/v2/Schemas", **bearer).status_code == 401
