"""Overlap: T09, pairs against exact answers, teams, and what a shifted start buys."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person, Place, Stay, StayKind
from farflung.engine.overlap import (
    Sharing,
    apart,
    best_shift,
    common_hour,
    shifted,
    team_hours,
    without_common_hour,
)
from farflung.engine.time import Span, total
from tests.company import LEDGER_PEOPLE, company, days, ledger

WEEKS = days("2027-03-01", 84)


def pair(one: str, other: str, end: int = 17) -> Atlas:
    return Atlas((Person.simple("a", one, 540, end * 60), Person.simple("b", other, 540, end * 60)))


def shared_on(atlas: Atlas, day: str) -> float:
    start = datetime.fromisoformat(day).replace(tzinfo=UTC)
    window = Span(start, start + timedelta(days=1))
    return total(atlas.overlap(atlas.people, window)) / timedelta(hours=1)


@pytest.mark.parametrize(
    ("places", "day", "hours"),
    [
        (("Europe/London", "America/New_York"), "2026-01-14", 3),
        (("Europe/London", "America/New_York"), "2026-03-11", 4),
        (("Europe/London", "America/New_York"), "2026-07-15", 3),
        (("Europe/Berlin", "Asia/Kolkata"), "2026-01-14", 3.5),
        (("Europe/Berlin", "Asia/Kolkata"), "2026-07-15", 4.5),
    ],
)
def test_T09_overlap_of_two_days(places: tuple[str, str], day: str, hours: float) -> None:
    atlas = pair(*places)
    assert shared_on(atlas, day) == hours
    start = datetime.fromisoformat(day).replace(tzinfo=UTC)
    sharing = Sharing(atlas, Span(start, start + timedelta(days=1)))
    (found,) = sharing.pairs([("a", "b")])
    assert found.weekly_minutes * sharing.weeks == pytest.approx(hours * 60)


def test_pairs_agree_with_exact_spans() -> None:
    atlas = company(with_holidays=False)
    sharing = Sharing(atlas, WEEKS)
    ids = [person.id for person in LEDGER_PEOPLE]
    for found in sharing.pairs([(a, b) for a in ids for b in ids if a < b]):
        people = (atlas.person(found.first), atlas.person(found.second))
        exact = total(atlas.overlap(people, sharing.window)) / timedelta(minutes=1)
        assert found.weekly_minutes * sharing.weeks == pytest.approx(exact)


def test_holidays_and_leave_do_not_hide_or_make_an_overlap() -> None:
    with_them, without = (Sharing(company(with_holidays=on), WEEKS) for on in (True, False))
    assert with_them.pairs([("ana", "jack")]) == without.pairs([("ana", "jack")])


def test_who_has_left_is_in_no_pair() -> None:
    gone = Person(
        "c",
        "C",
        pair("UTC", "UTC").people[0].place,
        pair("UTC", "UTC").people[0].patterns,
        ended=date(2026, 1, 1),
    )
    atlas = Atlas((*pair("UTC", "UTC").people, gone))
    assert len(Sharing(atlas, WEEKS).pairs([("a", "b"), ("a", "c")])) == 1


def test_who_works_alike_is_told_by_clock_hours_and_employment() -> None:
    # Lisbon and London share a row, but not with a traveller, nor with who begins or leaves meanwhile.
    people = []
    for zone in ("Europe/Lisbon", "Europe/London", "Asia/Tokyo"):
        plain = Person.simple(zone, zone, 540, 1020)
        begins = replace(plain, id=f"{zone} begins", started=date(2027, 4, 1))
        people += [plain, begins, replace(plain, id=f"{zone} leaves", ended=date(2027, 4, 9))]
    there = (date(2027, 3, 10), date(2027, 3, 20))
    stay = Stay(people[0].id, Place("Asia/Tokyo"), StayKind.TRAVEL, *there)
    atlas = Atlas(tuple(people), (stay,))
    sharing = Sharing(atlas, WEEKS)
    for found in sharing.pairs([(a.id, b.id) for a, b in combinations(people, 2)]):
        both = (atlas.person(found.first), atlas.person(found.second))
        exact = total(atlas.overlap(both, sharing.window)) / timedelta(minutes=1)
        assert found.weekly_minutes * sharing.weeks == pytest.approx(exact)
        assert found.days == 5
    assert len(sharing.rows.matrix) == 7


def test_pairs_that_share_little_are_those_of_all_pairs_that_do() -> None:
    sharing = Sharing(ledger(), WEEKS)
    pairs = list(combinations([person.id for person in LEDGER_PEOPLE], 2))
    few = sharing.pairs(pairs, 60)
    assert few == tuple(found for found in sharing.pairs(pairs) if found.daily_minutes < 60)
    assert few


def test_only_a_team_without_a_common_hour_is_told_as_one() -> None:
    sharing = Sharing(ledger(), WEEKS)
    everybody = [person.id for person in LEDGER_PEOPLE]
    assert without_common_hour(sharing, everybody) == team_hours(sharing, everybody)
    assert without_common_hour(sharing, everybody[:1]) is None
    assert without_common_hour(Sharing(pair("Europe/Lisbon", "Europe/Paris"), WEEKS), ["a", "b"]) is None


def test_team_hours_and_the_best_hour_where_there_is_none() -> None:
    sharing = Sharing(ledger(), WEEKS)
    hours = team_hours(sharing, [person.id for person in LEDGER_PEOPLE])
    assert hours is not None
    assert hours.common_minutes == 0
    assert hours.days == ()
    assert hours.best == 4
    assert set(hours.missing) == {"ana", "tomás", "daniel"}


def test_a_team_with_a_common_hour_knows_on_which_days() -> None:
    riyadh = Person.simple("r", "Asia/Riyadh", 540, 1080, weekdays=(6, 0, 1, 2, 3))
    berlin = Person.simple("b", "Europe/Berlin", 540, 1080)
    hours = team_hours(Sharing(Atlas((riyadh, berlin)), WEEKS), ["r", "b"])
    assert hours is not None
    assert hours.days == (0, 1, 2, 3)
    assert hours.best == 2


def test_pairs_without_any_shared_time_are_summed_up_by_place() -> None:
    sharing = Sharing(company(), WEEKS)
    ops = [p.id for p in company().people if "Withdrawals Ops" in p.teams]
    found = {(pair.first, pair.second): pair.pairs for pair in apart(sharing, ops)}
    assert found["Manila", "São Paulo"] == 8
    assert found["Mexico City", "Singapore"] == 2
    assert ("Lagos", "Warsaw") not in found


def test_the_best_shift_is_simulated_and_measured() -> None:
    sharing = Sharing(company(), WEEKS)
    found = best_shift(sharing, [("ana", "jack")])
    assert found is not None
    assert found.before == 0
    after = found.change.applied(company())
    (measured,) = Sharing(after, WEEKS).pairs([("ana", "jack")])
    assert measured.weekly_minutes == pytest.approx(found.after)


def test_no_shift_is_proposed_into_night_or_for_nothing() -> None:
    early = Person.simple("e", "UTC", 6 * 60, 14 * 60)
    assert shifted(early, -60) is None
    assert shifted(early, 60) is not None
    same = Atlas((Person.simple("a", "UTC", 540, 1020), Person.simple("b", "UTC", 540, 1020)))
    assert best_shift(Sharing(same, WEEKS), [("a", "b")]) is None


def test_a_common_hour_is_made_with_the_least_move() -> None:
    zones = ("Europe/Lisbon", "Asia/Taipei", "Asia/Dubai")
    atlas = Atlas(tuple(Person.simple(zone, zone, 540, 1020) for zone in zones))
    sharing = Sharing(atlas, days("2027-01-04", 28))
    hours = team_hours(sharing, zones)
    assert hours is not None
    assert hours.common_minutes == 0
    found = common_hour(sharing, zones)
    assert found is not None
    change, after = found
    assert after.common_minutes >= 5 * 60
    assert len(change.add) == 1
