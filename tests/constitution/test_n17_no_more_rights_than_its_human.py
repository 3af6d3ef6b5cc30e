"""N17: whoever acts for somebody has that person's rights, and loses them with them."""

import pytest
from django.http import HttpRequest

from farflung.server.core.access import token_of, tokens_of
from farflung.server.core.actions.accounts import close_account
from farflung.server.core.api.door import PersonalToken, Scope
from farflung.server.core.models import Account, Token
from farflung.server.org.actions import revoke_role
from farflung.server.site.who_sees import ROWS, Who
from tests.constitution.tokens import besides, pages, program
from tests.server.company import NOW
from tests.server.walking import Company

pytestmark = pytest.mark.django_db


def open_to(everybody: Company, name: str) -> set[str]:
    """Pages that are there for a session of somebody's, beside those that are there for anybody."""
    walker = everybody.walker(name)
    return {
        row.route
        for row in ROWS
        if row.method == "GET" and Who.ANYBODY not in row.rights
        for path, _ in everybody.paths(row.route, walker)
        if walker.ask("GET", path).status_code == 200
    }


def test_a_session_ends_with_its_account(everybody: Company) -> None:
    camille = Account.objects.get(pk=everybody.cast.accounts["Camille"].pk)
    token = Token.objects.create(account=camille, name="x", digest="c" * 64, scopes=[], created_at=NOW)
    assert len(open_to(everybody, "Camille")) > 20
    close_account(account=camille, by=None, now=NOW)
    assert open_to(everybody, "Camille") == set()
    token.refresh_from_db()
    assert token.revoked_at == NOW
    Account.objects.filter(pk=camille.pk).update(is_active=True)
    assert len(open_to(everybody, "Camille")) > 20, "planted: a closed account that is not closed is seen"


def test_a_right_that_is_taken_back_is_gone_at_once(everybody: Company) -> None:
    assert "company/people" in open_to(everybody, "Daniel")
    daniel, by = everybody.cast.people["Daniel"], everybody.cast.accounts["Camille"]
    revoke_role(person=daniel, role="people", by=by, now=NOW)
    assert "company/people" not in open_to(everybody, "Daniel")


@pytest.mark.parametrize("name", ["Ana", "Mei-Ling", "Camille", "Runner", "Mallory"])
def test_a_token_is_answered_as_its_owner_and_within_its_scopes(everybody: Company, name: str) -> None:
    assert "\n".join(besides(everybody, name)) == ""


def test_a_door_that_forgets_the_scope_is_seen_when_it_is_planted(
    everybody: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks = PersonalToken.authenticate

    def forgetful(self: PersonalToken, request: HttpRequest, token: str) -> Account:
        found = token_of(token, NOW)
        return asks(PersonalToken(Scope(found.scopes[0])) if found else self, request, token)

    monkeypatch.setattr(PersonalToken, "authenticate", forgetful)
    assert any("without write:company: 2" in one for one in besides(everybody, "Camille"))


def test_a_door_that_takes_a_token_for_another_s_is_seen_when_it_is_planted(
    everybody: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks, camille = PersonalToken.authenticate, everybody.walker("Camille").account

    def mistaken(self: PersonalToken, request: HttpRequest, token: str) -> Account:
        asks(self, request, token)
        assert camille is not None
        request.user = camille
        return camille

    monkeypatch.setattr(PersonalToken, "authenticate", mistaken)
    found = list(besides(everybody, "Ana"))
    assert "POST /api/v1/export: 200, and 404 to the owner" in found


def test_a_token_opens_no_page(everybody: Company) -> None:
    assert pages(everybody, "Camille") == set()


def test_a_token_loses_a_right_with_its_owner_and_ends_with_the_account(everybody: Company) -> None:
    daniel, by = everybody.walker("Daniel"), everybody.cast.accounts["Camille"]
    with_it = program(daniel, set(Scope))
    assert with_it.post("/api/v1/export").status_code == 200
    revoke_role(person=everybody.cast.people["Daniel"], role="people", by=by, now=NOW)
    assert with_it.post("/api/v1/export").status_code == 404
    assert with_it.get("/api/v1/me").status_code == 200
    account = Account.objects.get(pk=everybody.cast.accounts["Daniel"].pk)
    close_account(account=account, by=None, now=NOW)
    assert with_it.get("/api/v1/me").status_code == 401
    assert not tokens_of(account).filter(revoked_at=None).exists()
