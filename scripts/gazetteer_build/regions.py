"""GeoNames' first-level codes to ISO 3166-2, by name, checked by hand where names do not decide.

GeoNames numbers its regions its own way (Bavaria is DE.02). The older extract names them; a name that folds
to a name of exactly one ISO subdivision of the country decides. What stays open is in
`region_overrides.tsv`, or is None.
"""

import csv
import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable
from math import cos, hypot, radians
from pathlib import Path

from farflung.intake.gazetteer.fold import fold
from scripts.gazetteer_build.sources import IsoSubdivision, OldCity, RawCity

Iso = dict[str, dict[str, IsoSubdivision]]
Code = tuple[str, str]

OVERRIDES = Path(__file__).with_name("region_overrides.tsv")
# Countries where `holidays` (and people) use the second level: provinces of Italy, two French areas.
SECOND_LEVEL: dict[str, dict[str, str]] = {
    "IT": {"l aquila": "AQ", "valle daosta": "AO", "carbonia iglesias": "SU", "olbia tempio": "SS"},
    "FR": {"bas rhin": "6AE", "haut rhin": "6AE", "moselle": "57"},
}
_FORMS = (
    "citta metropolitana di ",
    "provincia di ",
    "provincia del ",
    "provincia ",
    "departement du ",
    "departement de la ",
)
_KINDS = set(
    "voivodeship region province provincia governorate prefecture state oblast oblasti muhafazat mintaqat "
    "kray krai wilaya wilayat district county department departamento departement city municipality "
    "autonomous republic of the al ad ash az an ar as at el de del la le les du des and y d c dc nct "
    "kotamadya daerah istimewa sheng capital qalasy viloyati viloyat kraj area territory division emirate "
    "parish commune canton community rayon marz lan fylke raion obl gorod voblasts judetul laani maakunta "
    "shi ken fu to do si metropolitan special mayorality".split()
)


def admin1_to_iso(cities: Iterable[RawCity], old: dict[str, list[OldCity]], iso: Iso) -> dict[Code, str]:
    """Return the ISO suffix for each (country, GeoNames admin1 code) that names decide."""
    names = _names_of_codes(cities, old)
    found = {}
    for (country, code), name in names.items():
        suffix = _by_name(name, iso.get(country, {}))
        if country in {"US", "CH", "GB", "BE"} and code in iso.get(country, {}):
            suffix = code
        if suffix:
            found[country, code] = suffix
    # Two GeoNames codes under one ISO code: one of them is a newer region that the older extract does not
    # name.
    times = Counter((country, suffix) for (country, _), suffix in found.items())
    sure = {key: suffix for key, suffix in found.items() if times[key[0], suffix] == 1}
    return sure | _overrides()


def second_level(city: RawCity, near: OldCity | None, iso: Iso) -> str | None:
    """Return the province's ISO suffix where the country is divided that way, else None."""
    if near is None or not near.admin2:
        return None
    bare = fold(near.admin2).replace("dell aquila", "l aquila")
    for form in _FORMS:
        bare = bare.removeprefix(form)
    known = SECOND_LEVEL[city.country].get(bare)
    if known or city.country == "FR":
        return known
    children = {code: sub for code, sub in iso[city.country].items() if sub.parent}
    return _by_name(bare.removesuffix(" capitale"), children)


class Nearby:
    """Finds the older extract's row for a city: same folded name within 25 km, else any within 3 km."""

    def __init__(self, old: dict[str, list[OldCity]]) -> None:
        self._cells: dict[tuple[str, int, int], list[OldCity]] = defaultdict(list)
        for country, rows in old.items():
            for row in rows:
                self._cells[country, round(row.latitude * 4), round(row.longitude * 4)].append(row)

    def find(self, city: RawCity) -> OldCity | None:
        """Return the matching row or None."""
        y, x = round(city.latitude * 4), round(city.longitude * 4)
        rows = [
            row for dy in (-1, 0, 1) for dx in (-1, 0, 1) for row in self._cells[city.country, y + dy, x + dx]
        ]
        near = sorted(((_km(city, row), row.name, row) for row in rows), key=lambda found: found[:2])
        same = [row for km, _, row in near if km < 25 and fold(row.name) == fold(city.name)]
        close = [row for km, _, row in near if km < 3]
        return next(iter(same or close), None)


def _names_of_codes(cities: Iterable[RawCity], old: dict[str, list[OldCity]]) -> dict[Code, str]:
    votes: dict[Code, Counter[str]] = defaultdict(Counter)
    nearby = Nearby(old)
    for city in cities:
        row = nearby.find(city)
        if row is not None and row.admin1:
            votes[city.country, city.admin1][row.admin1] += 1
    return {key: count.most_common(1)[0][0] for key, count in votes.items()}


def _by_name(name: str, codes: dict[str, IsoSubdivision]) -> str | None:
    """Return the only code of that name: exactly, then without words such as "Province", then nearly."""
    for simplify in (fold, _core):
        wanted = simplify(name)
        exact = [code for code, sub in codes.items() if wanted in {simplify(n) for n in sub.names}]
        exact = exact or [
            code for code, sub in codes.items() if wanted in {simplify(n) for n in sub.translated}
        ]
        top = [code for code in exact if codes[code].parent is None] or exact
        if wanted and len(top) == 1:
            return top[0]
        if exact:
            return None
    return _nearly(_core(name), codes)


def _nearly(wanted: str, codes: dict[str, IsoSubdivision]) -> str | None:
    if len(wanted) < 4:
        return None
    spellings = {
        _core(n): code
        for code, sub in codes.items()
        if sub.parent is None
        for n in sub.names | sub.translated
    }
    close = difflib.get_close_matches(wanted, spellings, n=6, cutoff=0.86)
    found = {spellings[spelling] for spelling in close}
    return found.pop() if len(found) == 1 else None


def _core(name: str) -> str:
    plain = fold(name).replace("ae", "a").replace("oe", "o").replace("ue", "u")
    return "".join(word for word in plain.split() if word not in _KINDS)


def _km(city: RawCity, row: OldCity) -> float:
    east = (city.longitude - row.longitude) * cos(radians(city.latitude))
    return 111.2 * hypot(city.latitude - row.latitude, east)


def _overrides() -> dict[Code, str]:
    with OVERRIDES.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t")
        return {(row[0], row[1]): row[2] for row in rows if row}
