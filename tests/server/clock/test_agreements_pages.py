"""The pages of working agreements: what a rule would flag is seen before it is saved."""

import re

import pytest
from django.urls import reverse

from farflung.server.clock.actions.meetings import Guests, make_meeting
from farflung.server.clock.models import Agreement, Meeting
from farflung.server.clock.planning.recurring import recurrence_of
from farflung.server.core import clock
from farflung.server.org.models import Team
from tests.server.company import NOW, As, Cast
from tests.server.org.pages.conftest import text_of

pytestmark = pytest.mark.django_db
RULE = "agreement: No evenings\nmeetings:\n  - latest: '10:00'\n"
SEEN = re.compile(r'name="seen" value="([0-9a-f]{64})"')
FINDING = re.compile(r'<span class="badge error">')


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def eleven_meetings(cast: Cast, count: int = 11) -> None:
    """Series of Ana and Jack, each on an afternoon of Lisbon; and no others."""
    Meeting.objects.all().delete()
    for number in range(count):
        make_meeting(
            title=f"Afternoon {number}", recurrence=recurrence_of(WEEKLY),
            guests=Guests((cast.people["Ana"], cast.people["Jack"])), organizer=cast.people["Ana"],
            by=None, now=NOW,
        )  # fmt: skip


def test_camille_sees_the_eleven_meetings_that_a_rule_would_flag_before_she_saves_it(
    polaris: Cast, signed_in: As
) -> None:
    eleven_meetings(polaris)
    camille, address = signed_in("Camille"), reverse("clock:new_agreement")
    first = text_of(camille.post(address, {"whose": "", "text": RULE, "reason": "Families"}))
    assert "It would flag 11 things that are not flagged now." in first
    assert len(FINDING.findall(first)) == 11
    assert all(f"Afternoon {number}" in first for number in range(11))
    assert not Agreement.objects.filter(name="No evenings").exists()
    (seen,) = SEEN.findall(first)
    changed = {"whose": "", "text": RULE.replace("10:00", "11:00"), "seen": seen}
    assert SEEN.findall(text_of(camille.post(address, changed))) != [seen], "another text, another look"
    assert not Agreement.objects.filter(name="No evenings").exists()
    saved = camille.post(address, {"whose": "", "text": RULE, "reason": "Families", "seen": seen})
    row = Agreement.objects.get(name="No evenings")
    assert saved.headers["Location"] == reverse("clock:agreement", args=[row.code])
    assert "no meeting ends after 10:00" in text_of(camille.get(saved.headers["Location"]))


def test_a_long_look_has_its_button_within_reach_and_the_rest_a_click_away(
    polaris: Cast, signed_in: As
) -> None:
    eleven_meetings(polaris, 15)
    look = text_of(signed_in("Camille").post(reverse("clock:new_agreement"), {"whose": "", "text": RULE}))
    assert "It would flag 15 things that are not flagged now." in look
    before, _, folded = look.partition('<details class="behind"><summary>More of them')
    folded, _, after = folded.partition("</details>")
    assert [len(FINDING.findall(part)) for part in (before, folded, after)] == [12, 3, 0]
    assert "Save it" in after


WEEKLY = {
    "start": ["2027-03-02", "15:00:00", "Europe/Lisbon", 0], "end_minutes": 960, "rule": "FREQ=WEEKLY",
    "elapsed": None, "excluded": [], "extra": [], "overrides": [], "until": None,
}  # fmt: skip


def test_mistakes_stand_at_their_line(signed_in: As) -> None:
    wrong = "agreement: Wrong\nmeetings:\n  earlyest: '10:00'\n"
    answer = signed_in("Camille").post(reverse("clock:new_agreement"), {"whose": "", "text": wrong})
    assert answer.status_code == 422
    assert "Line 3: &#x27;earlyest&#x27; is no key of meetings." in text_of(answer)
    assert "earliest" in text_of(answer)


def test_a_lead_writes_for_the_own_team_and_for_no_other(polaris: Cast, signed_in: As) -> None:
    ledger = polaris.team("Ledger")
    Team.objects.filter(pk=ledger.pk).update(lead=polaris.people["Ana"])
    ana, address = signed_in("Ana"), reverse("clock:new_agreement")
    given = {"whose": str(ledger.code), "text": "agreement: Quiet\nmeetings:\n  earliest: '10:00'\n"}
    (given["seen"],) = SEEN.findall(text_of(ana.post(address, given)))
    ana.post(address, given)
    row = Agreement.objects.get(name="Quiet")
    assert row.team == ledger
    for whose in ("", str(Team.objects.exclude(pk=ledger.pk)[0].code)):
        assert ana.post(address, {**given, "whose": whose}).status_code == 422
    company = Agreement.objects.get(team=None)
    assert ana.get(reverse("clock:edit_agreement", args=[company.code])).status_code == 404
    edit = reverse("clock:edit_agreement", args=[row.code])
    assert 'name="version" value="1"' in text_of(ana.get(edit))
    sent = {"text": given["text"].replace("10:00", "09:00"), "version": "1"}
    (sent["seen"],) = SEEN.findall(text_of(ana.post(edit, sent)))
    assert ana.post(edit, sent).status_code == 302
    late = ana.post(edit, sent)
    assert late.status_code == 422
    assert "Somebody else has saved this agreement meanwhile." in text_of(late)
    assert ana.post(reverse("clock:stop_agreement", args=[row.code])).status_code == 302
    assert ana.get(edit).status_code == 404
    assert "Ended" in text_of(ana.get("/agreements"))


def test_a_starter_is_there_to_begin_with(signed_in: As) -> None:
    camille = signed_in("Camille")
    assert "Meeting light" in text_of(camille.get(reverse("clock:new_agreement")))
    begun = text_of(camille.get("/agreements/new?starter=meeting-light"))
    assert "no_meetings: [Wed]" in begun
    assert "# In each attendee" in begun, "what explains a rule stays"
    assert "farflung check" not in begun, "how it is used as a file is of no use here"
    assert camille.get("/agreements/new?starter=nothing").status_code == 404


def test_an_earlier_version_is_read_as_such(polaris: Cast, signed_in: As) -> None:
    row = Agreement.objects.get()
    address = reverse("clock:agreement", args=[row.code])
    for wrong in ("0", "9", "x"):
        assert "holds no more" not in text_of(signed_in("Jack").get(f"{address}?version={wrong}"))
    row.versions.create(number=2, text="agreement: Polaris\nmeetings:\n  agenda: required\n", at=NOW)
    text = text_of(signed_in("Jack").get(f"{address}?version=1"))
    assert "This is version 1, which holds no more." in text
    assert "Change it" not in text
