"""Rules that are filled in: put into the text of an agreement, looked at, and saved by no other way."""

from typing import Any

import pytest
from django.urls import reverse

from farflung.server.clock.models import Agreement
from farflung.server.clock.planning.agreement_adding import with_rule
from farflung.server.clock.planning.agreements import read
from farflung.server.core import clock
from farflung.server.org.models import Team
from tests.server.company import NOW, As, Cast
from tests.server.org.pages.conftest import text_of

LEAVE = ["notice: 14 days"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", 'agreement: "Ours"\n\nleave:\n  - notice: 14 days\n'),
        ("agreement: A\n", "agreement: A\n\nleave:\n  - notice: 14 days\n"),
        (
            "agreement: A\nleave:\n  - notice: 3 days\n",
            "agreement: A\nleave:\n  - notice: 3 days\n  - notice: 14 days\n",
        ),
        (
            "agreement: A\nleave:\n- notice: 3 days\n\n# meetings are next\nmeetings:\n  agenda: required\n",
            (
                "agreement: A\nleave:\n- notice: 3 days\n- notice: 14 days\n\n"
                "# meetings are next\nmeetings:\n  agenda: required\n"
            ),
        ),
        (
            "agreement: A\nleave:  # said in May\n  # why\n  team: Ledger\n  notice: 3 days\nowner: Ana\n",
            (
                "agreement: A\nleave:  # said in May\n    # why\n  - team: Ledger\n    notice: 3 days\n"
                "  - notice: 14 days\nowner: Ana\n"
            ),
        ),
    ],
)
def test_a_rule_stands_beside_those_that_there_are(text: str, wanted: str) -> None:
    assert with_rule(text, "leave", LEAVE, name="Ours") == wanted
    assert read(wanted, team=None).problems == ()


@pytest.mark.parametrize(
    "text", ["agreement: A\nleave: {notice: 3 days}\n", "nonsense", "agreement: A\nleaf:\n  notice: 3 days\n"]
)
def test_where_it_is_not_sure_to_fit_nothing_is_put(text: str) -> None:
    assert with_rule(text, "leave", LEAVE, name="Ours") is None


FILLED: dict[str, tuple[dict[str, Any], str]] = {
    "meetings": (
        {"earliest": "09:00", "latest": "00:00", "agenda": "on", "at_most": "6"},
        'earliest: "09:00"\n    latest: "24:00"\n    agenda: required\n    at_most: 6 hours a week',
    ),
    "core_hours": (
        {"start": "14:00", "end": "16:00", "zone": "UTC"},
        'hours: "14:00-16:00"\n    days: Mon-Fri\n    zone: UTC',
    ),
    "responses": (
        {"channel": 'chat: "us"', "hours": "4", "working": "on"},
        'channel: "chat: \\"us\\""\n    within: 4 working hours',
    ),
    "decisions": ({"hours": "8"}, "window: 8 working hours"),
    "leave": ({"days": "14"}, "notice: 14 days"),
    "exceptions": (
        {"country": "PT", "rules": ["meetings", "leave"], "until": "2027-12-31"},
        'countries: ["PT"]\n    rules: [meetings, leave]\n    until: 2027-12-31',
    ),
}


def sent(section: str, given: dict[str, Any]) -> dict[str, Any]:
    return {"add": section, **{f"{section}-{name}": value for name, value in given.items()}}


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("section", FILLED)
def test_each_kind_is_filled_in_looked_at_and_saved(
    polaris: Cast, signed_in: As, now: None, section: str
) -> None:
    given, written = FILLED[section]
    camille, address = signed_in("Camille"), reverse("clock:new_agreement")
    first = camille.post(address, {"whose": "", "text": "", "reason": "Rest", **sent(section, given)})
    text = first.context["form"]["text"].value()
    assert text == f'agreement: "Working agreement"\n\n{section}:\n  - {written}\n'
    assert "What it would do" in text_of(first), "seen at once, and not saved"
    assert Agreement.objects.count() == 1
    assert first.context["form"]["reason"].value() == "Rest"
    seen = {"seen": first.context["seen"]}
    assert camille.post(address, {"whose": "", "text": text, **seen}).status_code == 302
    assert read(Agreement.objects.latest("pk").versions.get().text, team=None).problems == ()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("section", "given", "said"),
    [
        ("meetings", {}, "Fill in at least one of these."),
        ("meetings", {"earliest": "18:00", "latest": "09:00"}, "It has to be later than the first."),
        ("core_hours", {"start": "25:00", "end": "16:00"}, "Write a time of day like 09:30."),
        (
            "core_hours",
            {"start": "09:00", "end": "16:00", "zone": "Mars"},
            "There is no time zone of that name.",
        ),
        ("exceptions", {"country": "XX", "rules": ["meetings"]}, "Select a valid choice."),
        ("exceptions", {"country": "", "rules": ["meetings"]}, "This field is required."),
    ],
)
def test_what_makes_no_rule_is_said_beside_it(
    polaris: Cast, signed_in: As, now: None, section: str, given: dict[str, str], said: str
) -> None:
    text = "agreement: Ours\nmeetings:\n  agenda: required\n"
    answer = signed_in("Camille").post("/agreements/new", {"whose": "", "text": text, **sent(section, given)})
    assert said in text_of(answer)
    assert answer.status_code == 422
    assert answer.context["form"]["text"].value() == text


@pytest.mark.django_db
def test_a_text_with_mistakes_is_mended_first(polaris: Cast, signed_in: As, now: None) -> None:
    given = {"whose": "", "text": "agreement: Ours\nleaf: 3\n", **sent("leave", {"days": "14"})}
    answer = signed_in("Camille").post("/agreements/new", given)
    assert "It cannot be put into the text as that is" in text_of(answer)
    assert answer.status_code == 422


@pytest.mark.django_db
def test_a_lead_adds_to_the_agreement_of_the_own_team_alone(polaris: Cast, signed_in: As, now: None) -> None:
    ledger = polaris.team("Ledger")
    Team.objects.filter(pk=ledger.pk).update(lead=polaris.people["Ana"])
    row = Agreement.objects.create(name="Quiet", team=ledger, made_at=NOW)
    row.versions.create(number=1, text="agreement: Quiet\nleave:\n  notice: 3 days\n", at=NOW)
    edit = reverse("clock:edit_agreement", args=[row.code])
    filled = {"text": row.versions.get().text, "version": "1", **sent("decisions", {"hours": "4"})}
    page = signed_in("Ana").post(edit, filled)
    assert "window: 4 working hours" in page.context["form"]["text"].value()
    again = {"text": page.context["form"]["text"].value(), "version": "1", "seen": page.context["seen"]}
    assert signed_in("Ana").post(edit, again).status_code == 302
    assert signed_in("Jack").post(edit, filled).status_code == 404
    assert row.versions.count() == 2
