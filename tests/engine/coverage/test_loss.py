"""What is lost while a person or a place is out, and who could step in."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
from farflung.engine.coverage import (
    Ground,
    Grounds,
    Held,
    State,
    fragility,
    hits,
    levels,
    loss,
    stepping_in,
)
from farflung.engine.model import CoverageRule, Stay, StayKind
from farflung.engine.time import Span, difference
from tests.company import LISBON, MEXICO_CITY, OPS, WITHDRAWALS, days, relay, withdrawals_ops
from tests.engine.coverage.rosters import support
from tests.engine.coverage.test_properties import relays, rules, teams, windows

HOUR = timedelta(hours=1)
SOMEBODY = CoverageRule("somebody", duty=WITHDRAWALS)
THREE_DAYS = Span(datetime(2027, 3, 30, 9, tzinfo=UTC), datetime(2027, 4, 2, 9, tzinfo=UTC))


def ops() -> Atlas:
    return withdrawals_ops(with_holidays=False).with_(shifts=relay())


def test_N1_sao_paulo_offline_for_72_hours() -> None:
    atlas = ops()
    coverage = levels(SOMEBODY, atlas, THREE_DAYS)
    away = Grounds(atlas).away([(Ground.CITY, "São Paulo")], THREE_DAYS)
    assert set(away) == {"rafael", "beatriz"}
    found = loss(coverage, away)
    assert [(s.start.isoformat()[:13], s.elapsed) for s in found.below] == [
        ("2027-03-30T15", 8 * HOUR),
        ("2027-03-31T15", 8 * HOUR),
        ("2027-04-01T15", 8 * HOUR),
    ]
    assert found.nobody == found.below
    assert found.gone == ("rafael",)
    helped = stepping_in(coverage, atlas, found.spans, set(away))
    # Mexico City is at work 09-18, six hours behind.
    assert {(one.person, one.span.elapsed) for one in helped.found} == {("ximena", 8 * HOUR)}
    assert helped.left == ()


def test_two_at_once_lose_more_than_either() -> None:
    atlas = ops()
    coverage, grounds = levels(SOMEBODY, atlas, THREE_DAYS), Grounds(atlas)
    warsaw, brazil = (Ground.CITY, "Warsaw"), (Ground.COUNTRY, "BR")
    each = [loss(coverage, grounds.away([held], THREE_DAYS)).hours for held in (warsaw, brazil)]
    both = loss(coverage, grounds.away([warsaw, brazil], THREE_DAYS))
    # Warsaw has 06-14Z now: from 09Z on the first date, and until 09Z on the last.
    assert each == [(5 + 8 + 8 + 3) * HOUR, 24 * HOUR]
    assert both.hours == 48 * HOUR
    assert set(both.gone) == {"kasia", "rafael"}


def test_who_is_out_steps_in_for_nobody() -> None:
    atlas = ops()
    coverage = levels(SOMEBODY, atlas, THREE_DAYS)
    america = Grounds(atlas).away([(Ground.REGION, "America")], THREE_DAYS)
    found = loss(coverage, america)
    helped = stepping_in(coverage, atlas, found.spans, set(america))
    assert {one.person for one in helped.found} == {"chidi"}
    assert all(span.elapsed == 6 * HOUR for span in helped.left)


def test_a_long_outage_is_stepped_into_day_by_day() -> None:
    shift = replace(relay()[0], recurrence=replace(relay()[0].recurrence, end_minutes=8 * 60 + 5 * 1440))
    atlas = withdrawals_ops(with_holidays=False).with_(shifts=(shift,))
    coverage = levels(SOMEBODY, atlas, THREE_DAYS)
    helped = stepping_in(coverage, atlas, (THREE_DAYS,), {"kasia"})
    ximena = [one.span for one in helped.found if one.person == "ximena"]
    assert [(span.start.hour, span.elapsed) for span in ximena] == [(17, 7 * HOUR)] * 3
    assert {one.person for one in helped.found} == {"mei-ling", "chidi", "ximena"}  # no fourth is needed
    assert all(span.elapsed == HOUR for span in helped.left)


def test_a_traveller_is_lost_with_where_they_are_and_not_with_their_home() -> None:
    stay = Stay("rafael", LISBON, StayKind.TRAVEL, date(2027, 3, 31), date(2027, 3, 31))
    atlas = ops().with_(stays=(stay,))
    coverage, grounds = levels(SOMEBODY, atlas, THREE_DAYS), Grounds(atlas)
    by_city = {
        city: [
            span.start.day for span in loss(coverage, grounds.away([(Ground.CITY, city)], THREE_DAYS)).spans
        ]
        for city in ("Lisbon", "São Paulo")
    }
    assert by_city == {"Lisbon": [31], "São Paulo": [30, 1]}
    assert grounds.all()[Ground.CITY, "Lisbon"] == ("rafael",)


def test_regions_are_parts_of_countries_groups_of_them_and_parts_of_the_world() -> None:
    atlas = ops()
    grounds = Grounds(atlas, {"PL": ("EU", "EEA")})
    names = {name for ground, name in grounds.of("kasia") if ground is Ground.REGION}
    assert names == {"PL-14", "EU", "EEA", "Europe"}
    assert Ground.REGION not in {ground for ground, _ in Grounds(atlas, regions=False).of("kasia")}


def test_cities_of_one_name_are_two() -> None:
    other = replace(MEXICO_CITY, city="Manila", country="US")
    atlas = ops()
    people = tuple(replace(p, place=other) if p.name == "Ximena" else p for p in atlas.people)
    every = Grounds(replace(atlas, people=people)).all()
    assert every[Ground.CITY, "Manila, US"] == ("ximena",)
    assert len(every[Ground.CITY, "Manila, PH"]) == 4


def test_a_duty_below_its_minimum_that_is_left_by_all_is_worse() -> None:
    atlas = support()
    two = CoverageRule("two", minimum=2, duty="Support")
    coverage = levels(two, atlas, days("2027-03-01", 1))
    found = loss(coverage, {"P8": (days("2027-03-01", 1),)})
    assert [span.start.hour for span in found.nobody] == [2]
    assert found.below == difference(found.spans, found.nobody)


def test_no_hole_of_today_is_counted() -> None:
    atlas = ops()
    coverage = levels(SOMEBODY, atlas, THREE_DAYS)
    everybody = {person.id: (THREE_DAYS,) for person in atlas.people}
    assert loss(coverage, everybody).spans == difference(coverage.demand, coverage.short)


def held_of(atlas: Atlas) -> list[Held]:
    return sorted(Grounds(atlas).all())


@given(relays(), rules, windows)
def test_without_nobody_nothing_changes(atlas: Atlas, rule: CoverageRule, window: Span) -> None:
    assert loss(levels(rule, atlas, window), {}).spans == ()


@given(relays(), rules, windows, st.data())
def test_without_more_never_less_is_lost(
    atlas: Atlas, rule: CoverageRule, window: Span, data: st.DataObject
) -> None:
    coverage, grounds = levels(rule, atlas, window), Grounds(atlas)
    fewer = data.draw(st.lists(st.sampled_from(held_of(atlas)), max_size=2))
    more = [*fewer, data.draw(st.sampled_from(held_of(atlas)))]
    small, large = (loss(coverage, grounds.away(held, window)) for held in (fewer, more))
    assert difference(small.spans, large.spans) == ()
    assert difference(small.nobody, large.nobody) == ()


@given(relays(), rules, windows, st.data())
def test_it_is_the_same_as_a_roster_without_them(
    atlas: Atlas, rule: CoverageRule, window: Span, data: st.DataObject
) -> None:
    out = data.draw(st.sets(st.sampled_from([person.id for person in atlas.people])))
    before = levels(rule, atlas, window)
    after = levels(rule, atlas.with_(shifts=tuple(s for s in atlas.shifts if s.person not in out)), window)
    found = loss(before, dict.fromkeys(out, (window,)))
    assert found.below == difference(after.short, before.short)
    assert found.nobody == difference(after.spans(State.HOLE), before.spans(State.HOLE))


@settings(max_examples=40)
@given(teams(), st.integers(1, 2), windows, st.data())
def test_what_hangs_on_each_is_what_is_lost_without_it(
    atlas: Atlas, minimum: int, window: Span, data: st.DataObject
) -> None:
    traveller = data.draw(st.sampled_from(atlas.people))
    first = window.start.date() + timedelta(days=data.draw(st.integers(0, 20)))
    stay = Stay(traveller.id, LISBON, StayKind.TRAVEL, first, first + timedelta(days=9))
    atlas = replace(atlas, stays=(stay,))
    coverage, grounds = levels(CoverageRule("r", minimum=minimum), atlas, window), Grounds(atlas)
    by_held = {(one.ground, one.name): one for one in fragility(coverage, atlas, grounds)}
    for held in held_of(atlas):
        found = loss(coverage, grounds.away([held], window))
        assert found.below == (by_held[held].spans if held in by_held else ())


def test_the_ops_team_by_its_hours_has_nobody_to_step_in_who_is_not_counted_already() -> None:
    atlas = withdrawals_ops(with_holidays=False)
    coverage = levels(CoverageRule("r", minimum=3, team=OPS), atlas, THREE_DAYS)
    away = Grounds(atlas).away([(Ground.COUNTRY, "PH")], THREE_DAYS)
    found = loss(coverage, away)
    assert found.spans
    assert stepping_in(coverage, atlas, found.spans, set(away)).found == ()


def test_nobody_is_asked_to_step_in_for_two_duties() -> None:
    twice = tuple(replace(shift, duty="Other") for shift in relay())
    atlas = withdrawals_ops(with_holidays=False).with_(shifts=(*relay(), *twice))
    coverages = [levels(replace(SOMEBODY, duty=duty), atlas, THREE_DAYS) for duty in (WITHDRAWALS, "Other")]
    found = list(hits(coverages, atlas, {"rafael": (THREE_DAYS,)}))
    assert [hit.coverage for hit in found] == coverages
    asked = [{one.person for one in hit.helped.found} for hit in found]
    assert asked[0] == {"ximena"}
    assert asked[0].isdisjoint(asked[1])


def test_who_is_only_named_by_a_rota_can_be_lost_too() -> None:
    atlas = withdrawals_ops(with_holidays=False).with_(
        shifts=tuple(replace(shift, person="ghost") for shift in relay()[1:])
    )
    grounds, coverage = Grounds(atlas), levels(SOMEBODY, atlas, THREE_DAYS)
    assert grounds.all()[Ground.PERSON, "ghost"] == ("ghost",)
    assert loss(coverage, grounds.away([(Ground.PERSON, "ghost")], THREE_DAYS)).hours == 24 * HOUR
