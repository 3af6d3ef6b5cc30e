"""The pages and operations of findings: found, decided about, mended in one step; to each what is theirs."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from farflung.server.clock.actions.checking import check_all
from farflung.server.clock.models import Finding, Meeting
from farflung.server.core import clock
from farflung.server.core.models import AuditEntry
from farflung.server.org.actions import change_team
from farflung.server.org.models import Team
from tests.server.company import NOW, As, Cast
from tests.server.org.pages.conftest import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> As:
    """Browsers of the cast, on the morning after a night in which findings were made."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    check_all(now=NOW - timedelta(hours=3))

    return polaris.client


def burden() -> Finding:
    return Finding.objects.get(rule="burden.same-people", meeting__title="Ops review")


def test_mei_ling_rotates_the_ops_review_and_nobody_learns_what_it_costs_whom(signed_in: As) -> None:
    row = burden()
    lead, rafael = signed_in("Mei-Ling"), signed_in("Rafael")
    assert "“Ops review” always costs the same people" in text_of(lead.get("/findings"))
    page = text_of(lead.get(f"/findings/{row.code}"))
    assert "Whom it costs how much is told to each of them alone." in page
    assert "Rafael" not in page
    assert " points" not in page
    own = text_of(rafael.get(f"/findings/{row.code}"))
    assert "The next dates cost you 64 points. Only you see that." in own
    assert 'name="fix"' not in own
    assert rafael.post(f"/findings/{row.code}/fix", {"fix": "0"}).status_code == 404
    done = lead.post(f"/findings/{row.code}/fix", {"fix": "0"}, follow=True)
    assert "Done. Within minutes it is looked at whether that mends it." in text_of(done)
    turns = Meeting.objects.get(title="Ops review").rotation
    assert turns is not None
    assert (turns["times"], turns["zone"]) == ([720, 840], "UTC")
    assert AuditEntry.objects.filter(action="finding.fixed", subject_code=row.code).count() == 1
    check_all(now=NOW + timedelta(days=1))
    assert burden().state == "fixed", "less is left of it, and other people pay that"


def test_findings_that_read_alike_say_by_which_rule_each_is_found(signed_in: As) -> None:
    lead = signed_in("Mei-Ling")
    row = Finding.objects.get(rule="meeting-rules.hours", meeting__title="Ops review", owner__name="Mei-Ling")
    alone = text_of(lead.get("/findings"))
    assert "no meeting starts before" not in alone
    other = {**row.words, "basis": "Another agreement: no meeting on the moon"}
    Finding.objects.filter(pk=row.pk).update(words=other)
    twin = Finding.objects.get(pk=row.pk)
    twin.pk, twin.code, twin.words, twin.key = None, uuid4(), row.words, f"{row.key[:60]}-2"
    twin.save()
    both = text_of(lead.get("/findings"))
    assert "Another agreement: no meeting on the moon" in both
    assert "Polaris working agreement v1: no meeting starts before 07:00 and none ends after 21:00" in both
    assert "v1:" not in text_of(lead.get(f"/findings/{twin.code}")).replace("v1: no", "")


@pytest.mark.parametrize(
    ("how", "action"), [("date", "meeting.date"), ("leave", "meeting.date"), ("anchor", "")]
)
def test_one_date_is_moved_or_left_out_and_the_rest_stays(signed_in: As, how: str, action: str) -> None:
    row = next(
        one
        for one in Finding.objects.filter(whose="series")
        if [f.get("how") for f in one.fixes[:1]] == [how]
    )
    meeting, hits = row.meeting, {one.person_id for one in row.concerned.all()}
    assert meeting is not None
    before = meeting.recurrence
    signed_in("Camille").post(f"/findings/{row.code}/fix", {"fix": "0"})
    meeting.refresh_from_db()
    row.refresh_from_db()
    assert row.state == "fixed"
    if action:
        assert AuditEntry.objects.filter(action=action, subject_code=meeting.code).count() == 1
        dates: dict[str, Any] = {"overrides": [], "excluded": []}
        assert meeting.recurrence | dates == before | dates
        now, then = ([*one["overrides"], *one["excluded"]] for one in (meeting.recurrence, before))
        assert len(now) == len(then) + 1
    else:
        assert meeting.recurrence["start"][2] != before["start"][2]
        assert Meeting.objects.filter(title=meeting.title).count() == 2, "the past is kept apart"
    check_all(now=NOW + timedelta(days=1))
    left = Finding.objects.get(pk=row.pk)
    assert left.state == "fixed" or len({one.person_id for one in left.concerned.all()}) < len(hits)


def test_a_series_that_was_changed_since_is_not_changed_blindly(signed_in: As) -> None:
    row = burden()
    Meeting.objects.filter(findings=row).update(changed_at=NOW - timedelta(hours=1))
    answer = signed_in("Mei-Ling").post(f"/findings/{row.code}/fix", {"fix": "0"}, follow=True)
    assert "The series has changed since this was found." in text_of(answer)
    assert Meeting.objects.get(findings=row).rotation is None
    for wrong in ("7", "-1", "x", ""):
        answer = signed_in("Mei-Ling").post(f"/findings/{row.code}/fix", {"fix": wrong}, follow=True)
        assert "This cannot be done here in one step." in text_of(answer)


def test_accepted_put_off_and_opened_again_with_who_and_why(signed_in: As) -> None:
    row, lead = burden(), signed_in("Mei-Ling")
    address = f"/findings/{row.code}"
    assert lead.post(f"{address}/accept", {"accept-because": " "}).status_code == 422
    assert (
        lead.post(f"{address}/snooze", {"snooze-because": "x", "snooze-until": "2027-02-01"}).status_code
        == 422
    )
    lead.post(f"{address}/snooze", {"snooze-because": "After the launch", "snooze-until": "2027-03-15"})
    row.refresh_from_db()
    assert (row.state, row.until) == ("snoozed", datetime(2027, 3, 14, 16, tzinfo=UTC)), "her own midnight"
    assert "Ops review” always costs" not in text_of(lead.get("/findings"))
    assert "Ops review” always costs" in text_of(lead.get("/findings?state=snoozed"))
    lead.post(f"{address}/reopen")
    lead.post(f"{address}/accept", {"accept-because": "They chose it"})
    page = text_of(signed_in("Kasia").get(address))
    assert "They chose it" in page
    assert "Mei-Ling" in page
    assert 'name="accept-because"' not in page
    assert signed_in("Kasia").post(f"{address}/reopen").status_code == 404
    assert signed_in("Mallory").get(address).status_code == 404


def test_words_name_only_meetings_that_the_reader_may_open(signed_in: As, polaris: Cast) -> None:
    row = Finding.objects.get(rule="meetings.stay", about=polaris.people["Ana"])
    assert "“West sync”" in text_of(signed_in("Ana").get(f"/findings/{row.code}"))
    Meeting.objects.filter(title="West sync").update(private=True, title="")
    Finding.objects.filter(pk=row.pk).update(whose="team")
    page = text_of(signed_in("Camille").get(f"/findings/{row.code}"))
    assert "“a meeting”" in page
    assert "West sync" not in page


def test_my_day_has_the_worst_one(signed_in: As) -> None:
    assert "chargebacks without enough people" in text_of(signed_in("Mei-Ling").get("/"))
    assert "without enough people" not in text_of(signed_in("Rafael").get("/"))


def test_who_leads_a_team_no_more_has_no_findings_of_it(signed_in: As, polaris: Cast) -> None:
    lead, mei = signed_in("Mei-Ling"), polaris.people["Mei-Ling"]
    of_teams = Finding.objects.filter(owner=mei, whose="team", team__isnull=False).order_by("pk")
    row = of_teams.exclude(concerned__person=mei)[0]  # what hits her she sees, whoever leads
    assert lead.get(f"/findings/{row.code}").status_code == 200
    for team in Team.objects.filter(lead=polaris.people["Mei-Ling"]):
        change_team(team=team, lead=polaris.people["Rafael"], by=None, now=NOW)
    assert lead.get(f"/findings/{row.code}").status_code == 404
    assert "without enough people" not in text_of(lead.get("/"))
    assert lead.post(f"/findings/{row.code}/accept", {"reason": "mine"}).status_code == 404


def test_in_arabic_the_sentence_is_arabic(signed_in: As) -> None:
    client = signed_in("Mei-Ling")
    client.cookies["farflung_language"] = "ar"
    assert "always costs the same people" not in text_of(client.get("/findings"))


def test_programs_do_the_same(signed_in: As) -> None:
    lead, row = signed_in("Mei-Ling"), burden()

    def ask(path: str, body: Any = None) -> Any:
        if body is None:
            return lead.get(f"/api/v1{path}").json()
        return lead.post(f"/api/v1{path}", json.dumps(body), content_type="application/json")

    first = ask("/findings?limit=5")
    rest = ask(f"/findings?limit=200&after={first['next']}")
    codes = [one["id"] for one in (*first["items"], *rest["items"])]
    assert len(codes) == len(set(codes)) == Finding.objects.filter(owner__name="Mei-Ling").count()
    assert first["items"][0]["severity"] == "error"
    whole = ask(f"/findings/{row.code}")
    assert (whole["people"], whole["cost"], whole["cause"]) == (None, None, "")
    assert whole["fixes"][0]["mine"] is True
    assert ask(f"/findings/{row.code}/accept", {"because": "So"}).json()["state"] == "accepted"
    refused = ask(f"/findings/{row.code}/snooze", {"because": "So", "until": "2029-01-01T00:00:00Z"})
    assert (refused.status_code, refused.json()["code"]) == (422, "until")
    assert ask(f"/findings/{row.code}/reopen", {}).json()["state"] == "open"
    assert ask(f"/findings/{row.code}/fix", {"number": 1}).json()["state"] == "fixed"
    assert (Meeting.objects.get(findings=row).rotation or {})["times"] == [720]
