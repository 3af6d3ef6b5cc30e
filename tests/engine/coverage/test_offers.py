"""Repairs of every sort: each tried out, ranked by a cost that is written down."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas, Change
from farflung.engine.coverage import (
    DAY_STARTS,
    NEW,
    CauseKind,
    Coverage,
    Kind,
    Offer,
    Offers,
    Repairs,
    by_kind,
    cost_of,
    episodes,
    implied_levels,
    implied_rules,
    levels,
)
from farflung.engine.model import Absence, CoverageRule, PatternPeriod, Person, Place, WeeklyPattern
from farflung.engine.time import Span, difference, intersection, merged, total
from farflung.rulepacks import load_packs
from tests.company import (
    MEXICO_CITY,
    OPS,
    OPS_PEOPLE,
    WITHDRAWALS,
    days,
    relay,
    weekly_shift,
    withdrawals_ops,
)
from tests.engine.coverage.rosters import daily
from tests.engine.coverage.test_properties import relays, rules, teams, windows
from tests.engine.coverage.test_repairs import BY_UTC, ROUND, WINDOW, clock_episode, two_people

HOUR = timedelta(hours=1)
TABLE = load_packs().burden_points()
WORLD = tuple(
    Place(zone)
    for zone in ("Asia/Tokyo", "Asia/Kolkata", "Europe/Paris", "America/Chicago", "America/Los_Angeles")
)


def offers(coverage: Coverage, atlas: Atlas, *, implied: bool = False) -> Offers:
    found = episodes(coverage, atlas)
    return Offers(coverage, atlas, Repairs(coverage, found, atlas, implied=implied), TABLE)


def of_kind(kind: Kind, found: tuple[Offer, ...]) -> list[Offer]:
    return [offer for offer in found if offer.kind is kind]


@pytest.mark.parametrize("rule", [BY_UTC, None])
def test_C01_the_cheapest_is_Warsaw_09_17(rule: CoverageRule | None) -> None:
    atlas = two_people()
    implied = next(implied_rules(atlas))
    coverage = levels(rule, atlas, WINDOW) if rule else implied_levels(implied, atlas, WINDOW)
    best = offers(coverage, atlas, implied=rule is None).of(clock_episode(coverage, atlas))[0]
    assert best.kind is Kind.MOVE
    assert "Warsaw 09-17 (now 08-16) from Mon 29 Mar 2027 to Sat 30 Oct 2027" in best.action
    assert (best.closes, best.whole) == (24 * HOUR, True)
    assert (best.cost.moved, best.cost.people, best.cost.points) == (24 * HOUR, 1, 28)


def test_C01_of_the_same_cost_a_move_stands_before_a_longer_shift() -> None:
    atlas = two_people()
    coverage = levels(ROUND, atlas, WINDOW)
    found = offers(coverage, atlas).of(clock_episode(coverage, atlas))
    move, longer = (of_kind(kind, found)[0] for kind in (Kind.MOVE, Kind.LENGTHEN))
    assert found.index(move) < found.index(longer)
    assert move.cost == longer.cost


def test_hours_outside_of_ones_own_and_in_the_evening_cost_more() -> None:
    early = tuple(
        replace(p, patterns=(PatternPeriod(WeeklyPattern.daily(480, 960)),)) if p.name == "Kasia" else p
        for p in two_people().people
    )
    atlas = replace(two_people(), people=early)
    late = Change(add=(weekly_shift("Desk", early[0], 18 * 60, 22 * 60, "Europe/Warsaw"),))
    cost = cost_of(atlas, late, days("2027-03-01", 7), TABLE)
    assert (cost.moved, cost.outside) == (20 * HOUR, 20 * HOUR)
    # From 19 to 21 an hour has one point, from 21 to 23 three.
    assert cost.unsocial == 5 * (2 + 3)
    assert cost.points == 20 + 2 * 20 + 25 + 4


def test_time_off_costs_nothing() -> None:
    atlas = two_people().with_(absences=(Absence("kasia", date(2027, 3, 3), date(2027, 3, 5)),))
    kasia = atlas.person("kasia")
    more = Change(add=(weekly_shift("Desk", kasia, 10 * 60, 12 * 60, "Europe/Warsaw"),))
    assert cost_of(atlas, more, days("2027-03-01", 7), TABLE).moved == 4 * HOUR


def ill() -> tuple[Atlas, Coverage]:
    """Kasia is off on a Friday; Rafael, on Tuesdays and Wednesdays only, could be asked."""
    people = two_people().people
    shifts = (
        weekly_shift(WITHDRAWALS, people[0], 8 * 60, 16 * 60, "Europe/Warsaw", "MO,FR"),
        weekly_shift(WITHDRAWALS, people[1], 12 * 60, 20 * 60, "America/Sao_Paulo", "TU,WE"),
    )
    atlas = Atlas(people, shifts=shifts, absences=(Absence("kasia", date(2027, 3, 12), date(2027, 3, 12)),))
    return atlas, implied_levels(next(implied_rules(atlas)), atlas, WINDOW)


def test_two_exchange_shifts_where_one_is_off() -> None:
    atlas, coverage = ill()
    (away,) = (e for e in episodes(coverage, atlas) if e.cause.kind is CauseKind.UNAVAILABLE)
    best = of_kind(Kind.SWAP, offers(coverage, atlas, implied=True).of(away))[0]
    assert best.action.startswith(
        "Kasia and Rafael exchange shifts: Rafael takes Fri 12 Mar 2027 07:00-15:00Z"
    )
    assert best.people == ("kasia", "rafael")
    assert (best.cost.moved, best.cost.people) == (16 * HOUR, 2)
    after = best.change.applied(atlas)
    assert not intersection(levels(coverage.rule, after, WINDOW).short, away.spans)
    before = sum(len(atlas.occurrences(shift, WINDOW)) for shift in atlas.shifts)
    assert sum(len(after.occurrences(shift, WINDOW)) for shift in after.shifts) == before


def test_nobody_exchanges_into_time_off_or_without_rest() -> None:
    atlas, coverage = ill()
    (away,) = (e for e in episodes(coverage, atlas) if e.cause.kind is CauseKind.UNAVAILABLE)
    found = of_kind(Kind.SWAP, offers(coverage, atlas, implied=True).of(away))
    assert found
    for offer in found:
        after = offer.change.applied(atlas)
        for key in offer.people:
            spans = sorted(
                Span(o.start, o.end)
                for shift in after.shifts
                if shift.person == key
                for o in after.occurrences(shift, WINDOW)
            )
            assert all(b.start - a.end >= 11 * HOUR for a, b in pairwise(spans))


def test_who_holds_a_shift_without_its_language_learns_it() -> None:
    rule = CoverageRule("Polish", duty="Desk", languages=frozenset({"Polish"}))
    people = (
        replace(
            Person.simple("Kasia", "Europe/Warsaw", 480, 1020, range(7)), languages=frozenset({"Polish"})
        ),
        Person.simple("Chidi", "Africa/Lagos", 540, 1080, range(7)),
    )
    shifts = (daily("Desk", "Kasia", 0, 12), daily("Desk", "Chidi", 12, 24))
    atlas = Atlas(people, shifts=shifts)
    coverage = levels(rule, atlas, days("2027-03-01", 10))
    (lacking,) = episodes(coverage, atlas)
    assert lacking.cause.kind is CauseKind.NOT_ELIGIBLE
    found = offers(coverage, atlas).of(lacking)
    learnt = of_kind(Kind.TRAIN, found)[0]
    assert learnt.action == "Chidi learns Polish"
    assert learnt.whole
    assert (learnt.cost.learnt, learnt.cost.points) == (1, 84)
    assert levels(rule, learnt.change.applied(atlas), days("2027-03-01", 10)).short == ()


def test_why_a_holder_does_not_count_is_said_of_one_of_several_and_of_nobody_known() -> None:
    rule = CoverageRule("r", duty="Desk", skills=frozenset({"payments"}), languages=frozenset({"Polish"}))
    people = tuple(Person.simple(name, "UTC", 0, 1440, range(7)) for name in ("Ana", "Wei"))
    shifts = [daily("Desk", name, 0, 24) for name in ("Ana", "Wei", "Ghost")]
    told = {}
    for number in (1, 2, 3):
        atlas = Atlas(people, shifts=tuple(shifts[:number]))
        (lacking,) = episodes(levels(rule, atlas, days("2027-03-01", 2)), atlas)
        told[number] = lacking.cause.text
    assert told[1] == "Ana has no payments and Polish"
    assert told[2] == "Ana and Wei have no payments and Polish"
    assert told[3] == "Ana and Wei have no payments and Polish and Ghost is not among the people"


def test_a_colleague_at_work_learns_a_skill_and_then_takes_the_hole() -> None:
    rule = CoverageRule(
        "r", duty="Desk", skills=frozenset({"payments"}), window=WeeklyPattern.daily(540, 660), zone="UTC"
    )
    people = (
        replace(
            Person.simple("Ana", "UTC", 540, 1020, range(7)), skills=frozenset({"Payments"}), teams=("T",)
        ),
        replace(Person.simple("Wei", "UTC", 480, 1020, range(7)), teams=("T",)),
    )
    away = (Absence("Ana", date(2027, 3, 3), date(2027, 3, 3)),)
    atlas = Atlas(people, shifts=(daily("Desk", "Ana", 9, 17),), absences=away)
    coverage = levels(rule, atlas, days("2027-03-01", 7))
    (hole,) = episodes(coverage, atlas)
    (best,) = offers(coverage, atlas).of(hole)
    assert best.kind is Kind.TRAIN
    assert best.action.startswith("Wei learns payments; then: On Wed 3 Mar 2027, ask Wei to take")
    assert best.whole
    assert (best.cost.moved, best.cost.learnt, best.cost.points) == (2 * HOUR, 1, 2 + 80 + 4)


def test_a_team_learns_what_a_rule_about_its_hours_asks_for() -> None:
    atlas = withdrawals_ops(with_holidays=False)
    kasia = next(p for p in atlas.people if p.name == "Kasia")
    fluent = tuple(replace(p, languages=frozenset({"Arabic"})) if p is kasia else p for p in atlas.people)
    atlas = replace(atlas, people=fluent)
    rule = CoverageRule("Arabic", team=OPS, languages=frozenset({"Arabic"}))
    coverage = levels(rule, atlas, days("2027-03-01", 5))
    best = offers(coverage, atlas).of(episodes(coverage, atlas)[0])[0]
    assert best.kind is Kind.TRAIN
    assert best.action.endswith(" learns Arabic")
    assert 0 * HOUR < best.closes < total(coverage.short)


def test_a_hire_is_made_where_it_closes_the_most() -> None:
    atlas = two_people()
    night = replace(ROUND, window=WeeklyPattern.daily(0, 8 * 60, range(7)), zone="UTC")
    coverage = levels(night, atlas, days("2027-03-01", 28))
    best, *others = offers(coverage, atlas).hire(WORLD)
    assert best.kind is Kind.HIRE
    # 00-08Z is 09-17 in Tokyo; at 07Z from Monday to Friday Kasia is there already.
    assert best.action == "Hire one person on the clock of Tokyo, Wed-Sun 09-17 there"
    assert best.people == (NEW,)
    assert all(other.closes <= best.closes for other in others)
    assert best.cost.points == 404
    assert "without the public holidays there" in best.effect


def test_hours_are_searched_where_the_place_is_given() -> None:
    atlas = two_people()
    evening = replace(ROUND, window=WeeklyPattern.daily(23 * 60, 24 * 60, range(7)), zone="UTC")
    coverage = levels(evening, atlas, days("2027-03-01", 28))
    best = offers(coverage, atlas).hire([MEXICO_CITY], DAY_STARTS)[0]
    # 23-24Z is 17-18 in Mexico City: the latest that 09:30 and on reach, the closest to nine.
    assert best.action == "Hire one person on the clock of Mexico City, Mon-Fri 10-18 there"
    assert "holidays" not in best.effect


def test_one_clock_is_tried_once_and_a_place_of_the_company_is_named_first() -> None:
    atlas = two_people()
    coverage = levels(ROUND, atlas, days("2027-03-01", 28))
    home = next(p.place for p in atlas.people if p.name == "Kasia")
    named = [offer.action for offer in offers(coverage, atlas).hire([home, Place("Europe/Berlin")])]
    assert len(named) == 1
    assert "the clock of Warsaw" in named[0]


def test_by_kind_keeps_the_first_of_each_sort_for_each_hole() -> None:
    atlas = withdrawals_ops().with_(shifts=relay())
    coverage = levels(BY_UTC, atlas, WINDOW)
    found = offers(coverage, atlas).of(clock_episode(coverage, atlas))
    kept = list(by_kind(found))
    assert len({(offer.kind, offer.wanted) for offer in kept}) == len(kept)
    assert kept[0] == found[0]


def test_those_that_close_all_stand_first_and_the_cheapest_of_them_at_the_head() -> None:
    atlas = withdrawals_ops().with_(shifts=relay())
    coverage = levels(BY_UTC, atlas, WINDOW)
    for episode in episodes(coverage, atlas):
        found = offers(coverage, atlas).of(episode)
        order = [(not offer.whole, offer.trial.crowded, offer.cost.points) for offer in found]
        assert order == sorted(order)


def bears_out(offer: Offer, rule: CoverageRule, atlas: Atlas, coverage: Coverage) -> None:
    after = levels(rule, offer.change.applied(atlas), coverage.window)
    assert after.short == offer.trial.short, offer.action
    assert difference(after.short, coverage.short) == merged(offer.trial.shifted)
    closed = difference(coverage.short, after.short)
    assert total(intersection(closed, offer.wanted)) == offer.closes > timedelta()


@settings(max_examples=50, deadline=None)
@given(relays(), rules, windows, st.data())
def test_an_offer_that_is_applied_closes_what_it_says(
    atlas: Atlas, rule: CoverageRule, window: Span, data: st.DataObject
) -> None:
    first = window.start.date() + timedelta(days=data.draw(st.integers(2, 20)))
    away = (Absence("p0", first, first + timedelta(days=data.draw(st.integers(0, 2)))),)
    wanted = frozenset(data.draw(st.sets(st.just("Arabic"))))
    speaks = data.draw(st.sets(st.integers(0, 5)))
    people = tuple(
        replace(p, languages=frozenset({"Arabic"})) if n in speaks else p for n, p in enumerate(atlas.people)
    )
    atlas = replace(atlas, people=people, absences=away)
    rule = replace(rule, languages=wanted)
    coverage = levels(rule, atlas, window)
    made = offers(coverage, atlas)
    for episode in episodes(coverage, atlas)[:3]:
        for offer in made.of(episode)[:6]:
            bears_out(offer, rule, atlas, coverage)
    for offer in made.hire(WORLD)[:1]:
        bears_out(offer, rule, atlas, coverage)


@settings(max_examples=30, deadline=None)
@given(teams(), st.integers(1, 2), windows)
def test_an_offer_about_hours_that_is_applied_closes_what_it_says(
    atlas: Atlas, minimum: int, window: Span
) -> None:
    people = (replace(atlas.people[0], skills=frozenset({"law"})), *atlas.people[1:])
    atlas = replace(atlas, people=people)
    rule = CoverageRule("r", minimum=minimum, skills=frozenset({"law"}))
    coverage = levels(rule, atlas, window)
    made = offers(coverage, atlas)
    for episode in episodes(coverage, atlas)[:3]:
        for offer in made.of(episode)[:4]:
            bears_out(offer, rule, atlas, coverage)
    for offer in made.hire(WORLD)[:1]:
        bears_out(offer, rule, atlas, coverage)


def test_no_rule_without_a_minimum_is_hired_for() -> None:
    atlas = Atlas(OPS_PEOPLE, shifts=relay())
    coverage = levels(CoverageRule("none", minimum=0, duty=WITHDRAWALS), atlas, WINDOW)
    assert offers(coverage, atlas).hire(WORLD) == ()
