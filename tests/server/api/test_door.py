"""Who comes through the door of the JSON interface: tokens with scopes, sessions with the form's token."""

from datetime import timedelta

import pytest
from django.test import Client

from farflung.server.core import clock
from farflung.server.core.access import tokens_of
from farflung.server.core.actions.tokens import MOST, make_token, revoke_token
from farflung.server.core.api import door
from farflung.server.core.api.door import Scope
from farflung.server.core.limits import Limit
from farflung.server.core.models import AuditEntry, Token
from farflung.server.core.refusal import Refused
from tests.server.api.conftest import Program, Programs
from tests.server.company import NOW, Cast

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_only_a_digest_of_a_token_is_kept(polaris: Cast, program: Programs) -> None:
    ana = program("Ana")
    (row,) = tokens_of(polaris.account("Ana")).values()
    assert ana.word.startswith("ff_")
    assert row["prefix"] == ana.word[:9]
    assert ana.word not in str(row)
    assert ana.word[12:] not in str(row)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ff_no", "Bearer \u00e9", "Basic YTpi", "ff_guess"])
def test_without_a_token_nothing_is_told(polaris: Cast, header: str) -> None:
    client = Client(headers={"authorization": header.encode().decode("latin-1")} if header else {})
    answer = client.get("/api/v1/me")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.json()["code"] == "unauthenticated"


def test_a_revoked_token_opens_nothing(polaris: Cast, program: Programs) -> None:
    ana = program("Ana")
    assert ana.get("/me").status_code == 200
    revoke_token(token=Token.objects.get(), by=polaris.account("Ana"), now=NOW)
    assert ana.get("/me").status_code == 401


def test_a_token_ends_on_its_day(program: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = program("Ana")
    monkeypatch.setattr(clock, "now", lambda: NOW + DAY - timedelta(seconds=1))
    assert ana.get("/me").status_code == 200
    monkeypatch.setattr(clock, "now", lambda: NOW + DAY)
    assert ana.get("/me").status_code == 401


def test_the_token_of_a_closed_account_opens_nothing(polaris: Cast, program: Programs) -> None:
    ana = program("Ana")
    account = polaris.account("Ana")
    account.is_active = False
    account.save()
    assert ana.get("/me").status_code == 401


@pytest.mark.parametrize(
    ("scope", "method", "path"),
    [
        (Scope.READ_PEOPLE, "get", "/people"),
        (Scope.READ_TIME, "get", "/now"),
        (Scope.WRITE_ME, "patch", "/me"),
        (Scope.WRITE_COMPANY, "get", "/imports"),
    ],
)
def test_each_scope_opens_its_own_alone(program: Programs, scope: Scope, method: str, path: str) -> None:
    def ask(with_it: Program) -> int:
        asked = with_it.get(path) if method == "get" else with_it.patch(path, {})
        status: int = asked.status_code
        return status

    assert ask(program("Camille", scope)) == 200
    others = program("Camille", *(set(Scope) - {scope}))
    assert ask(others) == 403
    assert others.get(path).json()["code"] == "scope-missing" if method == "get" else True


def test_a_scope_gives_no_role(program: Programs) -> None:
    assert program("Ana").post("/company/people", {"name": "X", "place": "Lisbon"}).status_code == 404
    assert program("Ana").get("/imports").status_code == 404


def test_use_is_kept_to_the_hour_and_no_finer(
    polaris: Cast, program: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = program("Ana")
    at = NOW + timedelta(minutes=47)
    monkeypatch.setattr(clock, "now", lambda: at)
    before = AuditEntry.objects.count()
    ana.get("/me")
    assert Token.objects.get().used_at == NOW
    assert AuditEntry.objects.count() == before


def test_too_many_are_told_when_to_come_again(program: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "limit", lambda: Limit("api-test", 3, timedelta(minutes=1)))
    ana, wei = program("Ana"), program("Wei")
    assert [ana.get("/me").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = ana.get("/me")
    assert refused.json()["type"] == "/api/problems#too-many-requests"
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert wei.get("/me").status_code == 200
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=1))
    assert ana.get("/me").status_code == 200


def test_a_browser_reads_as_itself_and_writes_with_the_form_s_token(polaris: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(polaris.account("Ana"))
    assert client.get("/api/v1/me").json()["person"]["name"] == "Ana"
    body = {"start": "2027-03-16", "end": "2027-03-16"}
    refused = client.post("/api/v1/me/absences", body, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf")
    client.get("/me/tokens")
    token = client.cookies["farflung_csrf"].value
    done = client.post(
        "/api/v1/me/absences", body, content_type="application/json", headers={"x-csrftoken": token}
    )
    assert done.status_code == 201


def test_a_wrong_token_is_not_mended_by_a_session(polaris: Cast) -> None:
    client = Client(headers={"authorization": "Bearer ff_wrong"})
    client.force_login(polaris.account("Ana"))
    assert client.get("/api/v1/me").status_code == 401


def test_a_token_needs_no_form_s_token(program: Programs) -> None:
    ana = program("Ana")
    ana.client.handler.enforce_csrf_checks = True
    assert ana.post("/me/absences", {"start": "2027-03-16", "end": "2027-03-16"}).status_code == 201


def test_tokens_are_few_and_short_lived(polaris: Cast) -> None:
    by = polaris.account("Ana")
    with pytest.raises(Refused):
        make_token(name="x", scopes=["read:time"], valid=timedelta(days=400), by=by, now=NOW)
    for _ in range(MOST):
        make_token(name="x", scopes=["read:time"], valid=DAY, by=by, now=NOW)
    with pytest.raises(Refused, match="revoke one"):
        make_token(name="x", scopes=["read:time"], valid=DAY, by=by, now=NOW)


def test_the_page_makes_a_token_shows_it_once_and_revokes_it(polaris: Cast) -> None:
    client = Client()
    client.force_login(polaris.account("Ana"))
    made = client.post("/me/tokens", {"name": "<b>script</b>", "scopes": ["read:people"], "days": "30"})
    text = made.content.decode()
    word = text.split('<code translate="no">ff_')[1].split("</code>")[0]
    assert Program(f"ff_{word}").get("/me").status_code == 200
    assert "<b>script" not in text
    again = client.get("/me/tokens").content.decode()
    assert word not in again
    row = Token.objects.get()
    assert AuditEntry.objects.filter(action="token.made", subject_code=row.code).exists()
    assert client.post(f"/me/tokens/{row.code}/revoke").status_code == 302
    assert Program(f"ff_{word}").get("/me").status_code == 401
    assert AuditEntry.objects.filter(action="token.revoked", subject_code=row.code).exists()


def test_nobody_revokes_the_token_of_another(polaris: Cast, program: Programs) -> None:
    wei = program("Wei")
    client = Client()
    client.force_login(polaris.account("Camille"))
    assert client.post(f"/me/tokens/{Token.objects.get().code}/revoke").status_code == 404
    assert wei.get("/me").status_code == 200


def test_a_token_without_a_scope_or_a_name_is_not_made(polaris: Cast) -> None:
    client = Client()
    client.force_login(polaris.account("Ana"))
    assert client.post("/me/tokens", {"name": "x", "days": "30"}).status_code == 422
    assert client.post("/me/tokens", {"scopes": ["read:all"], "name": "x", "days": "30"}).status_code == 422
    assert not Token.objects.exists()
