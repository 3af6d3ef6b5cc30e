"""Close spellings: "Lisbonn" -> Lisbon. Compares with names that share the first or second letter."""

from typing import Final

from farflung.engine.atlas.names import distance
from farflung.intake.gazetteer.fold import fold
from farflung.intake.gazetteer.tables import Tables

_SHORTEST: Final = 3
_LONGEST: Final = 40
_MOST: Final = 3


def suggest(text: str, tables: Tables, *, countries_only: bool = False) -> tuple[str, ...]:
    """Return up to three names one or two letters away, the closest first, then the largest."""
    key = fold(text)
    if not _SHORTEST <= len(key) <= _LONGEST:
        return ()
    allowed = 1 if len(key) < 6 else 2
    names = _country_names(tables) if countries_only else _alike(key, allowed, tables)
    found = [
        (steps, _size(other, tables), name)
        for other, name in names
        if (steps := distance(key, other, allowed)) <= allowed
    ]
    shown = (
        tables.city(size).name if 0 <= size < len(tables.city_lines) else name
        for _, size, name in sorted(found)
    )
    return tuple(dict.fromkeys(shown))[:_MOST]


def _alike(key: str, allowed: int, tables: Tables) -> list[tuple[str, str]]:
    letters = dict.fromkeys(key[:2].replace(" ", ""))
    return [pair for letter in letters for pair in _starting(letter, key, allowed, tables)]


def _starting(letter: str, key: str, allowed: int, tables: Tables) -> list[tuple[str, str]]:
    wanted = set(key)
    cut = (line.partition("\t") for line in tables.spellings.starting(letter))
    pairs = ((other, name) for other, _, name in cut)
    return [(other, name) for other, name in pairs if _may_be(other, key, wanted, allowed)]


def _may_be(other: str, key: str, letters: set[str], allowed: int) -> bool:
    """Sieve before the costly comparison: an edit brings at most one letter the other word lacks."""
    if abs(len(other) - len(key)) > allowed or len(letters.difference(other)) > allowed:
        return False
    return len(set(other).difference(letters)) <= allowed


def _country_names(tables: Tables) -> list[tuple[str, str]]:
    return [(fold(country.name), country.name) for country in tables.countries.values()]


def _size(key: str, tables: Tables) -> int:
    """Return a rank by size: countries, then towns by population, then regions."""
    tokens = tables.lookup(key)
    if any(token.startswith("N") for token in tokens):
        return -1
    return min((int(token[1:]) for token in tokens if token[0] in "ca"), default=len(tables.city_lines))
