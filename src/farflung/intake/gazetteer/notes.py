"""What a person may want to check about a place that was resolved."""

from farflung.intake.gazetteer import wording
from farflung.intake.gazetteer.clocks import clock_of
from farflung.intake.gazetteer.options import Option, zone_shares
from farflung.intake.gazetteer.readings import Reading
from farflung.intake.gazetteer.row import Row
from farflung.intake.gazetteer.zone_clues import ZoneClue


def notes(row: Row, option: Option) -> str:
    """Return the notes of a resolved row as sentences, empty where there is nothing to say."""
    return " ".join(
        [*_namesake(row, option), *_other_zones(row, option), *_stray(row), *_zone(row.zone, option)]
    )


def _namesake(row: Row, option: Option) -> list[str]:
    rivals = [
        other.row for other in row.best.readings if other.row >= 0 and _elsewhere(other, option.reading)
    ]
    if not rivals:
        return []
    tables, second = row.tables, row.tables.city(min(rivals))
    if option.reading.row < 0:
        region = tables.region(option.reading.country, option.reading.subdivision)
        elsewhere = f"{second.name} in {wording.country_name(second.country, tables)}"
        return [f"Taken as the {region.kind} {region.name}, not the town {elsewhere}."] if region else []
    first = tables.city(option.reading.row)
    where = wording.country_name(first.country, tables)
    if row.zone is not None and not row.zone.accepts(tables.zones[second.zone]):
        return [f"The zone picks {first.name}, {where}."]
    elsewhere = f"{second.name} in {wording.country_name(second.country, tables)}"
    taken = f"Taken as {first.name}, {where} ({first.population:,} people)"
    if not second.population:
        return [f"{taken}, not {elsewhere}."]
    return [f"{taken}; the next, {elsewhere}, has {second.population:,}."]


def _elsewhere(one: Reading, other: Reading) -> bool:
    return (one.country, one.subdivision) != (other.country, other.subdivision)


def _other_zones(row: Row, option: Option) -> list[str]:
    """Name the zones of the country or region that were not asked about, and why."""
    if option.reading.row >= 0 or (row.zone is not None and row.zone.kind != "unknown"):
        return []
    clock = clock_of(option.zone, row.on, row.tables)
    others = [share.zone for share in zone_shares(option.reading, row.tables) if share.zone != option.zone]
    same = [zone for zone in others if clock_of(zone, row.on, row.tables) == clock]
    apart = [zone for zone in others if zone not in same]
    shown = "shows" if len(same) == 1 else "show"
    return [
        *([f"{option.zone}; {_and(same)} {shown} the same clock until 2035."] if same else []),
        *([f"Taken as {option.zone}: hardly anybody keeps {wording.either(apart, 3)}."] if apart else []),
    ]


def _and(names: list[str]) -> str:
    return " and ".join(wording.either(names, 3).rsplit(" or ", 1))


def _stray(row: Row) -> list[str]:
    words = [wording.quote(clue.text) for clue in (*row.best.unread, *row.best.against)]
    return [f"Not a place we know, and not used: {', '.join(dict.fromkeys(words))}."] if words else []


def _zone(clue: ZoneClue | None, option: Option) -> list[str]:
    if clue is None:
        return []
    if clue.kind == "unknown":
        return [f"The zone {wording.quote(clue.text)} is not known; {option.zone} follows from the place."]
    if clue.kind == "offset":
        return [f"{wording.quote(clue.text)} is an offset, not a zone; {option.zone} follows from the place."]
    if clue.exact and option.zone not in clue.zones:
        return [f"{clue.zones[0]} shows the same clock until 2035; {option.zone} is the zone of the place."]
    return []
