"""Coverage rules as sentences, and what they turn out to be about."""

import pytest

from farflung.engine.model import Agreement, Block, CoverageRule
from farflung.intake.agreement import RuleTextError, bound, bound_agreement, parse_rule, unknown_words
from tests.intake.reading import problem, read


@pytest.mark.parametrize(
    ("text", "minimum", "maximum", "about"),
    [
        ("at least 2 at all times", 2, None, None),
        ("At least two watch the queue at all times.", 2, None, "queue"),
        ("exactly one on Payments", 1, 1, "Payments"),
        ("always 2 on Payments", 2, None, "Payments"),
        ("no fewer than 3 Support agents 24/7", 3, None, "Support"),
        ("never fewer than 2 people", 2, None, None),
        ("between 1 and 3 in Ledger at all times", 1, 3, "Ledger"),
        ("at most 2 on call", 0, 2, None),
        ("2 or more people on duty", 2, None, None),
        (">= 2", 2, None, None),
        ("≥2 on Support", 2, None, "Support"),
        ("somebody on Payments around the clock", 1, None, "Payments"),
        ("minimum of 4 for Withdrawals Ops, round the clock", 4, None, "Withdrawals Ops"),
        ("3 in Ledger", 3, None, "Ledger"),
        ("at least 1 on Monitoring at all times", 1, None, "Monitoring"),
    ],
)
def test_how_many_and_about_what(text: str, minimum: int, maximum: int | None, about: str | None) -> None:
    rule = parse_rule(text)
    assert (rule.minimum, rule.maximum, rule.duty, rule.window) == (minimum, maximum, about, None)


@pytest.mark.parametrize(
    ("text", "first", "count", "zone"),
    [
        ("exactly one on Payments, Mon-Fri 9-18 UTC", Block(0, 540, 1080), 5, "UTC"),
        ("at least 2 on Support from 9 to 17 Europe/Lisbon", Block(0, 540, 1020), 7, "Europe/Lisbon"),
        ("one daily between 8am and 8pm UTC on Support", Block(0, 480, 1200), 7, "UTC"),
        ("at least 2 on weekends UTC", Block(5, 0, 1440), 2, "UTC"),
        ("at least 1 Sun-Thu 22:00-06:00 Asia/Dubai", Block(0, 1320, 1800), 5, "Asia/Dubai"),
        ("at least 1 daily 22:00-06:00 America/New_York", Block(0, 1320, 1800), 7, "America/New_York"),
        ("at least 1 at all times on Mon-Fri UTC", Block(0, 0, 1440), 5, "UTC"),
        ("at least 1 around the clock, weekends Asia/Dubai", Block(5, 0, 1440), 2, "Asia/Dubai"),
        ("one from 9 am to 5 pm America/Bogota", Block(0, 540, 1020), 7, "America/Bogota"),
    ],
)
def test_when(text: str, first: Block, count: int, zone: str) -> None:
    rule = parse_rule(text)
    assert rule.window is not None
    assert (rule.window.blocks[0], len(rule.window.blocks), rule.zone) == (first, count, zone)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("many people", "does not say how many"),
        ("", "does not say how many"),
        ("at least 2 Mon-Fri 9-18", "needs the zone"),
        ("between 3 and 1 at all times", "impossible"),
        ("at least 2 Mon-Fri 9-18 Europe/Lisboa", "Europe/Lisbon"),
        ("at least 1 at all times on Mon-Fri", "needs the zone"),
        ("at least 1 at all times Mon-Fri 9-18 UTC", "cannot both hold"),
        ("at least 1 at all times except weekends", "'except' is not understood"),
    ],
)
def test_what_is_no_rule_is_refused_with_one_that_is(text: str, why: str) -> None:
    with pytest.raises(RuleTextError, match="Say it like") as refused:
        parse_rule(text)
    assert why in str(refused.value)


def _about(rule: CoverageRule) -> tuple[str | None, str | None]:
    return rule.duty, rule.team


def test_C03_a_word_that_names_nothing_holds_for_the_duties_there_are() -> None:
    rule = parse_rule("at least two watch the queue at all times")
    assert [_about(one) for one in bound(rule, ["Support"], [])] == [("Support", None)]
    assert [_about(one) for one in bound(rule, [], ["Ledger"])] == [(None, None)]
    both = bound(rule, ["Support", "Payments"], [])
    assert [one.name.split(":")[0] for one in both] == ["Support", "Payments"]
    assert unknown_words(Agreement("a", coverage=(rule,)), ["Support"], []) == (rule,)


def test_a_duty_comes_before_a_team_and_spelling_does_not_matter() -> None:
    duties, teams = ["Payments"], ["Ledger", "PAYMENTS"]
    assert [_about(one) for one in bound(parse_rule("2 on payments"), duties, teams)] == [("Payments", None)]
    assert [_about(one) for one in bound(parse_rule("2 in ledger"), duties, teams)] == [(None, "Ledger")]
    agreement = bound_agreement(Agreement("a", coverage=(parse_rule("2 in ledger"),)), duties, teams)
    assert _about(agreement.coverage[0]) == (None, "Ledger")
    assert unknown_words(agreement, duties, teams) == ()


@pytest.mark.parametrize("text", ["1 in Arabic at all times", "1 Arabic speaker", "one speaking arabic"])
def test_a_language_of_the_files_asks_for_those_who_speak_it(text: str) -> None:
    people = read("name,city,languages\nSalma,Dubai,Arabic; English\nAna,Lisbon,English\n").atlas.people
    (rule,) = bound(parse_rule(f"at least {text}"), ["Support"], [], people)
    assert rule.duty is None
    assert rule.languages == {"Arabic"}


def test_a_skill_of_the_files_asks_for_those_who_have_it() -> None:
    people = read("name,city,skills\nSalma,Dubai,kyc\nAna,Lisbon,\n").atlas.people
    (rule,) = bound(parse_rule("at least 1 with KYC, Mon-Fri 9-17 UTC"), [], [], people)
    assert rule.duty is None
    assert rule.skills == {"kyc"}


def test_a_word_that_no_file_knows_is_told() -> None:
    text = "agreement: Ours\ncoverage:\n  - duty: Suport\n    at_least: 1\n    when: always\n"
    rota = "duty,person,days,start,end\nSupport,Ana,Mon-Fri,09:00,17:00\n"
    intake = read({"people.csv": "name,city\nAna,Lisbon\n", "rota.csv": rota, "agreement.yaml": text})
    told = problem(intake, "unknown-duty")
    assert (told.file, told.line) == ("agreement.yaml", 3)
    assert "'Suport'" in told.message
    assert "Support" in told.message
