"""Agreement files: every section, every kind of error at its place, and nothing unsafe."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from farflung.engine.model import Agreement, Block, MessageRules
from farflung.intake.agreement import looks_like_agreement, read_agreement
from farflung.intake.problem import Problem
from farflung.rulepacks import Mode

FULL = """\
agreement: Support
owner: Mei-Ling
expires: 2027-12-31
coverage:
  - name: Support queue
    at_least: 2
    duty: Support
    when: always
    skills: [payments]
    languages: [ar, no]
  - exactly: 1
    team: Ledger
    when: Mon-Fri 09:00-18:00
    zone: Europe/Lisbon
  - at least 2 at all times
core_hours: [{team: Ledger, hours: 14:00-16:00, zone: UTC, days: Mon-Thu}]
responses: [{channel: chat, within: 4 working hours, from: Team A, to: Team B}]
meetings: {earliest: 08:00, latest: "19:00", notice: 24 hours, agenda: required, no_meetings: [Fri],
           at_most: 6 hours a week}
shifts: {at_most: 8 hours, rest: 11 hours, week: 48 hours}
decisions: {window: 4 working hours}
leave: {notice: 14 days}
messages: [{outside_hours: mute, team: Ledger}, {outside_hours: hold}]
exceptions: [{countries: [FR, uk], rules: [meetings], until: 2027-06-30}]
"""


def _read(text: str) -> Agreement:
    agreement, problems = read_agreement(text, "a.yaml")
    assert agreement is not None
    assert [str(problem) for problem in problems] == []
    return agreement


def _problem(text: str) -> Problem:
    (problem,) = read_agreement(text, "a.yaml")[1]
    return problem


def test_every_section() -> None:
    read = _read(FULL)
    assert (read.name, read.owner, read.expires) == ("Support", "Mei-Ling", date(2027, 12, 31))
    queue, ledger, sentence = read.coverage
    assert (queue.name, queue.minimum, queue.maximum, queue.duty) == ("Support queue", 2, None, "Support")
    assert queue.window is None
    assert queue.languages == frozenset({"ar", "no"})
    assert (ledger.name, ledger.maximum, ledger.team, ledger.zone) == (
        "Ledger: exactly 1",
        1,
        "Ledger",
        "Europe/Lisbon",
    )
    assert sentence.minimum == 2
    assert read.core_hours[0].window.blocks[-1] == Block(3, 840, 960)
    promise = read.responses[0]
    assert (promise.within, promise.working_hours, promise.asker) == (timedelta(hours=4), True, "Team A")
    meetings = read.meetings[0]
    assert (meetings.earliest, meetings.latest) == (480, 1140)
    assert meetings.no_meeting_days == frozenset({4})
    assert (meetings.notice, meetings.agenda_required, meetings.max_weekly_hours) == (
        timedelta(hours=24),
        True,
        6,
    )
    assert read.shifts[0].min_rest == timedelta(hours=11)
    assert read.decisions[0].working_time == timedelta(hours=4)
    assert read.leave[0].days == 14
    assert read.messages == (MessageRules(Mode.MUTE, "Ledger"), MessageRules(Mode.HOLD))
    assert read.exemptions[0].countries == {"FR", "GB"}


def test_a_mode_of_messages_that_is_none_is_told_with_those_that_are() -> None:
    _, (problem,) = read_agreement("messages: {outside_hours: loud}", "a.yaml")
    assert "'outside_hours' cannot be 'loud'" in str(problem)
    assert "'hold', 'mute' or 'free'" in str(problem)
    _, (problem,) = read_agreement("messages: {team: Ledger}", "a.yaml")
    assert "'messages' needs 'outside_hours': `hold`: they wait" in str(problem)


def test_each_rule_knows_its_line_and_column() -> None:
    read = _read(FULL)
    sources = [rule.source for rule in read.coverage]
    sources += [read.core_hours[0].source, read.shifts[0].source]
    assert [str(source) for source in sources] == [
        "a.yaml:5:5",
        "a.yaml:11:5",
        "a.yaml:15:5",
        "a.yaml:16:14",
        "a.yaml:20:1",
    ]


def test_L01_one_sentence_is_a_whole_agreement() -> None:
    (rule,) = _read("coverage: at least 2 at all times").coverage
    assert (rule.minimum, rule.window, rule.duty, rule.team) == (2, None, None, None)


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("agreement: x\ncoverage:\n  - atleast: 2\n", 3, "coverage[0].atleast", "Did you mean 'at_least'?"),
        ("agreement: x\nexcptions: 1", 2, "excptions", "Did you mean 'exceptions'?"),
        ("coverage:\n  - at_least: many", 2, "coverage[0].at_least", "'many' is not a whole number"),
        ("coverage: {duty: A}", 1, "coverage", "say how many"),
        ("coverage: {at_least: 3, at_most: 2}", 1, "coverage", "between 3 and 2 people is impossible"),
        ("coverage: {at_least: 1, exactly: 2}", 1, "coverage", "'exactly' stands alone"),
        ("coverage: {at_least: 1, duty: A, team: B}", 1, "coverage", "a duty or a team, not both"),
        ("coverage: {at_least: 1, when: Mon-Fri 9-18}", 1, "coverage", "need the zone"),
        ("coverage: {at_least: 1, when: sometimes, zone: UTC}", 1, "coverage", "sometimes"),
        ("coverage: {at_least: 1, zone: Europe/Lisboa}", 1, "coverage.zone", "Europe/Lisbon"),
        ("coverage: lots of people", 1, "coverage", "does not say how many people"),
        ("core_hours: {hours: 14:00-16:00}", 1, "core_hours", "does not say on which days"),
        ("core_hours: {team: A}", 1, "core_hours.hours", "needs 'hours'"),
        ("responses: {channel: chat, within: soon}", 1, "responses.within", "not a length of time"),
        ("responses: {channel: chat, within: 4}", 1, "responses.within", "does not say of what"),
        ("responses: {channel: c, within: 1 working day}", 1, "responses.within", "not equally long"),
        ("meetings: {earliest: '25:00'}", 1, "meetings.earliest", "not a time of day"),
        ("meetings: {earliest: '19:00', latest: '08:00'}", 1, "meetings", "not before 'latest'"),
        ("meetings: {agenda: perhaps}", 1, "meetings.agenda", "neither 'required' nor 'optional'"),
        ("meetings: {no_meetings: [Fryday]}", 1, "meetings.no_meetings", "'Fryday' is no day"),
        ("shifts: {rest: 4 working hours}", 1, "shifts.rest", "without 'working'"),
        ("shifts: {rest: [1, 2]}", 1, "shifts.rest", "a single value"),
        ("exceptions: {countries: France, rules: meetings}", 1, "exceptions.countries", "'FRANCE' is not"),
        ("exceptions: {countries: FR, rules: meeting}", 1, "exceptions.rules[0]", "cannot be 'meeting'"),
        ("agreement: x\nexpires: someday", 2, "expires", "not a date"),
        ("meetings: 3", 1, "meetings", "a part with keys of its own (`key: value`) is needed here, not '3'"),
        ("agreement: x\nagreement: y", 2, "agreement", "written twice; the first, on line 1"),
        ("- at least 2", 1, None, "keys and values"),
        ("", 1, None, "keys and values"),
        ("agreement: [", 1, "column 13", "not YAML"),
        ("agreement: x\n\tcoverage: 2", 2, "column 1", "not YAML"),
        ("agreement: !!python/object:os.system x", 1, "column 12", "is not read"),
        ("agreement: !custom x", 1, "column 12", "is not read"),
        ("? [a]\n: b", 1, "column 3", "a key must be a word"),
    ],
)
def test_errors_are_located_and_say_what_to_do(text: str, line: int, column: str | None, says: str) -> None:
    problem = _problem(text)
    assert (problem.line, problem.column) == (line, column)
    assert says in str(problem)
    assert problem.remedy


def test_one_mistake_costs_one_rule() -> None:
    agreement, problems = read_agreement(
        "expires: never\ncoverage: [at least 2, {at_least: x}]\nleave: {notice: 2 weeks}", "team/a.yaml"
    )
    assert agreement is not None
    assert len(problems) == 2
    assert (agreement.name, len(agreement.coverage), agreement.leave[0].days) == ("a", 1, 14)


def test_a_bomb_of_aliases_is_refused_quickly() -> None:
    levels = "abcdefghij"
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in pairwise(levels)
    )
    assert "unfolds into more than can be held" in str(_problem(bomb))
    assert "unfolds into more than can be held" in str(_problem("agreement: &a [*a]"))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 5_000,
        "agreement: x\x00",
        "{" * 3_000,
        "- " * 9_000,
        "[\n" * 9_000,
        "x" * 300_000,
        "%YAML 9.9\n---",
    ],
)
def test_what_is_no_yaml_is_told_and_never_raises(text: str) -> None:
    assert _problem(text).severity.word == "error"


def test_an_alias_may_share_a_value() -> None:
    read = _read(
        "coverage:\n"
        "  - {at_least: 2, duty: A, when: &d Mon-Fri 9-18 UTC}\n"
        "  - {at_least: 1, team: B, when: *d}"
    )
    assert read.coverage[0].window == read.coverage[1].window


@pytest.mark.parametrize(
    ("text", "it_is"),
    [
        (FULL, True),
        ("# a comment\ncoverage: at least 2", True),
        ("name,city\nAna,Lisbon", False),
        ("who is jdoe: Ana\nzone of X: UTC", False),
        ("leave: 3", False),
    ],
)
def test_recognition(text: str, it_is: bool) -> None:
    assert looks_like_agreement(text) is it_is
