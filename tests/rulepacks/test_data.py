"""Every rule that ships can be traced, dated and shown."""

import itertools
import re
from datetime import date, timedelta

import pytest

from farflung.rulepacks import Effect, Evidence, Mode, Rule, Scope, Topic, load_packs

PACKS = load_packs()
DISCONNECT = [rule for rule in PACKS.rules if rule.topic is Topic.DISCONNECT]
EVERY_RULE = pytest.mark.parametrize("rule", PACKS.rules, ids=lambda rule: rule.id)
LONGEST = {
    Evidence.OFFICIAL: timedelta(days=366),
    Evidence.SECONDARY: timedelta(days=366),
    Evidence.UNCONFIRMED: timedelta(days=200),
}
VERDICTS = re.compile(
    r"\b(?:non-?)?complian(?:t|ce)\b|\b(?:il)?legally\b|\billegal\b|\bunlawful\b", re.IGNORECASE
)


@EVERY_RULE
def test_source_has_a_law_an_article_and_an_https_address(rule: Rule) -> None:
    assert rule.source.name
    assert rule.source.article
    assert re.fullmatch(r"https://[^\s/]+\.[a-z]{2,}/\S*", rule.source.url)


@EVERY_RULE
def test_dates_are_in_order(rule: Rule) -> None:
    assert date(2026, 11, 15) <= rule.checked <= date(2026, 11, 23)
    assert timedelta() < rule.expires - rule.checked <= LONGEST[rule.evidence]
    assert rule.effective_until is None or rule.effective_from <= rule.effective_until


@EVERY_RULE
def test_meaning_is_one_plain_sentence_without_a_verdict(rule: Rule) -> None:
    assert rule.means.endswith(".")
    assert len(rule.means) <= 180
    assert not VERDICTS.search(" ".join((rule.title, rule.means, rule.counted, rule.notes)))


@EVERY_RULE
def test_headcount_rules_say_whose_employees_count(rule: Rule) -> None:
    assert (rule.scope is not None) is (rule.topic is Topic.HEADCOUNT)
    if rule.scope is Scope.UNION:
        assert rule.jurisdiction == "EU"


def test_ids_are_unique() -> None:
    ids = [rule.id for rule in PACKS.rules]
    assert len(ids) == len(set(ids))


def test_versions_of_one_rule_follow_without_gap_or_overlap() -> None:
    """A figure that changes by year ("mx-weekly-hours-2027") starts the day after the one before ends."""
    families: dict[str, list[Rule]] = {}
    for rule in PACKS.rules:
        stem = re.sub(r"-20\d\d$", "", rule.id)
        families.setdefault(stem, []).append(rule)
    dated = {stem: versions for stem, versions in families.items() if len(versions) > 1}
    assert {"mx-weekly-hours", "jp-disability-quota", "cl-weekly-hours", "co-night"} <= dated.keys()
    for versions in dated.values():
        versions.sort(key=lambda rule: rule.effective_from)
        for earlier, later in itertools.pairwise(versions):
            assert earlier.effective_until == later.effective_from - timedelta(days=1)


def test_only_silent_and_effort_rules_lack_a_figure() -> None:
    """A rule on disconnecting says when nobody is reached: hours of each person's own, and no figure."""
    figures = [rule for rule in PACKS.rules if rule.topic is not Topic.DISCONNECT]
    without = {rule.effect for rule in figures if rule.value is None and rule.window is None}
    assert without == {Effect.SILENT, Effect.EFFORT}


def test_rules_on_disconnecting_say_what_becomes_of_messages_or_that_the_law_leaves_it_to_an_agreement() -> (
    None
):
    told = {rule.effect: set[Mode | None]() for rule in DISCONNECT}
    for rule in DISCONNECT:
        told[rule.effect].add(rule.mode)
    assert told == {
        Effect.DUTY: {Mode.HOLD},
        Effect.RIGHT: {Mode.MUTE},
        Effect.AGREE: {None},
        Effect.SILENT: {None},
    }


def test_the_countries_that_are_known_for_it_are_there() -> None:
    homes = {rule.jurisdiction for rule in DISCONNECT}
    assert homes >= set("PT FR BE ES IT AU IE GR LU SK SI HR CA-ON AR CL CO MX PE".split())
    assert all(rule.mode is None for rule in PACKS.rules if rule.topic is not Topic.DISCONNECT)


def test_the_cast_is_covered() -> None:
    """Every country of the example company answers on weekly hours, in force or a known silence."""
    on = date(2026, 11, 22)
    cast = "PT AR CA AE IN TW AU FR SG PH KE NG PL BR MX".split()
    without = [c for c in cast if not PACKS.weekly_hours(c, on) and not PACKS.daily_hours(c, on)]
    assert without == []


def test_every_topic_has_rules_for_the_eu_and_beyond() -> None:
    for topic in Topic:
        homes = {rule.jurisdiction for rule in PACKS.rules if rule.topic is topic}
        assert "EU" in homes
        assert len(homes) >= 20
