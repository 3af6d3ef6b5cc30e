"""Signing in by the company's identity provider: a real one on this machine, and what it may say wrongly."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.conf import settings
from django.test import Client

from farflung.server.core import clock
from farflung.server.core.actions.accounts import close_account
from farflung.server.core.environment import EnvironmentProblem, read_environment
from farflung.server.core.models import Account, AuditEntry, Identity
from farflung.server.org.access import Role
from farflung.server.org.models import Person, RoleGrant
from farflung.server.site import doctor
from tests.server.company import NOW, Cast
from tests.server.site.provider import (
    CLIENT,
    KEY,
    OTHER_KEY,
    SECRET,
    IdentityProvider,
    Said,
    followed,
    identity_provider,
)

pytestmark = pytest.mark.django_db
ANA: Said = {"sub": "0a", "email": "ana@polaris.example", "email_verified": True}
ROLES = {"hr-team": "people", "Legal, EU=Paris": "compliance", "it": "operator"}


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[IdentityProvider]:
    with identity_provider() as found:
        given = {
            "FARFLUNG_OIDC_ISSUER": found.issuer, "FARFLUNG_OIDC_CLIENT": CLIENT,
            "FARFLUNG_OIDC_SECRET": SECRET, "FARFLUNG_OIDC_NAME": "Polaris ID",
        }  # fmt: skip
        known = read_environment(given).oidc
        assert known is not None
        monkeypatch.setattr(
            settings, "ENVIRONMENT", replace(settings.ENVIRONMENT, oidc=replace(known, roles=ROLES))
        )
        monkeypatch.setattr(clock, "now", lambda: NOW)
        found.now, found.who = NOW.timestamp(), dict(ANA)
        yield found


def went(client: Client, wanted: str = "") -> str:
    """Where the provider sends a browser back to, that went there."""
    answer = client.get("/sign-in/company", {"next": wanted} if wanted else {})
    assert answer.status_code == 302
    parts = urlsplit(followed(answer.headers["Location"]))
    return f"{parts.path}?{parts.query}"


def came(client: Client, wanted: str = "") -> Any:
    """What came of the whole way."""
    return client.get(went(client, wanted))


def inside(client: Client) -> bool:
    return client.get("/me/sessions").status_code == 200


def test_there_and_back_and_in(polaris: Cast, provider: IdentityProvider) -> None:
    client = Client()
    page = client.get("/sign-in?next=/people%3Fq%3Da").content.decode()
    assert "Sign in with Polaris ID" in page
    answer = came(client, "/people?q=a")
    assert answer.headers["Location"] == "/people?q=a"
    assert client.session["_auth_user_id"] == str(polaris.account("Ana").pk)
    assert provider.wrongs == []
    row = Identity.objects.get()
    assert (row.account, row.issuer, row.subject) == (polaris.account("Ana"), provider.issuer, "0a")
    provider.who |= {"email": "anna.new@polaris.example"}
    again = Client()
    assert came(again).status_code == 302, "known by the provider's own name for her, not by the address"
    assert again.session["_auth_user_id"] == str(polaris.account("Ana").pk)
    assert AuditEntry.objects.filter(action="account.company").count() == 1


def test_whoever_works_here_gets_their_account_and_nobody_else_does(
    polaris: Cast, provider: IdentityProvider
) -> None:
    person, before = polaris.person("Ravi"), Account.objects.count()
    Person.objects.filter(pk=person.pk).update(account=None, email="Ravi.K@polaris.example")
    provider.who = {"sub": "0b", "email": "ravi.k@polaris.example", "email_verified": True}
    client = Client()
    assert came(client).status_code == 302
    assert polaris.person("Ravi").account == Account.objects.get(email="ravi.k@polaris.example")
    for email, ended in (
        ("stranger@polaris.example", None),
        ("wei@polaris.example", NOW.date() - timedelta(days=2)),
    ):
        Person.objects.filter(email=email).update(account=None, ended=ended)
        Account.objects.filter(email=email).update(email="another@polaris.example")
        provider.who = {"sub": email, "email": email, "email_verified": True}
        nobody = Client()
        answer = came(nobody)
        assert answer.status_code == 403
        assert f"Nobody with the address {email} is on record here." in answer.content.decode()
        assert not inside(nobody)
    assert Account.objects.count() == before + 1
    assert Identity.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ({"sub": "0a", "email": "ana@polaris.example"}, "does not say that"),
        ({**ANA, "email_verified": False}, "does not say that"),
        ({**ANA, "email_verified": "false"}, "does not say that"),
        ({"sub": "0a"}, "without an address"),
    ],
)
def test_an_address_that_is_not_verified_is_nobody_s(
    polaris: Cast, provider: IdentityProvider, who: Said, told: str
) -> None:
    provider.who = who
    client = Client()
    answer = came(client)
    assert (answer.status_code, told in answer.content.decode(), inside(client)) == (403, True, False)


def _unsigned(said: Said) -> str:
    return jwt.encode(said, "", "none", headers={"kid": "k1"})


def _by_secret(said: Said) -> str:
    return jwt.encode(said, SECRET * 2, "HS256", headers={"kid": "k1"})


def _forged(said: Said) -> str:
    return jwt.encode(said, OTHER_KEY, "RS256", headers={"kid": "k1"})


def _unknown_key(said: Said) -> str:
    return jwt.encode(said, KEY, "RS256", headers={"kid": "k2"})


def _for_encryption(said: Said) -> str:
    return jwt.encode(said, KEY, "RS256", headers={"kid": "enc"})


@pytest.mark.parametrize("sign", [_unsigned, _by_secret, _forged, _unknown_key, _for_encryption])
def test_a_token_that_the_provider_did_not_sign_is_worth_nothing(
    polaris: Cast, provider: IdentityProvider, sign: Callable[[Said], str]
) -> None:
    provider.sign = sign
    client = Client()
    assert came(client).status_code == 502
    assert not inside(client)


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://evil.example"},
        {"aud": "another-site"},
        {"aud": [CLIENT, "another-site"]},
        {"aud": [CLIENT, "another-site"], "azp": "another-site"},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": NOW.timestamp() - 61},
        {"iat": NOW.timestamp() + 61},
        {"nbf": NOW.timestamp() + 61},
        {"exp": "soon"},
        {"sub": None},
    ],
    ids=str,
)
def test_a_token_that_says_something_else_lets_nobody_in(
    polaris: Cast, provider: IdentityProvider, wrong: Said
) -> None:
    def say(said: Said) -> Said:
        return {name: value for name, value in {**said, **wrong}.items() if value is not None}

    provider.say = say
    client = Client()
    assert came(client).status_code == 502
    assert not inside(client)
    provider.say = lambda said: {**said, "aud": [CLIENT, "b"], "azp": CLIENT, "exp": NOW.timestamp() - 30}
    assert came(client).status_code == 302, "and what is right by a minute still does"


def test_only_the_browser_that_asked_comes_in_and_once(polaris: Cast, provider: IdentityProvider) -> None:
    mine, thief = Client(), Client()
    back = went(mine)
    assert thief.get(back).status_code == 403, "a link that somebody was sent"
    state = parse_qs(urlsplit(back).query)["state"][0]
    for changed in (back.replace(state, "x"), back.replace(f"state={state}", "")):
        assert mine.get(changed).status_code == 502
        back = went(mine)
        state = parse_qs(urlsplit(back).query)["state"][0]
    assert mine.get(back.replace(str(provider.port), "1")).status_code == 502, (
        "the answer of another provider"
    )
    back = went(mine)
    assert mine.get(back).status_code == 302
    mine.post("/sign-out")
    assert mine.get(back).status_code == 403
    refused = Client()
    state = parse_qs(urlsplit(went(refused)).query)["state"][0]
    answer = refused.get("/sign-in/company/back", {"state": state, "error": "access_denied"})
    assert (answer.status_code, "has let nobody in" in answer.content.decode()) == (403, True)


def test_the_session_before_is_worth_nothing_and_no_other_site_is_led_to(
    polaris: Cast, provider: IdentityProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    client.get("/sign-in")
    planted = client.session
    planted["planted"] = True
    planted.save()
    client.cookies["farflung_session"] = str(planted.session_key)
    back = went(client, "//evil.example")
    waiting = client.session.session_key
    assert client.get(back).headers["Location"] == "/"
    assert len({planted.session_key, waiting, client.session.session_key}) == 3
    late = Client()
    back = went(late)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=11))
    assert late.get(back).status_code == 403


def roles_of(cast: Cast, name: str) -> set[str]:
    return set(RoleGrant.objects.filter(person=cast.people[name]).values_list("role", flat=True))


def test_groups_become_roles_and_other_roles_stay(polaris: Cast, provider: IdentityProvider) -> None:
    RoleGrant.objects.create(person=polaris.people["Ana"], role="executive", granted_at=NOW)
    for groups, has in (
        (["hr-team", "it", "others"], {"people", "operator", "executive"}),
        (["Legal, EU=Paris"], {"compliance", "executive"}),
        (None, {"compliance", "executive"}),
        ([], {"executive"}),
    ):
        provider.who = ANA if groups is None else {**ANA, "groups": groups}
        client = Client()
        assert came(client).status_code == 302
        assert roles_of(polaris, "Ana") == has
    done = AuditEntry.objects.filter(action__startswith="role.", at=NOW, by=None)
    assert done.count() == 6
    assert polaris.asker("Ana").has(Role.EXECUTIVE)


def test_a_closed_account_is_out_at_once_and_does_not_come_in_again(
    polaris: Cast, provider: IdentityProvider
) -> None:
    client = Client()
    assert came(client).status_code == 302
    assert inside(client)
    close_account(account=polaris.account("Ana"), by=polaris.account("setup"), now=NOW)
    assert not inside(client)
    assert Identity.objects.count() == 0, "nothing of how they signed in is kept"
    answer = came(Client())
    assert (answer.status_code, "is closed" in answer.content.decode()) == (403, True)


def test_an_address_that_was_given_to_somebody_else_opens_nothing(
    polaris: Cast, provider: IdentityProvider
) -> None:
    assert came(Client()).status_code == 302
    provider.who = {**ANA, "sub": "somebody new"}
    client = Client()
    assert (came(client).status_code, inside(client)) == (403, False)


def test_a_provider_that_is_away_or_says_it_is_another_is_told_of(
    polaris: Cast, provider: IdentityProvider
) -> None:
    environment = settings.ENVIRONMENT
    assert [one.where for one in doctor.examine(environment, reachable=False) if "OIDC" in one.where] == []
    provider.discovery = {"issuer": "https://evil.example"}
    (found,) = (one for one in doctor.examine(environment, reachable=False) if "OIDC" in one.where)
    assert (found.grade, "issuer" in found.what) == ("error", True)
    assert Client().get("/sign-in/company").status_code == 502
    for inward in ("http://10.0.0.7/token", "https://10.0.0.7/token", "file:///etc/passwd"):
        provider.discovery = {"token_endpoint": inward}
        client = Client()
        answer = client.get("/sign-in/company")
        if answer.status_code == 302:
            parts = urlsplit(followed(answer.headers["Location"]))
            answer = client.get(f"{parts.path}?{parts.query}")
        assert answer.status_code == 502


def test_without_a_provider_there_is_no_such_page() -> None:
    assert Client().get("/sign-in/company").status_code == 404
    assert Client().get("/sign-in/company/back?code=x").status_code == 404
    assert "Sign in with" not in Client().get("/sign-in").content.decode().replace(
        "Sign in with a passkey", ""
    )


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"FARFLUNG_OIDC_ISSUER": "http://id.example.org"}, "https"),
        ({"FARFLUNG_OIDC_ISSUER": "https://id.example.org?a"}, "FARFLUNG_OIDC_ISSUER"),
        ({"FARFLUNG_OIDC_CLIENT": ""}, "FARFLUNG_OIDC_CLIENT is missing"),
        ({"FARFLUNG_OIDC_SECRET": ""}, "FARFLUNG_OIDC_SECRET is missing"),
        ({"FARFLUNG_OIDC_SCOPES": "email"}, "openid"),
        ({"FARFLUNG_OIDC_ROLES": "hr=boss"}, "group=role"),
        ({"FARFLUNG_OIDC_TRUST_MAIL": "perhaps"}, "yes or no"),
    ],
)
def test_what_cannot_be_read_is_told_without_the_secret(given: dict[str, str], told: str) -> None:
    whole = {
        "FARFLUNG_OIDC_ISSUER": "https://id.example.org", "FARFLUNG_OIDC_CLIENT": "a",
        "FARFLUNG_OIDC_SECRET": "hunter2",
    }  # fmt: skip
    with pytest.raises(EnvironmentProblem, match=told) as problem:
        read_environment({**whole, **given})
    assert "hunter2" not in str(problem.value)
    known = read_environment({**whole, "FARFLUNG_OIDC_ROLES": "a=b=people, /hr/x=operator"}).oidc
    assert known is not None
    assert (known.name, known.roles) == ("id.example.org", {"a=b": "people", "/hr/x": "operator"})
    assert "hunter2" not in repr(known) + json.dumps(str(read_environment(whole)))
