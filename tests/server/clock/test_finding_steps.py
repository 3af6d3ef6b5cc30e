"""From a finding to what mends it: at once looked at again, filled in where it is written, asked, led on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from farflung.engine.model import Block, WeeklyPattern
from farflung.server.clock.actions import checking
from farflung.server.clock.actions.checking import check_all, check_series
from farflung.server.clock.actions.keeping import Outcome
from farflung.server.clock.jobs import overdue, recheck
from farflung.server.clock.models import Agreement, Checked, Finding, Meeting
from farflung.server.clock.planning.agreement_fix import with_fix
from farflung.server.clock.planning.finding_steps import series_of
from farflung.server.connect.planning.wording import written
from farflung.server.core import clock
from farflung.server.core.models import AuditEntry, Message
from farflung.server.org.actions import set_hours
from farflung.server.org.models import Team
from tests.server.company import NOW, Cast
from tests.server.org.pages.conftest import text_of

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]


@pytest.fixture
def signed_in(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> As:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    check_all(now=NOW - timedelta(hours=3))

    def client(name: str) -> Client:
        made = Client()
        made.force_login(polaris.account(name))
        return made

    return client


def kept(meeting: Meeting) -> dict[str, Any]:
    rows = Finding.objects.filter(meeting=meeting)
    return {row.key: (row.state, row.severity, row.words, row.fixes, row.dates) for row in rows}


def waiting(name: str) -> int:
    return ProcrastinateJob.objects.filter(task_name=name, status="todo").count()


def fix_of(how: str, **wanted: Any) -> tuple[Finding, int]:
    for row in Finding.objects.filter(**wanted).order_by("pk"):
        for number, fix in enumerate(row.fixes):
            if fix.get("how") == how:
                return row, number
    raise AssertionError(f"no finding is mended by {how}")


def test_what_else_is_found_about_a_series_is_known_as_soon_as_it_is_mended(signed_in: As) -> None:
    review = Meeting.objects.get(title="Ops review")
    hours_ago = NOW - timedelta(hours=2)
    assert check_series(series=review.code, now=hours_ago) == Outcome(), "the part is found as the whole was"
    before, row = kept(review), Finding.objects.get(rule="burden.same-people", meeting=review)
    signed_in("Mei-Ling").post(f"/findings/{row.code}/fix", {"fix": "0"})
    assert waiting("clock.recheck") == 1
    page = text_of(signed_in("Mei-Ling").get(f"/findings/{row.code}"))
    assert "it is looked at again within minutes" not in page, "it is mended"
    other = Finding.objects.get(rule="meeting-rules.hours", meeting=review)
    stale = text_of(signed_in("Mei-Ling").get(f"/findings/{other.code}"))
    assert "The series has changed since; it is looked at again within minutes." in stale
    recheck(series=str(review.code))
    at_once = kept(review)
    assert at_once != before
    other.refresh_from_db()
    assert other.checked_at == NOW
    check_all(now=NOW)
    assert kept(review) == at_once, "the whole check of the night finds what is known already"


def test_a_series_that_ends_has_no_findings_any_more(signed_in: As) -> None:
    review = Meeting.objects.get(title="Ops review")
    signed_in("Mei-Ling").post(f"/meetings/{review.code}/end", {"last_day": "2027-03-01"})
    review.refresh_from_db()
    assert review.ended_at is not None
    recheck(series=str(review.code))
    assert set(Finding.objects.filter(meeting=review).values_list("state", flat=True)) == {"gone"}


def test_what_is_agreed_anew_is_held_against_everybody_right_after(
    signed_in: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = Agreement.objects.get(name="Polaris working agreement")
    client, text = signed_in("Camille"), row.versions.order_by("-number")[0].text
    given = {"text": text.replace('"21:00"', '"22:00"'), "reason": "Later", "version": "1"}
    shown = client.post(f"/agreements/{row.code}/edit", given)
    client.post(f"/agreements/{row.code}/edit", given | {"seen": shown.context["seen"]})
    assert row.versions.count() == 2
    assert waiting("clock.overdue") == 1
    assert not checking.is_due(now=NOW)
    overdue(team="")
    assert checking.is_due(now=NOW)
    assert waiting("clock.check") == 1
    team = Finding.objects.exclude(team=None)[0].team
    assert team is not None
    Checked.objects.create(team=team, at=NOW)
    overdue(team=str(team.code))
    assert not Checked.objects.filter(team=team).exists()


def test_a_meeting_that_a_journey_takes_out_of_hours_is_moved_by_whoever_keeps_it(signed_in: As) -> None:
    row, number = fix_of("date", rule="meetings.stay")
    meeting = Meeting.objects.get(code=row.fixes[number]["series"])
    assert row.meeting is None
    Finding.objects.filter(pk=row.pk).update(whose="team", owner=meeting.organizer)
    keeper = signed_in("Camille")
    assert "Do it" in text_of(keeper.get(f"/findings/{row.code}"))
    assert signed_in("Mallory").post(f"/findings/{row.code}/fix", {"fix": str(number)}).status_code == 404
    keeper.post(f"/findings/{row.code}/fix", {"fix": str(number)})
    row.refresh_from_db()
    assert row.state == "fixed"
    assert AuditEntry.objects.filter(action="meeting.date", subject_code=meeting.code).count() == 1


def asking_about(cast: Cast, name: str) -> Finding:
    """A finding that Mei-Ling looks after and other hours of somebody would mend."""
    person = cast.people[name]
    row = Finding.objects.filter(rule="overlap.team", owner=cast.people["Mei-Ling"]).get()
    was, week = ([[day, *hours] for day in range(5)] for hours in ((540, 1080), (600, 1140)))
    asked = {"person": str(person.code), "was": was, "week": week, "start": None}
    row.fixes = [{"action": "Let them", "effect": "all share 1 h", "how": "hours", "people": [asked]}]
    row.save()
    return row


def test_other_hours_of_somebody_are_asked_for_and_never_set(signed_in: As, polaris: Cast) -> None:
    person = polaris.people["Kasia"]
    row = asking_about(polaris, "Kasia")
    lead, address = signed_in("Mei-Ling"), f"/findings/{row.code}"
    assert "Ask them" in text_of(lead.get(address))
    for name, status in (("Kasia", 404), ("Mallory", 404)):
        assert signed_in(name).post(f"{address}/ask", {"fix": "0"}).status_code == status
    assert "Asked." in text_of(lead.post(f"{address}/ask", {"fix": "0"}, follow=True))
    asked = Message.objects.get(kind="hours_asked")
    assert (asked.recipient, asked.sender) == (person.code, polaris.people["Mei-Ling"].code)
    assert asked.purpose == "question"
    again = text_of(lead.post(f"{address}/ask", {"fix": "0"}, follow=True))
    assert "They have been asked already" in again
    by_program = lead.post(f"/api/v1{address}/fix", {"number": 0}, content_type="application/json")
    assert (by_program.status_code, by_program.json()["code"]) == (422, "asked")
    assert Message.objects.filter(kind="hours_asked").count() == 1
    own = signed_in("Kasia")
    told = written(asked, {polaris.people["Mei-Ling"].code: "Mei-Ling"})
    assert told.title == "Mei-Ling asks about your hours"
    assert "Could you work Mon–Fri 10:00–19:00?" in told.body
    form = own.get(told.href)
    assert "These are the hours that you are asked about." in text_of(form)
    assert form.context["form"]["d1_from0"].value() == "10:00"
    for nonsense in ("x-1", "9-0-60", "1-600-500", "1-0-5000", "0-0-100.0-50-200", "1-2"):
        assert "asked about" not in text_of(own.get(f"/me/hours?week={nonsense}")), nonsense
    assert AuditEntry.objects.filter(action="hours.ask", about=person.code).count() == 1
    assert row.state == Finding.objects.get(pk=row.pk).state == "open", "nothing is done to anybody"


def test_who_has_other_hours_by_now_is_not_asked(signed_in: As, polaris: Cast) -> None:
    row, person = asking_about(polaris, "Kasia"), polaris.people["Kasia"]
    week = WeeklyPattern(tuple(Block(day, 480, 960) for day in range(5)))
    set_hours(person=person, pattern=week, start=NOW.date(), end=None, by=person.account, now=NOW)
    said = signed_in("Mei-Ling").post(f"/findings/{row.code}/ask", {"fix": "0"}, follow=True)
    assert "have other hours by now" in text_of(said)
    assert not Message.objects.filter(kind="hours_asked").exists()


def test_a_rule_that_would_be_kept_is_written_into_the_form(signed_in: As) -> None:
    row, number = fix_of("agreement", rule="contradiction.core-hours")
    client = signed_in("Camille")
    page = client.get(f"/findings/{row.code}")
    href = page.context["shown"].fixes[number].href
    assert href.endswith(f"?finding={row.code}&fix={number}")
    form = client.get(href).context["form"]
    before = Agreement.objects.get().versions.get().text
    assert form["text"].value() != before
    assert row.fixes[number]["put"] in form["text"].value()
    seen = text_of(
        client.post(href.partition("?")[0], {"text": form["text"].value(), "reason": "", "version": "1"})
    )
    assert "would not be flagged any more" in seen
    assert with_fix("nonsense", row.fixes[number]) == "nonsense"


def test_an_hour_to_agree_on_is_a_new_agreement_of_that_team(signed_in: As, polaris: Cast) -> None:
    row, number = fix_of("core", rule="overlap.team", owner=polaris.people["Mei-Ling"])
    client = signed_in("Mei-Ling")
    href = client.get(f"/findings/{row.code}").context["shown"].fixes[number].href
    form = client.get(href).context["form"]
    given = {"text": form["text"].value(), "whose": form["whose"].value(), "reason": ""}
    assert "Withdrawals Ops" in given["text"]
    assert "What it would do" in text_of(client.post("/agreements/new", given))
    assert client.get(f"/agreements/new?finding={row.code}&fix=77").status_code == 200


def test_no_finding_is_without_a_next_step(signed_in: As) -> None:
    client, led = signed_in("Camille"), set()
    for row in {row.rule: row for row in Finding.objects.all()}.values():
        page = client.get(f"/findings/{row.code}")
        if page.status_code == 404:
            continue
        shown = page.context["shown"]
        assert shown.steps, row.rule
        led |= {step.href for step in shown.steps} | {fix.href for fix in shown.fixes if fix.href}
    assert len(led) > 10
    for href in sorted(led):
        assert client.get(href).status_code == 200, href


@pytest.mark.parametrize(
    ("how", "offered"), [("turns", False), ("anchor", False), ("date", True), ("leave", True)]
)
def test_what_is_done_to_a_series_as_it_goes_on_is_not_offered_for_what_it_was_before(
    signed_in: As, polaris: Cast, how: str, offered: bool
) -> None:
    """Of a series that was moved the dates of before are a part, which refuses to go by another rule."""
    review = Meeting.objects.get(title="Ops review")
    part = Meeting.objects.create(
        title=review.title, organizer=review.organizer, goes_on=review, recurrence=review.recurrence,
        made_at=review.made_at,
    )  # fmt: skip
    at = {"start": "2027-03-09T13:00:00+00:00", "end": "2027-03-09T14:00:00+00:00"}
    fix = {
        "how": how, "action": "Do it", "effect": "it is mended", "times": [540, 1260], "zone": "Asia/Manila",
        "recurrence": review.recurrence, "dates": [["2027-03-09", "21:00", "Asia/Manila", 0]], **at,
    }  # fmt: skip
    row = Finding.objects.filter(meeting=review, whose="series").first()
    assert row is not None
    Finding.objects.filter(pk=row.pk).update(meeting=part, fixes=[fix], state="open")
    row.refresh_from_db()
    assert series_of(row, fix) == (part if offered else None)
    assert series_of(row, {**fix, "series": str(part.code)}) == (part if offered else None)
    assert series_of(row, {**fix, "series": str(review.code)}) == review, (
        "the part that goes on may be changed"
    )
    assert series_of(row, {**fix, "how": "hours"}) is None
    (shown,) = signed_in("Mei-Ling").get(f"/findings/{row.code}").context["shown"].fixes
    assert shown.doable is offered


def test_whoever_is_only_hit_is_told_of_no_fix_by_a_form_either(signed_in: As, polaris: Cast) -> None:
    """A lead of another team: what is proposed to a team is for its own lead."""
    row, number = fix_of("core", rule="overlap.team", owner=polaris.people["Mei-Ling"])
    kasia = polaris.people["Kasia"]
    Team.objects.filter(name="Ledger").update(lead=kasia)
    assert row.concerned.filter(person=kasia).exists()
    client = signed_in("Kasia")
    assert client.get(f"/findings/{row.code}").context["shown"].fixes == ()
    form = client.get(f"/agreements/new?finding={row.code}&fix={number}").context["form"]
    assert not form["text"].value()


def test_a_rule_of_one_agreement_is_not_put_into_another(signed_in: As) -> None:
    row, number = fix_of("agreement", rule="contradiction.core-hours")
    there = Agreement.objects.get()
    other = Agreement.objects.create(name="Another", made_at=NOW)
    text = there.versions.get().text.replace(there.name, "Another")
    other.versions.create(number=1, text=text, at=NOW)
    form = signed_in("Camille").get(f"/agreements/{other.code}/edit?finding={row.code}&fix={number}")
    assert form.context["form"]["text"].value() == text
