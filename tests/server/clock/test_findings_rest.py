"""N15: what is found, and what is fair, is the same to others whether somebody chose a rest window or not."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person as OnMap
from farflung.server.clock.actions.checking import check_series
from farflung.server.clock.actions.meetings import Guests, make_meeting
from farflung.server.clock.models import Finding, Meeting
from farflung.server.clock.planning import checking, restless
from farflung.server.clock.planning.agreement_effect import effect
from farflung.server.clock.planning.agreements import read
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.portfolio import portfolio
from farflung.server.clock.planning.recurring import recurrence_of
from farflung.server.clock.planning.series import Plan, plans, series_of
from farflung.server.org.atlas_copy import current, forget
from farflung.server.org.models import Person
from tests.server.company import NOW, Cast

pytestmark = pytest.mark.django_db
EVENING = (20 * 60, 31 * 60)
FIVE = ("Daniel", "Ana", "Rafael", "Beatriz", "Ximena")
"""All but Ana are at work then."""

SAID = ("rule", "severity", "weight", "dates", "words", "fixes", "first_at", "last_at", "key")


def weekly(cast: Cast, *names: str) -> Meeting:
    """A quarter past seven in the evening in Lisbon, the hour before Ana's rest; later in summer."""
    rule = {
        "start": ["2027-03-02", "19:15:00", "UTC", 0], "end_minutes": 60, "rule": "FREQ=WEEKLY",
        "elapsed": None, "excluded": [], "extra": [], "overrides": [], "until": None,
    }  # fmt: skip
    people = tuple(cast.people[name] for name in names)
    return make_meeting(
        title="Evening", recurrence=recurrence_of(rule), guests=Guests(people), organizer=people[0],
        has_agenda=True, by=None, now=NOW,
    )  # fmt: skip


def rests(cast: Cast, at: tuple[int, int] | None) -> None:
    start, end = at or (None, None)
    Person.objects.filter(pk=cast.people["Ana"].pk).update(rest_start=start, rest_end=end)
    forget()


def seen(cast: Cast, row: Meeting, at: tuple[int, int] | None) -> dict[str, Any]:
    """Everything of a series that is told to others than Ana, with her rest or without."""
    rests(cast, at)
    check_series(series=row.code, now=NOW)
    found = Finding.objects.filter(meeting=row).exclude(state="gone")
    concerned = {one.key: sorted(one.concerned.values_list("person", flat=True)) for one in found}
    atlas = with_meetings(current().atlas, NOW)
    series, other = series_of(atlas, str(row.code)), atlas.person(str(cast.people["Daniel"].code))
    assert series is not None
    audited = [replace(one, series=series) for one in portfolio(atlas, NOW) if one.series.id == series.id]
    return {
        "findings": sorted(found.values_list(*SAID), key=str), "hit": concerned, "audit": audited,
        "plans": [told(one) for one in plans(atlas, series, other, NOW)],
    }  # fmt: skip


def told(plan: Plan) -> Any:
    """A plan as it is read: of people their names stand there."""
    shown = [
        (
            one.span,
            one.kept,
            one.cost,
            [(of.part, of.local, [who.id for who in of.people]) for of in one.shares],
        )
        for one in plan.shown
    ]
    return plan.times, plan.worst, plan.own, plan.now, shown


@pytest.mark.parametrize("names", [FIVE[:2], FIVE])
def test_others_read_the_same_with_and_without_it(polaris: Cast, names: tuple[str, ...]) -> None:
    row = weekly(polaris, *names)
    without = seen(polaris, row, None)
    assert without["findings"], "something is found of it"
    assert without["plans"]
    assert seen(polaris, row, EVENING) == without


def test_it_would_be_seen_if_it_counted(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rest window like this one changes both findings and plans where it is not left out."""
    row = weekly(polaris, *FIVE)
    without = seen(polaris, row, None)

    def as_they_are(person: OnMap) -> OnMap:
        return person

    def coded(atlas: Atlas) -> Atlas:
        people = tuple(replace(one, name=one.id, email=None) for one in atlas.people)
        meetings = tuple(replace(one, title=one.id) for one in atlas.meetings)
        return atlas.with_(people=people).with_(meetings=meetings)

    monkeypatch.setattr(restless, "restless", as_they_are)
    monkeypatch.setattr(checking, "_coded", coded)
    counted = seen(polaris, row, EVENING)
    assert counted["findings"] != without["findings"]
    assert counted["plans"] != without["plans"]


def test_it_counts_for_whoever_chose_it(polaris: Cast) -> None:
    row = weekly(polaris, *FIVE)

    def own(at: tuple[int, int] | None) -> tuple[Plan, ...]:
        rests(polaris, at)
        atlas = with_meetings(current().atlas, NOW)
        series = series_of(atlas, str(row.code))
        assert series is not None
        return plans(atlas, series, atlas.person(str(polaris.people["Ana"].code)), NOW)

    (without, *_), (resting, *_) = own(None), own(EVENING)
    assert without.now
    assert resting.now
    assert without.own is not None
    assert resting.own is not None
    assert resting.own > without.own
    assert resting.worst == without.worst


def test_how_heavy_it_is_for_two_is_told_to_neither(polaris: Cast) -> None:
    row = weekly(polaris, *FIVE[:2])
    Meeting.objects.filter(pk=row.pk).update(
        recurrence={**row.recurrence, "start": ["2027-03-02", "03:00:00", "UTC", 0]}
    )
    check_series(series=row.code, now=NOW + timedelta(minutes=1))
    found = Finding.objects.get(meeting=row, rule="burden.same-people")
    assert found.severity == 1


def test_what_a_rule_would_flag_and_mend_is_the_same_with_a_rest_window_of_somebody(polaris: Cast) -> None:
    """Whoever writes an agreement reads it: the hour that would mend it kept Ana's long nights."""
    row = weekly(polaris, "Ana", "Ravi", "Daniel", "Jack")
    after = read('agreement: By day\nmeetings:\n  latest: "19:00"\n', team=None).agreement
    told = []
    for at in (None, EVENING, (21 * 60, 35 * 60), (6 * 60, 15 * 60)):
        rests(polaris, at)
        found = effect(current().atlas, NOW, code="", after=after, meetings={str(row.code)}).new
        told.append([(one.cause, [(fix.action, fix.effect) for fix in one.fixes]) for one in found])
    assert any(fixes for _, fixes in told[0])
    assert told == told[:1] * 4
