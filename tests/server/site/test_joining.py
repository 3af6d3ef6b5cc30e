"""People operations make links; a link makes one account for one person, once."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from farflung.server.core import clock
from farflung.server.core.access import link_word
from farflung.server.core.actions.accounts import create_account
from farflung.server.core.models import Account, AuditEntry, Invitation
from farflung.server.org.models import Person, Place, RoleGrant
from farflung.server.site.actions import invite_operator, invite_person

pytestmark = pytest.mark.django_db
NOW = clock.now()
PASSWORD = "lantern quarry thimble"


def person(name: str, email: str = "", account: Account | None = None) -> Person:
    lisbon, _ = Place.objects.get_or_create(zone="Europe/Lisbon", country="PT", city="Lisbon")
    return Person.objects.create(
        key=name, name=name, email=email, place=lisbon, account=account, created_at=NOW
    )


@pytest.fixture
def camille() -> Client:
    """Signed in as people operations."""
    account = create_account(email="camille@polaris.example", password=None, by=None, now=NOW)
    RoleGrant.objects.create(
        person=person("Camille", "camille@polaris.example", account), role="people", granted_at=NOW
    )
    client = Client()
    client.force_login(account)
    return client


def link_for(camille: Client, who: Person) -> str:
    text = camille.post("/invitations", {"person": str(who.code)}).content.decode()
    found = re.search(r"http://testserver(/join/[^<]+)", text)
    assert found
    return found.group(1)


def test_who_has_an_address_and_no_account_is_listed(camille: Client) -> None:
    person("Ana", "ana@polaris.example")
    person("Zoe")
    ended = person("Left", "left@polaris.example")
    Person.objects.filter(pk=ended.pk).update(ended=NOW - timedelta(days=900))
    text = camille.get("/invitations").content.decode()
    assert "ana@polaris.example" in text
    assert "Zoe" not in text
    assert "left@" not in text
    assert "1 person has an address" in text
    assert "ana@polaris" not in camille.get("/invitations?q=zzz").content.decode()


def test_a_link_makes_an_account_that_is_the_person_s(camille: Client) -> None:
    ana = person("Ana", "ana@polaris.example")
    link = link_for(camille, ana)
    visitor = Client()
    assert "ana@polaris.example" in visitor.get(link).content.decode()
    answer = visitor.post(link, {"password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    ana.refresh_from_db()
    assert ana.account is not None
    assert (ana.account.email, ana.account.operator) == ("ana@polaris.example", False)
    assert visitor.session["_auth_user_id"] == str(ana.account.pk)
    actions = set(AuditEntry.objects.filter(about=ana.code).values_list("action", flat=True))
    assert actions == {"invitation.made", "invitation.used", "person.account"}


def test_it_works_once(camille: Client) -> None:
    link = link_for(camille, person("Ana", "ana@polaris.example"))
    assert Client().post(link, {"password": PASSWORD}).status_code == 302
    assert Client().get(link).status_code == 410
    assert Client().post(link, {"password": "another fine password"}).status_code == 410
    assert Account.objects.count() == 2


def test_it_ends_after_a_week(camille: Client) -> None:
    link = link_for(camille, person("Ana", "ana@polaris.example"))
    Invitation.objects.update(expires_at=NOW - timedelta(days=365))
    assert Client().get(link).status_code == 410


def test_a_weak_password_leaves_the_link_open(camille: Client) -> None:
    link = link_for(camille, person("Ana", "ana@polaris.example"))
    assert Client().post(link, {"password": "short"}).status_code == 422
    assert Client().post(link, {"password": PASSWORD}).status_code == 302


def test_a_link_that_we_did_not_make_is_nowhere(client: Client) -> None:
    ana = person("Ana", "ana@polaris.example")
    operator = create_account(email="ops@polaris.example", password=None, by=None, now=NOW)
    word = link_word(invite_person(person=ana, by=operator, now=NOW))
    assert client.get(f"/join/{word}").status_code == 200
    assert client.get(f"/join/{word[:-2]}xx").status_code == 404
    assert client.get("/join/anything").status_code == 404


def test_nobody_else_makes_links(client: Client) -> None:
    assert client.get("/invitations").status_code == 404
    ana = person("Ana", "ana@polaris.example")
    account = create_account(email="wei@polaris.example", password=None, by=None, now=NOW)
    person("Wei", "wei@polaris.example", account)
    client.force_login(account)
    assert client.get("/invitations").status_code == 404
    assert client.post("/invitations", {"person": str(ana.code)}).status_code == 404
    assert not Invitation.objects.exists()


def test_an_operator_invites_who_was_given_a_role_and_nobody_else(client: Client) -> None:
    operator = create_account(email="ops@polaris.example", password=None, by=None, now=NOW, operator=True)
    client.force_login(operator)
    ana, zoe = person("Ana", "ana@polaris.example"), person("Zoe", "zoe@polaris.example")
    RoleGrant.objects.create(person=zoe, role="people", granted_at=NOW)
    text = client.get("/invitations").content.decode()
    assert ("zoe@polaris.example" in text, "ana@polaris.example" in text) == (True, False)
    assert client.post("/invitations", {"person": str(ana.code)}).status_code == 404
    assert "/join/" in client.post("/invitations", {"person": str(zoe.code)}).content.decode()
    assert [each.about for each in Invitation.objects.all()] == [zoe.code]


def test_a_lost_password_is_replaced_by_a_link(camille: Client) -> None:
    account = create_account(email="ana@polaris.example", password=PASSWORD, by=None, now=NOW)
    ana, device = person("Ana", "ana@polaris.example", account), Client()
    device.force_login(account)
    assert "ana@polaris.example" not in camille.get("/invitations").content.decode()
    assert "sets a new password" in camille.get("/invitations?q=ana").content.decode()
    assert Client().post(link_for(camille, ana), {"password": "harbour violet ladder"}).status_code == 302
    account.refresh_from_db()
    assert account.check_password("harbour violet ladder")
    assert device.get("/password").status_code == 404
    assert Account.objects.count() == 2


@pytest.mark.parametrize("role", ["people", "compliance", "executive"])
def test_people_operations_make_no_way_into_accounts_that_see_more(camille: Client, role: str) -> None:
    account = create_account(email="omar@polaris.example", password=None, by=None, now=NOW)
    omar = person("Omar", "omar@polaris.example", account)
    RoleGrant.objects.create(person=omar, role=role, granted_at=NOW)
    assert "omar@" not in camille.get("/invitations?q=omar").content.decode()
    assert camille.post("/invitations", {"person": str(omar.code)}).status_code == 404


def test_nor_into_those_of_operators(camille: Client) -> None:
    operator = create_account(email="ops@polaris.example", password=None, by=None, now=NOW, operator=True)
    ops = person("Ops", "ops@polaris.example", operator)
    assert camille.post("/invitations", {"person": str(ops.code)}).status_code == 404


def test_who_runs_the_machine_lets_an_operator_in_again(client: Client) -> None:
    operator = create_account(email="ops@polaris.example", password=PASSWORD, by=None, now=NOW, operator=True)
    word = link_word(invite_operator(email="Ops@polaris.example", now=NOW))
    assert client.post(f"/join/{word}", {"password": "harbour violet ladder"}).status_code == 302
    assert client.session["_auth_user_id"] == str(operator.pk)
    new = invite_operator(email="two@polaris.example", now=NOW)
    assert Account.objects.get(code=new.about).operator


def test_no_person_and_no_code_is_no_link(camille: Client) -> None:
    assert camille.post("/invitations", {"person": "x"}).status_code == 404
    assert (
        "No address is known"
        in camille.post("/invitations", {"person": str(person("Zoe").code)}).content.decode()
    )
