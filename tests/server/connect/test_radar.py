"""The weekly radar: once, on the lead's own Monday morning, by the gateway; silent without news."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from farflung.server.clock.actions import checking, radar
from farflung.server.clock.actions.checking import check_all
from farflung.server.clock.actions.owning import follow_leads
from farflung.server.clock.actions.radar import MOST_NAMED, make_radars
from farflung.server.clock.models import Finding, Radar
from farflung.server.connect.actions.gateway import deliver
from farflung.server.connect.planning.wording import written
from farflung.server.core import clock
from farflung.server.core.models import AuditEntry, Message
from farflung.server.core.writing import Write
from farflung.server.org.actions import change_team
from farflung.server.org.models import Team
from tests.server.company import NOW, Cast

pytestmark = pytest.mark.django_db
SUNDAY = datetime(2027, 2, 28, 20, 30, tzinfo=UTC)
"""Still before five on Monday in Singapore; half an hour later it is not."""
HOUR, WEEK = timedelta(hours=1), timedelta(days=7)


@pytest.fixture
def lead(polaris: Cast) -> Cast:
    """Findings of the night before; those of other leads are left out."""
    check_all(now=SUNDAY - HOUR)
    Finding.objects.exclude(owner=polaris.people["Mei-Ling"]).delete()
    return polaris


def radars() -> list[Message]:
    return list(Message.objects.filter(kind="radar").order_by("pk"))


def test_it_comes_once_in_the_morning_of_the_leads_own_monday(lead: Cast) -> None:
    assert make_radars(now=SUNDAY) == 0, "it is too early in Singapore"
    assert make_radars(now=SUNDAY + HOUR) == 1
    assert [make_radars(now=SUNDAY + HOUR * n) for n in range(1, 30)] == [0] * 29
    (message,) = radars()
    assert message.recipient == lead.people["Mei-Ling"].code
    deliver(now=SUNDAY + HOUR)
    message.refresh_from_db()
    assert message.state == "waiting", "she is not at work yet"
    assert message.lands_at == datetime(2027, 3, 1, 1, tzinfo=UTC), "nine in the morning in Singapore"
    deliver(now=message.lands_at)
    message.refresh_from_db()
    assert message.state == "landed"


def test_it_says_what_is_new_what_ended_and_the_worst(lead: Cast) -> None:
    make_radars(now=SUNDAY + HOUR)
    row = Finding.objects.get(rule="burden.same-people", meeting__title="Ops review")
    Finding.objects.filter(pk=row.pk).update(state="gone", state_at=NOW)
    before = Finding.objects.filter(state="open").count()
    assert make_radars(now=SUNDAY + HOUR + WEEK) == 1
    says = written(radars()[-1], {})
    lines = says.body.split("\n")
    assert lines[0] == f"New: 0. Ended: 1. Open: {before}."
    assert lines[1].startswith("Ended: “Ops review” always costs the same people")
    assert lines[2].startswith("The worst that is open: Public holidays leave chargebacks")
    assert says.href == "/findings"
    Finding.objects.all().delete()
    left = written(radars()[-1], {}).body.split("\n")
    assert left == [lines[0], "Ended, and not named here: 1."], "what is deleted meanwhile is counted"


def test_of_what_is_not_named_it_says_how_much_there_is(lead: Cast) -> None:
    make_radars(now=SUNDAY + HOUR)
    (message,) = radars()
    lines = written(message, {}).body.split("\n")
    named = [line for line in lines[1:] if line.startswith("New: ")]
    assert message.data["news"] > len(named) == MOST_NAMED
    assert lines[1 + MOST_NAMED] == f"New, and not named here: {message.data['news'] - MOST_NAMED}."


def test_who_leads_no_more_reads_nothing_of_what_is_another_s(lead: Cast) -> None:
    """Before the radar is made, and after: what waits for nobody's reading yet names nothing of it either."""
    make_radars(now=SUNDAY + HOUR)
    teams = Team.objects.filter(lead=lead.people["Mei-Ling"])
    led = Finding.objects.filter(team__in=teams)
    own = Finding.objects.filter(team=None).count()
    assert led.exists()
    teams.update(lead=lead.people["Omar"])
    body = written(radars()[0], {}).body
    assert body.count("New:") == (1 + min(own, 5) if own else 0), "only what is nobody else's"
    led.update(state="open", state_at=NOW)
    assert make_radars(now=SUNDAY + HOUR + WEEK) == 0
    led.update(state="gone", state_at=NOW)
    assert make_radars(now=SUNDAY + HOUR + 2 * WEEK) == 0


def test_a_week_without_news_is_silent(lead: Cast) -> None:
    make_radars(now=SUNDAY + HOUR)
    assert make_radars(now=SUNDAY + HOUR + WEEK) == 0
    assert len(radars()) == 1
    assert Radar.objects.get().week.isoformat() == "2027-03-08"


def test_killed_before_it_is_done_it_was_never_said_and_comes_again(
    lead: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(letters: object, *, write: Write) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(radar, "post", killed)
        with pytest.raises(KeyboardInterrupt):
            make_radars(now=SUNDAY + HOUR)
    assert not Radar.objects.exists()
    assert make_radars(now=SUNDAY + HOUR) == 1
    assert len(radars()) == 1


def test_a_new_lead_owns_what_there_is_and_is_told_of_what_is_open(
    lead: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_radars(now=SUNDAY + HOUR)
    team, omar = lead.team("Withdrawals Ops"), lead.people["Omar"]
    rows = Finding.objects.filter(team=team).exclude(rule__startswith="overlap.manager")
    ended, taken = rows.first(), NOW + 3 * 24 * HOUR
    assert ended is not None
    Finding.objects.filter(pk=ended.pk).update(state="gone", state_at=SUNDAY)
    still_open = rows.filter(state="open").count()
    assert still_open > 2
    monkeypatch.setattr(clock, "now", lambda: taken)
    change_team(team=team, lead=omar, by=None, now=taken)
    assert {row.owner for row in rows} == {omar}, "also of what is gone"
    entry = AuditEntry.objects.get(action="finding.owners")
    assert (entry.subject_code, entry.detail) == (team.code, {"findings": rows.count()})
    assert make_radars(now=SUNDAY + HOUR + WEEK + 12 * HOUR) == 1, "it is Omar's Monday as well"
    told = next(one for one in radars() if one.recipient == omar.code)
    assert told.data["news"] == still_open, "to him all of it is new"
    assert written(told, {}).body.count("New:") == 1 + min(still_open, 5)
    assert follow_leads(now=NOW) == 0, "done twice, nothing is new"


def test_what_nobody_leads_any_more_is_for_a_desk(lead: Cast) -> None:
    team = lead.team("Withdrawals Ops")
    change_team(team=team, lead=None, by=None, now=NOW)
    rows = Finding.objects.filter(team=team).exclude(rule__startswith="overlap.manager")
    assert {row.owner for row in rows} == {None}
    assert {row.desk for row in rows} <= {"people", "compliance"}


def test_of_a_lead_who_has_left_the_findings_are_for_a_desk_after_the_next_check(lead: Cast) -> None:
    mei = lead.people["Mei-Ling"]
    gone = Finding.objects.filter(team__lead=mei, owner=mei).first()
    assert gone is not None
    Finding.objects.filter(pk=gone.pk).update(key="found no more", state="gone")
    mei.ended = NOW.date() - timedelta(days=1)
    mei.save()
    follow_leads(now=NOW)
    gone.refresh_from_db()
    assert gone.owner is None


def test_a_radar_counts_only_what_its_reader_still_looks_after(lead: Cast) -> None:
    """It may have waited for them for weeks, and the team be another's since."""
    make_radars(now=SUNDAY + HOUR)
    (message,) = radars()
    teams = list(Team.objects.filter(lead=lead.people["Mei-Ling"]))
    first, others = teams[0], teams[1:]
    counts = message.data["teams"]
    assert sum(one[2] for one in counts.values()) == message.data["open"]
    Team.objects.filter(pk__in=[one.pk for one in others]).update(lead=lead.people["Omar"])
    left = [counts[code] for code in ("", str(first.code)) if code in counts]
    said = written(message, {}).body
    if left:
        new, ended, still_open = (sum(one[n] for one in left) for n in range(3))
        assert said.startswith(f"New: {new}. Ended: {ended}. Open: {still_open}.")
    Team.objects.filter(pk=first.pk).update(lead=lead.people["Omar"])
    message.data["teams"].pop("", None)
    assert written(message, {}).body == "Somebody else looks after these teams by now."
    del message.data["teams"]
    assert "Open:" in written(message, {}).body, "what was posted by an earlier release still has its counts"


def test_of_what_is_as_it_should_be_nothing_is_read(lead: Cast) -> None:
    """Done after every check: of thousands of findings only those that are another's by now."""
    follow_leads(now=NOW)
    with CaptureQueriesContext(connection) as queries:
        assert follow_leads(now=NOW) == 0
    (read,) = (one["sql"] for one in queries if "FOR UPDATE" in one["sql"])
    assert '"clock_finding"."words"' not in read
    with connection.cursor() as cursor:
        cursor.execute(read)
        assert cursor.fetchall() == []


def test_a_check_that_died_after_its_last_team_hands_over_when_it_is_done_again(
    lead: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It had read who leads before somebody else did, and says at its end that all teams were checked."""

    def killed(*, now: datetime) -> int:
        raise KeyboardInterrupt

    team, omar = lead.team("Withdrawals Ops"), lead.people["Omar"]
    with monkeypatch.context() as patch:
        patch.setattr(checking, "follow_leads", killed)
        with pytest.raises(KeyboardInterrupt):
            checking.check_all(now=NOW)
    Team.objects.filter(pk=team.pk).update(lead=omar)
    rows = Finding.objects.filter(team=team).exclude(rule__startswith="overlap.manager")
    assert {row.owner for row in rows} == {lead.people["Mei-Ling"]}
    assert checking.check_due(now=NOW) is None, "nobody is due"
    assert {row.owner for row in rows.all()} == {omar}
