"""The second step: set up, asked for, used once, not guessed, wanted by the company, taken away."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from farflung.server.connect.actions.gateway import deliver
from farflung.server.core import clock, totp
from farflung.server.core.access import link_word
from farflung.server.core.actions.accounts import create_account, set_password
from farflung.server.core.actions.factors import add_authenticator, has_factor
from farflung.server.core.actions.second_step import set_rule
from farflung.server.core.models import Account, AuditEntry, Authenticator, Message, RecoveryCode, SignedIn
from farflung.server.core.refusal import Refused
from farflung.server.core.second_step import Rule, Whom
from farflung.server.site.accounts import guessing
from farflung.server.site.actions import invite_operator, invite_person
from tests.server.company import NOW, Cast

pytestmark = pytest.mark.django_db
PASSWORD, ANOTHER, APP = "lantern quarry thimble", "harbour violet ladder", UUID(int=7)
NEXT = timedelta(seconds=totp.STEP)


class Hands:
    """Moves the clock that everybody reads."""

    def __init__(self) -> None:
        self.now = NOW

    def on(self, by: timedelta = NEXT) -> None:
        self.now += by


@pytest.fixture(autouse=True)
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    made = Hands()
    monkeypatch.setattr(clock, "now", lambda: made.now)
    return made


@pytest.fixture
def ana() -> Account:
    return create_account(email="ana@polaris.example", password=PASSWORD, by=None, now=NOW)


def shows(now: datetime, code: UUID = APP) -> str:
    return totp.code_at(totp.secret_of(code), totp.step_of(now))


def with_app(account: Account, now: datetime = NOW - 4 * NEXT) -> list[str]:
    codes = add_authenticator(account=account, code=APP, typed=shows(now), keep="", now=now)
    assert codes is not None
    return codes


def first_step(client: Client, account: Account, **more: str) -> Any:
    return client.post("/sign-in", {"email": account.email, "password": PASSWORD, **more})


def inside(client: Client) -> bool:
    return client.get("/me/sessions").status_code == 200


# What RFC 6238 prints in its appendix B, of eight digits the last six.
@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    step = totp.step_of(datetime.fromtimestamp(seconds, UTC))
    assert totp.code_at(b"12345678901234567890", step) == code


def test_a_clock_may_be_a_step_off_and_no_more() -> None:
    secret = totp.secret_of(APP)
    found = [totp.matching_step(secret, shows(NOW + by * NEXT), NOW) for by in (-2, -1, 0, 1, 2)]
    assert [one is not None for one in found] == [False, True, True, True, False]


def test_an_app_is_set_up_by_what_it_shows_and_then_asked_for(ana: Account, hands: Hands) -> None:
    desk, phone = Client(), Client()
    assert first_step(desk, ana).headers["Location"] == first_step(phone, ana).headers["Location"] == "/"
    page = desk.get("/me/security/app").content.decode()
    new = UUID(hex=desk.session["new_app"])
    assert totp.as_text(totp.secret_of(new)) in page
    assert desk.post("/me/security/app", {"code": "000000"}).status_code == 422
    assert not has_factor(ana)
    told = desk.post("/me/security/app", {"code": shows(hands.now, new)})
    assert (told.status_code, told.content.decode().count("<li><code")) == (200, 10)
    assert [inside(desk), inside(phone)] == [True, False], "other browsers end"
    hands.on()
    elsewhere = Client()
    answer = first_step(elsewhere, ana, next="/people?q=a&b=c")
    assert answer.headers["Location"] == "/sign-in/second?next=%2Fpeople%3Fq%3Da%26b%3Dc"
    assert not inside(elsewhere)
    assert elsewhere.post("/sign-in/second", {"code": "123456"}).status_code == 422
    sent = {"code": shows(hands.now, new), "next": "/people?q=a&b=c"}
    assert elsewhere.post("/sign-in/second", sent).headers["Location"] == "/people?q=a&b=c"
    assert inside(elsewhere)
    notice = Message.objects.get(kind="sign_in_changed")
    assert (notice.recipient, notice.data) == (ana.code, {"what": "app_added"})
    done = AuditEntry.objects.filter(action__startswith="factor").order_by("pk")
    assert [entry.action for entry in done] == ["factor.app_added", "factor.recovery_made"]


def test_neither_secret_nor_code_is_in_the_database(ana: Account) -> None:
    codes = with_app(ana)
    kept = str(list(Authenticator.objects.values())) + str(list(RecoveryCode.objects.values()))
    assert totp.secret_of(APP).hex() not in kept
    assert not [code for code in codes if code in kept or code.replace("-", "") in kept]


def test_a_code_of_the_app_works_once_in_any_browser(ana: Account, hands: Hands) -> None:
    with_app(ana)
    sent = {"code": shows(hands.now)}
    mine, thief = Client(), Client()
    first_step(mine, ana)
    first_step(thief, ana)
    assert mine.post("/sign-in/second", sent).status_code == 302
    assert thief.post("/sign-in/second", sent).status_code == 422
    hands.on()
    assert thief.post("/sign-in/second", sent).status_code == 422, "nor in the step after, when it still fits"
    assert not inside(thief)


def test_a_recovery_code_works_once(ana: Account) -> None:
    code = with_app(ana)[3]
    for answer in (302, 422):
        client = Client()
        first_step(client, ana)
        assert client.get("/sign-in/second?with=paper").status_code == 200
        typed = {"with": "paper", "code": code.lower().replace("-", " ")}
        assert client.post("/sign-in/second", typed).status_code == answer
        assert inside(client) is (answer == 302)
    assert ana.recovery_codes.count() == 9
    assert AuditEntry.objects.filter(action="factor.recovery_used").count() == 1


def test_codes_are_not_guessed(ana: Account, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    with_app(ana)
    client = Client()
    first_step(client, ana)
    for _ in range(10):
        assert "not what the app shows" in client.post("/sign-in/second", {"code": "1"}).content.decode()
    assert "Too many tries" in client.post("/sign-in/second", {"code": shows(hands.now)}).content.decode()
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    first_step(elsewhere, ana)
    right = elsewhere.post("/sign-in/second", {"code": shows(hands.now)})
    assert right.status_code == 422, "the count is the account's, not the address's"


def test_whoever_waits_is_nobody_and_for_ten_minutes(ana: Account, hands: Hands) -> None:
    with_app(ana)
    client = Client()
    client.get("/sign-in")
    planted = client.session
    planted["planted"] = True
    planted.save()
    client.cookies["farflung_session"] = str(planted.session_key)
    first_step(client, ana)
    assert client.session.session_key != planted.session_key
    assert "planted" not in client.session
    assert client.get("/me/security").status_code == 404
    assert SignedIn.objects.count() == 0
    hands.on(timedelta(minutes=11))
    assert client.post("/sign-in/second", {"code": shows(hands.now)}).headers["Location"] == "/sign-in"
    assert not inside(client)


def test_a_new_password_ends_the_waiting_and_a_closed_account_too(ana: Account, hands: Hands) -> None:
    with_app(ana)
    client, other = Client(), Client()
    first_step(client, ana)
    first_step(other, ana)
    set_password(account=ana, password=ANOTHER, by=ana, now=NOW)
    assert client.post("/sign-in/second", {"code": shows(hands.now)}).headers["Location"] == "/sign-in"
    Account.objects.filter(pk=ana.pk).update(is_active=False)
    assert other.get("/sign-in/second").headers["Location"] == "/sign-in"


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"]
)
def test_neither_step_leads_elsewhere(ana: Account, hands: Hands, wanted: str) -> None:
    with_app(ana)
    client = Client()
    assert first_step(client, ana, next=wanted).headers["Location"] == "/sign-in/second"
    sent = {"code": shows(hands.now), "next": wanted}
    assert client.post("/sign-in/second", sent).headers["Location"] == "/"


def test_after_a_while_one_is_asked_again_before_anything_changes(ana: Account, hands: Hands) -> None:
    client = Client()
    first_step(client, ana)
    hands.on(timedelta(minutes=16))
    assert (
        client.get("/me/security/app").headers["Location"] == "/me/security/again?next=%2Fme%2Fsecurity%2Fapp"
    )
    assert client.post("/me/security/again", {"password": "wrong"}).status_code == 422
    assert client.get("/me/security/app").status_code == 302
    sent = {"password": PASSWORD, "next": "/me/security/app"}
    assert client.post("/me/security/again", sent).headers["Location"] == "/me/security/app"
    assert client.get("/me/security/app").status_code == 200
    with_app(ana, hands.now)
    hands.on(timedelta(minutes=16))
    again = Client()
    first_step(again, ana)
    again.post("/sign-in/second", {"code": shows(hands.now)})
    hands.on(timedelta(minutes=16))
    assert again.post("/me/security/app/remove").headers["Location"].startswith("/me/security/again")
    assert has_factor(ana)
    assert again.post("/me/security/again", {"password": PASSWORD}).status_code == 422, "the app is asked for"
    again.post("/me/security/again", {"code": shows(hands.now)})
    assert again.post("/me/security/app/remove").headers["Location"] == "/me/security"
    assert (has_factor(ana), ana.recovery_codes.count()) == (False, 0)


def test_what_the_company_wants_holds_up_whoever_has_not_got_it(polaris: Cast, hands: Hands) -> None:
    wei, ana = polaris.account("Wei"), polaris.account("Ana")
    rule = Rule(Whom.ROLES, frozenset({"operator", "people"}), NOW + timedelta(days=7))
    with pytest.raises(Refused) as told:
        set_rule(rule=rule, by=wei, now=NOW)
    assert told.value.code == "own-first"
    with_app(wei)
    set_rule(rule=rule, by=wei, now=NOW)
    camille, member = Client(), Client()
    camille.force_login(polaris.account("Camille"))
    member.force_login(ana)
    assert camille.get("/people").status_code == 200, "not before its day"
    assert "Your company wants a second step" in camille.get("/me/security").content.decode()
    hands.on(timedelta(days=8))
    for path in ("/", "/people", "/company/people", "/me/tokens"):
        assert camille.get(path).headers["Location"] == "/me/security"
    assert camille.post("/me/tokens", {"name": "x"}).headers["Location"] == "/me/security"
    problem = camille.get("/api/v1/me")
    assert (problem.status_code, problem.json()["code"]) == (403, "second-step")
    assert [camille.get(path).status_code for path in ("/me/security", "/constitution")] == [200, 200]
    assert member.get("/people").status_code == 200, "it is not wanted of members"
    session = camille.session
    session["since"] = hands.now.isoformat()
    session.save()
    camille.get("/me/security/app")
    camille.post("/me/security/app", {"code": shows(hands.now, UUID(hex=camille.session["new_app"]))})
    assert camille.get("/people").status_code == 200


def test_a_lost_second_step_is_taken_away_by_operators_alone(polaris: Cast) -> None:
    ana = polaris.account("Ana")
    with_app(ana)
    for name, status in (("Camille", 404), ("Mallory", 404), ("Wei", 302)):
        assert has_factor(ana)
        client = Client()
        client.force_login(polaris.account(name))
        assert client.post("/company/sign-in/reset", {"email": "ANA@polaris.example"}).status_code == status
    assert not has_factor(ana)
    assert Message.objects.get(kind="sign_in_changed").recipient == polaris.person("Ana").code
    ana_s = Client()
    ana_s.force_login(ana)
    deliver(now=NOW + timedelta(hours=2))
    assert "has taken your second step away" in ana_s.get("/inbox").content.decode()
    entry = AuditEntry.objects.get(action="factor.reset")
    assert (entry.by, entry.subject_code) == (polaris.account("Wei"), ana.code)


def test_a_link_asks_for_the_second_step_unless_it_was_made_at_the_machine(polaris: Cast) -> None:
    ana = polaris.account("Ana")
    with_app(ana)
    sent, made = {"password": ANOTHER, "again": ANOTHER}, NOW
    link = invite_person(person=polaris.person("Ana"), by=polaris.account("Camille"), now=made)
    client = Client()
    assert client.post(f"/join/{link_word(link)}", sent).headers["Location"] == "/sign-in/second"
    assert not inside(client)
    link = invite_operator(email=ana.email, now=made)
    assert client.post(f"/join/{link_word(link)}", sent).headers["Location"] == "/"
    assert inside(client)
    assert not has_factor(ana)


def test_a_known_device_is_counted_apart(ana: Account, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody with the password guesses codes; the owner still gets in from where they did before."""
    with_app(ana)
    own, thief = Client(), Client(REMOTE_ADDR="203.0.113.9")
    first_step(own, ana)
    own.post("/sign-in/second", {"code": shows(hands.now)})
    own.post("/sign-out")
    first_step(thief, ana)
    for _ in range(11):
        thief.post("/sign-in/second", {"code": "1"})
    hands.on()
    first_step(own, ana)
    assert own.post("/sign-in/second", {"code": shows(hands.now)}).status_code == 302
    assert guessing.SECOND_A_DAY.most * 3 < 1_000_000 / 1000
