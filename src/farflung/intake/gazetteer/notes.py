"""What a person may want to check about a place that was resolved."""

from farflung.engine.said import Said, both, either, in_turn, said, said_of
from farflung.intake.gazetteer import wording
from farflung.intake.gazetteer.clocks import clock_of
from farflung.intake.gazetteer.options import Option, zone_shares
from farflung.intake.gazetteer.readings import Reading
from farflung.intake.gazetteer.row import Row
from farflung.intake.gazetteer.tables import City, Region, Tables
from farflung.intake.gazetteer.zone_clues import ZoneClue


def notes(row: Row, option: Option) -> Said:
    """Return the notes of a resolved row as sentences, empty where there is nothing to say."""
    return in_turn(
        *_namesake(row, option), *_other_zones(row, option), *_stray(row), *_zone(row.zone, option)
    )


def _namesake(row: Row, option: Option) -> list[Said]:
    rivals = [
        other.row for other in row.best.readings if other.row >= 0 and _elsewhere(other, option.reading)
    ]
    if not rivals:
        return []
    tables, second = row.tables, row.tables.city(min(rivals))
    if option.reading.row < 0:
        region = tables.region(option.reading.country, option.reading.subdivision)
        return [_taken_as_region(region, second, tables)] if region else []
    first = tables.city(option.reading.row)
    where = wording.country_name(first.country, tables)
    if row.zone is not None and not row.zone.accepts(tables.zones[second.zone]):
        return [said("The zone picks {city}, {country}.", city=first.name, country=where)]
    elsewhere = wording.country_name(second.country, tables)
    if not second.population:
        return [
            said(
                "Taken as {city}, {country} ({people:,} people), not {other} in {elsewhere}.",
                city=first.name, country=where, people=first.population,
                other=second.name, elsewhere=elsewhere,
            )
        ]  # fmt: skip
    return [
        said(
            "Taken as {city}, {country} ({people:,} people); "
            "the next, {other} in {elsewhere}, has {fewer:,}.",
            city=first.name, country=where, people=first.population,
            other=second.name, elsewhere=elsewhere, fewer=second.population,
        )
    ]  # fmt: skip


def _taken_as_region(region: Region, town: City, tables: Tables) -> Said:
    return said(
        "Taken as the {english} {region}, not the town {town} in {country}.",
        english=region.kind, region=region.name, town=town.name,
        country=wording.country_name(town.country, tables),
    )  # fmt: skip


def _elsewhere(one: Reading, other: Reading) -> bool:
    return (one.country, one.subdivision) != (other.country, other.subdivision)


def _other_zones(row: Row, option: Option) -> list[Said]:
    """Name the zones of the country or region that were not asked about, and why."""
    if option.reading.row >= 0 or (row.zone is not None and row.zone.kind != "unknown"):
        return []
    clock = clock_of(option.zone, row.on, row.tables)
    others = [share.zone for share in zone_shares(option.reading, row.tables) if share.zone != option.zone]
    same = [zone for zone in others if clock_of(zone, row.on, row.tables) == clock]
    apart = [zone for zone in others if zone not in same]
    rarely = said(
        "Taken as {zone}: hardly anybody keeps {others}.", zone=option.zone, others=either(apart, 3)
    )
    return [*([_same_clock(option.zone, same)] if same else []), *([rarely] if apart else [])]


def _same_clock(zone: str, same: list[str]) -> Said:
    return said_of(
        "{zone}; {others} shows the same clock until 2035.",
        "{zone}; {others} show the same clock until 2035.",
        len(same), zone=zone, others=both(same, 3),
    )  # fmt: skip


def _stray(row: Row) -> list[Said]:
    words = tuple(dict.fromkeys(wording.quote(clue.text) for clue in (*row.best.unread, *row.best.against)))
    return [said("Not a place we know, and not used: {words}.", words=words)] if words else []


def _zone(clue: ZoneClue | None, option: Option) -> list[Said]:
    if clue is None:
        return []
    text = wording.quote(clue.text)
    if clue.kind == "unknown":
        return [
            said("The zone {text} is not known; {zone} follows from the place.", text=text, zone=option.zone)
        ]
    if clue.kind == "offset":
        return [
            said(
                "{text} is an offset, not a zone; {zone} follows from the place.", text=text, zone=option.zone
            )
        ]
    if clue.exact and option.zone not in clue.zones:
        return [
            said(
                "{other} shows the same clock until 2035; {zone} is the zone of the place.",
                other=clue.zones[0], zone=option.zone,
            )
        ]  # fmt: skip
    return []
