"""The questions the engine asks: national first, then the EU, and never an invented default."""

from datetime import date, time

import pytest

from farflung.rulepacks import Effect, RulePacks, Topic, load_packs

NOW = date(2026, 11, 22)


@pytest.fixture(scope="module")
def packs() -> RulePacks:
    return load_packs()


def rest(packs: RulePacks, place: str, on: date = NOW) -> tuple[str, float | None] | None:
    rule = packs.rest_between_shifts(place, on)
    return (rule.id, rule.value) if rule else None


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("ES", ("es-rest-between-shifts", 12)),
        ("BR", ("br-rest-between-shifts", 11)),
        ("AR", ("ar-rest-between-shifts", 12)),
        ("CA-ON", ("ca-on-rest-between-shifts", 11)),
        ("CA", ("ca-rest-between-shifts", 8)),
    ],
)
def test_national_rest_comes_first(packs: RulePacks, place: str, expected: tuple[str, float]) -> None:
    assert rest(packs, place) == expected


@pytest.mark.parametrize("place", ["DK", "HR", "BE", "IS", "LI"])
def test_member_without_a_rule_of_its_own_has_the_directive(packs: RulePacks, place: str) -> None:
    assert rest(packs, place) == ("eu-rest-between-shifts", 11)


def test_directive_reaches_a_country_from_the_day_it_joined(packs: RulePacks) -> None:
    assert rest(packs, "HR", date(2013, 6, 30)) is None
    assert rest(packs, "HR", date(2013, 7, 1)) == ("eu-rest-between-shifts", 11)


@pytest.mark.parametrize("place", ["PK", "ZZ", "RS", "AE"])
def test_no_rule_recorded_is_none_and_not_a_default(packs: RulePacks, place: str) -> None:
    assert rest(packs, place) is None


def test_known_absence_differs_from_unknown(packs: RulePacks) -> None:
    rule = packs.rest_between_shifts("US-TX", NOW)
    assert rule is not None
    assert (rule.effect, rule.value) == (Effect.SILENT, None)


def test_expired_rule_is_returned_as_unknown(packs: RulePacks) -> None:
    rule = packs.rest_between_shifts("DE", date(2027, 11, 21))
    assert rule is not None
    assert rule.status(date(2027, 11, 21)) == "unknown"


def test_cap_comes_before_overtime(packs: RulePacks) -> None:
    weekly = packs.weekly_hours("FR", NOW)
    assert weekly is not None
    assert [(t.at_most, t.average_weeks) for t in weekly.thresholds] == [(48, None), (44, 12)]


def test_eu_cap_comes_before_national_overtime(packs: RulePacks) -> None:
    weekly = packs.weekly_hours("SE", NOW)
    assert weekly is not None
    assert weekly.id == "eu-weekly-hours"


@pytest.mark.parametrize(
    ("on", "hours"),
    [(date(2026, 12, 31), 48), (date(2027, 1, 1), 46), (date(2027, 12, 31), 46), (date(2028, 1, 1), 44)],
)
def test_mexican_week_shrinks_on_new_years_day(packs: RulePacks, on: date, hours: float) -> None:
    rule = packs.weekly_hours("MX", on)
    assert rule is not None
    assert rule.value == hours


def test_changes_due_in_a_window_are_listed(packs: RulePacks) -> None:
    due = packs.starting(["MX"], Topic.WORKING_TIME, NOW, date(2027, 2, 20))
    assert [(rule.id, rule.effective_from) for rule in due] == [("mx-weekly-hours-2027", date(2027, 1, 1))]
    assert packs.starting(["MX"], Topic.WORKING_TIME, date(2027, 1, 1), date(2027, 2, 20)) == ()


@pytest.mark.parametrize(
    ("place", "on", "window"),
    [
        ("DE", NOW, (time(23), time(6))),
        ("FR", NOW, (time(21), time(6))),
        ("DK", NOW, (time(0), time(5))),
        ("CO", date(2025, 12, 24), (time(21), time(6))),
        ("CO", date(2025, 12, 25), (time(19), time(6))),
    ],
)
def test_night_by_place_and_day(packs: RulePacks, place: str, on: date, window: tuple[time, time]) -> None:
    rule = packs.night_definition(place, on)
    assert rule is not None
    assert rule.window is not None
    assert (rule.window.start, rule.window.end) == window


def test_night_unknown_where_none_is_recorded(packs: RulePacks) -> None:
    assert packs.night_definition("US", NOW) is None


def ids(packs: RulePacks, place: str, on: date = NOW) -> set[str]:
    return {rule.id for rule in packs.headcount_rules(place, on)}


def test_national_rule_takes_the_place_of_the_directive(packs: RulePacks) -> None:
    assert "de-whistleblower-channel" in ids(packs, "DE")
    assert "eu-whistleblower-channel" not in ids(packs, "DE")
    assert "eu-whistleblower-channel" in ids(packs, "DK")


def test_directive_returns_when_the_national_reading_has_expired(packs: RulePacks) -> None:
    late = date(2027, 6, 1)
    assert packs.rule("fr-whistleblower-channel").status(late) == "unknown"
    assert {"fr-whistleblower-channel", "eu-whistleblower-channel"} <= ids(packs, "FR", late)


def test_staff_of_all_members_is_counted_for_the_eu_alone(packs: RulePacks) -> None:
    assert "eu-works-council" in ids(packs, "EU")
    assert "eu-works-council" not in ids(packs, "DE")


def test_directive_for_the_eu_only_does_not_reach_the_eea(packs: RulePacks) -> None:
    assert "eu-whistleblower-channel" not in ids(packs, "NO")
    assert "eu-information-consultation" in ids(packs, "NO")


def test_region_adds_to_its_country(packs: RulePacks) -> None:
    assert {"us-ca-pay-data", "us-fmla"} <= ids(packs, "US-CA")
    assert "us-ca-pay-data" not in ids(packs, "US")


def test_japanese_quota_falls_with_its_figure(packs: RulePacks) -> None:
    assert "jp-disability-quota-2024" in ids(packs, "JP", date(2026, 6, 30))
    assert "jp-disability-quota-2026" in ids(packs, "JP", date(2026, 7, 1))
    rule = packs.rule("jp-disability-quota-2026")
    assert rule.reached_by(37.5)
    assert not rule.reached_by(37)


def test_rules_for_asks_exactly_the_jurisdictions_named(packs: RulePacks) -> None:
    homes = {rule.jurisdiction for rule in packs.rules_for(["DE", "FR"], Topic.WORKING_TIME, NOW)}
    assert homes == {"DE", "FR"}


def test_membership_by_day(packs: RulePacks) -> None:
    assert len(packs.members("EU", NOW)) == 27
    assert len(packs.members("EEA", NOW)) == 30
    assert "GB" in packs.members("EU", date(2020, 12, 31))
    assert "GB" not in packs.members("EU", date(2021, 1, 1))


def test_jurisdictions_from_near_to_far(packs: RulePacks) -> None:
    assert packs.jurisdictions("DE", NOW) == ("DE", "EU", "EEA")
    assert packs.jurisdictions("NO", NOW) == ("NO", "EEA")
    assert packs.jurisdictions("US-CA", NOW) == ("US-CA", "US")


def test_unknown_id_is_a_key_error(packs: RulePacks) -> None:
    with pytest.raises(KeyError, match="no-such-rule"):
        packs.rule("no-such-rule")
