"""`/who` in chat: only a chat system that operators let in is answered, once, and nobody's reason is told."""

import hmac
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client

from farflung.engine.atlas import Atlas
from farflung.engine.model import Absence, Person, Recurrence, Shift
from farflung.engine.time import CivilTime
from farflung.server.connect.access.chat import System
from farflung.server.connect.actions.chat import allow_chat, end_chat
from farflung.server.connect.views import who as door
from farflung.server.connect.who.asked import Answer, Unknown, who
from farflung.server.connect.who.told import on_clock, plain, told
from farflung.server.core import clock
from farflung.server.core.limits import Limit
from farflung.server.core.models import AuditEntry
from farflung.server.org import actions
from farflung.server.org.models import Membership, Team
from tests.server.company import Cast

TUESDAY = datetime(2027, 3, 2, 10, 30, tzinfo=UTC)
SECRET, OTHER, TOKEN = (
    "8f742231b10e8888abcd99yyyzzz85a5",
    "another secret, long enough",
    "xr3j5x3p4pfk7kk6ck7b4e6ghh",
)


@pytest.fixture(autouse=True)
def _then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: TUESDAY)


@pytest.fixture
def let_in(polaris: Cast) -> Cast:
    wei = polaris.account("Wei")
    allow_chat(system=System.SLACK, secret=SECRET, language="en", by=wei, now=TUESDAY)
    allow_chat(system=System.MATTERMOST, secret=TOKEN, language="en", by=wei, now=TUESDAY)
    return polaris


def slack(
    text: str,
    *,
    sent: datetime = TUESDAY,
    secret: str = SECRET,
    body: str = "",
    more: dict[str, str] | None = None,
) -> Any:
    signed = urlencode({"command": "/who", "text": text, "user_id": "U2147483697"})
    stamp = str(int(sent.timestamp()))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:{signed}".encode(), sha256).hexdigest()
    headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"} | (more or {})
    form = "application/x-www-form-urlencoded"
    return Client(enforce_csrf_checks=True).post("/chat/slack", body or signed, form, headers=headers)


def text(answer: Any) -> str:
    assert answer.status_code == 200
    told_ = answer.json()
    assert told_["response_type"] == "ephemeral"
    return str(told_["text"])


@pytest.mark.django_db
def test_slack_is_told_who_is_at_work_and_who_is_next_on_the_reader_s_clock(let_in: Cast) -> None:
    said = text(slack("withdrawals ops"))
    assert said.startswith("*Withdrawals Ops*: at work now")
    assert "<!date^" in said
    assert "|" in said.partition("<!date^")[2].partition(">")[0], "and in UTC where Slack cannot"
    assert "Next" in said


@pytest.mark.django_db
def test_the_signature_is_of_this_body_this_minute_and_this_secret(let_in: Cast) -> None:
    assert slack("x", body="command=%2Fwho&text=other").status_code == 404
    assert slack("x", secret=OTHER).status_code == 404
    assert slack("x", sent=TUESDAY - timedelta(minutes=5, seconds=1)).status_code == 404
    assert slack("x", sent=TUESDAY + timedelta(minutes=5, seconds=1)).status_code == 404
    assert slack("x", sent=TUESDAY - timedelta(minutes=4, seconds=59)).status_code == 200
    for stamp in ("", "x", "9" * 40, "9" * 12, "-1", "\N{SUPERSCRIPT TWO}"):
        assert slack("y", more={"X-Slack-Request-Timestamp": stamp}).status_code == 404
    assert Client().post("/chat/slack", {"text": "x"}).status_code == 404
    assert Client().get("/chat/slack").status_code == 405


@pytest.mark.django_db
def test_what_was_recorded_is_not_answered_again(let_in: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    before_the_hour = datetime(2027, 3, 2, 10, 58, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: before_the_hour)
    assert slack("help", sent=before_the_hour).status_code == 200
    monkeypatch.setattr(clock, "now", lambda: before_the_hour + timedelta(minutes=4))
    assert slack("help", sent=before_the_hour).status_code == 404


@pytest.mark.django_db
def test_mattermost_is_known_by_its_token(let_in: Cast) -> None:
    asked = {"text": "Withdrawals Ops in Lisbon", "token": TOKEN}
    said = text(Client(enforce_csrf_checks=True).post("/chat/mattermost", asked))
    assert "Lisbon)" in said
    header = Client().post("/chat/mattermost", {"text": ""}, headers={"Authorization": f"Token {TOKEN}"})
    assert text(header).startswith("Ask for a duty or a team")
    for wrong in ("", "x", TOKEN[:-1], TOKEN + "é"):
        assert Client().post("/chat/mattermost", {"text": "x", "token": wrong}).status_code == 404
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(value::text, '') FROM core_companysetting")
        assert TOKEN not in cursor.fetchone()[0], "only a digest of it is kept"


@pytest.mark.django_db
def test_whoever_was_let_out_or_never_in_finds_nothing(let_in: Cast) -> None:
    assert slack("help").status_code == 200
    end_chat(system=System.SLACK, by=let_in.account("Wei"), now=TUESDAY)
    assert slack("help please").status_code == 404
    assert {entry.action for entry in AuditEntry.objects.filter(action__startswith="chat.")} == {
        "chat.allowed", "chat.ended",
    }  # fmt: skip
    assert SECRET not in str(list(AuditEntry.objects.values_list("detail", flat=True)))


@pytest.mark.django_db
def test_questions_and_guesses_are_bounded(let_in: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "OFTEN", Limit("a", 1, timedelta(minutes=1)))
    monkeypatch.setattr(door, "WRONG", Limit("b", 2, timedelta(minutes=15)))
    assert text(slack("help")).startswith("Ask for")
    assert "Too many" in text(slack("help again"))
    wrong = [Client().post("/chat/mattermost", {"token": "x"}).status_code for _ in range(4)]
    assert wrong == [404, 404, 429, 429]


@pytest.mark.django_db
def test_what_is_not_known_is_told_with_what_there_is(let_in: Cast) -> None:
    said = text(slack("withdrawls op"))
    assert "No duty or team is called “withdrawls op”." in said
    assert "Withdrawals Ops" in said
    assert "&lt;!channel&gt;" in text(slack("<!channel>"))
    assert text(slack("Withdrawals Ops in Nowhereville")) == "No place is known as “Nowhereville”."


@pytest.mark.django_db
def test_who_is_away_is_not_named_and_no_reason_is(let_in: Cast) -> None:
    ops = Team.objects.get(name="Withdrawals Ops")
    before = text(slack("Withdrawals Ops"))
    away = next(m.person for m in Membership.objects.filter(team=ops) if f"• {m.person.name}," in before)
    day = TUESDAY.date()
    actions.ask_absence(person=away, start=day, end=day, by=let_in.account(away.name), now=TUESDAY)
    after = text(slack("withdrawals ops"))
    assert f"• {away.name}, until" not in after
    assert "away" not in after.casefold()
    assert "unavailable" not in after.casefold()


@pytest.mark.django_db
def test_the_page_is_for_operators_and_shows_no_secret(polaris: Cast) -> None:
    wei, ana = Client(), Client()
    wei.force_login(polaris.account("Wei"))
    ana.force_login(polaris.account("Ana"))
    assert ana.get("/company/chat").status_code == 404
    assert wei.post("/company/chat", {"system": "slack", "secret": "short"}).status_code == 422
    assert wei.post("/company/chat", {"system": "slack", "secret": SECRET}).status_code == 302
    page = wei.get("/company/chat").content.decode()
    assert SECRET not in page
    assert "/chat/slack" in page
    assert slack("help").status_code == 200
    assert wei.post("/company/chat/remove", {"system": "slack"}).status_code == 302
    assert slack("help me").status_code == 404
    assert wei.post("/company/chat/remove", {"system": "irc"}).status_code == 404


# ------------------------------------------------------------------------------- duties, from the map alone


def rota() -> Atlas:
    """Support by day in Lisbon, by night in Taipei: nine hours each, and a gap at noon UTC."""
    ana, wei = (
        Person.simple("Ana", "Europe/Lisbon", 540, 1080),
        Person.simple("Wei", "Asia/Taipei", 540, 1080),
    )

    def shift(person: str, hour: int, zone: str) -> Shift:
        start = CivilTime(date(2027, 3, 1), time(hour, 0), zone)
        return Shift("Support", person, Recurrence(start, 540, "FREQ=DAILY"))

    shifts = (shift("Ana", 9, "Europe/Lisbon"), shift("Wei", 9, "Asia/Taipei"))
    return Atlas((ana, wei), (), (Absence("Wei", date(2027, 3, 3), date(2027, 3, 3)),), shifts=shifts)


def test_a_duty_says_who_is_on_it_now_and_next() -> None:
    found = who(rota(), "supp", TUESDAY)
    assert isinstance(found, Answer)
    assert [(turn.name, turn.end) for turn in found.now] == [("Ana", datetime(2027, 3, 2, 18, tzinfo=UTC))]
    assert [(turn.name, turn.start) for turn in found.next] == [("Wei", datetime(2027, 3, 3, 1, tzinfo=UTC))]
    zone = rota().zones.zone("America/Toronto")
    said = told(found, on_clock(zone, TUESDAY), TUESDAY).splitlines()
    assert said == [
        "*Support*: on duty now",
        "• Ana, until 18:00 Lisbon (13:00 Toronto)",
        "Next",
        "• Wei, from Wed 09:00 Taipei (20:00 Toronto)",
    ]


def test_a_duty_that_nobody_is_on_says_so() -> None:
    found = who(rota(), "Support", datetime(2027, 3, 2, 20, tzinfo=UTC))
    assert isinstance(found, Answer)
    assert (found.now, [turn.name for turn in found.next]) == ((), ["Wei"])


def test_what_is_not_there_is_told_from_what_is() -> None:
    found = who(rota(), "billing", TUESDAY)
    assert found == Unknown("billing", ("Support",), 0)
    assert plain("[x](https://evil.example) <@U1>") == "[x] (https://evil.example) &lt;@U1&gt;"
