"""A finding that is for people to agree on leads to the form in which they do, filled in."""

from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from farflung.server.clock.actions.agreements import Writing, make_agreement
from farflung.server.clock.actions.checking import check_all
from farflung.server.clock.models import Finding, Invited, Meeting
from farflung.server.clock.planning import finding_steps
from farflung.server.clock.planning.agreement_fix import with_fix
from farflung.server.clock.planning.agreements import read
from farflung.server.core import clock
from farflung.server.core.writing import raise_revision
from farflung.server.org.models import Person
from tests.server.company import NOW, Cast
from tests.server.org.pages.conftest import text_of

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
PROMISES = """\
agreement: Answers

responses:
  - channel: pager  # who asks, waits
    within: 15 minutes
    from: Ledger
  - channel: mail
    within: 30 hours
"""


BY_DAY = 'agreement: By day\nmeetings:\n  team: Withdrawals Ops\n  earliest: "09:00"\n  latest: "17:00"\n'


@pytest.fixture
def signed_in(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> As:
    monkeypatch.setattr(clock, "now", lambda: NOW)

    def client(name: str) -> Client:
        made = Client()
        made.force_login(polaris.account(name))
        return made

    return client


def agreed(cast: Cast, text: str) -> None:
    said = Writing(text, "", cast.people["Camille"])
    make_agreement(said=said, team=None, by=cast.account("Camille"), now=NOW)
    check_all(now=NOW)


def lead_on(client: Client, row: Finding) -> str:
    (fix,) = client.get(f"/findings/{row.code}").context["shown"].fixes
    return str(fix.href)


def test_a_promise_that_nobody_can_keep_leads_to_the_one_that_can(signed_in: As, polaris: Cast) -> None:
    agreed(polaris, PROMISES)
    row = Finding.objects.get(rule="contradiction.promise", subject="pager")
    client = signed_in("Camille")
    href = lead_on(client, row)
    given = client.get(href).context["form"]["text"].value()
    hours = row.fixes[0]["put"]
    assert given == PROMISES.replace("15 minutes", hours), "that line, and nothing else"
    seen = text_of(client.post(href.partition("?")[0], {"text": given, "reason": "", "version": "1"}))
    assert "would not be flagged any more" in seen


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("within: 15 minutes  # quick", "within: 13 hours  # quick"),
        ('within: "15 minutes"', "within: 13 hours"),
        ("within: 4 working hours", "within: 13 hours"),
    ],
)
def test_a_promise_is_put_into_its_line_alone(written: str, wanted: str) -> None:
    text = f"agreement: Answers\nresponses:\n  - channel: chat\n    {written}\n"
    found = read(text, team=None).agreement
    assert found is not None
    source = found.responses[0].source
    assert source is not None
    fix = {"rule": "responses", "line": source.line, "put": "13 hours"}
    assert with_fix(text, fix) == text.replace(written, wanted)
    assert with_fix(text, {**fix, "line": 1}) == text, "where it is not sure to fit nothing is changed"


def test_a_team_without_a_common_hour_leads_to_sessions(signed_in: As, polaris: Cast) -> None:
    agreed(polaris, BY_DAY)
    row = Finding.objects.get(rule="contradiction.no-meeting-hour")
    client = signed_in("Camille")
    href = lead_on(client, row)
    assert parse_qs(urlsplit(href).query) == {"people": ["Withdrawals Ops"]}
    page = client.get(href)
    assert page.status_code == 200
    assert page.context["form"]["people"].value() == "Withdrawals Ops"
    assert "found" in page.context, "asked, and answered"


def test_a_large_team_leads_to_all_hands_within_the_hours_of_the_rule(
    signed_in: As, polaris: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding_steps, "FEWEST_FOR_RATES", 5)
    agreed(polaris, BY_DAY)
    row = Finding.objects.get(rule="contradiction.no-meeting-hour")
    href = lead_on(signed_in("Camille"), row)
    assert parse_qs(urlsplit(href).query) == {
        "people": ["Withdrawals Ops"], "low": ["09:00"], "high": ["17:00"]
    }  # fmt: skip
    form = signed_in("Camille").get(href).context["form"]
    assert form.is_valid()
    assert form.cleaned_data["wanted"].hours == (540, 1020)


@pytest.fixture
def town_hall(polaris: Cast) -> Meeting:
    """A meeting of everybody but two that no single hour serves, and its finding."""
    meeting = Meeting.objects.get(title="Ops review")
    there = set(meeting.invited.values_list("person", flat=True))
    for person in Person.objects.exclude(pk__in=there).exclude(name__in=("Mallory", "Jack")):
        Invited.objects.create(meeting=meeting, person=person)
    raise_revision("meetings")
    return meeting


def test_an_all_hands_in_several_sessions_has_the_meeting_filled_in(
    signed_in: As, polaris: Cast, town_hall: Meeting
) -> None:
    row = Finding.objects.create(
        key="one session", rule="burden.one-session", whose="series", severity=2, meeting=town_hall,
        fixes=[{"action": "Hold 2 sessions", "effect": "", "how": "sessions"}], found_at=NOW, checked_at=NOW,
        state_at=NOW,
    )  # fmt: skip
    client = signed_in("Mei-Ling")
    href = lead_on(client, row)
    assert href == f"/meetings/all-hands?meeting={town_hall.code}"
    steps = client.get(f"/findings/{row.code}").context["shown"].steps
    assert href in {step.href for step in steps}
    page = client.get(href)
    wanted = page.context["form"].cleaned_data["wanted"]
    invited = {str(code) for code in town_hall.invited.values_list("person__code", flat=True)}
    assert wanted.who is not None
    assert invited <= wanted.who
    assert str(polaris.people["Jack"].code) not in wanted.who
    assert wanted.day == date(2027, 4, 7), "its next date"
    assert "Left empty, those who are invited to <bdi>Ops review</bdi>." in text_of(page)
    again = client.get(f"{href}&people=Ledger&day={wanted.day}").context["form"].cleaned_data
    assert again["people"] == "Ledger", "who asks for others is answered for them"


@pytest.mark.parametrize("given", ["nonsense", "00000000-0000-0000-0000-000000000000", ""])
def test_a_meeting_that_is_not_there_is_none(signed_in: As, given: str) -> None:
    page = signed_in("Mei-Ling").get(f"/meetings/all-hands?meeting={given}")
    assert page.status_code == 200
    assert page.context["form"].cleaned_data["wanted"].who is None


def test_a_meeting_of_others_is_none_either(signed_in: As, polaris: Cast) -> None:
    secret = Meeting.objects.get(title="Ops review")
    secret.private, secret.title = True, ""
    secret.save()
    raise_revision("meetings")
    outside = (
        Person.objects.exclude(invitations__meeting=secret)
        .exclude(account=None)
        .filter(name__in=("Jack", "Wei", "Ana"))
    )
    name = outside[0].name
    page = signed_in(name).get(f"/meetings/all-hands?meeting={secret.code}")
    assert page.context["form"].cleaned_data["wanted"].who is None
    assert "Ops review" not in text_of(page)
