"""*Signed in*: one's own browsers, what is kept of them, and how they are signed out."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from farflung.server.core import clock
from farflung.server.core.actions.accounts import set_password
from farflung.server.core.device import device_of
from farflung.server.core.models import AuditEntry, SignedIn
from tests.server.company import NOW, Cast

pytestmark = pytest.mark.django_db
PASSWORD = "lantern quarry thimble"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/19.0 Mobile/15E148 Safari/604.1"
)


@pytest.fixture(autouse=True)
def _then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def signed_in(polaris: Cast, name: str, agent: str) -> Client:
    account = polaris.account(name)
    if not account.has_usable_password():
        set_password(account=account, password=PASSWORD, by=account, now=NOW)
    client = Client(HTTP_USER_AGENT=agent)
    sent = {"email": account.email, "password": PASSWORD}
    assert client.post("/sign-in", sent, REMOTE_ADDR="203.0.113.77").status_code == 302
    return client


def inside(client: Client) -> bool:
    return client.get("/me/sessions").status_code == 200


def test_a_browser_s_kind_is_named_and_nothing_that_tells_it_from_another() -> None:
    assert device_of(FIREFOX) == "Firefox, Windows"
    assert device_of(SAFARI) == "Safari, iPhone"
    assert device_of(FIREFOX.replace("140.0", "141.7")) == device_of(FIREFOX)
    assert device_of("curl/8.5") == ""


def test_each_browser_is_listed_with_what_its_owner_needs_to_know_it_by(polaris: Cast) -> None:
    desk, phone = signed_in(polaris, "Ana", FIREFOX), signed_in(polaris, "Ana", SAFARI)
    page = desk.get("/me/sessions").content.decode()
    assert "Firefox, Windows" in page
    assert "Safari, iPhone" in page
    assert page.count(">this one<") == 1
    assert inside(phone)
    assert "Firefox" not in signed_in(polaris, "Wei", "curl/8.5").get("/me/sessions").content.decode()


def test_no_address_and_no_version_is_kept(polaris: Cast) -> None:
    signed_in(polaris, "Ana", FIREFOX)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(b::text, '') FROM core_signedin b")
        kept = cursor.fetchone()[0]
    (session,) = Session.objects.all()
    held = str(session.get_decoded())
    assert "203.0.113" not in kept + held
    assert "140." not in kept + held
    (device,) = SignedIn.objects.values_list("device", flat=True)
    assert device == "Firefox, Windows"


def test_one_is_signed_out_from_another(polaris: Cast) -> None:
    desk, phone = signed_in(polaris, "Ana", FIREFOX), signed_in(polaris, "Ana", SAFARI)
    code = SignedIn.objects.get(device="Safari, iPhone").code
    assert desk.post(f"/me/sessions/{code}/end").status_code == 302
    assert inside(desk)
    assert not inside(phone)
    assert SignedIn.objects.count() == 1
    assert AuditEntry.objects.filter(action="session.ended").count() == 1


def test_all_are_signed_out_the_one_at_hand_too_and_nobody_else(polaris: Cast) -> None:
    desk, phone = signed_in(polaris, "Ana", FIREFOX), signed_in(polaris, "Ana", SAFARI)
    wei = signed_in(polaris, "Wei", FIREFOX)
    assert desk.post("/me/sessions/end").status_code == 302
    assert [inside(client) for client in (desk, phone, wei)] == [False, False, True]


def test_nobody_signs_out_another_s_browser(polaris: Cast) -> None:
    ana, mallory = signed_in(polaris, "Ana", FIREFOX), Client()
    mallory.force_login(polaris.account("Mallory"))
    code = SignedIn.objects.get(account=polaris.account("Ana")).code
    assert mallory.post(f"/me/sessions/{code}/end").status_code == 404
    assert Client().post("/me/sessions/end").status_code == 404
    assert inside(ana)


def test_last_used_is_a_date_and_written_once_a_day(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = signed_in(polaris, "Ana", FIREFOX)
    before = Session.objects.get().expire_date
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=2, hours=3))
    assert inside(ana)
    row = SignedIn.objects.get()
    assert (row.since, row.used_on) == (NOW, (NOW + timedelta(days=2)).date())
    assert Session.objects.get().expire_date == before, "using it does not make it last longer"


def test_signing_out_and_changing_the_password_leave_no_row_behind(polaris: Cast) -> None:
    desk, phone = signed_in(polaris, "Ana", FIREFOX), signed_in(polaris, "Ana", SAFARI)
    phone.post("/sign-out")
    assert [row.device for row in SignedIn.objects.all()] == ["Firefox, Windows"]
    sent = {"old": PASSWORD, "password": "thimble lantern quarry", "again": "thimble lantern quarry"}
    desk.post("/password", sent)
    assert inside(desk)
    (row,) = SignedIn.objects.all()
    assert (row.device, row.since) == ("Firefox, Windows", NOW)
