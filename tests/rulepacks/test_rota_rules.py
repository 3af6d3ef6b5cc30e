"""What a rota asks: nights, days in a row, free Sundays, notice; by the nearest law, and every bound."""

from datetime import date, time

import pytest

from farflung.rulepacks import Asking, Effect, Measure, Rule, RulePacks, load_packs

NOW = date(2026, 11, 23)
NINE = "EU FR DE NL AE IN JP BR US".split()
ROTA = (Measure.REST_BETWEEN_SHIFTS, Measure.WEEKLY_REST, Measure.NIGHT_HOURS)


@pytest.fixture(scope="module")
def packs() -> RulePacks:
    return load_packs()


def told(rule: Rule | None) -> tuple[str, float | None]:
    assert rule is not None
    return rule.id, rule.value


@pytest.mark.parametrize(
    ("question", "place", "expected"),
    [
        (Asking.night_hours, "FR", ("fr-night-hours", 8)),
        (Asking.night_hours, "DE", ("de-night-hours", 10)),
        (Asking.night_hours, "NL", ("nl-night-hours", 10)),
        (Asking.night_hours, "PL", ("eu-night-hours", 8)),
        (Asking.night_hours, "JP", ("jp-night-hours", None)),
        (Asking.night_shift, "DE", ("de-night-shift", 2)),
        (Asking.night_worker, "DE", ("de-night-worker", 48)),
        (Asking.night_worker, "FR", ("fr-night-worker", 2)),
        (Asking.night_weekly_hours, "FR", ("fr-night-weekly-hours", 40)),
        (Asking.night_weekly_hours, "NL", ("nl-night-weekly-hours", 40)),
        (Asking.rest_after_nights, "NL", ("nl-rest-after-nights", 14)),
        (Asking.nights_in_period, "NL", ("nl-nights-in-period", 36)),
        (Asking.consecutive_days, "NL", ("nl-shifts-with-night", 7)),
        (Asking.consecutive_days, "BR", ("br-consecutive-days", 6)),
        (Asking.consecutive_days, "DE", ("eu-consecutive-days", 12)),
        (Asking.consecutive_days, "JP", ("jp-consecutive-days", None)),
        (Asking.working_days, "IN", ("in-working-days", 6)),
        (Asking.working_days, "FR", ("fr-working-days", 6)),
        (Asking.free_sundays, "DE", ("de-free-sundays", 15)),
        (Asking.free_sundays, "NL", ("nl-free-sundays", 13)),
        (Asking.rota_notice, "NL", ("nl-rota-notice", 28)),
        (Asking.rota_notice, "US-OR", ("us-or-rota-notice", 14)),
        (Asking.rota_notice, "US-TX", ("us-rota-notice", None)),
        (Asking.rota_notice, "US-NY/New York City", ("us-ny-nyc-fast-food-rota-notice", 14)),
        (Asking.rest_after_call_out, "DE", ("de-rest-after-call-out", 11)),
        (Asking.rest_after_call_out, "NL", ("nl-rest-after-call-out", None)),
        (Asking.break_after, "NL", ("nl-break", 5.5)),
        (Asking.weekly_rest, "AE", ("ae-weekly-rest", 24)),
    ],
)
def test_each_question_has_the_nearest_answer(
    packs: RulePacks, question: object, place: str, expected: tuple[str, float | None]
) -> None:
    assert callable(question)
    assert told(question(packs, place, NOW)) == expected


def test_nobody_recorded_nights_in_a_row_so_the_answer_is_none_and_no_default(packs: RulePacks) -> None:
    assert packs.consecutive_nights("AE", NOW) is None
    assert packs.nights_in_period("JP", NOW) is None


def test_dutch_rest_after_nights_has_both_of_its_figures(packs: RulePacks) -> None:
    rule = packs.rest_after_nights("NL", NOW)
    assert rule is not None
    found = [(bound.nights, bound.ends_after, bound.at_least) for bound in rule.thresholds]
    assert found == [(1, time(2), 14), (3, None, 46)]


def test_german_nights_are_more_than_two_hours_and_two_are_not(packs: RulePacks) -> None:
    rule = packs.night_shift("DE", NOW)
    assert rule is not None
    assert not rule.thresholds[0].holds(2)
    assert rule.thresholds[0].holds(2.25)


def test_periods_are_told_in_weeks(packs: RulePacks) -> None:
    free = {place: packs.free_sundays(place, NOW) for place in ("NL", "DE", "BR")}
    assert {place: rule and rule.thresholds[0].weeks for place, rule in free.items()} == {
        "NL": 52, "DE": 52, "BR": 3,
    }  # fmt: skip
    rule = packs.night_hours("FR", NOW)
    assert rule is not None
    assert rule.thresholds[0].weeks is None


def test_national_rule_replaces_the_directive_and_an_average_stays_where_there_is_none(
    packs: RulePacks,
) -> None:
    assert [rule.id for rule in packs.bounds("DE", Measure.NIGHT_HOURS, NOW)] == ["de-night-hours"]
    assert [rule.id for rule in packs.bounds("ES", Measure.WEEKLY_HOURS, NOW)] == [
        "es-weekly-overtime", "eu-weekly-hours",
    ]  # fmt: skip
    assert {rule.id for rule in packs.bounds("BE", Measure.NIGHT_HOURS, NOW)} == {
        "eu-night-hours", "eu-night-hours-hazard",
    }  # fmt: skip


def test_expired_national_rule_leaves_the_directive_in_force(packs: RulePacks) -> None:
    on = date(2027, 6, 30)  # Germany's was read to hold until the end of March
    ids = {rule.id: rule.status(on) for rule in packs.bounds("DE", Measure.NIGHT_HOURS, on)}
    assert ids == {
        "de-night-hours": "unknown",
        "eu-night-hours": "in force",
        "eu-night-hours-hazard": "in force",
    }


def test_city_region_and_country_hold_at_once(packs: RulePacks) -> None:
    found = [rule.id for rule in packs.bounds("US-IL/Chicago", Measure.REST_BETWEEN_SHIFTS, NOW)]
    assert found == ["us-il-chicago-rest-between-shifts", "us-rest-between-shifts"]
    assert [rule.id for rule in packs.bounds("US-IL", Measure.REST_BETWEEN_SHIFTS, NOW)] == [
        "us-rest-between-shifts"
    ]
    assert packs.jurisdictions("US-IL/Chicago", NOW) == ("US-IL/Chicago", "US-IL", "US")


def test_local_rests_price_and_do_not_bar(packs: RulePacks) -> None:
    local = [r for r in packs.rules if "/" in r.jurisdiction and r.measure is Measure.REST_BETWEEN_SHIFTS]
    assert len(local) >= 5
    assert {rule.effect for rule in local} == {Effect.OVERTIME}
    assert all(rule.applies_if for rule in local)


@pytest.mark.parametrize("place", NINE)
@pytest.mark.parametrize("measure", ROTA)
def test_nine_jurisdictions_answer_what_every_rota_needs_or_say_that_the_law_does_not(
    packs: RulePacks, place: str, measure: Measure
) -> None:
    found = packs.bounds(place, measure, NOW)
    nothing_read = (place, measure) in {("AE", ROTA[0]), ("IN", ROTA[0]), ("US", ROTA[1])}
    assert bool(found) is not nothing_read
    assert all(rule.status(NOW) == "in force" for rule in found)
