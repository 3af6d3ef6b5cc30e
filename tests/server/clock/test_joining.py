"""What a series becomes when somebody joins it or moves: by what everybody may know of them, no more."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from django.test import Client
from django.urls import reverse

from farflung.engine.atlas import Atlas
from farflung.engine.model import (
    MeetingSeries,
    PatternPeriod,
    Person,
    Place,
    Recurrence,
    RestWindow,
    Stay,
    StayKind,
    WeeklyPattern,
)
from farflung.engine.time import CivilTime
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.joining import joining, moves
from farflung.server.core import clock
from tests.server.clock.moment import MONDAY
from tests.server.clock.test_my_day import words
from tests.server.company import Cast

HOURS = (PatternPeriod(WeeklyPattern.daily(540, 1080)),)
BERLIN, TOKYO = Place("Europe/Berlin", "DE", None, "Berlin"), Place("Asia/Tokyo", "JP", None, "Tokyo")
NOW = datetime(2027, 1, 11, tzinfo=UTC)


def company(*joins: Person, stays: tuple[Stay, ...] = ()) -> tuple[Atlas, MeetingSeries]:
    """Twenty people in Berlin who meet at 15:00 there for four weeks, and whoever may join."""
    people = tuple(Person(f"b{n}", f"b{n}", BERLIN, HOURS) for n in range(20))
    weekly = Recurrence(CivilTime(date(2027, 1, 12), time(15), "Europe/Berlin"), 60, "FREQ=WEEKLY;COUNT=4")
    series = MeetingSeries("s", "s", weekly, tuple(one.id for one in people))
    return Atlas((*people, *joins), stays, meetings=(series,)), series


def test_m02_one_person_of_another_area_weighs_as_much_as_all_of_this_one() -> None:
    wei = Person("t", "t", TOKYO, HOURS)
    atlas, series = company(wei)
    found = joining(atlas, series, series, wei, NOW)
    assert found is not None
    assert (found.share.local.time, found.share.place) == (time(23), "Tokyo")
    assert (found.before.worst, found.before.times) == (0, None), (
        "nobody in Berlin pays, and nothing is fairer"
    )
    assert found.after.worst is not None
    assert found.after.worst >= 12, "four times an hour from 23:00 on"
    assert found.after.best is not None
    assert found.after.best < found.after.worst
    assert len(found.shown.shares) == 2


def test_a_rest_window_that_somebody_chose_has_no_part_in_it() -> None:
    wei = Person("t", "t", TOKYO, HOURS)
    resting = replace(wei, rest=RestWindow(16 * 60, 33 * 60))
    answers = []
    for one in (wei, resting):
        atlas, series = company(one)
        found = joining(atlas, series, series, one, NOW)
        assert found is not None
        answers.append((found.share.part, found.share.local, found.before, found.after))
    assert answers[0] == answers[1]


def test_of_few_no_points_are_told_and_who_is_in_it_cannot_join() -> None:
    wei = Person("t", "t", TOKYO, HOURS)
    atlas, whole = company(wei)
    few = replace(whole, required=("b0", "b1", "b2", "b3"))
    found = joining(atlas, few, few, wei, NOW)
    assert found is not None
    assert (found.before.worst, found.before.best) == (None, None)
    assert joining(atlas, whole, whole, atlas.person("b0"), NOW) is None


def test_whoever_moves_is_told_of_with_both_clocks() -> None:
    stay = Stay("b3", TOKYO, StayKind.RELOCATION, date(2027, 1, 20))
    atlas, series = company(stays=(stay,))
    (found,) = moves(atlas, series, NOW)
    assert (found.person.id, found.at) == ("b3", datetime(2027, 1, 26, 14, tzinfo=UTC))
    assert (found.there.local.time, found.home.local.time) == (time(23), time(15))
    assert moves(*company(), NOW) == ()


@pytest.mark.django_db
def test_the_page_answers_for_anybody_who_works_here(
    polaris: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    client.force_login(polaris.account("Wei"))
    path = reverse("clock:meeting", args=[Meeting.objects.get(title="Ledger weekly").code])
    answer = client.get(path, {"join": "Liza"})
    assert answer.status_code == 200
    text = words(answer.content.decode())
    assert "With Liza" in text
    assert "The fairest hours:" in text
    for nobody in ("Zorro", "Ledger", "Ana", "Mallory"):
        text = words(client.get(path, {"join": nobody}).content.decode())
        assert "With " not in text, nobody
