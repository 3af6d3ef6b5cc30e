"""The reference page says what the code does."""

from pathlib import Path

from farflung.intake.gazetteer import Gazetteer
from farflung.intake.gazetteer.options import RARE
from farflung.intake.gazetteer.weigh import LARGE, OUTWEIGHS, REGION_OUTWEIGHS

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "places.md").read_text("utf-8")
PLAIN = " ".join(PAGE.replace("\n# ", " ").split())


def test_the_figures_of_the_rules() -> None:
    assert f"at least {OUTWEIGHS} times the people of the next and at least {LARGE:,} of its own" in PLAIN
    assert f"a region needs {REGION_OUTWEIGHS} times the people" in PLAIN
    assert f"fewer than 1 in {RARE} of the people" in PLAIN


def test_the_number_of_towns(gazetteer: Gazetteer) -> None:
    assert f"{len(gazetteer.tables.city_lines):,} towns" in PLAIN


def test_the_examples(gazetteer: Gazetteer) -> None:
    berlin = gazetteer.resolve_place(city="Remote - Berlin").place
    portland = gazetteer.resolve_place(city="Portland", zone="US/Eastern").place
    assert berlin is not None
    assert portland is not None
    assert (berlin.zone, portland.subdivision) == ("Europe/Berlin", "ME")
    assert gazetteer.resolve_place(city="Birmingham").question in PLAIN
    assert gazetteer.resolve_place(country="Germany").note.rstrip(".") in PLAIN


def test_the_cases_of_the_rules(gazetteer: Gazetteer) -> None:
    for text in ("Paris", "London", "Boston", "San Francisco", "Lebanon", "Singapore"):
        assert gazetteer.resolve_place(city=text).status == "resolved", text
    for text in ("Portland", "Barcelona", "Vancouver", "Georgia", "Washington", "CA", "DE", "IN"):
        assert gazetteer.resolve_place(city=text).status == "ambiguous", text
