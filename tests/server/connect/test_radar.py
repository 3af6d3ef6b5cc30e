"""The weekly radar: once, on the lead's own Monday morning, by the gateway; silent without news."""

from datetime import UTC, datetime, timedelta

import pytest

from farflung.server.clock.actions import radar
from farflung.server.clock.actions.checking import check_all
from farflung.server.clock.actions.radar import make_radars
from farflung.server.clock.models import Finding, Radar
from farflung.server.connect.actions.gateway import deliver
from farflung.server.connect.planning.wording import written
from farflung.server.core.models import Message
from farflung.server.core.writing import Write
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
    assert written(radars()[-1], {}).body == lines[0], "what is deleted meanwhile is counted and not named"


def test_who_leads_no_more_reads_nothing_of_what_is_another_s(lead: Cast) -> None:
    """Before the radar is made, and after: what waits for nobody's reading yet names nothing of it either."""
    make_radars(now=SUNDAY + HOUR)
    teams = Team.objects.filter(lead=lead.people["Mei-Ling"])
    led = Finding.objects.filter(team__in=teams)
    own = Finding.objects.filter(team=None).count()
    assert led.exists()
    teams.update(lead=lead.people["Omar"])
    assert written(radars()[0], {}).body.count("New:") == 1 + min(own, 5), "only how many there were"
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
