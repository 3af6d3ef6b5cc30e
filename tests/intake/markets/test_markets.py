"""Files of markets: every key, every kind of error at its place, and the page that explains them."""

import json
import re

import pytest
import yaml
from jsonschema import Draft202012Validator, ValidationError

from farflung.engine.model import Block, Market
from farflung.intake.given import Given
from farflung.intake.load import Intake, load
from farflung.intake.markets import looks_like_markets, read_markets
from farflung.intake.markets.schema import MarketEntry, MarketsFile, markets_schema
from farflung.intake.problem import Problem
from scripts.markets_reference import markets_page
from tests.company import days
from tests.house.tree import ROOT

REFERENCE = ROOT / "docs" / "reference"
FULL = """\
# what customers were promised
markets:
  - name: Brazil
    country: br
    zone: America/Sao_Paulo
    when: Mon-Sat 08:00-20:00
    languages: [pt]
    any_language: [en, es]
    licences: payments, lending
    at_least: 2
    team: Support
    share: 12.5 %
  - {name: Everybody by phone, zone: UTC, duty: Phone}
"""


def read(text: str) -> tuple[Market, ...]:
    markets, problems = read_markets(text, "m.yaml")
    assert [str(problem) for problem in problems] == []
    return markets


def problem(entry: str) -> Problem:
    (found,) = read_markets(f"markets:\n  - {entry}\n", "m.yaml")[1]
    return found


def test_every_key() -> None:
    brazil, phone = read(FULL)
    assert (brazil.name, brazil.country, brazil.zone) == ("Brazil", "BR", "America/Sao_Paulo")
    assert brazil.hours is not None
    assert brazil.hours.blocks == tuple(Block(day, 8 * 60, 20 * 60) for day in range(6))
    assert (brazil.languages, brazil.speaks) == (frozenset({"pt"}), frozenset({"en", "es"}))
    assert brazil.licences == frozenset({"payments", "lending"})
    assert (brazil.minimum, brazil.team, brazil.share) == (2, "Support", 0.125)
    assert brazil.source is not None
    assert str(brazil.source) == "m.yaml:3:5"
    assert (phone.hours, phone.duty, phone.minimum, phone.share) == (None, "Phone", 1, None)


def test_one_market_needs_no_list_and_none_is_none() -> None:
    assert [market.name for market in read("markets: {name: A, zone: UTC}")] == ["A"]
    assert read("markets:\n") == ()


@pytest.mark.parametrize(
    ("entry", "message", "remedy"),
    [
        ("{name: A}", "'markets' needs 'zone': The zone of its customers", "docs/reference/markets.md"),
        ("{zone: UTC}", "needs 'name'", "docs/reference/markets.md"),
        ("{name: A, zone: Europe/Lisboa}", "is not a zone of the IANA database", ""),
        ("{name: A, zone: UTC, when: sometimes}", "sometimes", ""),
        ("{name: A, zone: UTC, at_least: 0}", "greater than or equal to 1", ""),
        ("{name: A, zone: UTC, at_least: two}", "'two' is not a whole number", ""),
        ("{name: A, zone: UTC, share: 120 %}", "'120 %' is no share: write it like 12 %", ""),
        ("{name: A, zone: UTC, country: Brazil}", "not a country or region code", ""),
        ("{name: A, zone: UTC, duty: P, team: T}", "Name a duty or a team, not both", ""),
        ("{name: A, zone: UTC, lisences: x}", "'lisences' is no key of markets", "Did you mean 'licences'?"),
        ("just words", "a part with keys of its own (`key: value`) is needed here, not 'just words'", ""),
    ],
)
def test_what_is_wrong_is_told_at_its_line_and_left_out(entry: str, message: str, remedy: str) -> None:
    found = problem(entry)
    assert message.casefold() in str(found.message).casefold()
    assert str(found.message).endswith("The market is left out.")
    assert remedy in str(found.remedy)
    assert (found.file, found.line) == ("m.yaml", 2)


def test_a_mistake_costs_one_market() -> None:
    markets, problems = read_markets("markets:\n  - {zone: UTC}\n  - {name: B, zone: UTC}\n", "m.yaml")
    assert [market.name for market in markets] == ["B"]
    assert len(problems) == 1


def test_other_keys_and_broken_files_are_told() -> None:
    (key,) = read_markets("markets: {name: A, zone: UTC}\nmarkts: 1\n", "m.yaml")[1]
    assert (key.line, str(key.message)) == (2, "'markts' is no key of a file of markets.")
    assert str(key.remedy) == "Did you mean 'markets'?"
    (broken,) = read_markets("markets: [\n", "m.yaml")[1]
    assert str(broken.message).startswith("this is not YAML")


def test_it_is_known_by_its_key() -> None:
    assert looks_like_markets(FULL)
    assert not looks_like_markets("agreement: Support\ncoverage: at least 1\n")
    assert not looks_like_markets("place of Georgia: Tbilisi\n")


def loaded(markets: str) -> Intake:
    people = "name,city,team,languages\nRafael,São Paulo,Support,Portuguese\nKasia,Warsaw,Support,Polish\n"
    files = [Given("people.csv", people.encode()), Given("markets.yaml", markets.encode())]
    return load(files, window=days("2027-03-01", 10))


def test_it_is_read_beside_people_and_spelt_as_they_are() -> None:
    intake = loaded("markets: {name: Brazil, zone: America/Sao_Paulo, team: support, languages: pt-BR}")
    (market,) = intake.atlas.markets
    assert (market.team, market.languages) == ("Support", frozenset({"Portuguese"}))
    assert [(file.name, file.kind, file.rows) for file in intake.files][-1] == ("markets.yaml", "markets", 1)
    assert intake.complete


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("markets: {name: A, zone: UTC, duty: Phone}", "market-unknown", "'Phone' is no duty or team"),
        (
            "markets: [{name: A, zone: UTC}, {name: a, zone: UTC}]",
            "market-twice",
            "a second market is called a; the first is kept",
        ),
    ],
)
def test_what_the_files_do_not_know_is_told(text: str, code: str, message: str) -> None:
    intake = loaded(text)
    (found,) = [problem for problem in intake.problems if problem.code == code]
    assert message in str(found.message)
    assert (found.file, intake.complete) == ("markets.yaml", False)
    assert len(intake.atlas.markets) == (1 if code == "market-twice" else 0)


def test_the_schema_file_is_that_of_the_reader() -> None:
    written = json.loads((REFERENCE / "markets.schema.json").read_text(encoding="utf-8"))
    assert written == markets_schema()
    Draft202012Validator.check_schema(written)
    Draft202012Validator(written).validate(yaml.safe_load(FULL))
    with pytest.raises(ValidationError):
        Draft202012Validator(written).validate({"markets": [{"name": "A"}]})


def test_the_page_explains_every_key_and_its_example_is_read() -> None:
    page = markets_page()
    assert [key for key in MarketEntry.model_fields if f"| `{key}` |" not in page] == []
    assert all(field.description for field in MarketsFile.model_fields.values())
    example = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert example is not None
    assert [market.name for market in read(example[1])] == ["Brazil", "Gulf", "Everybody by phone"]
    Draft202012Validator(markets_schema()).validate(yaml.safe_load(example[1]))
