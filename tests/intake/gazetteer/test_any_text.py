"""Any text at all gets an answer of the promised shape."""

from hypothesis import given
from hypothesis import strategies as st

from farflung.intake.gazetteer import Gazetteer, Match
from farflung.intake.gazetteer.fold import fold

GAZETTEER = Gazetteer.load()

# Bits of real cells, so that random cells reach the inside of the rules too.
BITS = st.sampled_from(
    [
        "Berlin", "Georgia", "CA", "USA", "Portland", "SP", "Remote", "New York",
        "London", "-", ",", "/", "(", ")", "GMT+5", "UTC",
        "EST", "Europe/Berlin", "Pacific Time", "東京", "القاهرة", "🇩🇪", "England", "Texas",
        "or", "(UTC+01:00)", "São Paulo", "10115", "Springfield", "Congo", "Puerto Rico",
        "\u0000", "\ud800",
    ]
)  # fmt: skip
CELLS = st.one_of(st.none(), st.text(), st.lists(BITS, max_size=6).map(" ".join), BITS)


def promised(match: Match) -> None:
    assert (match.place is not None) == (match.status == "resolved")
    assert bool(match.question) == (match.status != "resolved")
    if match.place is None:
        assert match.status in {"ambiguous", "unknown", "mismatch", "refused"}
    else:
        assert match.place.how
        assert match.place.country is None or match.place.country in GAZETTEER.tables.countries


@given(CELLS, CELLS, CELLS, CELLS)
def test_places(city: str | None, region: str | None, country: str | None, zone: str | None) -> None:
    match = GAZETTEER.resolve_place(city=city, region=region, country=country, zone=zone)
    promised(match)
    assert match.place is None or match.place.zone is not None


@given(CELLS)
def test_countries_and_zones(text: str | None) -> None:
    promised(GAZETTEER.resolve_country(text or ""))
    promised(GAZETTEER.resolve_zone(text or "", country=text))
    assert len(GAZETTEER.suggest(text or "")) <= 3


@given(CELLS)
def test_facts(text: str | None) -> None:
    word = text or ""
    GAZETTEER.zone_position(word)
    GAZETTEER.country_centroid(word)
    assert isinstance(GAZETTEER.zone_city(word), str)
    assert isinstance(GAZETTEER.country_name(word), str)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
