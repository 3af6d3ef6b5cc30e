"""The rota file: what may stand in it, and what is said of what may not."""

import json
from datetime import UTC, datetime

import pytest

from farflung.engine.time import Span
from farflung.intake.given import Given
from farflung.intake.load import load
from farflung.intake.rota_file import looks_like_rota_file
from farflung.intake.rota_file.reader import Read, read_rota_file

WINDOW = Span(datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 3, 29, tzinfo=UTC))
TEN_LINES = """\
rota: follow the sun
from: 2027-03-01
weeks: 4
duties:
  - duty: watch
    exactly: 1
    shifts: {length: 8h, every: 30m}
rules:
  rest: 11h
  own hours: {outside: 1h}
"""


def read(text: str) -> Read:
    found, problems = read_rota_file(text, "rota.yaml")
    assert found is not None, problems
    return found


def refused(text: str) -> list[str]:
    found, problems = read_rota_file(text, "rota.yaml")
    assert found is None
    return [str(problem) for problem in problems]


def test_ten_lines_are_a_whole_rota() -> None:
    says = read(TEN_LINES).says
    assert (says.rota, says.weeks, says.duties[0].exactly) == ("follow the sun", 4, 1)
    assert says.rules.rest[0].at_least.total_seconds() == 11 * 3600
    assert says.rules.own_hours[0].outside.total_seconds() == 3600


def test_json_says_the_same_with_tabs_and_all() -> None:
    value = {
        "rota": "follow the sun", "from": "2027-03-01", "weeks": 4,
        "duties": [{"duty": "watch", "exactly": 1, "shifts": {"length": "8h", "every": "30m"}}],
        "rules": {"rest": "11h", "own hours": {"outside": "1h"}},
    }  # fmt: skip
    assert read(json.dumps(value, indent="\t")).says == read(TEN_LINES).says


def test_keys_may_be_written_with_spaces_underscores_or_hyphens() -> None:
    other = TEN_LINES.replace("own hours", "Own_Hours")
    assert read(other).says == read(TEN_LINES).says
    assert read(TEN_LINES.replace("own hours", "own-hours")).says == read(TEN_LINES).says


def test_a_value_may_stand_for_a_rule_and_a_rule_for_a_list() -> None:
    one = read(TEN_LINES).says.rules.rest
    assert one == read(TEN_LINES.replace("rest: 11h", "rest: {at least: 11h}")).says.rules.rest
    assert one == read(TEN_LINES.replace("rest: 11h", "rest: [11h]")).says.rules.rest


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("exactly: 1", "exacty: 1", ("rota.yaml:6 (duties[0].exacty): 'exacty' is no key of duties. "
         "Did you mean 'exactly'?")),
        ("rest: 11h", "rst: 11h", "rota.yaml:9 (rules.rst): 'rst' is no key of rules. Did you mean 'rest'?"),
        ("rota: follow", "rotas: follow", ("rota.yaml:1 (rotas): 'rotas' is no key of a rota file. "
         "Did you mean 'rota'?")),
        ("11h", "eleven", ("rota.yaml:9 (rules.rest.at least): 'at least': 'eleven' is not a length of time. "
         "Write it like 4 hours, 30 min or 2 days. docs/reference/rota.md says what may stand here.")),
        ("exactly: 1", "exactly: one", ("rota.yaml:6 (duties[0].exactly): 'exactly': 'one' is not a whole "
         "number. docs/reference/rota.md says what may stand here.")),
        ("weeks: 4", "law: maybe", ("rota.yaml:3 (law.holds): 'holds': 'maybe' is neither true nor false. "
         "docs/reference/rota.md says what may stand here.")),
        ("    exactly: 1", "    exactly: 1\n    in: Europe/Warsav", ("rota.yaml:7 (duties[0].in): 'in': "
         "'Europe/Warsav' is not a zone of the IANA database")),
        ("from: 2027-03-01", "x: 1", "rota.yaml:1 (from): 'rota' needs 'from': The first date."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line_what_was_read_and_what_to_do(
    old: str, new: str, told: str
) -> None:
    assert any(problem.startswith(told) for problem in refused(TEN_LINES.replace(old, new))), told


def test_every_mistake_is_told_at_once() -> None:
    assert len(refused(TEN_LINES.replace("11h", "x").replace("exactly", "exacty").replace("8h", "8"))) == 3


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words", "# nothing\n"])
def test_a_file_that_is_no_rota_at_all_says_how_one_begins(text: str) -> None:
    assert "a rota file is made of keys and values (rota: Watch)" in refused(text)[0]


def test_what_is_neither_yaml_nor_json_is_told_where_it_breaks() -> None:
    assert "rota.yaml:3: this is not YAML" in refused("rota: x\nduties:\n  - {a: [}\n")[0]
    assert "rota.yaml:2: this is not JSON" in refused('{"rota": 1,\n "duties": [1,,2]}')[0]


def test_a_huge_file_is_refused_and_not_read() -> None:
    assert "more than 200,000 characters" in refused("rota: x\n" * 600_000)[0]


def test_a_rota_file_is_known_by_its_keys() -> None:
    assert looks_like_rota_file(TEN_LINES)
    assert looks_like_rota_file('{"rota": "x", "duties": []}')
    assert looks_like_rota_file('\ufeff{\n "duties": []}')
    assert not looks_like_rota_file("agreement: Support\ncoverage: []\n")
    assert not looks_like_rota_file("name,city\nAna,Lisbon\n")
    assert not looks_like_rota_file('[{"name": "Ana", "rota": "x"}]')


def test_check_says_where_a_rota_file_belongs() -> None:
    read = load([Given("rota.yaml", TEN_LINES.encode())], window=WINDOW)
    assert [str(problem) for problem in read.problems if problem.file] == [
        (
            "rota.yaml:1: this is a rota file: it says what is to be planned. "
            "Give it to `farflung rota plan`, with the people beside it."
        )
    ]
