"""In a demo everybody may be any of the cast; anywhere else there is no such thing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from farflung.example import write_company
from farflung.server.core.actions.accounts import create_account
from farflung.server.core.models import Account, CompanySetting
from farflung.server.core.refusal import Refused
from farflung.server.core.second_step import NAME as SECOND_STEP
from farflung.server.org.models import Person
from farflung.server.site.actions import load_demo
from farflung.server.site.demo import CAST, cast, is_demo

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SHEETS = ("people.csv", "stays.csv", "absences.csv")


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return [path for path in write_company(tmp_path, "polaris") if path.name in SHEETS]


@pytest.fixture
def demo(files: list[Path]) -> None:
    load_demo(companies=[files], now=NOW)


def be(client: Client, name: str, **more: str) -> int:
    code = next(part.code for part in cast() if part.name == name)
    return client.post("/demo/be", {"who": str(code), **more}).status_code


@pytest.mark.usefixtures("demo")
def test_all_of_the_cast_are_there_and_nobody_has_a_password() -> None:
    assert [part.name for part in cast()] == [part.name for part in CAST]
    assert Person.objects.count() == 23
    assert [account.email for account in Account.objects.all() if account.has_usable_password()] == []
    operators = Account.objects.filter(operator=True).values_list("email", flat=True)
    assert list(operators) == ["operator@polaris.example"]


@pytest.mark.usefixtures("demo")
def test_one_is_ana_then_camille_then_mallory(client: Client) -> None:
    assert be(client, "Ana") == 302
    assert client.get("/").status_code == 200
    assert client.get("/invitations").status_code == 404
    assert be(client, "Camille") == 302
    assert client.get("/invitations").status_code == 200
    assert be(client, "Mallory") == 302
    assert {client.get(page).status_code for page in ("/", "/now", "/invitations")} == {404}
    assert 'action="/demo/be"' in client.get("/").content.decode()


@pytest.mark.usefixtures("demo")
def test_the_bar_says_who_one_is(client: Client) -> None:
    assert "aria-current" not in client.get("/sign-in").content.decode().partition("<header")[0]
    be(client, "Wei")
    bar = client.get("/").content.decode().partition("<header")[0]
    assert 'aria-current="true"><bdi>Wei</bdi>' in bar
    assert bar.count("aria-current") == 1


@pytest.mark.usefixtures("demo")
def test_it_stays_on_the_page_and_leads_nowhere_else(client: Client) -> None:
    code = next(part.code for part in cast() if part.name == "Ana")
    for wanted, led in (("/now", "/now"), ("https://evil.example", "/"), ("//evil.example", "/")):
        answer = client.post("/demo/be", {"who": str(code), "next": wanted})
        assert answer.headers["Location"] == led


@pytest.mark.usefixtures("demo")
def test_nobody_outside_the_cast_can_be_taken(client: Client) -> None:
    other = create_account(email="boss@polaris.example", password=None, by=None, now=NOW, operator=True)
    for who in (str(other.code), "", "x"):
        assert client.post("/demo/be", {"who": who}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("demo")
def test_it_is_a_form_of_this_site() -> None:
    assert be(Client(enforce_csrf_checks=True), "Ana") == 403


def test_outside_a_demo_there_is_none_of_it(client: Client) -> None:
    for part in CAST:
        create_account(email=part.email, password=None, by=None, now=NOW)
    assert not is_demo()
    assert cast() == []
    code = Account.objects.get(email="ana@polaris.example").code
    assert client.post("/demo/be", {"who": str(code)}).status_code == 404
    assert client.get("/demo/be").status_code == 404
    assert "/demo/be" not in client.get("/sign-in").content.decode()


def test_where_somebody_is_already_no_demo_is_made(files: list[Path]) -> None:
    create_account(email="ops@polaris.example", password=None, by=None, now=NOW)
    with pytest.raises(Refused, match="empty"):
        load_demo(companies=[files], now=NOW)
    assert not is_demo()
    assert Account.objects.count() == 1


def test_a_demo_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("nothing,here\n1,2\n")
    with pytest.raises(Refused):
        load_demo(companies=[[tmp_path / "people.csv"]], now=NOW)
    assert not CompanySetting.objects.filter(name="demo").exists()
    assert not Account.objects.exists()


@pytest.mark.usefixtures("demo")
def test_a_second_step_that_is_wanted_holds_nobody_of_the_cast_up(client: Client) -> None:
    CompanySetting.objects.create(
        name=SECOND_STEP, value={"whom": "everybody", "roles": [], "since": "2026-11-01T00:00:00+00:00"}
    )
    assert be(client, "Ana") == 302
    assert client.get("/people").status_code == 200
    assert client.get("/me/security/app").status_code == 200
    other = Client()
    other.force_login(Account.objects.get(email="ana@polaris.example"))
    assert other.get("/people").headers["Location"] == "/me/security"
